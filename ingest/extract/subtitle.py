"""The line under the title (standfirst, dek). Not the first paragraph of the text."""

from ingest.extract.candidates import Choice
from ingest.extract.seen import Seen


def subtitle(seen: Seen, headline: str | None) -> Choice[str]:
    """The subtitle, fit for one line."""
    return Choice(value=None, source=None)
