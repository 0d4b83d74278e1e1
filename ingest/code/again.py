"""Whether a mention tells again of people who were killed, hurt or taken before: nobody dies twice. Not for things, days or
places."""

from collections.abc import Sequence
from functools import cache

from ingest import places
from ingest.code import casualties, tables
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler

_ONCE = ("violence", "abduct")
_FEW = 40
"""A number that two events rarely share."""


def are_some_of(told: Sequence[Mention], mention: Mention) -> bool:
    """ "Two officers and three protesters were killed … Protesters had beaten two officers to death": as many of the same kind as
    were told among others."""
    if mention.is_further or len(mention.deaths) != 1 or mention.deaths[0].kind in ("person", "self"):
        return False
    fresh = mention.deaths[0]
    many = [m for m in told if len(m.deaths) > 1]
    return fresh.quantity.value > 1 and any(
        count.quantity.best == fresh.quantity.best and _side(count) == _side(fresh) for m in many for count in m.deaths
    )


def are_counted(toll: Mention, mention: Mention) -> bool:
    """ "(Nine were burned and two shot dead.) They shot another two": those of whom a toll of several kinds told."""
    fresh = casualties.total(mention.deaths)
    return fresh is not None and len(toll.deaths) > 1 and any(c.quantity.best == fresh.best for c in toll.deaths)


def _side(count: Count) -> str:
    return "state" if count.kind in ("military", "police") else count.kind


def suffered_before(told: Sequence[Mention], mention: Mention) -> bool:
    """Whether the mentions of a story tell the same deaths, wounds or abduction as this one."""
    if mention.family not in _ONCE or mention.is_further or mention.is_part:
        return False
    if mention.family == "violence" and not mention.deaths and not (mention.struck or mention.injured):
        return False
    before = [m for m in told if bool(m.deaths) == bool(mention.deaths) or (m.struck and mention.deaths)]
    number = _number(mention)
    if 1 < number < _FEW and any(_number(m) == number and _is_group_again(m, mention) for m in before):
        return True
    singles = [f for f in mention.victims if _is_one(f)]
    if not singles or not _may_be_one(before, mention):
        return False
    return any(_is_person_again(m, mention, singles) for m in before)


def _may_be_one(told: Sequence[Mention], mention: Mention) -> bool:
    """Two tolls of one event agree, unless one tells only of one of its dead."""
    before = [count.value for m in told if (count := casualties.total(m.deaths)) is not None]
    fresh = casualties.total(mention.deaths)
    return fresh is None or not before or fresh.value in (1, max(before)) or max(before) == 1


def _is_person_again(first: Mention, second: Mention, singles: Sequence[Filler]) -> bool:
    """ "Senator Luis Ruiz", "Ruiz", and "the senator" after him."""
    known = [_distinct(first, f) for f in first.victims if _is_one(f)]
    for filler in singles:
        words = _distinct(second, filler)
        if words and any(words & other for other in known):
            return True
        if not words and filler.noun.determiner == "the" and any(_is_meant(filler, first, f) for f in first.victims):
            return True
    return False


def _is_meant(filler: Filler, first: Mention, other: Filler) -> bool:
    """Whether "the minister" is the one named before with that office."""
    tokens = first.sentence.tokens[other.first : other.last]
    return bool(_distinct(first, other)) and any(t.low == filler.noun.head for t in tokens)


def _number(mention: Mention) -> int:
    """How many were killed, taken or shot; 0 where nobody counted them."""
    counted = casualties.total(mention.deaths or mention.abducted or mention.struck)
    return counted.best or 0 if counted is not None else 0


def _is_group_again(first: Mention, second: Mention) -> bool:
    """Of as many the same people: "six Jesuit priests", "the six Jesuits"; as many bodies as were killed."""
    if "bodies" in first.effects | second.effects or any(_are_all(second, f) for f in second.victims):
        return True
    if any(f.noun.determiner == "the" for f in second.victims):
        return bool(_words(first) & _words(second))
    return bool((_words(first) - _common()) & (_words(second) - _common()))


def _are_all(mention: Mention, filler: Filler) -> bool:
    """ "(Three were found dead.) All three had been shot"."""
    return filler.noun.kind == "number" and mention.sentence.tokens[filler.first].low in ("all", "both")


def _is_one(filler: Filler) -> bool:
    quantity = filler.noun.quantity
    return not filler.noun.is_plural and (quantity is None or quantity.best == 1)


def _distinct(mention: Mention, filler: Filler) -> set[str]:
    """The words of a phrase that tell its people from others: names."""
    return _stems(mention, filler) - _common()


def _words(mention: Mention) -> set[str]:
    return {word for filler in mention.victims for word in _stems(mention, filler)}


def _stems(mention: Mention, filler: Filler) -> set[str]:
    tokens = mention.sentence.tokens[filler.first : filler.last]
    return {t.low.removesuffix("s") for t in tokens if len(t.low) > 3 and not (t.kind or t.word.is_numeric)}


@cache
def _common() -> frozenset[str]:
    """Words for people of any kind, and of nations."""
    nouns = {word for noun in tables.people() for word in noun.split()}
    nations = {
        word for name in (*places.demonyms(), *places.gazetteer().country_names) for word in name.lower().split()
    }
    return frozenset(word.removesuffix("s") for word in nouns | nations)
