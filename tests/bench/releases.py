"""When a release of ISAF's command was given out that bears a day and no year: its letterhead tells of which winter it is.
Not for releases that bear a number or a year: those the coder dates itself.

Of the two winters' releases that are left when all that bear a year or a month in their number are put in order, those with
the letterhead are of the command's first, those without it of 2011–12."""

import re
from datetime import date

from ingest.dates import find_dates

_HEAD = 400
_NUMBER = re.compile(r"\b\d{4}-\d\d-[A-Z]{1,3}\W\d")
_DATELINE = re.compile(r"\bAfghanistan \((?P<day>[A-Z][a-z]{2,8}\.? \d{1,2})\)")
_LETTERHEAD = "NEWS RELEASE"
_WITH_LETTERHEAD, _WITHOUT = date(2009, 12, 31), date(2012, 3, 1)
"""The ends of the winters."""


def released_on(text: str) -> date | None:
    """The day of a dateline without a year, above which stands no number; None where there is none such."""
    head = text[:_HEAD]
    found = _DATELINE.search(head)
    if found is None or _NUMBER.search(head):
        return None
    days = find_dates(found["day"], _WITH_LETTERHEAD if _LETTERHEAD in head else _WITHOUT)
    return days[0].first if days else None
