"""Text cut into paragraphs, sentences and tokens, each with its place in the text. Not for meaning."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ingest import dates
from ingest.code import tables, words
from ingest.code.words import Word
from ingest.dates import DateSpan

if TYPE_CHECKING:
    from ingest.code.chunks import Chunk

MAX_TEXT = 200_000
"""Characters of a text that are read; what lies beyond is not coded."""
MAX_TOKENS = 250
"""Tokens of a sentence that are read: longer ones are lists or noise."""

_TOKEN = re.compile(
    r"([A-Za-z][a-z]*+(?=[ ,])"  # most words: what follows would match them too, but slower
    r"|\d{1,3}(?:,\d{3})+\b|\d+\.\d+|\d{1,2}:\d\d|(?:[^\W\d_]\.){2,}"
    r"|\b(?:Mrs?|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Rep|Sen|Gov|Prof|Rev|St|MR|MRS|DR|GEN|COL|LT|SGT|CAPT|MAJ|SEN|PROF)\.(?=\s[^\W\d_a-z])"
    r"|['’][sS]\b|\w+(?:-\w+)*(?:['’](?![sS]\b)\w+)*|[^\w\s])\s*",
    re.UNICODE,
)
"""A token, and the space behind it, at which nothing need be tried."""
_ENDING = re.compile(r"[.!?。؟][\"'”’)\]]*(?:\s+|$)|[。]|(?<=[a-z]{3})[.!?][\"”]?(?=[A-Z][a-z]+\s)")
"""Where a sentence may end: before a space, or where a page has lost it ("officials said.The shooting")."""
_OPENS = re.compile(r"[\"'“‘(\[\-–—]*\s*[^\W_a-z]")
_ABBREVIATIONS = tables.cues("abbreviations")
_HOURS = frozenset(("a.m", "p.m", "am", "pm"))
_OF_HOUR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*|\.)"
    r"|(?:[A-Z][SD]?T|GMT|UTC))\b"
)
"""What goes on after "9 p.m." where a sentence does not end: a day, a month, a time zone."""
_STATE = re.compile(r",\s(?:[A-Z]\.[A-Z]|[A-Z][a-z]{1,4})$")
"""A state's short name behind a town's: "in Dover, Del. Friday evening"."""
_LINE_END = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*|[\u2028\u2029]\s*|\n[^\S\n]{2,}(?=\S)")
_LONG_WRAP, _SHORT_WRAP = 100, 45
_QUOTES, _CLOSING = frozenset('"“'), frozenset("”")
_APOSTROPHES = frozenset("'’")
_START = attrgetter("start")
_FEW = 5
"""Words, and one, that a writer sets in quotation marks to say that they are not his."""


class Token(NamedTuple):
    """A word, number or mark; `low` is its lower case, `[start, end)` its characters in the text, `kind` its class in the
    table of words ("" for none), `word` all that the tables say of it."""

    text: str
    low: str
    start: int
    end: int
    kind: str
    word: Word


def stand_at(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether these lower-case words stand from token `at` on."""
    if at + len(words) > len(tokens):
        return False
    for number, word in enumerate(words, at):  # noqa: SIM110  a generator costs more than the few words it compares
        if tokens[number].low != word:
            return False
    return True


