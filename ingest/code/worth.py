"""Whether a story is worth telling: somebody or something it befell, or somebody who did it somewhere or some day. Not for
whether its words are meant: that is `ingest.code.relevance`."""

from collections.abc import Sequence
from datetime import date, timedelta

from ingest.code import tables
from ingest.code.mentions import Mention
from ingest.code.story import Story
from ingest.dates import DateSpan

_PAST = timedelta(days=150)
_LONG_PAST = timedelta(days=3 * 365)
_LINGERING = timedelta(days=60)
_CRIMES = frozenset(("killnoun", "abductnoun"))
_DYING = frozenset(("die", "burial"))
_KNOWN = frozenset(("the", "these", "those"))
_ANYBODY = frozenset(("a", "an"))
_VAGUE = tables.cues("vague_people")
_AROUND = 6
"""Sentences in which a death is told beside the deed it came of."""


def is_worth_telling(story: Story) -> bool:
    """An event with somebody or something it happened to, or somebody who did it somewhere or some day."""
    if _is_suicide(story):
        return False
    told = [m for m in story.mentions if not m.is_bare]
    if not told:
        return any(_is_incident(m) for m in story.mentions)
    if _only_dies(story.lead) and not (story.lead.is_further or story.lead.is_part):
        return False
    deaths = story.deaths
    counted = deaths is not None and (deaths.best is not None or deaths.low > 1)
    counted = counted or any(_is_counted(m) for m in told)
    anchored = (story.place is not None and any(m.place for m in story.mentions)) or any(m.day for m in story.mentions)
    named = any(f.noun.is_name for m in told for f in m.victims)
    done = any((m.is_deed or m.targets or "act" in m.effects) and m.agents and m.modality == "fact" for m in told)
    threatened = any(m.family == "threat" and m.victims for m in told)
    return counted or named or anchored or done or threatened or any(_is_known_crime(m) for m in told)


def _is_known_crime(mention: Mention) -> bool:
    """ "The murder of the priests": one that the reader has heard of."""
    if mention.modality != "fact" or mention.effects.isdisjoint(_CRIMES):
        return False
    return any(f.noun.determiner in _KNOWN and f.noun.is_plural and f.noun.head not in _VAGUE for f in mention.victims)


def _is_suicide(story: Story) -> bool:
    """Whether nobody is told to have suffered but who did it: "he took his own life" is no assault."""
    if story.lead.family != "violence":
        return False
    hurt = [c for m in story.mentions for c in (*m.deaths, *m.injured, *m.struck)]
    return bool(hurt) and all(c.kind == "self" for c in hurt)


def dies_of(story: Story, stories: Sequence[Story]) -> bool:
    """ "She died at a hospital", "in a riot", "the climbers held by militants died": somebody dies, of what the sentences around
    tell or with the weapon named."""
    lead = story.lead
    if not _only_dies(lead) or story.deaths is None or story.deaths.best is None:
        return False
    near = [m for s in stories for m in s.mentions if abs(m.sentence.number - lead.sentence.number) <= _AROUND]
    deeds = (m for m in near if _is_deed(m) or m.mode == "riot" or _is_taken_by_arms(m, lead))
    return bool(lead.weapons) or any(_is_before(m.day, story.day) for m in deeds)


def _is_taken_by_arms(mention: Mention, death: Mention) -> bool:
    """ "Six civilians died as the army recaptured Bara", "… when rebels torched a bus": ground taken by arms, or people, or what
    somebody burned, in the sentence of a death."""
    if mention.sentence.number != death.sentence.number:
        return False
    if mention.abducted or (mention.family == "destroy" and mention.agents):
        return True
    return "seize" in mention.effects and any(f.noun.kind in ("military", "militant", "group") for f in mention.agents)


def _only_dies(mention: Mention) -> bool:
    """ "She died"; and of no day "the death of a relative", which may be anybody's."""
    if mention.effects <= _DYING:
        return True
    is_anybodys = all(
        f.noun.determiner in _ANYBODY and not f.noun.is_name and f.noun.quantity is None for f in mention.victims
    )
    return mention.effects <= {"deathnoun"} and mention.day is None and bool(mention.victims) and is_anybodys


def _is_before(deed: DateSpan | None, death: DateSpan | None) -> bool:
    return deed is None or death is None or timedelta(0) <= death.last - deed.first <= _LINGERING


def _is_deed(mention: Mention) -> bool:
    """Whether a mention tells of violence that somebody may have died of: a verb with people, or an event noun."""
    deed = mention.effects - {"die", "dead", "deathnoun", "burial"}
    return mention.family == "violence" and bool(deed) and (not mention.is_bare or deed != {"shot"})


def _is_counted(mention: Mention) -> bool:
    """Whether a mention says how many were shot, wounded, held or taken."""
    counts = (*mention.struck, *mention.injured, *mention.detained, *mention.abducted)
    return any(count.quantity.best is not None or count.quantity.low > 1 for count in counts)


def _is_incident(mention: Mention) -> bool:
    """Whether bare words still tell one incident: "an attack in Lima on Monday"; not "attacks in the north". A bomb that goes off
    is one if only its day or its place is told, and wherever in a house it lay."""
    day, place = mention.day, mention.place
    dated = day is not None and day.precision <= 2
    placed = place is not None and place.where_prec <= 2
    told = mention.family in ("violence", "abduct") and mention.modality == "fact"
    if "device" in mention.effects:
        return told and (dated or placed)
    return told and not mention.is_vague and dated and placed


def is_history(story: Story, published: date | None) -> bool:
    """Told by its year alone and that long past, or years ago: background, not news."""
    day = story.day
    if published is None or day is None:
        return False
    is_year_alone = (day.first.month, day.first.day, day.last.month, day.last.day) == (1, 1, 12, 31)
    return published - day.last > (_PAST if is_year_alone else _LONG_PAST)
