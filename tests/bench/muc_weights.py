"""Weighs again what speaks for an event being one that the MUC keys hold, on the development texts that may be read. Not a test.

python -m tests.bench.muc_weights prints the table for `tests.bench.muc`.
"""

import math
from collections.abc import Sequence
from typing import Any

from tests.bench import events, muc
from tests.bench.material import scorer

_STEPS, _RATE, _RIDGE = 3000, 0.001, 3.0


def main() -> None:
    rows = [row for row in events.read(events.FILES["muc"]) if events.part_of(row) == "read"]
    coded, _ = events.code_all(rows)
    names = list(muc.SIGNS)
    examples: list[tuple[list[int], float]] = []
    for row, found in zip(rows, coded, strict=True):
        examples += _examples(row, found, names)
    weights, bias = fit(examples, len(names))
    print("\n".join(f'    "{name}": {weight:+.2f},' for name, weight in zip(names, weights, strict=True)))
    print(f"BIAS = {bias:+.2f}")


def _examples(row: dict[str, Any], found: Sequence[Any], names: Sequence[str]) -> list[tuple[list[int], float]]:
    """Which signs an event bears, and whether it is right: 1 in type and content, 0.5 in type alone, else 0."""
    score = scorer("muc_score")
    given = muc.candidates(found, row["text"], events.document(row).published_on)
    told, keys = [muc.record(c.event) for c in given], row["events"]
    aligned = dict(score.align(told, keys))
    examples = []
    for number, candidate in enumerate(given):
        signs = [at for at, name in enumerate(names) if muc.SIGNS[name](candidate)]
        right = 0.0
        if number in aligned and told[number]["event_type"] in keys[aligned[number]]["event_types"]:
            right = 1.0 if score.content(told[number], keys[aligned[number]]) else 0.5
        examples.append((signs, right))
    return examples


def fit(examples: Sequence[tuple[list[int], float]], size: int) -> tuple[list[float], float]:
    """Logistic regression with a ridge, by plain gradient descent."""
    weights, bias = [0.0] * size, 0.0
    for _ in range(_STEPS):
        slopes, drift = [_RIDGE * weight for weight in weights], 0.0
        for signs, right in examples:
            miss = 1 / (1 + math.exp(-bias - sum(weights[at] for at in signs))) - right
            drift += miss
            for at in signs:
                slopes[at] += miss
        weights = [weight - _RATE * slope for weight, slope in zip(weights, slopes, strict=True)]
        bias -= _RATE * drift
    return weights, bias


if __name__ == "__main__":
    main()
