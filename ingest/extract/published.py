"""When the article was published and last changed: every dated place of the page, and which one is believed. Never the fetch
time. How dates are read and weighed is in `dates/`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ingest.extract.candidates import Choice
from ingest.extract.dates.belief import (
    either_way_resolved,
    finest,
    first_agreed,
    is_disputed,
    there,
    without_changes,
    without_refused_days,
)
from ingest.extract.dates.claims import AHEAD, Claim, as_candidate, checked, refused, renamed
from ingest.extract.dates.dated import Dated, as_written
from ingest.extract.dates.gather import (
    address,
    by_htmldate,
    changed,
    in_marked_elements,
    linked_late,
    loose,
    near_headline,
    of_sightings,
    stated,
)
from ingest.extract.dates.machine import read
from ingest.extract.dates.phrases import Meaning
from ingest.extract.dates.visible import Sighting
from ingest.extract.seen import Seen

__all__ = ["Dated", "as_written", "modified", "published", "read"]

_CHANGE = "the page calls it a change"
_NAMED: dict[Meaning | None, str] = {
    "modified": _CHANGE,
    "other": "the page calls it something else",
}


def published(seen: Seen) -> Choice[Dated]:
    """When it was published (`value` None: undated), and every place that dates it. A place is believed where another bears
    it out; else in this order: JSON-LD, meta tags, microdata, the feed, beside the headline, metas that may mean anything, the
    address; and only where those are silent or at odds, elements made for dates, the nodes around the article in JSON-LD,
    htmldate, and in the end the last change."""
    beside = near_headline(seen)
    claims = _checked(_plain(seen, beside), seen)
    for more in (_apart, linked_late, by_htmldate):
        if not is_disputed(claims) and any(claim.dated for claim in claims):
            return _choice(claims, seen)
        claims = without_refused_days(either_way_resolved([*claims, *_checked(more(seen), seen)]))
    if not any(claim.dated for claim in claims):
        claims = [*claims, *_checked(_only_changed(claims, seen), seen)]
    return _choice(claims, seen)


def modified(seen: Seen, published_at: datetime | None) -> Choice[Dated]:
    """When the page says it was last changed, and every place that says so."""
    claims = [_not_before(claim, published_at) for claim in _checked(changed(seen), seen)]
    value = next((dated for claim in claims if (dated := claim.dated)), None)
    return _chosen(value, claims)


def _choice(claims: Sequence[Claim], seen: Seen) -> Choice[Dated]:
    firm = without_changes(claims, _checked(changed(seen), seen))
    local = there(firm)
    believed = first_agreed(local)
    return _chosen(finest(believed, local) if believed else None, firm)


def _chosen(value: Dated | None, claims: Iterable[Claim]) -> Choice[Dated]:
    source = value.source if value else None
    told = (_as_borne(claim, value) for claim in claims)
    return Choice(value=value, source=source, candidates=tuple(as_candidate(claim) for claim in told))


def _as_borne(claim: Claim, value: Dated | None) -> Claim:
    """The chosen place was read as the instant that the article bears, also where another place gave it the zone."""
    dated = claim.dated
    if not (value and dated) or claim.source != value.source or dated.is_zoned or not value.is_zoned:
        return claim
    return replace(claim, readings=(value,))


def _checked(claims: Iterable[Claim], seen: Seen) -> list[Claim]:
    return either_way_resolved([checked(claim, seen.page.fetched_at) for claim in claims])


def _plain(seen: Seen, beside: Sequence[Sighting]) -> Iterator[Claim]:
    yield from stated(seen)
    yield from _called_published(beside, seen)
    yield from loose(seen)
    yield from address(seen)


def _apart(seen: Seen) -> Iterator[Claim]:
    yield from _called_published(in_marked_elements(seen), seen)


def _called_published(sightings: Iterable[Sighting], seen: Seen) -> Iterator[Claim]:
    """What the page calls a day of publication, then what it calls nothing; the rest is refused for its name."""
    ordered = sorted(sightings, key=lambda sighting: sighting.says != "published")
    for claim, sighting in zip(of_sightings(ordered), ordered, strict=True):
        why = _NAMED.get(sighting.says) or _why_masthead(sighting, seen.page.fetched_at)
        yield refused(claim, why) if why else claim


def _why_masthead(sighting: Sighting, fetched_at: datetime) -> str | None:
    """Many pages bear today's date at their head."""
    dated = sighting.readings[0]
    is_bare = sighting.side == "before" and sighting.says is None and dated.precision == "day"
    return "the day the page was fetched, above the headline" if is_bare and _is_today(dated, fetched_at) else None


def _is_today(dated: Dated, fetched_at: datetime) -> bool:
    return abs(dated.day - fetched_at.date()) <= AHEAD


def _only_changed(claims: Sequence[Claim], seen: Seen) -> Iterator[Claim]:
    """A page that says when it was changed, and nothing else, was published by then."""
    yield from changed(seen)
    for claim in claims:
        if claim.refused_because == _CHANGE:
            yield replace(renamed(claim, f"last change {claim.source}"), refused_because=None)


def _not_before(claim: Claim, published_at: datetime | None) -> Claim:
    dated = claim.dated
    if dated and published_at and dated.at < published_at - AHEAD:
        return refused(claim, "before it was published")
    return claim
