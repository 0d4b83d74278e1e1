"""Everything the newsroom answers, built once in memory: path and query → resource. Knows nothing of sockets."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from seeds.newsroom import channels, pages
from seeds.newsroom.stories import Outlet, Story, read_outlets, read_stories

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
HEADER = ("id", "name", "home_url", "country", "language", "feeds", "sitemaps", "items_per_week", "enabled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One answer: `etag` is quoted, as on the wire; `changed_at` is None where no Last-Modified is given."""

    body: bytes
    content_type: str
    etag: str
    changed_at: datetime | None
    status: int = 200


def build(base_url: str) -> dict[str, Resource]:
    """Every resource of the newsroom for a server at `base_url` (no trailing slash)."""
    outlets = read_outlets()
    site = {"/": _resource(pages.front_page(outlets), HTML), "/robots.txt": _robots(outlets, base_url)}
    for outlet in outlets:
        site.update(_outlet_resources(outlet, read_stories(outlet), base_url))
    return site


def missing() -> Resource:
    return _resource(pages.missing_page(), HTML, status=404)


def sources_csv(base_url: str) -> str:
    """A sources file for the newsroom served at `base_url`."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    rows.writerows(_source_row(outlet, base_url) for outlet in read_outlets())
    return text.getvalue()


def _source_row(outlet: Outlet, base_url: str) -> tuple[str, ...]:
    home = f"{base_url}/{outlet.id}/"
    sitemaps = " ".join(home + file for file in (outlet.news_sitemap, outlet.sitemap_index) if file)
    weekly = str(len(read_stories(outlet)))
    return (
        outlet.id,
        outlet.name,
        home,
        outlet.country,
        outlet.language,
        home + outlet.feed_file,
        sitemaps,
        weekly,
        "true",
    )


def _outlet_resources(outlet: Outlet, stories: Sequence[Story], base_url: str) -> Iterator[tuple[str, Resource]]:
    home, newest = f"/{outlet.id}/", max(s.updated_at for s in stories)
    yield home, _resource(pages.home_page(outlet, stories), HTML, newest)
    content_type, document = channels.feed(outlet, stories, base_url)
    yield home + outlet.feed_file, _resource(document, content_type, newest)
    if outlet.news_sitemap:
        yield home + outlet.news_sitemap, _resource(channels.news_sitemap(outlet, stories, base_url), XML, newest)
    if outlet.sitemap_by:
        for file, document in channels.dated_sitemaps(outlet, stories, base_url):
            yield home + file, _sitemap(file, document, newest)
    for story in stories:
        yield story.path, _page(story, stories, base_url)


def _page(story: Story, stories: Sequence[Story], base_url: str) -> Resource:
    if story.kind == "not_found":
        return missing()
    others = [s for s in stories if s is not story][:4]
    return _resource(pages.article_page(story, others, base_url), HTML, story.updated_at)


def _sitemap(file: str, document: str, changed_at: datetime) -> Resource:
    if not file.endswith(".gz"):
        return _resource(document, XML, changed_at)
    return _resource(gzip.compress(document.encode(), mtime=0), "application/gzip", changed_at)


def _robots(outlets: Sequence[Outlet], base_url: str) -> Resource:
    closed = "".join(f"Disallow: /{outlet.id}/archive-room/\n" for outlet in outlets)
    files = [(o.id, file) for o in outlets for file in (o.news_sitemap, o.sitemap_index) if file]
    maps = "".join(f"Sitemap: {base_url}/{outlet_id}/{file}\n" for outlet_id, file in files)
    return _resource(f"User-agent: *\n{closed}\n{maps}", "text/plain; charset=utf-8")


def _resource(text: str | bytes, content_type: str, changed_at: datetime | None = None, status: int = 200) -> Resource:
    body = text if isinstance(text, bytes) else text.encode()
    etag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
    return Resource(body=body, content_type=content_type, etag=etag, changed_at=changed_at, status=status)
