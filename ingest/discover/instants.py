"""The dates that feeds and sitemaps bear, in every broken format, with their zones. Not for dates in article text.

A feed's date is believed only where it can mean one instant (or one day): a zone that several countries use, a time
without a zone and 3/4/2025 give no instant, only the span of time it may mean; the raw text is kept beside it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ingest.calendar_words import AMBIGUOUS_ZONES, MONTHS, ZONES

_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)  # local clocks run from UTC+14 to UTC-12
_DAY = timedelta(days=1)
_RAW_LIMIT = 100
_FIRST_YEAR = 1800  # digitised newspapers reach back; what states an earlier year states a default


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """What a raw date can mean: one instant (`at`; of a date without a time its midnight, UTC), and the earliest and
    latest instants (inclusive, UTC) that it may mean. All three are None where nothing could be read."""

    raw: str | None = None
    at: datetime | None = None
    earliest: datetime | None = None
    latest: datetime | None = None


NO_INSTANT = Instant()


class _Zone(NamedTuple):
    """`offset` is minutes east, a zone's name, or None where nothing unambiguous is said."""

    offset: int | str | None


_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_EPOCH = re.compile(r"(\d{10})(\d{3})?\Z")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s\-/,]*(?:de\s+)?([^\W\d_]{3,}\.?)"
    r"[\s\-/,]*(?:de[l]?\s+)?(\d{4}|\d\d)(?!\d|:)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_YEAR = re.compile(r"(?<![\d:+\-])((?:18|19|20)\d\d)(?![\d:])")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?![\d:])(?:[.,](\d+))?\s*([AaPp])?(?(5)\.?[Mm]\b\.?)")
_OFFSET = re.compile(r"([A-Za-z]{2,5}|Z)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?(?!\d)")
_IANA = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b")
_WORD = re.compile(r"[^\W\d_]+")


def read_instant(raw: str | None, *, seen_at: datetime | None = None, language: str | None = None) -> Instant:
    """What `raw` can mean. A date over a day after `seen_at` (when the channel was read) is not believed, nor are the
    defaults that programs write for "unknown" (1970-01-01, year 1): the raw text stays. `language` is the channel's."""
    text = " ".join((raw or "").split())[:_RAW_LIMIT]
    if not text:
        return NO_INSTANT
    # RFC 822 gives CST to North America; in a Chinese feed it may be China's just as well.
    at, earliest, latest = _meaning(text.replace("CST", "") if language == "zh" else text)
    if earliest and seen_at and earliest > seen_at + _DAY:
        return Instant(raw=text)
    return Instant(raw=text, at=at, earliest=earliest, latest=latest)


_Meaning = tuple[datetime | None, datetime | None, datetime | None]
_NOTHING: _Meaning = (None, None, None)


@lru_cache(maxsize=4096)
def _meaning(text: str) -> _Meaning:
    try:
        return _of_epoch(text) or _of_written(text)
    except (ValueError, OverflowError):  # the 31st of February, hour 27, year 9999 in the far west
        return _NOTHING


def _of_epoch(text: str) -> _Meaning | None:
    if not (found := _EPOCH.match(text)):
        return None
    at = datetime.fromtimestamp(int(found[1]), UTC)
    return at, at, at


def _of_written(text: str) -> _Meaning:
    days, rest = _days(text)
    if not days:
        return _NOTHING
    if days[0].year < _FIRST_YEAR:
        return _NOTHING
    clock, tail = _clock(rest)
    zone = _zone(tail)
    if clock is None or (clock == time() and zone.offset is None):  # midnight somewhere is how programs write a day
        return _whole_days(days)
    moments = [
        day.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=clock.microsecond)
        for day in days
    ]
    if len(moments) > 1 or zone.offset is None:
        return None, moments[0] - _EAST, moments[-1] + _WEST
    at = _shifted(moments[0], zone.offset)
    return _NOTHING if at.timestamp() == 0 else (at, at, at)


def _whole_days(days: list[datetime]) -> _Meaning:
    if days[0].timestamp() == 0:
        return _NOTHING
    at = days[0] if len(days) == 1 else None
    return at, days[0] - _EAST, days[-1] + _DAY + _WEST


def _shifted(moment: datetime, offset: int | str) -> datetime:
    if isinstance(offset, str):
        return moment.replace(tzinfo=ZoneInfo(offset)).astimezone(UTC)
    return moment - timedelta(minutes=offset)


def _days(text: str) -> tuple[list[datetime], str]:
    """The day meant (two where day and month may be either way round, in order), and the text without it."""
    for pattern, order in ((_ISO, (1, 3, 4)), (_CJK, (1, 2, 3))):
        if found := pattern.search(text):
            year, month, day = (int(found[group]) for group in order)
            return [_day(year, month, day)], _without(text, found)
    if found := _COMPACT.match(text):
        clock = f" {found[4]}:{found[5]}:{found[6] or '00'} " if found[4] else ""
        return [_day(int(found[1]), int(found[2]), int(found[3]))], clock + text[found.end() :]
    return _named(text) or _slashed(text) or ([], text)


def _named(text: str) -> tuple[list[datetime], str] | None:
    for found in _DAY_MONTH.finditer(text):
        if month := _month(found[2]):
            return [_day(_full_year(found[3]), month, int(found[1]))], _without(text, found)
    for found in _MONTH_DAY.finditer(text):
        rest = _without(text, found)
        if (month := _month(found[1])) and (year := _YEAR.search(rest)):
            return [_day(int(year[1]), month, int(found[2]))], _without(rest, year)
    return None


def _slashed(text: str) -> tuple[list[datetime], str] | None:
    if not (found := _SLASHED.search(text)):
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == ".":  # 07.03.2025: no country writes the month first with dots
        return [_day(year, second, first)], _without(text, found)
    readings = {_day(year, month, day) for month, day in ((first, second), (second, first)) if month <= 12}
    return sorted(readings), _without(text, found)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _month(word: str) -> int | None:
    return MONTHS.get(word.rstrip(".").casefold())


def _full_year(digits: str) -> int:
    """RFC 2822, 4.3: two digits from 00 to 49 are this century's."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _clock(text: str) -> tuple[time | None, str]:
    """The time of day (None: there is none), and the text without it."""
    if not (found := _TIME.search(text)):
        return None, text
    hour, second = int(found[1]), min(int(found[3] or 0), 59)  # a leap second is written :60
    if found[5]:
        hour = hour % 12 + (12 if found[5] in "pP" else 0)
    microsecond = int((found[4] or "0")[:6].ljust(6, "0")) if found[3] else 0
    return time(hour, int(found[2]), second, microsecond), _without(text, found)


def _zone(text: str) -> _Zone:
    """The zone named in what is left of a date: an offset first (GMT+9 is nine hours east), then names."""
    if (found := _IANA.search(text)) and _exists(found[0]):
        return _Zone(found[0])
    if found := _OFFSET.search(text):
        hours, minutes = int(found[3]), int(found[4] or 0)
        return _Zone((hours * 60 + minutes) * (1 if found[2] == "+" else -1) if hours <= 14 else None)
    known = [word for word in _WORD.findall(text) if word in ZONES or word in AMBIGUOUS_ZONES]
    if len(known) == 1 and known[0] in ZONES:
        return _Zone(ZONES[known[0]])
    return _Zone(None)


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
