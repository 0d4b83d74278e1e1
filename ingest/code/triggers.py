"""Where a sentence names an event: trigger words with their form, verb or noun. Not for who, whom or how many."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ingest.code import quantities, tables
from ingest.code.sentences import Token, stand_at
from ingest.code.tables import Entry

_NOMINAL_BEFORE = frozenset(("determiner", "preposition", "by"))
_BEFORE_VERBS = frozenset(("by", "after", "before", "for", "of", "including", "from", "in", "without"))
_OPEN_AFTER = frozenset(
    (
        "preposition", "by", "be", "have", "modal", "verb", "say", "conjunction", "relative", "subordinator", "time",
    )
)  # fmt: skip
_ARTICLES = frozenset(("a", "an", "the"))
_IDLE_NOUNS = tables.cues("idle_noun")
"""Verbs whose noun of the same form tells of no deed."""
_SUBJECTS = frozenset(
    ("that", "this", "these", "those", "all", "both", "some", "any", "each", "many", "few", "several")
)
"""Determiners that may be a subject by themselves: "those kill"."""
_NOT_AFTER_TO = tables.cues("not_after_to")


_SCENES = frozenset(("attack", "bomb", "clash", "killnoun"))
_TO_DEATH = ("to", "death")
_TAILS = frozenset(
    (
        *(_TO_DEATH, ("alive",), ("away",), ("down",), ("up",), ("prisoner",), ("hostage",), ("captive",)),
        *(("to", "flee"), ("to", "leave"), ("from", "their", "homes")),
        *(("their", "lives"), ("his", "life"), ("her", "life")),
        *(("into", "custody"), ("under", "arrest"), ("behind", "bars"), ("in", "custody")),
    )
)
"""What of a verb may stand behind its object: "gunned the mayor down"."""
_OBJECT = 14
"""Tokens of the longest object that parts a verb."""


class Trigger(NamedTuple):
    """An entry found at tokens `[first, last)`."""

    entry: Entry
    first: int
    last: int


def may_tell(words: Iterable[str]) -> bool:
    """Whether a sentence with these lower-case words may hold a trigger: a cheap first look."""
    return not _firsts().isdisjoint(words)


@cache
def _firsts() -> frozenset[str]:
    """A word of each trigger without which it cannot stand: of several words the longest."""
    entries = [e for found in tables.triggers().values() for e in found if e.effect != "none"]
    needed = {max(e.words, key=len) for e in entries}
    return frozenset(part for word in needed for part in (word, word.split("-")[0]))


def is_event_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun of violence stands at `at` ("the Blytheville shooting")."""
    entries = tokens[at].word.entries if at < len(tokens) else ()
    return bool(entries) and any(e.form == "noun" and e.effect in _SCENES for e in entries)


def find_at(tokens: Sequence[Token], at: int) -> Trigger | None:
    """The longest trigger that begins at token `at`, with verb and noun told apart; None where there is none."""
    entries = tokens[at].word.entries
    if not entries or (tokens[at].low == "march" and _is_month(tokens, at)) or _is_in_name(tokens, at):
        return None
    fitting: list[Entry] = []
    following, longest = tokens[at + 1].low if at + 1 < len(tokens) else "", 0
    for entry in entries:
        words = entry.words
        size = len(words)
        if size < longest:
            break
        if size == 1 or (words[1] == following and stand_at(tokens, at, words)):
            fitting.append(entry)
            longest = size
        elif words[1:] in _TAILS and _is_parted(tokens, at + 1, words[1:]):
            return Trigger(entry, at, at + 1)
    if not fitting or (fitting[0].words == _TO_DEATH[1:] and at and tokens[at - 1].low == _TO_DEATH[0]):
        return None  # "sentenced to death"
    if fitting[0].form == "base" and tokens[at].low in _IDLE_NOUNS and _is_noun_slot(tokens, at):
        return None
    if len(fitting) == 1 and fitting[0].form == "base" and at and _makes_noun(tokens[at - 1], fitting[0]):
        return None
    if (
        fitting[0].form == "s"
        and tokens[at].low[:-1] in _IDLE_NOUNS
        and _class(tokens, at + 1) in ("punctuation", "end")
    ):
        return None  # "hit more than 200 targets."
    last = at + len(fitting[0].words)
    entry = fitting[0] if len(fitting) == 1 else _choose(fitting, tokens, at, last)
    return Trigger(entry, at, last)


