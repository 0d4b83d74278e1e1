"""Every place of a page that dates the article, read into claims. Not which of them is believed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from ingest.extract.dates.claims import AHEAD, EARLIEST, Claim, Family, refused, renamed
from ingest.extract.dates.dated import Dated, moment, whole_day
from ingest.extract.dates.machine import read
from ingest.extract.dates.spelled import spelled
from ingest.extract.dates.visible import Sighting, beside, marked, of_other_pieces
from ingest.extract.seen import Seen
from ingest.urls import host_of

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "publish-date", "publishdate", "publish_date", "pubdate", "publication_date",
    "article.published", "published_time_telegram", "article_date_original", "originalpublicationdate", "citation_date",
    "citation_publication_date", "bt:pubdate", "rnews:datepublished", "vr:published_time", "displaydate", "datecreated",
    "article.created", "og:pubdate", "publicationdate",
)  # fmt: skip
# What the page was made, put into the system or changed on: any of them is called "date" somewhere.
_LOOSE_METAS = ("dc.date", "dc.date.created", "date", "last-published", "ob:date", "created", "dcterms.date")
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified", "last-modified",
    "og:article:modified_time", "revised",
)  # fmt: skip
_PUBLISHED_ITEMS = ("datePublished", "published", "issued", "dateCreated", "created")
_MODIFIED_ITEMS = ("dateModified", "modified")
_LINKED_LATE = ("datePublished", "dateCreated", "uploadDate")
_URL_MONTH, _URL_DATE = r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_URL_DAYS = (
    re.compile(rf"[/_-](?P<y>(?:19|20)\d\d)[/_-]?{_URL_MONTH}[/_-]?{_URL_DATE}(?=[/_.?-]|$)"),
    re.compile(rf"[/_-]{_URL_DATE}[/_-]{_URL_MONTH}[/_-](?P<y>(?:19|20)\d\d)(?=[/_.?-]|$)"),
)
_OF_ELEMENTS = frozenset({"datepublished", "datecreated", "datemodified"})  # metas within the microdata, seen twice
_MONTH_FIRST = frozenset({"US", "PH", "FM", "PW", "MH"})
_NOT_COUNTRIES = frozenset({"io", "tv", "co", "me", "ai", "us", "fm", "cc", "ws", "eu"})
_HEADINGS_MAX, _LESSER_MAX = 12, 60
_ALIKE = 0.6  # of a lesser heading's words, in the page's title


def stated(seen: Seen) -> Iterator[Claim]:
    """What the page tells machines, and what the feed told us."""
    if seen.linked.published:
        yield _machine("json-ld", "json-ld datePublished", seen.linked.published, seen, is_firm=True)
    yield from _metas(seen, _PUBLISHED_METAS, is_firm=True)
    for name in _PUBLISHED_ITEMS:
        if written := seen.items.first(name):
            yield _machine("microdata", f"microdata {name}", written, seen, is_firm=True)
    entry = seen.page.entry
    if entry and entry.published_at:
        yield _of_entry(entry.published_at, entry.published_raw or "")


def loose(seen: Seen) -> Iterator[Claim]:
    """What metas tell without saying of what it is the day."""
    yield from _metas(seen, _LOOSE_METAS)


def linked_late(seen: Seen) -> Iterator[Claim]:
    """What JSON-LD says of the page around the article, and of its videos."""
    for name, written in seen.linked.dates:
        if name.split(" ")[-1] in _LINKED_LATE and written != seen.linked.published:
            yield _machine("json-ld", f"json-ld {name}", written, seen)


def changed(seen: Seen) -> Iterator[Claim]:
    """What the page tells machines of its last change."""
    if seen.linked.modified:
        yield _machine("json-ld", "json-ld dateModified", seen.linked.modified, seen)
    yield from _metas(seen, _MODIFIED_METAS)
    for name in _MODIFIED_ITEMS:
        if written := seen.items.first(name):
            yield _machine("microdata", f"microdata {name}", written, seen)


def near_headline(seen: Seen) -> tuple[Sighting, ...]:
    """What a reader sees beside the headline."""
    headline = _headline(seen)
    return beside(headline, is_day_first=is_day_first(seen)) if headline is not None else ()


def in_marked_elements(seen: Seen) -> tuple[Sighting, ...]:
    """What stands in elements made for dates, wherever they are."""
    return marked(seen.tree, is_day_first=is_day_first(seen))


def of_sightings(sightings: Sequence[Sighting]) -> Iterator[Claim]:
    """The claims in what a reader sees; each under a name of its own."""
    count: dict[str, int] = {}
    for sighting in sightings:
        source = sighting.readings[0].source
        count[source] = number = count.get(source, 0) + 1
        claim = Claim(family="page", source=source, written=sighting.written, readings=sighting.readings, is_firm=False)
        yield claim if number == 1 else renamed(claim, f"{source}, number {number}")


def address(seen: Seen) -> Iterator[Claim]:
    """The day in the page's own address."""
    path = urlsplit(seen.page.url).path
    for match in (match for form in _URL_DAYS if (match := form.search(path))):
        if dated := read(f"{match['y']}-{match['m']}-{match['d']}", "url path"):
            yield Claim(family="url", source="url path", written=match[0], readings=(dated,), is_firm=False)
            return


