"""In what a text differs from the one before it, in words for people. Not whether the two belong together."""

from ingest.model import Change, Comparable


def changes(later: Comparable, earlier: Comparable) -> tuple[Change, ...]:
    """What changed from `earlier` to `later`, figures first."""
    return ()
