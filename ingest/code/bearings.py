"""How the words around a name say that it is a place: the preposition before it, the kind of place said beside it, what befell
it. Not for which words are a name: that is `ingest.code.toponyms`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest import places
from ingest.code import tables, triggers
from ingest.code.sentences import Token, stand_at
from ingest.places import Place

_STRONG = tables.cues("place_in")
_WEAK = tables.cues("place_of")
_NEAR = frozenset(["near", "outside", "nearby", "around", "surrounding", "outskirts", "periphery"])
ROADS = frozenset(("road", "highway", "axis", "expressway", "motorway", "corridor", "route"))
_FOUGHT_FOR = frozenset(("battle", "siege", "recapture", "shelling", "bombardment"))
_COAST = frozenset(("coast", "shore", "shores", "coastline"))
TYPES_AFTER = tables.cues("types_after")
TYPES_BEFORE = tables.cues("types_before")
DIRECTIONS = tables.cues("directions")
ENTERING = tables.cues("entering")
BESIDE = frozenset(("neighbouring", "neighboring", "adjacent"))
_BEFORE = DIRECTIONS | BESIDE | {"the", "a", "an", "'s", "its", "his", "her", "their"}
_OF_PLACE = TYPES_BEFORE | tables.cues("side_of_place")
_A_WAY = 14
"""Words that say how far off a place something is."""
_AWAY = re.compile(
    r"\b(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s|drive|walk)(?: \( [^)]{1,24} \))?(?: away)?"
    r"(?: to the)?(?: (?:north|south|east|west)[\w-]*)? (?:of|from|outside)"
    r"(?: the (?:\w+ )?(?:city|town|village|capital) of)?$"
)
_FAR = 7
"""Words before a name among which the preposition before it stands."""
_LOCAL_AREA = ("local", "government", "area")
SMALL = frozenset(("town", "village", "suburb", "camp", "site"))
"""Features of places in which no other that has a name lies."""
_PARTS = tables.cues("part_of_place")
_HEAVY = frozenset(("missile", "rocket", "drone", "air", "aerial", "artillery", "mortar", "tank"))


class Toponym(NamedTuple):
    """The name of a place, tokens `[first, last)`: the places that bear it (none: no gazetteer has it), whether things are said
    to happen there, and whether only near it."""

    first: int
    last: int
    found: tuple[Place, ...]
    is_strong: bool
    is_near: bool


_HAVING = frozenset(("had", "has", "saw", "recorded", "registered", "suffered", "reported"))
_MOST = frozenset(("highest", "most", "largest"))
_FIGURE = 4
"""Words from a verb of having to its figure: "recorded at least 14"."""


def strength(tokens: Sequence[Token], at: int, before: Toponym | None) -> int:
    """2: things happen there; 1: the name stands after a preposition of some kind or next to another place; 0: neither."""
    back = _before_brackets(tokens, at - 1)
    while back >= 0 and tokens[back].low in _BEFORE and at - back <= _FAR:
        back -= 1
    if back < 0:
        return 0
    low = tokens[back].low
    if low == "," and back and tokens[back - 1].low in TYPES_BEFORE:
        return 2  # "its second city, Kharkiv"
    if before and before.last == back + 1 and tokens[back + 1].low == "'s":
        return 2 if before.is_strong else 1  # "in Nigeria's Plateau state"
    if low in _STRONG or (low == "on" and is_hit(tokens, back)):
        return 2
    if low == "of" and back and tokens[back - 1].low in _OF_PLACE:
        return 2
    if low in ("of", "for") and back and tokens[back - 1].low in _FOUGHT_FOR:
        return 2
    if low == "from" and back and (tokens[back - 1].low in ROADS or is_away(tokens, at)):
        return 2  # "on the road from Sinjar to Tal Afar", "30 km from Goma"
    if low in TYPES_BEFORE or takes_a_place(tokens[back]):
        return 2
    if before and before.last >= back - 1 and low in (",", "and", "(") and before.is_strong:
        return 2
    return 1 if low in _WEAK else 0


def _before_brackets(tokens: Sequence[Token], at: int) -> int:
    """ "(In Khyber Pakhtunkhwa's) (KP) Kurram district": past what is in brackets."""
    if at < 3 or tokens[at].low != ")" or tokens[at - 2].low != "(":
        return at
    return at - 3


def takes_a_place(token: Token) -> bool:
    """ "Shelled Nikopol", "retook Mosul", "entered Kutum": a verb whose object is as a rule a place."""
    return token.low in ENTERING or any(e.effect == "seize" or e.mode == "heavy-weapons" for e in token.word.verbs)


def is_hit(tokens: Sequence[Token], on: int) -> bool:
    """ "a missile attack on X", "shelling of", "air strikes on X": what heavy weapons hit is a place."""
    heavy = any(
        e.form == "noun" and e.mode == "heavy-weapons" for t in tokens[max(0, on - 3) : on] for e in t.word.entries
    )
    return on > 0 and triggers.is_event_noun(tokens, on - 1) and (heavy or tokens[on - 2].low in _HEAVY)


def is_apposed(tokens: Sequence[Token], last: int) -> bool:
    """ "Yelwata, a village in …": what kind of place a name is, said after it."""
    words = [t.low for t in tokens[last : last + 6]]
    if words[:1] != [","] or words[1:2] not in (["a"], ["an"], ["the"]):
        return False
    kind = next((n for n, word in enumerate(words) if word in TYPES_BEFORE), None)
    return kind is not None and tokens[last + kind + 1 : last + kind + 2] != () and words[kind + 1 : kind + 2] in (
        ["in"], ["near"], ["of"], ["on"], ["outside"], [","], ["about"], ["some"],
    )  # fmt: skip


def is_held(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "Captured Bunagana (North Kivu)": a name that a province in brackets says is a place."""
    opening = last + (type_after(tokens, last) is not None)
    if not at or tokens[at - 1].text[0].isupper() or [t.low for t in tokens[opening : opening + 1]] != ["("]:
        return False
    closing = next((n for n in range(opening + 2, min(len(tokens), opening + 9)) if tokens[n].low == ")"), opening)
    names = " ".join(t.text for t in tokens[opening + 1 : closing]).split(" , ")
    return any(place.feature == "admin1" for name in names for place in places.gazetteer().find(name))


