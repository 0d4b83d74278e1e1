"""What a number in a sentence counts where it counts nobody: ages, days of a month, pictures, money, units. Not for reading the
number: that is `ingest.code.quantities`."""

import re
from collections.abc import Sequence

from ingest import date_forms
from ingest.code import tables
from ingest.code.quantities import Quantity
from ingest.code.sentences import Token

_NUMBERED_BEFORE = tables.cues("numbered_before")
_AFTER_AGE = frozenset(("relative", "preposition", "conjunction", "be", "have", "by"))
_OLD = re.compile(r"(?:year|yr|month|week|day)s?-olds?")
_UNITS = tables.words_of("unit") | tables.words_of("time")
_OLD_UNITS = frozenset(("year", "month", "week", "day"))
_PICTURES = frozenset(("image", "photo", "picture", "slide", "photograph"))
_JUNIOR = frozenset(("jr", "sr"))
_AGES = frozenset(("years", "months", "weeks", "days"))
_AWAY = ("ago", "earlier", "before", "later", "after", "north", "south", "east", "west", "outside", "from", "away", "(")
_WHICH = frozenset(("night", "day", "cattle"))
_MAYBE = frozenset(("possibly", "perhaps", "maybe", "probably", "likely"))
_CLOSING = (",", ".", ";", ")")
_AGED = frozenset(("aged", "age", "ages"))


def counts_nobody(tokens: Sequence[Token], at: int, number: Quantity, following: Token | None) -> bool:
    """Whether the number at a token is an age, a day, a year, a picture's or of a unit; `following` stands behind it."""
    previous = tokens[at - 1] if at else None
    if previous and (previous.low in _NUMBERED_BEFORE or previous.text in "$€£#/"):
        return True
    if _is_picture(tokens, at):
        return True
    digits = tokens[number.first].low.isdigit()
    if following is None:
        return bool(digits and previous and previous.kind == "time")
    if _is_day(tokens, at) or (digits and following.low == "may" and has_day(tokens, number.last)):
        return True
    if following.low in ("year", "yr", "-") or following.text in "%/:" or _OLD.fullmatch(following.low):
        return True
    if (following.low in _UNITS and not says_which(tokens, number.last)) or _is_age(tokens, at, number, following):
        return True
    if digits and len(tokens[number.first].low) == 4 and 1900 <= number.low <= 2100 and number.last == at + 1:
        leads = previous is not None and previous.low in ("in", "since") and at == 1  # "In 2017 militants seized …"
        return leads or not tables.people().get(following.low)
    return bool(digits and previous and previous.kind == "time" and following.low in (",", ")", "."))


def says_which(tokens: Sequence[Token], at: int) -> bool:
    """ "A night watchman", "12 day labourers", "six cattle herders", "from a moving car": a time, a herd or an act that says
    which, right before the noun."""
    low, before, following = tokens[at].low, tokens[at - 1], tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low.endswith("ing"):
        return before.low in ("a", "an") and (following in tables.people() or following in tables.targets())
    is_one = before.kind == "determiner" or before.low == "'s" or before.word.is_numeric
    return low in _WHICH and is_one and following in tables.people()


def is_told_old(tokens: Sequence[Token], at: int) -> bool:
    """ "20 years old", where nobody is called old."""
    return at + 1 < len(tokens) and tokens[at].low in _AGES and tokens[at + 1].low == "old"


def is_years_old(tokens: Sequence[Token], at: int) -> bool:
    """ "16 year old": an age written without its hyphens."""
    return at + 1 < len(tokens) and tokens[at].low in _OLD_UNITS and tokens[at + 1].low == "old"


def ages_end(tokens: Sequence[Token], at: int) -> int:
    """ "Two men, 24 and 25, were", "ages 8, 10 and 12": where a list of ages that begins here ends, 0 where there is none."""
    if not (1 < at < len(tokens) - 2 and _is_in_ages(tokens[at])):
        return 0
    last = at + 1
    while last < len(tokens) - 1 and _is_in_ages(tokens[last]):
        last += 1
    while not tokens[last - 1].low.isdigit():
        last -= 1
    listed = [t.low for t in tokens[at:last]]
    if "and" not in listed or not listed[-1].isdigit():
        return 0
    is_told = tokens[at - 1].low in _AGED
    is_apposed = tokens[at - 1].text == "," and tokens[at - 2].low in tables.people() and tokens[last].text in _CLOSING
    return last if is_told or is_apposed else 0


