"""The seam between the warehouse, which finds what is worth comparing, and the stages that compare. Judges nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.model import Article, Change, Comparable, Fingerprint, Relation

Relate = Callable[[Comparable, Sequence[Comparable]], tuple[Relation, ...]]
"""What a newcomer is of the earlier texts given, oldest first (all of them originals, or its own earlier revision): one copy
or version, of the oldest that it matches, or else any number of excerpts and digests; or one revision."""

Compare = Callable[[Comparable, Comparable], tuple[Change, ...]]
"""In what the later text differs from the earlier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The callables a load needs; `ingest.pipeline.judges` makes the real ones."""

    relate: Relate
    changes: Compare
    fingerprint: Callable[[Article], Fingerprint]
    method: str
    """The recipe of the fingerprints; those of another are made anew."""
