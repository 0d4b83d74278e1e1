"""The peers' figures side by side: a line per figure, a column per side, as text or as Markdown. Computes no score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.bench.extraction.report import Scored, ms_per_page, peak_mb, scored
from tests.bench.extraction.score import ALL, count
from tests.bench.material import Row

NONE = "–"
_LOWER_IS_BETTER = frozenset({"ms/page, one core", "peak memory, MB"})
_SHOWN = (
    ("text F1", "text", ("AEB", "fundus", "WCXB", ALL)),
    ("texts that must, and must not, occur", "segments", ("trafilatura", "WCXB")),
    ("title exact, %", "title", ("fundus", "WCXB", ALL)),
    ("same day, %", "day", ("fundus", "WCXB", ALL)),
    ("same minute, %", "minute", ("fundus", ALL)),
    ("authors F1, %", "authors", ("fundus", "WCXB", ALL)),
    ("language, %", "language", (ALL,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of all sides; NaN where a side does not give it."""

    name: str
    values: tuple[float, ...]
    decimals: int

    def cells(self) -> list[str]:
        return [NONE if np.isnan(value) else f"{value:.{self.decimals}f}" for value in self.values]

    def best(self) -> set[int]:
        """Where the best values stand, as they are shown."""
        pick = min if self.name in _LOWER_IS_BETTER else max
        known = [float(cell) for cell in self.cells() if cell != NONE]
        return {n for n, cell in enumerate(self.cells()) if cell != NONE and float(cell) == pick(known)}


def lines(rows: Sequence[Row], answers: Mapping[str, Sequence[Row]], fewest: int = 1) -> list[Line]:
    """Figures of fewer than `fewest` pages are left out."""
    return [*_scores(scored(rows, answers), fewest), *_costs(answers)]


def _scores(found: Scored, fewest: int) -> Iterator[Line]:
    sides = list(found.tallies)
    for shown, figure, sets in _SHOWN:
        for name in sets:
            number = count(found.of(sides[0], name).sum(0), figure) if name in found.sets else 0
            if number >= fewest:
                scale, decimals = (1, 3) if figure in ("text", "segments") else (100, 1)
                values = tuple(scale * found.level(side, name, figure) for side in sides)
                yield Line(name=f"{shown}: {name} ({number})", values=values, decimals=decimals)


def _costs(answers: Mapping[str, Sequence[Row]]) -> Iterator[Line]:
    spent = (ms_per_page(said) for said in answers.values())
    yield Line(name="ms/page, one core", values=tuple(float("nan") if ms is None else ms for ms in spent), decimals=1)
    yield Line(name="peak memory, MB", values=tuple(peak_mb(said) for said in answers.values()), decimals=0)
    without = tuple(float(sum("rejection" in answer for answer in said)) for said in answers.values())
    yield Line(name="pages without a result", values=without, decimals=0)


def as_text(sides: Sequence[str], table: Sequence[Line]) -> Iterator[str]:
    yield f"{'':52}" + "".join(f" {side:>16}" for side in sides)
    for line in table:
        yield f"{line.name:52}" + "".join(f" {cell:>16}" for cell in line.cells())


def as_markdown(sides: Sequence[str], table: Sequence[Line]) -> Iterator[str]:
    yield f"| | {' | '.join(sides)} |"
    yield "|---" * (len(sides) + 1) + "|"
    for line in table:
        best = line.best() if line.name != "pages without a result" else set()
        cells = (f"**{cell}**" if n in best else cell for n, cell in enumerate(line.cells()))
        yield f"| {line.name} | {' | '.join(cells)} |"
