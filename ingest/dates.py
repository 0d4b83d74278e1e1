"""Dates as news writes them, found in a stretch of text and resolved against an anchor day. Not for a page's metadata."""

import re
from calendar import monthrange
from collections.abc import Sequence, Set
from datetime import date, timedelta
from typing import NamedTuple

from ingest import feasts
from ingest.date_forms import FIGURES, LASTING, MONTHS, NTH, PATTERN, SMALL, TELLING, WEEKDAYS

_AHEAD = timedelta(days=31)
"""How far ahead of the anchor a day without a year may lie: else it is that of the year before."""
_WEEK = 7
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}

MONTH_PREC = 4
"""UCDP's precision of a month; more is a year or years."""


class DateSpan(NamedTuple):
    """A date in a text: `[first, last]` days, UCDP precision (1 day, 2 up to six days, 3 week, 4 month, 5 more), and the
    characters `[start, end)` it was read from. `is_relative`: it was read against the anchor;
    `is_since`: it runs from a day to the anchor; `is_lasting`: what happened went on for all of it ("in two days")."""

    first: date
    last: date
    precision: int
    start: int
    end: int
    is_relative: bool
    is_since: bool = False
    is_lasting: bool = False


def precision_of(first: date, last: date) -> int:
    """UCDP date precision of a range of days."""
    days = (last - first).days + 1
    return 1 if days <= 1 else 2 if days <= 6 else 3 if days <= 8 else 4 if days <= 31 else 5


def over(days: Sequence[DateSpan]) -> DateSpan:
    """One span from the first of some days to their last, told where the first of them is told."""
    first, last = min(day.first for day in days), max(day.last for day in days)
    return days[0]._replace(first=first, last=last, precision=precision_of(first, last))


def meet(first: DateSpan | None, second: DateSpan | None) -> bool:
    """Whether two spans may be of one day; one that nobody told may."""
    return first is None or second is None or (first.first <= second.last and second.first <= first.last)


def may_tell(text: str, words: Set[str]) -> bool:
    """Whether a text with these lower-case words may name a date: a cheap first look."""
    if not words.isdisjoint(TELLING) or "-" in text or not text.isascii():
        return True
    return FIGURES.search(text) is not None


def find_dates(text: str, anchor: date | None, offset: int = 0) -> tuple[DateSpan, ...]:
    """Every date in `text`, in order; offsets are shifted by `offset`. Relative dates need an anchor and are left out
    without one; what is no date (31 February, "may" the verb) is left out too."""
    return tuple(
        DateSpan(
            first=first,
            last=last,
            precision=precision_of(first, last),
            start=start + offset,
            end=end + offset,
            is_relative=relative,
            is_since=since,
            is_lasting=since or bool(LASTING.match(text, start, end)),
        )
        for first, last, start, end, relative, since in _find(text, anchor)
    )


def _find(text: str, anchor: date | None) -> list[tuple[date, date, int, int, bool, bool]]:
    found = []
    for match in PATTERN.finditer(_lowered(text)):
        groups = {name: text[slice(*match.span(name))] for name, value in match.groupdict().items() if value}
        answer = _resolve(groups, text[slice(*match.span())], anchor)
        if answer is None or not _is_whole(text, match.start()):
            continue
        first, last, relative = answer
        since = "since " in (text[max(0, match.start() - 6) : match.start()].lower(), match.group()[:6])
        if since and anchor and first <= anchor:
            last = anchor
        found.append((first, last, match.start(), match.end(), relative, since))
    return _with_weekdays(text, found)


