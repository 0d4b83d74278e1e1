"""Paragraphs that an outlet puts under everything: sign-offs, calls to subscribe, "about us". Not the judge of copies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.fingerprint.shingles import distinct_shingles
from ingest.fingerprint.words import Words, paragraph_hashes, words_of
from ingest.ids import hash63
from ingest.model import Comparable
from ingest.text import fold

PIECES = 3  # titles, articles and contents of one outlet, in a calendar month and the one before, that bear a paragraph


def title_hash(title: str | None) -> int:
    """What tells pieces apart; 0 without a title."""
    return hash63(key) if title and (key := " ".join(fold(title).split())) else 0


def marked(documents: Sequence[Comparable]) -> list[Comparable]:
    """The documents, each with those of its paragraphs that its outlet puts under everything in its month. The takes of one
    story, whatever their headlines, are one content: they share the smallest hash of their sketches."""
    found = [words_of(each.text) for each in documents]
    bearers: defaultdict[tuple[str, int, int], _Bearers] = defaultdict(_Bearers)
    for document, text in zip(documents, found, strict=True):
        smallest = int(distinct_shingles(text)[:1].sum())
        for paragraph in distinct_paragraphs(text):
            for month in (_month(document), _month(document) + 1):  # it counts in its month and for the next
                bearers[document.outlet, month, paragraph].add(document, smallest)
    return [
        replace(
            each,
            repeated=tuple(p for p in distinct_paragraphs(text) if bearers[each.outlet, _month(each), p].are_many),
        )
        for each, text in zip(documents, found, strict=True)
    ]


class _Bearers:
    """The pieces of an outlet that bear one paragraph, as far as they count."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: tuple[set[object], ...] = (set(), set(), set())

    def add(self, document: Comparable, smallest: int) -> None:
        title = title_hash(document.title) or document.revision_id
        for seen, one in zip(self._seen, (title, document.article_id, smallest), strict=True):
            if len(seen) < PIECES:
                seen.add(one)

    @property
    def are_many(self) -> bool:
        return all(len(seen) >= PIECES for seen in self._seen)


def distinct_paragraphs(found: Words) -> list[int]:
    """The hashes of a text's distinct paragraphs, sorted."""
    hashes: list[int] = np.unique(paragraph_hashes(found)[0]).tolist()
    return hashes


def without(found: Words, repeated: Sequence[int]) -> Words:
    """The words outside of the repeated paragraphs; all of them where nothing else would be left."""
    if not repeated:
        return found
    hashes, starts = paragraph_hashes(found)
    own = ~np.isin(hashes, np.array(repeated, dtype=np.uint64))
    kept = np.repeat(own, np.diff(np.append(starts, len(found.hashes))))
    return replace(found, hashes=found.hashes[kept], paragraphs=found.paragraphs[kept]) if kept.any() else found


def _month(document: Comparable) -> int:
    return document.arrived_at.year * 12 + document.arrived_at.month
