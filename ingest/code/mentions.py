"""What one sentence reports: the triggers read together into mentions of events, each with its people, day, place and source.

Not for what several sentences say about one event: that is `ingest.code.merge`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest import dates
from ingest.code import (
    attribution,
    casualties,
    chunks,
    claims,
    locations,
    relevance,
    roles,
    shares,
    tables,
    triggers,
    weapons,
)
from ingest.code.attribution import Source
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.claims import Modality
from ingest.code.locations import Company, Location
from ingest.code.roles import Filler
from ingest.code.sentences import Sentence, Token
from ingest.code.shares import Share
from ingest.code.weapons import Weapon
from ingest.dates import DateSpan

_FAMILY_EFFECTS = {
    "violence": "death die dead deathnoun killnoun bodies lives injury injurynoun shot harm attackverb attack clash bomb",
    "abduct": "abduct abductnoun", "detain": "detain detainnoun", "capture": "capture", "seize": "seize",
    "displace": "displace", "destroy": "destroy", "damage": "damage", "rob": "rob", "mobilize": "mobilize mobilizenoun",
    "retreat": "retreat", "release": "release", "restrict": "restrict restrictnoun", "consult": "consult", "threat": "threat",
    "protest": "protest protestnoun",
}  # fmt: skip
FAMILIES = {effect: family for family, effects in _FAMILY_EFFECTS.items() for effect in effects.split()}
"""Effect of a trigger to the kind of event it belongs to."""

_DEATHS = frozenset(("death", "die", "dead", "deathnoun", "killnoun", "bodies", "lives"))
_NOMINAL_DEATHS = frozenset(("deathnoun", "bodies", "lives", "killnoun"))
_HURT = frozenset(("injury", "injurynoun"))
_NEED_PEOPLE = frozenset(("death", "injury", "abduct", "detain", "displace", "release"))
_ARMED_KINDS = ("military", "police", "militant", "group")
_SAME_DAY = re.compile(r"\b(?:the\s{1,3}same|that)\s{1,3}day\b", re.IGNORECASE)
_THAT_PLACE = re.compile(
    r"\b(?:in|of|at|near|outside|around)\s{1,3}the\s{1,3}(?:village|town|city|hamlet|camp)\b(?!\s{1,3}of)",
    re.IGNORECASE,
)
_OPENING = 25
_WITH = 60
"""Characters around a mention's own words in which a weapon is still its weapon."""
_TARGETS = frozenset(("attack", "attackverb", "bomb", "damage", "destroy", "seize", "rob", "capture"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An event as one sentence tells it. Counts hold the phrase they were read from (token numbers of the sentence);
    `[start, end)` are the characters that tell it. `is_part`: some of a number told before ("among those killed");
    `is_further`: besides what was told before ("another 20"); `is_toll`: a running total; `is_bare`: says only that there
    was such an event."""

    sentence: Sentence
    family: str
    event_type: str
    mode: str
    effects: frozenset[str]
    modality: Modality
    deaths: tuple[Count, ...]
    injured: tuple[Count, ...]
    struck: tuple[Count, ...]
    detained: tuple[Count, ...]
    abducted: tuple[Count, ...]
    displaced: tuple[Count, ...]
    agents: tuple[Filler, ...]
    opponents: tuple[Filler, ...]
    victims: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    day: DateSpan | None
    place: Location | None
    sources: tuple[Source, ...]
    is_part: bool
    is_further: bool
    is_toll: bool
    is_bare: bool
    start: int
    end: int
    trigger: tuple[int, int]
    weapons: tuple[Weapon, ...] = ()
    same_day: tuple[int, int] | None = None
    is_echo: bool = False
    mode_span: tuple[int, int] | None = None


def read(sentence: Sentence, company: Company, anchor: date | None, is_accident: bool) -> tuple[Mention, ...]:
    """The mentions of a sentence; none where its violent words are not meant."""
    low = sentence.low
    words = relevance.words_of(low)
    if not triggers.may_tell(words):
        return ()
    tone = relevance.tone(low, words)
    if tone.is_imagined or tone.is_memory or tone.is_accident:
        return ()
    row = chunks.read(sentence)
    if not any(chunk.kind == "t" for chunk in row):
        return ()
    places = locations.find(sentence, company)
    days = dates.find_dates(sentence.text, anchor, sentence.start)
    drafts = [
        m for at, c in enumerate(row) if c.kind == "t" and (m := _draft(sentence, row, at, places, days, is_accident))
    ]
    if not drafts:
        return ()
    sources = attribution.find(sentence, row)
    found = _facing(sentence, _grouped(sentence, row, drafts))
    if tone.is_footage:
        found = [m for m in found if m.deaths and m.deaths[0].quantity.best is not None]
    echo = attribution.is_echo(sentence, row)
    told = [_on_same_day(_armed(replace(m, sources=sources, is_echo=echo))) for m in found]
    return (*told, *_shared_out(sentence, told, shares.find(sentence, row, places, days)))


def _on_same_day(mention: Mention) -> Mention:
    """ "… the same day": as near to the deed as any day the sentence names, it is the day told before."""
    found = _SAME_DAY.search(mention.sentence.document, mention.sentence.start, mention.sentence.end)
    if found is None:
        return mention
    at = mention.trigger[1]
    nearer = mention.day is None or abs(found.start() - at) < abs(mention.day.start - at)
    return replace(mention, day=None, same_day=found.span()) if nearer else mention


def points_back(mention: Mention) -> bool:
    """Whether a mention without a place says "in the village": the one named before."""
    sentence = mention.sentence
    return mention.place is None and bool(_THAT_PLACE.search(sentence.document, sentence.start, sentence.end))


def _shared_out(sentence: Sentence, told: Sequence[Mention], parts: Sequence[Share]) -> list[Mention]:
    """The shares of a toll as mentions of their own, after the mention they are shares of."""
    whole = next((m for m in told if m.deaths), None)
    if whole is None:
        return []
    inside = {(c.first, c.last) for c in whole.deaths}
    total = casualties.total(whole.deaths)
    fresh = [s for s in parts if (s.people.first, s.people.last) not in inside]
    if total is None or not (whole.is_part or _adds_up(fresh, total.value)):
        return []
    return [
        replace(
            whole, deaths=(s.people,), injured=(), struck=(), victims=(), day=s.day or whole.day, place=s.place or whole.place,
            is_part=True, is_toll=False, start=s.start, end=s.end, trigger=whole.trigger,
        )
        for s in fresh
    ]  # fmt: skip


def _adds_up(parts: Sequence[Share], total: int) -> bool:
    return len(parts) >= 2 and sum(share.people.quantity.value for share in parts) <= total


def _armed(mention: Mention) -> Mention:
    """The weapons of the mention's own words; they give violence a mode where its triggers do not."""
    if mention.family not in ("violence", "damage", "destroy"):
        return mention
    own = tuple(t for t in mention.sentence.tokens if mention.start - _WITH <= t.start and t.end <= mention.end + _WITH)
    found = weapons.find(own)
    if not found:
        return mention
    mode = _stronger(mention.mode, min((w.mode for w in found), key=_MODE_RANK.index))
    if mention.mode in ("assassinate", "execute", "destroy") or mention.family == "destroy":
        mode = mention.mode
    span = next(((w.start, w.end) for w in found if w.mode == mode), None)
    return replace(mention, mode=mode, mode_span=mention.mode_span or span, weapons=found)


def _facing(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The other side, where one clause names it for the next: "an offensive on X after rebels seized Y", "took X after
    forcing the rebels to withdraw"."""
    for number, mention in enumerate(found):
        if mention.opponents or not mention.agents or mention.family not in ("violence", "seize"):
            continue
        for other in found:
            between = sentence.document[mention.trigger[1] : other.trigger[0]]
            if (
                other is mention
                or not other.agents
                or other.agents == mention.agents
                or " after " not in f" {between} "
            ):
                continue
            if other.family in ("violence", "seize", "retreat", "abduct"):
                found[number] = replace(mention, opponents=other.agents)
                break
    return found


def _draft(
    sentence: Sentence,
    row: Sequence[Chunk],
    at: int,
    places: Sequence[Location],
    days: Sequence[DateSpan],
    is_accident: bool,
) -> Mention | None:
    """What one trigger says by itself; None where it says nothing that happened to anybody."""
    entry = row[at].entry
    assert entry is not None
    parts = roles.find(sentence, row, at)
    modality = claims.modality(sentence, row, at, parts.start)
    if entry.effect not in FAMILIES or modality in ("negated", "hypothetical", "aim"):
        return None
    if is_accident and entry.effect in _DEATHS | _HURT and not entry.mode:
        return None
    people = tuple(f for f in parts.patients if _names_people(f, sentence, places))
    things = tuple(f for f in parts.patients if f not in people and _can_be_hit(f, sentence, places))
    family, event_type, effect = _settle(FAMILIES[entry.effect], entry.event_type, entry.effect, people)
    counts = _counts(sentence, row, at, parts)
    if entry.effect in _NEED_PEOPLE and entry.form != "noun" and not counts:
        return None  # "killed the bill": nobody is said to have suffered it
    if effect == "consult" and not (_is_official(sentence, parts.agents) and _is_official(sentence, people)):
        return None
    day, place = _nearest(row[at], sentence, days), _place(sentence, row, at, places, parts)
    agents, opponents = _sides(effect, parts, people)
    is_part, is_further = _portion(sentence, row, at, parts)
    start, end = _span(sentence, row[at], (*agents, *parts.patients), counts, day, place)
    return Mention(
        sentence=sentence,
        family=family,
        event_type=event_type or "ASSAULT",
        mode=entry.mode,
        effects=frozenset((effect,)),
        modality=modality,
        deaths=counts if effect in _DEATHS and modality != "attempted" else (),
        injured=counts if effect in _HURT else (),
        struck=counts if effect == "shot" else (),
        detained=counts if family == "detain" else (),
        abducted=counts if family == "abduct" else (),
        displaced=counts if family == "displace" else (),
        agents=agents,
        opponents=opponents,
        victims=people if effect not in ("clash", "seize") else (),
        targets=things if effect in _TARGETS else (),
        day=day,
        place=place,
        sources=(),
        is_part=is_part,
        is_further=is_further,
        is_toll="toll" in entry.words or _is_total(sentence),
        is_bare=not (counts or people or things or agents),
        start=start,
        end=end,
        trigger=(sentence.tokens[row[at].first].start, sentence.tokens[row[at].last - 1].end),
    )


def _is_official(sentence: Sentence, fillers: Sequence[Filler]) -> bool:
    """Whether some phrase names people who meet in office."""
    words = {t.low for f in fillers for t in sentence.tokens[f.first : f.last]}
    return not words.isdisjoint(tables.cues("official"))


def _settle(family: str, event_type: str, effect: str, people: Sequence[Filler]) -> tuple[str, str, str]:
    """ "captured" is an arrest of people and a seizure of places."""
    if family == "capture":
        return ("detain", "COERCE", "detain") if people else ("seize", "COERCE", "seize")
    return family, event_type, effect


def _counts(sentence: Sentence, row: Sequence[Chunk], at: int, parts: roles.Roles) -> tuple[Count, ...]:
    entry = row[at].entry
    assert entry is not None
    if entry.effect in _NOMINAL_DEATHS and entry.form == "noun":
        return casualties.nominal(sentence, row, at, parts.patients)
    share = _share(sentence, row, at)
    return share or casualties.count(parts.patients)


def _share(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Count, ...]:
    """ "69 of those killed were …": the number before "of those"."""
    if at < 3 or not roles.is_among(sentence, row, at) or row[at - 2].kind != "p":
        return ()
    whole = row[at - 3].noun
    if whole is None or whole.quantity is None:
        return ()
    return (Count(whole.quantity, "person", row[at - 3].first, row[at - 3].last),)


def _names_people(filler: Filler, sentence: Sentence, places: Sequence[Location]) -> bool:
    if not roles.is_people(filler.noun) and filler.inner.kind in (None, "number") and filler.noun.quantity is None:
        return False
    if filler.noun.kind is not None:
        return True
    start, end = sentence.tokens[filler.first].start, sentence.tokens[filler.last - 1].end
    return not any(p.start < end and start < p.end and p.place is not None for p in places)


def _can_be_hit(filler: Filler, sentence: Sentence, places: Sequence[Location]) -> bool:
    """Whether a thing is one that people attack: a building, a vehicle, a place."""
    words = sentence.tokens[filler.first : filler.last]
    if any(t.low in tables.targets() for t in words[-3:]) or filler.noun.head in tables.targets():
        return True
    start, end = words[0].start, words[-1].end
    return any(p.start < end and start < p.end and (p.place or p.is_strong) for p in places)


def _sides(effect: str, parts: roles.Roles, people: Sequence[Filler]) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Who acts and who faces them: "clashes between A and B", "A attacked the soldiers"."""
    if effect == "clash":
        armed = tuple(f for f in parts.patients if f.noun.kind is not None or f.noun.is_name)
        return (parts.agents, armed) if parts.agents else (armed[:1], armed[1:])
    if effect in ("attack", "attackverb", "bomb"):
        facing = tuple(f for f in people if f.noun.kind in _ARMED_KINDS or f.inner.kind in _ARMED_KINDS)
        return parts.agents, facing
    return parts.agents, ()


def _nearest(chunk: Chunk, sentence: Sentence, days: Sequence[DateSpan]) -> DateSpan | None:
    if not days:
        return None
    start, end = sentence.tokens[chunk.first].start, sentence.tokens[chunk.last - 1].end
    if (
        chunk.entry
        and chunk.entry.form == "ing"
        and sentence.tokens[chunk.first - 1].low in ("for", "of", "after", "over")
    ):
        days = [day for day in days if day.start > end] or days

    # "denied on Saturday that …": the day of the saying, not of the deed
    days = [day for day in days if " that " not in sentence.document[day.end : start]]
    # "until Saturday": when it ends, not when it happened
    days = [
        day
        for day in days
        if not sentence.document[max(0, day.start - 6) : day.start].lower().endswith(("until ", "till "))
    ]

    def distance(day: DateSpan) -> int:
        return (start - day.end) if day.end <= start else (day.start - end) * 3 // 4

    return min(days, key=distance, default=None)


def _place(
    sentence: Sentence, row: Sequence[Chunk], at: int, places: Sequence[Location], parts: roles.Roles
) -> Location | None:
    """The place a trigger's clause names: its object, or the nearest place that a preposition sets the scene with."""
    entry = row[at].entry
    assert entry is not None
    for filler in parts.patients:
        start, end = sentence.tokens[filler.first].start, sentence.tokens[filler.last - 1].end
        for place in places:
            if (
                place.start < end
                and start < place.end
                and entry.effect in _TARGETS
                and (place.place or place.is_strong)
            ):
                return place
    start, end = sentence.tokens[row[at].first].start, sentence.tokens[row[at].last - 1].end
    strong = [p for p in places if p.is_strong]
    heads = [p for n, p in enumerate(strong) if not (n and _follows(sentence, strong[n - 1], p))]

    if heads and heads[0].end < start and _sets_scene(sentence, heads[0]) and not any(p.start >= end for p in heads):
        return heads[0]

    def distance(place: Location) -> tuple[int, int]:
        gap = start - place.end if place.end <= start else place.start - end
        return (place.place is not None and place.where_prec >= 6, gap)

    return min(heads, key=distance, default=None)


def _sets_scene(sentence: Sentence, place: Location) -> bool:
    """ "In al-Haffeh, …": a place that opens its sentence."""
    return place.start - sentence.start < _OPENING and "," in sentence.document[place.end : place.end + 2]


def _follows(sentence: Sentence, before: Location, place: Location) -> bool:
    """Whether a place only says where the place before it lies."""
    between = sentence.document[before.end : place.start]
    if before.container is not None and place.place == before.container:
        return len(between) < 40
    if before.place is None or place.place is None:
        return len(between) < 25 and "," in between
    return (
        len(between) < 40
        and place.place.country == before.place.country
        and place.where_prec > before.where_prec
        and "and" not in between.split()
    )


def _portion(sentence: Sentence, row: Sequence[Chunk], at: int, parts: roles.Roles) -> tuple[bool, bool]:
    tokens = sentence.tokens
    entry = row[at].entry
    part = entry is not None and (entry.form != "noun" or entry.effect == "dead") and roles.is_among(sentence, row, at)
    further = False
    for filler in parts.patients:
        part = part or _is_of_them(tokens, filler)
        first = tokens[filler.first].low
        words = [t.low for t in tokens[filler.first : filler.last]]
        following = [t.low for t in tokens[filler.last : filler.last + 2]]
        inside = {t.low for t in tokens[filler.first : filler.last]}
        part = part or ("of" in inside and not inside.isdisjoint(("dead", "victims", "fatalities")))
        part = (
            part
            or following in (["of", "them"], ["of", "whom"], ["of", "those"])
            or words[1:3] in (["of", "them"], ["of", "those"], ["of", "whom"])
        )
        further = (
            further
            or first in ("another", "additional")
            or "more" in words[:3]
            or "others" in words
            or "other" in words[1:3]
        )
    return part, further


def _is_of_them(tokens: Sequence[Token], filler: Filler) -> bool:
    """ "Of them, 69 were …", "Among the dead were …"."""
    before = [t.low for t in tokens[max(0, filler.first - 6) : filler.first]]
    return any(a in ("of", "among") and b in ("them", "those", "these") for a, b in pairwise(before)) or (
        "among" in before and any(word in before for word in ("dead", "killed", "victims"))
    )


def _is_total(sentence: Sentence) -> bool:
    return any(
        phrase in sentence.low
        for phrase in (
            "bringing the total",
            "bringing the number",
            "raising the number",
            "total number of",
            "brings to ",
            "bringing to ",
            "raising to ",
        )
    )


def _span(
    sentence: Sentence,
    chunk: Chunk,
    fillers: Sequence[Filler],
    counts: Sequence[Count],
    day: DateSpan | None,
    place: Location | None,
) -> tuple[int, int]:
    tokens = sentence.tokens
    starts = [
        tokens[chunk.first].start,
        *(tokens[f.first].start for f in fillers),
        *(tokens[c.first].start for c in counts),
    ]
    ends = [
        tokens[chunk.last - 1].end,
        *(tokens[f.last - 1].end for f in fillers),
        *(tokens[c.last - 1].end for c in counts),
    ]
    for thing in (day, place):
        if thing is not None and _is_close(sentence, min(starts), max(ends), thing.start, thing.end):
            starts.append(thing.start)
            ends.append(thing.end)
    return min(starts), max(ends)


def _is_close(sentence: Sentence, start: int, end: int, first: int, last: int) -> bool:
    """Whether a day or place stands in the same clause: nothing but a few words between."""
    between = sentence.document[end:first] if first >= end else sentence.document[last:start]
    if first < start and "," in between.strip(" ,"):
        return False
    return len(between) < 70 and not any(mark in between for mark in (";", '"', "“", " after ", " before "))


def _grouped(sentence: Sentence, row: Sequence[Chunk], drafts: list[Mention]) -> list[Mention]:
    grouped: list[Mention] = []
    for draft in drafts:
        for number, mention in enumerate(grouped):
            if _belongs(mention, draft):
                grouped[number] = _join(sentence, mention, draft)
                break
        else:
            grouped.append(draft)
    return grouped


def _belongs(mention: Mention, draft: Mention) -> bool:
    """Whether two triggers of one sentence tell of one event."""
    if mention.family != draft.family and {mention.family, draft.family} not in (
        {"violence", "damage"},
        {"destroy", "damage"},
        {"violence", "destroy"},
    ):
        return False
    if mention.modality != draft.modality and "denied" in (mention.modality, draft.modality):
        return False
    if mention.day is not draft.day and mention.day and draft.day and not (mention.deaths and draft.deaths):
        return False
    elsewhere = mention.place and draft.place and mention.place is not draft.place
    return not (elsewhere and mention.deaths and draft.deaths)


def _join(sentence: Sentence, mention: Mention, draft: Mention) -> Mention:
    between = sentence.document[min(mention.trigger[1], draft.trigger[1]) : max(mention.trigger[0], draft.trigger[0])]
    apart = any(f" {word} " in between for word in ("as", "while", "when")) and bool(mention.deaths) != bool(
        draft.deaths
    )
    first, second = (mention, draft) if mention.deaths or not draft.deaths else (draft, mention)
    return replace(
        first,
        event_type="ASSAULT" if "violence" in (mention.family, draft.family) else first.event_type,
        family="violence" if "violence" in (mention.family, draft.family) else first.family,
        mode=_stronger(first.mode, second.mode),
        effects=mention.effects | draft.effects,
        modality=first.modality if first.modality != "attempted" else second.modality,
        deaths=_counts_joined(mention.deaths, draft.deaths),
        injured=_counts_joined(mention.injured, draft.injured),
        struck=_counts_joined(mention.struck, draft.struck),
        agents=first.agents or (() if apart else second.agents),
        opponents=first.opponents or second.opponents,
        victims=_fillers_joined(first.victims, () if apart else second.victims),
        targets=_fillers_joined(first.targets, second.targets),
        day=first.day or second.day,
        place=first.place or second.place,
        is_part=first.is_part,
        is_further=first.is_further,
        is_toll=mention.is_toll or draft.is_toll,
        is_bare=mention.is_bare and draft.is_bare,
        start=first.start if apart else min(mention.start, draft.start),
        end=first.end if apart else max(mention.end, draft.end),
    )


_MODE_RANK = (
    "suicide-attack",
    "explosives",
    "heavy-weapons",
    "assassinate",
    "execute",
    "sexual",
    "torture",
    "firearms",
    "primitive",
    "beat",
    "destroy",
    "",
)


def _stronger(first: str, second: str) -> str:
    return (
        min((first, second), key=_MODE_RANK.index) if first in _MODE_RANK and second in _MODE_RANK else first or second
    )


def _counts_joined(first: tuple[Count, ...], second: tuple[Count, ...]) -> tuple[Count, ...]:
    """Counts of two triggers: the same phrase once; different kinds of people added; else the larger."""
    if not first or not second:
        return first or second
    spans = {(c.first, c.last) for c in first}
    new = tuple(
        c for c in second if (c.first, c.last) not in spans and not any(c.first < b and a < c.last for a, b in spans)
    )
    if not new:
        return first
    told, fresh = casualties.total(first), casualties.total(new)
    assert told is not None
    assert fresh is not None
    if fresh.best is None or told.best is None:
        return first if told.best is not None or fresh.best is None else new
    kinds = {c.kind for c in first}
    if all(c.kind not in kinds and c.kind != "person" for c in new) and "person" not in kinds:
        return (*first, *new)
    return first if told.value >= fresh.value else new


def _fillers_joined(first: tuple[Filler, ...], second: tuple[Filler, ...]) -> tuple[Filler, ...]:
    spans = {(f.first, f.last) for f in first}
    return (*first, *(f for f in second if (f.first, f.last) not in spans))
