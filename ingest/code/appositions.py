"""One person told twice, side by side: what they are, then their name ("the mayor of Lima, Ana Vega, was killed"). Not for the
order "Ana Vega, the mayor": there the name stands already."""

from collections.abc import Sequence

from ingest import places
from ingest.code import tables
from ingest.code.chunks import Chunk
from ingest.code.nouns import Noun
from ingest.code.sentences import Sentence

_NAMING = frozenset(("identified", "named", "known", "called"))
_CLOSING = frozenset((",", ".", ";", ")", "—", '"'))
_NOT_SINGLE = frozenset((None, "pronoun", "number", "group", "militant"))


def is_description(noun: Noun | None) -> bool:
    """Whether a phrase says what one person is and not who."""
    if noun is None or noun.kind in _NOT_SINGLE or noun.is_plural or noun.is_name:
        return False
    return noun.quantity is None or noun.quantity.best == 1


def name_after(sentence: Sentence, chunks: Sequence[Chunk], end: int) -> int | None:
    """The chunk of the name that follows, between commas, what ends before chunk `end`; None where none does."""
    at = _past_origin(sentence, chunks, end)
    if at >= len(chunks) or chunks[at].kind != ",":
        return None
    at += 1
    named = _past_naming(sentence, chunks, at)
    if named < len(chunks) and is_full_name(sentence, chunks[named], named > at) and is_closed(chunks, named + 1):
        return named
    return None


def _past_origin(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """Over "from Kano"."""
    if at + 1 < len(chunks) and chunks[at].kind == "p" and chunks[at + 1].kind == "n":
        return at + 2
    return at


def _past_naming(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """Over "identified only as"."""
    if at >= len(chunks) or sentence.tokens[chunks[at].first].low not in _NAMING:
        return at
    at += 1
    while at < len(chunks) and (chunks[at].kind == "r" or sentence.tokens[chunks[at].first].low == "as"):
        at += 1
    return at


def is_full_name(sentence: Sentence, chunk: Chunk, is_introduced: bool) -> bool:
    """Whether a phrase is somebody's name and no place's; a single word is one only after "known as"."""
    noun, words = chunk.noun, sentence.tokens[chunk.first : chunk.last]
    if noun is None or not noun.is_name or noun.determiner or not (is_introduced or len(words) > 1):
        return False
    if not tables.targets().isdisjoint(t.low for t in words):
        return False
    return not places.gazetteer().has(places.fold_name(" ".join(t.text for t in words)))


def is_closed(chunks: Sequence[Chunk], at: int) -> bool:
    return at >= len(chunks) or chunks[at].kind in _CLOSING
