"""What two texts share, word by word and paragraph by paragraph. Not what follows from it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ingest.fingerprint.boilerplate import without
from ingest.fingerprint.shingles import distinct, shingle_width, shingles_of
from ingest.fingerprint.words import Hashes, Words, words_of
from ingest.model import Comparable

Covered = npt.NDArray[np.bool_]

BRIDGED = 2  # words changed within a passage that stays one passage
TAKEN = 0.75  # share of a paragraph's words that make it taken over
PARAGRAPH_WORDS = 8  # shorter ones are headings and signatures


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """A text ready to be compared: its own words (boilerplate left out), its shingles in order, of `width` words each, and
    the same distinct and sorted."""

    document: Comparable
    words: Words
    width: int
    ordered: Hashes
    distinct: Hashes

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
    def taken(self) -> tuple[int, ...]:
        """The paragraphs (places of lines in the text) of which most words are covered."""
        lines, of_word = np.unique(self.text.words.paragraphs, return_inverse=True)
        sizes, covered = np.bincount(of_word), np.bincount(of_word, weights=self.covered)
        return tuple(lines[(sizes >= PARAGRAPH_WORDS) & (covered >= TAKEN * sizes)].tolist())

    @cached_property
    def taken_words(self) -> int:
        """How many words the paragraphs taken over have."""
        return int(np.count_nonzero(np.isin(self.text.words.paragraphs, self.taken)))

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


def shingled(document: Comparable) -> Shingled:
    """The document with the shingles of its own text."""
    found = words_of(document.text)
    own = without(found, document.repeated)
    width = shingle_width(found)
    ordered = shingles_of(own.hashes, width)
    return Shingled(document, own, width, ordered, distinct(ordered))


def overlap(one: Shingled, other: Shingled) -> Overlap:
    """What two texts share, whichever comes first."""
    both = np.sort(np.concatenate((one.distinct, other.distinct)))
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    smaller = min(len(one.distinct), len(other.distinct))
    union = len(one.distinct) + len(other.distinct) - shared
    return Overlap(shared / smaller if smaller else 0.0, shared / union if union else 0.0, shared)


def aligned(text: Shingled, other: Shingled) -> Aligned:
    """The words of `text` that `other` has too, in runs of a shingle's width at least."""
    found = np.flatnonzero(np.isin(text.ordered, other.distinct, kind="sort"))
    steps = np.zeros(text.length + 1, dtype=np.int64)
    np.add.at(steps, found, 1)
    np.add.at(steps, found + min(text.width, text.length), -1)
    return Aligned(text, np.cumsum(steps)[: text.length] > 0)
