"""What a date on a page means: a day or an instant, and how it was written there. Not where it stands, nor whether it is true."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from ingest.model import Precision

_KEPT_ZONE = re.compile(r"\(([+-]\d\d:\d\d)\)$")
_KEPT_DAY = re.compile(r"\((\d{4}-\d\d-\d\d) there\)$")
_NOTE = re.compile(r" \([^()]*\)$")
NO_ZONE = " (no zone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One place that dates the article. `day` is the day as written there; `at` the instant in UTC, midnight of `day`
    where only a day is given. `evidence` names the place, and keeps the zone."""

    at: datetime
    day: date
    precision: Precision
    evidence: str
    is_zoned: bool

    def agrees(self, other: "Dated") -> bool:
        """The same day, as written or in UTC."""
        return bool({self.day, self.at.date()} & {other.day, other.at.date()})

    @property
    def source(self) -> str:
        """The place, without the zone."""
        return _NOTE.sub("", self.evidence)

    @property
    def is_utc(self) -> bool:
        """An instant written in UTC, which need not be where the outlet is."""
        return self.is_zoned and self.evidence == self.source


def moment(said: datetime, source: str) -> Dated:
    """A time of day as written, with or without its zone; midnight sharp is a day written as a time."""
    if said.hour == said.minute == said.second == 0:
        return whole_day(said.date(), source)
    at = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    evidence = f"{source}{_zone_note(said)}"
    return Dated(at=at, day=said.date(), precision="minute", evidence=evidence, is_zoned=said.tzinfo is not None)


def whole_day(day: date, source: str) -> Dated:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Dated(at=midnight, day=day, precision="day", evidence=source, is_zoned=False)


def on_day(utc: Dated, day: date) -> Dated:
    """An instant written in UTC, of which the page says that it was another day where the outlet is."""
    return replace(utc, day=day, evidence=f"{utc.source} ({day} there)")


def as_written(at: datetime, evidence: str | None) -> datetime:
    """The instant in the zone that its evidence keeps ("… (+03:00)"), else in UTC: its date is the day the outlet meant.
    Where the evidence keeps only that day ("… (2025-03-07 there)"), in the nearest zone in which it is that day."""
    if offset := _KEPT_ZONE.search(evidence or ""):
        return at.astimezone(datetime.strptime(offset[1], "%z").tzinfo)
    if there := _KEPT_DAY.search(evidence or ""):
        return at.astimezone(_zone_where(at, date.fromisoformat(there[1])))
    return at


def reading(dated: Dated) -> str:
    """ISO 8601: the day, or the time with the zone as written (with none where none was)."""
    if dated.precision == "day":
        return dated.day.isoformat()
    if not dated.is_zoned:
        return dated.at.replace(tzinfo=None).isoformat()
    return as_written(dated.at, dated.evidence).isoformat()


def _zone_where(at: datetime, day: date) -> tzinfo:
    hours = sorted(range(-12, 15), key=abs)
    zones = (timezone(timedelta(hours=hour)) for hour in hours)
    return next((zone for zone in zones if at.astimezone(zone).date() == day), UTC)


def _zone_note(said: datetime) -> str:
    """The zone as written, kept beside the instant: the reader's day is a day there, not in UTC."""
    if said.tzinfo is None:
        return NO_ZONE
    return f" ({said.isoformat(timespec='minutes')[-6:]})" if said.utcoffset() else ""
