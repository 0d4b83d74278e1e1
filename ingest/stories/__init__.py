"""Stories: one event told by many in their own words. Never keeps an article from being counted."""

from datetime import timedelta

from ingest.judges import Nearness
from ingest.stories.gist import METHOD, UNIT, gist
from ingest.stories.part import parted

NEARNESS = Nearness(
    mates=10,
    heads=12,
    far_heads=8,
    near=timedelta(days=7),
    head_likeness=UNIT * UNIT // 10,
    likeness=28 * UNIT * UNIT // 100,
    likeness_per_day=2 * UNIT * UNIT // 1_000,
    same_days=timedelta(days=3),
    reach=timedelta(days=45),
)
"""Measured on labelled events (`python -m tests.bench.stories`): .26 to .30 are nearly the same, and so are six mates or ten."""

__all__ = ["METHOD", "NEARNESS", "gist", "parted"]
