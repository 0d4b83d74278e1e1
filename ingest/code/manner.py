"""Whether a deed was done by a blast or by hand: a bombing and a murder are two events. Not for finding weapons."""

from ingest.code.mentions import Mention

_BLASTS = frozenset(("explosives", "suicide-attack", "heavy-weapons"))
_BY_HAND = frozenset(("assassinate", "execute", "sexual", "torture", "firearms", "primitive", "beat"))


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
