"""What the words of a noun phrase say: its number, its head, what people it names, and whether it is a name. Not for where a
phrase begins and ends: that is `ingest.code.chunks`."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest import places
from ingest.code import quantities, surnames, tables
from ingest.code.quantities import Quantity
from ingest.code.sentences import Token

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    **{f"{n}{'th' if n // 10 == 1 else _ENDINGS.get(n % 10, 'th')}": n for n in range(2, 100)},
}
"""What "a third" of several people makes of them."""
_PAIRED = frozenset(noun.split(" ")[-1] for noun in tables.people() if " " in noun)
"""Last words of people of two words ("police officer")."""
_NOT_PLURAL = ("ss", "us", "is")
_NOT_NAMES = ("s", "ing", "tion", "ment", "ness", "ity", "ism", "ist", "ly", "ive", "al", "ble")
_SHORTEST = 4
_AGED_NAME = 3
_GIVEN_NAMES = tables.cues("given_name")
_PARTICLES = tables.cues("name_particle")
_SURNAMES = tables.cues("surname")
_GROUP_ADJECTIVES = tables.words_of("group_adjective")
_YOUNGER = frozenset(("junior", "jr", "senior", "sr"))


class Noun(NamedTuple):
    """What a noun phrase says: its number, head word, kind of people (None: not people), and whether it is a name."""

    quantity: Quantity | None
    head: str
    kind: str | None
    is_plural: bool
    is_name: bool
    determiner: str
    is_group: bool


def pronoun(token: Token) -> Noun:
    """What a pronoun says: "nobody" and "none" count none."""
    empty = token.low in ("nobody", "none")
    quantity = Quantity(low=0, best=0, high=0, first=0, last=0) if empty else None
    return Noun(
        quantity, token.low, "pronoun", token.low in ("they", "them", "we", "us"), False, "no" if empty else "", False
    )


def describe(
    tokens: Sequence[Token], first: int, last: int, number: Quantity | None, determiner: str, is_upper: bool
) -> Noun:
    """What tokens `[first, last)` say, with the number and the determiner that were read before them."""
    words = tokens[first:last]
    head = words[-1].low
    person = _person(words)
    kind, is_plural = person if person else (None, head.endswith("s") and not head.endswith(_NOT_PLURAL))
    if kind is None and number is not None and (number.last == last or head == "more"):
        kind = "number"
    if kind is None and number is None and _is_one_more(tokens, first, last):
        kind, number, is_plural = "number", quantities.exact(1, first, last), False
    is_group = kind == "group"
    if kind in ("person", "group") and any(w.low in _GROUP_ADJECTIVES for w in words):
        kind = "civilian"
    if determiner == "no":
        number = Quantity(low=0, best=0, high=0, first=first, last=first + 1)
    return Noun(
        number, head, kind, is_plural, _is_name(words, person, determiner, is_upper, first == 0), determiner, is_group
    )


def _is_one_more(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "(Killed two and wounded) a third": not a third of something."""
    if (
        last - first != len(("a", "third"))
        or tokens[first].low not in ("a", "an")
        or tokens[last - 1].low not in ORDINALS
    ):
        return False
    return last == len(tokens) or tokens[last].low != "of"


def _person(words: Sequence[Token]) -> tuple[str, bool] | None:
    head = words[-1].low
    if head in _PAIRED and len(words) > 1 and (two := tables.people().get(f"{words[-2].low} {head}")):
        return two.kind, two.is_plural
    if (found := tables.people().get(head)) and not surnames.is_surname(words):
        return found.kind, found.is_plural
    if _names_after(words) or head.partition("-of-")[0] in tables.people():  # "a father-of-two"
        return "person", False
    if words[-1].word.is_age or head == "old" or _is_aged(words):
        return "person", head.endswith("s")
    if head in _GROUP_ADJECTIVES and head not in ("minority", "unarmed", "innocent", "civilian"):
        return "civilian", head.endswith("s")
    if head in places.demonyms() and not (head in tables.targets() and len(words) > 1 and words[-2].word.is_plain):
        return "person", head.endswith(("s", "ese", "ish", "men"))
    return None  # "power poles"


def _names_after(words: Sequence[Token]) -> bool:
    """ "the farmer Luis Vega": somebody's name after what one person is, in text that has small words."""
    if len(words) == 1 or words[-1].text[0].islower():
        return False
    last = max((n for n, w in enumerate(words) if w.text[0].islower()), default=-1)
    if last < 0 or last + 1 == len(words) or not all(w.word.is_plain for w in words[last + 1 :]):
        return False
    known = tables.people().get(words[last].low)
    if known is None:  # "presidential hopeful Luis Vega"
        return words[last + 1].low in _GIVEN_NAMES and len(words) > last + 2
    return not known.is_plural and known.kind not in ("group", "militant")


def _is_aged(words: Sequence[Token]) -> bool:
    """ "a 30-year-old porter", but no name and no building."""
    last = words[-1]
    if len(words) == 1 or not last.text[0].islower() or last.low in tables.targets():
        return False
    return any(w.word.is_age for w in words)


def _is_name(
    words: Sequence[Token], person: tuple[str, bool] | None, determiner: str, is_upper: bool, is_first: bool
) -> bool:
    is_aged = len(words) > _AGED_NAME and determiner == "a" and words[1].word.is_age  # "a 19-year-old Juan Vega"
    if person or not (is_aged or determiner in ("", "the")):
        return False
    if is_upper:
        return _is_capital_name(words) if determiner == "" else _names_one(words[1:])
    if len(words) == 1 and is_first and words[0].low in tables.common_words():
        return places.names_country([words[0].low])  # "France", but not "Early, …", "The"
    if not words[-1].text[0].isupper():
        return False
    capitals = sum(w.text[0].isupper() for w in words if w.low[0].isalpha() and w.low != "'s")
    return capitals >= max(1, sum(not w.word.is_age for w in words) - 1)


def _names_one(words: Sequence[Token]) -> bool:
    """ "(The) political leader Juan Soto", where all is in capitals."""
    people = tables.people()
    last = max((n for n, w in enumerate(words) if w.low in people), default=-1)
    return -1 < last < len(words) - 2 and not people[words[last].low].is_plural and _is_capital_name(words[last + 1 :])


def _is_capital_name(words: Sequence[Token]) -> bool:
    """Where all is in capitals: the last word rare or a surname, and none of the others common but a given name, a rank, a
    post, or a nation before two names. One word is a name where no ending makes it another noun and no table has it."""
    if len(words) > 2 and words[-1].low in _YOUNGER:
        words = words[:-1]
    last, low = words[-1], words[-1].low
    if len(words) == 1 and (low in places.demonyms() or low.endswith(_NOT_NAMES) or len(low) < _SHORTEST):
        return False
    is_common = not {low, low.removesuffix("s")}.isdisjoint(tables.common_words()) and not (
        len(words) > 1 and low in _SURNAMES
    )
    if not last.word.is_plain or is_common or low in tables.targets():
        return False
    people, free = tables.people(), _GIVEN_NAMES
    common = [w.low for w in words[:-1] if w.low in tables.common_words() and w.low not in people and w.low not in free]
    common = [low for low in common if low not in _PARTICLES or low == words[0].low]
    if len(words) > 2 and common == [words[0].low] and common[0] in places.demonyms():
        return True
    return not common or any(w.low in people for w in words[:-1])
