"""Datelines: where and when a piece was filed, and where its telling begins. Not for where and when things happened."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ingest import dates, places
from ingest.code import tables

_HEAD = 900
_PLACE = r"[A-ZÀ-Þ][\w.'’\-]*(?: (?:de |la |el |al-|of )?[A-ZÀ-Þ][\w.'’\-]*){0,4}"
_MONTH = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_LINE = re.compile(
    r"(?:^[^\S\n]{0,8}|(?<=[^\S\n]{2}))(?:\[[^\]\n]{0,80}\]\s{0,3})?"
    rf"(?P<place>{_PLACE})(?:/{_PLACE})?"
    rf"(?P<rest> \({_PLACE}\)(?=, ?(?:{_MONTH} )?\d| ?\([A-Z]{{2,7}}\))|(?:, ?(?!{_MONTH}){_PLACE}){{0,2}})"
    rf"(?P<day>,? ?\d{{1,2}} {_MONTH}(?: \d\d)?(?!\d)|, ?{_MONTH}\.? \d{{1,2}}(?:,? (?:\d{{4}}|\d\d))?(?!\d))?"
    r",?[^\S\n]{0,2}(?P<bracket>\([^)\n]{2,60}\))?"
    r"[^\S\n]{0,3}(?P<dash>--|–|—|-(?=\s)|:(?=\s))?[^\S\n]{0,3}(?P<kind>\[[^\]\n]{2,60}\]\s{0,3}){0,3}",
    re.MULTILINE,
)
_LAG = timedelta(days=4)
_NOTES = frozenset(("update", "updated", "correction"))
"""What stands before the day on which a page was changed: "UPDATE (May 11)"."""


class Dateline(NamedTuple):
    """The place as written ("" where there is none), what follows it ("Afghanistan"), the day it bears, and where the text
    after it begins (0 without a dateline)."""

    place: str
    rest: str
    day: date | None
    end: int


def find(text: str, published: date | None) -> Dateline:
    """The dateline in the head of a text, empty where there is none."""
    head = text[:_HEAD]
    for match in _LINE.finditer(head):
        if _is_no_place(match["place"].lower()):
            continue
        if not (match["bracket"] or match["day"] or (match["dash"] and _is_town(match["place"]))):
            continue
        if match["dash"] == ":" and not _is_city(match["place"]):
            continue  # "Haiti: gangs kill 40"
        if not _opens_line(head, match) and not (match["place"].isupper() and _is_day(match["bracket"], published)):
            continue
        if not match["dash"] and not match["day"] and not _is_day(match["bracket"], published):
            continue
        said = (match["day"] or "") + " " + (match["bracket"] or "")
        found = dates.find_dates(said.strip(" ,"), published)
        return Dateline(
            match["place"], (match["rest"] or "").strip(", ()"), found[0].first if found else None, match.end()
        )
    return Dateline("", "", None, 0)


def _is_no_place(name: str) -> bool:
    """ "On 9 July a bomb …", "On Sunday, 4 May, rebels …", "UPDATE (May 11)"."""
    classes = tables.word_classes()
    return name in classes or name in _NOTES or (" " in name and classes.get(name.split()[-1]) == "time")


def anchor_of(text: str, line: Dateline, published: date | None) -> date | None:
    """The day that "today" means in a text: its dateline's, where that fits the day of publication or lies behind it (nothing
    is published before it is written), else the latter; else the first explicit date of its head."""
    if published is not None:
        fits = line.day is not None and published - line.day <= _LAG
        return line.day if fits else published
    if line.day is not None:
        return line.day
    spans = [span for span in dates.find_dates(text[:_HEAD], None) if span.precision == 1 and not span.is_relative]
    return spans[0].first if spans else None


def _is_town(name: str) -> bool:
    """ "KABUL —", "Quetta - Gunmen shot …": in capitals, or known."""
    return name.isupper() or (name.istitle() and places.gazetteer().has(places.fold_name(name)))


def _is_city(name: str) -> bool:
    """Whether a name before a colon is that of a town, where a headline has that of the country it is about."""
    return any(place.feature in ("city", "town") for place in places.gazetteer().find(name))


def _opens_line(head: str, match: re.Match[str]) -> bool:
    """Whether a dateline stands at the head of a line, and not after the letterhead of a release in the same line."""
    return not head[head.rfind("\n", 0, match.start()) + 1 : match.start()].strip()


def _is_day(bracket: str | None, anchor: date | None) -> bool:
    return bool(bracket) and bool(dates.find_dates((bracket or "").strip("()"), anchor or date(2000, 12, 31)))
