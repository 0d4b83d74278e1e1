"""Surnames that are also what somebody is: King, Bishop, Baker. Not for whose name it is."""

from collections.abc import Sequence

from ingest.code import tables
from ingest.code.sentences import Token

_GIVEN_NAMES = tables.cues("given_name")
_SURNAMES = tables.cues("surname")


def is_surname(words: Sequence[Token]) -> bool:
    """ "Stephen King": a trade or a rank behind a given name or a rare word, in text that has small words."""
    if len(words) == 1 or words[-1].low not in _SURNAMES:
        return False
    before, last = words[-2:]
    if not (before.text.istitle() and last.text.istitle() and before.word.is_plain):
        return False
    return before.low in _GIVEN_NAMES or before.low not in tables.common_words()
