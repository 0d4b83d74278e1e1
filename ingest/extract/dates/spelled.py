"""Dates as outlets write them for readers, in some forty languages, with the time and zone beside them. Not for running text:
a day without its year and "two hours ago" are left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone

from ingest.calendar_words import MONTHS, ZONES

_WORD = r"[^\s\d,/()|\[\]:;–—·•<>\"'-]{2,20}"
_TIE = r"[\s,./-]{0,4}"
_OF = r"(?:(?:de|del|of|di|da)\s{1,3}|d[’']\s?)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY = r"(?<![\d.:,])(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})\s?[-/.年년]\s{0,2}(?P<number>\d{1,2})\s?[-/.月월]\s{0,2}(?P<day>\d{1,2})(?!\d)",
        rf"{_DAY}(?:st|nd|rd|th|er|ers|[ºª°])?{_TIE}{_OF}(?P<month>{_WORD}){_TIE}{_OF}(?P<year>\d{{4}}|[’']\d\d)(?!\d)",
        rf"(?P<month>{_WORD})\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s{{0,2}},\s{{0,3}}|\s{{1,3}}){_YEAR}",
        rf"(?<!\d)(?P<year>\d{{4}})[.,]?[ \xa0]{{1,3}}(?:m\.\s)?(?P<month>{_WORD})\s{{1,3}}"
        r"(?P<day>\d{1,2})(?!\d|,?\s{0,2}\d{4})",
        rf"(?<!\d)(?P<year>\d{{4}})\.\s?gada\s{{1,3}}(?P<day>\d{{1,2}})\.\s?(?P<month>{_WORD})",
        rf"{_DAY}\s?tháng\s?(?P<number>\d{{1,2}})(?:,|\s|năm){{1,8}}{_YEAR}",
        r"(?<![\d./:-])(?P<first>\d{1,2})\s?(?P<mark>[./|-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?"
        r"(?P<year>\d{4}|\d\d)(?![\d%€$]|[./:-]\d)",
    )
)
_TWO_WORDS = re.compile(r"(?<=كانون|تشرين)\s(?=الأول|الاول|الثاني)")
_CLOCK = r"(?P<hour>[012]?\d)(?:\s?[:時시時点hH]\s?|[.:])(?P<minute>[0-5]\d)(?:[:分분]\s?(?P<second>[0-5]\d))?(?![\d.])"
_HALF = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
_ASIAN = r"(?P<asian>上午|下午|午前|午後|오전|오후)?\s?"
_AFTER = re.compile(rf"[^\d\n]{{0,14}}?\n?[^\d\n]{{0,14}}?{_ASIAN}(?<!\d){_CLOCK}{_HALF}", re.IGNORECASE)
_HOUR_AFTER = re.compile(r"[^\d]{0,12}?(?P<hour>1?\d)\s?(?P<half>[ap])\.?m\b", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\d.:]){_CLOCK}{_HALF}\s?(?P<zone>\(?[A-Z]{{2,5}}\)?)?[^\d\n]{{0,12}}$", re.IGNORECASE)
_OFFSET = re.compile(r"\s{0,2}\(?(?:GMT|UTC)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?(?![\d.])")
_ZONE = re.compile(r"\s{0,2}\(?(?P<zone>[A-Z]{2,5})\b")
_SECOND_HALF = frozenset({"p", "下午", "午後", "오후"})
_CROATIAN, _OCTOBER = re.compile(r"\d{1,2}\.\s?listopada", re.IGNORECASE), 10  # November in Polish, which sets no dot
_BUDDHIST = 543  # years in Thailand: 2568 is 2025
_LOOK = 40
_HINT = re.compile(
    r"\d{4}|\d\s?[./-]\s?\d\d?(?!\d)|[’']\d\d"
)  # no date without a year; forms are tried around one only
_REACH = 34
_RANGE_BEFORE = re.compile(r"(?<![:.\d])(?:\d{1,2}|\d{4})\.?\s?[-–—~～]\s?\Z")
_RANGE_AFTER = re.compile(r"\s?[-–—~～]\s?\d{1,2}(?![\d:.hH])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A date at `[start, end)`, its time and zone included. `days`: two where day and month may be either way round."""

    start: int
    end: int
    days: tuple[date, ...]
    clock: time | None
    zone: timezone | None

    def said(self, day: date) -> datetime | None:
        """The time on one of the `days`; None where no time is written."""
        return datetime.combine(day, self.clock, self.zone) if self.clock else None


