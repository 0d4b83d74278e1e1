"""The dead, wounded, held, taken and driven away of a story, by kind. Not for reading numbers from text."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.code import casualties
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.parties import Parties, Spans
from ingest.code.quantities import Quantity
from ingest.code.story import Story

_ARMED = ("military", "police", "militant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Numbers of people; None where the text gives none."""

    low: int | None
    best: int | None
    high: int | None
    deaths_a: int | None
    deaths_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None
    injured: int | None
    detained: int | None
    abducted: int | None
    displaced: int | None


def find(story: Story, who: Parties, spans: Spans) -> Toll:
    """The toll of a story; adds its evidence to `spans`."""
    lead = story.toll
    dead = casualties.total(lead.deaths)
    if dead is not None:
        for field, value in (("low", dead.low), ("best", dead.best), ("high", dead.high)):
            if value is not None:
                spans[field] = _span(lead, dead)
    armed = _armed(lead, who, spans)
    return Toll(
        low=dead.low if dead else None,
        best=dead.best if dead else None,
        high=dead.high if dead else None,
        deaths_a=armed[0],
        deaths_b=armed[1],
        deaths_civilians=_kind(lead, "deaths_civilians", spans),
        deaths_unknown=_kind(lead, "deaths_unknown", spans),
        injured=_most(story, "injured", spans) or _struck(story, _others(lead), spans),
        detained=_most(story, "detained", spans),
        abducted=_most(story, "abducted", spans),
        displaced=_most(story, "displaced", spans),
    )


def _span(mention: Mention, quantity: Quantity) -> tuple[int, int]:
    tokens = mention.sentence.tokens
    return tokens[quantity.first].start, tokens[quantity.last - 1].end


def _sum(lead: Mention, counts: Sequence[Count], field: str, spans: Spans) -> int | None:
    subtotal = casualties.total(counts)
    if subtotal is None or subtotal.best is None:
        return None
    spans[field] = _span(lead, subtotal)
    return subtotal.best


def _kind(lead: Mention, field: str, spans: Spans) -> int | None:
    """A share of which all are said to be civilians ("69 of those killed were villagers") counts as civilian."""
    unsaid = tuple(c for c in lead.deaths if c.kind == "person")
    civilian = tuple(c for c in lead.deaths if c.kind == "civilian")
    if lead.is_part and any("civilian" in (f.noun.kind, f.inner.kind) for f in lead.victims):
        unsaid, civilian = (), (*civilian, *unsaid)
    return _sum(lead, civilian if field == "deaths_civilians" else unsaid, field, spans)


def _armed(lead: Mention, who: Parties, spans: Spans) -> tuple[int | None, int | None]:
    """The armed dead of side a and side b; where nobody is known to have killed them, of side b."""
    of_a: list[Count] = []
    of_b: list[Count] = []
    for count in lead.deaths:
        if count.kind == "self":
            of_a.append(count)
        elif count.kind in _ARMED:
            camp = "nonstate" if count.kind == "militant" else "state"
            own = who.camp_a == camp and who.camp_b is not None and who.camp_b != camp
            (of_a if own else of_b).append(count)
    return _sum(lead, of_a, "deaths_a", spans), _sum(lead, of_b, "deaths_b", spans)


def _most(story: Story, field: str, spans: Spans) -> int | None:
    """The largest figure that any mention gives."""
    best: int | None = None
    for mention in story.mentions:
        quantity = casualties.total(getattr(mention, field))
        if quantity is not None and quantity.best is not None and (best is None or quantity.best > best):
            best, spans[field] = quantity.best, _span(mention, quantity)
    return best


def _others(lead: Mention) -> Quantity | None:
    """The dead without those who took their own lives: who shot others was not shot with them."""
    return casualties.total([count for count in lead.deaths if count.kind != "self"])


def _struck(story: Story, dead: Quantity | None, spans: Spans) -> int | None:
    """People who were shot or stabbed and are not among the dead were hurt."""
    struck = _most(story, "struck", spans)
    span = spans.pop("struck", None)
    killed = dead.value if dead else 0
    if struck is None or struck <= killed or span is None:
        return None
    spans["injured"] = span
    return struck - killed
