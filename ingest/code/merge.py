"""What a text tells more than once, told once. Not for other articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ingest import dates
from ingest.code import (
    absorbing,
    addends,
    again,
    apart,
    background,
    casualties,
    flight,
    killers,
    lookback,
    manner,
    meeting,
    quantities,
    reckoning,
    sameness,
    summaries,
    wholes,
    worth,
)
from ingest.code.locations import Location
from ingest.code.mentions import DYING, Mention
from ingest.code.nouns import ORDINALS
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence
from ingest.code.story import Story
from ingest.dates import DateSpan

_SOON, _FAR = 2, 5
"""Sentences after which "the attack took place" still looks back to an attack, and "kidnapped them" to a kidnapping."""
_OLD = timedelta(days=90)
_JUST_BEFORE = 2
"""Sentences after which "he died" still tells of who was hurt."""
_ONE_MORE = frozenset(("a", "another"))
_OF_ONE = frozenset(("die", "shot", "attack"))
_TELLING_WHO = DYING | {"deathnoun", "shot"}
_ANYBODY = frozenset(("person", "victim"))
_NEAR_TOLL, _FAR_TOLL, _INCOMPARABLE = 1.5, 3.0, 1e9
"""How many times as high a toll may be as another of the same dead, and is hardly."""
_LEADING, _OPEN = 8, 56
"""Stories that a sentence may tell again: those told first and those told last. No article tells more; of a list of a
thousand deeds each sentence need not be held against all before it."""


def merge(mentions: Sequence[Mention], published: date | None) -> tuple[Story, ...]:
    """The stories of a text, in the order they are first told."""
    stories: list[Story] = []
    closed: list[Story] = []
    last_place: Location | None = None
    place_told: Sentence | None = None
    last_day: DateSpan | None = None
    paragraph = -1
    for told in addends.marked(mentions):
        mention = reckoning.on_its_day(told, last_day, published)
        if "act" in mention.effects:  # what was signed or said somewhere sets no scene for what was done
            stories = _told(stories, mention, mention.place, published)
            continue
        if mention.day is not None and not _is_of_old(mention.day, published):
            last_day = mention.day
        place = mention.place
        is_beside = mention.sentence.paragraph == paragraph and mention.sentence is not place_told
        if place is None and is_beside and not (background.is_of_years(mention.day) or lookback.is_elsewhere(mention)):
            place = last_place
        if mention.place is not None:
            last_place, place_told = mention.place, mention.sentence
        paragraph = mention.sentence.paragraph
        stories = _told(stories, mention, place, published)
        if len(stories) > _LEADING + _OPEN:
            closed.append(stories.pop(_LEADING))
    stories[_LEADING:_LEADING] = closed
    kept = [
        s
        for s in stories
        if (worth.is_worth_telling(s) or worth.dies_of(s, stories)) and not worth.is_history(s, published)
    ]
    return tuple(wholes.with_parts(kept, published))


def _told(stories: list[Story], mention: Mention, place: Location | None, published: date | None) -> list[Story]:
    if mention.names_those_of is not None:
        return [_with_names(story, mention) for story in stories]
    mention = background.in_its_time(_raised(stories, mention))
    if _is_detail(stories, mention):
        return stories
    if mention.is_timeless and background.is_older(mention) and all(s.deaths is None for s in stories):
        mention = mention._replace(is_timeless=False)
    if (background.is_of_unrest(mention) or background.is_of_thousands(mention)) and _is_multiple(stories, mention):
        mention = mention._replace(is_timeless=True)
    if background.is_grand_total(mention) and sum(s.deaths is not None for s in stories) > 1:
        return [
            *stories,
            Story(mentions=(mention,), day=None, place=mention.place, is_summary=True, part_of=None),
        ]
    latest = _latest(stories, mention)
    meant = _looked_back_to(stories, mention)
    if meant is None:
        meant = _died_of(stories, mention)
    if meant is None:
        meant = _damaged_by(stories, mention)
    if lookback.dies_of_wounds(mention):
        meant = _latest_hurt(stories, mention)
    if meant is None and lookback.kills_more(mention):
        meant = _killed_with(stories, mention)
    if (fled := flight.from_deed(stories, mention)) is not None:
        meant, mention, place = fled, flight.told_beside(mention), None
    for number in range(len(stories) - 1, -1, -1):
        if number == meant or (
            sameness.may_be_same(stories[number], mention) and sameness.is_surely_same(stories[number], mention)
        ):
            stories[number] = absorbing.absorbed(stories[number], mention, place)
            return stories
    for number in _by_toll(stories, mention):
        if sameness.is_same(stories[number], mention, place, number == latest, published):
            stories[number] = absorbing.absorbed(stories[number], mention, place)
            return stories
    story = Story(
        mentions=(mention,), day=mention.day, place=place, is_summary=summaries.is_summary(mention, place), part_of=None
    )
    return [*stories, story]


def _is_multiple(stories: Sequence[Story], mention: Mention) -> bool:
    """Whether a toll is far above all that were told before."""
    told = [s.deaths.value for s in stories if s.deaths is not None]
    fresh = casualties.total(mention.deaths)
    return bool(told) and fresh is not None and fresh.value >= _FAR_TOLL * max(told)


def _raised(stories: Sequence[Story], mention: Mention) -> Mention:
    """ "A fifth victim died later": where four were told before, or nobody, a toll of five."""
    if len(mention.deaths) != 1 or mention.deaths[0].quantity.best != 1:
        return mention
    count = mention.deaths[0]
    words = [t.low for t in mention.sentence.tokens[count.first : count.last]]
    ordinal = next((ORDINALS.get(word) for word in words if word not in _ONE_MORE), None)  # "Fifth victim dies"
    number = _latest(stories, mention)
    told = casualties.total(killers.victims_of(stories[number].toll)) if number is not None else None
    if ordinal is None or not (_is_next(mention, told, ordinal) or _is_first_told(mention, told, words)):
        return mention
    raised = quantities.exact(ordinal, count.first, count.last)
    return mention._replace(deaths=(count._replace(quantity=raised),), is_toll=True)


def _is_next(mention: Mention, told: Quantity | None, ordinal: int) -> bool:
    return told is not None and told.best is not None and told.best + 1 == ordinal and mention.place is None


def _is_first_told(mention: Mention, told: Quantity | None, words: Sequence[str]) -> bool:
    """ "A third person has died after a shooting in …", at the head of the news."""
    return told is None and mention.effects <= _OF_ONE and words[-1] in _ANYBODY


def _by_toll(stories: Sequence[Story], mention: Mention) -> list[int]:
    """The stories by number, the latest first; before them those of as many dead, or, where a toll is told without a day or
    a place that is a multiple of the latest one's, the story whose toll it is near."""
    numbers = list(range(len(stories) - 1, -1, -1))
    if mention.is_toll:  # a toll is rather of those that have dead
        numbers.sort(key=lambda n: stories[n].deaths is None)
    fresh = casualties.total(mention.deaths)
    if fresh is None or fresh.best is None:
        return numbers
    if again := [n for n in numbers if fresh.best > 1 and (told := stories[n].deaths) and told.best == fresh.best]:
        return [*again, *(n for n in numbers if n not in again)]
    if mention.day is not None or mention.place is not None:
        return numbers

    def distance(number: int) -> float:
        told = stories[number].deaths
        if told is None or not told.best or not fresh.best:
            return _INCOMPARABLE
        return max(fresh.best / told.best, told.best / fresh.best)

    nearest = min(numbers, key=distance, default=None)
    latest = next((n for n in numbers if stories[n].deaths is not None), None)
    if nearest is None or latest is None or distance(nearest) > _NEAR_TOLL or distance(latest) < _FAR_TOLL:
        return numbers
    return [nearest, *(n for n in numbers if n != nearest)]


