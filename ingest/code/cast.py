"""The armed organisations a text names, and which of them claims a deed or is blamed for it. Not for what the deed was."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ingest.code import organisations
from ingest.code.organisations import Organisation
from ingest.code.sentences import Sentence

_CLAIM = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|took|taken|takes|taking|assum(?:ed?|es|ing)|accept(?:ed|s)|acknowledged|admitted(?:\s+to)?)\s+"
    r"(?:the\s+|full\s+|its\s+|their\s+)?(?:responsibility|credit)\b"
    r"|\b(?:responsibility|credit)\b[^.]{0,90}?\b(?:was|were|has\s+been|had\s+been)\s+(?:claimed|assumed)\b"
)
_BLAMED_AFTER = re.compile(
    r"\b(?:blam(?:ed?|es|ing)|accus(?:ed?|es|ing)|suspect(?:s|ed)?|(?:attribut(?:ed?|es|ing)|ascribed|linked|traced)\b[^.,;]{0,60}?\bto"
    r"|(?:perpetrated|committed|carried\s+out|staged|masterminded|planned|claimed|ordered)\s+by|(?:work|hand|responsibility|guilt)\s+of"
    r"|(?:participation|involvement|complicity)\s+(?:of|by)"
    r"|point(?:s|ed|ing)?\s+to)\b\s*"
)
_BLAMED_BEFORE = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:blamed|accused|suspected|responsible|behind|involved|implicated|guilty)"
    r"|perpetrated|committed|(?:participated|took\s+part)\s+in|masterminded|bears?\s+responsibility)\b(?!\s+by\b)"
)
_FORCES = re.compile(
    r"\b(?:\w+\s+)?(?:armed\s+forces|army|military|security\s+forces|air\s+force|death\s+squads?|paramilitary\s+groups)\b"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|not\s+responsible|no\s+responsibility|disclaim|(?:not|n't)\s+(?:\w+\s+){0,2}claimed)"
)
_IRREGULAR = ("squad", "squads", "groups")
_FORCE_WORDS = frozenset(("forces", "army", "military", "force", "squad", "squads", "groups"))
_NEAR = 40
"""Characters between the words of blame and whom they blame."""


class Charge(NamedTuple):
    """An organisation that claims or is said to have done what is told around it; `[start, end)` are the words."""

    organisation: Organisation
    kind: Literal["claimed", "accused"]
    start: int
    end: int


class Cast(NamedTuple):
    """The organisations of a text in the order of their names, and the charges."""

    named: tuple[Organisation, ...]
    charges: tuple[Charge, ...]


def of_text(parts: Sequence[Sentence]) -> Cast:
    """Who is named in the sentences of a text."""
    acronyms: dict[str, str] = {}
    named: list[Organisation] = []
    charges: list[Charge] = []
    for sentence in parts:
        words = sentence.cue_words
        if words.isdisjoint(_FORCE_WORDS) and not organisations.may_name(words, acronyms):
            continue
        here = organisations.find(sentence, acronyms)
        named += here
        charges += _charges(sentence, here)
    return Cast(tuple(named), tuple(charges))


def is_denial(sentence: Sentence) -> bool:
    """ "Denied any part in it", "has not yet claimed responsibility": a sentence that puts nobody behind a deed."""
    return bool(_DENIAL.search(sentence.low))


def _charges(sentence: Sentence, here: Sequence[Organisation]) -> list[Charge]:
    if is_denial(sentence):
        return []
    irregular = [o for o in here if not o.is_state]
    claim = _CLAIM.search(sentence.low) if irregular else None
    if claim:
        return [_charge(_closest(sentence, irregular, claim.span()), "claimed", sentence, claim.span())]
    blames = [(m, True) for m in _BLAMED_AFTER.finditer(sentence.low)]
    blames += [(m, False) for m in _BLAMED_BEFORE.finditer(sentence.low)]
    if not blames:
        return []
    named = (*here, *_forces(sentence, here))
    for blame, is_after in blames:
        edge = sentence.start + (blame.end() if is_after else blame.start())
        near = [o for o in named if 0 <= (o.start - edge if is_after else edge - o.end) < _NEAR]
        if near:
            return [_charge(near[0 if is_after else -1], "accused", sentence, blame.span())]
    return []


def _forces(sentence: Sentence, here: Sequence[Organisation]) -> list[Organisation]:
    """A state's forces by their common names."""
    found = []
    for match in _FORCES.finditer(sentence.low):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        inside = [n for n, t in enumerate(sentence.tokens) if start <= t.start and t.end <= end]
        while inside and sentence.tokens[inside[0]].kind and sentence.tokens[inside[0]].low != "armed":
            inside.pop(0)
        if inside and not any(o.first <= inside[-1] < o.last for o in here):
            key = match.group().split()[-1]
            found.append(
                Organisation(sentence, inside[0], inside[-1] + 1, "death squads" if key in _IRREGULAR else "army")
            )
    return found


def _charge(
    who: Organisation, kind: Literal["claimed", "accused"], sentence: Sentence, span: tuple[int, int]
) -> Charge:
    start, end = span[0] + sentence.start, span[1] + sentence.start
    return Charge(who, kind, min(start, who.start), max(end, who.end))


def _closest(sentence: Sentence, here: Sequence[Organisation], span: tuple[int, int]) -> Organisation:
    start, end = span[0] + sentence.start, span[1] + sentence.start

    def distance(one: Organisation) -> int:
        return one.start - end if one.start >= end else start - one.end

    return min(here, key=distance)