def _is_parted(tokens: Sequence[Token], at: int, tail: tuple[str, ...]) -> bool:
    """ "Hacked 12 villagers to death": the words of the verb with whom it befell between them."""
    for number in range(at, min(len(tokens), at + _OBJECT)):
        token = tokens[number]
        if token.low == tail[0] and stand_at(tokens, number, tail):
            return number > at
        if token.word.verbs or (not token.word.is_word and token.low not in (",", "'s", "–", "—")):
            return False
    return False


def _makes_noun(before: Token, entry: Entry) -> bool:
    """Whether a bare verb cannot follow a word: "the butcher", "fought for control"."""
    return before.low in _ARTICLES or (entry.effect == "seize" and before.kind == "preposition" and before.low != "to")


def _is_noun_slot(tokens: Sequence[Token], at: int) -> bool:
    """ "a spending target", "its 2030 target": a base form where only the noun of that form can stand."""
    for back in range(at - 1, max(-1, at - 4), -1):
        token = tokens[back]
        if token.kind == "determiner":
            return token.low not in _SUBJECTS
        if token.kind or not token.word.is_word or (back == at - 1 and token.low.endswith("s")):
            return False
    return False


def _is_in_name(tokens: Sequence[Token], at: int) -> bool:
    """ "Battle Creek", "March Lane", "Strike Force": a capitalised word beside another, in text that has small words."""
    word = tokens[at].text
    if not at or not word[0].isupper() or word.isupper():
        return False
    if not any(other.text[0].isupper() for other in (tokens[at - 1], *tokens[at + 1 : at + 2])):
        return False
    first_letters = [t.text[0] for t in tokens if len(t.text) > 3]
    return sum(map(str.islower, first_letters)) >= sum(map(str.isupper, first_letters))


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    """ "In March", "March 3", "since last March"; not "a march", "protesters march"."""
    if at and tokens[at].text[0].isupper() and tokens[at - 1].kind != "determiner":
        return True
    near = [*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 2]]
    return any(t.low[0].isdigit() for t in near) or tokens[max(0, at - 1)].low in (
        "in",
        "since",
        "early",
        "late",
        "mid",
    )


def _choose(entries: list[Entry], tokens: Sequence[Token], at: int, last: int) -> Entry:
    noun = next((e for e in entries if e.form == "noun"), None)
    verb = next((e for e in entries if e.form != "noun"), None)
    if noun is None or verb is None:
        return entries[0]
    if verb.effect == "protest" and verb.form == "base" and _is_crowd(tokens, at - 1):
        return verb  # "students march in Tbilisi"
    return noun if _is_nominal(verb.form, tokens, at, last) else verb


def _is_crowd(tokens: Sequence[Token], at: int) -> bool:
    """Whether people, more than one, stand at a token."""
    person = tables.people().get(tokens[at].low) if at >= 0 else None
    return person is not None and person.is_plural


def _is_nominal(form: str, tokens: Sequence[Token], at: int, last: int) -> bool:
    before, after = _class(tokens, at - 1), _class(tokens, last)
    word_before = tokens[at - 1].low if at else ""
    if form in ("both", "past", "participle"):
        return word_before in ("the", "of")
    if form == "base":
        return not (
            (word_before == "to" and tokens[max(0, at - 2)].low not in _NOT_AFTER_TO)
            or before in ("modal", "pronoun", "do", "negation")
        )
    if before in _NOMINAL_BEFORE and word_before not in _BEFORE_VERBS:
        return before == "determiner" or not (form == "ing" and _opens_object(tokens, last))
    if word_before == "'s":
        return True
    if form == "ing" and last < len(tokens) and quantities.read(tokens, last) is not None:
        return False
    if form == "s":
        return after in _OPEN_AFTER or after in ("punctuation", "end") or _is_past(tokens, last)
    return after in _OPEN_AFTER or after in ("punctuation", "end") or _is_past(tokens, last)


def _opens_object(tokens: Sequence[Token], at: int) -> bool:
    """ "(Charged with killing) a girl", "(pleaded guilty to shooting) Ann Roe": whom a verb befell begins at a token."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.kind in ("determiner", "pronoun") or token.text.istitle() or token.low in tables.people():
        return True
    return quantities.read(tokens, at) is not None  # "killing at least 38", "wounding up to 20"


def _is_past(tokens: Sequence[Token], at: int) -> bool:
    """ "Two bombs exploded", "the Lahore bombing killed": a verb in the past, whose subject stands before it."""
    return at < len(tokens) and any(e.form in ("past", "both") for e in tokens[at].word.entries)


def _class(tokens: Sequence[Token], at: int) -> str:
    if not 0 <= at < len(tokens):
        return "end"
    low = tokens[at].low
    if not low[0].isalnum():
        return "punctuation"
    return tokens[at].kind
