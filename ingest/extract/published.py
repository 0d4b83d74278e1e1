"""When the article was published: every dated place of the page, and which one is believed. Never the fetch time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from htmldate import find_date
from lxml.html import HtmlElement

from ingest.extract.candidates import Choice
from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.extract.seen import Seen
from ingest.model import Page, Precision

EARLIEST = date(1995, 1, 1)  # no news page is older than the web's first newspapers
AHEAD = timedelta(days=1)  # clocks and zones; beyond, a date is an announcement or a mistake

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "publish-date", "publishdate", "pubdate",
    "publication_date", "article.published",
    "published_time_telegram", "article_date_original", "originalpublicationdate", "citation_date",
    "bt:pubdate", "rnews:datepublished", "vr:published_time", "date", "last-published", "displaydate", "datecreated",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "dcterms.modified",
    "last-modified",
)
_TIME_PATHS = (
    ("time itemprop=datePublished", "//*[@itemprop='datePublished']/@datetime"),
    ("time pubdate", "//time[@pubdate]/@datetime"),
    ("time in the article's header", "//article//header//time/@datetime | //header[.//h1]//time/@datetime"),
    ("time marked as published", "//time[re:test(@class, 'publish|entry-date|posted')]/@datetime"),
    ("time after the headline", "//h1/following::time[@datetime][1]/@datetime"),
    ("time before the headline", "//h1/preceding::time[@datetime][1]/@datetime"),
)  # fmt: skip
_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_ISO = re.compile(
    r"^\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d?:?\d{0,2})?\s*$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\s*(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$")
_DATE_CHARACTERS = 100
_REGEXP = {"re": "http://exslt.org/regular-expressions"}
_KEPT_ZONE = re.compile(r"\(([+-]\d\d:\d\d)\)$")
_EPOCH = re.compile(r"^\s*(1[0-9]{9})(\d{3})?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One place that dates the article. `day` is the day as written there; `at` the instant in UTC, midnight of `day`
    where only a day is given. `evidence` names the place."""

    at: datetime
    day: date
    precision: Precision
    evidence: str
    is_zoned: bool

    def agrees(self, other: "Dated") -> bool:
        """The same day, as written or in UTC."""
        return bool({self.day, self.at.date()} & {other.day, other.at.date()})


def published(seen: Seen, text: str) -> Choice[Dated]:
    """When it was published (`value` None: undated), and every place that dates it."""
    found = _published(seen.page, seen.tree, seen.linked, seen.head)
    return Choice(value=found, source=found.evidence if found else None)


def _published(page: Page, tree: HtmlElement, linked: Linked, head: Head) -> Dated | None:
    """The date believed, None for an undated page. A stated time is believed when another place gives the same day;
    without any agreement the order of trust is JSON-LD, meta tags, the feed, the visible time, the address, htmldate."""
    stated = [dated for dated in _stated(page, tree, linked, head) if _is_possible(dated, page.fetched_at)]
    if believed := _agreed(stated, stated):
        return _finest(believed, stated)
    guesses = [dated for dated in _guessed(page, tree) if _is_possible(dated, page.fetched_at)]
    firm = [
        dated for dated in stated if not dated.evidence.startswith("time ")
    ]  # a <time> may be that of another piece
    believed = _agreed(stated, guesses) or next(iter([*firm, *guesses, *stated]), None)
    return _finest(believed, stated) if believed else None


def modified(seen: Seen, published_at: datetime | None) -> Choice[Dated]:
    """When the page says it was last changed, and every place that says so."""
    found = _modified(seen.page, seen.linked, seen.head, published_at)
    return Choice(value=found, source=found.evidence if found else None)


def _modified(page: Page, linked: Linked, head: Head, published_at: datetime | None) -> Dated | None:
    """When the page says it was last changed; None where it says nothing or something impossible."""
    for raw in (linked.modified, head.first(*_MODIFIED_METAS)):
        dated = read(raw, "modified") if raw else None
        if (
            dated
            and _is_possible(dated, page.fetched_at)
            and (published_at is None or dated.at >= published_at - AHEAD)
        ):
            return dated
    return None


def as_written(at: datetime, evidence: str | None) -> datetime:
    """The instant in the zone that its evidence keeps ("… (+03:00)"), else in UTC: its date is the day the outlet meant."""
    offset = _KEPT_ZONE.search(evidence or "")
    return at.astimezone(datetime.strptime(offset[1], "%z").tzinfo) if offset else at


