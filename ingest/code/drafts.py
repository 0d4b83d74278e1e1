"""What one trigger says by itself: its people, things, counts and sides. Not for joining it to the triggers beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import (
    acts,
    alternatives,
    background,
    burials,
    casualties,
    claims,
    counting,
    deeds,
    earlier,
    ellipsis,
    figures,
    flight,
    kinds,
    portions,
    pronouns,
    relevance,
    roles,
    rosters,
    scenes,
    sufferers,
    tables,
)
from ingest.code import days as day_of
from ingest.code.acts import Act
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.locations import COUNTRY, Location
from ingest.code.mentions import DEATHS, FAMILIES, TARGETS, Mention
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.code.tables import Entry
from ingest.dates import DateSpan
from ingest.places import names_country

_HABITS = frozenset(("continue", "continues", "often", "frequently", "regularly", "routinely", "usually", "sometimes"))
_SUPPOSABLE = DEATHS | {"injury", "abduct"}
_HURT = frozenset(("injury", "injurynoun"))
_OF_PEOPLE = tables.cues("only_of_people")
"""Verbs and nouns of what befalls people alone."""
_NAMED_THINGS = tables.cues("not_place_before") | tables.cues("types_after")
"""Last words of names that nobody bears: "Bernal Avenue", "Kano State"."""
_NOBODY = [[*words, verb] for words in (["nobody"], ["no", "one"], ["no", "people"]) for verb in ("was", "were", "is")]
_LOSING = tables.cues("losing")
_NEED_PEOPLE = frozenset(("death", "injury", "abduct", "detain", "displace", "release"))
_SEVERAL = ("they", "them")
_HANDLING = 4
"""Chunks within which a verb handles a bomb."""
_ON_PEOPLE = ("COERCE", "CONCEDE", "COOPERATE", "RETREAT", "ASSAULT")


class _Deed(NamedTuple):
    """What was done by a trigger's own words: to whom, to what, and how many were counted."""

    family: str
    event_type: str
    mode: str
    effect: str
    people: tuple[Filler, ...]
    things: tuple[Filler, ...]
    counts: tuple[Count, ...]


def draft(
    sentence: Sentence, act: Act, places: Sequence[Location], days: Sequence[DateSpan], is_accident: bool
) -> Mention | None:
    """What one trigger says by itself; None where it says nothing that happened to anybody."""
    row, at, told, is_whole = act
    entry = row[at].entry
    assert entry is not None
    meant = (pronouns.meant(sentence, row, f) for f in told.patients if not _is_craft(entry, f))
    parts = told._replace(patients=tuple(sufferers.as_person(f) if entry.words[0] in _OF_PEOPLE else f for f in meant))
    modality = claims.modality(sentence, row, at, parts.start)
    if _is_untold(sentence, act, parts, modality, is_accident):
        return None
    deed = _deed(sentence, act, parts, places, days)
    is_counted = deed.family != "seize" and any((count.quantity.best or 0) > 1 for count in deed.counts)
    if not is_counted and background.is_lasting(sentence, sentence.tokens[row[at].first], days):
        return None
    if _befalls_nobody(entry, parts, deed, is_whole):
        return None
    if deed.effect == "burial" and not burials.are_of_many(sentence, act, deed.counts):
        return None
    if modality == "hypothetical" and not (deed.counts and entry.effect in _SUPPOSABLE):
        return None
    if not deeds.is_wanted(sentence, act, deed.effect, modality, deed.people):
        return None
    return _mention(sentence, act, parts, modality, deed, places, days)


def _is_untold(sentence: Sentence, act: Act, parts: roles.Roles, modality: claims.Modality, is_accident: bool) -> bool:
    """Whether a trigger tells no deed at all, whoever may have suffered it."""
    chunk = act.row[act.at]
    entry = chunk.entry
    assert entry is not None
    if entry.effect == "device" and not _is_handled(sentence, act.row, act.at):
        return True
    if entry.effect not in FAMILIES or modality in ("negated", "unreal", "aim") or _is_no_deed(sentence, act, parts):
        return True
    if entry.effect in DEATHS | _HURT and not entry.mode and (is_accident or _is_by_accident(sentence, chunk)):
        return True
    if not _HABITS.isdisjoint(sentence.cue_words) and background.is_habit(sentence, sentence.tokens[chunk.first].start):
        return True
    befores = (sentence.tokens[f.first - 1] for f in parts.patients if f.first)
    return any(token.kind == "negation" for token in befores)  # "not a single person was killed"


