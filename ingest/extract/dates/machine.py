"""Dates as machines write them (ISO 8601 and its misspellings, RFC 2822, Unix time). Not for dates made for readers."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ingest.extract.dates.dated import Dated, moment, whole_day

_ISO = re.compile(
    r"^\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d?:?\d{0,2})?\s*$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\s*(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$")
_EPOCH = re.compile(r"^\s*(1[0-9]{9})(\d{3})?\s*$")
_RFC = re.compile(r"[A-Za-z]{3}")
_CHARACTERS = 100


def read(raw: str, source: str) -> Dated | None:
    """The date that `raw` writes, None for anything else."""
    raw = raw[:_CHARACTERS]
    if match := _EPOCH.match(raw):
        return moment(datetime.fromtimestamp(int(match[1]), UTC), source)
    if match := _ISO.match(raw) or _COMPACT.match(raw):
        return _from_parts(match.groups(), source)
    if not _RFC.search(raw):
        return None
    try:
        return moment(parsedate_to_datetime(raw.strip()), source)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_parts(parts: tuple[str | None, ...], source: str) -> Dated | None:
    year, month, day, hour, minute, second = (int(part) if part else None for part in parts[:6])
    try:
        if hour is None:
            return whole_day(date(year or 0, month or 0, day or 0), source)
        naive = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second or 0, 59):02}"
        return moment(datetime.fromisoformat(naive + _zone(parts[6])), source)
    except (ValueError, OverflowError):
        return None


def _zone(raw: str | None) -> str:
    if not raw:
        return ""
    if raw.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = raw[1:].replace(":", "")
    digits = digits.zfill(2).ljust(4, "0") if len(digits) <= 2 else digits.zfill(4)
    return f"{raw[0]}{digits[:2]}:{digits[2:]}"