def read(raw: str, evidence: str) -> Dated | None:
    """A date as machines write it (ISO 8601 and its misspellings, RFC 2822, Unix time); None for anything else."""
    raw = raw[:_DATE_CHARACTERS]
    if match := _EPOCH.match(raw):
        return _dated(datetime.fromtimestamp(int(match[1]), UTC), evidence)
    if match := _ISO.match(raw) or _COMPACT.match(raw):
        return _from_parts(match.groups(), evidence)
    try:
        return _dated(parsedate_to_datetime(raw.strip()), evidence)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _stated(page: Page, tree: HtmlElement, linked: Linked, head: Head) -> Iterator[Dated]:
    sources = [("json-ld datePublished", linked.published)]
    sources += [(f"meta {name}", value) for name in _PUBLISHED_METAS for value in head.metas.get(name, ())[:1]]
    for evidence, raw in sources:
        if raw and (dated := read(raw, evidence)):
            yield dated
    if page.entry and page.entry.published_at:
        yield _of_entry(page.entry.published_at, page.entry.published_raw or "")
    for evidence, path in _TIME_PATHS:
        for raw in tree.xpath(path, namespaces=_REGEXP)[:1]:
            if dated := read(str(raw), evidence):
                yield dated


def _of_entry(at: datetime, raw: str) -> Dated:
    """The feed's date as it was written there, which keeps its zone, where that reads as the same instant."""
    written = read(raw, "feed entry")
    return written if written and written.at == at else _dated(at, "feed entry")


def _guessed(page: Page, tree: HtmlElement) -> Iterator[Dated]:
    match = _URL_DAY.search(page.url)
    if match and (dated := read(f"{match['y']}-{match['m']}-{match['d']}", "url path")):
        yield dated
    latest = (page.fetched_at + AHEAD).strftime("%Y-%m-%d")
    found = find_date(tree, original_date=True, url=page.url, min_date=EARLIEST.isoformat(), max_date=latest)
    if found and (dated := read(found, "htmldate")):
        yield dated


def _agreed(stated: list[Dated], witnesses: list[Dated]) -> Dated | None:
    for dated in stated:
        if any(dated.agrees(w) for w in witnesses if _family(w) != _family(dated)):
            return dated
    return None


def _family(dated: Dated) -> str:
    # Two <time> elements, or two meta tags, come from one template and are wrong together.
    return dated.evidence.split(" ")[0]


def _finest(believed: Dated, stated: list[Dated]) -> Dated:
    """A time with a zone instead of one without, a time instead of a day, where another place gives it for that day."""
    finer = (dated for dated in stated if dated.precision == "minute" and dated.agrees(believed))
    return next((dated for dated in finer if _is_finer(dated, believed)), believed)


def _is_finer(dated: Dated, believed: Dated) -> bool:
    if believed.precision == "day":
        return True
    return dated.is_zoned and not believed.is_zoned and dated.at.minute == believed.at.minute


def _is_possible(dated: Dated, fetched_at: datetime) -> bool:
    return dated.day >= EARLIEST and dated.at <= fetched_at + AHEAD


def _from_parts(parts: tuple[str | None, ...], evidence: str) -> Dated | None:
    year, month, day, hour, minute, second = (int(part) if part else None for part in parts[:6])
    try:
        if hour is None:
            return _day(date(year or 0, month or 0, day or 0), evidence)
        naive = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second or 0, 59):02}"
        return _dated(datetime.fromisoformat(naive + _zone(parts[6])), evidence)
    except (ValueError, OverflowError):
        return None


def _zone(raw: str | None) -> str:
    if not raw:
        return ""
    if raw.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = raw[1:].replace(":", "")
    digits = digits.zfill(2).ljust(4, "0") if len(digits) <= 2 else digits.zfill(4)
    return f"{raw[0]}{digits[:2]}:{digits[2:]}"


def _dated(said: datetime, evidence: str) -> Dated:
    if said.hour == said.minute == said.second == 0:
        return _day(said.date(), evidence)  # midnight sharp is a day written as a time
    at = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    return Dated(
        at=at,
        day=said.date(),
        precision="minute",
        evidence=f"{evidence}{_zone_note(said)}",
        is_zoned=said.tzinfo is not None,
    )


def _zone_note(said: datetime) -> str:
    """The zone as written, kept beside the instant: the reader's day is a day there, not in UTC."""
    if said.tzinfo is None:
        return " (no zone)"
    return f" ({said.isoformat(timespec='minutes')[-6:]})" if said.utcoffset() else ""


def _day(day: date, evidence: str) -> Dated:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Dated(at=midnight, day=day, precision="day", evidence=evidence, is_zoned=False)
