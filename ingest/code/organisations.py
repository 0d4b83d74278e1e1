"""The names of armed organisations in a sentence: those the table of actors knows, and those whose form tells them.

Not for what they did, and not for actors that carry no arms."""

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import tables
from ingest.code.sentences import Sentence, Token, stand_at

_ROLES = frozenset(("rebel", "militia", "criminal", "mercenary"))
_HEADS = tables.cues("organisation_head")
_TELLING = tables.cues("organisation_word")
_FILLING = tables.cues("organisation_filling")
_BEFORE_NAMES = tables.cues("before_name")
_LINKS = frozenset(("of", "for", "the"))
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_JOINED = re.compile(r"[\s\"”]{0,6}[(\[,]?[\s\"“]{0,6}")
"""What stands between a name and its acronym."""
_LONGEST_ACRONYM = 8
_STATE = frozenset(("forces", "force", "command", "guard", "guards", "battalion", "battalions", "army"))
_IRREGULAR = _TELLING - {"armed", "people", "national"}
_DESCRIBING = frozenset(("guerrilla", "insurgent", "separatist", "drug", "new", "last", "military"))
_CALLING = frozenset(("itself", "themselves", "called", "known", "named"))
_BANDS = tables.cues("armed_band")
_BEFORE_CALLED = frozenset(("as", "the"))
_QUOTES = frozenset(('"', "“", "'", "‘"))
_REACH = 6
"""Words that a name may go on to either side of its head."""


class Organisation(NamedTuple):
    """A name at tokens `[first, last)` of its sentence; `key` is the same for a name and its acronym."""

    sentence: Sentence
    first: int
    last: int
    key: str

    @property
    def start(self) -> int:
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.sentence.tokens[self.last - 1].end

    @property
    def text(self) -> str:
        return " ".join(self.sentence.document[self.start : self.end].split())

    @property
    def is_state(self) -> bool:
        """Whether it can only be a state's ("Honduran Armed Forces")."""
        words = {*self.key.split(), *(t.low for t in self.sentence.tokens[self.first : self.last])}
        irregular = any(not _IRREGULAR.isdisjoint(word.split("-")) for word in words)
        return bool(words & _STATE) and not irregular and self.key not in _actors()

    @property
    def camp(self) -> Literal["state", "nonstate"]:
        return "state" if self.is_state else "nonstate"


class _Alias(NamedTuple):
    words: tuple[str, ...]
    offset: int
    key: str
    is_acronym: bool


@cache
def _aliases() -> Mapping[str, tuple[_Alias, ...]]:
    """Names of irregular armed actors by the word of theirs that is rarest: a common one would be looked up all the time."""
    index: dict[str, list[_Alias]] = {}
    for row in tables.rows("actors.csv"):
        if row["role"] not in _ROLES:
            continue
        for name, is_local in tables.actor_names(row):
            words = tuple(t.low for t in Sentence(name, 0, len(name), 0, 0).tokens)
            if (is_local and (len(words) == 1 or name in _bodies_names())) or tables.is_description(name):
                continue
            rarest = max(range(len(words)), key=lambda n: (words[n] not in tables.common_words(), len(words[n])))
            index.setdefault(words[rarest], []).append(_Alias(words, rarest, row["actor"], tables.is_acronym(name)))
    return {word: tuple(sorted(dict.fromkeys(found), key=lambda a: -len(a.words))) for word, found in index.items()}


@cache
def _actors() -> frozenset[str]:
    """The keys of names that the table of actors knows."""
    return frozenset(alias.key for aliases in _aliases().values() for alias in aliases)


@cache
def _home_acronyms() -> Mapping[str, tuple[str, ...]]:
    """The acronyms, in lower case, that stand for an actor only where it is at home or has been named."""
    found: dict[str, list[str]] = {}
    for row in tables.rows("actors.csv"):
        if row["role"] in _ROLES:
            short = [name.lower() for name, is_local in tables.actor_names(row) if is_local and tables.is_acronym(name)]
            found.setdefault(row["actor"], []).extend(short)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items() if names}


@cache
def _bodies_names() -> frozenset[str]:
    """Local names that a body of some state bears ("National Guard")."""
    states = (row for row in tables.rows("actors.csv") if row["role"] not in _ROLES)
    return frozenset(name for row in states for name, is_local in tables.actor_names(row) if is_local)


@cache
def _beginnings() -> frozenset[str]:
    """Words that lead to a name: the rarest of a known one, a head, or "called"."""
    return frozenset(_aliases()) | _HEADS | _CALLING


