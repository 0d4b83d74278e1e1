"""Which figures of a text contain which: a summary, and the shares, places and days inside it. Not for other articles."""

from ingest import dates, places
from ingest.code.story import Story

_COUNTRY = 6
_MONTH = 4
"""Precision of a month; more is a year or years."""


def with_parts(stories: list[Story]) -> list[Story]:
    """Which stories are parts of which summary: shares and places inside it, never more than it holds."""
    for number, story in enumerate(stories):
        before = (n for n in range(number - 1, -1, -1) if _holds(stories[n], story))
        after = (n for n in range(number + 1, len(stories)) if stories[n].is_summary and _holds(stories[n], story))
        holder = next(before, None)
        holder = next(after, None) if holder is None else holder
        if holder is None:
            continue
        if not stories[holder].is_summary:
            stories[holder] = stories[holder]._replace(is_summary=True)
        stories[number] = story._replace(
            part_of=holder,
            day=story.day or stories[holder].day,
            place=story.place or stories[holder].place,
            is_summary=story.is_summary or (story.lead.is_part and story.place is None),
        )
    return stories


def _is_war(whole: Story, country: str) -> bool:
    """Whether a figure is of all the dead since some day, told of a country beside this one: "X's offensive has killed …"."""
    day, place = whole.day, whole.place
    if day is None or not day.is_since or place is None or place.known is None or place.where_prec < _COUNTRY:
        return False
    return country in places.neighbours().get(place.known.country, ())


def _holds(whole: Story, part: Story) -> bool:
    if whole.lead.family != part.lead.family or not (whole.is_summary or part.lead.is_part):
        return False
    total, share = whole.deaths, part.deaths
    if (
        total is None
        or share is None
        or share.value > total.value
        or (share.value == total.value and not part.lead.is_part)
    ):
        return False
    if not dates.meet(whole.day, part.day):
        return False
    a, b = whole.place.known if whole.place else None, part.place.known if part.place else None
    if a is not None and b is not None and a.country != b.country and not _is_war(whole, b.country):
        return False
    return (
        part.lead.is_part
        or part.lead.is_further
        or part.place is None
        or whole.place is None  # a toll of the whole story, wherever that is
        or b is None
        or whole.place.where_prec > part.place.where_prec
        or _lasts_longer(whole, part)
    )


def _lasts_longer(whole: Story, part: Story) -> bool:
    """Whether a figure of a month or a year stands beside that of a day in the same place."""
    if whole.day is None or part.day is None or whole.place is None or part.place is None:
        return False
    return whole.place.place == part.place.place and whole.day.precision >= _MONTH > part.day.precision
