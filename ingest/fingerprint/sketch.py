"""The sketch of a text, by which candidates are found. Not the judgement whether two texts are copies."""

import numpy as np

from ingest.fingerprint.boilerplate import distinct_paragraphs, title_hash
from ingest.fingerprint.shingles import distinct_shingles
from ingest.fingerprint.words import Hashes, words_of
from ingest.model import Article, Fingerprint
from ingest.urls import address_hash

METHOD = "shingles/16:3"
"""Shingles of words, one hash in sixteen kept, third version. Changes with anything that changes a hash or a judgement."""

KEPT_OF = 16  # a hash is kept where it is below 2^63 / KEPT_OF
KEPT_AT_LEAST = 16
_LIMIT = np.uint64((1 << 63) // KEPT_OF)


def fingerprint(article: Article) -> Fingerprint:
    """The sketch of one revision. Pure: the same text gives the same sketch in any process."""
    found = words_of(article.text)
    kept = distinct_shingles(found)
    return Fingerprint(
        revision_id=article.revision_id,
        article_id=article.article_id,
        arrived_at=article.arrived_at,
        fetched_at=article.fetched_at,
        outlet=article.outlet,
        title_hash=title_hash(article.title),
        address_hash=address_hash(article.canonical_url),
        text_hash=article.text_hash,
        shingles=len(kept),
        sketch=tuple(sketch(kept).tolist()),
        paragraphs=tuple(distinct_paragraphs(found)),
        method=METHOD,
    )


def sketch_of(text: str) -> Hashes:
    """The sketch of a whole text, boilerplate included, as it is stored."""
    return sketch(distinct_shingles(words_of(text)))


def sketch(hashes: Hashes) -> Hashes:
    """The hashes kept of sorted distinct shingles: all below the limit, and the smallest where they are too few."""
    kept = int(np.searchsorted(hashes, _LIMIT))
    return hashes[: max(kept, KEPT_AT_LEAST)]
