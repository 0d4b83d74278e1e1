"""Shingles of a text and the sketch by which candidates are found. Not the judgement whether two texts are copies."""

from functools import cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.fingerprint.boilerplate import paragraphs, title_hash
from ingest.model import Article, Fingerprint
from ingest.text import fold, words
from ingest.urls import address_hash

Hashes: TypeAlias = npt.NDArray[np.uint64]

METHOD = "words5/16:2"
"""Five-word shingles, one hash in sixteen kept, first version. Changes with anything that changes a hash."""

SHINGLE_WORDS = 5
KEPT_OF = 16  # a hash is kept where it is below 2^63 / KEPT_OF
KEPT_AT_LEAST = 8
_LIMIT = np.uint64((1 << 63) // KEPT_OF)
_KNOWN_WORDS_MAX = 1_000_000  # about 100 MB; beyond, the vocabulary is forgotten and learned anew


def fingerprint(article: Article) -> Fingerprint:
    """The sketch of one revision. Pure: the same text gives the same sketch in any process."""
    kept = distinct(shingles(article.text))
    return Fingerprint(
        revision_id=article.revision_id,
        article_id=article.article_id,
        arrived_at=article.arrived_at,
        outlet=article.outlet,
        title_hash=title_hash(article.title),
        address_hash=address_hash(article.canonical_url),
        text_hash=article.text_hash,
        shingles=len(kept),
        sketch=tuple(sketch(kept).tolist()),
        paragraphs=paragraphs(article.text),
        method=METHOD,
    )


def shingles(text: str) -> Hashes:
    """The 63-bit hashes of all runs of five words, in the order of the text; one for a shorter text, none without words.
    In scripts without spaces a letter is a word."""
    hashes = _word_hashes(words(fold(text)))
    if not len(hashes):
        return hashes
    width = min(SHINGLE_WORDS, len(hashes))
    count = len(hashes) - width + 1
    with np.errstate(over="ignore"):
        mixed = np.full(count, np.uint64(width), dtype=np.uint64)
        for place, factor in enumerate(_factors()[:width]):
            mixed += hashes[place : place + count] * factor
        return _finish(mixed)


def distinct(ordered: Hashes) -> Hashes:
    """The same hashes sorted and once each (for a few hundred, faster than numpy's `unique`)."""
    hashes = np.sort(ordered)
    return hashes[np.r_[True, hashes[1:] != hashes[:-1]]] if len(hashes) else hashes


def sketch(hashes: Hashes) -> Hashes:
    """The hashes kept of sorted distinct shingles: all below the limit, and the smallest where they are too few."""
    kept = int(np.searchsorted(hashes, _LIMIT))
    return hashes[: max(kept, KEPT_AT_LEAST)]


def _word_hashes(found: list[str]) -> Hashes:
    if len(_known) > _KNOWN_WORDS_MAX:
        _known.clear()
    return np.fromiter(map(_known.__getitem__, found), dtype=np.uint64, count=len(found))


class _Vocabulary(dict[str, int]):
    """The hash of each word met; a word is hashed the first time it is asked for."""

    def __missing__(self, word: str) -> int:
        raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self[word] = hashed = int.from_bytes(raw, "little")
        return hashed


_known = _Vocabulary()


@cache
def _factors() -> Hashes:
    # Odd multipliers, one per place: the order of the words counts.
    return np.array(
        [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F],
        dtype=np.uint64,
    )


def _finish(mixed: Hashes) -> Hashes:
    # The finisher of splitmix64: every input bit reaches every output bit, so that "small" is a fair sample.
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed >> np.uint64(1)
