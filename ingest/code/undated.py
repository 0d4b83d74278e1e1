"""The day of an event whose sentence names none: the day that the text around it tells, and whose deeds it speaks of.

Not for the day in a sentence: that is `ingest.code.days`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ingest.code import chunks, days, tables
from ingest.code.locations import Location
from ingest.code.sentences import Sentence
from ingest.code.story import Story
from ingest.dates import DateSpan

_SCENE = tables.cues("scene")
_HOUR = re.compile(r"\b(?:[ap]\.?m\b|morning|night|evening|afternoon|midnight|noon|dawn|early|late\b)", re.IGNORECASE)
_RECENT = timedelta(days=10)
_READ = 40
"""Sentences of a text in which a day is looked for."""
_NEAR = 18
_SAME_PLACE = 1.5


class _Told(NamedTuple):
    day: DateSpan
    sentence: int
    weight: float
    place: str


def dated(stories: Sequence[Story], parts: Sequence[Sentence], anchor: date | None) -> tuple[Story, ...]:
    """The stories, those without a day on the day that their neighbours tell."""
    if anchor is None or all(story.day is not None for story in stories):
        return tuple(stories)
    told = _told(stories, parts[:_READ], anchor)
    return tuple(s if s.day or s.is_of_no_day or not told else s._replace(day=_nearest(s, told)) for s in stories)


def _told(stories: Sequence[Story], parts: Sequence[Sentence], anchor: date) -> list[_Told]:
    own = {m.sentence.number for s in stories for m in s.mentions if m.day is not None}
    told = [
        _Told(m.day, m.sentence.number, _weight(m.sentence, m.day), _written(s.place))
        for s in stories for m in s.mentions
        if m.day is not None and _is_recent(m.day, anchor)
    ]  # fmt: skip
    for sentence in parts:
        if sentence.number not in own:
            told += [_Told(day, sentence.number, _weight(sentence, day), "") for day in _of_scene(sentence, anchor)]
    return told


def _of_scene(sentence: Sentence, anchor: date) -> list[DateSpan]:
    found = [d for d in sentence.dates(anchor) if _is_recent(d, anchor)]
    if not found:
        return []
    row = chunks.read(sentence)
    return [d for d in found if not days.is_stamp(sentence, d) and not days.is_afterwards(sentence, row, d)]


def _is_recent(day: DateSpan, anchor: date) -> bool:
    return day.precision == 1 and timedelta(0) <= anchor - day.first <= _RECENT


def _weight(sentence: Sentence, day: DateSpan) -> float:
    """An hour of the day and a word of the scene ("happened", "officers responded") tell of the deed."""
    around = sentence.document[max(sentence.start, day.start - _NEAR) : min(sentence.end, day.end + _NEAR)]
    words = {t.low for t in sentence.tokens}
    return 1.0 + (1.0 if _HOUR.search(around) else 0.0) + (0.0 if words.isdisjoint(_SCENE) else 1.0)


def _written(place: Location | None) -> str:
    return place.written.casefold() if place is not None else ""


def _nearest(story: Story, told: Sequence[_Told]) -> DateSpan:
    number, place = story.lead.sentence.number, _written(story.place)

    def worth(one: _Told) -> tuple[float, int]:
        distance = one.sentence - number
        near = one.weight - (0.3 * distance if distance > 0 else -0.2 * distance)
        if place and one.place:  # what happened in one place has a day of its own
            near += _SAME_PLACE if place == one.place else -_SAME_PLACE
        return near, -one.sentence

    return max(told, key=worth).day
