"""Bodies of states by rule: a nation and a body beside it ("Malian army"), from the gazetteer's names and demonyms. Not for
bodies with names of their own."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest import places
from ingest.code import tables

_LONGEST_NATION = 4
_LONGEST_BODY = 3


class Body(NamedTuple):
    """The first `size` words name one of these bodies of a country; the first that the country has is meant."""

    size: int
    country: str
    bodies: tuple[str, ...]


def read(words: Sequence[str], at: int) -> Body | None:
    """The body that the folded words name from `at` on, if they do."""
    if words[at] in _nation_words():
        return _nation_first(words, at)
    return _body_first(words, at) if words[at] in _body_words() else None


def _nation_first(words: Sequence[str], at: int) -> Body | None:
    size, country = _nation(words, at)
    after = at + size
    after += bool(size) and tuple(words[after : after + 1]) == ("s",)
    found = _bodies(words, after) if size else None
    return Body(found[0] - at, country, found[1]) if found else None


def _body_first(words: Sequence[str], at: int) -> Body | None:
    """ "army of Mali", "police of the Philippines"."""
    found = _bodies(words, at)
    if found is None or tuple(words[found[0] : found[0] + 1]) != ("of",):
        return None
    start = found[0] + 1
    start += tuple(words[start : start + 1]) == ("the",)
    size, country = _nation(words, start)
    return Body(start + size - at, country, found[1]) if size else None


def _nation(words: Sequence[str], at: int) -> tuple[int, str]:
    """The longest name or demonym of a country that begins here: its words, and which; (0, "") for none."""
    for size in range(min(_LONGEST_NATION, len(words) - at), 0, -1):
        country = _nations().get(" ".join(words[at : at + size]))
        if country:
            return size, country
    return 0, ""


def _bodies(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
    """Where the body that begins here ends, and which it is: the last word of "government forces", "army soldiers"."""
    table, found = _table(), None
    while at < len(words):
        sizes = range(min(_LONGEST_BODY, len(words) - at), 0, -1)
        size = next((size for size in sizes if " ".join(words[at : at + size]) in table), 0)
        if not size:
            break
        named = table[" ".join(words[at : at + size])]
        at += size
        found = (at, named) if named else found
    return found


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Phrase to the bodies it may mean; to none where it only qualifies the next word ("federal")."""
    return {row["phrase"]: tuple(filter(None, row["bodies"].split("|"))) for row in tables.rows("ontology/bodies.csv")}


@cache
def _nations() -> dict[str, str]:
    return {**places.demonyms(), **places.gazetteer().country_names}


@cache
def _nation_words() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _nations())


@cache
def _body_words() -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0] for phrase in _table())