def spelled(text: str, *, is_day_first: bool | None) -> Iterator[Spelled]:
    """The dates in `text`, in order. `is_day_first` None: not known where 3/4/2025 may be either."""
    text = _TWO_WORDS.sub("_", text)
    end = 0
    for match, days in sorted(_found(text, is_day_first), key=lambda pair: pair[0].start()):
        if match.start() >= end:
            clock, zone, start, end = _clock(text, match.start(), match.end())
            yield Spelled(start=start, end=end, days=days, clock=clock, zone=zone)


def _found(text: str, is_day_first: bool | None) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    for start, end in _near_years(text):
        for form in _FORMS:
            for match in form.finditer(text, start, end):
                if not _is_range(text, match) and (days := tuple(_days(match, is_day_first))):
                    yield match, days


def _is_range(text: str, match: re.Match[str]) -> bool:
    """From the 14th to the 20th is when something happens, not when it is written about."""
    return bool(
        _RANGE_BEFORE.search(text, max(0, match.start() - 8), match.start()) or _RANGE_AFTER.match(text, match.end())
    )


def _near_years(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for hint in _HINT.finditer(text):
        start, end = max(0, hint.start() - _REACH), hint.end() + _REACH
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _days(match: re.Match[str], is_day_first: bool | None) -> Iterator[date]:
    said = match.groupdict()
    year = _year(said["year"])
    mark = said.get("mark")
    if mark:
        # 07.03.2025: no country writes the month first with dots
        yield from _either_way(year, int(said["first"] or 0), int(said["second"] or 0), mark in ".|" or is_day_first)
        return
    month = int(said["number"]) if said.get("number") else _month(said["month"])
    month = _OCTOBER if _CROATIAN.match(match[0]) else month
    if day := _day(year, month, int(said["day"] or 0)):
        yield day


def _either_way(year: int, first: int, second: int, is_day_first: bool | None) -> Iterator[date]:
    """3/4 by the custom, or both ways where that is not known; 4/13 is the 13th of April, whatever the custom."""
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    by_custom = (day_first, month_first) if is_day_first is None else (day_first if is_day_first else month_first,)
    found = {day for day in by_custom if day} or {day for day in (day_first, month_first) if day}
    yield from sorted(found)


def _year(written: str) -> int:
    year = int(written.lstrip("’'"))
    if len(written) < 4:
        return 2000 + year if year < 70 else 1900 + year
    return year - _BUDDHIST if 2400 < year < 2700 else year


def _month(word: str) -> int:
    return MONTHS.get(word.rstrip(".").casefold(), 0)


def _day(year: int, month: int, day: int) -> date | None:
    if year in (MINYEAR, MAXYEAR):  # programs write them for "never", and no zone can be taken off their ends
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(text: str, start: int, end: int) -> tuple[time | None, timezone | None, int, int]:
    """The time of day right after the date, or right before it, its zone, and the span of all."""
    tail = text[end : end + _LOOK]
    if (match := _AFTER.match(tail) or _HOUR_AFTER.match(tail)) and (clock := _time(match.groupdict())):
        zone, length = _zone_after(tail[match.end() :])
        return clock, zone, start, end + match.end() + length
    head = text[max(0, start - _LOOK) : start]
    if (match := _BEFORE.search(head)) and (clock := _time(match.groupdict())):
        return clock, _named_zone(match["zone"]), start - len(head) + match.start(), end
    return None, None, start, end


def _time(said: dict[str, str | None]) -> time | None:
    hour = int(said["hour"] or 0)
    half = (said.get("half") or said.get("asian") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _SECOND_HALF else 0)
    return time(hour, int(said.get("minute") or 0), int(said.get("second") or 0)) if hour < 24 else None


def _zone_after(text: str) -> tuple[timezone | None, int]:
    if match := _OFFSET.match(text):
        east = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if east <= timedelta(hours=14):
            return timezone(east if match["sign"] == "+" else -east), match.end()
    match = _ZONE.match(text)
    zone = _named_zone(match["zone"]) if match else None
    return zone, match.end() if match and zone else 0


def _named_zone(name: str | None) -> timezone | None:
    """Of a name in use in one place only; "IST" is three countries'."""
    minutes = ZONES.get((name or "").strip("()").upper())
    return timezone(timedelta(minutes=minutes)) if minutes is not None else None
