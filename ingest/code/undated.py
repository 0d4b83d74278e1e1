"""The day of an event whose sentence names none, or only a night, a week or a month: the day that the text around it tells, and
whose deeds it speaks of.

Not for the day in a sentence: that is `ingest.code.days`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ingest import dates
from ingest.code import chunks, days, lookback, stamps, tables
from ingest.code.locations import Location
from ingest.code.sentences import Sentence
from ingest.code.story import Story
from ingest.dates import MONTH_PREC, DateSpan

_SCENE = tables.cues("scene")
_HOUR = re.compile(r"\b(?:[ap]\.?m\b|morning|night|evening|afternoon|midnight|noon|dawn|early|late\b)", re.IGNORECASE)
_RECENT = timedelta(days=10)
_LAST_MONTH = timedelta(days=62)
_READ = 40
"""Sentences of a text in which a day is looked for."""
_POLICING = frozenset(("detain", "release"))
"""What is done days after, by others than the deed."""
_DYING = re.compile(
    r"\b(?:died|succumbed|pronounced(?: brain)? dead|declared(?: brain)? dead|life support)\b"
    r"(?:(?!\b(?:after|following|from|in|of|when|during|as)\b)[^.;]){0,50}$",
    re.IGNORECASE,
)
_DYING_REACH = 80
_IN_THE_DEED = re.compile(r"\W{1,3}(?:during|when|while|as|in)\b", re.IGNORECASE)
_NEAR = 18
_SOME_DAYS = 2
"""UCDP's precision of two days to six."""
_SURE = 1.5
"""How much a day must weigh to be that of a deed told without it."""
_SAME_PLACE = 1.5
_HEAD = 4
"""Characters in which "On" may stand before the day that opens a sentence."""
_NEXT, _SAME_BREATH, _VAGUE, _OWNED = 0.7, 1.0, 1.0, 2.0
_OWNING = ("'s", "’s", "'S", "’S")


class _Told(NamedTuple):
    """A day, where it is told, how likely it is to be that of the deeds around it, whether it opens its sentence, and the family
    of the deed that owns it ("Sunday's attack")."""

    day: DateSpan
    sentence: int
    weight: float
    place: str
    opens: bool = False
    owner: str | None = None


def dated(stories: Sequence[Story], parts: Sequence[Sentence], anchor: date | None) -> tuple[Story, ...]:
    """The stories, those without a day on the day that their neighbours tell."""
    if anchor is None or not any(story.day is None or _is_rough(story) or _is_of_dying(story) for story in stories):
        return tuple(stories)
    told = _told(stories, parts[:_READ], anchor)
    recent = [one for one in told if _is_recent(one.day, anchor)]
    return tuple(_on_day(story, recent, told) for story in stories)


def _is_rough(story: Story) -> bool:
    """ "Shot overnight", "killed over the weekend", "last week": people hurt on one day of several."""
    day = story.day
    if day is None or not 1 < day.precision <= MONTH_PREC or day.is_since or day.is_lasting or story.is_summary:
        return False
    counts = (count for m in story.mentions for count in (*m.deaths, *m.injured, *m.struck))
    return any(count.quantity.best is not None for count in counts)


def _is_of_dying(story: Story) -> bool:
    """ "He died on Sunday": perhaps days after he was shot."""
    day, text = story.day, story.lead.sentence.document
    if day is None or day.precision > 1 or _IN_THE_DEED.match(text, day.end):
        return False
    return bool(_DYING.search(text, max(0, day.start - _DYING_REACH), day.start))


def _on_day(story: Story, recent: Sequence[_Told], told: Sequence[_Told]) -> Story:
    if story.day is None:
        return story if story.is_of_no_day or not recent else replace(story, day=_nearest(story, recent))
    fitting = [
        one for one in told if one.weight > _SURE and one.day.precision == 1 and _may_be_of(story, story.day, one.day)
    ]
    return replace(story, day=_nearest(story, fitting)) if fitting else story


def _may_be_of(story: Story, told: DateSpan, day: DateSpan) -> bool:
    if _is_rough(story):
        return dates.meet(told, day)
    return _is_of_dying(story) and timedelta(0) < told.first - day.first <= _RECENT


def _told(stories: Sequence[Story], parts: Sequence[Sentence], anchor: date) -> list[_Told]:
    own = {m.sentence.number for s in stories for m in s.mentions if m.day is not None}
    told = [
        _Told(
            m.day,
            m.sentence.number,
            _weight(m.sentence, m.day) - (m.family in _POLICING),
            "" if m.family in _POLICING else _written(s.place),
            m.day.start - m.sentence.start < _HEAD,
            m.family if m.sentence.document.startswith(_OWNING, m.day.end) else None,
        )
        for s in stories for m in s.mentions
        if m.day is not None and _may_narrow(m.day, anchor) and not lookback.is_another(m)
    ]  # fmt: skip
    for sentence in parts:
        if sentence.number not in own:
            told += [_Told(day, sentence.number, _weight(sentence, day), "") for day in _of_scene(sentence, anchor)]
    return told


def _of_scene(sentence: Sentence, anchor: date) -> list[DateSpan]:
    found = [d for d in sentence.dates(anchor) if _may_narrow(d, anchor)]
    if not found:
        return []
    row = chunks.read(sentence)
    return [d for d in found if not stamps.is_stamp(sentence, d) and not days.is_afterwards(sentence, row, d)]


def _may_narrow(day: DateSpan, anchor: date) -> bool:
    """Whether a day may be that of what happened of late or "last month"."""
    return _is_recent(day, anchor) or (day.precision == 1 and timedelta(0) <= anchor - day.first <= _LAST_MONTH)


def _is_recent(day: DateSpan, anchor: date) -> bool:
    if day.is_since and day.precision > 1:
        return False
    return day.precision <= _SOME_DAYS and timedelta(0) <= anchor - day.first <= _RECENT


def _weight(sentence: Sentence, day: DateSpan) -> float:
    """An hour of the day and a word of the scene ("happened", "officers responded") tell of the deed."""
    around = sentence.document[max(sentence.start, day.start - _NEAR) : min(sentence.end, day.end + _NEAR)]
    words = sentence.lows
    return 1.0 + (1.0 if _HOUR.search(around) else 0.0) + (0.0 if words.isdisjoint(_SCENE) else 1.0)


def _written(place: Location | None) -> str:
    return place.written.casefold() if place is not None else ""


def _nearest(story: Story, told: Sequence[_Told]) -> DateSpan:
    number, place = story.lead.sentence.number, _written(story.place)

    def worth(one: _Told) -> tuple[float, int]:
        distance = one.sentence - number
        near = one.weight - (0.3 * distance if distance > 0 else -0.2 * distance)
        if one.day.precision > 1:
            near -= _VAGUE
        if one.opens and distance == -1:  # and of what is told with it
            near += _SAME_BREATH
        if one.opens and distance > 0:  # "On Sunday, a rocket wounded two": the day of what comes next
            near -= _NEXT
        if one.owner not in (None, story.lead.family):  # "tied to Sunday's attack. Two were detained"
            near -= _OWNED
        elif place and one.place:  # what happened in one place has a day of its own
            near += _SAME_PLACE if place == one.place else -_SAME_PLACE
        return near, -one.sentence

    return max(told, key=worth).day
