"""What an article is about, in few terms: the words that say most, each with its weight. Compares nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import hypot, log, sqrt

from ingest.ids import hash63
from ingest.model import Article, Gist
from ingest.stories.common import RAREST, rarity
from ingest.text import UNSPACED, fold, words

METHOD = "terms/30:1"
TERMS = 30
UNIT = 1_000
"""The weights of a gist are whole numbers, and their squares add up to about the square of this: sums of whole numbers are the
same in any order."""

_WORDS = 400  # reports say what happened first; more adds background
_LEAD = 60  # words that count once more
_TITLE = 2.0  # times that a word of the headline counts
_NAME = 1.5  # a name tells one event from others of its kind
STEM = 6  # letters: enough of a word to tell it from others, few enough to drop most endings
_CHARACTERS = 6_000  # of the text in which names are looked for
# a word, and what makes it the first of its sentence
_PLACED = re.compile(r"([.!?:\n\"“”«»]\s*[\"“'‘«]?)?([^\W\d_]+)")
# letters in a row that make a term where no spaces tell words apart: two in Chinese are a word, four in Thai part of one
_RUNS = {"zh": 2, "ja": 2}
_LONG_RUN = 4


def gist(article: Article) -> Gist:
    """The `TERMS` heaviest terms of an article, the heaviest first. A pure function of its title, text and language."""
    terms = heaviest(article, TERMS)
    return Gist(
        revision_id=article.revision_id,
        article_id=article.article_id,
        arrived_at=article.arrived_at,
        fetched_at=article.fetched_at,
        terms=tuple(_key(term) for term, _ in terms),
        weights=tuple(weight for _, weight in terms),
        method=METHOD,
    )


def heaviest(article: Article, count: int) -> tuple[tuple[str, int], ...]:
    """The heaviest terms with their weights, whole numbers whose squares add up to about the square of `UNIT`."""
    terms = _terms(article.title or "", article.text, article.language)
    chosen = sorted(terms.items(), key=lambda term: (-term[1], term[0]))[:count]
    length = sqrt(sum(weight * weight for _, weight in chosen)) or 1.0
    return tuple((term, max(1, round(UNIT * weight / length))) for term, weight in chosen)


def _terms(title: str, text: str, language: str | None) -> dict[str, float]:
    """Terms with their weights: how often, how rare, and whether a name."""
    counts = Counter[str]()
    for word in _pieces(title, language):
        counts[word] += _TITLE  # type: ignore[assignment]  # a Counter adds up any numbers
    for place, word in enumerate(_pieces(text, language)[:_WORDS]):
        counts[word] += 1 + (place < _LEAD)
    names = _names(text)
    weights: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if weight := (1 + log(count)) * _weight(word, language) * (_NAME if word in names else 1.0):
            stem = word[:STEM]
            weights[stem] = hypot(weights[stem], weight)
    return weights


def _weight(word: str, language: str | None) -> float:
    if language in UNSPACED:
        return RAREST
    return rarity(word, language) if len(word) > 1 or word.isdigit() else 0.0


def _pieces(text: str, language: str | None) -> list[str]:
    """The folded words of a text; where words are not set apart, runs of letters."""
    found = words(fold(text), language)
    return list(_runs(found, _RUNS.get(language, _LONG_RUN))) if language in UNSPACED else found


def _runs(found: Iterable[str], length: int) -> Iterator[str]:
    """Each `length` single letters in a row; words of other scripts, and numbers, as they are."""
    row: list[str] = []
    for word in found:
        if len(word) > 1 or word.isascii():
            row.clear()
            yield word
        else:
            row = [*row[-(length - 1) :], word]
            if len(row) == length and not _is_kana("".join(row)):
                yield "".join(row)


def _is_kana(run: str) -> bool:
    """Hiragana alone: endings and particles."""
    return all("\u3040" <= letter <= "\u309f" for letter in run)


def _names(text: str) -> frozenset[str]:
    """Folded words that mostly begin with a capital where no sentence begins. Knows no language: in some all nouns do."""
    seen, capital = Counter[str](), Counter[str]()
    for first, word in _PLACED.findall(text[:_CHARACTERS]):
        folded = fold(word)
        seen[folded] += 1
        if not first and word[0].isupper():
            capital[folded] += 1
    return frozenset(word for word, count in capital.items() if 2 * count >= seen[word])


@cache
def _hashed(term: str) -> int:
    return hash63(term)


def _key(term: str) -> int:
    return _hashed(term) if term.isascii() else hash63(term)
