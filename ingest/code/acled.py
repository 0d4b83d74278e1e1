"""Which of ACLED's sub-events a record comes nearest to, by the table of rules. A bridge, not ACLED's own coding."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from ingest import places
from ingest.code import tables
from ingest.code.actors import Camp
from ingest.code.parties import Parties
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_ARMED = frozenset(("military", "police", "militant"))
_UNARMED = frozenset(("person", "civilian"))
_REGAINED, _OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"
_AGAIN = ("re", "liberat")
"""What verbs of taking a place again begin with: allies do so too."""
_DESTRUCTION = "Looting/property destruction"


class _Rule(NamedTuple):
    event_type: str
    modes: frozenset[str]
    side_a: str
    against: str
    words: frozenset[str]
    phrases: tuple[str, ...]
    sub_event: str


@cache
def _rules(event_type: str) -> tuple[_Rule, ...]:
    """The rules for records of a type."""
    rules = (
        _Rule(
            row["event_type"],
            frozenset(filter(None, row["modes"].split("|"))),
            row["side_a"],
            row["against"],
            frozenset(word for word in row["words"].split("|") if word and " " not in word),
            tuple(f" {phrase} " for phrase in row["words"].split("|") if " " in phrase),
            row["sub_event"],
        )
        for row in tables.rows("ontology/acled_rules.csv")
    )
    return tuple(rule for rule in rules if rule.event_type in ("", event_type))


def sub_event(story: Story, who: Parties, weapons: Iterable[str]) -> str:
    """The sub-event of a story with its parties."""
    lead = story.lead
    is_off_duty = bool(who.side_b) and all(map(_is_off_duty, who.side_b))
    is_clash = "clash" in lead.effects or (who.violence_type in (1, 2) and not is_off_duty)
    side_a = kinds_of(who.side_a, who.camp_a)
    suffering = tuple(name for name in (*who.side_b, *who.victims, *who.targets) if not _is_off_duty(name))
    against = kinds_of(suffering, None if is_off_duty else who.camp_b) | ({"clash"} if is_clash else set())
    words = (*(t.low for sentence in _telling(story) for t in sentence.tokens), *weapons)
    found = nearest(lead.event_type, lead.mode, side_a, against, words)
    if found == _REGAINED and _is_foreign(story, who.side_a):
        return _OVERTAKEN
    if found == _DESTRUCTION and who.victims:  # where people are hurt, what burned beside them is no matter
        return nearest(lead.event_type, "", side_a, against, words)
    return found


def _is_off_duty(name: str) -> bool:
    """ "An off-duty officer", "a former rebel": no longer armed, and to ACLED a civilian."""
    return not tables.cues("no_longer").isdisjoint(name.lower().split())


def _is_foreign(story: Story, doers: Iterable[str]) -> bool:
    """Whether a place was taken by forces of another state that had not held it."""
    known = story.place.known if story.place else None
    start, end = story.lead.trigger
    if known is None or story.lead.sentence.document[start:end].lower().startswith(_AGAIN):
        return False
    nations = {places.demonyms().get(word) for name in doers for word in name.lower().split()} - {None}
    return bool(nations) and known.country not in nations


def _telling(story: Story) -> Iterator[Sentence]:
    """The sentence that tells a story best, and where another tells how it was done, that one too."""
    lead = story.lead
    yield lead.sentence
    if lead.mode_span is not None:
        others = (m.sentence for m in story.mentions[1:] if m.sentence is not lead.sentence)
        yield from islice((s for s in others if s.start <= lead.mode_span[0] < s.end), 1)


def nearest(event_type: str, mode: str, side_a: set[str], against: set[str], words: Iterable[str]) -> str:
    """The sub-event of the first rule that fits; the last fits everything."""
    said = f" {' '.join(words).lower()} "
    told = frozenset(said.split())
    return next(
        rule.sub_event
        for rule in _rules(event_type)
        if (not rule.modes or mode in rule.modes)
        and (not rule.side_a or rule.side_a in side_a)
        and (not rule.against or rule.against in against)
        and (not (rule.words or rule.phrases) or _is_told(rule, said, told))
    )


def _is_told(rule: _Rule, said: str, told: frozenset[str]) -> bool:
    """Whether words of which a rule wants one are among those said."""
    return not rule.words.isdisjoint(told) or any(phrase in said for phrase in rule.phrases)


def kinds_of(names: Iterable[str], camp: Camp | None) -> set[str]:
    """What the names say of a side, and where they say nothing its camp: state, nonstate, armed, unarmed, crowd, mob."""
    found: set[str] = set().union(*(_kind(name.lower().split()) for name in names))
    if camp == "state" or (camp and found <= {"unarmed"}):
        found.add(camp)
    if found & {"state", "nonstate"}:
        found.add("armed")
    return found - {"unarmed"} if "armed" in found else found


def _kind(words: list[str]) -> set[str]:
    found = {name for name in ("crowd", "mob") if not tables.cues(name).isdisjoint(words)}
    if found:
        return found
    if "armed" in words or not tables.cues("guarded").isdisjoint(words) or _is_armed_name(words):
        return {"armed"}
    if not tables.cues("goods").isdisjoint(words):
        return {"goods"}
    if (head := tables.people().get(words[-1] if words else "")) and head.kind == "civilian":
        return {"unarmed"}  # "a military informant", "a police clerk"
    kinds = {person.kind for word in words if (person := tables.people().get(word))}
    return {"armed"} if kinds & _ARMED else {"unarmed"} if kinds & _UNARMED else set()


def _is_armed_name(words: list[str]) -> bool:
    """ "PKK members", "the VDP": the name of an armed body among the words."""
    index = tables.armed_names()
    return any(tuple(words[at : at + len(n)]) == n for at, word in enumerate(words) for n in index.get(word, ()))