def _deed(
    sentence: Sentence, act: Act, parts: roles.Roles, places: Sequence[Location], days: Sequence[DateSpan]
) -> _Deed:
    row, at = act.row, act.at
    entry = row[at].entry
    assert entry is not None
    people = tuple(f for f in parts.patients if _names_people(f, sentence, (*places, *days)))
    things = tuple(f for f in parts.patients if f not in people and _can_be_hit(f, sentence, places))
    family = FAMILIES[entry.effect] or entry.event_type.lower()
    kind = kinds.of(sentence, family, entry, parts, people, things)
    counts = alternatives.shared(sentence, row, at, counting.befallen(sentence, row, at, parts, people))
    if counts and entry.form != "noun":
        counts = (*counts, *ellipsis.left_out(sentence, row, at, parts.patients, (*places, *days)))
        counts = (*counts, *(ellipsis.lost_beside(sentence, row, parts.patients) if _is_losing(entry) else ()))
    return _Deed(*kind, people, things, counts)


def _befalls_nobody(entry: Entry, parts: roles.Roles, deed: _Deed, is_whole: bool) -> bool:
    """Whether a deed needs somebody who suffered it, and nobody is said to have."""
    counts, effect = deed.counts, deed.effect
    is_of_somebody = bool(counts) or (effect == "abduct" and any(f.noun.head in _SEVERAL for f in parts.patients))
    if {effect, entry.effect} <= _NEED_PEOPLE and entry.form != "noun" and not is_of_somebody:
        return True  # "killed the bill"
    if flight.is_of_few(entry, counts, parts.patients[0].noun.head if parts.patients else ""):
        return True
    if deed.family == "abduct" and counts and all(c.quantity.high == 0 for c in counts):
        return True  # "no hostages were taken"
    if effect in ("lives", "body", "bodies") and not counts:
        return True
    if _is_of_threat(entry) and not (deed.people or is_whole):
        return True
    is_empty = not (deed.people or deed.things or is_whole)
    return deed.family == "threat" and is_empty and _are_named(parts.patients)  # "threatened to kill the whole budget"


def _mention(
    sentence: Sentence,
    act: Act,
    parts: roles.Roles,
    modality: claims.Modality,
    deed: _Deed,
    places: Sequence[Location],
    days: Sequence[DateSpan],
) -> Mention:
    row, at, _, is_whole = act
    entry = row[at].entry
    assert entry is not None
    family, event_type, mode, effect, people, things, counts = deed
    named = rosters.find(sentence, row, at, parts.patients) if entry.effect in _SUPPOSABLE | _HURT else ()
    named = tuple(f for f in named if _names_people(f, sentence, (*places, *days)))
    said = sentence.tokens[row[at].first].start
    day = day_of.of_deed(sentence, row, at, days)
    if background.counts_crimes(entry, day):
        counts = tuple(count for count in counts if count.first > row[at].first)
    place = scenes.place_of(sentence, row, at, earlier.beside(sentence, said, places), parts)
    agents, opponents = _sides(sentence, act, effect, people)
    if modality == "claimed":
        agents = agents or claims.claimant(sentence, row, at, parts.start)
    if modality == "denied":
        agents = agents or claims.denier(sentence, row, parts.start)
    start, end = scenes.span_of(sentence, row[at], (*agents, *parts.patients), counts, day, place)
    trigger = (sentence.tokens[row[at].first].start, sentence.tokens[row[at].last - 1].end)
    deaths = counts if _tells_deaths(sentence, effect, modality, counts) else ()
    is_timeless = bool(deaths) and not _are_known(parts.patients) and _is_timeless(sentence, trigger, day)
    return Mention(
        sentence=sentence,
        family=family,
        event_type=event_type or "ASSAULT",
        mode=mode,
        effects=frozenset((effect,)),
        modality=modality,
        deaths=deaths,
        injured=counts if effect in _HURT else (),
        struck=counts if effect == "shot" else (),
        detained=counts if family == "detain" else (),
        abducted=counts if family == "abduct" else (),
        displaced=counts if family == "displace" else (),
        agents=agents,
        opponents=opponents,
        victims=(*_victims(effect, event_type, people, opponents), *named),
        targets=things if effect in TARGETS else (),
        day=None if is_timeless else day,
        place=place,
        sources=(),
        is_part=portions.is_part(sentence, row, at, parts.patients),
        is_further=portions.is_further(sentence, parts.patients),
        is_toll=casualties.is_toll(entry) or portions.is_total(sentence),
        is_bare=not (is_whole or counts or people or things or agents),
        is_deed=entry.form in ("past", "both", "participle") and effect != "clash" and bool(people or things),
        is_vague=bool(parts.patients) and not (people or things),
        start=start,
        end=end,
        trigger=trigger,
        is_timeless=is_timeless,
        is_old=bool(counts) and figures.is_old(sentence, row[at].first),
        rivals=(before,) if casualties.is_toll(entry) and (before := casualties.former(sentence, row, at)) else (),
    )


