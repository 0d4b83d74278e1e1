"""The seam between the warehouse, which finds what is worth comparing, and the stages that compare. Judges nothing itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ingest.model import Article, Change, Comparable, Event, Fingerprint, Gist, IncidentLink, Relation, Trace

REACH = timedelta(days=30)
"""Texts that came out farther apart are not compared."""

Relate = Callable[[Comparable, Sequence[Comparable]], tuple[Relation, ...]]
"""What a newcomer is of the earlier texts given, oldest first (all of them originals, or its own earlier revision): one copy
or version, of the oldest that it matches, or else any number of excerpts and digests; or one revision."""

Compare = Callable[[Comparable, Comparable], tuple[Change, ...]]
"""In what the later text differs from the earlier one."""


Part = Callable[[Mapping[str, Sequence[tuple[str, int]]]], tuple[tuple[str, ...], ...]]
"""Which texts make one story, of texts with those most like them, the nearest first, each with its likeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """When two gists are near enough to be mates. Likeness is the sum of the products of the weights that they share, in
    millionths. It is looked for where the `heads` heaviest terms alone (`far_heads` where the two are more than `near` apart)
    come to `head_likeness`; it must reach `likeness`, and `likeness_per_day` more for each day beyond `same_days` that lies
    between the two; beyond `reach` there is none. A text has at most so many `mates`."""

    mates: int
    heads: int
    far_heads: int
    near: timedelta
    head_likeness: int
    likeness: int
    likeness_per_day: int
    same_days: timedelta
    reach: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What it takes to tell stories apart."""

    gist: Callable[[Article], Gist]
    part: Part
    nearness: Nearness
    method: str
    """The recipe of the gists; those of another are made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What it takes to tell which events report one incident."""

    trace: Callable[[Article, Sequence[Event]], tuple[Trace, ...]]
    link: Callable[[Sequence[Trace], Sequence[Trace]], tuple[IncidentLink, ...]]
    """The links between the events of two texts."""
    group: Callable[[Mapping[str, Trace], Sequence[IncidentLink]], tuple[tuple[str, ...], ...]]
    """The incidents of events, of the links between them."""
    told: frozenset[str]
    """Claim statuses of events that have a trace."""
    reach_days: int
    most_texts: int
    """A key that more texts bear is not followed."""
    method: str
    """The recipe of traces and links; those of another are made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The callables a load needs; `ingest.pipeline.judges` makes the real ones."""

    relate: Relate
    changes: Compare
    fingerprint: Callable[[Article], Fingerprint]
    method: str
    """The recipe of the fingerprints; those of another are made anew."""
    stories: Stories
    incidents: Incidents
