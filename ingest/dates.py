"""Dates as news writes them, found in a stretch of text and resolved against an anchor day. Not for a page's metadata."""

import re
from calendar import monthrange
from collections.abc import Set
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier", "february feb febrero février fevrier", "march mar marzo mars",
            "april apr abril avril", "may mayo mai", "june jun junio juin", "july jul julio juillet",
            "august aug agosto août aout", "september sept sep septiembre septembre", "october oct octubre octobre",
            "november nov noviembre novembre", "december dec diciembre décembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lunes lundi اثنين", "tuesday tue tues martes mardi ثلاثاء",
            "wednesday wed miércoles miercoles mercredi أربعاء", "thursday thu thur thurs jueves jeudi خميس",
            "friday fri viernes vendredi جمعة", "saturday sat sábado sabado samedi سبت", "sunday sun domingo dimanche أحد",
        )
    )
    for name in names.split()
}  # fmt: skip
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SMALL = {word: number for number, word in enumerate(_SPELLED, start=1)}
_SMALL |= {"a": 1, "an": 1, "few": 3, "couple of": 2, "a couple of": 2, "a few": 3, "several": 3}

COUNTS = ("a", "an", *_SPELLED)
"""Words that count days, for patterns."""

_FEASTS = {
    "new year['’]s eve": (12, 31), "new year['’]s day": (1, 1), "valentine['’]s day": (2, 14), "fourth of july": (7, 4),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25), "on christmas(?! (?:day|eve))": (12, 25),
    "boxing day": (12, 26),
}  # fmt: skip
"""Days that news calls by name, wherever it is written."""

