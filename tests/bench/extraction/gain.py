"""How sure a figure, or the difference of two sides over the same pages, is: a bootstrap over pages. Draws no conclusion."""

from dataclasses import dataclass

import numpy as np

from tests.bench.extraction.score import Array, level

RESAMPLES = 2_000
_SEED = 20_261_122
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value over all pages and the interval that holds 95 % of its resamples."""

    value: float
    low: float
    high: float


def draws(pages: int) -> Array:
    """How often each page is in each resample, the same each time: shape (resamples, pages)."""
    chance = np.random.default_rng(_SEED)
    return chance.multinomial(pages, np.full(pages, 1 / pages), RESAMPLES).astype(np.float64)


def estimate(tallies: Array, figure: str, drawn: Array) -> Estimate:
    """One side's figure. `tallies`: (pages, scores, 2)."""
    return _estimate(level(tallies.sum(0), figure), level(_resampled(tallies, drawn), figure))


def gain(ours: Array, theirs: Array, figure: str, drawn: Array) -> Estimate:
    """Ours less theirs, on the same pages in each resample."""
    over = level(ours.sum(0), figure) - level(theirs.sum(0), figure)
    return _estimate(over, level(_resampled(ours, drawn), figure) - level(_resampled(theirs, drawn), figure))


def _resampled(tallies: Array, drawn: Array) -> Array:
    return np.tensordot(drawn, tallies, axes=1)


def _estimate(value: Array, resamples: Array) -> Estimate:
    """A resample in which nothing was scored says nothing."""
    said = resamples[~np.isnan(resamples)]
    low, high = np.percentile(said, _TAILS) if said.size else (np.nan, np.nan)
    return Estimate(value=float(value), low=float(low), high=float(high))
