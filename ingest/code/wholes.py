"""Which figures of a text contain which: a summary, and the shares, places and days inside it. Not for other articles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ingest import dates
from ingest.code import apart, background, lookback
from ingest.code.locations import COUNTRY, PROVINCE, TOWN
from ingest.code.story import Story
from ingest.dates import MONTH_PREC, DateSpan

_LEADING = 2
"""Sentence up to which a figure leads a text."""
_DEEDS = re.compile(
    r"\b(?:(?:air)?strikes|attacks|raids|bombardments|bombings|drones|missiles|clashes"
    r"|(?:attacked|raided|stormed|bombed|struck|hit|shelled|overran)\b[^.;]{0,60}?\b(?:villages|towns|cities|communities|districts|posts|stations"
    r"|bases|checkpoints|camps|highways|positions))\b"
)
"""Several deeds, or one verb of several places."""
_REACH = 64
"""Stories behind a figure in which its addends are told."""
_YEAR = timedelta(days=366)
_SATURDAY = 5
_KNOWN_WELL = ("city", "town", "admin2", "admin1")
"""Places of which no other province has one of the name, as a rule."""
_LATELY = timedelta(days=2)
"""What news that names no day tells of."""


def with_parts(stories: list[Story], published: date | None) -> list[Story]:
    """Which stories are parts of which summary: shares and places inside it, never more than it holds."""
    for number, story in enumerate(stories):
        before = (n for n in range(number - 1, -1, -1) if _holds(stories[n], story, published))
        after = (
            n for n in range(number + 1, len(stories)) if stories[n].is_summary and _holds(stories[n], story, published)
        )
        holder = next(before, None)
        holder = next(after, None) if holder is None else holder
        if holder is None:
            continue
        if not _is_of_one_deed(stories[holder], story):
            stories[holder] = replace(stories[holder], is_summary=True)
        stories[number] = replace(
            story,
            part_of=holder,
            day=story.day or _narrow(stories[holder].day),
            place=story.place or stories[holder].place,
            is_summary=story.is_summary or (story.lead.is_part and story.place is None),
        )
    for number in range(len(stories)):
        if parts := _added_up(stories, number) or _of_a_land(stories, number):
            stories[number] = replace(stories[number], is_summary=True)
            for part in parts:
                stories[part] = replace(stories[part], part_of=number)
    return [_over_its_parts(story, number, stories) for number, story in enumerate(stories)]


def _over_its_parts(story: Story, number: int, stories: Sequence[Story]) -> Story:
    """ "Total for the week: 21 killed": on the days of what it counts."""
    days = [s.day for s in stories if s.part_of == number and s.day is not None]
    if story.day is not None or not days or not background.is_grand_total(story.lead):
        return story
    return replace(story, day=dates.over(days))


def _is_of_one_deed(whole: Story, part: Story) -> bool:
    """Whether a share is of the dead of one deed ("two of those killed were guards"): one day, and nothing sets it elsewhere."""
    if not part.lead.is_part or whole.day is None or whole.day.precision > 1:
        return False
    return part.place is None or whole.place is None or part.place.written == whole.place.written


def _added_up(stories: list[Story], number: int) -> list[int]:
    """The later stories in places of their own whose dead add up to a story's: "23 killed in two villages", "14 in Zike and
    nine in Kimakpa"; empty where they do not."""
    whole = stories[number]
    if whole.part_of is not None or whole.deaths is None or whole.deaths.best is None or whole.lead.is_timeless:
        return []
    parts, rest = [], whole.deaths.best
    for later in range(number + 1, min(len(stories), number + 1 + _REACH)):
        share = stories[later].deaths if _is_narrower(whole, stories[later]) else None
        if share is None or share.best is None:
            continue
        parts.append(later)
        rest -= share.best
        if rest <= 0:
            return parts if rest == 0 and len(parts) > 1 else []
    return []


def _of_a_land(stories: list[Story], number: int) -> list[int]:
    """The later stories in towns of the land where strikes or attacks, more than one, are said to have killed more: "38 died in
    strikes across the south … 14 in a house in the city"."""
    whole = stories[number]
    if whole.part_of is not None or whole.deaths is None or whole.deaths.best is None or whole.lead.is_timeless:
        return []
    if whole.toll.sentence.number > _LEADING or not _DEEDS.search(whole.toll.sentence.low):
        return []
    place = whole.place
    if place is None or place.place is None or place.where_prec < PROVINCE:
        return []
    rest = whole.deaths.best
    parts = [n for n in range(number + 1, len(stories)) if _is_in_the_land(whole, stories[n])]
    fitting = sum(dead.value for n in parts if (dead := stories[n].deaths) and not _is_claimed(stories[n])) < rest
    return parts if fitting else []


def _is_claimed(story: Story) -> bool:
    """Whether only those who did it tell of a toll: it may be above that of the whole, and is no more to be added to it."""
    return story.lead.modality == "claimed"


def _is_in_the_land(whole: Story, part: Story) -> bool:
    if not _is_narrower(whole, part) or apart.holds_no(whole, part) or whole.place is None or part.place is None:
        return False
    if _is_elsewhere(whole, part):
        return False
    a, b, is_village = whole.place.place, part.place.known, part.place.place is None
    if a is None or b is None or a.country != b.country or (part.place.where_prec >= PROVINCE and not is_village):
        return False
    return a.feature in ("country", "region") or a.admin1 == b.admin1 or (is_village and b.feature == "country")


def _is_narrower(whole: Story, part: Story) -> bool:
    if whole.lead.family != part.lead.family or part.part_of is not None or part.place is None:
        return False
    if part.deaths is None or not part.deaths.best or not dates.meet(whole.day, part.day):
        return False
    return whole.place is None or whole.place.written != part.place.written