_MONTH = (
    r"(?P<month{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_MONTH_ABROAD = (
    r"(?P<month{0}>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
_WEEKDAY_ABROAD = (
    r"(?P<weekday_abroad>lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|(?:ال)?(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد))\b"
)
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d|'\d\d|\d\d(?=\s{{0,2}}(?:\(|--|$)))"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_NO_DAY = r"(?!\w|\.?\s{1,4}[0-3]?\d(?:st|nd|rd|th)?\b)"
_NO_COUNT = r"\d{1,2}\s{0,3}(?:[.,;)]|$|(?:in|at|near|by|when|as|after|that|which|during)\b)"
"""What a number is that "and" joins to a day, and no people or things: "on March 7 and 8 in Homs"."""
_COUNT = r"(?P<{0}>\d{{1,3}}|a couple of|couple of|a few|few|several|" + "|".join(_SPELLED) + "|an|a)"
_SPACE = r"\s{1,4}"


def _with_year(pattern: str, name: str, joint: str = r",?\s{1,4}") -> str:
    return pattern + rf"(?:{joint}" + _YEAR.format(name) + r"\b)?"


_FORMS = (
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b",
    _with_year(
        rf"(?:between{_SPACE})?" + _DAY.format("_r1") + r"\s{0,3}(?:-|–|and|to)\s{0,3}" + _DAY.format("_r2")
        + rf"{_SPACE}(?:of{_SPACE})?" + _MONTH.format("_r") + r"\b",
        "_r",
    ),
    _with_year(_DAY.format("_dm") + rf"{_SPACE}(?:of{_SPACE}|de{_SPACE})?" + _MONTH.format("_dm") + r"(?!\w)", "_dm"),
    _with_year(
        _DAY.format("_es") + rf"(?:er)?{_SPACE}(?:de{_SPACE})?" + _MONTH_ABROAD.format("_es") + r"\b",
        "_es",
        r"\s{1,4}(?:de\s{1,4})?",
    ),
    _with_year(
        _MONTH.format("_mr") + _SPACE + _DAY.format("_mr1")
        + rf"(?:\s{{0,3}}(?:-|–|to|through)\s{{0,3}}|{_SPACE}and{_SPACE}(?={_NO_COUNT}))"
        + _DAY.format("_mr2") + r"\b(?![:-])",
        "_mr",
    ),
    _with_year(
        rf"between{_SPACE}" + _MONTH.format("_mb") + _SPACE + _DAY.format("_mb1") + rf"{_SPACE}and{_SPACE}"
        + _DAY.format("_mb2") + rf"\b(?![:-]|{_SPACE}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        "_mb",
    ),
    _with_year(_MONTH.format("_md") + _SPACE + _DAY.format("_md") + r"\b(?!:\d)", "_md", r"(?:,\s{0,3}|\s{1,4})"),
    r"(?P<numeric>[01]?\d/[0-3]?\d/(?:(?:19|20)?\d\d))\b",
    rf"(?P<before_yesterday>(?:the{_SPACE})?day{_SPACE}before{_SPACE}yesterday|night{_SPACE}before{_SPACE}last)",
    r"(?P<yesterday>yesterday|ayer\b|hier\b|أمس)",
    rf"(?P<last_night>last{_SPACE}night|last{_SPACE}evening|anoche)",
    r"(?P<overnight>overnight)",
    rf"(?P<today>today|tonight|this{_SPACE}(?:morning|afternoon|evening)|hoy\b|aujourd'hui|اليوم)",
    rf"(?P<early_part>early{_SPACE}(?:this|in{_SPACE}the){_SPACE}morning)",
    _COUNT.format("ago") + rf"{_SPACE}(?P<ago_unit>day|week|fortnight|month|year)s?{_SPACE}(?:ago|earlier)",
    rf"(?:(?:over|in|during|within|for){_SPACE})?(?:the{_SPACE})?(?:past|last|previous){_SPACE}"
    + _COUNT.format("span") + rf"{_SPACE}(?P<span_unit>hour|day|week|month|year)s?",
    rf"(?:in|over|within|during){_SPACE}(?:the{_SPACE}space{_SPACE}of{_SPACE}|just{_SPACE}|only{_SPACE}|barely{_SPACE}|under{_SPACE})?"
    + _COUNT.format("within") + rf"{_SPACE}(?P<within_unit>hour|day|week)s\b(?!'|’|{_SPACE}time\b)",
    rf"(?P<earlier>earlier|late|later|early){_SPACE}(?:this|last){_SPACE}(?P<earlier_unit>week|month|year)",
    rf"(?P<which>this|last|past|the{_SPACE}past){_SPACE}(?P<which_unit>weekend|week|month|year)\b",
    rf"(?:over|during){_SPACE}the{_SPACE}(?P<weekend>weekend)\b",
    rf"(?P<weekend_of>weekend)(?={_SPACE}(?:shootings?|attacks?|violence|bombings?|clashes|killings?|murders?|slayings?|raids?|strikes?|riots?)\b)",
    _with_year(rf"(?P<feast>{'|'.join(_FEASTS).replace(' ', _SPACE)})\b", "_f"),
    rf"since{_SPACE}the{_SPACE}(?:beginning|start){_SPACE}of{_SPACE}(?:(?P<begun>(?:19|20)\d\d)|(?:the|this){_SPACE}(?P<year_begun>year))\b",
    rf"(?:between|from){_SPACE}(?P<since_year>(?:19|20)\d\d){_SPACE}(?:and|to|through|until){_SPACE}(?P<till_year>(?:19|20)\d\d)\b",
    _with_year(rf"(?:between|from){_SPACE}(?:early{_SPACE}|late{_SPACE}|mid-)?" + _MONTH.format("_first"), "_first")
    + rf"{_SPACE}(?:and|to|through|until){_SPACE}(?:early{_SPACE}|late{_SPACE}|mid-)?"
    + _with_year(_MONTH.format("_last") + _NO_DAY, "_last"),
    rf"(?P<last_weekday>last{_SPACE})?\b" + _WEEKDAY + r"\b",
    _WEEKDAY_ABROAD,
    r"(?P<two_days>خلال\s{1,4}(?:ال)?يومين|en (?:los últimos )?dos días|en deux jours|ces deux derniers jours)",
    _with_year(
        r"(?:in|since|during|of|early|late|mid|(?P<last_month>last|this\s{1,3}past))[\s-]{1,3}" + _MONTH.format("_m") + _NO_DAY,
        "_m",
    ),
    rf"the{_SPACE}(?P<year_of>(?:19|20)\d\d)\b(?={_SPACE}(?:[\w'-]{{1,20}}{_SPACE}){{0,4}}(?:attacks?|bombings?|blasts?|massacres?|killings?"
    r"|murders?|shootings?|assassinations?|slayings?|coup|genocide|siege|raids?|kidnappings?|abductions?|clashes|riots?|ambush|war)\b)",
    rf"(?:in|since|during|of){_SPACE}(?P<year_only>(?:19|20)\d\d)\b",
)  # fmt: skip
_BEGINS = (
    r"(?=\d|'|a(?:pr|ug|vr|br|go|oû|uj|yer|noche|n?\s|\sfew|\scouple)|between|boxing|c(?:ouple|hris)|d(?:ay|ec|ic|uring|im|omi|éc)"
    r"|e(?:arl|ight|leven|nero|n\s)|f(?:eb|r(?:i|om)|ew|ive|our|or\s|év|ev)|h(?:all|ier|oy)|in[\s-]|j(?:an|u|ou|ue|eu)|l(?:ast|ate|un)"
    r"|m(?:a|on|id|i[eé]|er)|n(?:ew\s|ov|ight|ine)|o(?:ct|f[\s-]|n\schr|ne|ver)|p(?:ast|revious)|s(?:ab|at|e[pv]|i[xn]|un|á|am|everal)"
    r"|t(?:h|o[dn]|ue|wo|en|welve)|v(?:al|en|ie)|w(?:ed|eekend|ithin)|y|[^\x00-\x7f])"
)
"""What any of the forms begins with: one quick look, instead of twenty slow ones, at every word that is no date."""
_PATTERN = re.compile(r"(?<![^\W_])" + _BEGINS + "(?:" + "|".join(_FORMS) + ")", re.IGNORECASE)

_LASTING = re.compile(
    rf"(?:the{_SPACE})?past{_SPACE}(?:week|month|year)\b|"
    rf"(?:(?:over|in|during|within|for){_SPACE})?(?:(?:the|just|only|barely|under){_SPACE})?(?:(?:past|last|previous){_SPACE})?"
    + _COUNT.format("lasting") + rf"{_SPACE}(?:hour|day|week|month|year)s\b(?!{_SPACE}(?:ago|earlier))",
    re.IGNORECASE,
)  # fmt: skip

_UNITS = ("hour", "day", "week", "fortnight", "weekend", "month", "year", "night", "evening", "morning", "afternoon")
_DAYS = ("today", "tonight", "yesterday", "overnight", "ayer", "anoche", "hier", "hoy", "aujourd", "jours")
_WEEKDAY_STEMS = ("mon", "tue", "tues", "wed", "wednes", "thu", "thur", "thurs", "fri", "sat", "satur", "sun")
_TELLING = frozenset(
    word + ending
    for word in (
        *MONTHS,
        *_WEEKDAYS,
        *_UNITS,
        "eve",
        "christmas",
        "halloween",
        *_DAYS,
        *_WEEKDAY_STEMS,
        *(f"{stem}day" for stem in _WEEKDAY_STEMS),
    )
    for ending in ("", "s")
)
"""Words of which every date in plain letters has one, unless it is written in figures alone."""
_FIGURES = re.compile(r"\d/\d|\d{4}")


_A_DAY = timedelta(days=1)
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


def meet(first: DateSpan | None, second: DateSpan | None) -> bool:
    """Whether two spans may be of one day; one that nobody told may."""
    return first is None or second is None or (first.first <= second.last and second.first <= first.last)


def may_tell(text: str, words: Set[str]) -> bool:
    """Whether a text with these lower-case words may name a date: a cheap first look."""
    if not words.isdisjoint(_TELLING) or "-" in text or not text.isascii():
        return True
    return _FIGURES.search(text) is not None


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
            is_lasting=since or bool(_LASTING.match(text, start, end)),
        )
        for first, last, start, end, relative, since in _find(text, anchor)
    )


