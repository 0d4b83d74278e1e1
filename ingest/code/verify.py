"""The last word: a field stays only if its evidence lies in the text and says it. Not for choosing between readings."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any

from ingest import places
from ingest.code import casualties, languages, quantities, tables
from ingest.code.nouns import ORDINALS
from ingest.code.sentences import Sentence, Token
from ingest.model import Event

_FREE = frozenset(
    (
        "event_id", "revision_id", "quote", "quote_start", "quote_end", "evidence", "confidence", "coder", "event_type",
        "claim_status",
    )
)  # fmt: skip
NUMBERS = (
    "low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "injured", "detained", "abducted",
    "displaced",
)  # fmt: skip
_TOTALS = ("low", "best", "high")
_LISTS = ("side_a", "side_b", "victims", "targets", "weapons", "attributed_to")
_SINGLE = frozenset(("a", "an", "another", "the", "one", "his", "her", "him", "himself", "herself", "he", "she"))


def verify(event: Event, text: str) -> Event | None:
    """The event without the fields that its evidence does not support; None when its quote is not the text's."""
    if text[event.quote_start : event.quote_end] != event.quote or not event.quote:
        return None
    changed: dict[str, Any] = {}
    for name in _checked():
        value = getattr(event, name)
        if value is None or value == ():
            continue
        if not _is_supported(event, name, value, text):
            changed[name] = () if isinstance(value, tuple) else None
        elif name in _LISTS:
            changed[name] = _written(value, text)
    kept = {
        name: span
        for name, span in event.evidence.items()
        if (changed[name] if name in changed else getattr(event, name)) not in (None, ())
    }
    return replace(event, **changed, evidence=kept)


@cache
def _checked() -> tuple[str, ...]:
    """The fields of an event that need evidence."""
    return tuple(field.name for field in fields(Event) if field.name not in _FREE)


def _written(values: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Those of the values of a list that stand in the text."""
    if all(value in text for value in values):
        return values
    folded = places.fold_name(text)
    return tuple(value for value in values if value in text or places.fold_name(value) in folded)


def _is_supported(event: Event, name: str, value: object, text: str) -> bool:
    span = event.evidence.get(name)
    if span is None or not 0 <= span[0] < span[1] <= len(text):
        return False
    said = text[span[0] : span[1]]
    if name in NUMBERS and isinstance(value, int):
        return says_number(said, value - _told_apart(event, name, span, text))
    if name in ("place_as_written",):
        return said == value
    if name in ("side_a", "side_b", "victims", "targets", "attributed_to") and isinstance(value, tuple):
        return places.fold_name(value[0]) in places.fold_name(said)
    return not (name in ("date_start", "date_end") and not isinstance(value, date))


def _told_apart(event: Event, name: str, span: tuple[int, int], text: str) -> int:
    """The dead on the side of who did it, in a total whose own words do not hold them: they have evidence of their own."""
    own = event.evidence.get("deaths_a")
    if name not in _TOTALS or own is None or not event.deaths_a or event.deaths_a >= (event.low or 0):
        return 0
    is_apart = own[1] <= span[0] or span[1] <= own[0]
    return event.deaths_a if is_apart and says_number(text[own[0] : own[1]], event.deaths_a) else 0


def says_number(said: str, value: int) -> bool:
    """Whether a span can be read as the number: one figure in it, a sum of its figures and single people, or none said."""
    tokens = _tokens(said)
    found = _figures(tokens)
    if value in found or value in languages.number_words(said.lower()):
        return True
    if value == 0:
        return any(t.low in ("no", "none", "nobody", "zero", "without") for t in tokens)
    return value <= _singles(tokens) + sum(set(found)) or value == 1 or value <= sum(found)


def names_number(said: str, value: int) -> bool:
    """Whether a span says just this number: one of its figures, or that of the single people in it."""
    tokens = _tokens(said)
    return value in _figures(tokens) or (value > 0 and value == _singles(tokens))


def _tokens(said: str) -> tuple[Token, ...]:
    return Sentence(said, 0, len(said), 0, 0).tokens


def _figures(tokens: Sequence[Token]) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(tokens):
        quantity = quantities.read(tokens, at)
        if quantity is None:
            at += 1
            continue
        found += [quantity.low, *(n for n in (quantity.best, quantity.high) if n is not None)]
        at = max(at + 1, quantity.last)
    found += [ORDINALS[t.low] for t in tokens if t.low in ORDINALS]  # "a fifth victim died"
    return [*found, *(casualties.SEVERAL[t.low] for t in tokens if t.low in casualties.SEVERAL)]


def _singles(tokens: Sequence[Token]) -> int:
    return sum(t.low in _SINGLE or t.text[:1].isupper() or t.low in tables.people() for t in tokens)
