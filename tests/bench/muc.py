"""How the MUC-3/4 keys name what an event is made of. Not for reading texts, nor for scoring, nor for which events the keys
hold: that is `tests.bench.muc_filter`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ingest.code import organisations, tables
from ingest.code.sentences import Sentence
from ingest.model import Event
from ingest.places import gazetteer

ARMED = re.compile(
    r"\b(?:guerrillas?|rebels?|soldiers?|troops?|subversives?|insurgents?|combatants?|army|battalion|patrol|terrorists?|units?|detachments?|brigades?|regiments?|garrisons?|contingents?|squadrons?|infantry(?:men)?"
    r"|military|marines?|contras?|positions?|traffickers?|criminals?|extremists?|casualties)\b",
    re.IGNORECASE,
)
_FIRE = re.compile(r"\b(?:fires?|burn\w*|burnt|torch\w*|arson|ablaze|incendiary|molotov|flames?)\b", re.IGNORECASE)
_LOOT = re.compile(r"\b(?:loot\w*|plunder\w*|ransack\w*)\b", re.IGNORECASE)
_BLAST = re.compile(r"\b(?:bombs?|car[- ]bombs?|dynamite|explosives?|grenades?|mines?|molotov)\b", re.IGNORECASE)
_MEMBERS = re.compile(
    r"(?:\w+ )?(?:members?|activists?|followers?) of (?:the )?"
    r"(?P<body>(?:[A-Z][\w.'-]* ){1,4}(?:Party|Federation|Committee|Union|League))",
    re.IGNORECASE,
)
_GANGS = frozenset(("cartels", "mafia", "mafias", "rings", "gang"))


def kind_of(event: Event) -> str | None:
    """The keys' type of an event, None where they have none."""
    if event.event_type == "ASSAULT":
        named = {"abduct": "KIDNAPPING", "explosives": "BOMBING", "suicide-attack": "BOMBING"}
        return _of_destruction(event) if event.event_mode == "destroy" else named.get(event.event_mode or "", "ATTACK")
    if event.event_type == "THREATEN" and event.event_mode == "violence":
        return "ATTACK"
    if event.event_mode == "rob":
        return "ROBBERY"
    return "FORCED WORK STOPPAGE" if event.event_mode == "strike" and event.side_a else None


def _of_destruction(event: Event) -> str:
    """Destruction is arson by fire, bombing by explosives, robbery by looters, and else an attack."""
    if _FIRE.search(event.quote):
        return "ARSON"
    if any(_BLAST.search(weapon) for weapon in event.weapons):
        return "BOMBING"
    return "ROBBERY" if _LOOT.search(event.quote) else "ATTACK"


def with_their_dead(events: Sequence[Event]) -> list[Event]:
    """The events as the keys cut them: who was taken and killed was taken, and the kidnapping has the deaths."""
    told = list(events)
    for killing in [event for event in told if kind_of(event) == "ATTACK" and event.low]:
        number = next((n for n, e in enumerate(told) if kind_of(e) == "KIDNAPPING" and _of_the_same(e, killing)), None)
        if number is None:
            continue
        taken = told[number]
        told[number] = replace(
            taken, side_a=taken.side_a or killing.side_a, low=killing.low, best=killing.best, high=killing.high
        )
        told.remove(killing)
    return told


def _of_the_same(first: Event, second: Event) -> bool:
    """Whether two events befell the same people, by name or by the same words."""
    if set(first.victims) & set(second.victims):
        return True
    return bool(_names(first) & _names(second))


def _names(event: Event) -> set[str]:
    """The words of names, save of those whose driver or guard somebody was."""
    words = {word.lower() for victim in event.victims for word in victim.split() if "'" not in word}
    common = tables.people().keys() | tables.common_words()
    return {word for word in words if len(word) > 3 and word not in common}


def record(event: Event, published: date | None) -> dict[str, Any]:
    """An event of a text of that day as the scorer reads it."""
    country = gazetteer().countries[event.country].name if event.country else None
    bodies = _bodies(event)
    return {
        "event_type": kind_of(event),
        "date": _date(event, published),
        "country": country,
        "location": _places(event, country),
        "perp_orgs": [name for name in bodies if not _is_on_duty(event, name)],
        "perp_inds": [name for name in event.side_a if name not in bodies and _is_doer(name, bodies)],
        "victims": [name for name in event.victims if not _is_irregular(name)],
        "targets": list(event.targets),
        "weapons": list(event.weapons),
        "fatalities": {"low": event.low, "best": event.best, "high": event.high} if event.low is not None else None,
    }


