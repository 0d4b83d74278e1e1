"""Events coded from labelled texts, scored by the shared scorers, beside the coder's speed. Not a test.

python -m tests.bench.events --set muc|gva|isaf|acled|case21 --gold PATH --out PRED

What each set counts as an event, and how it names things, is decided here and not in the coder.
"""

import argparse
import gc
import gzip
import json
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ingest.code import code, tables
from ingest.incidents import incidents, traces
from ingest.model import Article, Document, Event
from ingest.places import gazetteer
from tests.bench import muc_doers, muc_filter, notes, releases, second_coder, shootings, snippets
from tests.bench.material import SCORERS, require
from tests.ingest import made
from tests.shared import SHARED

FILES = {name: SHARED / f"data/events/{name}_dev.jsonl.gz" for name in ("muc", "gva", "isaf")}
OWN = {kind: Path(__file__).parent / name for kind, name in (("acled", "notes.jsonl"), ("case21", "snippets.jsonl"))}
"""Notes and snippets of our own, for sets of which no file lies here."""
_SITE = re.compile(r"\s(?:[-–—|]|::)\s")
_KEPT = 7
"""The remainder by eight of a kept text's checksum. Until 30 November 2026 those of 3 were kept too."""
_SEVERAL, _MANY = 3, 4
"""What the ISAF labels take "several" for, and "many", "numerous" and "a number of"."""
_MORE_THAN = re.compile(r"(?:more than|over)\b", re.IGNORECASE)
_MANY_WORDS = re.compile(r"\b(?:many|numerous|a number of)\b", re.IGNORECASE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", required=True, choices=sorted(_ADAPTERS), dest="kind")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--part", choices=("read", "kept"), help="tune on the texts that may be read, quote the kept ones"
    )
    parser.add_argument("--coder", choices=("rules", "llm"), default="rules", help="llm: the one PRESSWATCH_LLM_* name")
    arguments = parser.parse_args()
    gold = arguments.gold or FILES.get(arguments.kind) or OWN[arguments.kind]
    require(gold, _scorer(arguments.kind))
    out = arguments.out or Path(f"events.{arguments.kind}.pred.jsonl")
    rows = list(read(gold))
    if arguments.part:
        rows = [row for row in rows if part_of(row) == arguments.part]
        gold = out.with_suffix(".gold")
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    by_model = arguments.coder == "llm"
    coded, spent = second_coder.code_all([document(row) for row in rows]) if by_model else code_all(rows)
    predictions = predict(arguments.kind, rows, coded)
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predictions), encoding="utf-8")
    print(score(arguments.kind, out, gold))
    print(
        f"coded {len(rows)} documents, {len(rows) / spent:,.0f} documents/s {'from the service' if by_model else 'on one core'}"
    )


def read(path: Path) -> Iterable[dict[str, Any]]:
    """The rows of a labelled file, gzipped or not, on the day that those around them tell where they bear none."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from releases.dated(json.loads(line) for line in file if line.strip())


def labelled(kind: str) -> list[dict[str, Any]]:
    """The rows of a set whose labels were checked."""
    return [row for row in read(FILES[kind]) if row.get("checked", True)]


def part_of(row: dict[str, Any]) -> str:
    """The part a labelled row is in: "read", seven eighths, which rules are made with, or "kept", which nobody reads and
    which is only counted. All texts of one incident are in the same."""
    name = str(row.get("incident_id", row["doc_id"]))
    return "kept" if zlib.crc32(name.encode()) % 8 == _KEPT else "read"


def days_between(first: str | None, second: str | None) -> int | None:
    """Days between two ISO dates, None where one is missing."""
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) if first and second else None


def document(row: dict[str, Any]) -> Document:
    """A labelled row as the coder reads it; the gold stays behind."""
    dateline = row.get("dateline")
    place = dateline.get("place") if isinstance(dateline, dict) else dateline
    day = row.get("doc_date")
    return Document(
        doc_id=str(row.get("doc_id", row.get("id", ""))),
        text=row["text"],
        title=_headline(row),
        published_on=date.fromisoformat(day[:10]) if day else None,
        dateline=place,
        language=row.get("language"),
        country=row.get("country"),
    )


def _headline(row: dict[str, Any]) -> str | None:
    """The headline without the name of the site, which extraction takes off a page's."""
    return _SITE.split(row.get("title") or "")[0].strip() or None


