"""The figures of a sentence: the dead, the injured and so on, other numbers, dates. In digits or words, in the languages of
`seeds/change_words.csv`; in others numbers in digits only. Judges nothing: that is the coder's business."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.calendar_words import MONTHS
from ingest.fingerprint.changes.lexicon import Lexicon, Phrase, Phrases, V, lexicon
from ingest.text import fold, words

# A date in digits, a number in groups of three, or any other.
_NUMBER = re.compile(
    r"(?P<date>\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./](?:\d{4}|\d\d)|\d\d?月\d\d?[日号號]?)(?!\d)"
    r"|(?P<grouped>\d{1,3}(?:[,.\u00a0\u202f’' ]\d{3}){1,4})(?![\d.,]*\d)"
    r"|\d+(?:[.,:/]\d+)*"
)
_CURRENCY = "$€£¥₹₽₴₺₪"
_UNIT = "%‰°" + _CURRENCY
_PAUSE = re.compile("[,;:،，、]")
_JOINED = re.compile(r"[\s\-‐‑]*")
_MONTH_JOINTS = frozenset({"de", "of", "di", "d"})
_YEARS = range(1700, 2101)
_REACH = 12  # words between a number and what befell so many
_BREAK = 3  # words that a comma or an "and" counts for
_ASIDE = 3  # words before a number among which one may set it aside
_UNIT_LETTERS = 5  # shorter words after a number are mostly prepositions
_LONGEST = 400  # words of a sentence that are read; the rest of a longer one is a list or noise
_PHRASE = 4  # words
_MOST = 10**9


class Token(NamedTuple):
    """A word (folded) or number of a sentence, and where it stands in it; `number`: its value, the digits as they stand
    where they are no whole number, None for a word."""

    word: str
    start: int
    end: int
    number: int | str | None
    is_date: bool


class Figure(NamedTuple):
    """A figure of a sentence: `what` is one of CASUALTIES, "number" or "date"; `value` is what two figures are compared by,
    `shown` how it stands there; tokens [first, last) of the sentence."""

    what: str
    value: str
    shown: str
    first: int
    last: int


class _Number(NamedTuple):
    value: int | str
    first: int
    last: int
    is_spelled: bool


def tokens_of(text: str) -> list[Token]:
    """The words and numbers of a sentence, in order."""
    found: list[Token] = []
    at = 0
    for match in _NUMBER.finditer(text):
        found.extend(_words_between(text, at, match.start()))
        found.append(Token(match[0], *match.span(), _value(match), bool(match["date"])))
        at = match.end()
        if len(found) > _LONGEST:
            return found[:_LONGEST]
    found.extend(_words_between(text, at, len(text)))
    return found[:_LONGEST]


def figures_of(text: str, tokens: Sequence[Token], language: str | None) -> list[Figure]:
    """The figures of a sentence, in order."""
    known = lexicon(language)
    dates = _dates(text, tokens, known, language)
    in_date = {place for date in dates for place in range(date.first, date.last)}
    numbers = [number for number in _numbers(text, tokens, known) if number.first not in in_date]
    counted = _casualties(text, tokens, numbers, known)
    told = [
        _figure(text, tokens, number, counted.get(number.first), known)
        for number in numbers
        if _is_told(number, counted)
    ]
    return sorted(told + dates, key=lambda figure: figure.first)


def _words_between(text: str, start: int, end: int) -> Iterator[Token]:
    for word in words(text[start:end]):
        start = text.index(word, start)
        yield Token(fold(word), start, start + len(word), None, False)
        start += len(word)


def _value(match: "re.Match[str]") -> int | str:
    digits = "".join(filter(str.isdecimal, match[0])) if match["grouped"] else match[0]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else match[0]


def _phrase_at(tokens: Sequence[Token], at: int, phrases: Phrases[V]) -> Phrase | None:
    """The longest of the phrases that begins at a token."""
    if tokens[at].word not in phrases.firsts:
        return None
    for length in range(min(_PHRASE, len(tokens) - at), 0, -1):
        phrase = tuple(token.word for token in tokens[at : at + length])
        if phrase in phrases:
            return phrase
    return None


# Numbers


def _numbers(text: str, tokens: Sequence[Token], known: Lexicon) -> Iterator[_Number]:
    at = 0
    while at < len(tokens):
        number = _number_at(text, tokens, at, known)
        if number:
            yield number
        at = number.last if number else at + 1


def _number_at(text: str, tokens: Sequence[Token], at: int, known: Lexicon) -> _Number | None:
    """The number that begins at a token: digits, words, or digits and words ("2 million")."""
    first = tokens[at]
    if isinstance(first.number, str):
        return _Number(first.number, at, at + 1, False)
    parts, last = ([first.number], at + 1) if first.number is not None else ([], at)
    while step := _step(text, tokens, last, known, parts, is_spelled=first.number is None):
        parts, last = step
    if not parts or sum(parts) > _MOST:
        return None
    return _Number(sum(parts), at, last, first.number is None)


def _step(
    text: str, tokens: Sequence[Token], at: int, known: Lexicon, parts: Sequence[int], *, is_spelled: bool
) -> tuple[list[int], int] | None:
    """The parts of a number and the token after them, one word further on; None where it ends."""
    if at >= len(tokens) or tokens[at].number is not None or (parts and not _is_joined(text, tokens, at)):
        return None
    if phrase := _phrase_at(tokens, at, known.multipliers):
        return _multiplied(parts, known.multipliers[phrase]), at + len(phrase)
    if not is_spelled:
        return None
    after = at
    if parts and (joint := _phrase_at(tokens, at, known.joints)):
        after += len(joint)
        if after >= len(tokens) or not _is_joined(text, tokens, after):
            return None
    value, length = _spelled(tokens, after, known)
    return ([*parts, value], after + length) if length and _may_follow(parts, value, known) else None


def _spelled(tokens: Sequence[Token], at: int, known: Lexicon) -> tuple[int, int]:
    """The value of the number word at a token and its length in tokens, 0 where there is none."""
    if phrase := _phrase_at(tokens, at, known.numbers):
        return known.numbers[phrase], len(phrase)
    value = _fused(known, tokens[at].word) if known.parts else None
    return (0, 0) if value is None else (value, 1)


def _may_follow(parts: Sequence[int], value: int, known: Lexicon) -> bool:
    """Twenty three, two hundred five: each word says less than the round one before it; in Arabic three and twenty."""
    if not parts or (parts[-1] > value > 0 and parts[-1] % 10 == 0):
        return True
    return bool(known.prefixes) and 0 < parts[-1] < 10 <= value < 100 and value % 10 == 0


def _multiplied(parts: Sequence[int], multiplier: int) -> list[int]:
    kept = list(parts)
    below = 0
    while kept and kept[-1] < multiplier:
        below += kept.pop()
    return [*kept, max(below, 1) * multiplier]


@lru_cache(maxsize=4096)
def _fused(known: Lexicon, word: str) -> int | None:
    """The value of a number written as one word of several, such as dreiundzwanzig or ventitré."""
    if known.fused is None:
        return None
    found = known.fused.findall(word)
    if "".join(found) != word or sum(known.atoms[part] > 0 for part in found) < 2:
        return None
    parts: list[int] = []
    for part in found:
        value = known.atoms[part]
        parts = _multiplied(parts, value) if (part,) in known.multipliers else [*parts, value]
    return sum(parts)


def _is_joined(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but a space or a hyphen stands before a token."""
    return bool(_JOINED.fullmatch(text, tokens[at - 1].end, tokens[at].start))


