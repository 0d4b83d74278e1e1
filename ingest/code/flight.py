"""People who fled or were driven out: that they are so many, and which deed they fled. Not for who drove them out."""

from collections.abc import Sequence

from ingest import dates
from ingest.code import casualties
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.story import Story
from ingest.code.tables import Entry
from ingest.dates import DateSpan

_FLEEING = frozenset(("flee", "flees", "fled", "fleeing"))
_HOUSEHOLDS = frozenset(("family", "families", "household", "households"))
_A_CROWD = 10
"""People from which on those who flee are not suspects or prisoners."""
_REACH = 5
"""Sentences after a deed in which people flee from it."""


def is_own(entry: Entry) -> bool:
    """Whether a verb is of those who flee, and not of those who make them."""
    return entry.words[0] in _FLEEING


def is_flight(mention: Mention) -> bool:
    """Whether a mention tells of people who fled: after what they fled from, wherever the sentence tells it."""
    return mention.family == "displace"


def is_of_few(entry: Entry, counts: Sequence[Count], head: str) -> bool:
    """ "Two suspects fled": no people that were driven out."""
    total = casualties.total(counts)
    return is_own(entry) and (total is None or total.value < _A_CROWD) and head not in _HOUSEHOLDS


def from_deed(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story of the violence, told last and just before, that "some 400 families fled" says more of."""
    if not is_flight(mention):
        return None
    near = [
        (told.sentence.number, number)
        for number, story in enumerate(stories)
        for told in story.mentions
        if story.lead.family == "violence" and 0 <= mention.sentence.number - told.sentence.number <= _REACH
    ]
    there = [(told, n) for told, n in near if _is_there(stories[n], mention)]
    number = max(there or near, default=(0, None))[1]
    return number if number is not None and _is_then(stories[number].day, mention.day) else None


def _is_then(deed: DateSpan | None, fled: DateSpan | None) -> bool:
    """Whether they may have fled that deed; who has fled "since June 24" fled what has lasted as long."""
    if fled is not None and fled.is_since and deed is not None:
        return deed.first == fled.first
    return dates.meet(deed, fled)


def _is_there(story: Story, mention: Mention) -> bool:
    """ "2,000 families were displaced from Sweida": where the deed was done."""
    where, fled = story.place, mention.place
    return where is not None and fled is not None and where.place == fled.place is not None


def told_beside(mention: Mention) -> Mention:
    """How many fled, without where to, until when and how: of the deed they fled that says nothing."""
    return mention._replace(day=None, place=None, victims=(), mode="", mode_span=None)
