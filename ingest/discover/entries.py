"""From what channels said to the records of a run: FeedEntry, or Rejection where an item has no usable link."""

from collections.abc import Iterable

from ingest.discover.channel import Item, ParsedChannel
from ingest.discover.links import is_front_page
from ingest.ids import make_id
from ingest.model import Channel, FeedEntry, PlannedFetch, Poll, Rejection
from ingest.text import clean_line
from ingest.urls import article_id, canonical_url

_URL_LIMIT, _DETAIL_LIMIT = 2_000, 300


def channel_of(channel: ParsedChannel, item: Item | None = None) -> Channel:
    """What kind of channel a document is, or one item of it: only the entries with news tags are news."""
    if channel.format in ("rss", "atom", "json"):
        return "feed"
    is_news = channel.format == "news_sitemap" if item is None else item.is_news
    return "news_sitemap" if is_news else "sitemap"


def records_of(
    channel: ParsedChannel, items: Iterable[Item], *, planned: PlannedFetch, poll: Poll
) -> tuple[list[FeedEntry], list[Rejection]]:
    """The records of a document's items; `poll` is the look at it."""
    entries, rejections = [], []
    for item in items:
        canonical = canonical_url(item.url) if item.url and not is_front_page(item.url) else None
        if item.url is None or canonical is None:
            rejections.append(_rejection(item, poll))
        else:
            entries.append(_entry(channel, item, (item.url, canonical), planned, poll))
    return entries, rejections


def ids_of(items: Iterable[Item]) -> frozenset[str]:
    """The article ids of the items that have a usable link."""
    links = (canonical_url(item.url) for item in items if item.url)
    return frozenset(article_id(link) for link in links if link)


def _entry(channel: ParsedChannel, item: Item, urls: tuple[str, str], planned: PlannedFetch, poll: Poll) -> FeedEntry:
    link, canonical = urls
    # The identity is the item as it stands in its channel: seen again unchanged it is the same row, changed a new one.
    said = (item.guid, item.title, item.summary, item.content, item.published.raw, item.updated.raw)
    return FeedEntry(
        entry_id=make_id("entry", poll.source_id, poll.url, link, *said),
        run_id=poll.run_id,
        source_id=poll.source_id,
        channel=channel_of(channel, item),
        channel_url=poll.url,
        url=link,
        canonical_url=canonical,
        article_id=article_id(canonical),
        guid=item.guid,
        title=item.title,
        summary=item.summary,
        content=item.content,
        authors=item.authors,
        language=item.language or channel.language or planned.language or None,
        published_at=item.published.at,
        published_raw=item.published.raw,
        updated_at=item.updated.at,
        discovered_at=poll.polled_at,
    )


def _rejection(item: Item, poll: Poll) -> Rejection:
    said = item.link or item.guid or item.title or ""
    article = make_id("article", "no link", poll.source_id, poll.url, said, item.title, item.published.raw)
    what = "leads to a front page" if item.url else "is no web address"
    problem = f"{item.link!r} {what}" if item.link else "no link"
    detail = f"{problem}; in {poll.url}; guid {item.guid!r}, title {item.title!r}"
    return Rejection(
        rejection_id=make_id("rejection", poll.run_id, article, "discover"),
        run_id=poll.run_id,
        source_id=poll.source_id,
        article_id=article,
        url=clean_line(said, _URL_LIMIT),
        stage="discover",
        outcome="rejected",
        reason="bad_url",
        detail=clean_line(detail, _DETAIL_LIMIT),
        capture_id=poll.capture_id,
        published_at=item.published.at,
        rejected_at=poll.polled_at,
    )


def once_each(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """One entry per article and document, the first there. What several channels say of one article stays apart: which
    channel is believed is decided where pages are chosen, and whether two polls of a feed overlap needs all of them."""
    first: dict[tuple[str, str], FeedEntry] = {}
    for entry in entries:
        first.setdefault((entry.channel_url, entry.article_id), entry)
    return tuple(first.values())
