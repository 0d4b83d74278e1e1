"""How the tests put a text to the coder. Not a test."""

from datetime import date

from ingest.code import code
from ingest.model import Document, Event


def read(
    text: str,
    published: str | None = "2024-05-17",
    language: str | None = None,
    doc_id: str = "test",
    title: str | None = None,
) -> tuple[Event, ...]:
    """The events of a text published that day (a Friday, where nothing else is said)."""
    day = date.fromisoformat(published) if published else None
    document = Document(
        doc_id=doc_id, text=text, title=title, published_on=day, dateline=None, language=language, country=None
    )
    return code(document)
