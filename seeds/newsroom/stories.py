"""The newsroom's outlets and stories, read from the files beside this module. Not how they look on the wire."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).resolve().parent

FeedKind = Literal["rss", "atom", "json"]
StoryKind = Literal["article", "copy", "update", "denial", "paywall", "soft_404", "not_found", "robots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented outlet. `path`, `sitemap_file` are `str.format` patterns; files are relative to the outlet's folder."""

    id: str
    name: str
    tagline: str
    country: str
    language: str
    path: str
    feed_kind: FeedKind
    feed_file: str
    feed_items: int
    news_sitemap: str | None
    sitemap_by: Literal["day", "month"] | None
    sitemap_index: str | None
    sitemap_file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One item that an outlet publishes. `published` and `updated` keep the outlet's own zone; `page_title` is what the
    page shows where that differs from the feed's title; `body` holds paragraphs, `## ` subheadings and `> ` quotations."""

    outlet: Outlet
    number: int
    slug: str
    section: str
    kind: StoryKind
    language: str
    title: str
    page_title: str
    summary: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    body: tuple[str, ...]

    @property
    def path(self) -> str:
        """Below the server's root, with a leading slash."""
        tail = self.outlet.path.format(
            number=self.number, slug=self.slug, section=self.section, published=self.published
        )
        return f"/{self.outlet.id}/{tail}"

    @property
    def published_at(self) -> datetime:
        return self.published.astimezone(UTC)

    @property
    def updated_at(self) -> datetime:
        return self.updated.astimezone(UTC)


def read_outlets() -> tuple[Outlet, ...]:
    table = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))
    return tuple(_outlet(row) for row in table["outlet"])


def read_stories(outlet: Outlet) -> tuple[Story, ...]:
    """The outlet's stories, newest first."""
    files = sorted((HERE / "articles" / outlet.id).glob("*.md"))
    return tuple(sorted((_story(outlet, file) for file in files), key=lambda s: s.published, reverse=True))


def _outlet(row: dict[str, Any]) -> Outlet:
    feed, sitemap = row["feed"], row.get("sitemap", {})
    return Outlet(
        id=row["id"],
        name=row["name"],
        tagline=row["tagline"],
        country=row["country"],
        language=row["language"],
        path=row["path"],
        feed_kind=feed["kind"],
        feed_file=feed["file"],
        feed_items=feed["items"],
        news_sitemap=row.get("news_sitemap"),
        sitemap_by=sitemap.get("by"),
        sitemap_index=sitemap.get("index"),
        sitemap_file=sitemap.get("file"),
    )


def _story(outlet: Outlet, file: Path) -> Story:
    _, head, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    row = tomllib.loads(head)
    return Story(
        outlet=outlet,
        number=row["number"],
        slug=file.stem,
        section=row["section"],
        kind=row.get("kind", "article"),
        language=row.get("language", outlet.language),
        title=row["title"],
        page_title=row.get("page_title", row["title"]),
        summary=row["summary"],
        authors=tuple(row.get("authors", ())),
        published=row["published"],
        updated=row.get("updated", row["published"]),
        body=tuple(part.strip() for part in body.split("\n\n") if part.strip()),
    )
