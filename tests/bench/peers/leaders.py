"""The walk that every way of finding near-copies is put through, oldest text first, and its answer as a file. Only the
standard library: it runs in the peers' environments. Finds nothing itself."""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH = 5  # words in a shingle, for every side
CONTAINED, SHARED = 0.60, 8  # what the checked sides ask for, as we do at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One labelled document, as much as a peer may see of it."""

    id: str
    outlet: str
    published: str
    title: str | None
    text: str
    language: str | None


Find = Callable[[Sequence[Text]], Iterator[int | None]]
"""For each text, given oldest first, the place of an earlier one that it repeats; None for an original."""


def serve(find: Find) -> None:
    """`RUNNER DOCUMENTS OUT …`: clusters into OUT as the scorer reads them; processor seconds and peak memory to stdout."""
    documents, out = Path(sys.argv[1]), Path(sys.argv[2])
    texts = sorted(_read(documents), key=lambda text: (text.published, text.id))
    began = time.process_time()
    found = list(find(texts))
    spent = time.process_time() - began
    leaders = list(range(len(texts)))
    for place, earlier in enumerate(found):
        leaders[place] = place if earlier is None else leaders[earlier]
    with out.open("w", encoding="utf-8") as lines:
        for text, leader in zip(texts, leaders, strict=True):
            lines.write(json.dumps({"id": text.id, "cluster_id": texts[leader].id}) + "\n")
    print(json.dumps({"documents": len(texts), "cpu_s": spent, "peak_mb": _peak_mb()}))


def shingles(text: str) -> frozenset[str]:
    """All runs of five words, in lower case; the words together where they are fewer."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return frozenset(" ".join(words[i : i + WIDTH]) for i in range(max(1, len(words) - WIDTH + 1)))


def is_contained(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= SHARED and shared >= CONTAINED * min(len(one), len(other))


def _read(path: Path) -> Iterator[Text]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text(**{name: row.get(name) for name in Text.__slots__})


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return float(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
