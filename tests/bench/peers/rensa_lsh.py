"""rensa's MinHash with locality-sensitive hashing, 128 permutations: `… DOCUMENTS OUT BANDS [check]`. With `check`, what it
proposes is compared on all shingles. Runs in the environment `rensa`."""

import sys
from collections.abc import Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

from tests.bench.peers.leaders import Text, is_contained, serve, shingles

PERMUTATIONS = 128


def find(texts: Sequence[Text]) -> Iterator[int | None]:
    lsh = RMinHashLSH(
        threshold=0.5, num_perm=PERMUTATIONS, num_bands=int(sys.argv[3])
    )  # its query asks the bands alone
    is_checked, known = "check" in sys.argv[4:], list[frozenset[str]]()
    for place, text in enumerate(texts):
        own = shingles(text.text)
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
        minhash.update(list(own))
        met = sorted(lsh.query(minhash))
        yield next((other for other in met if not is_checked or is_contained(own, known[other])), None)
        lsh.insert(place, minhash)
        known.append(own)


if __name__ == "__main__":
    serve(find)