def is_typed(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low in TYPES_AFTER for t in tokens[at + 1 : at + 4])


def type_after(tokens: Sequence[Token], last: int) -> str | None:
    """The kind of place said right behind a name: "Idlib province", "Shati refugee camp", "Jibia local government area"."""
    low = tokens[last].low if last < len(tokens) else ""
    if low == "lga" or (low == "local" and stand_at(tokens, last, _LOCAL_AREA)):
        return "district"
    if low == "refugee":
        low = tokens[last + 1].low if last + 1 < len(tokens) else ""
    return low if low in TYPES_AFTER else None


def type_before(tokens: Sequence[Token], first: int) -> str | None:
    """ "The region of Kharkiv"; not "Tillaberi region of Niger"."""
    is_typed = first > 2 and tokens[first - 1].low == "of" and tokens[first - 2].low in TYPES_BEFORE
    before = tokens[first - 3] if is_typed else None
    is_typed = before is not None and (not before.text[0].isupper() or before.low in places.demonyms())
    return tokens[first - 2].low if is_typed else None


def is_its_part(tokens: Sequence[Token], at: int) -> bool:
    """ "Syria's Mediterranean coast": a part of the place, by what kind of part it is."""
    words = [t.low for t in tokens[at : at + 4]]
    return words[:1] == ["'s"] and any(word in _PARTS for word in words[1:])


def has_its_dead(tokens: Sequence[Token], last: int) -> bool:
    """ "Zamfara state had 118 deaths", "Guanajuato recorded the highest number": what is counted by places is told of each."""
    last += type_after(tokens, last) is not None or (last < len(tokens) and tokens[last].low == "state")
    if last >= len(tokens) or tokens[last].low not in _HAVING:
        return False
    return any(t.word.is_numeric or t.low in _MOST for t in tokens[last + 1 : last + _FIGURE])


def is_near(tokens: Sequence[Token], at: int) -> bool:
    before = [t.low for t in tokens[max(0, at - 4) : at]]
    is_off = "off" in before and not _COAST.isdisjoint(before)
    is_on_the_way = before[-1:] == ["from"] and not ROADS.isdisjoint(before[-2:-1])
    return is_off or is_on_the_way or not _NEAR.isdisjoint(before[-3:]) or is_away(tokens, at)


def is_away(tokens: Sequence[Token], at: int) -> bool:
    """ "30 kilometres (19 miles) northeast of the city of Goma", "an hour's drive from Goma": a way off the place."""
    if not at or tokens[at - 1].low not in ("of", "from", "outside"):
        return False
    return bool(_AWAY.search(" ".join(t.low for t in tokens[max(0, at - _A_WAY) : at])))
