"""What of a text is told rather than said: numbers and names, by which a form filled in anew differs from a copy, and the
words of titles. Reads no casualties, places or dates: the coder does."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from ingest.model import Comparable
from ingest.text import fold, words

_EDGES = "\"'“”‘’«»„()[]{}<>.,;:!?…—–-*/"
_SENTENCE_ENDS = tuple('.!?:…"”»')
_DIGIT = re.compile(r"\d")
_TITLE_WORD = 4  # letters; shorter words are mostly articles and prepositions
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_OPENING = 200  # characters
_UPDATE = re.compile(
    r"\b(?:update[sd]?|updated?\s*\d|correct(?:s|ed|ion)|take\s*\d|rewrites?|recasts?|adds)\b", re.IGNORECASE
)
# What desks put before or after a headline when they run a text again.
_TAG = re.compile(
    r"^\W*(?:update[sd]?|updat\w*\s*\d*|exclusive|breaking|correct(?:ed|ion)|rpt|wrapup|watch|video|photos?|live)\s*\d*\W+",
    re.IGNORECASE,
)


def facts(paragraphs: Iterable[str]) -> frozenset[str]:
    """The words with digits, and those that a capital marks as a name where it opens no sentence; folded."""
    found: set[str] = set()
    for paragraph in paragraphs:
        tokens = paragraph.split()
        cased = sum(token.isupper() for token in tokens) * 2 < len(tokens)  # capitals throughout tell nothing
        before = "."
        for token in tokens:
            told = _DIGIT.search(token) or (
                cased and token.strip(_EDGES)[:1].isupper() and not before.endswith(_SENTENCE_ENDS)
            )
            if told:
                found.add(_bare(token))
            before = token
    return frozenset(found)


def named_in(text: str) -> frozenset[str]:
    """All that a text says, in the forms of `facts` and `title_terms`."""
    tokens = frozenset(_bare(token) for token in text.split())
    return tokens | _terms(text, shortest=1)


@lru_cache(maxsize=65_536)
def title_terms(title: str | None) -> frozenset[str]:
    """The longer words of a headline, a desk's tag aside; pairs of letters where words are not set apart."""
    return _terms(_TAG.sub("", title or ""), shortest=_TITLE_WORD)


def numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(fold(text)))


def is_update(document: Comparable) -> bool:
    """Whether the headline or the opening says that this is a later take."""
    return bool(_UPDATE.search(f"{document.title or ''}\n{document.text[:_OPENING]}"))


def _terms(text: str, *, shortest: int) -> frozenset[str]:
    found = words(fold(text))
    pairs = {a + b for a, b in pairwise(found) if len(a) == len(b) == 1 and not a.isascii()}
    return frozenset(pairs | {word for word in found if len(word) >= shortest or word.isdigit()})


def _bare(token: str) -> str:
    return fold(token.strip(_EDGES)).removesuffix("'s").removesuffix("’s")
