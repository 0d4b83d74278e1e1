"""What two texts share, word by word and paragraph by paragraph. Not what follows from it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ingest.fingerprint.boilerplate import without
from ingest.fingerprint.shingles import SHINGLE_WORDS, distinct, ends_of, shingles_of
from ingest.fingerprint.words import Hashes, Places, Words, words_of
from ingest.model import Comparable

Covered = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]

BRIDGED = 2  # words changed within a passage that stays one passage
TAKEN = 0.75  # share of a paragraph's words that make it taken over
PARAGRAPH_WORDS = 8  # shorter ones are headings and signatures


@dataclass(frozen=True, eq=False)
class Shingled:
    """A text ready to be compared: its own words (boilerplate left out), its shingles in order, the place after the last word
    of each, and the same shingles distinct and sorted."""

    document: Comparable
    words: Words
    ends: Places
    ordered: Hashes
    distinct: Hashes

    @cached_property
    def unit(self) -> float:
        """How many of the text's words tell as much as one word of a script with spaces: 1, or a few where letters are words."""
        return (
            max(1.0, float((self.ends - np.arange(len(self.ends))).mean()) / SHINGLE_WORDS) if len(self.ends) else 1.0
        )

    @property
    def length(self) -> int:
        return len(self.words.hashes)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: `containment` of the shorter in the longer, `jaccard` and the number of shingles."""

    containment: float
    jaccard: float
    shared: int


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words [start, end) that the other text has too."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, eq=False)
class Aligned:
    """Which words of `text` stand in a shingle that the other text has too: `covered`, one per word."""

    text: Shingled
    covered: Covered

    @cached_property
    def share(self) -> float:
        """The covered share of the words, in [0, 1]."""
        return float(self.covered.mean()) if len(self.covered) else 0.0

    @cached_property
    def first(self) -> int:
        """The place of the first covered word; the length of the text without any."""
        return int(np.argmax(self.covered)) if self.covered.any() else len(self.covered)

    @cached_property
    def sizes(self) -> Counts:
        """How many words each line of the text has."""
        return np.bincount(self.text.words.paragraphs)

    @cached_property
    def covered_sizes(self) -> Counts:
        """How many covered words each line has."""
        return np.bincount(self.text.words.paragraphs[self.covered], minlength=len(self.sizes))

    @cached_property
    def taken_words(self) -> int:
        """How many words the paragraphs have of which most words are covered."""
        taken = (self.sizes >= PARAGRAPH_WORDS) & (self.covered_sizes >= TAKEN * self.sizes)
        return int(self.sizes[taken].sum())

    @cached_property
    def longest(self) -> Run:
        """The longest passage, a changed word or two notwithstanding."""
        edges = np.flatnonzero(np.diff(np.concatenate(([False], self.covered, [False]))))
        if not len(edges):
            return Run(0, 0)
        apart = edges[2::2] - edges[1:-1:2] > BRIDGED
        starts = edges[::2][np.concatenate(([True], apart))]
        ends = edges[1::2][np.concatenate((apart, [True]))]
        best = int(np.argmax(ends - starts))
        return Run(int(starts[best]), int(ends[best]))


def shingled(document: Comparable, found: Words | None = None) -> Shingled:
    """The document with the shingles of its own text; `found`: its words, where they are known."""
    found = words_of(document.text) if found is None else found
    own = without(found, document.repeated)
    ends = ends_of(own)
    ordered = shingles_of(own, ends)
    return Shingled(document, own, ends, ordered, distinct(ordered))


def overlap(one: Shingled, other: Shingled) -> Overlap:
    """What two texts share, whichever comes first."""
    fewer, more = sorted((one.distinct, other.distinct), key=len)
    shared = int(np.count_nonzero(_among(fewer, more)))
    union = len(fewer) + len(more) - shared
    return Overlap(shared / len(fewer) if len(fewer) else 0.0, shared / union if union else 0.0, shared)


def aligned(text: Shingled, other: Shingled) -> Aligned:
    """The words of `text` that `other` has too, in shingles."""
    if not text.length:
        return Aligned(text, np.zeros(0, dtype=np.bool_))
    reached = np.maximum.accumulate(np.where(_among(text.ordered, other.distinct), text.ends, 0))
    last = np.full(text.length - len(reached), reached[-1])
    return Aligned(text, np.concatenate((reached, last)) > np.arange(text.length))


def _among(hashes: Hashes, known: Hashes) -> Covered:
    """Which of the hashes are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.bool_)
    found: Covered = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    return found