def _is_craft(entry: Entry, filler: Filler) -> bool:
    """ "(Eight drones flew in.) Five were shot down": what a bare number counts flew."""
    return filler.noun.kind == "number" and entry.words[0].startswith("sho") and entry.words[-1] == "down"


def _are_known(patients: Sequence[Filler]) -> bool:
    """ "The deaths of the 18 soldiers, one of the worst losses in years": of those told before, and no toll of years."""
    return any(f.noun.determiner in ("the", "these", "those") and f.noun.quantity is not None for f in patients)


def _is_timeless(sentence: Sentence, trigger: tuple[int, int], day: DateSpan | None) -> bool:
    """Whether the toll of a trigger is of no day that can be told; a day behind a semicolon is of another clause."""
    own = day if day is None or ";" not in sentence.document[trigger[1] : day.start] else None
    return background.is_of_several(sentence, trigger) or (own is None and background.is_timeless(sentence, trigger))


def _is_by_accident(sentence: Sentence, chunk: Chunk) -> bool:
    end = sentence.tokens[chunk.last - 1].end
    return relevance.dies_by_accident(sentence.low, end - sentence.start)


def _are_named(patients: Sequence[Filler]) -> bool:
    """Whether a noun stands behind the article; not in "the [hostages]", who are a trigger of their own."""
    return any(f.noun.head != f.noun.determiner for f in patients)


def _is_of_threat(entry: Entry) -> bool:
    """ "Was threatened", "death threats": only people are; "threatened to bomb" says itself what is meant."""
    return entry.effect == "threatnoun" or (entry.effect == "threat" and len(entry.words) == 1)


def _is_no_deed(sentence: Sentence, act: Act, parts: roles.Roles) -> bool:
    """ "The barn burnt down", where nothing is said to have been burnt; "cells beat their cilia"; "cameras captured the man"."""
    entry, following = act.row[act.at].entry, act.row[act.at + 1 : act.at + 2]
    if entry is None or entry.form == "noun":
        return False
    if entry.form == "base" and act.at and act.row[act.at - 1].kind == "p":
        return sentence.tokens[act.row[act.at - 1].first].low != "to"  # "signs of torture"
    if entry.form == "suffered" and entry.effect == "attackverb":
        return not any(_is_shot_at(f) for f in parts.patients)
    if _is_losing(entry):
        return [f.chunk for f in parts.patients][:1] != [act.at + 1]  # "lost the town to rebels"
    if entry.effect == "destroy" and entry.words[0].startswith("burn"):
        is_done = parts.is_passive and (parts.start < act.at or any(c.kind == "b" for c in following))
        return not is_done and not any(c.kind in "nqgxtc" for c in following)
    if entry.effect == "harm" and entry.words[0].startswith("beat") and parts.patients:
        return not any(casualties.may_die(f) and not _is_country(sentence, f) for f in parts.patients)
    return entry.effect == "capture" and not tables.cues("picture").isdisjoint(sentence.lows)


def _is_losing(entry: Entry) -> bool:
    """ "The army lost four men"; not "lost their lives"."""
    return len(entry.words) == 1 and entry.words[0] in _LOSING


def _is_shot_at(filler: Filler) -> bool:
    """Whether who came under fire can have been shot at: armed people, some that are counted, or a thing; critics do the rest."""
    noun = filler.noun
    return noun.kind in kinds.ARMED_KINDS or noun.quantity is not None or noun.head in tables.targets()


def _is_country(sentence: Sentence, filler: Filler) -> bool:
    """ "France beat Italy": nobody is hit where a country is."""
    return names_country([t.text for t in sentence.tokens[filler.first : filler.last]])


def _is_handled(sentence: Sentence, row: Sequence[Chunk], at: int) -> bool:
    """Whether a bomb is thrown, planted or goes off, rather than found, made or spoken of."""
    before = next((c for c in reversed(row[max(0, at - _HANDLING) : at]) if c.kind in "tv,;s"), None)
    after = next((c for c in row[at + 1 : at + 1 + _HANDLING] if c.kind in "tv,;s"), None)
    return any(c is not None and sentence.tokens[c.first].low in tables.cues("handled") for c in (before, after))


def _is_division(filler: Filler) -> bool:
    """ "(In Gwer West, Benue State), armed men raided": where a list of places ends in those who did it."""
    return filler.noun.kind is None and filler.noun.is_name and filler.noun.head in _NAMED_THINGS


