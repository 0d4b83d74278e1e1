"""The longest passage that two texts share, as it stands in the later one: for people, who want to see it."""

import re
from itertools import pairwise

from ingest.text import clean_line, fold

_WORDS = 5  # in common make a passage
_SHOWN = 240  # characters
_LONGEST = 200_000  # characters of a text that are looked at
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def shared_passage(later: str, earlier: str, limit: int = _SHOWN) -> str | None:
    """The longest run of words of `later` that `earlier` has too, case and punctuation aside, on one line; None where they
    share no five words in a row."""
    words = [(fold(later[start:end]), start, end) for start, end in _spans(later)]
    other = [fold(earlier[start:end]) for start, end in _spans(earlier)]
    known = {tuple(other[at : at + _WORDS]) for at in range(len(other) - _WORDS + 1)}
    found = [
        at for at in range(len(words) - _WORDS + 1) if tuple(word for word, _, _ in words[at : at + _WORDS]) in known
    ]
    if not found:
        return None
    first, last = _longest_run(found)
    return clean_line(later[words[first][1] : words[last + _WORDS - 1][2]], limit)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand; each letter by itself where words are not set apart."""
    read = text[:_LONGEST]
    whole = [match.span() for match in _WORD.finditer(read)]
    if not _HAN.search(read):
        return whole
    return [
        span
        for start, end in whole
        for span in ([(at, at + 1) for at in range(start, end)] if _HAN.match(read[start]) else [(start, end)])
    ]


def _longest_run(places: list[int]) -> tuple[int, int]:
    """The first and last of the longest run of consecutive places."""
    breaks = [at + 1 for at, (one, other) in enumerate(pairwise(places)) if other != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(places)]
    first, end = max(zip(starts, ends, strict=True), key=lambda run: run[1] - run[0])
    return places[first], places[end - 1]
