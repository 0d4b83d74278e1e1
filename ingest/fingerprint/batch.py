"""Near-copies within a batch held in memory: boilerplate out, candidates by sketch, the judge on each. The warehouse has
its own candidates (a hash join) and calls the same judge."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.fingerprint.alignment import Shingled, shingled
from ingest.fingerprint.boilerplate import marked
from ingest.fingerprint.judge import judge
from ingest.fingerprint.shingles import distinct_shingles
from ingest.fingerprint.sketch import sketch
from ingest.fingerprint.words import words_of
from ingest.judges import REACH
from ingest.model import REPEATS, Comparable, Relation

COMMON = 200  # a hash carried by more documents tells nothing


def dedupe(documents: Sequence[Comparable]) -> Iterator[tuple[Relation, ...]]:
    """For each document, in the order given, what it is of earlier originals of the batch; empty for an original without
    relations. Originals are the earliest by `arrived_at` (equal times: by place in the batch)."""
    words = [words_of(each.text) for each in documents]
    pieces = marked(documents, words)
    index = _Originals()
    found: list[tuple[Relation, ...]] = [()] * len(documents)
    for place in sorted(range(len(documents)), key=lambda i: documents[i].arrived_at):
        text = shingled(pieces[place], words[place])
        kept = sketch(distinct_shingles(words[place])).tolist()
        found[place] = judge(text, index.candidates(text, kept))
        if not any(relation.relation in REPEATS for relation in found[place]):
            index.add(text, kept)
    yield from found


class _Originals:
    """The originals met so far, by the hashes of their sketches and by article."""

    def __init__(self) -> None:
        self._texts: list[Shingled] = []
        self._by_hash: defaultdict[int, list[int]] = defaultdict(list)
        self._by_article: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: Shingled, kept: Sequence[int]) -> None:
        for one in kept:
            self._by_hash[one].append(len(self._texts))
        self._by_article[text.document.article_id].append(len(self._texts))
        self._texts.append(text)

    def candidates(self, text: Shingled, kept: Sequence[int]) -> list[Shingled]:
        """Originals that share a hash within 30 days, and earlier revisions of the same article at any distance."""
        met = set(self._by_article.get(text.document.article_id, ()))
        for one in kept:
            carriers = self._by_hash.get(one, ())
            if len(carriers) <= COMMON:
                met.update(carriers)
        return [other for i in sorted(met) if self._is_near(other := self._texts[i], text)]

    def _is_near(self, other: Shingled, text: Shingled) -> bool:
        same = other.document.article_id == text.document.article_id
        return same or abs(other.document.arrived_at - text.document.arrived_at) <= REACH
