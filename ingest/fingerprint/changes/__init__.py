"""In what a text differs from the one before it, in words for people. Not whether the two belong together."""

from collections.abc import Iterator

from ingest.fingerprint.changes.differ import METHOD, Difference, differences
from ingest.fingerprint.changes.passage import shared_passage
from ingest.ids import make_id
from ingest.model import Change, Comparable

__all__ = ["METHOD", "changes", "shared_passage"]


def changes(later: Comparable, earlier: Comparable) -> tuple[Change, ...]:
    """What changed from `earlier` to `later`: the dead, the injured and so on first, then other numbers, dates, the headline, and
    what was reworded, added and removed; at most 20."""
    return tuple(_changes(later, earlier))


def _changes(later: Comparable, earlier: Comparable) -> Iterator[Change]:
    for place, found in enumerate(differences(later, earlier)):
        yield _change(later, earlier, place, found)


def _change(later: Comparable, earlier: Comparable, place: int, found: Difference) -> Change:
    return Change(
        change_id=make_id("change", later.revision_id, earlier.revision_id, place),
        revision_id=later.revision_id,
        earlier_id=earlier.revision_id,
        place=place,
        what=found.what,
        before=found.before,
        after=found.after,
        said=found.said,
        method=METHOD,
    )
