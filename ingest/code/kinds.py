"""What kind of deed a trigger tells where its word alone does not say: "seized" of people, places and hostages. Not for whom it
befell."""

from collections.abc import Sequence

from ingest.code import tables
from ingest.code.phrases import Filler
from ingest.code.roles import Roles
from ingest.code.sentences import Sentence
from ingest.code.tables import Entry

ARMED_KINDS = ("military", "police", "militant", "group")
_TAKEN = ("abduct", "ASSAULT", "abduct", "abduct")
_ALSO_THINGS = ("machinegun", "hijack", "skyjack", "riddl")
"""How verbs begin that befall people, and things otherwise."""


def of(
    sentence: Sentence,
    family: str,
    entry: Entry,
    parts: Roles,
    people: Sequence[Filler],
    things: Sequence[Filler],
) -> tuple[str, str, str, str]:
    """Family, type, mode and effect of a trigger that befell these people and things."""
    if _are_taken(sentence, entry, parts, people):
        return _TAKEN
    return _settled(sentence, family, entry, parts.agents, people, things)


def _are_taken(sentence: Sentence, entry: Entry, parts: Roles, people: Sequence[Filler]) -> bool:
    """ "303 pupils were seized from their school", "the rebels arrested 11 aid workers": whom no police are said to have seized,
    or who is arrested by those who are no state, is abducted."""
    if entry.words[0].startswith("arrest"):
        return not parts.is_passive and bool(people) and any(_is_outlaw(sentence, f) for f in parts.agents)
    if not entry.words[0].startswith("seiz") or parts.agents or not any(_may_be_taken(f) for f in people):
        return False
    return tables.cues("seizers").isdisjoint(sentence.cue_words)


def _may_be_taken(filler: Filler) -> bool:
    """People that are counted, and somebody by what he is ("the bishop"); a name may be a town's."""
    noun = filler.noun
    return noun.kind in ("person", "civilian") or (noun.quantity is not None and noun.kind != "militant")


def _settled(
    sentence: Sentence,
    family: str,
    entry: Entry,
    agents: Sequence[Filler],
    people: Sequence[Filler],
    things: Sequence[Filler],
) -> tuple[str, str, str, str]:
    """Family, type, mode and effect: "captured" is an arrest of people and a seizure of places, so is "seized", save where gunmen
    take or detain people: they abduct them; "machinegunned" kills people and hits a bus, "hijacked" takes both."""
    is_seized = entry.words[0].startswith(("seiz", "detain"))
    is_taken = is_seized or (family == "capture" and not any(f.noun.kind in ARMED_KINDS for f in people))
    if is_taken and people and any(_is_outlaw(sentence, f) for f in agents):
        return _TAKEN
    if family == "capture":
        return ("detain", "COERCE", "arrest", "detain") if people else ("seize", "COERCE", "seize", "seize")
    if is_seized and people and agents:
        return "detain", "COERCE", "arrest", "detain"
    if entry.effect == "die" and agents:
        return family, entry.event_type, entry.mode, "death"  # "died at the hands of gunmen"
    is_thing_hit = entry.words[0].startswith(_ALSO_THINGS) and bool(things) and not people
    return family, entry.event_type, entry.mode, "attackverb" if is_thing_hit else entry.effect


def _is_outlaw(sentence: Sentence, filler: Filler) -> bool:
    """ "Pirates", "the rebels", "armed men"."""
    return filler.noun.kind == "militant" or sentence.tokens[filler.first].low == "armed"
