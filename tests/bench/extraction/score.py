"""Pages scored one by one by the shared scorer, and figures made of any selection of them. Decides no score itself."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.bench.material import Row, scorer

Array = NDArray[np.float64]

SETS = {
    "scrapinghub/article-extraction-benchmark": "AEB",
    "flairNLP/fundus": "fundus",
    "Murrough-Foley/web-content-extraction-benchmark": "WCXB",
    "adbar/trafilatura": "trafilatura",
    "adbar/htmldate": "htmldate",
    "postlight/parser": "postlight",
    "AndyTheFactory/newspaper4k": "newspaper4k",
}
"""The labelled sets by the repository they come from, as issues and tables call them."""

ALL = "all"
FIGURES = ("text", "segments", "title", "day", "minute", "authors", "language")
"""text: F1 of the means of precision and recall. All others: means. All between 0 and 1."""

_PARTS = {"segments": "seg_acc"}
_TALLIED = ("P", "R", "seg_acc", "title", "day", "minute", "authors", "language")


def set_of(row: Row) -> str:
    return SETS.get(row["source_repo"], row["source_repo"])


def sets_of(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Which rows belong to each set, known ones first, and to `all` of them."""
    found = [set_of(row) for row in rows]
    names = sorted(set(found), key=lambda name: ([*SETS.values(), name].index(name), name))
    return {name: [n for n, of in enumerate(found) if of == name] for name in names} | {ALL: list(range(len(rows)))}


def tallies(rows: Sequence[Row], answers: Mapping[str, Row]) -> Array:
    """Per page and tallied score, the sum and the number of what was scored: shape (pages, scores, 2)."""
    return np.array([_tally(row, answers) for row in rows], dtype=np.float64)


def _tally(row: Row, answers: Mapping[str, Row]) -> list[tuple[float, int]]:
    scores, _ = scorer("pages_score").score([row], answers)
    return [(sum(scores[name]), len(scores[name])) for name in _TALLIED]


def level(sums: Array, figure: str) -> Array:
    """A figure of tallies that were summed over pages: shape (…, scores, 2) to (…). NaN where nothing was scored."""
    if figure != "text":
        return _mean(sums, _PARTS.get(figure, figure))
    precision, recall = _mean(sums, "P"), _mean(sums, "R")
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * precision * recall / (precision + recall))


def count(sums: Array, figure: str) -> int:
    """Of how many scored pages (segments: texts) a figure is made."""
    return int(sums[_TALLIED.index("R" if figure == "text" else _PARTS.get(figure, figure)), 1])


def _mean(sums: Array, name: str) -> Array:
    at = _TALLIED.index(name)
    with np.errstate(invalid="ignore"):
        return np.asarray(sums[..., at, 0] / sums[..., at, 1])
