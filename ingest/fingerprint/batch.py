"""Near-copies within a batch held in memory: boilerplate out, candidates by sketch, the judge on each. The warehouse has
its own candidates (a hash join) and calls the same judge."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from ingest.fingerprint.boilerplate import marked
from ingest.fingerprint.judge import Shingled, judge, shingled
from ingest.fingerprint.sketch import sketch
from ingest.model import Comparable, Relation

NEAR = timedelta(days=30)
COMMON = 200  # a hash carried by more documents tells nothing


def dedupe(documents: Sequence[Comparable]) -> Iterator[Relation | None]:
    """For each document, in the order given, what it is of an earlier original of the batch; None for an original.
    Originals are the earliest by `arrived_at` (equal times: by place in the batch)."""
    pieces = marked(documents)
    index = _Originals()
    found: list[Relation | None] = [None] * len(documents)
    for place in sorted(range(len(documents)), key=lambda i: documents[i].arrived_at):
        text = shingled(pieces[place])
        found[place] = judge(text, index.candidates(text))
        if found[place] is None:
            index.add(text)
    yield from found


class _Originals:
    """The originals met so far, by the hashes of their sketches and by article."""

    def __init__(self) -> None:
        self._texts: list[Shingled] = []
        self._by_hash: defaultdict[int, list[int]] = defaultdict(list)
        self._by_article: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: Shingled) -> None:
        for kept in sketch(text.distinct).tolist():
            self._by_hash[kept].append(len(self._texts))
        self._by_article[text.document.article_id].append(len(self._texts))
        self._texts.append(text)

    def candidates(self, text: Shingled) -> list[Shingled]:
        """Originals that share a hash within 30 days, and earlier revisions of the same article at any distance."""
        met = set(self._by_article.get(text.document.article_id, ()))
        for kept in sketch(text.distinct).tolist():
            carriers = self._by_hash.get(kept, ())
            if len(carriers) <= COMMON:
                met.update(carriers)
        return [other for i in sorted(met) if self._is_near(other := self._texts[i], text)]

    def _is_near(self, other: Shingled, text: Shingled) -> bool:
        same = other.document.article_id == text.document.article_id
        return same or abs(other.document.arrived_at - text.document.arrived_at) <= NEAR
