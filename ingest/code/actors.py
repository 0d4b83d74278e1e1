"""Who the named parties are: aliases resolved to actors of their day, and on which side of arms they stand. Not for finding roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ingest import places
from ingest.code import tables
from ingest.code.roles import Filler
from ingest.code.sentences import Token

Camp = Literal["state", "nonstate", "civilian"]

_STATE_ROLES = frozenset(("government", "military", "police", "intelligence"))
_ARMED_ROLES = frozenset(("rebel", "militia", "criminal", "party-militia"))
_STATE_HEADS = tables.cues("state_heads")
_NONSTATE_WORDS = tables.cues("nonstate_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor in one role: the same body under another role or name of its state has another line. Dates are inclusive."""

    actor_id: str
    name: str
    role: str
    country: str
    since: date | None
    until: date | None


@cache
def _aliases() -> dict[str, tuple[tuple[tuple[str, ...], Actor], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
    for row in tables.rows("actors.csv"):
        actor = Actor(
            actor_id=row["actor"], name=row["name"], role=row["role"], country=row["country"],
            since=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            until=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )  # fmt: skip
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = tuple(places.fold_name(alias).split())
            if words:
                index.setdefault(words[0], []).append((words, actor))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in index.items()}


def resolve(words: Sequence[str], day: date | None) -> tuple[Actor, ...]:
    """The actors that folded words name, in their role of that day (of any day where none is known)."""
    found: list[Actor] = []
    at = 0
    while at < len(words):
        hits = [
            (alias, actor)
            for alias, actor in _aliases().get(words[at], ())
            if tuple(words[at : at + len(alias)]) == alias
        ]
        hits = [(alias, actor) for alias, actor in hits if len(alias) == len(hits[0][0])]
        fitting = [actor for _, actor in hits if _is_valid(actor, day)]
        if fitting:
            found.append(fitting[0])
        at += len(hits[0][0]) if hits else 1
    return tuple(dict.fromkeys(found))


def _is_valid(actor: Actor, day: date | None) -> bool:
    return day is None or ((actor.since is None or actor.since <= day) and (actor.until is None or day <= actor.until))


def words_of(tokens: Sequence[Token], filler: Filler) -> list[str]:
    """The folded words of a filler, hyphened words apart."""
    return [w for t in tokens[filler.first : filler.last] for w in places.fold_name(t.text).split()]


def camp(tokens: Sequence[Token], filler: Filler, day: date | None) -> Camp | None:
    """On which side of arms a party stands; None where nothing says so."""
    words = words_of(tokens, filler)
    if any(word in _NONSTATE_WORDS for word in words):
        return "nonstate"
    kinds = (filler.noun.kind, filler.inner.kind)
    if kinds[0] == "civilian" and filler.noun.head != "members":
        return "civilian"
    actors = resolve(words, day)
    for actor in actors:
        if actor.role in _STATE_ROLES:
            return "state"
        if actor.role in _ARMED_ROLES:
            return "nonstate"
    if "militant" in kinds:
        return "nonstate"
    if "military" in kinds or "police" in kinds:
        return "state"
    if "group" in kinds:
        return "state" if filler.noun.head in _STATE_HEADS or filler.inner.head in _STATE_HEADS else "nonstate"
    return None


def violence_type(side_a: Camp | None, side_b: Camp | None, hits_civilians: bool) -> int | None:
    """UCDP's type of violence: 1 a state against an organised group, 2 two groups, 3 one side against civilians; None
    where a side is not known."""
    armed = ("state", "nonstate")
    if side_a in armed and side_b in armed:
        return 1 if "state" in (side_a, side_b) else 2
    return 3 if side_a in armed and hits_civilians else None
