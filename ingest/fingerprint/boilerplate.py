"""Paragraphs that an outlet puts under everything: sign-offs, calls to subscribe, "about us". Not the judge of copies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.fingerprint.shingles import distinct, distinct_shingles
from ingest.fingerprint.words import Words, paragraph_hashes
from ingest.ids import hash63
from ingest.model import Comparable
from ingest.text import fold

PIECES = 3  # titles, articles and contents of one outlet, in a calendar month and the one before, that bear a paragraph


def title_hash(title: str | None) -> int:
    """What tells pieces apart; 0 without a title."""
    return hash63(key) if title and (key := " ".join(fold(title).split())) else 0


def marked(documents: Sequence[Comparable], found: Sequence[Words]) -> list[Comparable]:
    """The documents, whose words are `found`, each with those of its paragraphs that its outlet puts under everything in its
    month. The takes of one story, whatever their headlines, are one content: they share the smallest hash of their sketches."""
    borne = [distinct_paragraphs(text) for text in found]
    bearers: defaultdict[tuple[str, int, int], _Bearers] = defaultdict(_Bearers)
    for document, text, paragraphs in zip(documents, found, borne, strict=True):
        piece = (title_hash(document.title), document.article_id, int(distinct_shingles(text)[:1].sum()))
        for paragraph in paragraphs:
            for month in (_month(document), _month(document) + 1):
                bearers[document.outlet, month, paragraph].add(*piece)
    return [
        replace(each, repeated=tuple(p for p in paragraphs if bearers[each.outlet, _month(each), p].are_many))
        for each, paragraphs in zip(documents, borne, strict=True)
    ]


class _Bearers:
    """The pieces of an outlet that bear one paragraph, as far as they count."""

    __slots__ = ("_articles", "_contents", "_titles")

    def __init__(self) -> None:
        self._titles: set[int | str] = set()  # without a title, the article
        self._articles: set[str] = set()
        self._contents: set[int] = set()

    def add(self, title: int, article_id: str, smallest: int) -> None:
        if not self.are_many:
            self._titles.add(title or article_id)
            self._articles.add(article_id)
            self._contents.add(smallest)

    @property
    def are_many(self) -> bool:
        return min(len(self._titles), len(self._articles), len(self._contents)) >= PIECES


def distinct_paragraphs(found: Words) -> list[int]:
    """The hashes of a text's distinct paragraphs, sorted."""
    hashes: list[int] = distinct(paragraph_hashes(found)[0]).tolist()
    return hashes


def without(found: Words, repeated: Sequence[int]) -> Words:
    """The words outside of the repeated paragraphs; all of them where nothing else would be left."""
    if not repeated:
        return found
    hashes, starts = paragraph_hashes(found)
    own = ~np.isin(hashes, np.array(repeated, dtype=np.uint64))
    kept = np.repeat(own, np.diff(np.append(starts, len(found.hashes))))
    if not kept.any():
        return found
    weights = None if found.weights is None else found.weights[kept]
    return Words(found.hashes[kept], found.paragraphs[kept], weights)


def _month(document: Comparable) -> int:
    return document.arrived_at.year * 12 + document.arrived_at.month
