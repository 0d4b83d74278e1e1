"""Who published the page, by its own word. Not the source that a person described in the sources file."""

from ingest.extract.candidates import Choice
from ingest.extract.seen import Seen


def outlet(seen: Seen) -> Choice[str]:
    """The outlet: the name in the sources file where the page came from one; what the page calls itself beside it."""
    return Choice(value=seen.page.outlet, source="sources file")
