"""Which id a part bears, of parts that came out of named ones: ids survive as long as most of what bore them. Knows no table."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence


def names(parts: Sequence[Sequence[str]], held: Mapping[str, str], new_id: Callable[[Sequence[str]], str]) -> list[str]:
    """An id for each part: the one that most of its members bear ("" for none), unless a part with more of them has it."""
    claims = sorted(
        (-count, part[0], name, place)
        for place, part in enumerate(parts)
        for name, count in Counter(held[one] for one in part).items()
        if name
    )
    chosen: dict[int, str] = {}
    taken = set[str]()
    for _, _, name, place in claims:
        if place not in chosen and name not in taken:
            chosen[place] = name
            taken.add(name)
    return [chosen.get(place) or new_id(part) for place, part in enumerate(parts)]


def gone(parts: Sequence[Sequence[str]], chosen: Sequence[str], held: Mapping[str, str]) -> dict[str, str]:
    """The ids that no part bears any more, each with the one that most of its members bear now."""
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part, name in zip(parts, chosen, strict=True):
        for one in part:
            if held[one]:
                went[held[one]][name] += 1
    living = set(chosen)
    return {
        old: min(counts, key=lambda name: (-counts[name], name)) for old, counts in went.items() if old not in living
    }
