"""Dates and instants as people and programs write them, read into UTC. Not for dates inside running text."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ingest.errors import BadWindow
from ingest.model import Window


def instant(text: str) -> datetime:
    """`2025-03-07`, any ISO 8601 date and time, or an RFC 2822 date, in UTC; without a zone it is taken as UTC.
    Raises ValueError."""
    moment = _as_written(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def day(text: str) -> date:
    """The calendar day as it was written, in its own zone: the day a reader there would call "today"."""
    return _as_written(text).date()


def _as_written(text: str) -> datetime:
    text = text.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError) as problem:
        raise ValueError(f"{text[:60]!r} is no date: write 2025-03-07 or 2025-03-07T16:00:00Z") from problem


def window(since: str | None, until: str | None, now: datetime) -> Window | None:
    """The window `[since, until)`; None where neither is given; `until` alone is refused, `since` alone ends now.
    Raises BadWindow."""
    if since is None and until is None:
        return None
    if since is None:
        raise BadWindow(f"--until {until}", "a window needs a start", "Give --since too")
    start, end = _edge("--since", since), now if until is None else _edge("--until", until)
    if start >= end:
        shown = f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC"
        raise BadWindow(
            shown, "the window holds no time", "Give --since before --until; the end itself is not part of it"
        )
    return Window(start=start, end=end)


def _edge(option: str, text: str) -> datetime:
    try:
        return instant(text)
    except (ValueError, OverflowError) as problem:
        raise BadWindow(option, str(problem), "Times are UTC unless they bear a zone") from problem
