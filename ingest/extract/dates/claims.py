"""What one place of a page says of its date, and why that cannot be believed. Not which of several places is."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from ingest.extract.candidates import Candidate
from ingest.extract.dates.dated import Dated, reading

Family = Literal["json-ld", "meta", "microdata", "feed", "page", "url", "htmldate"]

EARLIEST = date(1995, 1, 1)  # no news page is older than the web's first newspapers
AHEAD = timedelta(days=1)  # clocks and zones; beyond, a date is an announcement or a mistake

UNREADABLE = "cannot be read as a date"
EITHER_WAY = "day and month may be either way round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one place says. `readings`: none where it could not be read, two where day and month may be either way round.
    Places of one `family` come from one template, and are wrong together. `is_firm`: it says in so many words that this is
    the time of publication."""

    family: Family
    source: str
    written: str
    readings: tuple[Dated, ...]
    is_firm: bool
    refused_because: str | None = None

    @property
    def dated(self) -> Dated | None:
        """What may be believed of it."""
        return self.readings[0] if len(self.readings) == 1 and not self.refused_because else None


def refused(claim: Claim, because: str) -> Claim:
    return claim if claim.refused_because else replace(claim, refused_because=because)


def renamed(claim: Claim, source: str) -> Claim:
    readings = tuple(
        replace(dated, evidence=dated.evidence.replace(claim.source, source, 1)) for dated in claim.readings
    )
    return replace(claim, source=source, readings=readings)


def checked(claim: Claim, fetched_at: datetime) -> Claim:
    """Without the readings that cannot be: before 1995, or after the page was fetched."""
    if not claim.readings:
        return refused(claim, UNREADABLE)
    reasons = [_why_impossible(dated, fetched_at) for dated in claim.readings]
    possible = tuple(dated for dated, why in zip(claim.readings, reasons, strict=True) if why is None)
    return replace(claim, readings=possible) if possible else refused(claim, reasons[0] or UNREADABLE)


def as_candidate(claim: Claim) -> Candidate:
    said = [reading(dated) for dated in claim.readings]
    return Candidate(
        source=claim.source,
        written=claim.written,
        reading=" or ".join(said) or None,
        refused_because=claim.refused_because or (EITHER_WAY if len(said) > 1 else None),
    )


def _why_impossible(dated: Dated, fetched_at: datetime) -> str | None:
    if dated.day < EARLIEST:
        return f"before {EARLIEST.year}"
    return "after the page was fetched" if dated.at > fetched_at + AHEAD else None
