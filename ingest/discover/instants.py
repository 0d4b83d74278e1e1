"""The dates that feeds and sitemaps bear, in every broken format, with their zones. Not for dates in article text.

A feed's date is believed only where it can mean one instant (or one day): a zone that several countries use, a time
without a zone and 3/4/2025 give no instant, only the span of time it may mean; the raw text is kept beside it."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


_ISO = re.compile(r"(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}),?\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})(?!\d)", re.IGNORECASE)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d*)?\Z")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s\-/,]*(?:de\s+)?([^\s\d.,:;/()+\-]{3,}\.?)"
    r"[\s\-/,]*(?:de[l]?\s+)?(\d{4}|\d\d)(?!\d|:)"
)
_MONTH_DAY = re.compile(r"([^\s\d.,:;/()+\-]{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_YEAR = re.compile(r"(?<![\d:+\-])((?:18|19|20)\d\d)(?![\d:])")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?![\d:])(?:[.,](\d+))?")
# 14h05, 14.05 Uhr, 14時05分, 2 pm: only where no time stands with a colon.
_TIME_ABROAD = re.compile(
    r"(?<![\d:.,+\-−])(\d{1,2})\s?(?:(?:h|uhr|時|时|시|點|点)\s?(?:(\d\d)(?!\d))?|\.(\d\d)(?![\d.])|(?=[ap]\.?\s?m\b))",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(
    r"\bp\.?\s?m\b\.?|下午|晚上|午後|오후|مساء|(?<=:\d\d)\s?م(?!\w)|μ\.?μ\b\.?|(?<=\d) CH\b", re.IGNORECASE
)
_MORNING = re.compile(
    r"\ba\.?\s?m\b\.?|上午|早上|凌晨|午前|오전|صباح|(?<=:\d\d)\s?ص(?!\w)|π\.?μ\b\.?|(?<=\d) SA\b", re.IGNORECASE
)
_OFFSET = re.compile(r"([A-Za-z]{2,5}|Z)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?(?!\d)")
_IANA = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b")
_WORD = re.compile(r"[^\W\d_]+")
# RFC 822 gives CST to North America; in a Chinese feed it may be China's just as well. Listopad is Croatia's October, and the
# November of its neighbours in the north.
_OCTOBER = (("listopada", "okt"), ("listopad", "okt"))
_MEANT = {"zh": (("CST", ""),), "hr": _OCTOBER, "bs": _OCTOBER}
# A clock that goes forward in spring, as newspapers of North America name it.
_CLOCKS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def read_instant(raw: str | None, *, seen_at: datetime | None = None, language: str | None = None) -> Instant:
    """What `raw` can mean. A date over a day after `seen_at` (when the channel was read) is not believed, nor are the
    defaults that programs write for "unknown" (1970-01-01, year 1): the raw text stays. `language` is the channel's."""
    text = " ".join(html.unescape(raw or "").split())[:_RAW_LIMIT]
    if not text:
        return NO_INSTANT
    at, earliest, latest = _meaning(_in_language(text, language))
    if earliest and seen_at and earliest > seen_at + _DAY:
        return Instant(raw=text)
    return Instant(raw=text, at=at, earliest=earliest, latest=latest)


def _in_language(text: str, language: str | None) -> str:
    for word, meant in _MEANT.get(language or "", ()):
        text = text.replace(word, meant)
    return text


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
    if clock is None or (not clock and zone.offset is None):  # midnight somewhere is how programs write a day
        return _whole_days(days)
    moments = [day + clock for day in days]
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
    for pattern, order in ((_ISO, (1, 3, 4)), (_CJK, (1, 2, 3)), (_VIETNAMESE, (3, 2, 1))):
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


def _clock(text: str) -> tuple[timedelta | None, str]:
    """The time since midnight (None: no time is stated), and the text without it. 24:00 ends the day. Raises ValueError for
    what no clock shows."""
    if found := _TIME.search(text):
        hour, minute, second = int(found[1]), int(found[2]), min(int(found[3] or 0), 59)  # a leap second is written :60
        microsecond = int((found[4] or "0")[:6].ljust(6, "0")) if found[3] else 0
    elif found := _TIME_ABROAD.search(text):
        hour, minute, second, microsecond = int(found[1]), int(found[2] or found[3] or 0), 0, 0
    else:
        return None, text
    passed = timedelta(hours=_of_day(hour, text), minutes=minute, seconds=second, microseconds=microsecond)
    if minute > 59 or passed > _DAY:
        raise ValueError(text)
    return passed, _MORNING.sub(" ", _AFTERNOON.sub(" ", _without(text, found)))


def _of_day(hour: int, text: str) -> int:
    """The hour of a day of 24; `text` says which half of the day is meant, where a clock of 12 hours is read."""
    if hour > 12:
        return hour
    if _AFTERNOON.search(text):
        return hour % 12 + 12
    return hour % 12 if _MORNING.search(text) else hour


def _zone(text: str) -> _Zone:
    """The zone named in what is left of a date: an offset first (GMT+9 is nine hours east), then names."""
    if (found := _IANA.search(text)) and _exists(found[0]):
        return _Zone(found[0])
    if found := _OFFSET.search(text):
        hours, minutes = int(found[3]), int(found[4] or 0)
        return _Zone((hours * 60 + minutes) * (1 if found[2] == "+" else -1) if hours <= 14 else None)
    known = [word for word in _WORD.findall(text) if word in ZONES or word in AMBIGUOUS_ZONES or word in _CLOCKS]
    return _Zone(_CLOCKS.get(known[0]) or ZONES.get(known[0])) if len(known) == 1 else _Zone(None)


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
