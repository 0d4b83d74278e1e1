"""What is told of the figures that labelled corrections changed, and what telling costs: `python -m tests.bench.changes`.

The labelled duplicates hold copies and revisions in which a number was changed on purpose. Which one is read from the two texts
themselves: a word with a digit that a plain comparison of words finds in the place of another. It counts as told where a change
has the number before in `before` and the one after in `after`."""

import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.fingerprint import changes
from ingest.model import Change
from tests.bench.duplicates import comparable
from tests.bench.material import DUPLICATES, Row, require, rows

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Numbers that were changed, how many of them are told, and seconds a pair, over all pairs of an original and what was
    made of it."""

    changed: int
    told: int
    seconds: tuple[float, ...]


def measure(kinds: tuple[str, ...] = ("revision_correction", "copy_correction")) -> Told:
    """Figures of `kinds`; the time of all pairs."""
    changed = told = 0
    seconds: list[float] = []
    for original, row in _pairs():
        started = time.perf_counter()
        found = changes(comparable(row), comparable(original))
        seconds.append(time.perf_counter() - started)
        if row["kind"] in kinds:
            planted = list(_planted(original["text"], row["text"]))
            changed += len(planted)
            told += sum(_is_told(before, after, found) for before, after in planted)
    return Told(changed=changed, told=told, seconds=tuple(seconds))


def _pairs() -> Iterator[tuple[Row, Row]]:
    clusters: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(DUPLICATES):
        clusters[row["cluster"]].append(row)
    for members in clusters.values():
        original = next((row for row in members if row["kind"] == "original"), None)
        if original:
            yield from ((original, row) for row in members if row is not original)


def _planted(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split(), after.split()
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one, other = _NUMBER.search(old[i] if i < len(old) else ""), _NUMBER.search(new[k] if k < len(new) else "")
        if tag == "replace" and j - i == m - k == 1 and one and other:
            yield one[0].replace(",", ""), other[0].replace(",", "")


def _is_told(before: str, after: str, found: tuple[Change, ...]) -> bool:
    return any(
        before in (change.before or "").replace(",", "") and after in (change.after or "").replace(",", "")
        for change in found
    )


def main() -> None:
    require(DUPLICATES)
    found = measure()
    spent = sorted(found.seconds)
    print(f"changed numbers told: {found.told} of {found.changed} ({found.told / found.changed:.1%})")
    print(
        f"{len(spent)} pairs: median {statistics.median(spent) * 1e3:.1f} ms, "
        f"95th of a hundred {spent[int(0.95 * len(spent))] * 1e3:.1f} ms, longest {spent[-1] * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    main()
