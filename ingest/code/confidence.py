"""How likely the figures of an event are right, weighed from signs anybody can see in the record and its text. Not for deciding
what is told: nothing is kept or dropped by it.

The signs and their weights stand in `seeds/ontology/confidence.csv`: a logistic regression on labelled texts
(`python -m tests.bench.confidence` fits it again and shows how well it holds on texts it never saw)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ingest.code import tables
from ingest.model import Event

_MANY = 6
"""Events that a text tells as fact, from which on it is a round-up."""
_FACTUAL = ("reported", "claimed", "accused")
_EARLY, _LEAD = 0.15, 200
"""A text's beginning: this share of it, or so many characters."""


class Setting(NamedTuple):
    """An event beside the others of its text, which has `length` characters."""

    event: Event
    others: Sequence[Event]
    length: int


SIGNS: dict[str, Callable[[Setting], bool]] = {
    "no_day": lambda s: s.event.date_start is None,
    "day_named": lambda s: _names_a_day(s.event),
    "day_beside": lambda s: _names_a_day(s.event) and _is_quoted(s.event, "date_start"),
    "days_only": lambda s: _names_a_day(s.event) and (s.event.date_prec or 1) > 1,
    "dead": lambda s: s.event.low is not None,
    "several_dead": lambda s: (s.event.best or 0) > 1,
    "other_dead": lambda s: any(other.low for other in s.others),
    "round_up": lambda s: len(s.others) + 1 >= _MANY,
    "charged": lambda s: s.event.claim_status == "accused",
    "late": lambda s: s.event.quote_start >= max(_LEAD, _EARLY * s.length),
}
"""What is looked for, by the name its weight has in the table."""


def rated(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """The events of one text, each with its confidence: the chance that day and dead are as a reader would take them."""
    return tuple(
        replace(event, confidence=_chance(one)) for event, one in zip(events, settings(events, text), strict=True)
    )


def settings(events: Sequence[Event], text: str) -> list[Setting]:
    """Each event of a text beside those that the text tells as fact."""
    factual = [event for event in events if event.claim_status in _FACTUAL]
    return [Setting(event, [other for other in factual if other is not event], len(text)) for event in events]


def _chance(setting: Setting) -> float:
    sum_of = weights()["always"] + sum(weights()[name] for name, sign in SIGNS.items() if sign(setting))
    return round(1 / (1 + math.exp(-sum_of)), 2)


@cache
def weights() -> dict[str, float]:
    """Weight of each sign in log odds, and "always", which every event has."""
    return {row["sign"]: float(row["weight"]) for row in tables.rows("ontology/confidence.csv")}


def _names_a_day(event: Event) -> bool:
    """Whether words of the text give the day, rather than its date of publication."""
    return event.date_start is not None and event.evidence["date_start"] != (event.quote_start, event.quote_end)


def _is_quoted(event: Event, field: str) -> bool:
    return event.quote_start <= event.evidence[field][0] < event.quote_end