def _narrow(day: DateSpan | None) -> DateSpan | None:
    """A week or less: the day of a part is not known by the year of its whole."""
    return day if day is not None and day.precision < MONTH_PREC else None


def _is_past(whole: Story, part: Story, published: date | None) -> bool:
    """Whether a figure is of days before those of which news that names no day tells."""
    if published is None or whole.day is None or part.day is not None or part.lead.is_part:
        return False
    return whole.day.last < published - _LATELY


def _ends_later(whole: Story, part: Story) -> bool:
    """Whether shares that add up to a figure "over two days" lie just before them: the piece stood for some days."""
    if whole.day is None or part.day is None or not (whole.day.is_lasting and part.lead.is_part):
        return False
    return timedelta(0) < whole.day.first - part.day.last <= _LATELY


def _is_elsewhere(whole: Story, part: Story) -> bool:
    """ "(26 died in Rakhine.) Elsewhere, soldiers killed five": told as besides a figure that is of a province or less; or by
    others than those who did the former; a figure of a whole war ("thousands since 2012") is no sum of what is told."""
    if part.lead.is_part:
        return False
    if apart.bear_other_names(whole, part) or _is_of_many_years(whole):
        return True
    if whole.place is None:
        day = whole.day
        return day is not None and day.is_since and whole.lead.sentence.number > _LEADING and part.place is not None
    if whole.place.where_prec >= COUNTRY:
        return False
    return whole.lead.is_part or lookback.is_another(part.lead) or lookback.is_elsewhere(part.lead)


def _is_of_many_years(whole: Story) -> bool:
    day = whole.day
    return day is not None and day.is_since and day.last - day.first > _YEAR


def _is_of_weekend(whole: Story) -> bool:
    """Whether a figure is of a Saturday and a Sunday."""
    day = whole.day
    return (
        day is not None
        and day.is_relative
        and day.last - day.first == timedelta(1)
        and day.first.weekday() == _SATURDAY
    )


def _opens_weekend(whole: Story, part: Story) -> bool:
    """Whether dead of a Friday are of those of the weekend, which many let begin on its evening."""
    if whole.day is None or part.day is None or not _is_of_weekend(whole):
        return False
    return part.day.precision == 1 and whole.day.first - part.day.first == timedelta(1)


def _holds(whole: Story, part: Story, published: date | None) -> bool:
    if whole.lead.family != part.lead.family:
        return False
    if not (whole.is_summary or part.lead.is_part or _lasts_longer(whole, part)):
        return False
    if part.lead.is_part and whole.lead.is_part and whole.part_of is not None:
        return False  # a share of the whole, not of another share
    if whole.lead.is_timeless or part.lead.is_timeless or apart.holds_no(whole, part) or _is_elsewhere(whole, part):
        return False
    total, share = whole.deaths, part.deaths
    if (
        total is None
        or share is None
        or share.value > total.value
        or (share.value == total.value and not part.lead.is_part)
    ):
        return False
    meet = dates.meet(whole.day, part.day) or _ends_later(whole, part) or _opens_weekend(whole, part)
    if not meet or _is_past(whole, part, published):
        return False
    a, b = whole.place.known if whole.place else None, part.place.known if part.place else None
    if a is not None and b is not None and a.country != b.country:
        return False
    if _is_in_another_province(whole, part) or (part.lead.is_part and _is_in_another_town(whole, part)):
        return False  # "two of them were killed at the gate": of those told of there
    return (
        part.lead.is_part
        or part.lead.is_further
        or part.place is None
        or whole.place is None  # a toll of the whole story, wherever that is
        or b is None
        or whole.place.where_prec > part.place.where_prec
        or _is_unknown_village(whole, part)
        or background.is_of_several_days(whole.toll, whole.day)
        or _lasts_longer(whole, part)
    )


def _is_unknown_village(whole: Story, part: Story) -> bool:
    """Whether a place of no known whereabouts stands beside the figure of several days of a province or a country."""
    if whole.place is None or part.place is None or whole.place.written == part.place.written or whole.lead.is_part:
        return False
    if whole.day is None or whole.day.last == whole.day.first:
        return False
    return part.place.place is None and whole.place.where_prec >= PROVINCE


def _is_in_another_province(whole: Story, part: Story) -> bool:
    """ "(594 died in Sweida province.) Three were killed in Damascus": a city of another province, where villages share names."""
    a, b = whole.place.known if whole.place else None, part.place.known if part.place else None
    if a is None or b is None or b.feature not in _KNOWN_WELL or whole.lead.sentence is part.lead.sentence:
        return False
    return a.country == b.country and None not in (a.admin1, b.admin1) and a.admin1 != b.admin1


def _is_in_another_town(whole: Story, part: Story) -> bool:
    if whole.place is None or part.place is None or max(whole.place.where_prec, part.place.where_prec) > TOWN:
        return False
    return whole.place.written != part.place.written and not whole.is_summary


def _lasts_longer(whole: Story, part: Story) -> bool:
    """Whether a figure of several days, a month or a year stands beside that of a day in the same place."""
    if whole.day is None or part.day is None or whole.place is None or part.place is None:
        return False
    is_longer = whole.day.precision >= MONTH_PREC > part.day.precision
    is_longer = is_longer or (part.day.precision == 1 and whole.day.last - whole.day.first > _LATELY)
    is_longer = is_longer or (part.day.precision == 1 and _is_of_weekend(whole))
    return whole.place.place == part.place.place and is_longer
