"""Who the parties are: names resolved to actors of their day and country, and their side of arms. Not for finding roles."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import bodies, tables
from ingest.code.phrases import Filler
from ingest.code.sentences import Token

Camp = Literal["state", "nonstate", "civilian"]

_STATE_ROLES = frozenset(("government", "military", "police", "intelligence"))
_ARMED_ROLES = frozenset(("rebel", "militia", "criminal", "mercenary", "authority"))
_STATE_HEADS = tables.cues("state_heads")
_NONSTATE_WORDS = tables.cues("nonstate_words")
_AFFILIATIONS = tables.cues("affiliation")
_ESTRANGED = frozenset(("former", "ex", "anti", "pro", "non"))
"""Words before a name that tell of others than its bearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor in one period: the same body under another role, name or parent has another line. Days are inclusive;
    `country` is its home, empty for those that have none."""

    actor_id: str
    name: str
    role: str
    parent: str
    country: str
    since: date | None
    until: date | None


class _Alias(NamedTuple):
    words: tuple[str, ...]
    is_acronym: bool
    is_capital: bool
    is_local: bool
    actor: Actor


class _Word(NamedTuple):
    """A folded word of a phrase; whether it is written like an acronym, and whether like a name."""

    low: str
    is_acronym: bool
    is_name: bool


_Phrase = tuple[_Word, ...]
_Found = tuple[int, Actor]
"""How many words name an actor, and which."""


@cache
def table() -> tuple[Actor, ...]:
    """Every line of the table, in its order."""
    return tuple(_actor(row) for row in tables.rows("actors.csv"))


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        actor_id=row["actor"],
        name=row["name"],
        role=row["role"],
        parent=row["parent"],
        country=row["country"],
        since=tables.first_day(row["valid_from"]),
        until=tables.last_day(row["valid_to"]),
    )


@cache
def _periods() -> dict[str, tuple[Actor, ...]]:
    index: dict[str, list[Actor]] = {}
    for actor in table():
        index.setdefault(actor.actor_id, []).append(actor)
    return {actor_id: tuple(found) for actor_id, found in index.items()}


@cache
def _aliases() -> dict[str, tuple[_Alias, ...]]:
    """First word to the names that begin with it, longest first."""
    index: dict[str, list[_Alias]] = {}
    for actor, row in zip(table(), tables.rows("actors.csv"), strict=True):
        for alias, is_local in tables.actor_names(row):
            words = tuple(places.fold_name(alias).split())
            index.setdefault(words[0], []).append(
                _Alias(words, tables.is_acronym(alias), alias[0].isupper(), is_local, actor)
            )
    return {first: tuple(sorted(found, key=lambda alias: -len(alias.words))) for first, found in index.items()}


def resolve(tokens: Sequence[Token], day: date | None, country: str | None = None) -> tuple[Actor, ...]:
    """The actors that the tokens name, as they were on that day (as they are now where none is known); a name that several
    bear is decided by the country of the event, or left open."""
    return _resolve(tuple(token.text for token in tokens), day, country or "")


@lru_cache(maxsize=1 << 14)
def _resolve(texts: tuple[str, ...], day: date | None, country: str) -> tuple[Actor, ...]:
    phrase = tuple(word for text in texts for word in _words(text))
    is_upper = len(phrase) > 1 and all(word.is_acronym for word in phrase)
    found: list[Actor] = []
    at = 0
    while at < len(phrase):
        hits = (_named(phrase, at, day, country, is_upper), _body(phrase, at, day))
        size, actor = max(filter(None, hits), key=lambda hit: hit[0], default=(1, None))
        if at and phrase[at - 1].low in _ESTRANGED:
            actor = None
        found += [actor] if actor else []
        at += size
    return tuple(dict.fromkeys(found))


def _words(text: str) -> Iterable[_Word]:
    is_acronym = text.isupper() or (text[1:] != text[1:].lower() and len(text) <= tables.ACRONYM)
    return (_Word(low, is_acronym, text[:1].isupper()) for low in places.fold_name(text).split())


def _named(phrase: _Phrase, at: int, day: date | None, country: str, is_upper: bool) -> _Found | None:
    """The longest name that begins here and is borne by one actor of that day and country."""
    hits = [alias for alias in _aliases().get(phrase[at].low, ()) if _matches(alias, phrase, at, is_upper)]
    for size in sorted({len(alias.words) for alias in hits}, reverse=True):
        actor = _choose([alias for alias in hits if len(alias.words) == size], day, country)
        if actor is not None:
            return size, actor
    return None


def _matches(alias: _Alias, phrase: _Phrase, at: int, is_upper: bool) -> bool:
    words = phrase[at : at + len(alias.words)]
    if tuple(word.low for word in words) != alias.words:
        return False
    if len(words) > 1 or is_upper:
        return len(words) > 1 or alias.words[0] not in tables.common_words()
    if alias.is_acronym:
        return words[0].is_acronym
    return (words[0].is_name or not alias.is_capital) and not _is_of_a_person(phrase, at)


def _is_of_a_person(phrase: _Phrase, at: int) -> bool:
    """Whether a name of one word stands beside another name ("Anna Wagner") that tells no nation, creed or rank."""
    beside = (*phrase[max(0, at - 1) : at], *phrase[at + 1 : at + 2])
    return any(word.is_name and not word.is_acronym and not _goes_with(word.low) for word in beside)


def _goes_with(low: str) -> bool:
    return low in places.demonyms() or low in _AFFILIATIONS or low in tables.people()


def _choose(aliases: Sequence[_Alias], day: date | None, country: str) -> Actor | None:
    """The one actor meant by a name: at home in the country of the event, else next to it, else the only one there is. A
    local name counts at home alone."""
    valid = [a for a in aliases if _is_valid(a.actor, day) and (not a.is_local or a.actor.country == country)]
    near = places.neighbours().get(country, frozenset())
    tests: tuple[Callable[[Actor], bool], ...] = (
        lambda actor: actor.country == country,
        lambda actor: actor.country in near,
        lambda actor: not actor.country,
        lambda actor: True,
    )
    for test in tests:
        found = {alias.actor.actor_id: alias.actor for alias in valid if test(alias.actor)}  # of no day: the latest
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _body(phrase: _Phrase, at: int, day: date | None) -> _Found | None:
    """ "Malian army", "Mali's police", "the armed forces of Mali": a body of a state, not those who left it ("deserters")."""
    read = bodies.read([word.low for word in phrase], at)
    if read is None or (at + read.size < len(phrase) and phrase[at + read.size].low in _NONSTATE_WORDS):
        return None
    for body in read.bodies:
        for actor in _periods().get(f"{body}-{read.country.lower()}", ()):
            if _is_valid(actor, day) and (day is not None or actor.until is None):
                return read.size, actor
    return None


def _is_valid(actor: Actor, day: date | None) -> bool:
    return day is None or ((actor.since is None or actor.since <= day) and (actor.until is None or day <= actor.until))


def camp(tokens: Sequence[Token], filler: Filler, day: date | None, country: str | None = None) -> Camp | None:
    """On which side of arms a party stands; None where nothing says so."""
    own = tokens[filler.first : filler.last]
    words = [word for token in own for word in places.fold_name(token.text).split()]
    if any(word in _NONSTATE_WORDS for word in words):
        return "nonstate"
    kinds = (filler.noun.kind, filler.inner.kind)
    if kinds[0] == "civilian" and filler.noun.head != "members":
        return "civilian"
    for actor in resolve(own, day, country):
        if side := _side(actor):
            return side
    if "militant" in kinds:
        return "nonstate"
    if "military" in kinds or "police" in kinds:
        return "state"
    if "group" in kinds and not _are_of_people(own, filler):
        return "state" if filler.noun.head in _STATE_HEADS or filler.inner.head in _STATE_HEADS else "nonstate"
    return None


def _are_of_people(own: Sequence[Token], filler: Filler) -> bool:
    """ "A group of villagers", "a group of Syrians": people who happen to be together, no organisation."""
    if filler.noun.head not in ("group", "groups") or "of" not in [token.low for token in own]:
        return False
    return filler.inner.kind in ("person", "civilian", "number") or own[-1].low in places.demonyms()


def _side(actor: Actor) -> Camp | None:
    """A police of rebels is theirs, and a militia that a state's body leads is the state's (civil defence patrols)."""
    above = {parent.role for parent in _parents(actor)}
    if actor.role in _STATE_ROLES:
        return "nonstate" if above & _ARMED_ROLES else "state"
    if actor.role in ("militia", "mercenary") and above & _STATE_ROLES:
        return "state"
    return "nonstate" if actor.role in _ARMED_ROLES else None


def _parents(actor: Actor) -> Iterable[Actor]:
    """The bodies above one, in every period that meets its own."""
    for parent in _periods().get(actor.parent, ()):
        if _is_valid(parent, actor.since or actor.until) or _is_valid(actor, parent.since or parent.until):
            yield parent
            yield from _parents(parent)


def violence_type(side_a: Camp | None, side_b: Camp | None, hits_civilians: bool) -> int | None:
    """UCDP's type of violence: 1 a state against an organised group, 2 two groups, 3 one side against civilians; None
    where a side is not known."""
    armed = ("state", "nonstate")
    if side_a in armed and side_b in armed:
        return 1 if "state" in (side_a, side_b) else 2
    return 3 if side_a in armed and hits_civilians else None
