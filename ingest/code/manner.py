"""How a deed was done, as far as it tells two deeds from one: a blast and a murder, a raid and "a bombing". Not for finding
weapons."""

import re

from ingest.code import triggers
from ingest.code.mentions import DEATHS, Mention

_BLASTS = frozenset(("explosives", "suicide-attack", "heavy-weapons"))
_BY_HAND = frozenset(("assassinate", "execute", "sexual", "torture", "firearms", "primitive", "beat"))

_ANOTHER = re.compile(r",\s{1,3}(?:and|while|but)\s{1,3}(?:an?|another)\s{1,3}(?:[\w-]{1,20}\s{1,3}){0,3}$")
"""What opens a clause of which nothing has been told."""


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
    between = mention.sentence.document[mention.trigger[1] : draft.trigger[0]].lower()
    if not _ANOTHER.search(between):
        return False
    tokens = mention.sentence.tokens
    at = next(n for n, t in enumerate(tokens) if t.start >= draft.trigger[0])
    return triggers.is_event_noun(tokens, at if draft.effects.isdisjoint(DEATHS) else at - 1)
