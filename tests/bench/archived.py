"""Pages of the sample as the pipeline meets them: in the WARC archive, as feed entries, as `Page`s. Measures only how
fast the archive takes them and gives them back."""

import gzip
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.archive import Exchange, WarcWriter, read
from ingest.ids import make_id
from ingest.model import FeedEntry, Page
from ingest.urls import article_id, canonical_url, host_of
from tests.bench.material import Row, html_of, url_of

SOURCE = "bench"
FETCHED_AT = datetime(
    2026, 11, 1, tzinfo=UTC
)  # after all pages of the sets, so that no date on them lies in the future


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where one page lies."""

    url: str
    warc_file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving:
    """Seconds of one pass (writing waits for the disk at each page), and how many bytes the pages have, decoded."""

    write_s: float
    read_s: float
    html_bytes: int


def put(rows: Sequence[Row], pages: Path, archive: Path, name: str = "bench") -> tuple[tuple[Archived, ...], Archiving]:
    """The pages into the archive, gzipped as servers send them, and back."""
    exchanges = [_exchange(canonical_url(url_of(row)) or url_of(row), html_of(row, pages)) for row in rows]
    began = time.perf_counter()
    with WarcWriter(archive, name) as warc:
        places = [warc.write(exchange) for exchange in exchanges]
    written = time.perf_counter()
    sizes = [len(read(archive, *place).body) for place in places]
    done = time.perf_counter()
    archived = (
        Archived(url=exchange.url, warc_file=file, offset=offset)
        for exchange, (file, offset) in zip(exchanges, places, strict=True)
    )
    return tuple(archived), Archiving(write_s=written - began, read_s=done - written, html_bytes=sum(sizes))


def _exchange(url: str, html: bytes) -> Exchange:
    return Exchange(
        url=url,
        fetched_at=FETCHED_AT,
        ip_address="192.0.2.1",
        request=b"GET / HTTP/1.1\r\n\r\n",
        status_line=b"HTTP/1.1 200 OK",
        headers=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")),
        body=gzip.compress(html, 6),
        truncated=None,
    )


def page(archive: Path, at: Archived, entry: FeedEntry | None = None, run_id: str = "bench") -> Page:
    """The page as `process` hands it to a worker, its bytes read from the archive."""
    return Page(
        url=at.url,
        html=read(archive, at.warc_file, at.offset).body,
        content_type=None,
        run_id=run_id,
        source_id=SOURCE,
        capture_id=None,
        outlet=host_of(at.url),
        fetched_at=FETCHED_AT,
        entry=entry,
    )


def entry(at: Archived, run_id: str) -> FeedEntry:
    """A feed item that says nothing but the address."""
    canonical = canonical_url(at.url) or at.url
    return FeedEntry(
        entry_id=make_id("entry", SOURCE, at.url),
        run_id=run_id,
        source_id=SOURCE,
        channel="feed",
        channel_url="https://unknown.example/feed",
        url=at.url,
        canonical_url=canonical,
        article_id=article_id(canonical),
        guid=None,
        title=None,
        summary=None,
        content=None,
        authors=(),
        language=None,
        published_at=None,
        published_raw=None,
        updated_at=None,
        discovered_at=FETCHED_AT,
    )