def code_all(rows: Sequence[dict[str, Any]]) -> tuple[list[tuple[Event, ...]], float]:
    """The events of every row and the seconds of one core it took, tables already read."""
    code(document({"text": "Two men were shot dead in Homs, Syria.", "doc_id": "warm"}))
    documents = [document(row) for row in rows]
    gc.freeze()  # as page workers do, once the tables are read
    started = time.process_time()
    coded = [code(one) for one in documents]
    return coded, time.process_time() - started


def predict(kind: str, rows: Sequence[dict[str, Any]], coded: Sequence[tuple[Event, ...]]) -> list[dict[str, Any]]:
    """Our records in the form the set's scorer reads."""
    lines = [{"doc_id": row["doc_id"], **_ADAPTERS[kind](row, events)} for row, events in zip(rows, coded, strict=True)]
    return _clustered(rows, coded, lines) if kind == "gva" else lines


def score(kind: str, out: Path, gold: Path) -> str:
    """What the shared scorer prints."""
    files = [str(out), "--gold", str(gold)] if kind == "muc" else [str(out), str(gold)]
    command = [sys.executable, str(_scorer(kind)), *files]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _scorer(kind: str) -> Path:
    return SCORERS / ("muc_score.py" if kind == "muc" else "modern_score.py")


def _factual(events: Sequence[Event]) -> list[Event]:
    return [e for e in events if e.claim_status in ("reported", "claimed", "accused")]


