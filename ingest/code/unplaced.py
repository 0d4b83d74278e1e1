"""The place of an event whose sentence names none: what the sentences around it tell, else the home of the text.

Not for the places in a sentence: that is `ingest.code.placing`."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.code import placing, scenes
from ingest.code.company import Company
from ingest.code.locations import Location
from ingest.code.merge import Story
from ingest.code.sentences import Sentence

_AROUND = (0, 1, -1, 2, -2)
"""Sentences from the event's own in which its place is looked for, the likeliest first."""
_PROVINCE = 4


def placed(stories: Sequence[Story], parts: Sequence[Sentence], company: Company) -> tuple[Story, ...]:
    """The stories, those without a place where their neighbours are, or at home."""
    return tuple(story if story.place else replace(story, place=_place(story, parts, company)) for story in stories)


def _place(story: Story, parts: Sequence[Sentence], company: Company) -> Location | None:
    own = story.lead.sentence
    for step in _AROUND:
        number = own.number + step
        if 0 <= number < len(parts) and (found := _set_in(parts[number], company)):
            return found
    return company.home


def _set_in(sentence: Sentence, company: Company) -> Location | None:
    """The first place, no wider than a province, where a sentence says that things happen."""
    for place in placing.find(sentence, company):
        if place.is_strong and place.where_prec <= _PROVINCE and not scenes.of_saying(sentence, place):
            return place
    return None
