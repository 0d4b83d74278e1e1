"""What the newsroom announces: RSS 2.0, Atom, JSON Feed, news sitemaps and dated sitemaps. Not the pages themselves.

A feed holds an outlet's latest items only, a news sitemap its last two days; older stories stand in the dated sitemaps."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.utils import format_datetime
from html import escape

from seeds.newsroom.stories import FeedKind, Outlet, Story

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_NS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS_REACH = timedelta(days=2)


def feed(outlet: Outlet, stories: Sequence[Story], base_url: str) -> tuple[str, str]:
    """(content type, document) of the outlet's feed; `stories` are newest first."""
    content_type, write = _FEEDS[outlet.feed_kind]
    return content_type, write(outlet, stories[: outlet.feed_items], base_url)


def in_news_sitemap(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories of the two days before the outlet's newest: Google's limit for a news sitemap."""
    newest = max(story.published for story in stories)
    return tuple(story for story in stories if story.published > newest - NEWS_REACH)


def news_sitemap(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(base_url + s.path)}</loc><news:news><news:publication><news:name>{escape(outlet.name)}"
        f"</news:name><news:language>{s.language}</news:language></news:publication><news:publication_date>"
        f"{s.published.isoformat()}</news:publication_date><news:title>{escape(s.title)}</news:title></news:news></url>\n"
        for s in in_news_sitemap(stories)
    )
    return f"{XML}<urlset {SITEMAP_NS} {NEWS_NS}>\n{rows}</urlset>\n"


def dated_sitemaps(outlet: Outlet, stories: Sequence[Story], base_url: str) -> Iterator[tuple[str, str]]:
    """(file, document) of the index and of each sub-sitemap; a sub-sitemap's period is the outlet's local one."""
    assert outlet.sitemap_index
    assert outlet.sitemap_file
    periods: dict[str, list[Story]] = {}
    for story in stories:
        periods.setdefault(f"{story.published:{_PERIODS[outlet.sitemap_by or 'day']}}", []).append(story)
    files = {outlet.sitemap_file.format(period=period): held for period, held in periods.items()}
    yield outlet.sitemap_index, _sitemap_index(outlet, files, base_url)
    for file, held in files.items():
        yield file, _urlset(held, base_url)


_PERIODS = {"day": "%Y-%m-%d", "month": "%Y-%m"}


def _sitemap_index(outlet: Outlet, files: dict[str, list[Story]], base_url: str) -> str:
    rows = "".join(
        f"<sitemap><loc>{escape(f'{base_url}/{outlet.id}/{file}')}</loc>"
        f"<lastmod>{max(s.updated for s in held).isoformat()}</lastmod></sitemap>\n"
        for file, held in files.items()
    )
    return f"{XML}<sitemapindex {SITEMAP_NS}>\n{rows}</sitemapindex>\n"


def _urlset(stories: Sequence[Story], base_url: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(base_url + s.path)}</loc><lastmod>{s.updated.isoformat()}</lastmod></url>\n"
        for s in stories
    )
    return f"{XML}<urlset {SITEMAP_NS}>\n{rows}</urlset>\n"


def _rss(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{escape(base_url + s.path)}</link>"
        f'<guid isPermaLink="false">{outlet.id}-{s.number}</guid><pubDate>{format_datetime(s.published)}</pubDate>'
        f"{''.join(f'<dc:creator>{escape(name)}</dc:creator>' for name in s.authors)}"
        f"<category>{escape(s.section)}</category><description>{escape(s.summary)}</description></item>\n"
        for s in stories
    )
    home = f"{base_url}/{outlet.id}/"
    return (
        f'{XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>{escape(outlet.name)}</title><link>{home}</link><description>{escape(outlet.tagline)}"
        f"</description><language>{outlet.language}</language>"
        f'<atom:link rel="self" type="application/rss+xml" href="{escape(home + outlet.feed_file)}"/>\n'
        f"{items}</channel></rss>\n"
    )


def _atom(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    entries = "".join(
        f"<entry><id>tag:{outlet.id}.example,2025:{s.number}</id><title>{escape(s.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(base_url + s.path)}"/>'
        f"<published>{s.published.isoformat()}</published><updated>{s.updated.isoformat()}</updated>"
        f"{''.join(f'<author><name>{escape(name)}</name></author>' for name in s.authors)}"
        f'<summary type="text">{escape(s.summary)}</summary></entry>\n'
        for s in stories
    )
    home = f"{base_url}/{outlet.id}/"
    return (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><id>tag:{outlet.id}.example,2025:'
        f"feed</id><title>{escape(outlet.name)}</title><updated>{max(s.updated for s in stories).isoformat()}</updated>"
        f'<author><name>{escape(outlet.name)}</name></author><link href="{home}"/>'
        f'<link rel="self" href="{escape(home + outlet.feed_file)}"/>\n{entries}</feed>\n'
    )


def _json_feed(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    home = f"{base_url}/{outlet.id}/"
    items = [
        {
            "id": f"{outlet.id}-{s.number}",
            "url": base_url + s.path,
            "title": s.title,
            "summary": s.summary,
            "content_text": s.summary,
            "date_published": s.published.isoformat(),
            "date_modified": s.updated.isoformat(),
            "authors": [{"name": name} for name in s.authors],
            "language": s.language,
        }
        for s in stories
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "language": outlet.language}
    places = {"home_page_url": home, "feed_url": home + outlet.feed_file}
    return json.dumps({**head, **places, "items": items}, ensure_ascii=False, indent=1)


_FEEDS: dict[FeedKind, tuple[str, Callable[[Outlet, Sequence[Story], str], str]]] = {
    "rss": ("application/rss+xml; charset=utf-8", _rss),
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "json": ("application/feed+json; charset=utf-8", _json_feed),
}
