"""A page, a feed entry and an article in which a test names only what it is about. Not a test."""

from datetime import UTC, datetime

from ingest.model import Article, FeedEntry, Page

FETCHED = datetime(2025, 4, 1, 12, 0, tzinfo=UTC)


def page(html: bytes | str, **given) -> Page:
    known = {
        "url": "https://www.bayview-post.example/2025/03/07/harbour-fire",
        "content_type": None,
        "run_id": "run",
        "source_id": "bayview",
        "capture_id": "cap",
        "outlet": "Bayview Post",
        "fetched_at": FETCHED,
        "entry": None,
    }
    return Page(**{**known, "html": html.encode() if isinstance(html, str) else html, **given})


def entry(url: str, published_at: datetime | None, **given) -> FeedEntry:
    known = {
        "entry_id": "ent",
        "run_id": "run",
        "source_id": "bayview",
        "channel": "feed",
        "channel_url": "https://www.bayview-post.example/feed",
        "canonical_url": url,
        "article_id": "art",
        "guid": None,
        "title": None,
        "summary": None,
        "content": None,
        "authors": (),
        "language": None,
        "published_raw": None,
        "updated_at": None,
        "discovered_at": FETCHED,
    }
    return FeedEntry(**{**known, "url": url, "published_at": published_at, **given})


def article(text: str, **given) -> Article:
    """Of which nothing is known but this: nobody wrote it, and no page dates it."""
    known = {
        "article_id": "art",
        "revision_id": "rev",
        "run_id": "run",
        "source_id": "bayview",
        "capture_id": None,
        "url": "https://www.bayview-post.example/1",
        "canonical_url": given.get("url", "https://www.bayview-post.example/1"),
        "outlet": "Bayview Post",
        "title": None,
        "subtitle": None,
        "section": None,
        "kind": "article",
        "text_source": "page",
        "authors": (),
        "published_at": None,
        "published_precision": "minute" if given.get("published_at") else "none",
        "published_evidence": None,
        "modified_at": None,
        "language": "en",
        "language_confidence": None,
        "word_count": len(text.split()),
        "is_short": False,
        "text_hash": "text",
        "fetched_at": FETCHED,
        "arrived_at": given.get("published_at") or given.get("fetched_at", FETCHED),
        "extractor": "test",
    }
    return Article(**{**known, "text": text, **given})
