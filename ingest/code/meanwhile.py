"""Clauses that stand between a doer and his verb and tell no deed of their own: "opened fire as people gathered, killing three".
Not for who the doer is: that is `ingest.code.verbs`."""

from collections.abc import Sequence

from ingest.code.chunks import Chunk
from ingest.code.sentences import Sentence

_MEANWHILE = frozenset(("as", "while", "when", "where"))
_DEEDS = frozenset(("attackverb", "shot", "attack", "bomb", "device"))


def is_aside(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> bool:
    """ "Gunmen opened fire as people gathered outside a mosque, killing three": who killed leads the sentence, and the clause
    between tells no deed."""
    if chunks[start - 1].kind == "c":  # "killing three | and | wounding ten"
        start = next((n for n in range(start - 2, at, -1) if chunks[n].kind == "t"), start)
    entry = chunks[start].entry
    if entry is None or entry.form != "ing" or chunks[start - 1].kind != ",":
        return False
    if sentence.tokens[chunks[at].first].low not in _MEANWHILE or any(c.kind == "t" for c in chunks[at:start]):
        return False  # but "in Jos, where gunmen raided a bank, killing three"
    return any(c.entry is not None and c.entry.effect in _DEEDS for c in chunks[:at])


def is_by_the_way(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "A guard who was shot | while breaking up a fight | has died": a clause without a subject of its own."""
    return chunks[at + 1].kind in "vt" and sentence.tokens[chunks[at + 1].first].low.endswith("ing")
