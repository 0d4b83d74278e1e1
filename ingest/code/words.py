"""What the tables say of a word, gathered once and kept: most words of a text have been met before.

Not for what a word means where it stands: that is the business of the modules that read sentences."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.code import tables
from ingest.code.quantities import STARTERS
from ingest.code.tables import Entry

CUE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""A word as cues are written, in lower case."""
_AGE = re.compile(r"\d{1,3}-?(?:year|yr|month|week|day)s?-olds?$")
CHUNKS = {
    "preposition": "p", "by": "b", "conjunction": "c", "relative": "w", "subordinator": "s", "be": "a", "have": "a", "do": "a",
    "modal": "m", "negation": "-", "adverb": "r", "pronoun": "x", "say": "y", "verb": "v", "time": "d",
}  # fmt: skip
"""Classes of words to the kinds of chunks they make."""
POINTERS = frozenset(("last", "next", "past", "early", "late"))
"""What stands before "month" and "Friday"."""
_ALWAYS = frozenset("pbcwsam-rd")
_MARKS = {"“": '"', "”": '"', "[": "(", "]": ")", "–": "—"}
_PARTICIPLES = tables.cues("participle_adjective")
_KEPT = 100_000
"""Words kept at a time; made-up ones would fill memory otherwise."""


class Word(NamedTuple):
    """A written form: its lower case, its class in the table of words ("" for none), the triggers that begin with it, and those
    that are no nouns.

    `is_word`: it begins with a letter or digit; `is_numeric`: a number may begin with it; `is_age`: "23-year-old"; `chunk`: the
    kind of chunk it is or begins wherever it stands ("" where its neighbours decide); `is_plain`: no table knows it and its form
    says nothing, so that it is a noun or part of one; `may_end`: a plain word before which a phrase may end all the same ("last"
    of "last night", "riding", "apparently")."""

    low: str
    kind: str
    entries: tuple[Entry, ...]
    verbs: tuple[Entry, ...]
    is_word: bool
    is_numeric: bool
    is_age: bool
    chunk: str
    is_plain: bool
    may_end: bool


def cues_in(low: str) -> list[str]:
    """The words of a lower-cased text, in order, as cues are written: letters and digits, joined by hyphens."""
    return CUE.findall(low)


@lru_cache(maxsize=_KEPT)
def look_up(text: str) -> Word:
    """The word that is written `text`."""
    low = text.lower().replace("’", "'")
    if low[-1] == "." and low.count(".") == 1 and len(low) > 1:
        low = low[:-1]  # "Gen."
    kind, entries = tables.word_classes().get(low, ""), tables.triggers().get(low, ())
    is_word, is_numeric = low[0].isalnum(), low[0].isdigit() or "-" in low[1:] or low in STARTERS
    says_nothing = not (kind or entries or is_numeric or low.endswith("ed") or low in _PARTICIPLES)
    is_plain = is_word and says_nothing
    may_end = is_plain and (low in POINTERS or low == "ages" or low.endswith(("ing", "ly")))
    is_opening = (is_plain and not may_end) or kind == "determiner"
    chunk = "" if entries or is_numeric else "n" if is_opening else _chunk(low, kind)
    return Word(
        low=low, kind=kind, entries=entries, verbs=tuple(entry for entry in entries if entry.form != "noun"),
        is_word=is_word, is_numeric=is_numeric, is_age=bool(_AGE.match(low)), chunk=chunk, is_plain=is_plain,
        may_end=may_end,
    )  # fmt: skip


def _chunk(low: str, kind: str) -> str:
    if not (low[0].isalnum() or low[0] == "'"):
        return _MARKS.get(low, low)
    made = CHUNKS.get(kind, "")
    return made if made in _ALWAYS and low != "may" else ""
