"""Made-up prose by number: the same number has the same text, and no five words in a row are those of another but by chance.
It knows no language and no outlet."""

import random
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.uint64]

PHRASES = 1 << 16  # of three words each, out of twenty thousand
WORDS = 3  # in a phrase
_PARAGRAPH = 12  # phrases
_ONSETS = (*"bcdfghklmnprstvwz", "st", "tr", "pl", "ch", "sh")
_VOWELS = (*"aeiou", "ai", "ea", "ou", "er", "an", "in", "on")


def texts(numbers: Numbers, words: int) -> list[str]:
    """A text for each number, of half as many to half as many again as `words`, in paragraphs of some forty words."""
    phrases_in = lengths(numbers, words) // WORDS
    width = words * 3 // 2 // WORDS + 2
    chosen = (
        mixed(numbers[:, None] * np.uint64(4099) + np.arange(width, dtype=np.uint64)) & np.uint64(PHRASES - 1)
    ).tolist()
    known = phrases()
    return [
        _in_paragraphs([known[i] for i in row[:length]])
        for row, length in zip(chosen, phrases_in.tolist(), strict=True)
    ]


def text(number: int, words: int) -> str:
    """The text of one number."""
    return texts(np.array([number], dtype=np.uint64), words)[0]


def mixed(numbers: Numbers) -> Numbers:
    """Numbers that look drawn at random, each from its own (splitmix64)."""
    with np.errstate(over="ignore"):
        found = numbers + np.uint64(0x9E3779B97F4A7C15)
        found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return found ^ (found >> np.uint64(31))


@cache
def phrases() -> tuple[str, ...]:
    """All phrases, always the same ones."""
    draw = random.Random(1)
    syllables = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
    words = sorted({"".join(draw.choices(syllables, k=draw.choice((1, 2, 2, 3)))) for _ in range(20_000)})
    return tuple(" ".join(draw.choices(words, k=WORDS)) for _ in range(PHRASES))


def lengths(numbers: Numbers, words: int) -> Numbers:
    """How many words the text of each number has."""
    found = np.uint64(words // 2) + mixed(numbers + np.uint64(1 << 40)) % np.uint64(max(1, words))
    return (found // np.uint64(WORDS) + np.uint64(1)) * np.uint64(WORDS)


def _in_paragraphs(found: list[str]) -> str:
    return "\n".join(" ".join(found[i : i + _PARAGRAPH]) + "." for i in range(0, len(found), _PARAGRAPH))