def tells_how_far(tokens: Sequence[Token], number: Quantity) -> bool:
    """ "(Killed 12 people) two days ago", "(the mayor) 40 km north of Goma": a number of what lies between there and here."""
    words = [t.low for t in tokens[number.last : number.last + 2]]
    return len(words) == 2 and words[0] in _UNITS and words[1].startswith(_AWAY)


def past_more(tokens: Sequence[Token], at: int) -> int:
    """Past "and possibly more" at a conjunction, which counts nobody; 0 where it does not stand there."""
    words = [t.low for t in tokens[at + 1 : at + 3]]
    return at + 3 if words[:1] and words[0] in _MAYBE and words[1:] == ["more"] else 0


def has_day(tokens: Sequence[Token], at: int) -> bool:
    """ "3 May", "May 3", "in May": the month and not the modal verb ("20 may have died")."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if _is_dated(tokens, at):
        return True
    if following and (following.kind in ("be", "have", "negation", "adverb", "verb") or following.word.entries):
        return False
    near = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return any(t.low.isdigit() for t in near) or bool(at and tokens[at - 1].kind == "preposition")


def _is_dated(tokens: Sequence[Token], at: int) -> bool:
    """ "On 4 May left": a capital in the midst of small letters behind a day or what leads to a month."""
    before = tokens[at - 1].low if at else ""
    is_led = before in ("in", "early", "mid", "late", "since", "of", "last") or (before.isdigit() and len(before) < 3)
    return is_led and tokens[at].text == "May"


def _is_picture(tokens: Sequence[Token], at: int) -> bool:
    """ "Image 3 of 8 An officer was shot": how many pictures there are."""
    return at > 2 and tokens[at - 1].low == "of" and tokens[at - 3].low in _PICTURES and tokens[at].low.isdigit()


def _is_day(tokens: Sequence[Token], at: int) -> bool:
    """ "the Nov. 29 death": the number after a month is a day."""
    before = at - 1 - (at > 1 and tokens[at - 1].text == ".")
    return at > 0 and tokens[at].low.isdigit() and tokens[before].low in date_forms.MONTHS


def _is_age(tokens: Sequence[Token], at: int, number: Quantity, following: Token) -> bool:
    """ "Smith, 23, was", "John Smith, 23." and "(23)": the number after a name is an age."""
    if tokens[at - 1].low in ("both", "all") and at > 1 and tokens[at - 2].text == "," and following.text in ",.;)":
        return True
    if number.last != at + 1 or not 0 < number.low < 115 or at < 2:
        return False
    if not tokens[at].low.isdigit():  # "Ana Lopez, six,"
        return tokens[at - 1].text == "," and following.text == "," and tokens[at - 2].text.istitle()
    if tokens[at - 1].text == "(" and following.text == ")":
        return True
    if tokens[at - 1].text != "," or not (tokens[at - 2].low[0].isalpha() or _is_junior(tokens, at - 2)):
        return False
    return following.text in ",.;)—" or (following.kind in _AFTER_AGE and _ends_name(tokens, at - 1))


def _is_in_ages(token: Token) -> bool:
    return token.text == "," or token.low == "and" or (token.low.isdigit() and len(token.low) < 3)


def _is_junior(tokens: Sequence[Token], at: int) -> bool:
    """ "Sam Reed Jr.,": the point after what follows a name."""
    return at > 0 and tokens[at].text == "." and tokens[at - 1].low in _JUNIOR


def _ends_name(tokens: Sequence[Token], end: int) -> bool:
    """Whether the tokens before `end` are a name of two words or more that no preposition leads ("in San Diego, 30 were")."""
    at = end - _is_junior(tokens, end - 1)
    while at and tokens[at - 1].text[0].isupper() and tokens[at - 1].kind != "preposition":
        at -= 1
    return end - at >= 2 and (not at or tokens[at - 1].kind != "preposition")
