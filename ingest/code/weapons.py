"""With what: weapons that a stretch of a sentence names, and the mode of violence they stand for. Not for deciding the type."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.code import tables
from ingest.code.sentences import Token, stand_at

_ORES = frozenset(
    (
        "gold",
        "coal",
        "copper",
        "iron",
        "ore",
        "diamond",
        "silver",
        "cobalt",
        "coltan",
        "tin",
        "jade",
        "salt",
        "uranium",
        "zinc",
    )
)


class Weapon(NamedTuple):
    """A weapon as written, characters `[start, end)`, and the mode it stands for."""

    text: str
    start: int
    end: int
    mode: str


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in tables.rows("ontology/weapons.csv"):
        words = tuple(row["weapon"].split())
        found.setdefault(words[0], []).append((words, row["mode"]))
    return {first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in found.items()}


def may_name(words: frozenset[str]) -> bool:
    """Whether tokens of these lower-case words may name one: a cheap first look."""
    return not _index().keys().isdisjoint(words)


def find(tokens: Sequence[Token]) -> tuple[Weapon, ...]:
    """Every weapon the tokens name, the longest name first at each place."""
    index, found, at = _index(), [], 0
    while at < len(tokens):
        for words, mode in index.get(tokens[at].low, ()):
            if stand_at(tokens, at, words) and not _is_of_ore(tokens, at):
                span = tokens[at : at + len(words)]
                found.append(Weapon(" ".join(t.text for t in span), span[0].start, span[-1].end, mode))
                at += len(words) - 1
                break
        at += 1
    return tuple(found)


def _is_of_ore(tokens: Sequence[Token], at: int) -> bool:
    """ "Outside a gold mine": where people dig, and no weapon."""
    return tokens[at].low in ("mine", "mines") and at > 0 and tokens[at - 1].low in _ORES