def _tells_deaths(sentence: Sentence, effect: str, modality: claims.Modality, counts: Sequence[Count]) -> bool:
    """Whether counts are of the dead; where nobody was hurt, nobody died."""
    if effect == "injury":
        return [t.low for c in counts for t in sentence.tokens[c.first : c.last + 1]][:3] in _NOBODY
    return effect in DEATHS and modality != "attempted"


def _victims(
    effect: str, event_type: str, people: tuple[Filler, ...], opponents: Sequence[Filler]
) -> tuple[Filler, ...]:
    """Who suffered it: nobody where armed sides meet or ground is taken, nor those that an act only faces."""
    if effect in ("clash", "seize", "consult", "protest"):
        return ()
    if effect == "act":
        return tuple(f for f in people if f not in opponents) if event_type in _ON_PEOPLE else ()
    return people


def _names_people(filler: Filler, sentence: Sentence, others: Sequence[Location | DateSpan]) -> bool:
    """Whether a phrase names people, and neither a place nor a feast ("on Christmas Eve")."""
    if filler.noun.kind is None and filler.noun.head in tables.targets():
        return False  # "the homes of officials" are no people
    if filler.noun.kind == "number" and _counts_devices(filler, sentence):
        return False
    if not casualties.may_die(filler) or (filler.noun.kind is None and filler.noun.head in _NAMED_THINGS):
        return False
    if filler.noun.kind is not None:
        return True
    start, end = sentence.tokens[filler.first].start, sentence.tokens[_end_of_name(filler, sentence) - 1].end
    return not any(one.start < end and start < one.end and _is_known(one) for one in others)


def _counts_devices(filler: Filler, sentence: Sentence) -> bool:
    """ "Seized 40 [petrol bombs]": a number of what explodes, which is a trigger of its own."""
    entry = sentence.row[filler.chunk + 1].entry if sentence.row and filler.chunk + 1 < len(sentence.row) else None
    return entry is not None and entry.form == "noun" and entry.effect in ("device", "bomb")


def _is_known(one: Location | DateSpan) -> bool:
    """A day, a place that the gazetteer has, one that is said to lie in a province ("Bunagana (Nord-Kivu)") or where things are
    said to happen."""
    return isinstance(one, DateSpan) or one.place is not None or one.where_prec < COUNTRY or one.is_strong


def _end_of_name(filler: Filler, sentence: Sentence) -> int:
    """Where a phrase ends, without the town that "Luis Vega of Conway" is of: two words or more are somebody's name."""
    last = sentence.row[filler.chunk].last if sentence.row else filler.last
    return last if last - filler.first > 1 else filler.last


def _can_be_hit(filler: Filler, sentence: Sentence, places: Sequence[Location]) -> bool:
    """Whether a thing is one that people attack: a building, a vehicle, a place."""
    words = sentence.tokens[filler.first : filler.last]
    if any(t.low in tables.targets() for t in words[-3:]) or filler.noun.head in tables.targets():
        return True
    start, end = words[0].start, words[-1].end
    return any(p.start < end and start < p.end and (p.place or p.is_strong) for p in places)


def _sides(
    sentence: Sentence, act: Act, effect: str, people: Sequence[Filler]
) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Who acts and who faces them: "clashes between A and B", "A attacked the soldiers"."""
    parts, entry = act.roles, act.row[act.at].entry
    if entry is not None and (entry.effect == "burial" or _is_losing(entry)):
        return (), ()  # by whose hand, it does not say
    is_whole = all(f.last >= act.row[f.chunk].last for f in parts.agents)  # not the "Israeli" of an Israeli drone
    if entry is not None and entry.form != "noun" and not parts.is_passive and is_whole:
        agents = acts.joined(act.row, parts.agents, parts.start)
        parts = parts._replace(agents=tuple(f for f in agents if not _is_division(f)) or agents)
    if effect == "clash" and entry is not None and entry.form != "noun":
        return deeds.fighters(sentence, act)
    if effect == "clash":
        armed = tuple(f for f in parts.patients if f.noun.kind is not None or (f.noun.is_name and f in people))
        return (parts.agents, armed) if parts.agents else (armed[:1], armed[1:])
    if effect in ("act", "protest"):
        return parts.agents, deeds.sides(sentence, parts)
    if effect in ("attack", "attackverb", "bomb", "device"):
        facing = tuple(f for f in people if f.noun.kind in kinds.ARMED_KINDS or f.inner.kind in kinds.ARMED_KINDS)
        return parts.agents, facing
    return parts.agents, acts.taken_from(sentence, act.row, act.at) if effect == "seize" else ()
