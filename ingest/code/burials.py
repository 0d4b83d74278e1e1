"""Dead who are found or buried after a deed: "we have recovered 13 bodies", "residents buried 208 people". Not for those whom a
slide or a house that fell in buried."""

import re
from collections.abc import Sequence
from datetime import timedelta

from ingest.code import casualties, meeting
from ingest.code.acts import Act
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler, is_people
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_DIGGING = timedelta(days=7)
"""For how long bodies are found after a deed."""
_FOUND = frozenset(("bodies", "burial"))
_UNDER = re.compile(r"[^,;.]{0,60}?\b(?:under|beneath|alive|rubble|debris|ruins|mud|snow)\b")


def are_of_many(sentence: Sentence, act: Act, counts: Sequence[Count]) -> bool:
    """Whether people, or nobody that is named, buried more than one; one who is buried was told dead before."""
    if act.row[act.roles.start - 1].kind == "w" or any(_are_known(f) for f in act.roles.patients):
        return False  # "the bodies of two men who were buried in May"
    end = sentence.tokens[act.row[act.at].last - 1].end - sentence.start
    are_many = any((count.quantity.best or 0) > 1 for count in counts)
    return are_many and all(is_people(f.noun) for f in act.roles.agents) and not _UNDER.match(sentence.low, end)


def _are_known(filler: Filler) -> bool:
    """ "(Buried) the 20 pupils", "58 of the victims": told dead before."""
    return "the" in (filler.noun.determiner, filler.inner.determiner)


def are_bodies_of(story: Story, mention: Mention) -> bool:
    """ "We have recovered 13 bodies": in the days after it, some of the dead of what was told."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if not mention.effects <= _FOUND or fresh is None or not fresh.value:
        return False
    if told is None or fresh.value > told.value:
        return _are_the_first_counted(story, mention)
    is_narrower = meeting.is_wide(story.place) and mention.place is not None and not meeting.is_wide(mention.place)
    if is_narrower and fresh.value < told.value:
        return False  # "(73 died in the province.) Six bodies were found in one town": some of theirs
    if story.day is None or mention.day is None or not timedelta(0) <= mention.day.last - story.day.first <= _DIGGING:
        return (story.day is None or mention.day is None) and meeting.may_be_one(story.place, mention.place)
    return meeting.may_be_one(story.place, mention.place)


def _are_the_first_counted(story: Story, mention: Mention) -> bool:
    """ "(Fighters attacked the village.) Residents buried 208": of a deed told without its dead, or with "at least" some."""
    is_open = story.deaths is None or story.deaths.high is None
    return mention.effects == {"burial"} and is_open and meeting.may_be_one(story.place, mention.place)
