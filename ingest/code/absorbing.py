"""A mention put into the story that it tells once more: which of them leads, and the narrower day and place. Not for whether it
is the same: that is `ingest.code.sameness`."""

from dataclasses import replace

from ingest import dates
from ingest.code import background, casualties, figures, summaries
from ingest.code.locations import COUNTRY, PROVINCE, TOWN, Location, precision_of
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.story import Story
from ingest.dates import DateSpan

_ATTACKS = frozenset(("attack", "attackverb", "bomb"))
_FULL = 64
"""Mentions that a story keeps, the one that leads and the newest: who tells one deed a thousand times says nothing new."""


def absorbed(story: Story, mention: Mention, place: Location | None) -> Story:
    """The story with what a mention of it adds; the better telling leads. `place`: where the sentences around set the mention."""
    lead = story.lead
    told, fresh = story.deaths, casualties.total(mention.deaths)
    better = _tells_better(lead, mention, told, fresh) and not figures.is_doubtful(story, mention)
    first, second = (mention, lead) if better else (lead, mention)
    if better and told is not None and figures.replaces(mention, told):
        second = second._replace(is_old=True)
    mode, mode_span = (first.mode, first.mode_span) if first.mode else _mode_told(first, second)
    merged = first._replace(
        mode=mode,
        mode_span=mode_span,
        effects=first.effects | second.effects,
    )
    others = tuple(m for m in story.mentions if m is not lead)
    where = mention.place or (place if story.place is None and not mention.is_toll else None)
    return replace(
        story,
        mentions=(merged, second, *others)[:_FULL],
        day=_narrower_day(story.day, mention.day),
        place=story.place if _lists_towns(story.place, mention) else _narrower_place(story.place, where),
        is_summary=(story.is_summary and (not better or (mention.day is None and mention.place is None)))
        or summaries.is_summary(first, story.place)
        or (_is_one_figure(told, fresh) and not mention.is_timeless and summaries.is_summary(mention, mention.place)),
    )


def _mode_told(lead: Mention, mention: Mention) -> tuple[str, tuple[int, int] | None]:
    """How another mention says it was done, and its words: "the bombings" are more than one deed, and say it of no murder."""
    are_several = mention.is_bare and mention.sentence.document[slice(*mention.trigger)].lower().endswith("s")
    is_burning = mention.family == "destroy" != lead.family  # "set houses on fire" says nothing of how people died
    if not mention.mode or is_burning or (are_several and lead.effects.isdisjoint(_ATTACKS)):
        return "", lead.mode_span
    return mention.mode, mention.mode_span or mention.trigger


def _is_one_figure(told: Quantity | None, fresh: Quantity | None) -> bool:
    """Whether the headline or the standfirst gave the figure that the text gives with its days."""
    return told is not None and fresh is not None and told.best is not None and told.best == fresh.best


def _tells_better(lead: Mention, mention: Mention, told: Quantity | None, fresh: Quantity | None) -> bool:
    if fresh is None or fresh.best == 0:
        return False
    if told is None or told.best == 0:
        return True
    if figures.overrules(lead, mention, told, fresh):
        return True
    return fresh.best is None and told.best is None and mention.day is not None and lead.day is None


def _narrower_day(first: DateSpan | None, second: DateSpan | None) -> DateSpan | None:
    if first is None or second is None:
        return first or second
    if second.precision == first.precision and not dates.meet(first, second):
        return min(first, second, key=lambda span: span.last)  # a deed is older than what is said of it
    return second if second.precision < first.precision else first


def _lists_towns(place: Location | None, mention: Mention) -> bool:
    """ "(492 were killed in Lebanon.) Strikes hit the towns of Tyre and Nabatieh": a toll of the land, and no town's."""
    if place is None or place.where_prec < COUNTRY or mention.deaths:
        return False
    return background.is_of_several_places(mention)


def _narrower_place(first: Location | None, second: Location | None) -> Location | None:
    if first is None or second is None:
        return first or second
    if _is_unknown(second) and first.place is not None and first.where_prec >= PROVINCE:
        return second._replace(container=first.place, where_prec=max(TOWN, precision_of(first.place)))
    return second if second.where_prec < first.where_prec else first


def _is_unknown(place: Location) -> bool:
    """Whether it is some village that no gazetteer has, and its sentence says no more of where it lies than the country."""
    holder = place.container
    return place.place is None and place.is_strong and (holder is None or holder.feature == "country")
