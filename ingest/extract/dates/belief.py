"""Which of the places that date a page is believed, and what the others add: a time, a zone, the day there. Reads nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from ingest.extract.dates.claims import Claim, refused
from ingest.extract.dates.dated import Dated, as_written, moment, on_day

_MINUTE = timedelta(minutes=1)
_HALF_HOURS = (-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 9.5, 10.5)
_ZONES = frozenset(timedelta(hours=hours) for hours in (*range(-12, 15), *_HALF_HOURS))
_FAR = timedelta(
    hours=11
)  # where an instant in UTC is told apart from a day there, no further from Greenwich than this


def first_agreed(claims: Sequence[Claim]) -> Dated | None:
    """The first that a place of another family bears out; where none does, the first."""
    return agreed(claims) or next((dated for claim in claims if (dated := claim.dated)), None)


def agreed(claims: Sequence[Claim]) -> Dated | None:
    """The first that a place of another family bears out."""
    dated = [(claim.family, said) for claim in claims if (said := claim.dated)]
    for family, said in dated:
        if any(said.agrees(other) for another, other in dated if another != family):
            return said
    return None


def is_disputed(claims: Sequence[Claim]) -> bool:
    """Whether the firm places tell different days, and no two of different families the same."""
    firm = [dated for claim in claims if claim.is_firm and (dated := claim.dated)]
    return any(not dated.agrees(firm[0]) for dated in firm[1:]) and not agreed(claims)


def either_way_resolved(claims: Sequence[Claim]) -> list[Claim]:
    """3/4/2025 is the day that another place gives."""
    return [_resolved(claim, claims) if len(claim.readings) > 1 else claim for claim in claims]


def _resolved(claim: Claim, claims: Sequence[Claim]) -> Claim:
    others = [dated for other in claims if (dated := other.dated)]
    for dated in claim.readings:
        if any(dated.agrees(other) for other in others):
            return replace(claim, readings=(dated,))
    return claim


def without_refused_days(claims: Sequence[Claim]) -> list[Claim]:
    """A guess is refused where the page itself says that the day is another thing's."""
    other = {dated.day: claim.refused_because for claim in claims if claim.refused_because for dated in claim.readings}
    return [
        refused(claim, because)
        if claim.family == "htmldate" and claim.dated and (because := other.get(claim.dated.day))
        else claim
        for claim in claims
    ]


def finest(believed: Dated, claims: Sequence[Claim]) -> Dated:
    """A time with a zone instead of one without, a time instead of a day, where another place gives it for that day."""
    others = [dated for claim in claims if (dated := claim.dated)]
    finer = (dated for dated in others if dated.precision == "minute" and dated.agrees(believed))
    found = next((dated for dated in finer if _is_finer(dated, believed)), believed)
    return _in_its_zone(found, [dated for claim in claims for dated in claim.readings])


def _in_its_zone(found: Dated, everywhere: Sequence[Dated]) -> Dated:
    """Of a time without a zone: the zone in which any place, also one not believed, shows the same day and second."""
    if found.precision == "day" or found.is_zoned:
        return found
    zoned = (as_written(dated.at, dated.evidence) for dated in everywhere if dated.is_zoned)
    alike = (said.tzinfo for said in zoned if said.replace(tzinfo=UTC) == found.at)
    zone = next(alike, None)
    return moment(found.at.replace(tzinfo=zone), found.source) if zone else found


def _is_finer(dated: Dated, believed: Dated) -> bool:
    if believed.precision == "day":
        return True
    return dated.is_zoned and not believed.is_zoned and dated.at.minute == believed.at.minute


def without_changes(claims: Sequence[Claim], changes: Sequence[Claim]) -> list[Claim]:
    """Without those that repeat the time of the last change, where a firm place tells an earlier day."""
    changed = [dated for claim in changes if (dated := claim.dated)]
    firm = [dated for claim in claims if claim.is_firm and (dated := claim.dated)]
    earliest = min((dated.at.date() for dated in firm), default=None)
    return [
        refused(claim, "the time of the last change")
        if (dated := claim.dated) and earliest and dated.at.date() > earliest and _repeats(dated, changed)
        else claim
        for claim in claims
    ]


def _repeats(dated: Dated, changed: Sequence[Dated]) -> bool:
    if dated.precision == "day":
        return any(dated.day == other.day for other in changed)
    return any(abs(dated.at - other.at) <= _MINUTE for other in changed)


def there(claims: Sequence[Claim]) -> list[Claim]:
    """Instants written in UTC with the zone, or at least the day, of the outlet: as another place writes the same instant, as
    the clock that it shows for the same minute, or as the day that it gives."""
    others = [dated for claim in claims if (dated := claim.dated) and not dated.is_utc]
    return [
        replace(claim, readings=(_there(dated, others),))
        if others and (dated := claim.dated) and dated.is_utc
        else claim
        for claim in claims
    ]


def _there(utc: Dated, others: Sequence[Dated]) -> Dated:
    for dated in others:
        if dated.precision == "minute" and (offset := _offset(utc, dated)):
            return moment(utc.at.astimezone(timezone(offset)), utc.source)
    days = [dated.day for dated in others if dated.precision == "day"]
    if utc.at.date() in days:
        return utc
    return next((on_day(utc, day) for day in days if _is_beside(utc.at, day)), utc)


def _offset(utc: Dated, other: Dated) -> timedelta | None:
    """What a clock there is ahead of UTC, where both show the same minute (and second, if both have one)."""
    if other.is_zoned:
        return as_written(other.at, other.evidence).utcoffset() if abs(other.at - utc.at) <= _MINUTE else None
    is_fine = other.at.second and utc.at.second
    ahead = other.at.replace(microsecond=0) - utc.at.replace(microsecond=0)
    if not is_fine:
        ahead += timedelta(seconds=utc.at.second - other.at.second)
    return ahead if ahead in _ZONES else None


def _is_beside(at: datetime, day: date) -> bool:
    """Whether it is that day in a zone not too far."""
    return day in {(at + _FAR).date(), (at - _FAR).date()}
