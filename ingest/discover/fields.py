"""From the raw fields that any reader found in an entry to an `Item`: which link, which date, body or teaser."""

from dataclasses import dataclass, field
from datetime import datetime

from ingest.discover.channel import Item
from ingest.discover.instants import NO_INSTANT, Instant, read_instant
from ingest.discover.links import absolute, is_front_page
from ingest.discover.plain import SUMMARY_LIMIT, TITLE_LIMIT, person, plain, unmangled, words_in
from ingest.text import clean_line

_CONTENT_LIMIT = 1_000_000  # characters; a longer body is left to the page itself
_BODY_WORDS = 1_500  # characters of text that no teaser has
_CUT_MARKS = ("…", "...", "[…]", "[...]")
_GUID_LIMIT = 1_000


@dataclass(slots=True, kw_only=True)
class Fields:
    """What stands in one entry, as written; lists are in order of preference. `base` is where its links hang."""

    links: list[str] = field(default_factory=list)
    base: str | None = None
    guid: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    authors: list[str] = field(default_factory=list)
    language: str | None = None
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)


def item_of(fields: Fields, *, base: str, language: str | None, seen_at: datetime | None) -> Item:
    """The entry, read; `base` and `language` are the channel's. A link that is none stays in `link`, `url` is None."""
    link, url = _link(fields.links, fields.base or base)
    spoken = primary_language(fields.language) or language
    names = [name for raw in fields.authors if (name := person(raw))]
    return Item(
        link=link,
        url=url,
        guid=clean_line(fields.guid, _GUID_LIMIT) or None if fields.guid else None,
        title=plain(fields.title, TITLE_LIMIT),
        summary=plain(fields.summary, SUMMARY_LIMIT),
        content=body_of(fields.content, fields.summary),
        authors=tuple(dict.fromkeys(names)),
        language=spoken,
        published=first_instant(fields.published, seen_at, spoken),
        updated=first_instant(fields.updated, seen_at, spoken),
    )


def _link(links: list[str], base: str) -> tuple[str | None, str | None]:
    """The first link that can be asked for, a front page only where nothing else stands; where none can, the first as
    written."""
    home: tuple[str, str] | None = None
    for link in links:
        if url := absolute(base, link):
            if not is_front_page(url):
                return link, url
            home = home or (link, url)
    return home or ((links[0] if links else None), None)


def first_instant(raws: list[str], seen_at: datetime | None, language: str | None) -> Instant:
    """The first date that can be read, or a later one that says the same more exactly; else the first as written."""
    read = [read_instant(raw, seen_at=seen_at, language=language) for raw in raws if raw.strip()]
    said = [instant for instant in read if instant.earliest]
    if not said:
        return read[0] if read else NO_INSTANT
    return next((instant for instant in said if _is_finer(instant, said[0])), said[0])


def _is_finer(instant: Instant, than: Instant) -> bool:
    first, last = than.earliest, than.latest
    if first == last or not (first and last and instant.at and instant.at == instant.earliest == instant.latest):
        return False
    return first <= instant.at <= last


def body_of(content: str | None, summary: str | None) -> str | None:
    """The body that the feed itself carries, None where it carries a teaser: text that ends in a cut mark, or that is
    no longer than the summary. A summary long enough for a whole article is one."""
    for markup in (content, summary):
        if not markup or len(markup) > _CONTENT_LIMIT or len(markup) < 200:
            continue
        length = words_in(markup)
        is_longer = markup is content and length > words_in(summary or "") * 1.2 + 100
        if (is_longer or length >= _BODY_WORDS) and not _is_cut(markup):
            return unmangled(markup)
    return None


def _is_cut(markup: str) -> bool:
    end = plain(markup[-300:], 300) or ""
    return end.endswith(_CUT_MARKS)


def primary_language(tag: str | None) -> str | None:
    """`ar-SY`, `AR_sy` → `ar`; None for what is no language tag."""
    primary = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    if not (2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha()):
        return None
    return {"iw": "he", "in": "id", "ji": "yi"}.get(primary, primary)