def by_htmldate(seen: Seen) -> Iterator[Claim]:
    """What htmldate makes of the markup, in the mode that never reads running text. Not asked of trees that are too much."""
    if seen.too_much:
        return
    latest = (seen.page.fetched_at + AHEAD).strftime("%Y-%m-%d")
    found = find_date(
        seen.tree,
        original_date=True,
        extensive_search=False,
        url=seen.page.url,
        min_date=EARLIEST.isoformat(),
        max_date=latest,
    )
    if found and (dated := read(found, "htmldate")):
        claim = Claim(family="htmldate", source="htmldate", written=found, readings=(dated,), is_firm=False)
        yield refused(claim, "the date of another piece") if dated.day in of_other_pieces(seen.tree) else claim


def is_day_first(seen: Seen) -> bool | None:
    """How 3/4/2025 is meant: as the page's region writes it; None for English of no known region."""
    said = (seen.tree.get("lang"), *seen.head.metas.get("og:locale", ()), *seen.head.metas.get("content-language", ()))
    regions = [parts[-1] for tag in said if tag and len(parts := tag.upper().replace("_", "-").split("-")) > 1]
    if regions:
        return regions[0] not in _MONTH_FIRST
    ending = host_of(seen.page.url).rsplit(".", 1)[-1]
    if len(ending) == 2 and ending not in _NOT_COUNTRIES:
        return True
    return None if seen.head.language in ("en", None) else True


def _metas(seen: Seen, names: Iterable[str], *, is_firm: bool = False) -> Iterator[Claim]:
    for name in names:
        for written in seen.head.metas.get(name, ())[:1]:
            family: Family = "microdata" if name in _OF_ELEMENTS else "meta"
            yield _machine(family, f"meta {name}", written, seen, is_firm=is_firm)


def _machine(family: Family, source: str, written: str, seen: Seen, *, is_firm: bool = False) -> Claim:
    """A date meant for machines, which some pages write as if for readers."""
    dated = read(written, source)
    readings = (dated,) if dated else _as_if_for_readers(written, source, seen)
    return Claim(family=family, source=source, written=written, readings=readings, is_firm=is_firm)


def _as_if_for_readers(written: str, source: str, seen: Seen) -> tuple[Dated, ...]:
    for date in spelled(written[:100], is_day_first=is_day_first(seen)):
        said = [(day, date.said(day)) for day in date.days]
        return tuple(moment(at, source) if at else whole_day(day, source) for day, at in said)
    return ()


def _of_entry(at: datetime, raw: str) -> Claim:
    """The feed's date as it was written there, which keeps its zone, where that reads as the same instant."""
    written = read(raw, "feed entry")
    dated = written if written and written.at == at else moment(at, "feed entry")
    return Claim(family="feed", source="feed entry", written=raw or at.isoformat(), readings=(dated,), is_firm=True)


def _headline(seen: Seen) -> HtmlElement | None:
    """Of the page's headings, the one that shares most words with what the page calls itself."""
    title = set((seen.linked.headline or seen.head.first("og:title") or seen.head.title or "").casefold().split())
    headings = [(_shared(element, title), element) for element in seen.head.headings[:_HEADINGS_MAX]]
    if not any(shared for shared, _ in headings):
        lesser = islice(seen.tree.iter("h2", "h3", "h4"), _LESSER_MAX)
        headings += [(shared, element) for element in lesser if (shared := _shared(element, title)) > _ALIKE]
    return max(headings, key=lambda pair: pair[0])[1] if headings else None


def _shared(heading: HtmlElement, title: set[str]) -> float:
    """The share of the heading's words that stand in the title."""
    own = set(heading.text_content().casefold().split())
    return len(title & own) / len(own) * min(1.0, len(own) / 3) if own else 0.0
