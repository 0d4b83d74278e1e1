"""Logistic regression with a ridge, by Newton's steps: what the weights of the tables were fitted with. Not a test."""

import numpy as np
from numpy.typing import NDArray

_STEPS, _RIDGE = 20, 3.0


def fit(
    signs: NDArray[np.float64], right: NDArray[np.float64], say: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Weights of the columns of `signs` (cases x signs) and the bias, in log odds of `right` (0 to 1 by case); `say` is how
    much a case counts, 1 where none is given."""
    design = np.column_stack([signs, np.ones(len(signs))])
    ridge = np.diag([_RIDGE] * signs.shape[1] + [0.0])
    counts = np.ones(len(signs)) if say is None else say
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        given = 1 / (1 + np.exp(-design @ weights))
        slopes = design.T @ (counts * (given - right)) + ridge @ weights
        weights -= np.linalg.solve(design.T @ (design * (counts * given * (1 - given))[:, None]) + ridge, slopes)
    return weights[:-1], float(weights[-1])
