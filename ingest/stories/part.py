"""Which texts make one story, of texts with their nearest mates: a pure function of those, whatever the order. Compares no words.

Near is not the same: of two shootings in one week the reports are alike, and one report that is like both must not make them
one. So a text joins the one text it is most like; two others are joined only where each is among the other's few nearest, not
much less like it than its very nearest, and a third text is near to both."""

from collections.abc import Iterable, Mapping, Sequence

Mate = tuple[str, int]

_FEW = 5
_NEAR_NEAREST = 0.6  # share of the likeness to the nearest mate, of the few nearest
_AS_NEAR = 0.9  # and of any others: in a story of a hundred reports many are as near as the nearest


def parted(mates: Mapping[str, Sequence[Mate]]) -> tuple[tuple[str, ...], ...]:
    """Stories: each the sorted ids of its texts, in the order of their first ids. `mates`: every text with those most like it,
    the nearest first, each with its likeness; mates that are no key are left aside."""
    near = {one: _near(others) for one, others in mates.items()}
    leaders = {one: one for one in mates}
    for one, other in sorted(_pairs(mates, near)):
        _join(leaders, one, other)
    stories: dict[str, list[str]] = {}
    for one in sorted(mates):
        stories.setdefault(_leader(leaders, one), []).append(one)
    return tuple(sorted(tuple(story) for story in stories.values()))


def _near(others: Sequence[Mate]) -> frozenset[str]:
    return frozenset(
        other
        for rank, (other, likeness) in enumerate(others)
        if likeness >= (_NEAR_NEAREST if rank < _FEW else _AS_NEAR) * others[0][1]
    )


def _pairs(mates: Mapping[str, Sequence[Mate]], near: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str]]:
    for one, others in mates.items():
        if others and others[0][0] in mates:
            yield one, others[0][0]
        for other in near[one]:
            if one in near.get(other, ()) and near[one] & near[other]:
                yield one, other


def _join(leaders: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def _leader(leaders: dict[str, str], one: str) -> str:
    while leaders[one] != one:
        leaders[one] = leaders[leaders[one]]
        one = leaders[one]
    return one
