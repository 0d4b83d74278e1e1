"""Days that news calls by name, fixed and movable, and the weekends about them. Not for finding them: `ingest.dates`."""

import re
from calendar import monthrange
from datetime import date, timedelta

_FIXED = {
    "new year['’]s eve": (12, 31), "new year['’]s day": (1, 1), "valentine['’]s day": (2, 14), "juneteenth": (6, 19),
    "fourth of july": (7, 4), "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "on christmas(?! (?:day|eve))": (12, 25), "boxing day": (12, 26),
}  # fmt: skip
_NTH_WEEKDAY = {
    "(?:martin luther king(?:,? jr\\.?)?|mlk) day": (1, 0, 3), "presidents['’] day": (2, 0, 3), "memorial day": (5, 0, 5),
    "father['’]s day": (6, 6, 3), "labor day": (9, 0, 1), "thanksgiving(?= weekend)": (11, 3, 4),
    "thanksgiving day|on thanksgiving(?! day)": (11, 3, 4),
}  # fmt: skip
"""Month, weekday, and which of the month; the fifth is the last. As the United States keep them: others write "Labour"."""
_OF_EASTER = {
    "palm sunday": -7, "good friday": -2, "holy saturday": -1, "easter sunday": 0, "easter monday": 1,
    "easter(?= weekend)|on easter(?! (?:sunday|monday|weekend|island))": 0,
}  # fmt: skip
_WEDNESDAY, _SATURDAY, _SUNDAY = 2, 5, 6

NAMES = "|".join((*_FIXED, *_NTH_WEEKDAY, *_OF_EASTER))
"""A pattern of them all; a space stands for any."""


def day_of(name: str, year: int) -> date:
    """The day of a year that a name `NAMES` matches means."""
    said = " ".join(name.lower().split())
    for pattern, (month, day) in _FIXED.items():
        if _is(pattern, said):
            return date(year, month, day)
    for pattern, (month, weekday, nth) in _NTH_WEEKDAY.items():
        if _is(pattern, said):
            return _nth_weekday(year, month, weekday, nth)
    return _easter(year) + timedelta(days=next(days for pattern, days in _OF_EASTER.items() if _is(pattern, said)))


def _is(pattern: str, said: str) -> bool:
    """Whether a pattern is of these words, be it for what stands behind them in the text."""
    found = re.match(pattern, said) or re.match(pattern, f"{said} weekend")
    return found is not None and found.end() == len(said)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day if day <= monthrange(year, month)[1] else day - 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moon = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * moon) // 433
    month = (h + moon - 7 * m + 90) // 25
    return date(year, month, (h + moon - 7 * m + 33 * month + 19) % 32)


def weekend_of(feast: date) -> tuple[date, date]:
    """The days off about a feast: from the Saturday before one early in the week, else to the Sunday after it; at Easter
    from the Friday to the Monday."""
    if feast == _easter(feast.year):
        return feast - timedelta(days=2), feast + timedelta(days=1)
    if feast.weekday() < _WEDNESDAY:
        return feast - timedelta(days=feast.weekday() + 2), feast
    if feast.weekday() < _SATURDAY:
        return feast, feast + timedelta(days=_SUNDAY - feast.weekday())
    saturday = feast - timedelta(days=feast.weekday() - _SATURDAY)
    return saturday, saturday + timedelta(days=1)
