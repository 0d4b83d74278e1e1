"""Which of the ontology's contexts a sentence touches, by cue words. Not for event types."""

import re
from functools import cache

from ingest.code import tables
from ingest.code.sentences import Sentence


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    by_cue: dict[str, list[str]] = {}
    for row in tables.rows("ontology/contexts.csv"):
        for cue in row["cues"].split("|"):
            by_cue.setdefault(cue, []).append(row["code"])
    longest = sorted(by_cue, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"), {
        cue: tuple(codes) for cue, codes in by_cue.items()
    }


def find(sentence: Sentence, evidence: dict[str, tuple[int, int]]) -> tuple[str, ...]:
    """The contexts whose cue words stand in the sentence, in the table's order of first cue; notes the first as evidence."""
    pattern, by_cue = _cues()
    found: list[str] = []
    for match in pattern.finditer(sentence.low):
        if not found:
            evidence["contexts"] = (sentence.start + match.start(), sentence.start + match.end())
        found += by_cue[match.group()]
    return tuple(dict.fromkeys(found))
