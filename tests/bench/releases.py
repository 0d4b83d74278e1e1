"""When a release of ISAF's command was given out whose row bears no day: what its letterhead, its heading and its number tell.
Not for the days of what a release tells: those are the coder's.

Of the two winters' releases that are left when all that bear a year or a month in their number are put in order, those with
the letterhead are of the command's first, those without it of 2011–12. Numbers count through a month, whatever letters stand
in them: a release that bears no day lies between those of the days before and behind its number."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from ingest.dates import find_dates
from ingest.model import Event

_HEAD = 400
_NUMBER = re.compile(r"\b2?(?P<year>\d{3})-0?(?P<month>\d\d?)-[A-Z]{1,3}\W?(?P<number>\d{1,3})\b")
_DATELINE = re.compile(r"\bAfghanistan \((?P<day>[A-Z][a-z]{2,8}\.? \d{1,2})\)")
_HEADING = re.compile(r"\s*(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}): ")
_LETTERHEAD = "NEWS RELEASE"
_WITH_LETTERHEAD, _WITHOUT = date(2009, 12, 31), date(2012, 3, 1)
"""The ends of the winters."""
_PLACED = re.compile(r"\bAfghanistan \(")
_DAY_OF_ITS_OWN = re.compile(r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
"""No "yesterday", which the coder counts from the first release of a text."""
_NOON = 0.5

Month = tuple[int, int]


def dated(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, those of releases without a day on the day that their head or, failing that, their number tells."""
    told = [row if row.get("doc_date") else _on(row, released_on(row["text"])) for row in rows]
    series = _series(told)
    return (row if row.get("doc_date") else _on(row, _numbered_on(row["text"], series)) for row in told)


def _on(row: dict[str, Any], day: date | None) -> dict[str, Any]:
    return {**row, "doc_date": str(day)} if day else row


def released_on(text: str) -> date | None:
    """The day of a heading or dateline without a year, of the month of its number or else of a winter; None where there is
    none such."""
    head = text[:_HEAD]
    found = _HEADING.match(head) or _DATELINE.search(head)
    if found is None:
        return None
    days = find_dates(found["day"], _end_of(head))
    return days[0].first if days else None


def _end_of(head: str) -> date:
    """The end of the month or winter that a release is of."""
    if (month := _month_and_number(head)) is not None:
        return date(*month[0], monthrange(*month[0])[1])
    return _WITH_LETTERHEAD if _LETTERHEAD in head else _WITHOUT


def _month_and_number(text: str) -> tuple[Month, int] | None:
    found = _NUMBER.search(text[:_HEAD])
    if found is None or not 1 <= int(found["month"]) <= 12 or not int(found["number"]):
        return None
    return (2000 + int(found["year"]), int(found["month"])), int(found["number"])


def _series(rows: Iterable[dict[str, Any]]) -> Mapping[Month, dict[int, int]]:
    """Of each month, the days of the numbers that are known."""
    series: dict[Month, dict[int, int]] = defaultdict(dict)
    for row in rows:
        counted = _month_and_number(row["text"])
        if counted is not None and row.get("doc_date"):
            day = date.fromisoformat(row["doc_date"][:10])
            if (day.year, day.month) == counted[0]:
                series[counted[0]][counted[1]] = day.day
    return series


def _numbered_on(text: str, series: Mapping[Month, dict[int, int]]) -> date | None:
    """The day on which the count of a month's releases reached a number, if it ran evenly between the days that are known."""
    counted = _month_and_number(text)
    if counted is None or not (known := series.get(counted[0])):
        return None
    month, number = counted
    points = [(0, 1.0), *((one, day + _NOON) for one, day in sorted(known.items()))]
    spans = list(pairwise(points))
    (n, t), (m, u) = next((span for span in spans if span[1][0] >= number), spans[-1])
    return date(*month, min(int(t + (number - n) * (u - t) / (m - n)), monthrange(*month)[1]))


def is_of_update(event: Event, text: str) -> bool:
    """Whether an event is told on a day of its own by a row's second release, which corrects or confirms its first."""
    starts = [match.start() for match in _PLACED.finditer(text)]
    start, end = event.evidence.get("date_start", (0, 0))
    return len(starts) > 1 and start > starts[-1] and _DAY_OF_ITS_OWN.search(text, start, end) is not None
