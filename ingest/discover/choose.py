"""Pure decisions of discovery: which entries belong to a run, which sub-sitemaps and further pages to ask for.

What a channel states is decided on; what it leaves open may belong. Local days reach from UTC+14 to UTC-12, so a day
without a time may hold instants of the UTC days beside it; so may the sitemap of that day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.discover.channel import Item, ParsedChannel, SubSitemap
from ingest.discover.links import is_front_page
from ingest.model import Run, Window

MAX_DEPTH = 3  # of sitemap indexes in each other
MAX_VISITS = 50  # documents a source is asked for in one run, beyond those planned

_EAST, _WEST, _DAY = timedelta(hours=14), timedelta(hours=12), timedelta(days=1)
_NEAR_URL_DATE = timedelta(days=3)  # an article's URL may bear the day it was begun
_NEWEST_DAYS = 2
_RECENT_CHILDREN, _UNDATED_CHILDREN = 5, 3
_SMALL_UNDATED = 200  # a list so short without any date is the list of the latest

_DAY_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])(?!\d)")
_YEAR_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_QUERY_DATE = re.compile(r"\by{1,4}(?:ear)?=(\d{4})&m{1,2}(?:onth)?=(\d{1,2})(?:&d{1,2}(?:ay)?=(\d{1,2}))?(?!\d)")
_ARTICLE_DAY = re.compile(r"/((?:19|20)\d\d)([-/])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_-])")
# What WordPress and its sitemap plugins call the lists of what is no article.
_NO_ARTICLES = re.compile(
    r"/(?:wp-sitemap-(?:taxonomies-|users-|posts-page-)|(?:category|post_tag|tag|author|page|attachment)-sitemap\d*\.xml)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The instants that something may stand for, both ends inclusive, UTC."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was taken of a document, and a note on what was not (None: all of it). `elsewhere`: entries of which the
    document itself says that they were published outside the window."""

    items: tuple[Item, ...] = ()
    elsewhere: tuple[Item, ...] = ()
    children: tuple[SubSitemap, ...] = ()
    note: str | None = None


def publication_window(run: Run) -> Window | None:
    """The window in which articles must have been published; None in a watch, which owns discovery, or without one."""
    if run.kind == "watch" or run.window_start is None or run.window_end is None:
        return None
    return Window(start=run.window_start, end=run.window_end)


def items_for(channel: ParsedChannel, window: Window | None, *, is_of_day: bool) -> Choice:
    """The entries of one document that may belong. `is_of_day`: the document is a sitemap whose own address dates it
    into the window, so entries of it without a date may belong."""
    is_plain = channel.format == "sitemap"
    items = tuple(item for item in channel.items if not (is_plain and item.url and is_front_page(item.url)))
    if window is None:
        return newest_items(items) if is_plain else Choice(items=items)
    kept = tuple(item for item in items if may_belong(item, window, is_plain=is_plain, is_of_day=is_of_day))
    undated = sum(is_plain and not item.updated.latest and not article_span(item.url) for item in items)
    note = f"{undated} without any date left out" if undated and not is_of_day else None
    taken = set(map(id, kept))
    elsewhere = tuple(item for item in items if item.published.at and id(item) not in taken)
    return Choice(items=kept, elsewhere=elsewhere, note=note)


def may_belong(item: Item, window: Window, *, is_plain: bool, is_of_day: bool) -> bool:
    """Whether an entry can have been published in the window, as far as its channel says."""
    said = item.published
    if said.earliest and said.latest:
        return said.earliest < window.end and said.latest >= window.start
    if item.updated.latest and item.updated.latest < window.start:
        return False  # nothing is published after its last change
    if not is_plain:
        return True
    if span := article_span(item.url):
        return span.earliest - _NEAR_URL_DATE < window.end and span.latest + _NEAR_URL_DATE >= window.start
    return bool(item.updated.latest) or is_of_day


def newest_items(items: Sequence[Item]) -> Choice:
    """Of a plain sitemap: the entries of the two newest days that it holds itself; all of a short one without dates."""
    days = _newest_days(items)
    if not days:
        is_short = len(items) <= _SMALL_UNDATED
        return Choice(items=tuple(items)) if is_short else Choice(note=f"{len(items)} without any date left out")
    kept = tuple(item for item in items if _day_of(item) in days)
    return Choice(
        items=kept, note=f"{len(items) - len(kept)} before {min(days)} left out" if len(kept) < len(items) else None
    )


def newest_of_all(documents: Sequence[Sequence[Item]]) -> list[tuple[Item, ...]]:
    """The same over the plain sitemaps of one index, taken together: last month's list has newest days, too."""
    days = _newest_days([item for items in documents for item in items])
    return [tuple(item for item in items if (day := _day_of(item)) is None or day in days) for items in documents]


def _newest_days(items: Iterable[Item]) -> list[str]:
    return sorted({day for item in items if (day := _day_of(item))}, reverse=True)[:_NEWEST_DAYS]


