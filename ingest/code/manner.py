"""How a deed was done, as far as it tells two deeds from one: a blast and a murder, a raid and "a bombing". Not for finding
weapons."""

import re

from ingest.code import triggers
from ingest.code.mentions import DEATHS, Mention

_BLASTS = frozenset(("explosives", "suicide-attack", "heavy-weapons"))
_BY_HAND = frozenset(("assassinate", "execute", "sexual", "torture", "firearms", "primitive", "beat"))

_ANOTHER = re.compile(r",\s{1,3}(?:and|while|but)\s{1,3}(?:an?|another)\s{1,3}(?:[\w-]{1,20}\s{1,3}){0,3}$")
"""What opens a clause of which nothing has been told."""
_THEIR_END = re.compile(
    r"\band\s{1,3}(?:[\w-]{1,20}\s{1,3}){1,4}?(?:(?:was|were)\s{1,3}(?:shot\s{1,3}dead|killed)|died)\s{1,3}(?:in|by)\s{1,3}(?=an?\s)"
)
"""Of what others died: "and four soldiers died in (a landmine blast)"."""
_ONE = frozenset(("a", "an"))
_NEAR, _REACH = 4, 30
"""Words from "a" to its noun, and characters in which that noun stands."""


def are_apart(first: Mention, second: Mention) -> bool:
    """Whether one was done by a blast and the other by hand."""
    if second.is_bare and "firearms" in (first.mode, second.mode):
        return False  # "the blast" of which no more is said may be a shot's
    return any(is_blast(a) and _is_by_hand(b) for a, b in ((first, second), (second, first)))


def is_blast(mention: Mention) -> bool:
    return mention.mode in _BLASTS


def _is_by_hand(mention: Mention) -> bool:
    """A murder is done by hand, where nothing else is said."""
    if mention.mode:
        return mention.mode in _BY_HAND
    return mention.sentence.document[slice(*mention.trigger)].lower().startswith("murder")


def is_by_another_deed(mention: Mention, draft: Mention) -> bool:
    """ "(Rebels killed nine guards), while a roadside bombing killed six farmers": what a deed of its own leads."""
    if not mention.deaths or draft.trigger < mention.trigger:
        return False
    if _ends_others(mention, draft):
        return True
    between = mention.sentence.document[mention.trigger[1] : draft.trigger[0]].lower()
    if not _ANOTHER.search(between):
        return False
    at = mention.sentence.at(draft.trigger[0])
    return triggers.is_event_noun(mention.sentence.tokens, at if draft.effects.isdisjoint(DEATHS) else at - 1)


def _ends_others(mention: Mention, draft: Mention) -> bool:
    """ "(Two died in a raid on a house) and four soldiers died in a landmine blast": each of a deed that is told as new."""
    sentence, start = mention.sentence, mention.trigger[1] - mention.sentence.start
    turn = _THEIR_END.search(sentence.low, start) if " and " in sentence.low else None
    if turn is None or draft.trigger[0] < sentence.start + turn.start():
        return False
    return _is_new(mention, start, turn.start()) and _is_new(mention, turn.end(), turn.end() + _REACH)


def _is_new(mention: Mention, start: int, end: int) -> bool:
    """Whether "a raid", "a landmine blast" stands in a stretch of a mention's sentence."""
    tokens, offset = mention.sentence.tokens, mention.sentence.start
    return any(
        triggers.is_event_noun(tokens, n) and not _ONE.isdisjoint(t.low for t in tokens[max(0, n - _NEAR) : n])
        for n, token in enumerate(tokens)
        if start <= token.start - offset < end
    )
