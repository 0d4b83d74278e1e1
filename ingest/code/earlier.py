"""Deeds that a clause sets before those of its sentence: "a day after killing eight in Aleppo, the army …", "…, two days after a
blast killed three". Not for their day (`ingest.code.reckoning`), nor for what somebody dies of: that is one deed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.code.locations import Location
from ingest.code.mentions import DYING, Mention
from ingest.code.sentences import Sentence
from ingest.date_forms import COUNTS
from ingest.dates import DateSpan

_CLAUSE = re.compile(
    rf"(?:^|\s)(?:(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})\s)?(?P<unit>hour|day|week|month|year)s?\safter\s(?P<told>[^,;.]{{5,90}}(?:,\s(?:which|that|who)\s[^,;.]{{5,60}})?)",
    re.IGNORECASE,
)


RETURNS = "(?:retaliation|revenge|response|return|reprisal)"
"""In what a deed repays another."""
_RETURN = re.compile(rf"\bin\s{RETURNS}\s(?:for|to)\s([^,;.]{{5,120}})", re.IGNORECASE)


_RECORD = re.compile(r"\b(?:\w{2,12}est|worst|first|most)\s{1,3}(?:[\w-]+\s{1,3}){1,8}$", re.IGNORECASE)


class Clause(NamedTuple):
    """Characters `[start, end)` of a document that tell what was done hours, days or weeks before what is told beside it, and
    whether that says on which day."""

    start: int
    end: int
    is_dated: bool


def clause_of(sentence: Sentence) -> Clause | None:
    """The clause of a sentence that tells what went before."""
    found = _CLAUSE.search(sentence.text) if " after " in sentence.low else None
    if found is None:
        return None
    unit = found["unit"].lower()
    start, end = found.span("told")
    is_dated = unit == "hour" or (unit == "day" and bool(found["count"]))
    return Clause(sentence.start + start, sentence.start + end, is_dated)


def without_background(drafts: Sequence[Mention]) -> Sequence[Mention]:
    """The drafts of a sentence that tells of dead; not those of such a clause who died nobody says on which day."""
    clause = clause_of(drafts[0].sentence)
    if clause is None or clause.is_dated:
        return drafts
    before = [m for m in drafts if m.deaths and _holds(clause, m.trigger[0])]
    if not any(m.deaths for m in drafts if m not in before):
        return drafts
    return [m for m in drafts if m not in before or (m.day is not None and _holds(clause, m.day.start))]


def _repaid(sentence: Sentence) -> Clause | None:
    """The clause of "in retaliation for raids on mosques this week"."""
    found = _RETURN.search(sentence.text) if "in re" in sentence.low else None
    return Clause(sentence.start + found.start(1), sentence.start + found.end(1), False) if found else None


def is_repaid(sentence: Sentence, at: int, deed: int) -> bool:
    """Whether character `at` is of what went before the deed at character `deed`, which was done in return."""
    clause = _repaid(sentence)
    return clause is not None and _holds(clause, at) and not _holds(clause, deed)


def is_record(sentence: Sentence, deed: int, day: DateSpan) -> bool:
    """ "(Killed nine) in the deadliest attack on the army since 2004": since when nothing was as bad, and no day of the deed."""
    return day.is_since and bool(_RECORD.search(sentence.document, deed, max(day.start, deed)))


def beside(sentence: Sentence, at: int, places: Sequence[Location]) -> Sequence[Location]:
    """The places of the same clause as character `at`, where both clauses name some."""
    if _repaid(sentence) is not None:
        return [p for p in places if not is_repaid(sentence, p.start, at)]
    clause = clause_of(sentence) if len(places) > 1 else None
    if clause is None:
        return places
    return [p for p in places if _holds(clause, p.start) == _holds(clause, at)] or places


def are_apart(mention: Mention, draft: Mention) -> bool:
    """Whether one of two mentions tells the dead of such a clause, and the other what was done to others after it."""
    clause = clause_of(mention.sentence) if mention.deaths or draft.deaths else None
    if clause is None or not DYING.isdisjoint(mention.effects | draft.effects):
        return False
    before, after = sorted((mention, draft), key=lambda m: not _holds(clause, m.trigger[0]))
    is_parted = _holds(clause, before.trigger[0]) and not _holds(clause, after.trigger[0])
    return is_parted and bool(before.deaths) and bool(after.deaths or after.is_deed)


def _holds(clause: Clause, at: int) -> bool:
    return clause.start <= at < clause.end