def _is_told(number: _Number, counted: Mapping[int, str]) -> bool:
    """ "One" and "no one" are numbers beside a casualty only."""
    return number.first in counted or not number.is_spelled or (isinstance(number.value, int) and number.value > 1)


def _figure(text: str, tokens: Sequence[Token], number: _Number, what: str | None, known: Lexicon) -> Figure:
    shown = str(number.value) if what else _with_unit(text, tokens, number, known)
    return Figure(what or "number", str(number.value), shown, number.first, number.last)


def _with_unit(text: str, tokens: Sequence[Token], number: _Number, known: Lexicon) -> str:
    """A number as it stands, with its currency and the word after it, where that is no mere "of" or "and"."""
    start, end = tokens[number.first].start, tokens[number.last - 1].end
    if number.last < len(tokens) and tokens[number.last].start == end:  # 50m, 7th
        end = tokens[number.last].end
        return text[start - (text[start - 1 : start] in tuple(_CURRENCY)) : end]
    if text[start - 1 : start] in tuple(_CURRENCY):
        return text[start - 1 : end]
    if text[end : end + 1] in tuple(_UNIT):
        return text[start : end + 1]
    if number.last < len(tokens) and not _is_year(number, end - start) and _is_joined(text, tokens, number.last):
        word = tokens[number.last].word
        is_unit = not word.isascii() or len(word) >= _UNIT_LETTERS or (word,) in known.not_people
        end = tokens[number.last].end if is_unit else end
    return text[start:end]


def _is_year(number: _Number, length: int) -> bool:
    return not number.is_spelled and number.value in _YEARS and length == len("2025")


# What befell so many


