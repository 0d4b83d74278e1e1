"""What is said between two commas of some of those just counted: ", including three children,", ", six of them women,". Not for
what says once more who they are (`ingest.code.appositions`)."""

from collections.abc import Sequence

from ingest.code import tables
from ingest.code.chunks import Chunk
from ingest.code.sentences import Sentence

_MARKS = (",", "—")
_WITHIN = frozenset(("including", "among", "amongst"))
_MOSTLY = tables.cues("mostly")
_THEM = frozenset(("them", "whom"))
_LONGEST = 9
"""Chunks between the marks."""
_INSIDE = "npqxrdgtcwa"


def end(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """The mark that closes the aside which the mark at chunk `at` opens; None where it opens none."""
    if at + 1 >= len(chunks) or chunks[at].kind not in _MARKS or not _opens(sentence, chunks, at + 1):
        return None
    for number in range(at + 2, min(len(chunks), at + _LONGEST)):
        if chunks[number].kind in _MARKS:
            return number
        if chunks[number].kind not in _INSIDE:
            return None
    return None


def start(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """The mark that opens the aside which the mark at chunk `at` closes; None where it closes none."""
    for number in range(at - 2, max(0, at - _LONGEST), -1):
        if chunks[number].kind in _MARKS:
            return number if end(sentence, chunks, number) == at else None
    return None


def _opens(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    words = [sentence.tokens[chunk.first].low for chunk in chunks[at : at + 3]]
    if words[0] in _WITHIN:
        return words[0] == "including" or not _THEM.isdisjoint(words[1:2])
    if words[0] in _MOSTLY and chunks[at].noun is not None:
        return True  # ", mostly women,"
    return words[1:2] == ["of"] and not _THEM.isdisjoint(words[2:])  # "six of them", "most of whom"
