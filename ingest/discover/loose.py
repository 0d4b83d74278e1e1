"""Feeds that are not well-formed XML, read by feedparser. Well-formed ones never come here (`wellformed`).

feedparser is driven with what it is good at, tolerance, and without the rest: no sanitising and no URI resolving (both
quadratic on some input), never a bare string or bytes (it would open a file or URL of that name), dates and links read
by us from what it kept as written. Its time grows with the length of the text, so that is bounded here."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser

from ingest.discover.channel import MAX_ENTRIES, Format, ParsedChannel
from ingest.discover.fields import Fields, item_of, primary_language
from ingest.discover.links import absolute, base_of, is_web_link

# 2 s for news of this length, 4 s for the worst of tags; it takes 25 µs and more for every tag, whatever it holds.
_MAX_LENGTH, _MAX_TAGS = 2_000_000, 150_000
_ITEM = re.compile(r"<(item|entry)(?=[\s>])")
_PUBLISHED, _UPDATED = ("published", "created"), ("updated",)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read_loose(text: str, *, url: str, root: str, seen_at: datetime | None) -> ParsedChannel | None:
    """The channel in `text`; None where feedparser finds no entry, or would take too long to look."""
    if len(text) > _MAX_LENGTH or text.count("<") > _MAX_TAGS:
        return None
    parsed = feedparser.parse(
        BytesIO(_closed(text).encode()),
        response_headers=dict(_HEADERS),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries, head = parsed.entries, dict(parsed.feed)
    if not entries:
        return None
    language = primary_language(head.get("language"))
    is_dated_by_dc = "<dc:date>" in text and "<pubDate" not in text  # feedparser calls dc:date an update
    form: Format = "atom" if root in ("feed", "entry") else "rss"
    base = base_of(head.get("link") if form == "rss" else None, url)
    ways = {str(link.get("rel")): link.get("href") for link in reversed(head.get("links", []))}
    return ParsedChannel(
        format=form,
        items=tuple(
            item_of(_fields(entry, is_dated_by_dc), base=base, language=language, seen_at=seen_at)
            for entry in entries[:MAX_ENTRIES]
        ),
        left_out=max(0, len(entries) - MAX_ENTRIES),
        language=language,
        next_url=absolute(url, ways.get("next")),
        archive_url=absolute(url, ways.get("prev-archive")),
        is_complete="fh_complete" in head,
    )


def _closed(text: str) -> str:
    """The text with every item ended before the next begins: feedparser would make one of the two, and lose a link."""
    parts = _ITEM.split(text)  # before, then (name, rest) for each item
    for at in range(1, len(parts) - 2, 2):
        if f"</{parts[at]}" not in parts[at + 1]:
            parts[at + 1] += f"</{parts[at]}>"
    return "".join(part if at % 2 == 0 else f"<{part}" for at, part in enumerate(parts))


def _fields(entry: dict[str, Any], is_dated_by_dc: bool) -> Fields:
    # dict.get: FeedParserDict's own passes `published` off as `updated`.
    said = {key: dict.get(entry, key) for key in dict.keys(entry)}
    contents = [each.get("value") for each in said.get("content") or ()]
    names = [each.get("name") or each.get("email") or "" for each in said.get("authors") or ()]
    return Fields(
        links=_links(said),
        guid=said.get("id"),
        title=said.get("title"),
        summary=said.get("summary"),
        content=next((value for value in contents if value), None),
        authors=names or [said.get("author") or ""],
        language=said.get("language"),
        published=[raw for key in (*_PUBLISHED, *(_UPDATED if is_dated_by_dc else ())) if (raw := said.get(key))],
        updated=[raw for key in (() if is_dated_by_dc else _UPDATED) if (raw := said.get(key))],
    )


def _links(said: dict[str, Any]) -> list[str]:
    alternates = [link.get("href") for link in said.get("links") or () if link.get("rel", "alternate") == "alternate"]
    candidates = [said.get("feedburner_origlink"), said.get("pheedo_origlink"), said.get("link"), *alternates]
    guid = said.get("id")
    return [link for link in [*candidates, guid if is_web_link(guid) else None] if link]
