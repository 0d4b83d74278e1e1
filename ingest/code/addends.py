"""Figures of later sentences that add up to one told before: "nine died in the city and two in the next town", of eleven. Not for
a list in one sentence (`ingest.code.shares`), nor for figures whose places part them (`ingest.code.wholes`)."""

from collections.abc import Sequence

from ingest.code import casualties, lookback
from ingest.code.mentions import Mention

_LEAST = 3
_REACH = 10
"""Sentences behind a figure in which its addends are told."""


def marked(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those marked as parts whose dead add up to a figure told before."""
    told, taken = list(mentions), set[int]()
    for number in range(len(told)):
        if number not in taken and (parts := _parts(told, number)):
            taken.update(parts)
            for part in parts:
                told[part] = told[part]._replace(is_part=True)
    return told


def _parts(told: Sequence[Mention], number: int) -> list[int]:
    """The mentions right behind one that add up to its dead; empty where they do not."""
    whole, rest = told[number], _dead(told[number])
    if rest < _LEAST or whole.is_part or whole.is_timeless:
        return []
    parts: list[int] = []
    for later in range(number + 1, len(told)):
        mention, dead = told[later], _dead(told[later])
        if mention.sentence.number - whole.sentence.number > _REACH:
            return []
        if (
            mention.deaths
            and not mention.is_timeless
            and mention.sentence is not whole.sentence
            and dead != rest + _sum(told, parts)
        ):
            if not dead or dead > rest or mention.family != whole.family or lookback.is_another(mention):
                return []
            parts.append(later)
            rest -= dead
            if not rest:
                return parts if len(parts) > 1 and _are_apart([told[part] for part in parts]) else []
    return []


def _are_apart(parts: Sequence[Mention]) -> bool:
    """Whether places part them: not "killed the chief of Kolo … the bandits also killed two others", by the same hands."""
    return any(part.place for part in parts) and not any(lookback.kills_more(part) for part in parts)


def _sum(told: Sequence[Mention], parts: Sequence[int]) -> int:
    return sum(_dead(told[part]) for part in parts)


def _dead(mention: Mention) -> int:
    """The dead of a mention, 0 where nobody counted them."""
    dead = casualties.total(mention.deaths)
    return (dead.best or 0) if dead is not None else 0
