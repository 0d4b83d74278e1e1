"""How well an event's confidence holds: the share of events whose day and dead are as labelled, by the chance they were given.
Not a test.

python -m tests.bench.confidence fits the weights on the texts that are read, prints them as `seeds/ontology/confidence.csv`
has them, and shows what today's table gives.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.code import confidence
from ingest.model import Event
from tests.bench import events, muc_doers, muc_filter
from tests.bench.logistic import fit
from tests.bench.material import scorer

KINDS = ("muc", "isaf", "gva")
Row = dict[str, Any]
Coded = tuple[Sequence[Row], Sequence[tuple[Event, ...]]]
"""The rows of a set, and the events of each."""
_ONE_DAY = timedelta(days=1)
BANDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
"""Edges of the bands in which chances are compared with shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An event that a label speaks of: its set and part, its signs, the chance it was given, whether day and dead are right."""

    kind: str
    part: str
    signs: tuple[bool, ...]
    chance: float
    is_right: bool


def main() -> None:
    texts = {kind: events.labelled(kind) for kind in KINDS}
    found = judged({kind: (rows, events.code_all(rows)[0]) for kind, rows in texts.items()})
    weights, bias = _fitted([one for one in found if one.part == "read"])
    print(f"always,{bias:.2f}")
    print("\n".join(f"{name},{weight:.2f}" for name, weight in zip(confidence.SIGNS, weights, strict=True)))
    print(table(found))


def judged(texts: Mapping[str, Coded]) -> list[Judged]:
    """The events of the labelled texts of each set of which the label tells day and dead."""
    return [one for kind, (rows, coded) in texts.items() for one in _of_set(kind, rows, coded)]


def table(found: Sequence[Judged]) -> str:
    """The share that is right by band of chance, on the texts that are read and those that are kept; then by set."""
    lines = ["| chance given | read: events | right | kept: events | right |", "| --- | --- | --- | --- | --- |"]
    for low, high in pairwise(BANDS):
        band = [one for one in found if low <= one.chance < high]
        lines.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {_share(band, 'read')} | {_share(band, 'kept')} |")
    for kind in KINDS:
        of_kind = [one for one in found if one.kind == kind]
        mean = np.mean([one.chance for one in of_kind])
        lines.append(
            f"| {kind.upper()}, {mean:.2f} on average | {_share(of_kind, 'read')} | {_share(of_kind, 'kept')} |"
        )
    return "\n".join(lines)


def _share(found: Sequence[Judged], part: str) -> str:
    right = [one.is_right for one in found if one.part == part]
    return f"{len(right)} | {np.mean(right):.2f}" if right else "0 | –"


def _fitted(found: Sequence[Judged]) -> tuple[NDArray[np.float64], float]:
    """Weights by which every set has the same say."""
    sizes = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    say = [len(found) / len(KINDS) / sizes[one.kind] for one in found]
    return fit(
        np.array([one.signs for one in found], dtype=np.float64),
        np.array([one.is_right for one in found], dtype=np.float64),
        np.array(say),
    )


def _of_set(kind: str, rows: Sequence[Row], coded: Sequence[tuple[Event, ...]]) -> Iterator[Judged]:
    for row, found in zip(rows, coded, strict=True):
        seen = dict(zip([event.event_id for event in found], confidence.settings(found, row["text"]), strict=True))
        for event, is_right in _by_key(row, found) if kind == "muc" else _by_figure(kind, row, found):
            signs = tuple(sign(seen[event.event_id]) for sign in confidence.SIGNS.values())
            yield Judged(kind=kind, part=events.part_of(row), signs=signs, chance=event.confidence, is_right=is_right)


def _by_figure(kind: str, row: Row, found: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """The event that a text with one labelled incident is about."""
    gold = row["gold"]
    event = events.main_of(kind, found, row["text"])
    if event is not None and gold["date"]:
        day = date.fromisoformat(gold["date"])
        dead = gold.get("killed", gold.get("min_killed"))
        yield event, events.dead_of(kind, event, row["text"]) == dead and _meets(event, day, day)


def _by_key(row: Row, found: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """The events that the MUC scorer finds in the key, where the key tells how many died and when."""
    counted = muc_filter.counted(found, row["text"], events.document(row).published_on)
    for number, key in scorer("muc_score").align(muc_doers.records(counted), row["events"]):
        event, label = counted[number].event, row["events"][key]
        if label["fatalities"]["best"] is not None and label["dates"]:
            is_dead = (event.best if event.best is not None else event.low or 0) == label["fatalities"]["best"]
            yield event, is_dead and any(_meets(event, *_days(span)) for span in label["dates"])


def _days(span: Mapping[str, str | None]) -> tuple[date, date]:
    """The days of a label's span; one without a beginning or an end is a day."""
    first, last = span["start"] or span["end"], span["end"] or span["start"]
    return date.fromisoformat(str(first)), date.fromisoformat(str(last))


def _meets(event: Event, first: date, last: date) -> bool:
    """Whether the days of an event are those of the label, one off at most: labels take a night's deed for either day."""
    if event.date_start is None or event.date_end is None:
        return False
    return event.date_start <= last + _ONE_DAY and first - _ONE_DAY <= event.date_end


if __name__ == "__main__":
    main()
