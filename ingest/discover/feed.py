"""One feed document of any format, read: RSS, Atom, JSON Feed. Not sitemaps, and nothing is asked of the web here."""

from dataclasses import replace
from datetime import datetime

from ingest.discover.channel import ParsedChannel
from ingest.discover.document import Document, open_document, page_title, with_ampersands
from ingest.discover.jsonfeed import read_json
from ingest.discover.loose import read_loose
from ingest.discover.wellformed import NotWellFormed, read_wellformed
from ingest.model import Refused

_MAX_MENDED_TAGS = 1_500_000  # libxml2 keeps what it mends: 220 bytes a tag


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
    if isinstance(channel, Refused):
        return channel
    notes = "; ".join(note for note in (document.detail, channel.detail) if note)
    return replace(channel, detail=notes or None)


def _read_xml(document: Document, url: str, seen_at: datetime | None) -> ParsedChannel | Refused:
    """Strict first: it is fast and exact. Then once more with ampersands escaped, then the tolerant reader, and for what is too
    long for it the mending one."""
    try:
        strict = read_wellformed(document.text, url=url, root=document.root, seen_at=seen_at)
    except NotWellFormed as problem:
        return _read_broken(document, url, seen_at, str(problem))
    return strict or Refused(reason="not_a_feed", detail=f"<{document.root}> without anything of a feed in it")


def _read_mended(text: str, url: str, root: str, seen_at: datetime | None) -> ParsedChannel | None:
    try:
        return read_wellformed(text, url=url, root=root, seen_at=seen_at)
    except NotWellFormed:
        return None


def _read_broken(document: Document, url: str, seen_at: datetime | None, problem: str) -> ParsedChannel | Refused:
    text, root = with_ampersands(document.text), document.root
    channel = _read_mended(text, url, root, seen_at) if text != document.text else None
    if channel is not None:
        return replace(channel, detail=f"broken XML: {problem}")
    channel = read_loose(text, url=url, root=root, seen_at=seen_at)
    if channel is None and text.count("<") <= _MAX_MENDED_TAGS:
        channel = read_wellformed(text, url=url, root=root, seen_at=seen_at, is_mending=True)
    if channel is None or not channel.items:
        return Refused(reason="not_a_feed", detail=f"broken XML without an entry that could be read: {problem}")
    return replace(channel, detail=f"broken XML: {problem}")
