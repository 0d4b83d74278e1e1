"""datasketch's MinHash with locality-sensitive hashing, 128 permutations: `… DOCUMENTS OUT THRESHOLD [check]`. With `check`,
what it proposes is compared on all shingles. Runs in the environment `datasketch`."""

import sys
from collections.abc import Iterator, Sequence

from datasketch import MinHash, MinHashLSH

from tests.bench.peers.leaders import Text, is_contained, serve, shingles

PERMUTATIONS = 128


def find(texts: Sequence[Text]) -> Iterator[int | None]:
    lsh = MinHashLSH(threshold=float(sys.argv[3]), num_perm=PERMUTATIONS)
    is_checked, known = "check" in sys.argv[4:], list[frozenset[str]]()
    for place, text in enumerate(texts):
        own = shingles(text.text)
        minhash = MinHash(num_perm=PERMUTATIONS)
        minhash.update_batch([each.encode() for each in own])
        met = sorted(lsh.query(minhash))
        yield next((other for other in met if not is_checked or is_contained(own, known[other])), None)
        lsh.insert(place, minhash)
        known.append(own)


if __name__ == "__main__":
    serve(find)
