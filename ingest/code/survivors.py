"""Who came out of an attack that was meant for them: "escaped unhurt from an attack", "survived an attempt on his life". Not for
the dead and the hurt."""

from collections.abc import Sequence

from ingest.code import phrases, tables, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_ESCAPING = tables.cues("escaping")
_SURVIVING = tables.cues("surviving")
_UNHURT = tables.cues("unhurt")
_REACH = 9
"""Chunks after an attack in which "from which" still speaks of it."""


def find(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """The survivors of the attack that the noun at chunk `at` tells."""
    verb = _before(sentence, chunks, at)
    if verb is None:
        verb = _behind(sentence, chunks, at)
    if verb is None:
        return ()
    return tuple(f for f in verbs.subject(sentence, chunks, verb) if phrases.is_people(f.noun))


def _before(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """The verb of "(she) survived an attack", "escaped unhurt from an attack"."""
    back = at - 1
    while back > 0 and chunks[back].kind in "nt":
        back -= 1
    if back > 0 and _low(sentence, chunks[back]) in _SURVIVING:
        return back
    if back < 1 or _low(sentence, chunks[back]) not in ("from", "in"):
        return None
    return _escaping(sentence, chunks, back - 1)


def _escaping(sentence: Sentence, chunks: Sequence[Chunk], back: int) -> int | None:
    while back > 0 and (chunks[back].kind == "r" or _low(sentence, chunks[back]) in _UNHURT):
        back -= 1
    return back if _low(sentence, chunks[back]) in _ESCAPING else None


def _behind(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """The verb of "an attack in Kano from which (she) escaped"."""
    for number in range(at + 1, min(len(chunks) - 3, at + _REACH)):
        if _low(sentence, chunks[number]) in ("from", "in") and _low(sentence, chunks[number + 1]) == "which":
            verbs_of = range(number + 3, min(len(chunks), number + 5))
            return next((n for n in verbs_of if _low(sentence, chunks[n]) in _ESCAPING), None)
    return None


def _low(sentence: Sentence, chunk: Chunk) -> str:
    return sentence.tokens[chunk.first].low