def _casualties(text: str, tokens: Sequence[Token], numbers: Sequence[_Number], known: Lexicon) -> dict[int, str]:
    """What befell so many, by the first token of the number: the nearest word that says so, one number a word."""
    marks = _marks(tokens, known)
    counts = [number for number in numbers if marks and _may_count_people(text, tokens, number, known)]
    near = sorted(
        (gap, number.first, place)
        for number in counts
        for place, (length, _) in marks.items()
        if (gap := _gap(text, tokens, number, place, length, known)) <= _REACH
    )
    found: dict[int, str] = {}
    used: set[int] = set()
    for _, first, place in near:
        if first not in found and place not in used:
            found[first] = marks[place][1]
            used.add(place)
    for one, other in pairwise(counts):
        if (one.first in found) != (other.first in found) and _is_range(text, tokens, one, other, marks):
            what = found.get(one.first) or found[other.first]
            found |= {one.first: what, other.first: what}
    return found


def _is_range(text: str, tokens: Sequence[Token], one: _Number, other: _Number, marks: Collection[int]) -> bool:
    """11 to 17: one word stands between, and neither a comma nor another word that befell people."""
    between = text[tokens[one.last - 1].end : tokens[other.first].start]
    return other.first - one.last == 1 and one.last not in marks and not _PAUSE.search(between)


def _marks(tokens: Sequence[Token], known: Lexicon) -> dict[int, tuple[int, str]]:
    """First token of each word for what befell people: its length in tokens and what it says."""
    if not known.marks:
        return {}
    found: dict[int, tuple[int, str]] = {}
    at = 0
    while at < len(tokens):
        phrase = _phrase_at(tokens, at, known.marks)
        if phrase:
            found[at] = (len(phrase), known.marks[phrase])
        at += len(phrase) if phrase else 1
    return found


def _may_count_people(text: str, tokens: Sequence[Token], number: _Number, known: Lexicon) -> bool:
    if not isinstance(number.value, int) or tokens[number.first].is_date:
        return False
    start, end = tokens[number.first].start, tokens[number.last - 1].end
    if text[start - 1 : start] in tuple(_CURRENCY) or text[end : end + 2].strip()[:1] in tuple(_UNIT):
        return False
    if _is_year(number, end - start):
        return False
    if number.last < len(tokens) and _phrase_at(tokens, number.last, known.not_people):
        return False
    before = range(max(0, number.first - _ASIDE), number.first)
    return not any(_phrase_at(tokens, place, known.asides) for place in before)


def _gap(text: str, tokens: Sequence[Token], number: _Number, place: int, length: int, known: Lexicon) -> int:
    """Words between a number and a mark; commas and "and" count for several."""
    first, last = (number.last, place) if place >= number.last else (place + length, number.first)
    if last - first > _REACH:
        return last - first
    breaks = len(_PAUSE.findall(text[tokens[first - 1].end : tokens[last].start]))
    breaks += sum((token.word,) in known.joints for token in tokens[first:last])
    return last - first + _BREAK * breaks


# Dates


def _dates(text: str, tokens: Sequence[Token], known: Lexicon, language: str | None) -> list[Figure]:
    """Days as they are written, a weekday beside its day counted in."""
    spans: list[tuple[int, int]] = []
    for at in range(len(tokens)):
        span = _date_at(text, tokens, at, known, language)
        if span and spans and span[0] <= spans[-1][1] and _is_near(text, tokens, spans[-1][1], span[0]):
            spans[-1] = (spans[-1][0], max(span[1], spans[-1][1]))
        elif span:
            spans.append(span)
    shown = ((first, last, text[tokens[first].start : tokens[last - 1].end]) for first, last in spans)
    return [Figure("date", " ".join(fold(said).split()), said, first, last) for first, last, said in shown]


def _is_near(text: str, tokens: Sequence[Token], last: int, first: int) -> bool:
    return first < last or text[tokens[last - 1].end : tokens[first].start].strip() in ("", ",")


def _date_at(
    text: str, tokens: Sequence[Token], at: int, known: Lexicon, language: str | None
) -> tuple[int, int] | None:
    token = tokens[at]
    if token.is_date:
        return at, at + 1
    if phrase := _phrase_at(tokens, at, known.weekdays):
        return at, at + len(phrase)
    if token.word not in MONTHS or (language == "en" and not text[token.start].isupper()):
        return None  # "they may", "set 5 records"
    first = at - 2 if at > 1 and tokens[at - 1].word in _MONTH_JOINTS else at - 1
    if first >= 0 and _is_day(tokens[first]):
        return first, _with_year(tokens, at + 1)
    if at + 1 < len(tokens) and _is_day(tokens[at + 1]):
        return at, _with_year(tokens, at + 2)
    return None


def _is_day(token: Token) -> bool:
    return isinstance(token.number, int) and 1 <= token.number <= 31


def _with_year(tokens: Sequence[Token], at: int) -> int:
    """The token after a year that begins at `at`, else `at`."""
    place = at + 1 if at < len(tokens) and tokens[at].word in _MONTH_JOINTS else at
    return place + 1 if place < len(tokens) and tokens[place].number in _YEARS else at