def _lowered(text: str) -> str:
    """A text in lower case, each letter in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)  # "İstanbul"


def _is_whole(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "-$/:.")


def _with_weekdays(
    text: str, found: list[tuple[date, date, int, int, bool, bool]]
) -> list[tuple[date, date, int, int, bool, bool]]:
    """ "Friday, Feb. 28" is one date, the explicit one: drop a weekday that stands right beside it."""
    kept: list[tuple[date, date, int, int, bool, bool]] = []
    for item in found:
        if (
            kept
            and kept[-1][4]
            and not item[4]
            and item[2] - kept[-1][3] <= 3
            and text[kept[-1][3] : item[2]].strip(" ,(") == ""
        ):
            start = kept.pop()[2]
            item = (item[0], item[1], start, item[3], item[4], item[5])
        elif kept and not kept[-1][4] and item[4] and 0 <= item[2] - kept[-1][3] <= 2:
            continue
        elif kept and _spans(text, kept[-1], item):
            first = kept.pop()
            item = (first[0], item[1], first[2], item[3], first[4] or item[4], False)
        kept.append(item)
    return kept


_PART_OF_DAY = re.compile(r"^(?:morning|afternoon|evening|night) ")
_INTO = re.compile(
    r"(?:(?:late )?(?:night|evening|afternoon),? )?(?P<joint>and|into|through)(?: early| the early hours of)?"
)


def _spans(
    text: str, first: tuple[date, date, int, int, bool, bool], second: tuple[date, date, int, int, bool, bool]
) -> bool:
    """ "between Thursday and Saturday", "from Monday to Friday", "on Monday and Tuesday", "Friday night into Saturday"."""
    joint = " ".join(text[first[3] : second[2]].lower().split())
    bare = _PART_OF_DAY.sub("", joint)
    opens = text[max(0, first[2] - 13) : first[2]].strip().lower()
    fits = (bare == "and" and opens.endswith("between")) or (
        bare in ("to", "until", "-", "–") and opens.endswith(("from", "night of"))
    )
    fits = fits or (bare == "to" and text[first[2] :].lower().startswith("overnight"))
    if not fits and second[0] - first[1] == timedelta(days=1) and text[second[3] : second[3] + 2] not in ("'s", "’s"):
        fits = _INTO.fullmatch(joint) is not None
    return fits and first[0] <= second[1]


def _numbered(groups: dict[str, str], anchor: date | None) -> dict[str, str]:
    """ "12 March last year": the year by its number, if there is a day that it is last of."""
    years = {"last": anchor.year - 1, "this": anchor.year} if anchor else {}
    told = {name: value.lower()[:4] for name, value in groups.items() if name.startswith("year_")}
    named = {name: str(years.get(word, "")) for name, word in told.items() if word in ("last", "this")}
    return {name: named.get(name, value) for name, value in groups.items() if named.get(name, value)}


def _resolve(groups: dict[str, str], whole: str, anchor: date | None) -> tuple[date, date, bool] | None:
    if whole.lower().endswith((" last year", " this year")):
        groups = _numbered(groups, anchor)
    if "iso" in groups:
        return _one(_day(*(int(part) for part in groups["iso"].split("-"))), False)
    for suffix in ("_r", "_mr", "_mb"):
        if f"month{suffix}" in groups:
            return _range(groups, suffix, anchor)
    for suffix in ("_dm", "_md", "_es"):
        if f"month{suffix}" in groups:
            return _explicit(groups, suffix, whole, anchor)
    if "feast" in groups:
        return _feast(groups, anchor)
    if "numeric" in groups:
        month, day, year = (int(part) for part in groups["numeric"].split("/"))
        return _one(_day(_full_year(year), month, day), False)
    if "year_only" in groups:
        return _year_so_far(int(groups["year_only"]), anchor)
    if "year_of" in groups:
        return _year_so_far(int(groups["year_of"]), anchor)
    if "begun" in groups:
        return _year_so_far(int(groups["begun"]), anchor)
    if "since_year" in groups:
        first, last = int(groups["since_year"]), int(groups["till_year"])
        return (date(first, 1, 1), _year_so_far(last, anchor)[1], False) if first < last else None
    if "month_first" in groups:
        return _months(groups, anchor)
    return _relative(groups, whole, anchor) if anchor else None


def _months(groups: dict[str, str], anchor: date | None) -> tuple[date, date, bool] | None:
    """ "Between March 2022 and June 2023", "from January to April": whole months, the last no later than the anchor's where no
    year is told."""
    first, last = _month(groups["month_first"]), _month(groups["month_last"])
    if "year_last" in groups:
        end = _full_year(int(groups["year_last"].strip("'")))
    elif anchor is not None:
        end = anchor.year - (last > anchor.month)
    else:
        return None
    begin = _full_year(int(groups["year_first"].strip("'"))) if "year_first" in groups else end - (first > last)
    days = (date(begin, first, 1), date(end, last, monthrange(end, last)[1]))
    return (*days, False) if days[0] < days[1] else None


def _year_so_far(year: int, anchor: date | None) -> tuple[date, date, bool]:
    """A year, as far as the anchor where it is in it."""
    last = date(year, 12, 31)
    return date(year, 1, 1), anchor if anchor is not None and anchor.year == year else last, False


def _one(day: date | None, relative: bool) -> tuple[date, date, bool] | None:
    return (day, day, relative) if day else None


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _full_year(year: int) -> int:
    return year if year > 99 else 1900 + year if year >= 50 else 2000 + year


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _explicit(groups: dict[str, str], suffix: str, whole: str, anchor: date | None) -> tuple[date, date, bool] | None:
    name = groups[f"month{suffix}"]
    if name in ("may", "mar", "march", "sun") and suffix == "_md":
        return None  # "may 5 others" and "march 10 miles": verbs, as long as they are written small
    month, day = _month(name), int(groups[f"day{suffix}"])
    if f"year{suffix}" in groups:
        return _one(_day(_full_year(int(groups[f"year{suffix}"].strip("'"))), month, day), False)
    return _one(_nearest_year(month, day, anchor), False)


def _nearest_year(month: int, day: int, anchor: date | None) -> date | None:
    """The last such day not more than a month after the anchor: news looks back."""
    if anchor is None:
        return None
    for year in (anchor.year + 1, anchor.year, anchor.year - 1):
        found = _day(year, month, day)
        if found and found <= anchor + _AHEAD:
            return found
    return None


def _range(groups: dict[str, str], suffix: str, anchor: date | None) -> tuple[date, date, bool] | None:
    month, first, last = (
        _month(groups[f"month{suffix}"]), int(groups[f"day{suffix}1"]), int(groups[f"day{suffix}2"])
    )  # fmt: skip
    if f"year{suffix}" in groups:
        year = _full_year(int(groups[f"year{suffix}"].strip("'")))
        a, b = _day(year, month, first), _day(year, month, last)
    else:
        a, b = _nearest_year(month, first, anchor), _nearest_year(month, last, anchor)
    return (a, b, False) if a and b and a <= b else None


def _relative(groups: dict[str, str], whole: str, anchor: date) -> tuple[date, date, bool] | None:
    if "before_yesterday" in groups:
        return _one(anchor - timedelta(days=2), True)
    if "yesterday" in groups or "last_night" in groups:
        return _one(anchor - timedelta(days=1), True)
    if "overnight" in groups:
        return anchor - timedelta(days=1), anchor, True
    if "today" in groups or "early_part" in groups:
        return _one(anchor, True)
    if "ago" in groups:
        return _ago(number_of(groups["ago"]), groups["ago_unit"].lower(), anchor)
    if "span" in groups:
        return _span(number_of(groups["span"]), groups["span_unit"].lower(), anchor)
    if "within" in groups:
        return _span(number_of(groups["within"]), groups["within_unit"].lower(), anchor)
    if "earlier_unit" in groups:
        return _unit(groups["earlier_unit"].lower(), "last" in whole.lower(), anchor, groups["earlier"].lower())
    if (
        "which_unit" in groups
        and groups["which"].lower().endswith("past")
        and groups["which_unit"].lower() != "weekend"
    ):
        return _span(1, groups["which_unit"].lower(), anchor)
    if "which_unit" in groups:
        return _unit(groups["which_unit"].lower(), "this" not in groups["which"].lower(), anchor, "")
    if "weekend" in groups or "weekend_of" in groups:
        return _unit("weekend", False, anchor, "")
    if "year_begun" in groups:
        return anchor.replace(month=1, day=1), anchor, True
    if "weekday" in groups:
        return _weekday(groups, whole, anchor)
    if "two_days" in groups:
        return anchor - timedelta(days=2), anchor, True
    if "weekday_abroad" in groups:
        number = WEEKDAYS[groups["weekday_abroad"].lower().removeprefix("ال")]
        return _one(anchor - timedelta(days=(anchor.weekday() - number) % 7), True)
    if "month_m" in groups:
        return _part(groups, _whole_month(groups, anchor))
    if "month_n" in groups:
        return _nth_of(groups, anchor)
    return None


def _feast(groups: dict[str, str], anchor: date | None) -> tuple[date, date, bool] | None:
    if "year_f" in groups:
        day = feasts.day_of(groups["feast"], _full_year(int(groups["year_f"].strip("'"))))
    elif anchor is not None:
        years = (feasts.day_of(groups["feast"], anchor.year + more) for more in (1, 0, -1))
        day = next(found for found in years if found <= anchor + _AHEAD)
    else:
        return None
    return (*(feasts.weekend_of(day) if "about" in groups else (day, day)), False)


def number_of(word: str) -> int:
    """A count of days, weeks or years, in letters or figures."""
    return int(word) if word.isdigit() else SMALL.get(word.lower(), 3)


def _ago(count: int, unit: str, anchor: date) -> tuple[date, date, bool]:
    if unit == "day":
        day = anchor - timedelta(days=count)
        return day, day, True
    days = {"week": _WEEK, "fortnight": 14, "month": 30, "year": 365}[unit] * count
    slack = {"week": 3, "fortnight": 5, "month": 15, "year": 182}[unit]
    middle = _back(anchor, days)
    return _back(middle, slack), min(anchor, middle + timedelta(days=slack)), True


def _back(day: date, days: int) -> date:
    return date.min if days >= day.toordinal() else day - timedelta(days=days)


def _span(count: int, unit: str, anchor: date) -> tuple[date, date, bool]:
    days = max(1, count // 24) if unit == "hour" else {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    return _back(anchor, days), anchor, True


def _unit(unit: str, is_last: bool, anchor: date, part: str) -> tuple[date, date, bool]:
    if unit == "weekend":
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
        return saturday, min(anchor, saturday + timedelta(days=1)), True
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() + (7 if is_last else 0))
        end = monday + timedelta(days=6) if is_last else anchor
        if part == "earlier" and end > monday:
            end -= timedelta(days=1)
        return monday, end, True
    first = anchor.replace(day=1) if unit == "month" else anchor.replace(month=1, day=1)
    if not is_last:
        return first, anchor, True
    last = first - timedelta(days=1)
    return (last.replace(day=1) if unit == "month" else last.replace(month=1, day=1)), last, True


def _weekday(groups: dict[str, str], whole: str, anchor: date) -> tuple[date, date, bool] | None:
    word = groups["weekday"]
    if "day" not in whole.lower() and not (word[0].isupper() and word.lower() not in ("sun", "sat", "wed")):
        return None  # "sat", "sun" and "wed" are words of their own
    if whole.lower() == "thus":
        return None
    number = next(n for name, n in WEEKDAYS.items() if name.startswith(word.lower()[:3]))
    if "into" in groups:  # "overnight into Sunday"
        day = anchor - timedelta(days=(anchor.weekday() - number) % 7)
        return day - timedelta(days=1), day, True
    back = (anchor.weekday() - number) % 7
    if "week_before" in groups:
        return _one(anchor - timedelta(days=anchor.weekday() + _WEEK - number), True)
    if "last_weekday" in groups and back == 0:
        back = _WEEK
    return _one(anchor - timedelta(days=back), True)


def _part(groups: dict[str, str], month: tuple[date, date, bool] | None) -> tuple[date, date, bool] | None:
    """ "Early", "mid" and "late" are its first, second and last ten days."""
    if month is None or "part" not in groups:
        return month
    third = _THIRDS[next(word for word in groups["part"].lower().split() if word in _THIRDS)]
    first, last, _ = month
    return first.replace(day=10 * third + 1), last if third == 2 else first.replace(day=10 * third + 10), False


def _nth_of(groups: dict[str, str], anchor: date) -> tuple[date, date, bool] | None:
    """ "The last week of", "the first ten days of", "the second week of" a month."""
    month = _month(groups["month_n"])
    year = _full_year(int(groups["year_n"].strip("'"))) if "year_n" in groups else anchor.year - (month > anchor.month)
    days = (_WEEK if groups["nth_unit"].lower() == "week" else 1) * number_of(groups.get("nth_count", "one"))
    nth, size = NTH[groups["nth"].lower()], monthrange(year, month)[1]
    first = size - days + 1 if nth < 0 else days * nth + 1
    end = first + days - 1
    return (date(year, month, first), date(year, month, end), False) if 1 <= first <= end <= size else None


def _whole_month(groups: dict[str, str], anchor: date) -> tuple[date, date, bool] | None:
    if groups["month_m"] in ("may", "march", "mar"):
        return None
    month = _month(groups["month_m"])
    is_past = month > anchor.month or (month == anchor.month and "last_month" in groups)  # "last August" is over
    year = _full_year(int(groups["year_m"].strip("'"))) if "year_m" in groups else anchor.year - is_past
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), False
