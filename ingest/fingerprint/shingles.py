"""Shingles of a text: the hashes of its runs of words. Not which of them are kept to find candidates by."""

from functools import cache

import numpy as np

from ingest.fingerprint.words import WORD, Hashes, Places, Words, finish, words_of

SHINGLE_WORDS = 5
_FULL = SHINGLE_WORDS * WORD  # what the words of a shingle weigh together, at least
_LONGEST = 16  # words


def shingles(text: str) -> Hashes:
    """The 63-bit hashes of all runs of five words in the order of the text, or of as many letters as weigh the same; one for
    a shorter text, none without words."""
    found = words_of(text)
    return shingles_of(found, ends_of(found))


def ends_of(found: Words) -> Places:
    """For each word that begins a shingle, the place after its last word. The words begin one each, but for the last few."""
    count = len(found.hashes)
    if found.weights is None:
        width = min(SHINGLE_WORDS, count)
        return np.arange(width, count + 1 if count else 0)
    weighed = np.concatenate(([0], np.cumsum(found.weights)))
    ends = np.searchsorted(weighed, weighed + _FULL)
    ends = ends[ends <= count]
    return ends if len(ends) and ends[-1] == count else np.append(ends, count)  # the last words are in one, too


def shingles_of(found: Words, ends: Places) -> Hashes:
    """The hashes of the shingles that end there."""
    count = len(ends)
    if not count:
        return found.hashes[:0]
    return finish(_of_one_size(found.hashes, count) if found.weights is None else _of_sizes(found.hashes, ends))


def _of_one_size(hashes: Hashes, count: int) -> Hashes:
    size = len(hashes) - count + 1
    mixed: Hashes = hashes[:count] * _factors()[0]
    for place in range(1, size):
        mixed += hashes[place : place + count] * _factors()[place]
    mixed += np.uint64(size)
    return mixed


def _of_sizes(hashes: Hashes, ends: Places) -> Hashes:
    count = len(ends)
    sizes = ends - np.arange(count)
    hashes = np.concatenate((hashes, np.zeros(_LONGEST, dtype=np.uint64)))
    mixed = sizes.astype(np.uint64)
    for place in range(int(sizes.max())):
        mixed += np.where(place < sizes, hashes[place : place + count] * _factors()[place], np.uint64(0))
    return mixed


def distinct(ordered: Hashes) -> Hashes:
    """The same hashes sorted and once each (for a few hundred, faster than numpy's `unique`)."""
    hashes = np.sort(ordered)
    first = np.empty(len(hashes), dtype=np.bool_)
    first[:1] = True
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return hashes[first]


def distinct_shingles(found: Words) -> Hashes:
    """The distinct shingles of a text, sorted."""
    return distinct(shingles_of(found, ends_of(found)))


@cache
def _factors() -> Hashes:
    # Odd multipliers, one per place: the order of the words counts.
    return finish(np.arange(_LONGEST, dtype=np.uint64)) * np.uint64(2) + np.uint64(1)
