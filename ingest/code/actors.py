"""Who the parties are: aliases resolved to actors of their day, and their side of arms. Not for finding roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import tables
from ingest.code.phrases import Filler
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


class _Alias(NamedTuple):
    words: tuple[str, ...]
    is_acronym: bool
    actor: Actor


@cache
def _aliases() -> dict[str, tuple[_Alias, ...]]:
    index: dict[str, list[_Alias]] = {}
    for row in tables.rows("actors.csv"):
        actor = Actor(
            actor_id=row["actor"],
            name=row["name"],
            role=row["role"],
            country=row["country"],
            since=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            until=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = tuple(places.fold_name(alias).split())
            if words:
                index.setdefault(words[0], []).append(_Alias(words, alias.isupper() and len(alias) <= 5, actor))
    return {first: tuple(sorted(found, key=lambda alias: -len(alias.words))) for first, found in index.items()}


def resolve(tokens: Sequence[Token], day: date | None) -> tuple[Actor, ...]:
    """The actors that the tokens name, in their role of that day (of any day where none is known); acronyms only where
    they are written in capitals."""
    spelled = [(word, token.text.isupper()) for token in tokens for word in places.fold_name(token.text).split()]
    found: list[Actor] = []
    at = 0
    while at < len(spelled):
        hits = [alias for alias in _aliases().get(spelled[at][0], ()) if _matches(alias, spelled, at)]
        longest = [alias for alias in hits if len(alias.words) == len(hits[0].words)]
        found += [alias.actor for alias in longest if _is_valid(alias.actor, day)][:1]
        at += len(hits[0].words) if hits else 1
    return tuple(dict.fromkeys(found))


def _matches(alias: _Alias, spelled: Sequence[tuple[str, bool]], at: int) -> bool:
    words = spelled[at : at + len(alias.words)]
    return tuple(word for word, _ in words) == alias.words and (not alias.is_acronym or words[0][1])


def _is_valid(actor: Actor, day: date | None) -> bool:
    return day is None or ((actor.since is None or actor.since <= day) and (actor.until is None or day <= actor.until))


def camp(tokens: Sequence[Token], filler: Filler, day: date | None) -> Camp | None:
    """On which side of arms a party stands; None where nothing says so."""
    own = tokens[filler.first : filler.last]
    words = [word for token in own for word in places.fold_name(token.text).split()]
    if any(word in _NONSTATE_WORDS for word in words):
        return "nonstate"
    kinds = (filler.noun.kind, filler.inner.kind)
    if kinds[0] == "civilian" and filler.noun.head != "members":
        return "civilian"
    actors = resolve(own, day)
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
