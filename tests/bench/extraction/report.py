"""Scores in words: levels of all sides, gains of ours beside what was wanted, refusals, speed. Computes no score."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tests.bench.extraction.gain import Estimate, draws, estimate, gain
from tests.bench.extraction.score import FIGURES, Array, count, level, sets_of, tallies
from tests.bench.extraction.targets import TARGETS, Target
from tests.bench.material import Row

OURS = "presswatch"
BARE = "balanced"
_BODIES = frozenset({"text", "segments"})
_POINTS = {"text": "text F1", "segments": "segments", "language": "language, %", "authors": "authors F1, %"}
_SAID_BY = {"segments": "text", "day": "published_at", "minute": "published_at"}
_NEVER_GIVEN = frozenset({"minute", "language"})  # by trafilatura, so that a gain over it says nothing


@dataclass(frozen=True, kw_only=True)
class Scored:
    """All sides over the same pages: `tallies` by side, (pages, scores, 2) each; which figures each side has at all."""

    rows: Sequence[Row]
    tallies: Mapping[str, Array]
    figures: Mapping[str, frozenset[str]]

    @cached_property
    def sets(self) -> dict[str, list[int]]:
        return sets_of(self.rows)

    def of(self, side: str, name: str) -> Array:
        """The tallies of one side on one set."""
        return self.tallies[side][self.sets[name]]

    def level(self, side: str, name: str, figure: str) -> float:
        """NaN where the side never says anything of the kind, or nothing was scored."""
        if figure not in self.figures[side]:
            return float("nan")
        return float(level(self.of(side, name).sum(0), figure))


def scored(rows: Sequence[Row], answers: Mapping[str, Sequence[Row]]) -> Scored:
    by_id = {side: {answer["id"]: answer for answer in said} for side, said in answers.items()}
    return Scored(
        rows=rows,
        tallies={side: tallies(rows, said) for side, said in by_id.items()},
        figures={side: _given(said) for side, said in answers.items()},
    )


def _given(answers: Sequence[Row]) -> frozenset[str]:
    keys = {key for answer in answers for key in answer}
    return frozenset(figure for figure in FIGURES if _SAID_BY.get(figure, figure) in keys)


def levels(found: Scored) -> Iterator[str]:
    """A line per set and figure, a column per side."""
    yield f"{'set':12} {'figure':14} {'of':>5}" + "".join(f" {side:>10}" for side in found.tallies)
    for name in found.sets:
        for figure in FIGURES:
            if number := count(next(iter(found.tallies.values()))[found.sets[name]].sum(0), figure):
                cells = (_shown(found.level(side, name, figure), figure) for side in found.tallies)
                yield f"{name:12} {shown_name(figure):14} {number:5}" + "".join(f" {cell:>10}" for cell in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Ours on one set, and what it is held against: `over` names trafilatura's best mode on that set (bodies) or its own
    metadata; None where it gives no such figure, and `reached` is our level."""

    set: str
    figure: str
    ours: float
    over: str | None
    theirs: float
    reached: Estimate
    target: Target | None


def gains(found: Scored) -> Iterator[Gain]:
    wanted = {(target.set, target.figure): target for target in TARGETS}
    for name, places in found.sets.items():
        drawn = draws(len(places))
        for figure in FIGURES:
            if count(found.of(OURS, name).sum(0), figure):
                yield _gain(found, name, figure, drawn, wanted.get((name, figure)))


def _gain(found: Scored, name: str, figure: str, drawn: Array, target: Target | None) -> Gain:
    ours, over = found.of(OURS, name), None if figure in _NEVER_GIVEN else best_mode(found, name, figure)
    return Gain(
        set=name,
        figure=figure,
        ours=found.level(OURS, name, figure),
        over=over,
        theirs=found.level(over, name, figure) if over else float("nan"),
        reached=gain(ours, found.of(over, name), figure, drawn) if over else estimate(ours, figure, drawn),
        target=target,
    )


def best_mode(found: Scored, name: str, figure: str) -> str:
    """Chosen on the whole set, before anything is resampled."""
    modes = [side for side in found.tallies if side != OURS]
    return max(modes, key=lambda side: found.level(side, name, figure)) if figure in _BODIES else BARE


def in_words(one: Gain) -> str:
    over = f"over {one.over} ({_shown(one.theirs, one.figure)})" if one.over else "level"
    verdict = f"; wanted {_wanted(one)}: {_outcome(one)}" if one.target else ""
    return f"{one.set:12} {shown_name(one.figure):14} {_interval(one):>26} {over}{verdict}"


def as_markdown(found: Sequence[Gain]) -> Iterator[str]:
    """Those of which something is wanted."""
    yield "| set | figure | presswatch | trafilatura | gain [95 %] | wanted | |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        if one.target:
            theirs = f"{_shown(one.theirs, one.figure)} ({one.over})" if one.over else "–"
            gained = _interval(one) if one.over else f"level [{_ends(one)}]"
            ours = _shown(one.ours, one.figure)
            yield f"| {one.set} | {shown_name(one.figure)} | {ours} | {theirs} | {gained} | {_wanted(one)} | {_outcome(one)} |"


def _wanted(one: Gain) -> str:
    assert one.target
    return _shown(one.target.at_least, one.figure, "" if one.target.is_level else "+")


def _outcome(one: Gain) -> str:
    assert one.target
    missing = one.target.at_least - one.reached.value
    return "reached" if missing < 1e-9 else f"missed by {_shown(missing, one.figure)}"


def _interval(one: Gain) -> str:
    return f"{_shown(one.reached.value, one.figure, '+' if one.over else '')} [{_ends(one)}]"


def _ends(one: Gain) -> str:
    sign = "+" if one.over else ""
    return f"{_shown(one.reached.low, one.figure, sign)}, {_shown(one.reached.high, one.figure, sign)}"


def _shown(value: float, figure: str, sign: str = "") -> str:
    """Bodies as they are, all others in points of a hundred."""
    if np.isnan(value):
        return "-"
    return f"{value:{sign}.4f}" if figure in _BODIES else f"{100 * value:{sign}.1f}"


def shown_name(figure: str) -> str:
    return _POINTS.get(figure, f"{figure}, %")


def costs(side: str, answers: Sequence[Row]) -> str:
    """Speed, memory and what was refused by one side."""
    refused = Counter(answer["rejection"] for answer in answers if "rejection" in answer)
    rest = ", ".join(f"{number} {reason}" for reason, number in refused.most_common()) or "none"
    return f"{side:12} {_speed(answers)}, peak memory {peak_mb(answers):.0f} MB, refused {rest}"


def ms_per_page(answers: Sequence[Row]) -> float | None:
    """Mean processor time, where it was taken by one process alone."""
    spent = [answer["ms"] for answer in answers if answer.get("ms") is not None]
    return sum(spent) / len(spent) if spent else None


def peak_mb(answers: Sequence[Row]) -> float:
    return max((answer.get("peak_mb", 0.0) for answer in answers), default=0.0)


def _speed(answers: Sequence[Row]) -> str:
    ms = ms_per_page(answers)
    return f"{ms:.1f} ms/page, {1000 / ms:.1f} pages/s on one core" if ms else "speed not taken"


def refusals(side: str, answers: Sequence[Row]) -> Iterator[str]:
    for answer in answers:
        if "rejection" in answer:
            yield f"{side} refused {answer['id']}: {answer['rejection']} {answer.get('detail') or ''}".rstrip()
