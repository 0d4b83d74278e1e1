"""One event as a text tells it, in all its mentions. Not for what makes mentions one event: that is
`ingest.code.sameness`."""

from dataclasses import dataclass
from functools import cached_property

from ingest.code import casualties
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.dates import DateSpan

OF_A_WAR = 1_000
"""Dead from which on a toll without a day is of a war."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One event of a text: its mentions (the first tells it best), the day and place they were found or inherited, and the
    number of the story that contains it. What its mentions say together is read once."""

    mentions: tuple[Mention, ...]
    day: DateSpan | None
    place: Location | None
    is_summary: bool
    part_of: int | None

    @cached_property
    def lead(self) -> Mention:
        return self.mentions[0]

    @cached_property
    def toll(self) -> Mention:
        """The mention that gives the figure of the dead."""
        return next((m for m in self.mentions if m.deaths), self.lead)

    @cached_property
    def deaths(self) -> Quantity | None:
        return casualties.total(self.toll.deaths)

    @property
    def is_of_a_war(self) -> bool:
        """Whether so many died that no one day is meant where none is told: "airstrikes, killing over 10,000"."""
        dead = self.deaths
        return self.day is None and dead is not None and dead.low >= OF_A_WAR

    @property
    def is_of_no_day(self) -> bool:
        """Whether its toll is of a time that cannot be told: "in recent months", or of a war."""
        return self.lead.is_timeless or self.is_of_a_war
