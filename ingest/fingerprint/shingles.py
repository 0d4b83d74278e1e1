"""Shingles of a text: the hashes of its runs of words. Not which of them are kept to find candidates by."""

from functools import cache

import numpy as np

from ingest.fingerprint.words import Hashes, Words, finish, words_of

SHINGLE_WORDS = 5
SHINGLE_HAN = 8  # letters; most words of Chinese and Japanese have two
SHINGLE_SYLLABIC = 16  # consonants and vowels; words of Thai have about four


def shingles(text: str) -> Hashes:
    """The 63-bit hashes of all runs of words in the order of the text, as many words long as its script asks for; one for a
    shorter text, none without words."""
    found = words_of(text)
    return shingles_of(found.hashes, shingle_width(found))


def shingle_width(found: Words) -> int:
    """How many words make a shingle of this text: more where most are single letters, which tell less than words do."""
    if 2 * (found.han + found.syllabic) < len(found.hashes):
        return SHINGLE_WORDS
    return SHINGLE_HAN if found.han >= found.syllabic else SHINGLE_SYLLABIC


def shingles_of(hashes: Hashes, width: int) -> Hashes:
    """The shingles of consecutive words given by their hashes."""
    width = min(width, len(hashes))
    if not width:
        return hashes
    count = len(hashes) - width + 1
    factors = _factors()
    mixed = hashes[:count] * factors[0]
    mixed += np.uint64(width)
    for place in range(1, width):
        mixed += hashes[place : place + count] * factors[place]
    return finish(mixed)


def distinct(ordered: Hashes) -> Hashes:
    """The same hashes sorted and once each (for a few hundred, faster than numpy's `unique`)."""
    hashes = np.sort(ordered)
    first = np.empty(len(hashes), dtype=np.bool_)
    first[:1] = True
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return hashes[first]


def distinct_shingles(found: Words) -> Hashes:
    """The distinct shingles of a text, sorted."""
    return distinct(shingles_of(found.hashes, shingle_width(found)))


@cache
def _factors() -> Hashes:
    # Odd multipliers, one per place: the order of the words counts.
    return finish(np.arange(SHINGLE_SYLLABIC, dtype=np.uint64)) * np.uint64(2) + np.uint64(1)
