"""Weighs again what speaks for an event being one that the MUC keys hold, and for an organisation being its doer there, on the
development texts that may be read. Not a test.

python -m tests.bench.muc_weights prints the tables for `tests.bench.muc_filter` and `tests.bench.muc_doers`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.model import Event
from tests.bench import events, muc_doers, muc_filter
from tests.bench.logistic import fit
from tests.bench.material import scorer

_FOLDS = 8
_SAME = 0.5
"""What the scorer takes for the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A labelled text, the signs of its events by row, and how right each is: 1 in type and content, 0.5 in type, else 0."""

    row: dict[str, Any]
    given: Sequence[muc_filter.Candidate]
    signs: NDArray[np.float64]
    right: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """A labelled text, its counted events, and the organisations beside each: of which event, by what name and signs, and
    whether its key holds them."""

    row: dict[str, Any]
    given: Sequence[muc_filter.Candidate]
    of: Sequence[int]
    names: Sequence[str]
    signs: NDArray[np.float64]
    right: NDArray[np.float64]


def main() -> None:
    rows = [row for row in events.read(events.FILES["muc"]) if events.part_of(row) == "read"]
    coded, _ = events.code_all(rows)
    told = [_told(row, found) for row, found in zip(rows, coded, strict=True)]
    _print(muc_filter.SIGNS, *fit(*_joined(told)))
    print(f"event core F1 on folds that no weight was fitted on: {_held_out(told):.3f}")
    suspected = [_suspected(row, found) for row, found in zip(rows, coded, strict=True)]
    _print(muc_doers.SIGNS, *fit(*_joined(suspected)))
    print(f"perpetrating organisation F1 on such folds: {_doers_held_out(suspected):.3f}")


def _print(signs: Iterable[str], weights: NDArray[np.float64], bias: float) -> None:
    print("\n".join(f'    "{name}": {weight:+.2f},' for name, weight in zip(signs, weights, strict=True)))
    print(f"BIAS = {bias:+.2f}")


def _joined(told: Sequence["Told | Suspected"]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.concatenate([one.signs for one in told]), np.concatenate([one.right for one in told])


def _held_out(told: Sequence[Told]) -> float:
    """Event core of every fold's texts, by weights fitted on the others'."""
    right = asked = 0.0
    for fold in range(_FOLDS):
        weights, bias = fit(*_joined([one for number, one in enumerate(told) if number % _FOLDS != fold]))
        for one in told[fold::_FOLDS]:
            given = 1 / (1 + np.exp(-one.signs @ weights - bias)) >= muc_filter.THRESHOLD
            records = [c.record for c, is_counted in zip(one.given, given, strict=True) if is_counted]
            core = scorer("muc_score").score([one.row], {one.row["doc_id"]: records})["event_core"]
            right, asked = right + 2 * core["tp"], asked + 2 * core["tp"] + core["fp"] + core["fn"]
    return right / asked


def _told(row: dict[str, Any], found: Sequence[Event]) -> Told:
    score = scorer("muc_score")
    given, keys = muc_filter.candidates(found, row["text"], events.document(row).published_on), row["events"]
    records = [c.record for c in given]
    aligned = dict(score.align(records, keys))
    right = np.zeros(len(given))
    for number, record in enumerate(records):
        if number in aligned and record["event_type"] in keys[aligned[number]]["event_types"]:
            right[number] = 1.0 if score.content(record, keys[aligned[number]]) else 0.5
    signs = [[float(sign(candidate)) for sign in muc_filter.SIGNS.values()] for candidate in given]
    return Told(row=row, given=given, signs=np.array(signs).reshape(len(given), len(muc_filter.SIGNS)), right=right)


def _doers_held_out(suspected: Sequence[Suspected]) -> float:
    """Perpetrating organisations of every fold's texts, by weights fitted on the others'."""
    right = asked = 0.0
    for fold in range(_FOLDS):
        weights, bias = fit(*_joined([one for number, one in enumerate(suspected) if number % _FOLDS != fold]))
        for one in suspected[fold::_FOLDS]:
            likely = 1 / (1 + np.exp(-one.signs @ weights - bias))
            records = [dict(c.record) for c in one.given]
            for number, record in enumerate(records):
                own = [at for at, event in enumerate(one.of) if event == number]
                best = max(own, key=lambda at: likely[at], default=None)
                if not record["perp_orgs"] and best is not None and likely[best] >= muc_doers.THRESHOLD:
                    record["perp_orgs"] = [one.names[best]]
            scores = scorer("muc_score").score([one.row], {one.row["doc_id"]: records})
            counts = scores["strings_event"]["perp_org"]["overlap"]
            right, asked = right + 2 * counts["tp"], asked + 2 * counts["tp"] + counts["fp"] + counts["fn"]
    return right / asked


def _suspected(row: dict[str, Any], found: Sequence[Event]) -> Suspected:
    """The organisations of a labelled text beside each of its events: right where the key of the event holds them."""
    score = scorer("muc_score")
    given, keys = muc_filter.counted(found, row["text"], events.document(row).published_on), row["events"]
    aligned = dict(score.align([c.record for c in given], keys))
    of, names, signs, right = [], [], [], []
    for number, beside in enumerate(muc_doers.suspects(given)):
        held = score.g_fill(keys[aligned[number]], "perp_org") if number in aligned else []
        for suspect in beside:
            of.append(number)
            names.append(suspect.mentions[0].text)
            signs.append([float(sign(suspect)) for sign in muc_doers.SIGNS.values()])
            right.append(
                float(any(score.str_score(one.text, alts) >= _SAME for one in suspect.mentions for alts, _ in held))
            )
    return Suspected(
        row=row,
        given=given,
        of=of,
        names=names,
        signs=np.array(signs).reshape(len(of), len(muc_doers.SIGNS)),
        right=np.array(right),
    )


if __name__ == "__main__":
    main()
