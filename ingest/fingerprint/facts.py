"""What of a text is told rather than said: numbers and names, by which a form filled in anew differs from a copy, and the
words of titles. Reads no casualties, places or dates: the coder does."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ingest.model import Comparable
from ingest.text import fold, words

_EDGES = "\"'“”‘’«»„()[]{}<>.,;:!?…—–-*/"
_SENTENCE_ENDS = tuple('.!?:…"”»')
_DIGIT = re.compile(r"\d")
_TITLE_WORD = 4  # letters; shorter words are mostly articles and prepositions
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MANY = 100  # facts
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
    return frozenset(
        fact for paragraph in paragraphs for token in _told(paragraph.split()) for fact in _facts_of(token)
    )


def _facts_of(token: str) -> list[str]:
    # Of a "word" of a script without spaces, which may be a sentence, only the numbers are facts.
    return [_bare(token)] if token.isascii() or not _DIGIT.search(token) else _NUMBER.findall(fold(token))


def _told(tokens: Sequence[str]) -> Iterator[str]:
    is_cased = 2 * sum(map(str.isupper, tokens)) < len(tokens)  # capitals throughout tell nothing
    before = "."
    for token in tokens:
        if _DIGIT.search(token) or (is_cased and _is_name(token) and not before.endswith(_SENTENCE_ENDS)):
            yield token
        before = token


def _is_name(token: str) -> bool:
    return token[0].isupper() or (not token[0].isalnum() and token.strip(_EDGES)[:1].isupper())


def has_case(text: str) -> bool:
    """Whether capitals could mark names."""
    return text.upper() != text.lower()


def absent(told: Collection[str], text: str) -> list[str]:
    """Which facts or terms the text does not say."""
    folded = fold(text)
    plain = frozenset(map(_bare, text.split())) if len(told) > _MANY else frozenset()  # most need no search then
    return [one for one in told if one not in plain and not _says(folded, one)]


def _says(folded: str, one: str) -> bool:
    """Whether a word or number stands in the text by itself; letters of scripts without spaces stand anywhere."""
    at = folded.find(one)
    while at >= 0:
        end = at + len(one)
        if not one.isascii() or not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            return True
        at = folded.find(one, at + 1)
    return False


@lru_cache(maxsize=65_536)
def title_terms(title: str | None) -> frozenset[str]:
    """The longer words of a headline, a desk's tag aside; pairs of letters where words are not set apart."""
    found = words(fold(_TAG.sub("", title or "")))
    pairs = {a + b for a, b in pairwise(found) if len(a) == len(b) == 1 and not a.isascii()}
    return frozenset(pairs | {word for word in found if len(word) >= _TITLE_WORD or word.isdigit()})


def numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(fold(text)))


def is_update(said: Comparable | str) -> bool:
    """Whether a line, or the headline or opening of a document, says that this is a later take."""
    line = said if isinstance(said, str) else f"{said.title or ''}\n{said.text[:_OPENING]}"
    return bool(_UPDATE.search(line))


def _bare(token: str) -> str:
    return fold(token.strip(_EDGES)).removesuffix("'s").removesuffix("’s")
