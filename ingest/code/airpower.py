"""Whether bombs came from the air: bombardment, not a charge that somebody planted. Not for other weapons."""

from ingest.code import tables
from ingest.code.mentions import Mention

_REACH = 60
"""How many characters from what tells a bombing the aircraft stand at most."""


def bombarded(mention: Mention) -> Mention:
    """A bombing with the mode of heavy weapons where it was a bombardment."""
    if "bomb" in mention.effects and mention.mode == "explosives" and is_bombardment(mention):
        return mention._replace(mode="heavy-weapons")
    return mention


def is_bombardment(mention: Mention) -> bool:
    """ "An air force bombing", "planes bombed a camp"; not "the bombing of two planes"."""
    document, (start, end) = mention.sentence.document, mention.trigger
    if not document[start:end].lower().startswith("bomb"):
        return False
    return document[max(0, start - 20) : start].lower().split()[-2:] == ["air", "force"] or _are_aircraft_near(mention)


def _are_aircraft_near(mention: Mention) -> bool:
    """Whether aircraft are named beside a bombing that it did not hit."""
    tokens, aircraft = mention.sentence.tokens, tables.cues("aircraft")
    hit = {number for f in (*mention.targets, *mention.victims) for number in range(f.first, f.last)}
    start, end = mention.start - _REACH, mention.end + _REACH
    return any(t.low in aircraft and n not in hit for n, t in enumerate(tokens) if start <= t.start and t.end <= end)
