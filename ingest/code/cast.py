"""The armed organisations a text names, and which of them claims a deed or is blamed for it. Not for what the deed was."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import charges, organisations
from ingest.code.charges import Charge
from ingest.code.organisations import Organisation
from ingest.code.sentences import Sentence


class Cast(NamedTuple):
    """The organisations of a text in the order of their names, and the charges."""

    named: tuple[Organisation, ...]
    charges: tuple[Charge, ...]


def of_text(parts: Sequence[Sentence]) -> Cast:
    """Who is named in the sentences of a text."""
    acronyms: dict[str, str] = {}
    named: list[Organisation] = []
    found: list[Charge] = []
    for sentence in parts:
        words = sentence.cue_words
        here = organisations.find(sentence, acronyms) if organisations.may_name(words, acronyms) else ()
        named += here
        if charges.may_charge(words):
            found += charges.find(sentence, here)
    return Cast(tuple(named), tuple(found))
