"""Whether a mention gives a figure of several deeds or days, and not of one. Not for which figures it holds: that is
`ingest.code.wholes`."""

from datetime import timedelta

from ingest.code import background, casualties
from ingest.code.locations import PROVINCE, TOWN, Location
from ingest.code.mentions import Mention
from ingest.dates import MONTH_PREC, DateSpan

_NIGHT = timedelta(days=1)
"""From one day to the next: a night, a weekend."""


def is_summary(mention: Mention, place: Location | None) -> bool:
    """A figure over several days and a wide area, a share of one, or a running total."""
    if not mention.deaths:
        return False
    if mention.is_timeless:
        return not background.is_older(mention)
    wide = place is None or (place.place is not None and place.where_prec >= PROVINCE)  # no village without a map
    day = mention.day
    if day is not None and day.is_lasting and day.precision > 1:
        return True
    if background.is_of_several_days(mention, day):
        return True
    if day is not None and day.precision >= MONTH_PREC and (_is_current(mention, day) or mention.is_part):
        return True  # "so far this year", "in June alone"
    if _is_one_death(mention):
        return False
    if background.is_of_several_places(mention):
        return wide or (place is not None and place.where_prec > TOWN)
    return wide and (mention.is_part or (day is not None and day.last - day.first > _NIGHT))


def _is_one_death(mention: Mention) -> bool:
    """ "Killed last week", "one of them died": one death is one incident, however little is known of its day and place."""
    dead = casualties.total(mention.deaths)
    return dead is not None and dead.best == 1


def _is_current(mention: Mention, day: DateSpan) -> bool:
    """ "This year", "this month": what is counted so far."""
    return mention.sentence.document[day.start : day.end].lower().startswith("this ")