def _find(text: str, anchor: date | None) -> list[tuple[date, date, int, int, bool, bool]]:
    found = []
    for match in _PATTERN.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        answer = _resolve(groups, match.group(), anchor)
        if answer is None or not _is_whole(text, match.start()):
            continue
        first, last, relative = answer
        since = "since " in (text[max(0, match.start() - 6) : match.start()].lower(), match.group()[:6].lower())
        if since and anchor and first <= anchor:
            last = anchor
        found.append((first, last, match.start(), match.end(), relative, since))
    return _with_weekdays(text, found)


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


def _spans(
    text: str, first: tuple[date, date, int, int, bool, bool], second: tuple[date, date, int, int, bool, bool]
) -> bool:
    """ "between Thursday and Saturday", "from Monday to Friday", "on Monday and Tuesday"."""
    joint = text[first[3] : second[2]].strip().lower()
    opens = text[max(0, first[2] - 9) : first[2]].strip().lower()
    fits = (joint == "and" and opens.endswith("between")) or (
        joint in ("to", "until", "-", "–") and opens.endswith("from")
    )
    is_next_day = second[0] - first[1] == _A_DAY and text[second[3] : second[3] + 1] not in ("'", "’")
    fits = fits or (joint == "and" and opens.endswith("on") and is_next_day)
    return fits and first[0] <= second[1]


