"""What one feed or sitemap document says, whatever its format. Not what a run makes of it (`choose`, `entries`)."""

from dataclasses import dataclass
from typing import Literal

from ingest.discover.instants import Instant

Format = Literal["rss", "atom", "json", "sitemap", "news_sitemap", "sitemap_index"]

MAX_ENTRIES = 10_000  # of one feed; the rest are counted
MAX_LOCATIONS = 50_000  # of one sitemap: the protocol's own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry as its channel gave it. `url` is absolute, or None where no link could be made of `link` (as written).
    `published` and `updated` hold what could be read of the raw text; title, summary and authors are plain text."""

    link: str | None
    url: str | None
    guid: str | None
    title: str | None
    summary: str | None
    content: str | None
    authors: tuple[str, ...]
    language: str | None
    published: Instant
    updated: Instant
    is_news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubSitemap:
    """One line of a sitemap index; `url` is absolute."""

    url: str
    changed: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedChannel:
    """One document, read. `items` in document order, `left_out` how many more it held than we take; `children` of a
    sitemap index. `next_url` pages a feed, `archive_url` is RFC 5005's prev-archive; `is_complete` is its fh:complete.
    `detail` says what was wrong with a document that could be read all the same."""

    format: Format
    items: tuple[Item, ...] = ()
    children: tuple[SubSitemap, ...] = ()
    left_out: int = 0
    language: str | None = None
    next_url: str | None = None
    archive_url: str | None = None
    is_complete: bool = False
    detail: str | None = None
