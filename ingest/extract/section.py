"""The part of the outlet in which the article stands ("World", "Politik"). Not its topics or tags."""

from ingest.extract.candidates import Choice
from ingest.extract.seen import Seen


def section(seen: Seen) -> Choice[str]:
    """The section as the outlet names it."""
    return Choice(value=None, source=None)
