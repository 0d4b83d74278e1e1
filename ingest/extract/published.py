"""When the article was published and last changed: every dated place of the page, and which one is believed. Never the fetch
time. How dates are read and weighed is in `dates/`."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from ingest.extract.candidates import Choice
from ingest.extract.dates.belief import either_way_resolved, finest, first_agreed, is_disputed, there, without_changes
from ingest.extract.dates.claims import AHEAD, Claim, as_candidate, checked, refused
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
from ingest.extract.dates.visible import Sighting
from ingest.extract.seen import Seen

__all__ = ["Dated", "as_written", "modified", "published", "read"]

_SAME = timedelta(minutes=1)


def published(seen: Seen, text: str) -> Choice[Dated]:
    """When it was published (`value` None: undated), and every place that dates it. A place is believed where another bears
    it out; else in this order: JSON-LD, meta tags, microdata, the feed, beside the headline, metas that may mean anything, the
    address; and only where all of them are silent, elements made for dates, htmldate, and the last change."""
    claims = _weighed(_plain(seen), seen)
    for more in (_apart, linked_late, by_htmldate, _only_changed):
        if not is_disputed(claims) and (believed := first_agreed(claims)):
            return _choice(believed, claims)
        claims = _weighed([*claims, *more(seen)], seen)
    return _choice(first_agreed(claims), claims)


def modified(seen: Seen, published_at: datetime | None) -> Choice[Dated]:
    """When the page says it was last changed, and every place that says so."""
    claims = [checked(claim, seen.page.fetched_at) for claim in changed(seen)]
    claims = [_not_before(claim, published_at) for claim in claims]
    value = next((dated for claim in claims if (dated := claim.dated)), None)
    return Choice(
        value=value, source=value.source if value else None, candidates=tuple(as_candidate(claim) for claim in claims)
    )


def _plain(seen: Seen) -> Iterator[Claim]:
    yield from stated(seen)
    yield from _called_published(near_headline(seen))
    yield from loose(seen)
    yield from address(seen)


def _apart(seen: Seen) -> Iterator[Claim]:
    yield from _called_published(in_marked_elements(seen))


def _called_published(sightings: Iterable[Sighting]) -> Iterator[Claim]:
    """What the page calls a day of publication, then what it calls nothing; the rest is refused for its name."""
    ordered = sorted(sightings, key=lambda sighting: sighting.says != "published")
    for claim, sighting in zip(of_sightings(ordered), ordered, strict=True):
        yield _named(claim, sighting)


def _named(claim: Claim, sighting: Sighting) -> Claim:
    if sighting.says == "modified":
        return refused(claim, "the page calls it a change")
    return refused(claim, "the page calls it something else") if sighting.says == "other" else claim


def _only_changed(seen: Seen) -> Iterator[Claim]:
    """A page that says when it was changed, and nothing else, was published by then."""
    yield from changed(seen)


def _weighed(claims: Iterable[Claim], seen: Seen) -> list[Claim]:
    possible = either_way_resolved([checked(claim, seen.page.fetched_at) for claim in claims])
    return without_changes(possible, [checked(claim, seen.page.fetched_at) for claim in changed(seen)])


def _not_before(claim: Claim, published_at: datetime | None) -> Claim:
    dated = claim.dated
    if dated and published_at and dated.at < published_at - AHEAD:
        return refused(claim, "before it was published")
    return claim


def _choice(believed: Dated | None, claims: list[Claim]) -> Choice[Dated]:
    value = there(finest(believed, claims), claims) if believed else None
    return Choice(
        value=value, source=value.source if value else None, candidates=tuple(as_candidate(claim) for claim in claims)
    )