def _resolve(groups: dict[str, str], whole: str, anchor: date | None) -> tuple[date, date, bool] | None:
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
        if found and found <= anchor + timedelta(days=31):
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
        number = _WEEKDAYS[groups["weekday_abroad"].lower().removeprefix("ال")]
        return _one(anchor - timedelta(days=(anchor.weekday() - number) % 7), True)
    if "month_m" in groups:
        return _whole_month(groups, anchor)
    return None


def _feast(groups: dict[str, str], anchor: date | None) -> tuple[date, date, bool] | None:
    name = groups["feast"]
    month, day = next(
        on for feast, on in _FEASTS.items() if re.fullmatch(feast.replace(" ", _SPACE), name, re.IGNORECASE)
    )
    if "year_f" in groups:
        return _one(_day(_full_year(int(groups["year_f"].strip("'"))), month, day), False)
    return _one(_nearest_year(month, day, anchor), False)


def number_of(word: str) -> int:
    """A count of days, weeks or years, in letters or figures."""
    return int(word) if word.isdigit() else _SMALL.get(word.lower(), 3)


def _ago(count: int, unit: str, anchor: date) -> tuple[date, date, bool]:
    if unit == "day":
        day = anchor - timedelta(days=count)
        return day, day, True
    days = {"week": 7, "fortnight": 14, "month": 30, "year": 365}[unit] * count
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
    number = next(n for name, n in _WEEKDAYS.items() if name.startswith(word.lower()[:3]))
    back = (anchor.weekday() - number) % 7
    if "last_weekday" in groups and back == 0:
        back = 7
    return _one(anchor - timedelta(days=back), True)


def _whole_month(groups: dict[str, str], anchor: date) -> tuple[date, date, bool] | None:
    if groups["month_m"] in ("may", "march", "mar"):
        return None
    month = _month(groups["month_m"])
    is_past = month > anchor.month or (month == anchor.month and "last_month" in groups)  # "last August" is over
    year = _full_year(int(groups["year_m"].strip("'"))) if "year_m" in groups else anchor.year - is_past
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), False
