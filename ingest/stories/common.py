"""How common a word is, from `seeds/common_words/`, which stays as it is from day to day: what a text is about must not depend on
which other texts have arrived. Values only.

A file holds the commonest words of one language, folded, one per line, the commonest first. By Zipf's law the word in place r
is about one word in 10 r of running text."""

from collections.abc import Mapping
from functools import cache
from math import log
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "seeds" / "common_words"
LISTED = 4_000
"""Words in a file. What comes later adds nothing: names and the words of one trade stand there in an order of chance."""

_TEXT_WORDS = 200  # a short report; the chance is that of meeting the word in such a one
_SAME_LIST = {"hr": "sr", "bs": "sr"}
_PER_LETTER = 1.0  # without a list, short words are taken for common ones


def _rarity(place: float) -> float:
    """-ln of the chance that a report bears the word in this place of the list."""
    return -log(1 - (1 - min(0.1 / place, 0.5)) ** _TEXT_WORDS)


RAREST = _rarity(1.5 * LISTED)
"""Weight of a word that is not on the list, about 4.1."""


def rarity(word: str, language: str | None) -> float:
    """How much it says that a text bears this folded word: 0 for "the", `RAREST` for a name."""
    listed = _rarities(language) if language else {}
    if not listed:
        return min(RAREST, _PER_LETTER * (len(word) - 1))
    return listed.get(word, RAREST)


@cache
def _rarities(language: str) -> Mapping[str, float]:
    path = FOLDER / f"{_SAME_LIST.get(language, language)}.txt"
    if not path.is_file():
        return {}
    listed = path.read_text(encoding="utf-8").split()
    return {word: _rarity(place) for place, word in enumerate(listed, start=1)}
