"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and what calls itself so. Other JSON is refused."""

import html
import json
from datetime import datetime
from typing import Any

import msgspec

from ingest.discover.channel import MAX_ENTRIES, ParsedChannel
from ingest.discover.fields import Fields, item_of, primary_language
from ingest.discover.links import absolute, base_of, is_web_link
from ingest.model import Refused

_MAX_PARTS = 500_000  # objects and lists: a decoded one takes a hundred bytes and more


def read_json(text: str, *, url: str, seen_at: datetime | None) -> ParsedChannel | Refused:
    """The channel in `text`. Refused `not_a_feed`: no JSON, or JSON of another kind."""
    if (parts := text.count("{") + text.count("[")) > _MAX_PARTS:
        return Refused(reason="too_large", detail=f"{parts} objects and lists; more than {_MAX_PARTS} are not read")
    try:
        document = _decoded(text)
    except (ValueError, RecursionError) as problem:
        return Refused(reason="not_a_feed", detail=f"bad JSON: {problem}"[:200])
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list) or not _is_feed(document):
        return Refused(reason="not_a_feed", detail="JSON, but no JSON Feed")
    objects = [item for item in items if isinstance(item, dict)]
    language, base = primary_language(_text(document, "language")), base_of(_text(document, "home_page_url"), url)
    strange = len(items) - len(objects)
    return ParsedChannel(
        format="json",
        items=tuple(
            item_of(_fields(each), base=base, language=language, seen_at=seen_at) for each in objects[:MAX_ENTRIES]
        ),
        left_out=max(0, len(objects) - MAX_ENTRIES),
        language=language,
        next_url=absolute(url, _text(document, "next_url")),
        detail=f"{strange} items are no objects" if strange else None,
    )


def _decoded(text: str) -> Any:
    """The JSON; where it is none to the letter (half a character, a raw line end, NaN), read without these rules: one
    item's slip must not cost the others."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text, strict=False)


def _is_feed(document: dict[str, Any]) -> bool:
    return "jsonfeed.org" in str(document.get("version")) or "home_page_url" in document or "feed_url" in document


def _fields(item: dict[str, Any]) -> Fields:
    guid = _text(item, "id")
    links = [link for key in ("url", "external_url") if (link := _text(item, key))]
    plain = _text(item, "content_text")
    return Fields(
        links=links + ([guid] if guid and is_web_link(guid) else []),
        guid=guid,
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or (html.escape(plain, quote=False) if plain else None),
        authors=_authors(item),
        language=_text(item, "language"),
        published=[raw for raw in [_text(item, "date_published")] if raw],
        updated=[raw for raw in [_text(item, "date_modified")] if raw],
    )


def _authors(item: dict[str, Any]) -> list[str]:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    named = [each.get("name") if isinstance(each, dict) else each for each in listed]
    return [name for name in named if isinstance(name, str)]


def _text(holder: dict[str, Any], key: str) -> str | None:
    """A field as text: the format asks readers to take numbers as ids, too."""
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
