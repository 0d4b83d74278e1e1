"""A number that two fates share: "40 people were killed or wounded" says of neither how many. Not for reading the number."""

from collections.abc import Sequence

from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.sentences import Sentence

_DEATHS = frozenset(("death", "die", "dead"))
_HURT = frozenset(("injury", "injurynoun"))
_OR, _AND = frozenset(("or", "and/or")), frozenset(("and",))
_FATES = frozenset(("missing", "wounded", "injured", "hurt", "maimed", "captured", "detained", "arrested", "abducted"))


def shared(sentence: Sentence, row: Sequence[Chunk], at: int, counts: tuple[Count, ...]) -> tuple[Count, ...]:
    """The counts of trigger `at`; of more than one person, where another fate shares them: one at least, all at most."""
    if not any(count.quantity.value > 1 for count in counts):
        return counts
    if not (_parts(sentence, row, at, range(at + 1, len(row))) or _parts(sentence, row, at, range(at - 1, -1, -1))):
        return counts
    return tuple(count._replace(quantity=count.quantity._replace(low=1, best=None)) for count in counts)


def _parts(sentence: Sentence, row: Sequence[Chunk], at: int, onward: range) -> bool:
    """Whether "or wounded" or "and injured" stands right beside a trigger."""
    beside = [n for n in onward[:4] if row[n].kind != "r"][:2]
    if len(beside) < 2 or row[beside[0]].kind != "c":
        return False
    joint, other = sentence.tokens[row[beside[0]].first].low, row[beside[1]]
    if joint in _OR:
        return _is_other(sentence, row[at], other) or sentence.tokens[other.first].low in _FATES
    return joint in _AND and _is_other(sentence, row[at], other) and not _counts_its_own(row, at, beside[1])


def _counts_its_own(row: Sequence[Chunk], at: int, other: int) -> bool:
    """ "Shot five people dead and injured 19": the second fate has people of its own."""
    own = row[at].entry
    return (
        other > at
        and own is not None
        and own.effect == "dead"
        and any(c.kind in "nq" for c in row[other + 1 : other + 2])
    )


def _is_other(sentence: Sentence, own: Chunk, other: Chunk) -> bool:
    """Whether one tells deaths and the other wounds."""
    if own.entry is None or other.entry is None:
        return False
    told = (own.entry.effect, other.entry.effect)
    return any(a in _DEATHS and b in _HURT for a, b in (told, told[::-1]))
