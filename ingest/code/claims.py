"""Whether a sentence says that an event happened, or denies, threatens, plans, supposes or tries it. Not for who says so."""

from collections.abc import Sequence
from typing import Literal

from ingest.code import tables
from ingest.code.chunks import Chunk
from ingest.code.sentences import Sentence

Modality = Literal[
    "fact", "negated", "hypothetical", "planned", "threatened", "attempted", "denied", "accused", "claimed", "aim"
]

_SUPPOSED = tables.cues("supposed")
_TRIED = tables.cues("tried")
_THREATENED = tables.cues("threatened")
_PLANNED = tables.cues("planned")
_DONE = tables.cues("done")
_MADE = frozenset(["forced", "forcing", "forces", "compelled", "compelling", "prompted", "prompting", "obliged"])
_DENIED = frozenset(["denied", "denies", "deny", "denying", "refuted", "rejected", "dismissed"])
_ACCUSED = tables.cues("accused")
_IF = frozenset(["if", "unless", "whether"])
_REACH = 9


def modality(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> Modality:
    """How the trigger chunk `at`, whose verb group begins at chunk `start`, is said."""
    tokens = sentence.tokens
    group = [t.low for t in tokens[chunks[start].first : chunks[at].first]]
    if any(word in ("not", "never", "n't", "neither") or word.endswith("n't") for word in group):
        return "negated"
    if any(word in _SUPPOSED for word in group):
        return "hypothetical"
    if any(word in ("will", "shall") for word in group):
        return "planned"
    before = [t.low for t in tokens[max(0, chunks[start].first - _REACH) : chunks[start].first]]
    if any(word in _IF for word in before[-6:]):
        return "hypothetical"
    if before and before[-1] == "to" and (_is_base(chunks[at]) or group[:1] == ["be"]):
        return _infinitive(before[:-1])
    return _said(sentence, chunks, start)


def _is_base(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.form == "base"


def _infinitive(before: list[str]) -> Modality:
    """ "tried to kill", "threatened to bomb", "in order to target": the word before decides."""
    for word in reversed(before[-4:]):
        if word in _TRIED:
            return "attempted"
        if word in _THREATENED:
            return "threatened"
        if word in _PLANNED:
            return "planned"
        if word in _DONE:
            return "fact"
    return "fact" if any(word in _MADE for word in before) else "aim"


def _said(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> Modality:
    words = [t.low for t in sentence.tokens[max(0, chunks[start].first - 14) : chunks[start].first]]
    for distance, word in enumerate(reversed(words)):
        if word in (";", '"', ".", "”"):
            break
        if word in _DENIED:
            return "denied"
        if word in _ACCUSED and distance < 10 and ("of" in words[-distance - 1 :] or "for" in words[-distance - 1 :]):
            return "accused"
    return "fact"
