"""A text as an array of word hashes, each with the paragraph it stands in. Not for words that somebody reads."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.text import fold, words

Hashes: TypeAlias = npt.NDArray[np.uint64]
Places: TypeAlias = npt.NDArray[np.intp]

_LETTERS_FACTOR = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2^64
_WORDS_FACTOR = 0xC2B2AE3D27D4EB4F
_IN_TABLE = 0x40000  # code points beyond are no letters
_ALL_HAN = 0x20000  # code points from here on are Han
_SYLLABIC_FIRST, _SYLLABIC_LAST = 0x0E00, 0x17FF  # Thai, Lao, Tibetan, Myanmar, Khmer: several letters make a syllable
_OTHER, _LETTER, _HAN, _SYLLABIC = 0, 1, 2, 3
# Five words tell about as much as eight letters of Chinese, whose words have one or two, and sixteen of Thai, with about four.
WORD = 16
_WEIGHTS = np.array([0, WORD, 10, 5], dtype=np.intp)
_TO_SLOW, _LINE_FEED = 1, 2  # what a byte is translated to that folding makes several letters of, and a line feed


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text in order: `hashes` (64 bits), `paragraphs` (index of the line of the text, ascending), `weights` (how
    much each tells, WORD at most; None where all are words), one per word; in scripts without spaces a letter is a word."""

    hashes: Hashes
    paragraphs: Places
    weights: Places | None = None


def words_of(text: str) -> Words:
    """The words of `ingest.text.words(fold(text))`, hashed without making a string of each."""
    try:
        raw = text.encode("cp1252").translate(_folded_bytes())
    except UnicodeEncodeError:
        return _any_script(text)
    return _any_script(text) if _TO_SLOW in raw else _western(np.frombuffer(raw, dtype=np.uint8))


def paragraph_hashes(found: Words) -> tuple[Hashes, Places]:
    """For each paragraph with words its 63-bit hash, never 0 (spacing, case, width and punctuation aside), and the place
    of its first word."""
    count = len(found.hashes)
    if not count:
        return found.hashes, np.zeros(0, dtype=np.intp)
    starts = np.flatnonzero(np.concatenate(([True], found.paragraphs[1:] != found.paragraphs[:-1])))
    ends = np.append(starts[1:], count)
    hashed = finish(_runs(found.hashes, starts, ends, _WORDS_FACTOR) + (ends - starts).astype(np.uint64))
    return np.maximum(hashed, np.uint64(1)), starts


def finish(mixed: Hashes) -> Hashes:
    """The finisher of splitmix64, in place: every input bit reaches every output bit, so that "small" is a fair sample;
    63 bits, which fit a signed column."""
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    mixed >>= np.uint64(1)
    return mixed


def _western(folded: npt.NDArray[np.uint8]) -> Words:
    """Of bytes of which 0 sets words apart and a line feed paragraphs."""
    letters = folded > _LINE_FEED
    bounds = _bounds(letters)
    starts, ends = bounds[::2], bounds[1::2]
    hashes = _runs(_byte_values()[folded], starts, ends, _LETTERS_FACTOR)
    return Words(hashes, np.searchsorted(np.flatnonzero(folded == _LINE_FEED), starts))


def _any_script(text: str) -> Words:
    codes = np.frombuffer(fold(text).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds()[np.minimum(codes, _IN_TABLE)]
    bounds = _bounds(kinds == _LETTER)
    alone = np.flatnonzero(kinds > _LETTER)
    starts, ends = np.concatenate((bounds[::2], alone)), np.concatenate((bounds[1::2], alone + 1))
    if len(alone):
        order = np.argsort(starts)
        starts, ends = starts[order], ends[order]
    hashes = _runs(_values(codes), starts, ends, _LETTERS_FACTOR)
    lines = np.searchsorted(np.flatnonzero(codes == 10), starts)
    return Words(hashes, lines, _WEIGHTS[kinds[starts]] if len(alone) else None)


def _bounds(inside: npt.NDArray[np.bool_]) -> Places:
    """Start, end, start, end, … of the runs of True (half-open)."""
    edged = np.zeros(len(inside) + 2, dtype=np.bool_)
    edged[1:-1] = inside
    return np.flatnonzero(edged[1:] != edged[:-1])


def _runs(values: Hashes, starts: Places, ends: Places, factor: int) -> Hashes:
    """A polynomial hash of each run of values, the same wherever the run stands."""
    powers, inverses = _powers(factor, 1 << max(10, len(values).bit_length()))
    sums = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    hashed: Hashes = (sums[ends] - sums[starts]) * inverses[starts]
    return hashed


@lru_cache(maxsize=4)
def _powers(factor: int, count: int) -> tuple[Hashes, Hashes]:
    """The powers of the factor modulo 2^64 from 0 on, and their inverses."""
    return _geometric(factor, count), _geometric(pow(factor, -1, 1 << 64), count)


def _geometric(ratio: int, count: int) -> Hashes:
    steps = np.full(count, ratio, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps)


def _values(codes: npt.NDArray[np.uint32]) -> Hashes:
    """A random-looking number for each code point."""
    return finish(codes.astype(np.uint64) * np.uint64(_WORDS_FACTOR) + np.uint64(1))


@cache
def _folded_bytes() -> bytes:
    """For each byte of code page 1252 the byte of its folded letter, 0 for what is no letter, `_LINE_FEED`, or `_TO_SLOW`
    where folding makes anything else of it."""
    table = bytearray(256)
    for byte in range(256):
        folded = fold(bytes([byte]).decode("cp1252", "ignore"))
        plain = folded.encode("cp1252", "ignore")
        if words(folded):
            table[byte] = plain[0] if len(folded) == len(plain) == 1 else _TO_SLOW
    table[ord("\n")] = _LINE_FEED
    return bytes(table)


@cache
def _byte_values() -> Hashes:
    letters = [bytes([byte]).decode("cp1252", "replace") for byte in range(256)]
    return _values(np.array([ord(letter) for letter in letters], dtype=np.uint32))


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What each code point is to the words of a text: no part of one, a letter of one, or one by itself."""
    table = np.zeros(_IN_TABLE + 1, dtype=np.uint8)
    table[_ALL_HAN:_IN_TABLE] = _HAN
    # After an "a", a letter joins its word, and one that is a word by itself does not.
    for found in words("\n".join(f"a{chr(point)}" for point in range(_ALL_HAN))):
        if len(found) > 1:
            table[ord(found[1])] = _LETTER
        elif found != "a":
            table[ord(found)] = _SYLLABIC if _SYLLABIC_FIRST <= ord(found) <= _SYLLABIC_LAST else _HAN
    return table
