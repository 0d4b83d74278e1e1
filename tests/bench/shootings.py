"""What the GVA labels count as one shooting, and how: the incident an article is about, its dead with the gunman, its day.
Not for other sets: those are told in `tests.bench.events`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.code import chunks, datelines, days, sentences, stamps
from ingest.code.sentences import Sentence
from ingest.dates import MONTH_PREC, DateSpan
from ingest.model import Document, Event

_WEEK_PREC = 3
"""UCDP's precision of a week."""
_READ = 40
"""Sentences of a text in which a day is looked for."""
_RECENT = timedelta(days=10)
_SHOT = re.compile(
    r"\b(?:shot|shoot\w*|guns?|gunshot|handgun|fired|bullet|discharged|happened|occurred)\b", re.IGNORECASE
)
_HOUR = re.compile(r"\b(?:[ap]\.?m\b|morning|night|evening|afternoon|midnight|noon|early|late\b)", re.IGNORECASE)
_NEAR = 18


def tellings(factual: Sequence[Event]) -> list[Event]:
    """The incident an article is about, as often as it is told: the first with people hurt that is no part of another, and
    those of days that it may be of or beside them; else the first event."""
    hurt = [e for e in factual if e.event_type == "ASSAULT" and (e.low or e.injured)]
    parted = {whole for e in hurt for whole in e.part_of}
    hurt = [e for e in hurt if e.event_id not in parted or (e.date_prec or 0) <= MONTH_PREC]
    ids = {e.event_id for e in hurt}
    single = [e for e in hurt if ids.isdisjoint(e.part_of)] or hurt
    first = (single or factual or [None])[0]
    if first is None or first.date_end is None:
        return [first] if first else []
    return [e for e in single if _are_near(first, e)] or [first]


def _are_near(first: Event, other: Event) -> bool:
    day = timedelta(days=1)
    if None in (first.date_start, first.date_end, other.date_start, other.date_end):
        return False
    if first.date_prec == _WEEK_PREC or other.date_prec == _WEEK_PREC:
        return first.date_start - day <= other.date_end and other.date_start <= first.date_end + day
    return abs(other.date_end - first.date_end) <= day


def day_of(told: Sequence[Event], event: Event | None, document: Document) -> date | None:
    """The day of a shooting: the first that is told to the day, else the last it may be of; where the coder finds no violence,
    as somebody shot himself by accident, the day that the text names beside it; else that of the text."""
    day = min((e.date_end for e in told if e.date_end and e.date_prec == 1), default=event.date_end if event else None)
    return day or (_named(document) if event is None else None) or document.published_on


def _named(document: Document) -> date | None:
    anchor = document.published_on
    if anchor is None:
        return None
    line = datelines.find(document.text, anchor)
    parts = sentences.split(document.text, line.end)[:_READ]
    told = [(_weight(s, d) - 0.2 * s.number, -s.number, d.last) for s in parts for d in _days(s, anchor)]
    return max(told)[2] if told else None


def _days(sentence: Sentence, anchor: date) -> list[DateSpan]:
    found = [d for d in sentence.dates(anchor) if d.precision == 1 and timedelta(0) <= anchor - d.last <= _RECENT]
    row = chunks.read(sentence) if found else ()
    return [d for d in found if not stamps.is_stamp(sentence, d) and not days.is_afterwards(sentence, row, d)]


def _weight(sentence: Sentence, day: DateSpan) -> float:
    around = sentence.document[max(sentence.start, day.start - _NEAR) : min(sentence.end, day.end + _NEAR)]
    return float(bool(_HOUR.search(around))) + float(bool(_SHOT.search(sentence.text)))
