"""One feed document of any format, read: RSS, Atom, JSON Feed. Not sitemaps, and nothing is asked of the web here."""

from dataclasses import replace
from datetime import datetime

from ingest.discover.channel import ParsedChannel
from ingest.discover.document import Document, open_document, page_title
from ingest.discover.jsonfeed import read_json
from ingest.discover.loose import MAX_LENGTH, read_loose
from ingest.discover.wellformed import read_wellformed
from ingest.model import Refused


def parse_feed(
    body: bytes, *, url: str, content_type: str | None, seen_at: datetime | None = None
) -> ParsedChannel | Refused:
    """The channel that `body` holds; `url` is where it came from, `seen_at` when (dates after it are not believed).

    Refused: `not_a_feed` (an HTML page, other XML, nothing), `too_large`, `bad_encoding`; the detail says what came."""
    document = open_document(body, content_type=content_type)
    return document if isinstance(document, Refused) else read_feed(document, url=url, seen_at=seen_at)


def read_feed(document: Document, *, url: str, seen_at: datetime | None) -> ParsedChannel | Refused:
    """The channel in an opened document."""
    if document.shape == "json":
        return read_json(document.text, url=url, seen_at=seen_at)
    if document.shape == "html":
        return Refused(reason="not_a_feed", detail=f"an HTML page, {page_title(document.text)}")
    if document.shape != "feed":
        return Refused(reason="not_a_feed", detail=f"no feed begins with {document.text[:60]!r}")
    channel = _read_xml(document, url, seen_at)
    if channel is None:
        return Refused(reason="not_a_feed", detail=f"<{document.root}> without anything of a feed in it")
    notes = "; ".join(note for note in (document.detail, channel.detail) if note)
    return replace(channel, detail=notes or None)


def _read_xml(document: Document, url: str, seen_at: datetime | None) -> ParsedChannel | None:
    """Strict first: it is fast and exact. Then the tolerant reader; past its length the mending one."""
    strict = read_wellformed(document.text, url=url, root=document.root, seen_at=seen_at)
    if strict:
        return strict
    loose = None
    if len(document.text) <= MAX_LENGTH:
        loose = read_loose(document.text, url=url, root=document.root, seen_at=seen_at)
    return loose or read_wellformed(document.text, url=url, root=document.root, seen_at=seen_at, is_mending=True)
