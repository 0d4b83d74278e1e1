"""Whom "him", "her" and "them" mean after a verb: the object of a verb before it ("kidnapped a priest and killed him"); and
"themselves" the subject ("two attackers killed themselves"). Not for subjects, nor across sentences."""

from collections.abc import Sequence

from ingest.code import phrases, verbs
from ingest.code.chunks import Chunk
from ingest.code.nouns import Noun
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_ONE = frozenset(("him", "her"))
_MEANT = _ONE | {"them"}
_REACH = 16


def meant(sentence: Sentence, row: Sequence[Chunk], filler: Filler) -> Filler:
    """The phrase a pronoun stands for; the filler itself where it is none, or none is found."""
    if filler.noun.head == "themselves":
        return _doers(sentence, row, filler)
    if filler.noun.kind != "pronoun" or filler.noun.head not in _MEANT:
        return filler
    for at in range(filler.chunk - 2, max(0, filler.chunk - _REACH), -1):
        if row[at].kind in ';"y':
            break
        noun = row[at].noun
        if (
            noun is not None
            and row[at - 1].kind in "vt"
            and row[at + 1].kind != "t"  # "suspected rebels ambushed a car, killing them": who did it
            and _fits(noun, filler.noun.head)
            and not _is_event(row[at - 1])
        ):
            return phrases.filler_at(sentence, row, at)
    return filler


def _doers(sentence: Sentence, row: Sequence[Chunk], filler: Filler) -> Filler:
    """The counted subject of "two attackers killed themselves", told as those who did it."""
    told = next((f for f in verbs.subject(sentence, row, filler.chunk) if f.noun.quantity is not None), None)
    return filler if told is None else told._replace(noun=told.noun._replace(head=filler.noun.head), inner=filler.noun)


def _is_event(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.form == "noun"


def _fits(noun: Noun, pronoun: str) -> bool:
    """Whether a phrase names one for "him", several for "them"."""
    if noun.kind in (None, "pronoun", "number", "group") and not noun.is_name:
        return False
    return noun.is_plural == (pronoun not in _ONE)
