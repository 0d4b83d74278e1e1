"""The dead, wounded, held, taken and driven away of a story, by kind. Not for reading numbers from text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.code import casualties, figures, killers, lookback
from ingest.code.casualties import Count
from ingest.code.mentions import DYING, Mention
from ingest.code.parties import Parties, Spans
from ingest.code.quantities import Quantity
from ingest.code.story import Story

_ALSO = re.compile(
    r"\balso\s{1,3}$|\b(?:an?\s{1,3}(?:second|third|fourth|fifth|sixth|seventh|eighth)|another)\s{1,3}[\w-]{2,20}\s{1,3}(?:was|were)\s{1,3}$",
    re.IGNORECASE,
)
_MEN = frozenset(("man", "men", "male", "males", "boy", "boys", "he", "him", "husband", "father", "son", "brother"))
_WOMEN = frozenset(
    ("woman", "women", "female", "females", "girl", "girls", "she", "her", "wife", "mother", "daughter", "sister")
)
_THEY = frozenset(("he", "she", "they", "both"))
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
    lead = _sided(story.toll, who)
    dead = casualties.total(lead.deaths)
    low, high = _range(story, spans)
    armed = _armed(lead, who, spans)
    apart = killers.told_apart(story)
    if apart is not None:
        spans["deaths_a"] = apart
    own = int(apart is not None)
    late, unknown = _died_later(story, spans), _kind(lead, "deaths_unknown", spans)
    return Toll(
        low=low if low is None else low + own + late,
        best=dead.best + own + late if dead and dead.best is not None else None,
        high=high if high is None else high + own + late,
        deaths_a=own or armed[0],
        deaths_b=armed[1],
        deaths_civilians=_kind(lead, "deaths_civilians", spans),
        deaths_unknown=(unknown or 0) + late if late else unknown,
        injured=_injured(story, spans) or _struck(story, lead, spans, late),
        detained=_most(story, "detained", spans),
        abducted=_most(story, "abducted", spans),
        displaced=_most(story, "displaced", spans),
    )


def _sided(lead: Mention, who: Parties) -> Mention:
    """ "Four Islamic State members": where all who suffered it bear arms, so do the dead that are not said to."""
    if not who.victims or who.victims != who.side_b or who.camp_b not in ("state", "nonstate"):
        return lead
    kind = "militant" if who.camp_b == "nonstate" else "military"
    return lead._replace(deaths=tuple(c._replace(kind=kind) if c.kind == "person" else c for c in lead.deaths))


def _range(story: Story, spans: Spans) -> tuple[int | None, int | None]:
    """The least and the most that the text tells of the dead; adds the evidence, that of the best figure too."""
    told = figures.spanned(story)
    if not told:
        return None, None
    best, least, most = told[0], figures.lowest(told), figures.highest(told)
    low, high = least.toll.low, most.toll.high
    for field, value, one in (("low", low, least), ("best", best.toll.best, best), ("high", high, most)):
        if value is not None:
            spans[field] = _span(one.mention, one.toll)
    return low, high


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


def _injured(story: Story, spans: Spans) -> int | None:
    """The most that were told to be hurt; none where they died: "found a man with gunshot wounds … He died at a hospital"."""
    told, dead = _most(story, "injured", spans), story.deaths
    if told is None or dead is None or dead.best != told:
        return told
    hurt = next(m for m in story.mentions if (q := casualties.total(m.injured)) is not None and q.best == told)
    are_besides = any(m.deaths and m.injured for m in story.mentions)  # "one was killed and one injured"
    if are_besides or not any(_are_those(m, hurt) for m in story.mentions):
        return told
    del spans["injured"]
    return None


def _are_those(mention: Mention, hurt: Mention) -> bool:
    """Whether the dead of a mention are the hurt that a sentence before told of: "he", "both", "the woman", the same name."""
    if len(mention.deaths) != 1 or mention.sentence.number <= hurt.sentence.number or not mention.effects & DYING:
        return False
    count, tokens = mention.deaths[0], mention.sentence.tokens
    head = tokens[count.last - 1]
    names = {t.low for c in hurt.injured for t in hurt.sentence.tokens[c.first : c.last] if t.text[0].isupper()}
    return head.low in _THEY or tokens[count.first].low == "the" or head.low in names


def _died_later(story: Story, spans: Spans) -> int:
    """Those of the wounded who died, and others whom the same hands killed, where another sentence tells it and no toll that
    holds them ("… Two of the wounded died"); what bears a figure of the dead then reaches over both."""
    others = [m for m in story.mentions if m.sentence is not story.toll.sentence]
    later = [m for m in others if lookback.dies_of_wounds(m) or (lookback.kills_more(m) and _is_told_next(story, m))]
    told = [(dead.best, m) for m in later if (dead := casualties.total(m.deaths)) is not None and dead.best]
    if not told or story.deaths is None or story.toll.is_toll:
        return 0
    number, mention = max(told, key=lambda pair: pair[0])
    if _holds_them(story, mention, number):
        return 0
    spans |= {name: _over(spans.get(name), mention) for name in ("low", "best", "high", "deaths_unknown")}
    return number


def _holds_them(story: Story, mention: Mention, number: int) -> bool:
    """ "Three dead … One was dead at the scene. Two more died in hospital": whether the toll is the sum of those told before a
    mention and of its own, or is told after it."""
    told = story.deaths.best if story.deaths is not None else None
    before = [m for m in story.mentions if m.deaths and m.sentence.number < mention.sentence.number]
    sums = [dead.best + number for m in before if (dead := casualties.total(m.deaths)) is not None and dead.best]
    is_after = story.toll.sentence.number > mention.sentence.number
    return told in sums or (is_after and told is not None and told > number)


def _is_told_next(story: Story, mention: Mention) -> bool:
    """Whether the toll that a story goes by is the last that was told before a mention: "killed a chief", "killed two others"."""
    before = [m.sentence.number for m in story.mentions if m.deaths and m.sentence.number < mention.sentence.number]
    return bool(before) and max(before) == story.toll.sentence.number


def _over(span: tuple[int, int] | None, mention: Mention) -> tuple[int, int]:
    own = casualties.total(mention.deaths)
    assert own is not None
    start, end = _span(mention, own)
    return (start, end) if span is None else (min(span[0], start), max(span[1], end))


def _struck(story: Story, lead: Mention, spans: Spans, late: int) -> int | None:
    """People who were shot or stabbed and are not among the dead were hurt; who shot others and killed himself was not shot
    with them."""
    dead = casualties.total([count for count in lead.deaths if count.kind != "self"])
    found = None
    for mention in story.mentions:
        shot = casualties.total(_shot(mention))
        if shot is not None and shot.best is not None and (found is None or shot.best > found[0]):
            found = shot.best, _span(mention, shot)
    killed = (dead.value if dead else 0) + late
    besides = _also_shot(story) if killed else None
    if besides is not None and (found is None or found[0] - killed < besides[0]):
        spans["injured"] = besides[1]
        return besides[0]
    if found is None or found[0] <= killed:
        return None
    spans["injured"] = found[1]
    return found[0] - killed


def _also_shot(story: Story) -> tuple[int, tuple[int, int]] | None:
    """ "(Two men were killed.) A woman was also shot", "an officer was shot and a suspect was killed": hurt besides the dead."""
    for mention in story.mentions:
        if _are_two_people(mention):
            return 1, _span(mention, mention.struck[0].quantity)
        shot = casualties.total(mention.struck) if not mention.deaths else None
        if shot is None or not shot.best:
            continue
        is_also = _ALSO.search(mention.sentence.document, mention.sentence.start, mention.trigger[0])
        if is_also or _is_of_the_other_sex(story, mention):
            return shot.best, _span(mention, shot)
    return None


def _is_of_the_other_sex(story: Story, mention: Mention) -> bool:
    """ "(He was pronounced dead.) A woman was found with a gunshot wound": one who was shot is not the one who died."""
    dead = {_sex(m, count) for m in story.mentions for count in m.deaths}
    shot = {_sex(mention, count) for count in mention.struck}
    return len(dead) == len(shot) == len(mention.victims) == 1 and dead | shot == {"man", "woman"}


def _sex(mention: Mention, count: Count) -> str:
    low = mention.sentence.tokens[count.last - 1].low
    return "man" if low in _MEN else "woman" if low in _WOMEN else ""


def _are_two_people(mention: Mention) -> bool:
    """Whether one is shot and then, behind "and", another with a name or noun of his own is killed."""
    if len(mention.struck) != 1 or len(mention.deaths) != 1:
        return False
    (shot,), (dead,), tokens = mention.struck, mention.deaths, mention.sentence.tokens
    is_next = shot.last < dead.first and tokens[dead.first - 1].low == "and" and tokens[dead.first].low in ("a", "an")
    return (
        is_next
        and shot.quantity.best == dead.quantity.best == 1
        and tokens[shot.last - 1].low != tokens[dead.last - 1].low
    )


def _shot(mention: Mention) -> list[Count]:
    is_dead = any(count.kind == "self" for count in mention.deaths)
    return [count for count in mention.struck if not (is_dead and count.kind == "self")]
