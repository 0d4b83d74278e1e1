"""What an event is known again by: what happened, when, where, how many, and its article's names and words. Compares nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import floor

from ingest.ids import hash63
from ingest.incidents.names import Names, names
from ingest.model import Article, Event, Trace
from ingest.stories.gist import heaviest

METHOD = "incidents:5"
"""The recipe of traces, links and groups: with a change of any, all are made anew."""
TOLD = frozenset({"reported", "claimed", "accused", "denied"})
"""What is said to have happened, or not to have; what is only feared or planned is no incident."""

_WORDS = 30
_PAIRED = 7  # heaviest words of which any two make a key
_PEOPLE = 24
_CELL = 1.0  # degrees
_FEW_DAYS = 3


def traces(article: Article, events: Sequence[Event]) -> tuple[Trace, ...]:
    """One for each event of the article that is told as having happened. A pure function of the two."""
    told = [event for event in events if event.claim_status in TOLD]
    if not told:
        return ()
    found = names(f"{article.title or ''}\n{article.text}", article.language)
    words = heaviest(article, _WORDS)
    return tuple(
        _trace(article, event, found, words) for event in sorted(told, key=lambda e: (e.quote_start, e.event_id))
    )


def _trace(article: Article, event: Event, found: Names, words: Sequence[tuple[str, int]]) -> Trace:
    killers, killed = _killing(event)
    return Trace(
        event_id=event.event_id,
        revision_id=article.revision_id,
        article_id=article.article_id,
        arrived_at=article.arrived_at,
        event_type=event.event_type,
        event_mode=event.event_mode,
        event_clarity=event.event_clarity,
        claim_status=event.claim_status,
        date_start=event.date_start,
        date_end=event.date_end,
        date_prec=event.date_prec,
        place=event.place,
        latitude=event.latitude,
        longitude=event.longitude,
        admin1=event.admin1,
        country=event.country,
        where_prec=event.where_prec,
        actors=tuple(sorted({*event.actor_a_ids, *event.actor_b_ids})),
        killers=killers,
        killed=killed,
        low=event.low,
        best=event.best,
        high=event.high,
        injured=event.injured,
        people=found.people[:_PEOPLE],
        aged=found.aged[:_PEOPLE],
        sites=found.sites[:_PEOPLE],
        words=tuple(word for word, _ in words),
        weights=tuple(weight for _, weight in words),
        keys=tuple(
            sorted(
                {hash63(f"{event.event_type} {key}") for key in _keys(event, article.arrived_at.date(), found, words)}
            )
        ),
        method=METHOD,
    )


def _killing(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who killed, and who of the other side was killed; nobody where both sides lost people, or others died."""
    if event.deaths_b and not event.deaths_a:
        return event.actor_a_ids, event.actor_b_ids
    if event.deaths_a and not event.deaths_b:
        return event.actor_b_ids, event.actor_a_ids
    return (), ()


def _keys(event: Event, arrived_on: date, found: Names, words: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Two events are compared where they share one of these."""
    yield from (f"person {name}" for name in found.aged[:_PEOPLE])
    yield from (f"person {quarter} {name}" for name in found.people[:_PEOPLE] for quarter in _quarters(arrived_on))
    yield from (f"words {' '.join(sorted(pair))}" for pair in combinations([word for word, _ in words[:_PAIRED]], 2))
    if event.event_clarity == 2:
        yield f"summary {event.country} {event.date_end:%Y-%m}" if event.date_end else "summary"
    for day in _days(event):
        if event.where_prec is not None and event.where_prec <= 3 and event.latitude is not None:
            yield from (f"cell {day} {cell}" for cell in _cells(event.latitude, event.longitude or 0.0))
        if event.place:
            yield f"place {day} {event.place}"


def _quarters(day: date) -> Iterator[int]:
    """The quarter of a year and the one before: who is in the news for an office is compared within some months."""
    quarter = day.year * 4 + (day.month - 1) // 3
    yield from (quarter, quarter - 1)


def _days(event: Event) -> Iterator[date]:
    """The days on which it may have happened, if they are few."""
    if event.date_start and event.date_end and event.date_end - event.date_start < timedelta(days=_FEW_DAYS):
        for number in range((event.date_end - event.date_start).days + 1):
            yield event.date_start + timedelta(days=number)


def _cells(latitude: float, longitude: float) -> Iterator[str]:
    """The cell it lies in and the three nearest: two places less than half a cell apart share one."""
    for north in (-0.25, 0.25):
        for east in (-0.25, 0.25):
            yield f"{floor((latitude / _CELL) + north)} {floor((longitude / _CELL) + east)}"
