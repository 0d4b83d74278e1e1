"""Where the hurt and the dead are taken: no scene of what was done to them. Whether a hospital was struck is not asked here."""

import re

from ingest.code.locations import Location
from ingest.code.sentences import Sentence

_HOUSE = re.compile(
    r"\b(?:hospitals?|(?:medical|trauma|health) cent(?:er|re)s?|clinics?|infirmary|emergency room|morgue|mortuary)\b"
)
_BROUGHT = re.compile(
    r"\b(?:taken|rushed|transported|transferred|airlifted|flown|brought|driven|carried|evacuated|admitted|treated|died|dies|dead)\b"
    r"[^.;]*?\b(?:to|at|in|into|from)\b[^.;]*$"
)
_OF_THE_DEED = re.compile(r"\b(?:suffered|sustained|received|shot|injured|wounded)\b[^.;,]*?\b(?:when|during|in|at)\b")
"""Behind the way to a house of the hurt, what tells the deed: "died at the hospital of wounds suffered when …"."""
_STRUCK = re.compile(
    r"\b(?:(?:air)?strikes?|attacks?|raids?|bombings?|shelling|assaults?)\s{1,3}(?:on|at|against|in|near)\b[^.;]*"
    r"\b(?:hospitals?|clinics?|cent(?:er|re)s?|morgue)\b"
)
"""What is done to such a house."""
_BEFORE, _BEHIND = 120, 40
"""Characters before a place and behind it in which a house of the hurt and the way there are looked for."""


def is_of_care(sentence: Sentence, place: Location) -> bool:
    """Whether a place says where a hospital is that somebody was taken to, or died in: "taken to a hospital in Oak Lawn"."""
    if not _HOUSE.search(sentence.low):
        return False
    low, first, last = sentence.low, place.start - sentence.start, place.end - sentence.start
    way = _BROUGHT.search(low, max(0, first - _BEFORE), first)
    if way is None or _OF_THE_DEED.search(low, way.start(), first) or _STRUCK.search(low, way.start(), first):
        return False
    return bool(_HOUSE.search(low, way.start(), last + _BEHIND))
