"""What sort of page this is. Not whether it is an article at all (`refusals`)."""

from ingest.extract.seen import Seen
from ingest.model import PageKind


def kind(seen: Seen, text: str, word_count: int) -> PageKind:
    """An article, a flash of very few words, a live blog, a gallery or a video page."""
    return "article"
