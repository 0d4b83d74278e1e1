"""Which span of time a run owns. Pure: it knows of Airflow only the values handed in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.errors import BadWindow
from ingest.model import Window

_CURE = "Give both `since` and `until` in the trigger form (days, UTC, until excluded), or use Trigger → Backfill"


def window_of(
    params: Mapping[str, Any], start: datetime | None, end: datetime | None, *, run_type: str
) -> Window | None:
    """The window of the params of a manual run, else the data interval; None where there is neither.

    Raises BadWindow for half a window, one that holds no time, and for params of a backfill, which would give each of its
    runs the same days."""
    since, until = params.get("since"), params.get("until")
    if since or until:
        return _from_params(since, until, run_type)
    if start and end and start < end:
        return Window(start=_plain(start), end=_plain(end))
    return None


def required(window: Window | None) -> Window:
    if window is None:
        raise BadWindow("this run", "it has no window: neither a data interval nor `since` and `until`", _CURE)
    return window


def _plain(at: datetime) -> datetime:
    """Airflow's instants are of a class of their own, which our files cannot hold."""
    return datetime.fromisoformat(at.isoformat()).astimezone(UTC)


def _from_params(since: str | None, until: str | None, run_type: str) -> Window:
    if run_type == "backfill":
        raise BadWindow("this backfill", "its days come from the form's own From and To", "Leave since and until empty")
    if not (since and until):
        raise BadWindow("this run", f"since is {since or 'empty'} and until is {until or 'empty'}", _CURE)
    window = Window(start=_instant("since", since), end=_instant("until", until))
    if window.start >= window.end:
        raise BadWindow("this run", f"since {since} is not before until {until}", _CURE)
    return window


def _instant(name: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as problem:
        raise BadWindow(name, f"{text!r} is no day", "Write it like 2025-03-07") from problem
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
