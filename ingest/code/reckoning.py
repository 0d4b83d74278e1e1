"""Days reckoned from one told before: "the same day", "three days earlier", "a day after the mayor was shot". Not for days that a
sentence names: those are `ingest.code.days`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence
from ingest.date_forms import COUNTS
from ingest.dates import DateSpan, number_of

_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})\s{{1,3}}days?\s{{1,3}}"
_TOLD = re.compile(
    r"\b(?:(?:the\s{1,3}same|that)\s{1,3}day\b|(?:the\s{1,3})?(?P<side>next|following|previous)\s{1,3}day\b"
    rf"|{_COUNT}(?P<counted>later|earlier)\b|\b(?:hours|minutes)\s{{1,3}}later\b|the\s{{1,3}}day\s{{1,3}}(?P<beside>before|after)(?=\s{{0,3}}(?:[.,;)]|$)))",
    re.IGNORECASE,
)
_BEFORE = frozenset(("previous", "earlier", "before"))
_AFTER_ANOTHER = re.compile(rf"[^.;]{{0,80}}?\b{_COUNT}(?P<side>after|before)\b[^.,;]{{0,50}}", re.IGNORECASE)
_AHEAD_OF_ANOTHER = re.compile(rf"\W{{0,3}}{_COUNT}(?P<side>after|before)\b[^.,;]{{0,80}}", re.IGNORECASE)


def marked(mention: Mention) -> Mention:
    """ "… the same day": as near to the deed as any day the sentence names, it is the day told before."""
    sentence = mention.sentence
    found = _TOLD.search(sentence.document, sentence.start, sentence.end) if "day" in sentence.low else None
    if found is None:
        return mention
    at, day = mention.trigger[1], mention.day
    if day is not None and day.start < found.end() and found.start() < day.end:  # read as so many days ago
        return mention._replace(same_day=found.span())
    nearer = day is None or abs(found.start() - at) < abs(day.start - at)
    return mention._replace(day=None, same_day=found.span()) if nearer else mention


def on_its_day(mention: Mention, told: DateSpan | None, anchor: date | None) -> Mention:
    """The mention on the day that its words reckon from the one its sentence names before them, else from the one told last."""
    if mention.same_day is None:
        return mention
    start, end = mention.same_day
    own = [d for d in mention.sentence.dates(anchor) if d.end <= start and d.precision == 1]
    day = own[-1] if own else told
    found = _TOLD.match(mention.sentence.document, start, mention.sentence.end)
    if day is None or found is None:
        return mention
    return mention._replace(day=_moved(day, _days_off(found), start, end))


def _days_off(found: re.Match[str]) -> int:
    side = found["side"] or found["counted"] or found["beside"]
    if side is None:
        return 0
    days = number_of(found["count"]) if found["count"] else 1
    return -days if side.lower() in _BEFORE else days


def behind(sentence: Sentence, at: int, days: Sequence[DateSpan]) -> DateSpan | None:
    """ "(Nine in Jos on Monday and five in Wase) the next day": the day told right behind character `at`, reckoned from the last
    one that the sentence names before it."""
    told = [day for day in days if day.end <= at and day.precision == 1]
    found = _TOLD.match(sentence.document, at + 1, sentence.end) if told and "day" in sentence.low else None
    return _moved(told[-1], _days_off(found), *found.span()) if found is not None else None


def of_another(sentence: Sentence, days: Sequence[DateSpan], start: int) -> DateSpan | None:
    """ "Died on Thursday, three days after he was shot", "two days after a bomb killed six, gunmen shot a judge on Tuesday": the
    day of the deed at `start`, counted from another's."""
    for day in days:
        if day.precision == 1:
            before = day.end < start
            found = (
                _AFTER_ANOTHER.fullmatch(sentence.document, day.end, start)
                if before
                else _AHEAD_OF_ANOTHER.fullmatch(sentence.document, sentence.start, start)
            )
            if found is not None and (before or "," in sentence.document[start : day.start]):
                number = number_of(found["count"])
                back = -number if found["side"].lower() == "after" else number
                return _moved(day, back, found.start("count"), found.end("side"))
    return None


def _moved(day: DateSpan, days: int, start: int, end: int) -> DateSpan:
    off = timedelta(days=days)
    return day._replace(first=day.first + off, last=day.last + off, start=start, end=end)
