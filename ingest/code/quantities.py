"""Numbers of people as news writes them: 15, "at least a dozen", "between 10 and 15", "scores". Not for ages, times or money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.date_forms import MONTHS

if TYPE_CHECKING:
    from ingest.code.sentences import Token

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
# What an uncounted many says at least: more than two, two dozen, two score, and so on.
_TIMES = {"tens": 20_000, "hundreds": 200_000}
"""Words before "of thousands"."""
_VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_SOME = {"several": 3, "many": 3, "numerous": 3, "multiple": 3}
_AT_LEAST = {
    ("at", "least"), ("more", "than"), ("over",), ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than"),
    ("not", "fewer", "than"), ("well", "over"), ("well", "above"),
    ("upwards", "of"), ("upward", "of"), ("in", "excess", "of"), ("a", "minimum", "of"),
}  # fmt: skip
_AT_MOST = {
    ("up", "to"),
    ("as", "many", "as"),
    ("at", "most"),
    ("no", "more", "than"),
}
_BELOW = {("fewer", "than"), ("less", "than")}
_ABOUT = {
    ("about",), ("around",), ("some",), ("nearly",), ("almost",), ("approximately",), ("an", "estimated"), ("roughly",),
    ("a", "total", "of"), ("estimated",), ("close", "to"), ("exactly",), ("only",), ("just",), ("all",), ("all", "the"), ("the",),
    ("a", "further",), ("another",), ("other",), ("these",), ("those",),
}  # fmt: skip
_QUALIFIERS = sorted(
    [(words, "least") for words in _AT_LEAST]
    + [(words, "most") for words in _AT_MOST]
    + [(words, "below") for words in _BELOW]
    + [
        (words, "about")
        for words in _ABOUT
        if words not in {("the",), ("all",), ("another",), ("other",), ("these",), ("those",)}
    ],
    key=lambda pair: -len(pair[0]),
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+$|\d{1,7}$")
_SPAN = re.compile(r"(\d{1,6})[-–](\d{1,6})$")
_COMPOUND = re.compile(
    r"(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)$"
)
MAX_COUNT = 10_000_000


_QUALIFIED = {first: tuple(q for q in _QUALIFIERS if q[0][0] == first) for first in {w[0] for w, _ in _QUALIFIERS}}
_ARTICLES = frozenset(("a", "an"))
_AFTER_ARTICLE = {"half", "dozen", "few", "couple", "number", "pair", "score"} | _LARGE.keys() | {
    words[1] for words, _ in _QUALIFIERS if words[0] in _ARTICLES
}  # fmt: skip
"""What makes an article the beginning of a number."""
STARTERS = (
    frozenset(words[0] for words, _ in _QUALIFIERS)
    | {"between", "a", "an", "half", "dozen"}
    | _UNITS.keys() | _TENS.keys() | _LARGE.keys() | _VAGUE.keys() | _TIMES.keys() | _SOME.keys()
)  # fmt: skip
"""Words that a quantity may begin with, besides figures and compounds with a hyphen."""


class Quantity(NamedTuple):
    """A number of people: `low`, `best`, `high` (None: not said), and the tokens `[first, last)` it was read from."""

    low: int
    best: int | None
    high: int | None
    first: int
    last: int

    @property
    def value(self) -> int:
        """The figure to compare and add with: the best one, else the least."""
        return self.low if self.best is None else self.best


def exact(number: int, first: int, last: int) -> Quantity:
    """A number said plainly."""
    return Quantity(low=number, best=number, high=number, first=first, last=last)


def uncounted(first: int, last: int) -> Quantity:
    """Some, but nobody said how many."""
    return Quantity(low=1, best=None, high=None, first=first, last=last)


def read(tokens: Sequence[Token], at: int) -> Quantity | None:
    """The quantity that begins at token `at`, with its "at least" or "between … and …", or None."""
    if not tokens[at].word.is_numeric or (tokens[at].low in _ARTICLES and not _opens_number(tokens, at)):
        return None
    if tokens[at].low == "all" and (rest := _all_but(tokens, at)):
        return rest
    qualifier, start = _qualifier(tokens, at)
    if qualifier is None and tokens[at].low == "between":
        return _between(tokens, at)
    number = _number(tokens, start)
    if number is None:
        return None
    value, last, is_vague = number
    last = _past_repetition(tokens, last, value)
    top = _upper_end(tokens, start, last, value)
    if top:
        return Quantity(low=value, best=value, high=top[0], first=at, last=top[1])
    if last + 1 < len(tokens) and tokens[last].low == "or" and tokens[last + 1].low == "more":
        qualifier, last = "least", last + 2
    return _build(qualifier, value, is_vague, at, last)


def _opens_number(tokens: Sequence[Token], article: int) -> bool:
    return article + 1 < len(tokens) and tokens[article + 1].low in _AFTER_ARTICLE


def _build(qualifier: str | None, value: int, is_vague: bool, first: int, last: int) -> Quantity:
    if is_vague:
        return Quantity(low=value, best=None, high=None, first=first, last=last)
    if qualifier == "least":
        return Quantity(low=value, best=value, high=None, first=first, last=last)
    if qualifier == "below":
        return Quantity(low=1, best=None, high=max(1, value - 1), first=first, last=last)
    if qualifier == "most":
        return Quantity(low=1, best=None, high=value, first=first, last=last)
    return exact(value, first, last)


def _qualifier(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    for words, kind in _QUALIFIED.get(tokens[at].low, ()):
        if tuple([t.low for t in tokens[at : at + len(words)]]) == words:
            after = at + len(words)
            if after < len(tokens):
                inner, start = _qualifier(tokens, after)
                return (inner or kind), start
    return None, at


def _between(tokens: Sequence[Token], at: int) -> Quantity | None:
    if at + 3 >= len(tokens):
        return None
    low = _number(tokens, at + 1)
    if low is None or low[1] + 1 >= len(tokens) or tokens[low[1]].low != "and":
        return None
    high = _number(tokens, low[1] + 1)
    if high is None or high[0] <= low[0]:
        return None
    return Quantity(low=low[0], best=low[0], high=high[0], first=at, last=high[1])


def _all_but(tokens: Sequence[Token], at: int) -> Quantity | None:
    """ "All but two of the 15": 13; of people whom nobody counted, some."""
    few = _number(tokens, at + 2) if [t.low for t in tokens[at + 1 : at + 2]] == ["but"] else None
    if few is None:
        return None
    number, last, _ = few
    words = [t.low for t in tokens[last : last + 2]]
    of = last + 1 + (words[1:] == ["the"]) if words[:1] == ["of"] else last
    whole = _number(tokens, of) if of > last else None
    if whole is None or whole[2] or whole[0] <= number:
        return uncounted(at, last)
    return exact(whole[0] - number, at, whole[1])


def _past_repetition(tokens: Sequence[Token], at: int, value: int) -> int:
    """Past the brackets of "12 (twelve) people" and "twelve (12) people"."""
    if at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return at
    again = _number(tokens, at + 1)
    return at + 3 if again is not None and again[:2] == (value, at + 2) else at


def _upper_end(tokens: Sequence[Token], start: int, last: int, value: int) -> tuple[int, int] | None:
    span = _SPAN.match(tokens[start].text) if tokens[start].text[0].isdigit() else None
    if span and int(span[2]) > int(span[1]):
        return int(span[2]), last
    if last + 1 < len(tokens) and tokens[last].low in ("to", "or", "-", "–") and last - start == 1:
        high = _number(tokens, last + 1)
        if high and value < high[0] <= 10 * value and not high[2]:
            return high[0], high[1]
    return None


def _number(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """(value, next token, is it vague) of the bare number at `at`."""
    if at >= len(tokens):
        return None
    word = tokens[at].low
    if word[0].isdigit():
        if _is_grouped(tokens, at):
            return int(word + tokens[at + 1].low), at + 2, False
        if _DIGITS.match(word):
            return _scaled(tokens, int(word.replace(",", "")), at + 1)
        if span := _SPAN.match(word):
            return (int(span[1]), at + 1, False) if int(span[2]) >= int(span[1]) else None  # "a 5-0 win"
    if word in _TIMES and [t.low for t in tokens[at + 1 : at + 3]] == ["of", "thousands"]:
        return _TIMES[word], at + 4 if at + 3 < len(tokens) and tokens[at + 3].low == "of" else at + 3, True
    if word in _VAGUE:
        after = at + 2 if at + 1 < len(tokens) and tokens[at + 1].low == "of" else at + 1
        return _VAGUE[word], after, True
    if word in _SOME:
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        vague = {"dozen": 24, "hundred": 200, "thousand": 2_000}.get(following)
        return (vague, at + 2, True) if vague else (_SOME[word], at + 1, True)
    return _spelled(tokens, at)


def _is_grouped(tokens: Sequence[Token], at: int) -> bool:
    """ "1 200 people": a space before the last three figures, and no day of a month before them."""
    if at + 2 >= len(tokens) or len(tokens[at].low) > 3 or len(tokens[at + 1].low) != 3:
        return False
    if not (tokens[at].low.isdigit() and tokens[at + 1].low.isdigit()) or tokens[at + 1].start != tokens[at].end + 1:
        return False
    return tokens[at + 2].low.isalpha() and not (at and tokens[at - 1].low in MONTHS) and tokens[at].low[0] != "0"


def _scaled(tokens: Sequence[Token], value: int, at: int) -> tuple[int, int, bool] | None:
    if at < len(tokens) and tokens[at].low in ("thousand", "hundred", "million", "dozen"):
        value *= {"dozen": 12, **_LARGE}[tokens[at].low]
        at += 1
    return (value, at, False) if value <= MAX_COUNT else None


def _spelled(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    start, total, current, seen = at, 0, 0, False
    while at < len(tokens) and at - start < 8:
        word = tokens[at].low
        compound = _COMPOUND.match(word) if "-" in word else None
        if compound:
            current, seen = current + _TENS[compound[1]] + _UNITS[compound[2]], True
        elif word in _UNITS or word in _TENS:
            if seen and current % 10 and current < 100:
                break
            current, seen = current + (_UNITS.get(word) or _TENS.get(word) or 0), True
        elif word in _LARGE and (seen or _is_a(tokens, at, start)):
            current = max(current, 1) * _LARGE[word]
            if word != "hundred":
                total, current = total + current, 0
            seen = True
        elif word == "dozen" and (seen or _is_a(tokens, at, start)):
            current, seen = max(current, 1) * 12, True
        elif word in ("a", "an", "half") and not seen and _leads_to_large(tokens, at):
            at += 1
            if word == "half":
                return 6, min(at + 1, len(tokens)), True
            continue
        elif (
            word == "and" and seen and current >= 100 and at + 1 < len(tokens) and tokens[at + 1].low in _UNITS | _TENS
        ):
            pass
        else:
            break
        at += 1
    return (total + current, at, False) if seen and total + current <= MAX_COUNT else _couple(tokens, start)


def _is_a(tokens: Sequence[Token], at: int, start: int) -> bool:
    return at > start and tokens[at - 1].low in ("a", "an", "half")


def _leads_to_large(tokens: Sequence[Token], at: int) -> bool:
    following = [t.low for t in tokens[at + 1 : at + 3]]
    return bool(following) and (
        following[0] in ("hundred", "thousand", "million", "dozen") or following[:2] == ["half", "dozen"]
    )


def _couple(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    words = [t.low for t in tokens[at : at + 3]]
    if words == ["half", "a", "dozen"]:
        return 6, at + 3, False
    if words[:1] == ["a"] and words[1:2] == ["few"]:
        return 3, at + 2, True
    if words[:1] == ["a"] and words[1:3] == ["couple", "of"]:
        return 2, at + 3, False
    if words[:3] == ["a", "score", "of"]:
        return 20, at + 3, True
    if words[:3] == ["a", "number", "of"]:
        return 3, at + 3, True
    if words[:3] == ["a", "pair", "of"]:
        return 2, at + 3, False
    return None