def _date(event: Event, published: date | None) -> dict[str, str] | None:
    """The days of an event; what happened "in the past few hours" is of the day of the text in the keys."""
    if event.date_start is None or event.date_end is None:
        return None
    is_fresh = event.date_end == published and event.date_end - event.date_start == timedelta(days=1)
    return {"start": str(event.date_end if is_fresh else event.date_start), "end": str(event.date_end)}


def _places(event: Event, country: str | None) -> list[str]:
    """The place as written and the divisions it lies in; a place that no gazetteer knows keeps its name."""
    written = event.place_as_written
    if written is None or written.casefold() == (country or "").casefold():
        return []
    around = (event.place, event.admin2, event.admin1) if event.where_prec != 6 else ()
    return [" ".join(name.split()) for name in (written, *around) if name]


def _bodies(event: Event) -> list[str]:
    """The organisations of side a; what names one and more ("a Popular Front cell") is its people, and "army soldiers" say
    whose they are."""
    whose = (found["body"] for name in event.side_a if (found := _MEMBERS.fullmatch(name)))
    names = (*event.side_a, *whose, *(name.rsplit(" ", 1)[0] for name in event.side_a if _is_force_and_people(name)))
    named = [name for name in dict.fromkeys(names) if _is_organisation(name) and _is_blamed(event, name)]
    return [name for name in named if not any(_holds(name, other) for other in named)]


def _is_doer(name: str, bodies: Sequence[str]) -> bool:
    """Whether a name is that of people whom the keys hold for perpetrators: no civilians, no fuller name of a body, and no word
    that names nobody."""
    if any(name.endswith(f" {body}") and " of " not in name.removesuffix(body).lower() for body in bodies):
        return False
    known = tables.people().get(name.split()[-1].lower())
    if known:
        return known.kind != "civilian" and not name.lower().endswith("government")
    return len(name.split()) > 1


def _is_force_and_people(name: str) -> bool:
    words = name.lower().split()
    known = tables.people().get(words[-1])
    return len(words) > 1 and known is not None and known.kind != "group" and _is_force(words[:-1])


def _is_blamed(event: Event, name: str) -> bool:
    """A government is a perpetrator only where somebody says so."""
    return event.claim_status == "accused" or not name.lower().endswith("government")


def _holds(name: str, other: str) -> bool:
    return set(other.casefold().split()) < set(name.casefold().split())


def _is_organisation(name: str) -> bool:
    """Whether a name is a body's and not that of the people in it."""
    words = [word.lower() for word in name.split()]
    known = tables.people().get(words[-1])
    if known and known.kind != "group" and not _is_force(words):
        return False
    return bool(_named(name)) or _is_force(words) or _is_named_group(words)


def _named(name: str) -> Sequence[organisations.Organisation]:
    return organisations.find(Sentence(name, 0, len(name), 0, 0), {})


def _is_named_group(words: Sequence[str]) -> bool:
    """ "Drug cartels"; "the Silvio Paredes Group": a head after words that are neither common nor of people."""
    if words[-1] in _GANGS and len(words) > 1:
        return True
    if len(words) < 3 or words[-1] not in tables.cues("organisation_head"):
        return False
    plain = tables.common_words() | tables.people().keys()
    return all(word not in plain and not word.endswith(("ed", "ive", "ary", "ist", "-")) for word in words[-3:-1])


def _is_on_duty(event: Event, name: str) -> bool:
    """A state's forces are perpetrators in the keys where they are blamed, and where they do not meet armed people."""
    if event.claim_status == "accused":
        return False
    meets_armed = event.violence_type in (1, 2) or any(ARMED.search(one) for one in (*event.victims, *event.side_b))
    is_states = _is_force(name.lower().split()) and all(one.is_state for one in _named(name))
    return is_states and (meets_armed or not (event.victims or event.targets))


def _is_irregular(name: str) -> bool:
    """Armed people of no state are no victims in the keys."""
    known = tables.people().get(name.split()[-1].lower())
    return known is not None and known.kind == "militant"


def _is_force(words: Sequence[str]) -> bool:
    """ "The army", "Salvadoran Air Force"."""
    return words[-1] in tables.cues("force_name") or "-".join(words[-2:]) in tables.cues("force_name")