@cache
def _cue_words() -> frozenset[str]:
    common = {"units", "group", "party", "force", "forces", "guards", "guard", "union"}
    return frozenset(_aliases()) | _CALLING | (_HEADS - common)


def may_name(words: frozenset[str], acronyms: Mapping[str, str]) -> bool:
    """Whether a sentence with these lower-case words may name one: a cheap first look."""
    return not _cue_words().isdisjoint(words) or not acronyms.keys().isdisjoint(words)


def find(sentence: Sentence, acronyms: dict[str, str]) -> tuple[Organisation, ...]:
    """The organisations a sentence names, in order; `acronyms` are those the text has explained, and learns new ones."""
    tokens, beginnings = sentence.tokens, _beginnings()
    found: list[Organisation] = []
    at = 0
    while at < len(tokens):
        if not (tokens[at].low in beginnings or tokens[at].low in acronyms):
            at += 1
            continue
        span = (
            _known(tokens, at, sentence.is_upper)
            or _explained(tokens, at, acronyms)
            or _formed(tokens, at)
            or _called(tokens, at, sentence.is_upper)
        )
        if span is None:
            at += 1
            continue
        first, last, key = span
        if found and first <= found[-1].first:
            found.pop()
        elif found and first < found[-1].last:
            first = found[-1].last
        at, key = _learn(tokens, last, key, acronyms)
        for short in _home_acronyms().get(key, ()):  # once the name is told in full
            acronyms.setdefault(short, key)
        found.append(Organisation(sentence, first, last, key))
    return tuple(_as_one(found, acronyms)) if len(found) > 1 else tuple(found)


def _as_one(found: list[Organisation], acronyms: dict[str, str]) -> list[Organisation]:
    """ "Army of National Liberation (ELN)", "FPL [Popular Liberation Forces]": two names of one body bear one key."""
    for at, (first, second) in enumerate(pairwise(found), 1):
        between = first.sentence.document[first.end : second.start]
        short = [one for one in (first, second) if one.last == one.first + 1]
        if len(short) == 1 and _JOINED.fullmatch(between) and (first.key in _actors()) != (second.key in _actors()):
            key = first.key if first.key in _actors() else second.key
            acronyms[short[0].sentence.tokens[short[0].first].low] = key
            found[at - 1], found[at] = first._replace(key=key), second._replace(key=key)
    return found


def _learn(tokens: Sequence[Token], at: int, key: str, acronyms: dict[str, str]) -> tuple[int, str]:
    """Past "(ELN)" after a name, which from then on stands for it; the name's key is that of an acronym the table knows."""
    if at + 2 < len(tokens) and tokens[at].text in _OPENING and tokens[at + 2].text in _CLOSING:
        short = tokens[at + 1]
        if short.text.isupper() and 1 < len(short.text) <= _LONGEST_ACRONYM:
            known = None if key in _actors() else _known(tokens, at + 1, False)
            key = known[2] if known else key
            acronyms[short.low] = key
            return at + 3, key
    return at, key


def _known(tokens: Sequence[Token], at: int, is_upper: bool) -> tuple[int, int, str] | None:
    for alias in _aliases().get(tokens[at].low, ()):
        first = at - alias.offset
        last = first + len(alias.words)
        if first < 0 or not stand_at(tokens, first, alias.words):
            continue
        if _is_written(alias, tokens, first, is_upper):
            return first, last if alias.is_acronym else _completed(tokens, last), alias.key
    return None


def _completed(tokens: Sequence[Token], last: int) -> int:
    """ "Tupac Amaru Revolutionary Movement", where the table knows "Tupac Amaru": on to the head of the name."""
    at = last
    while at < len(tokens) and not tokens[at].text.islower() and tokens[at].low in _TELLING | _FILLING:
        at += 1
    is_head = at < len(tokens) and tokens[at].low in _HEADS and not tokens[at].text.islower()
    return at + 1 if is_head and at > last else last


def _is_written(alias: _Alias, tokens: Sequence[Token], first: int, is_upper: bool) -> bool:
    """Acronyms stand in capitals, names begin with one."""
    if alias.is_acronym:
        return tokens[first].text.isupper() and not (is_upper and alias.words[0] in tables.common_words())
    if len(alias.words) == 1 and (alias.words[0] in tables.common_words() or _is_forename(tokens, first)):
        return False
    return not tokens[first].text.islower()


