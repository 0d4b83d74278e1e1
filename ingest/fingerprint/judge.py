"""The judge: whether one text is a near-copy of an earlier one, on all shingles of both. Finds no candidates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.fingerprint.boilerplate import own_text
from ingest.fingerprint.sketch import METHOD, Hashes, distinct, shingles
from ingest.ids import make_id
from ingest.model import Comparable, Relation, RelationName
from ingest.text import fold

CONTAINED = 0.60  # share of the shorter text's shingles found in the longer
SHARED_AT_LEAST = 8
BRIEF = 0.35  # a text shorter than this share of the other is a brief, or a quotation
HEAD = 0.15  # a brief is made of the beginning; a quotation may come from anywhere
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_UPDATE = re.compile(
    r"\b(?:update[sd]?|updated?\s*\d|correct(?:s|ed|ion)|take\s*\d|rewrites?|recasts?|adds)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """A text ready to be compared: its shingles in order, and the same distinct and sorted."""

    document: Comparable
    ordered: Hashes
    distinct: Hashes


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: `containment` of the shorter in the longer, `jaccard` and the number of shingles."""

    containment: float
    jaccard: float
    shared: int


def relate(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
    """What `newcomer` is of the originals among `candidates` (stored revisions, copies left out), nothing if it stands for
    itself. A revision of the same article comes before a copy; among copies the earliest original wins."""
    fresh = shingled(newcomer)
    found = judge(fresh, [shingled(c) for c in candidates if c.revision_id != newcomer.revision_id])
    return (found,) if found else ()


def judge(fresh: Shingled, originals: Sequence[Shingled]) -> Relation | None:
    """`relate` for texts shingled before."""
    earlier = [o for o in originals if o.document.article_id == fresh.document.article_id]
    if earlier:
        latest = max(earlier, key=_age)
        return _relation(fresh, latest, overlap(fresh, latest), "revision")
    for original in sorted(originals, key=_age):
        found = overlap(fresh, original)
        if is_copy(fresh, original, found):
            return _relation(fresh, original, found, _kind(fresh.document, original.document))
    return None


def shingled(document: Comparable) -> Shingled:
    """The document with the shingles of its own text."""
    ordered = shingles(own_text(document))
    return Shingled(document, ordered, distinct(ordered))


def overlap(one: Shingled, other: Shingled) -> Overlap:
    """What two texts share, whichever comes first."""
    both = np.sort(np.concatenate((one.distinct, other.distinct)))
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    smaller = min(len(one.distinct), len(other.distinct))
    union = len(one.distinct) + len(other.distinct) - shared
    return Overlap(shared / smaller if smaller else 0.0, shared / union if union else 0.0, shared)


def is_copy(one: Shingled, other: Shingled, found: Overlap) -> bool:
    """Contained, by enough shingles, and a brief only where it repeats the beginning of the longer text."""
    if found.shared < SHARED_AT_LEAST or found.containment < CONTAINED:
        return False
    shorter, longer = sorted((one, other), key=lambda text: len(text.ordered))
    if len(shorter.ordered) >= BRIEF * len(longer.ordered):
        return True
    first = int(np.argmax(np.isin(longer.ordered, shorter.distinct)))
    return first <= HEAD * len(longer.ordered)


def _kind(newcomer: Comparable, original: Comparable) -> RelationName:
    """A later take of one agency's or outlet's story is a version: figures changed, or it says so itself."""
    opening = f"{newcomer.title or ''}\n{newcomer.text[:200]}"
    if newcomer.outlet == original.outlet and _numbers(newcomer) != _numbers(original):
        return "version"
    said = _UPDATE.search(opening) and not _UPDATE.search(f"{original.title or ''}\n{original.text[:200]}")
    return "version" if said and _numbers(newcomer) != _numbers(original) else "copy"


def _numbers(document: Comparable) -> frozenset[str]:
    return frozenset(_NUMBER.findall(fold(document.text)))


def _age(text: Shingled) -> tuple[object, str]:
    return text.document.arrived_at, text.document.revision_id


def _relation(fresh: Shingled, original: Shingled, found: Overlap, name: RelationName) -> Relation:
    newer, older = fresh.document.revision_id, original.document.revision_id
    return Relation(
        relation_id=make_id("relation", newer, older, name, METHOD),
        revision_id=newer,
        original_id=older,
        relation=name,
        containment=round(found.containment, 4),
        jaccard=round(found.jaccard, 4),
        shared=found.shared,
        rule="contained",
        method=METHOD,
        boilerplate_version=0,
    )
