"""The language of the text, and what the page claims. Not the words themselves."""

from ingest.extract.candidates import Choice
from ingest.extract.seen import Seen
from ingest.text import language_of

_SURE = 0.5  # below, the model's guess at a language gives way to what the page claims


def language(seen: Seen, text: str) -> Choice[tuple[str, float | None]]:
    """ISO 639-1 where there is a code, and how sure the model is of it (None: only the page says so)."""
    found, confidence = language_of(text)
    hint = seen.head.language or (seen.page.entry.language if seen.page.entry else None)
    if hint and (found is None or (confidence or 0.0) < _SURE):
        code = hint[:2].lower() if "-" in hint or "_" in hint else hint.lower()
        return Choice(value=(code, confidence if hint == found else None), source="html lang")
    return Choice(value=(found, confidence), source="text") if found else Choice(value=None, source=None)
