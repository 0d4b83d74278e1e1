"""Whether bombs came from the air: bombardment, not a charge that somebody planted. Not for other weapons."""

from ingest.code import tables
from ingest.code.mentions import Mention

_ATTACKS = frozenset(("attack", "attackverb"))
_REACH = 60
"""How many characters from what tells a bombing the aircraft stand at most."""


def bombarded(mention: Mention) -> Mention:
    """A bombing with the mode of heavy weapons where it was a bombardment, and an attack where aircraft made it."""
    is_bombed = "bomb" in mention.effects and mention.mode == "explosives" and is_bombardment(mention)
    is_flown = not mention.mode and not mention.effects.isdisjoint(_ATTACKS) and _is_by_aircraft(mention)
    return mention._replace(mode="heavy-weapons") if is_bombed or is_flown else mention


def _is_by_aircraft(mention: Mention) -> bool:
    """ "Helicopters attacked a village", "raids by jets of the coalition", "said its planes had struck a camp"."""
    aircraft = tables.cues("aircraft")
    return all(f.noun.head in aircraft for f in mention.agents) and _are_aircraft_near(mention)


def is_bombardment(mention: Mention) -> bool:
    """ "An air force bombing", "planes bombed a camp"; not "the bombing of two planes"."""
    trigger = mention.sentence.document[slice(*mention.trigger)].lower()
    return trigger.startswith("bomb") and _are_aircraft_near(mention)


def _are_aircraft_near(mention: Mention) -> bool:
    """Whether aircraft or an air force are named beside a bombing that it did not hit."""
    tokens, aircraft = mention.sentence.tokens, tables.cues("aircraft")
    hit = {number for f in (*mention.targets, *mention.victims) for number in range(f.first, f.last)}
    start, end = mention.start - _REACH, mention.end + _REACH
    near = [n for n, t in enumerate(tokens) if start <= t.start and t.end <= end and n not in hit]
    return any(tokens[n].low in aircraft or [t.low for t in tokens[n : n + 2]] == ["air", "force"] for n in near)