def _muc(row: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    return {"events": muc_doers.records(muc_filter.counted(events, row["text"], document(row).published_on))}


# ---------------------------------------------------------------- flat records


def main_of(kind: str, events: Sequence[Event], text: str) -> Event | None:
    """The event that a text with one labelled incident is about: of a shooting the telling that knows of most dead, of a
    release that of a day with dead or detained people first, as its update tells it."""
    if kind == "gva":
        return max(shootings.tellings(_factual(events)), key=_killed, default=None)
    told = [e for e in _factual(events) if e.event_clarity == 1 or e.low]
    return min(
        told, key=lambda e: (e.date_prec != 1, not _is_main(e), not releases.is_of_update(e, text)), default=None
    )


def _is_main(event: Event) -> bool:
    return bool(event.low) or event.event_mode == "arrest"


def dead_of(kind: str, event: Event, text: str) -> int:
    """The dead of an event as the labels of a set count them."""
    if kind == "isaf":
        return _at_least(event, text) if event.low else 0
    return _killed(event)


def _killed(event: Event) -> int:
    return event.best if event.best is not None else event.low or 0


def _gva(row: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    told, event = shootings.tellings(_factual(events)), main_of("gva", events, row["text"])
    day = shootings.day_of(told, event, document(row))
    return {
        "killed": _killed(event) if event else 0,
        "injured": (event.injured if event else 0) or next((e.injured for e in told if e.injured), 0),
        "date": str(day) if day else None,
        "place": [p for p in (event.place_as_written, event.place) if p] if event else [],
    }


def _isaf(row: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    factual = [e for e in _factual(events) if e.event_clarity == 1 or e.low]
    killed = max((_at_least(e, row["text"]) for e in factual if e.low), default=0)
    captured = max((e.detained or _SEVERAL for e in factual if e.event_mode == "arrest"), default=0)
    air = any("air" in (e.acled_sub_event or "").lower() for e in factual)
    kinds = (
        ["captureandkill"]
        if killed and captured
        else ["airstrike"]
        if air and killed
        else ["insurgentskilled"]
        if killed
        else ["detention"]
        if captured
        else []
    )
    main = main_of("isaf", events, row["text"])
    day = main.date_end if main and main.date_end else document(row).published_on
    names = {p for e in factual for p in (e.place_as_written, e.place, e.admin1) if p}
    return {
        "killed": killed,
        "min_captured": captured,
        "date": str(day) if day else None,
        "place": sorted(names),
        "event_types": kinds,
    }


def _at_least(event: Event, text: str) -> int:
    """The dead as the ISAF labels count them: more than 30 are 31 at least."""
    start, end = event.evidence["low"]
    if event.best is None:
        is_many = _MANY_WORDS.search(text, max(0, start - len("a number of ")), end)
        return max(event.low or 0, _MANY if is_many else _SEVERAL)
    return event.best + bool(_MORE_THAN.match(text, start))


_SIX = {row["sub_event"]: row["acled_type"] for row in tables.rows("ontology/acled.csv")}
_CROWD = ("Violent demonstration", "Mob violence", "Excessive force against protesters")
_FORCE = ("Violence against civilians", "Explosions/Remote violence")
_MAY_BE_SUICIDE = ("Attack", "Armed clash", "Remote explosive/landmine/IED")
_ABDUCTION = "Abduction/forced disappearance"
_GROUND = ("Government regains territory", "Non-state actor overtakes territory", "Suicide bomb", "Chemical weapon")
_CASE21 = {
    "Armed clash": "ARMED_CLASH", "Government regains territory": "GOV_REGAINS_TERIT",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER", "Air/drone strike": "AIR_STRIKE",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK", "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Suicide bomb": "SUIC_BOMB", "Chemical weapon": "CHEM_WEAP",
    "Grenade": "GRENADE", "Attack": "ATTACK", "Sexual violence": "SEX_VIOL", "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Peaceful protest": "PEACE_PROTEST", "Protest with intervention": "PROTEST_WITH_INTER", "Mob violence": "MOB_VIOL",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Violent demonstration": "VIOL_DEMONSTR", "Arrests": "ARREST", "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT", "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Agreement": "AGREEMENT", "Disrupted weapons use": "DISR_WEAP", "Headquarters or base established": "HQ_ESTABLISHED",
}  # fmt: skip
_OF_CROWD = {
    "Arrests": "Protest with intervention", "Looting/property destruction": "Violent demonstration",
    "Armed clash": "Violent demonstration", "Attack": "Violent demonstration",
}  # fmt: skip
"""What a crowd's deed is where the coder names it after others."""
_BY_CROWDS = ("MOB_VIOL", "VIOL_DEMONSTR")
_OF_CRIME = ("ARREST", "PROPERTY_DISTRUCT", "GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER")
_FROM_CASE21 = {label: sub for sub, label in _CASE21.items()} | {"OTHER": "Other"}


def _sub_event(text: str, events: Sequence[Event]) -> str:
    """The one sub-event of a note: a protest by what became of it; else ground that changed hands, then the dead, then force,
    then what is told first."""
    told = [e.acled_sub_event or "Other" for e in sorted(events, key=_rank)]
    if not told:
        return "Other"
    if (protest := _protest(text, events)) is not None:
        return _handled(text, protest, events)
    if min(events, key=lambda e: e.quote_start).acled_sub_event == "Violent demonstration":
        return "Violent demonstration"  # whatever was done to the rioters after
    if told[0] == "Arrests" and notes.is_at_protest(text):
        return "Protest with intervention"
    if told[0] == "Mob violence" and any(e.event_type == "PROTEST" for e in events):
        return "Violent demonstration"
    if told[0] == "Looting/property destruction" and notes.is_at_protest(text):
        return "Violent demonstration"
    if not any(e.low or e.injured for e in events):
        if _SIX[told[0]] in _FORCE and "Disrupted weapons use" in told:
            return "Disrupted weapons use"  # what was fired or planted and did no harm
        if told[0] == "Attack" and "Arrests" in told:
            return "Arrests"  # a raid
        left = next((e for e in events if e.event_mode == "withdraw"), None)
        if left and told[0] in _GROUND[:2] and all(_told_at(left) <= _told_at(e) for e in events):
            return "Non-violent transfer of territory"  # those who left are told first
    if told[0] == "Attack" and _ABDUCTION in told and not any(e.low for e in events):
        return _ABDUCTION
    if told[0] in _MAY_BE_SUICIDE and snippets.is_of(text, "SUIC_BOMB"):
        return "Suicide bomb"
    if told[0] == "Attack" and snippets.is_of(text, "FORCE_AGAINST_PROTEST"):
        return "Excessive force against protesters"
    if told[0] == "Attack" and notes.is_force_attacked(text):
        return "Armed clash"
    remote = next((one for one in told if _SIX[one] == "Explosions/Remote violence"), None)
    return remote if remote and told[0] == "Attack" else told[0]


def _protest(text: str, events: Sequence[Event]) -> Event | None:
    """The protest that a note tells first, be it by those who were arrested or driven off in it."""
    first = min(events, key=lambda e: e.quote_start)
    protest = min((e for e in events if _is_crowd(e)), key=lambda e: e.quote_start, default=None)
    is_broken_up = first.event_mode in ("arrest", "crowd-control") or first.acled_sub_event in _CROWD
    is_broken_up = is_broken_up or (bool(first.low or first.injured) and notes.is_by_police(text))
    return protest if protest is first or is_broken_up else None


def _told_at(event: Event) -> int:
    return event.evidence["event_type"][0]


def _is_crowd(event: Event) -> bool:
    return event.event_type == "PROTEST" or event.event_mode == "crowd-control"


def _handled(text: str, protest: Event, events: Sequence[Event]) -> str:
    """What became of a protest. What a later sentence tells happened at it; what its own tells may be what it was about."""
    told = [e.acled_sub_event for e in sorted(events, key=_rank)]
    is_stoned = told[0] == "Protest with intervention" and snippets.is_of(text, "VIOL_DEMONSTR")
    is_stoned = is_stoned or notes.are_thrown(text)
    crowd = "Violent demonstration" if is_stoned else next((one for one in told if one in _CROWD), None)
    if crowd and _SIX[crowd] == "Protests" and snippets.is_of(text, "VIOL_DEMONSTR"):
        return "Violent demonstration"  # who throws stones is no peaceful protester, whatever befalls him
    if crowd and (_SIX[crowd] != "Riots" or notes.is_riot(text)):
        return crowd
    if any(e.event_mode == "crowd-control" and e.low for e in events):
        return "Excessive force against protesters"
    later = [e for e in events if ". " in text[protest.quote_end : e.quote_start]]
    hurt = [e for e in events if e.low or e.injured]
    if notes.is_shot(text) and any(
        e in later or _told_at(e) < _told_at(protest) or notes.is_fired_at(text) for e in hurt
    ):
        return "Excessive force against protesters"
    arrested = any(e.event_mode == "arrest" and (e in later or _told_at(e) < _told_at(protest)) for e in events)
    is_handled = arrested or "Protest with intervention" in told or notes.is_intervened(text)
    return "Protest with intervention" if is_handled else "Peaceful protest"


def _rank(event: Event) -> tuple[int, int, int]:
    sub = event.acled_sub_event or "Other"
    kind = _SIX[sub]
    if sub in _GROUND:
        tier = -1 if sub in _GROUND[:2] else 0
    elif kind in ("Protests", "Strategic developments"):
        tier = 5 if sub == "Other" else 4 if kind == "Strategic developments" else 3
    else:
        tier = 1 if event.low or kind == "Riots" else 2
    return tier, -(event.low or 0), event.quote_start


def _dead(text: str, events: Sequence[Event], label: str) -> int:
    """The dead of a note; of a protest only those of the protest, not those it is about; none where its heading says that it is
    no violence."""
    if snippets.heading(text) and _SIX[label] == "Strategic developments":
        return 0
    is_about = label in ("Peaceful protest", "Protest with intervention")
    counted = [e for e in events if not is_about or e.acled_sub_event in _CROWD]
    return max((e.best if e.best is not None else e.low or 0 for e in counted), default=0)


def _acled(row: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    text, factual = row["text"], _factual(events)
    label = _note(text, factual)
    event = min(factual, key=lambda e: (e.acled_sub_event != label, _rank(e)), default=None)
    told = [p for p in (event.place_as_written, event.place, event.admin1) if p] if event else []
    beside = notes.around(text, told[0]) if told else []
    country = (event.country if event else None) or notes.country_of(text)
    day = event.date_start if event and event.date_start else None
    return {
        "label": _SIX[label],
        "label25": label,
        "killed": notes.fatalities(text, _dead(text, factual, label)),
        "date": str(day) if day else notes.day_of(text),
        "place": list(dict.fromkeys((*notes.located(text), *told, *beside, *notes.towns(text)))),
        "country": gazetteer().countries[country].name if country else None,
        "actors": notes.parties(text, factual, _SIX[label], country, day),
    }


def _case21(row: dict[str, Any], events: Sequence[Event]) -> dict[str, Any]:
    return {"label": _snippet(row["text"], events)}


def _snippet(text: str, events: Sequence[Event]) -> str:
    """The label of a snippet: who is blamed where nobody is counted, crime where people are arrested for it, else the
    coder's deed, else what its words are about."""
    if headed := snippets.heading(text):
        return headed
    factual = _factual(events)
    told = _CASE21.get(_sub_event(text, factual), "OTHER")
    if told in ("REM_EXPLOS", "ATTACK") and snippets.is_accident(text):
        return "MAN_MADE_DISASTER"
    is_told = told != "OTHER"
    told = told if is_told else snippets.topic(text) or told
    if told == "PEACE_PROTEST" and notes.is_intervened(text):
        return "PROTEST_WITH_INTER"
    if not is_told:
        return told
    if (
        told not in _BY_CROWDS
        and snippets.is_blame(text)
        and (_blamed_first(text, factual) or not any(e.low for e in factual))
    ):
        return "ATTRIB"
    return "ORG_CRIME" if told in _OF_CRIME and snippets.is_crime(text) else told


def _blamed_first(text: str, events: Sequence[Event]) -> bool:
    """Whether a snippet opens with the blame, and the deed only says what for."""
    return snippets.blame_at(text) < min(map(_told_at, events))


def _note(text: str, events: Sequence[Event]) -> str:
    """The sub-event of a note: what its heading says, else the coder's, else what its words are about; where it counts a crowd,
    always one of a crowd."""
    told = _sub_event(text, events)
    if notes.counts_a_crowd(text) and _SIX[told] not in ("Protests", "Riots"):
        return _of_crowd(text, told)
    named = snippets.heading(text) or (snippets.topic(text) if told == "Other" else None)
    return _FROM_CASE21.get(named or "", told)


def _of_crowd(text: str, told: str) -> str:
    """The sub-event of a note that counts a crowd of which the coder tells no protest."""
    if told in ("Other", "Armed clash") and snippets.topic(text) == "MOB_VIOL":
        return "Mob violence"
    if _SIX[told] in _FORCE and notes.is_fired_at(text):
        return "Excessive force against protesters"
    if told in _OF_CROWD and (notes.is_riot(text) or told == "Arrests"):
        return _OF_CROWD[told]
    return "Protest with intervention" if notes.is_intervened(text) else "Peaceful protest"


def _clustered(
    rows: Sequence[dict[str, Any]], coded: Sequence[tuple[Event, ...]], lines: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Articles whose main events are one incident, as the warehouse links them; articles without an event stand alone."""
    found = [trace for row, events in zip(rows, coded, strict=True) for trace in traces(_article(row), events)]
    named = {event: group[0] for group in incidents(found) for event in group}
    for row, events, line in zip(rows, coded, lines, strict=True):
        event = main_of("gva", events, row["text"])
        line["cluster"] = named.get(event.event_id, row["doc_id"]) if event else row["doc_id"]
    return lines


def _article(row: dict[str, Any]) -> Article:
    """A labelled row as an article of its own day."""
    told = document(row)
    day = told.published_on or date(1970, 1, 1)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ids = {"article_id": told.doc_id, "revision_id": told.doc_id}
    return made.article(told.text, **ids, title=told.title, arrived_at=noon)


_ADAPTERS: dict[str, Callable[[dict[str, Any], Sequence[Event]], dict[str, Any]]] = {
    "muc": _muc,
    "gva": _gva,
    "isaf": _isaf,
    "acled": _acled,
    "case21": _case21,
}

if __name__ == "__main__":
    main()
