"""SimHash of 64 bits over shingles, at most three bits apart, found by quarters of sixteen bits. Needs numpy."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np

from tests.bench.peers.leaders import Text, serve, shingles

APART = 3


def find(texts: Sequence[Text]) -> Iterator[int | None]:
    hashes: list[int] = []
    quarters: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        own = simhash(text.text)
        keys = [(quarter, own >> 16 * quarter & 0xFFFF) for quarter in range(4)]
        met = sorted({other for key in keys for other in quarters[key]})
        yield next((other for other in met if (hashes[other] ^ own).bit_count() <= APART), None)
        hashes.append(own)
        for key in keys:
            quarters[key].append(place)


def simhash(text: str) -> int:
    raw = b"".join(blake2b(each.encode(), digest_size=8).digest() for each in shingles(text))
    bits = np.unpackbits(np.frombuffer(raw, dtype=np.uint8).reshape(-1, 8), axis=1)
    return int.from_bytes(np.packbits(2 * bits.sum(axis=0, dtype=np.int64) > len(bits)).tobytes(), "big")


if __name__ == "__main__":
    serve(find)