def _day_of(item: Item) -> str | None:
    """The day by which a sitemap's entry is ranked: as its URL bears it, else its last change."""
    moment = item.published.at or item.updated.at or item.updated.earliest
    if not moment and (span := article_span(item.url)):
        moment = span.earliest + _EAST
    return f"{moment:%Y-%m-%d}" if moment else None


def children_for(channel: ParsedChannel, window: Window | None, *, visits_left: int) -> Choice:
    """The sub-sitemaps of an index to ask for, in order, at most `visits_left`."""
    lists = [child for child in channel.children if not _NO_ARTICLES.search(child.url)]
    chosen = _children_in(lists, window) if window else _newest_children(lists)
    taken = tuple(chosen[:visits_left])
    parts = [f"index of {len(channel.children)}, {len(taken)} asked for"]
    if len(chosen) > len(taken):
        parts.append(f"{len(chosen) - len(taken)} more might hold entries: over {MAX_VISITS} visits")
    return Choice(children=taken, note="; ".join(parts))


def _children_in(children: Iterable[SubSitemap], window: Window) -> list[SubSitemap]:
    """Those that may hold articles of the window: dated ones first, then by last change (the list that was closed soonest
    after the window is the likeliest), then those that say nothing."""
    ranked = []
    for child in children:
        span, changed = sitemap_span(child), child.changed.latest
        if span and not (span.earliest < window.end and span.latest >= window.start):
            continue
        if changed and changed < window.start:
            continue
        ranked.append(((0 if span else 1 if changed else 2, changed or window.end), child))
    return [child for _, child in sorted(ranked, key=lambda pair: pair[0])]


def _newest_children(children: Sequence[SubSitemap]) -> list[SubSitemap]:
    """The two newest periods by the date in the address; else those changed last; and the few that bear no date."""
    by_span: dict[datetime, list[SubSitemap]] = {}
    changed, undated = [], []
    for child in children:
        if span := sitemap_span(child):
            by_span.setdefault(span.earliest, []).append(child)
        elif child.changed.earliest:
            changed.append((child.changed.earliest, child))
        else:
            undated.append(child)
    newest = [child for start in sorted(by_span, reverse=True)[:_NEWEST_DAYS] for child in by_span[start]]
    last = max((at for at, _ in changed), default=None)
    recent = [pair for pair in changed if last and pair[0] > last - _NEWEST_DAYS * _DAY]
    newest += [child for _, child in sorted(recent, key=lambda pair: pair[0], reverse=True)[:_RECENT_CHILDREN]]
    if not newest or len(undated) <= _UNDATED_CHILDREN:
        # Numbered lists without any date grow at one of their ends.
        newest += undated if len(undated) <= _UNDATED_CHILDREN else [undated[0], undated[-1]]
    return newest


def sitemap_span(child: SubSitemap) -> Span | None:
    """The time that a sub-sitemap's address says it covers; None where it says nothing, or what its lastmod belies."""
    span = _span_in(child.url)
    belied = span and child.changed.latest and child.changed.latest < span.earliest
    return None if belied else span


def _span_in(url: str) -> Span | None:
    tail = re.sub(r"\Ahttps?://[^/]*", "", url)
    if found := _QUERY_DATE.search(tail):
        year, month = int(found[1]), int(found[2])
        return _span([(year, month, int(found[3]))], _DAY) if found[3] else _month_span(year, month)
    if days := [(int(found[1]), int(found[3]), int(found[4])) for found in _DAY_IN_URL.finditer(tail)]:
        return _span(days, _DAY)
    if found := _MONTH_IN_URL.search(tail):
        return _month_span(int(found[1]), int(found[2]))
    if found := _YEAR_IN_URL.search(tail):
        return _span([(int(found[1]), 1, 1)], 366 * _DAY)
    return None


def _month_span(year: int, month: int) -> Span | None:
    return _span([(year, month, 1)], 31 * _DAY)


def article_span(url: str | None) -> Span | None:
    """The day that an article's address bears (`/2025/03/07/`, `/2025-03-07-`), as instants; None where it bears none."""
    found = _ARTICLE_DAY.search(url or "")
    return _span([(int(found[1]), int(found[3]), int(found[4]))], _DAY) if found else None


def _span(days: list[tuple[int, int, int]], length: timedelta) -> Span | None:
    try:
        dates = [datetime(*day, tzinfo=UTC) for day in days]
    except ValueError:  # the 31st of February is a number, not a day
        return None
    return Span(earliest=min(dates) - _EAST, latest=max(dates) + length + _WEST)


def further_page(channel: ParsedChannel, window: Window | None) -> str | None:
    """Where the feed goes on into the past, if the window may reach beyond this document: RFC 5005's archive, else the
    next page. A complete feed goes nowhere, and neither does one whose every entry is older than the window."""
    if window is None or channel.is_complete or not channel.items:
        return None
    latest = [item.published.latest or item.updated.latest for item in channel.items]
    if all(moment and moment < window.start for moment in latest):
        return None
    return channel.archive_url or channel.next_url