def _is_forename(tokens: Sequence[Token], at: int) -> bool:
    """ "President Wagner Soto": after a post and before a surname, a word is somebody's name."""
    if not at or at + 1 >= len(tokens):
        return False
    post, following = tables.people().get(tokens[at - 1].low), tokens[at + 1]
    known = (tables.people(), tables.common_words())
    is_surname = (
        following.word.is_plain and following.text[0].isupper() and not any(following.low in words for words in known)
    )
    return post is not None and post.kind == "civilian" and not post.is_plural and is_surname


def _explained(tokens: Sequence[Token], at: int, acronyms: Mapping[str, str]) -> tuple[int, int, str] | None:
    key = acronyms.get(tokens[at].low)
    return (at, at + 1, key) if key and tokens[at].text.isupper() else None


def _formed(tokens: Sequence[Token], at: int) -> tuple[int, int, str] | None:
    """ "Popular Liberation Front", "Army of National Liberation": a head with a word that only such names have."""
    if tokens[at].low not in _HEADS or tokens[at].text.islower() or _is_in_front(tokens, at):
        return None
    first, last = _leftward(tokens, at), _rightward(tokens, at)
    words = {t.low for t in (*tokens[first:at], *tokens[at + 1 : last])}
    if not any(map(_tells, words)) or len(words) < 2 or words <= _LINKS | {"people"} or _only_describes(words):
        return None
    return first, last, " ".join(sorted(words - _LINKS))


def _called(tokens: Sequence[Token], at: int, is_upper: bool) -> tuple[int, int, str] | None:
    """ "A group calling itself the Red Dawn", "a gang known as the Owls": the name that an armed body bears."""
    if tokens[at].low not in _CALLING or _BANDS.isdisjoint(t.low for t in tokens[max(0, at - 3) : at]):
        return None
    first = at + 1
    while first < len(tokens) and (tokens[first].low in _BEFORE_CALLED or tokens[first].text in _QUOTES):
        first += 1
    last = first
    while last < min(len(tokens), first + _REACH) and _is_of_name(tokens[last], is_upper):
        last += 1
    return (first, last, " ".join(t.low for t in tokens[first:last])) if last > first else None


def _is_of_name(token: Token, is_upper: bool) -> bool:
    if not is_upper:
        return token.text[0].isupper()
    return token.word.is_plain and not token.word.entries


def _is_in_front(tokens: Sequence[Token], at: int) -> bool:
    """ "In front of", which capitals throughout write like a name."""
    return tokens[at].low == "front" and at > 0 and tokens[at - 1].low == "in"


def _only_describes(words: Set[str]) -> bool:
    """ "The Peruvian guerrilla movement", "a leftist guerrilla group": no name."""
    return bool(words & _DESCRIBING) and words <= _DESCRIBING | _LINKS | _BEFORE_NAMES | places.demonyms().keys()


def _leftward(tokens: Sequence[Token], at: int) -> int:
    first = at
    while first > max(0, at - _REACH) and _is_part(tokens[first - 1]):
        first -= 1
    while first < at and tokens[first].low == "'s":
        first += 1
    return first


def _is_part(token: Token) -> bool:
    if token.text.islower():
        return token.low == "'s"
    low = token.low
    if low in _TELLING or low in _FILLING or low in _HEADS or low == "'s":
        return True
    return token.word.is_plain and not low.endswith("ing") and low not in _BEFORE_NAMES


def _goes_on(token: Token) -> bool:
    """ "Command of the Patriotic Liberation Front": a name within a name."""
    if token.low == "left":
        return not token.text.islower()  # "the Revolutionary Left"
    return _tells(token.low) or token.low in _FILLING or (token.low in _HEADS and not token.text.islower())


def _tells(low: str) -> bool:
    """Whether a word is one that only such names have, also as a part ("Liberation-Communist")."""
    return low in _TELLING or ("-" in low and not _TELLING.isdisjoint(low.split("-")))


def _rightward(tokens: Sequence[Token], at: int) -> int:
    last = at + 1
    while last < min(len(tokens), at + _REACH):
        after = last
        if tokens[last].low not in ("of", "for"):
            break
        while after < len(tokens) and tokens[after].low in _LINKS:
            after += 1
        if after == last or after >= len(tokens) or not _is_part(tokens[after]):
            break
        last = after + 1
        while last < len(tokens) and _goes_on(tokens[last]):
            last += 1
    while last > at + 1 and tokens[last - 1].low in ("armed", "heavily", "new"):
        last -= 1
    while last > at + 1 and tokens[last - 1].low in _LINKS:
        last -= 1
    return last