class Sentence:
    """One sentence `[start, end)` of a text, in paragraph number `paragraph`; tokens are made when first asked for."""

    def __init__(self, document: str, start: int, end: int, paragraph: int, number: int) -> None:
        self.document = document
        self.start, self.end, self.paragraph, self.number = start, end, paragraph, number
        self.text = document[start:end]
        self.low = self.text.lower()
        """Lower case, of the same length as the text wherever lower case keeps length."""
        self._dates: tuple[date | None, tuple[DateSpan, ...]] | None = None
        self.row: tuple[Chunk, ...] | None = None
        """Its chunks, once `ingest.code.chunks` has read them: several modules ask for them."""

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Its words as cues are written."""
        return frozenset(words.cues_in(self.low))

    def dates(self, anchor: date | None) -> tuple[DateSpan, ...]:
        """The dates it names, read against an anchor."""
        if self._dates is None or self._dates[0] != anchor:
            found = dates.find_dates(self.text, anchor, self.start) if dates.may_tell(self.text, self.cue_words) else ()
            self._dates = anchor, found
        return self._dates[1]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        found: list[Token] = []
        new, look_up = tuple.__new__, words.look_up
        for match in islice(_TOKEN.finditer(self.document, self.start, self.end), MAX_TOKENS):
            text = match[1]
            word = look_up(text)
            # As Token(...) would, without its call for every token.
            found.append(new(Token, (text, word.low, *match.span(1), word.kind, word)))
        if not _APOSTROPHES.isdisjoint(self.text):
            found = _with_genitives(self.document, found)
        return tuple(found) if _QUOTES.isdisjoint(self.text) else _without_scare_quotes(found)

    @cached_property
    def lows(self) -> frozenset[str]:
        """The lower case of its tokens."""
        return frozenset([token.low for token in self.tokens])

    def at(self, place: int) -> int:
        """The first token that begins at a character of the text or behind it."""
        return bisect_left(self.tokens, place, key=_START)

    @cached_property
    def is_upper(self) -> bool:
        """Whether the sentence is written in capitals throughout, so that capitals tell nothing."""
        head = self.text[:400]
        if sum(map(str.islower, head[:80])) > 45:  # more small letters than the whole may have
            return False
        return 9 * sum(map(str.islower, head)) < sum(map(str.isupper, head))


def _with_genitives(document: str, found: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence, the mark of "victims' relatives" read as that of "the victim's"."""
    told = list(found)
    for at in range(1, len(told) - 1):
        mark, before, after = told[at], told[at - 1], told[at + 1]
        if mark.low not in _APOSTROPHES or before.low[-1] != "s" or mark.start != before.end:
            continue
        if after.low[0].isalpha() and document[mark.end : after.start] == " ":
            word = words.look_up("'s")
            told[at] = mark._replace(low=word.low, kind=word.kind, word=word)
    return told


def _without_scare_quotes(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a sentence but the quotation marks around a few small words: 50 "terrorists", "neutralised" a gunman."""
    dropped: set[int] = set()
    opening: int | None = None
    for at, token in enumerate(tokens):
        if opening is not None and (token.text in _CLOSING or token.text == tokens[opening].text):
            if 1 < at - opening <= _FEW and all(_is_small(t) for t in tokens[opening + 1 : at]):
                dropped |= {opening, at}
            opening = None
        elif token.text in _QUOTES and not (at and tokens[at - 1].text[0].isupper()):
            opening = at  # not the "elimination squad" behind the name whose it is
    return tuple(token for at, token in enumerate(tokens) if at not in dropped)


def _is_small(token: Token) -> bool:
    return token.text[0].isdigit() or token.text[0].islower()


def split(document: str, begin: int = 0) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; one that holds character `begin`, where the dateline ends, begins there.

    Hard-wrapped text is recognised: there a line's end ends nothing."""
    text = document[:MAX_TEXT]
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        if start < begin < end:
            start = begin
        for first, last in _sentences(text, start, end):
            sentences.append(Sentence(document, first, last, paragraph, len(sentences)))
    return tuple(sentences)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    boundary = _BLANK_LINE if _is_wrapped(text) else _LINE_END
    spans, start = [], 0
    for match in boundary.finditer(text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _is_wrapped(text: str) -> bool:
    lengths = [len(line) for line in text[:20_000].splitlines() if line.strip()]
    if len(lengths) < 3 or max(lengths) > _LONG_WRAP:
        return False
    return sum(length > _SHORT_WRAP for length in lengths) > len(lengths) // 2


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, first = [], start
    for match in _ENDING.finditer(text, start, end):
        if match.end() < end and not _is_end(text, first, match):
            continue
        spans.append((first, match.end()))
        first = match.end()
    spans.append((first, end))
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b))]


def _is_end(text: str, first: int, match: re.Match[str]) -> bool:
    if not _OPENS.match(text, match.end()):
        return False
    if text[match.start()] != ".":
        return True
    word = text[max(first, match.start() - 12) : match.start()].split()[-1:]
    last = word[0].lstrip("(\"'“[").lower() if word else ""
    if _OF_HOUR.match(text, match.end()) and (last in _HOURS or _STATE.search(text[first : match.start()])):
        return False
    return not (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