def _is_of_old(day: DateSpan, published: date | None) -> bool:
    """Whether a day is of history, from which no "ten days earlier" is counted."""
    return published is not None and published - day.last > _OLD


def _looked_back_to(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story that "the attack took place in …" says more of: the one of its kind that was told last."""
    if _befell_them(mention):
        return _latest_near(stories, mention, _FAR)
    if not lookback.happened(mention):
        return None
    number = _latest_near(stories, mention, _SOON)
    if (
        number is None
        or not dates.meet(stories[number].day, mention.day)
        or not sameness.is_one_toll(stories[number], mention)
    ):
        return None
    return number


def _latest_near(stories: Sequence[Story], mention: Mention, reach: int) -> int | None:
    """The story of its kind that was told last, no more than so many sentences before."""
    near = [
        (m.sentence.number, n)
        for n, s in enumerate(stories)
        for m in s.mentions
        if sameness.may_be_same(s, mention) and mention.sentence.number - m.sentence.number <= reach
    ]
    return max(near)[1] if near else None


def _befell_them(mention: Mention) -> bool:
    """ "The rebels kidnapped them to protest": of those who were told of before."""
    return (
        mention.family == "abduct" and bool(mention.victims) and all(f.noun.kind == "pronoun" for f in mention.victims)
    )


def _died_of(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story that "he was pronounced dead" ends: the violence told last, just before, of which as many may have died."""
    if not lookback.dies_of_what_was_told(mention):
        return None
    near = [
        (m.sentence.number, m.start, n)
        for n, s in enumerate(stories)
        for m in s.mentions
        if m.family == mention.family and 0 <= mention.sentence.number - m.sentence.number <= _JUST_BEFORE
    ]
    number = max(near)[2] if near else None
    if number is None or stories[number].is_summary or not sameness.may_be_same(stories[number], mention):
        return None
    told = stories[number].deaths
    return number if told is None or told.best in (0, 1) else None


def _damaged_by(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story of the blast told just before that "nearby buildings and dozens of cars were damaged" says more of; of the raid,
    where "the attackers set some houses on fire"."""
    if mention.day or mention.place or mention.modality != "fact":
        return None
    if mention.effects == {"damage"} and not mention.agents:
        return _last_before(stories, mention, _SOON, lambda _, told: manner.is_blast(told))
    if mention.family != "destroy" or not sameness.is_by_the_doers(mention):
        return None
    raids = [n for n, s in enumerate(stories) if _is_of_one_deed(s)]
    return (
        raids[0] if len(raids) == 1 else _last_before(stories, mention, _FAR, lambda story, _: _is_of_one_deed(story))
    )


def _is_of_one_deed(story: Story) -> bool:
    return story.lead.family == "violence" and not (story.is_summary or story.lead.is_timeless)


def _latest_hurt(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story of one deed, told last, of whose wounded more died."""

    return _last_before(stories, mention, _FAR, lambda story, told: _is_of_one_deed(story) and _has_hurt(told))


def _killed_with(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story of one deed, told just before, whose doers also killed others."""

    def is_of_them(story: Story, told: Mention) -> bool:
        return _is_of_one_deed(story) and bool(told.deaths) and not apart.are_by_others(story, mention)

    return _last_before(stories, mention, _JUST_BEFORE, is_of_them)


def _has_hurt(told: Mention) -> bool:
    return bool(told.deaths or told.injured)


def _last_before(
    stories: Sequence[Story], mention: Mention, reach: int, fits: Callable[[Story, Mention], bool]
) -> int | None:
    """The story, by number, of the last fitting mention that is at most so many sentences before this one."""
    near = (
        (told.sentence.number, number)
        for number, story in enumerate(stories)
        for told in story.mentions
        if 0 < mention.sentence.number - told.sentence.number <= reach and fits(story, told)
    )
    return max(near, default=(0, None))[1]


def _with_names(story: Story, mention: Mention) -> Story:
    """ "They are Ana Ruiz and Luis Mora": told of the story whose people it names, and of no other."""
    if not any(m.trigger == mention.names_those_of for m in story.mentions):
        return story
    return replace(story, mentions=(*story.mentions, mention))


def _latest(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story told last, by number, before those of years or of no day ("18 have been killed since 2010"); of those with dead
    for a toll that is told for itself ("an earlier toll of 12")."""
    alike = [n for n, s in enumerate(stories) if s.lead.family == mention.family]
    alike = [n for n in alike if not (stories[n].lead.is_timeless or _is_since(stories[n].day))] or alike
    if mention.is_toll or mention.is_old:
        dead = [n for n in alike if stories[n].deaths is not None]
        is_told_of_it = bool(dead) and mention.sentence.number - stories[dead[-1]].lead.sentence.number == 1
        alike = (dead if is_told_of_it else [n for n in dead if not stories[n].is_summary]) or dead or alike
    return max(alike, key=lambda n: (stories[n].mentions[-1].sentence.number, n), default=None)


def _is_since(day: DateSpan | None) -> bool:
    return day is not None and day.is_since


def _is_one_of_them(stories: Sequence[Story], mention: Mention) -> bool:
    """ "(Two were killed.) One man was pronounced dead at the scene", "Ana Ruiz, 34, died at a hospital": one of a number told
    before, whose dying is said without a day of its own."""
    dead = casualties.total(mention.deaths)
    if dead is None or dead.best != 1 or not mention.effects <= DYING or mention.is_further or mention.agents:
        return False
    if any(killers.are_of(mention.sentence, count) for count in mention.deaths) or not lookback.is_of_care(mention):
        return False
    near = [s for s in stories if s.deaths is not None and mention.sentence.number - s.lead.sentence.number <= _FAR]
    told = near[-1].deaths if near else None
    return told is not None and (told.best or 0) > 1 and dates.meet(near[-1].day, mention.day)


def _is_detail(stories: Sequence[Story], mention: Mention) -> bool:
    """ "Two of the dead were porters": says who some of a number were, and nothing that happened."""
    if _is_one_of_them(stories, mention):
        return True
    share = casualties.total(mention.deaths or (() if any(f.noun.is_name for f in mention.victims) else mention.struck))
    if not mention.is_part or mention.is_further or share is None:
        return False
    if not mention.effects <= _TELLING_WHO and not lookback.is_of_the_dead(mention):
        return (
            mention.day is None and mention.place is None and any(again.are_counted(s.toll, mention) for s in stories)
        )
    wholes = [s for s in stories if s.deaths is not None and s.deaths.value >= share.value]
    place = mention.place
    return any(place is None or (s.place is not None and meeting.is_one(s.place, place)) for s in wholes)
