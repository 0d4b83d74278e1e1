"""Ids: hashes of identity fields with a version, so that a retried task writes the same rows. Not for hashing content,
short keys aside."""

from hashlib import blake2b

_VERSION = b"1"


def make_id(kind: str, *fields: str | int | None) -> str:
    """A stable id such as `art1…`: the first three letters of the kind, the version, 11 bytes of BLAKE2b in hex.

    Fields are length-prefixed, so ("ab", "c") and ("a", "bc") differ; None and "" differ."""
    digest = blake2b(digest_size=11, person=_VERSION)
    for field in (kind, *fields):
        raw = b"\0" if field is None else str(field).encode("utf-8", "surrogatepass")
        digest.update(b"n" if field is None else b"%d:" % len(raw))
        digest.update(raw)
    return f"{kind[:3]}{_VERSION.decode()}{digest.hexdigest()}"


def hash63(text: str) -> int:
    """A stable hash that fits a signed 64-bit column and is never 0: for keys that are joined, where an equal hash of two texts
    costs a look and no more."""
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little") >> 1 or 1
