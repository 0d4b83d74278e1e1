"""People whose verb is left out: "three were killed in the market and two in a mosque". Not for those told with a town or a day
of their own, who are another event (`ingest.code.shares`)."""

from collections.abc import Sequence

from ingest.code import quantities, tables
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.locations import Location
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.dates import DateSpan

_WHERE = frozenset(("in", "at", "on", "near", "inside", "outside"))
_SETTING = "pndr"
_GOES_ON = "atvmy"
_CONDITIONS = frozenset(("condition", "hospital", "hospitals", "care", "custody", "danger", "need"))
_ARMED = ("military", "police", "militant", "group")
_NEAR = 8
"""Characters from a preposition to the name it leads to."""


def left_out(
    sentence: Sentence,
    row: Sequence[Chunk],
    at: int,
    patients: Sequence[Filler],
    settings: Sequence[Location | DateSpan],
) -> tuple[Count, ...]:
    """The people besides those of the trigger at `at` who suffered the same in another place, told without a name; none where
    they are some of those: a list behind a comma that adds up to no more."""
    last = max(at, patients[-1].chunk) if patients else len(row)
    begin = number = _past_setting(row, last + 1)
    found = list[Count]()
    while (member := _member(sentence, row, number, settings)) is not None:
        found.append(member[0])
        number = _past_setting(row, member[1])
    if begin <= last + 1 or not any(chunk.kind == "c" for chunk in row[begin:number]):
        return ()
    told = sum(f.noun.quantity.value for f in patients if f.noun.quantity is not None)
    is_list = row[begin].kind == "," and row[begin + 1].kind != "c"
    return () if is_list and sum(c.quantity.value for c in found) <= told else tuple(found)


def lost_beside(sentence: Sentence, row: Sequence[Chunk], patients: Sequence[Filler]) -> tuple[Count, ...]:
    """ "(The rebels lost 40 men) and the army six": those of the other side, whose verb is left out."""
    joint = patients[-1].chunk + 1 if patients else len(row)
    if joint + 1 >= len(row) or row[joint].kind != "c" or row[joint + 1].kind != "n":
        return ()
    first, last = row[joint + 1].first, row[joint + 1].last
    number = quantities.read(sentence.tokens, last - 1)
    body = tables.people().get(sentence.tokens[last - 2].low) if last - first > 1 else None
    if number is None or number.last != last or body is None or body.kind not in _ARMED:
        return ()
    return (Count(number, body.kind, first, last),)


def _past_setting(row: Sequence[Chunk], at: int) -> int:
    """Past "in the market on Sunday"."""
    while at < len(row) and row[at].kind in _SETTING:
        at += 1
    return at


def _member(
    sentence: Sentence, row: Sequence[Chunk], at: int, settings: Sequence[Location | DateSpan]
) -> tuple[Count, int] | None:
    """The number behind a joint at `at`, with the chunk behind the place that sets it apart."""
    joint = at
    while joint < len(row) and row[joint].kind in ",c" and joint < at + 2:
        joint += 1
    if joint == at or joint + 3 >= len(row):
        return None
    noun, where, place = row[joint].noun, row[joint + 1], row[joint + 2].noun
    if row[joint].kind != "q" or noun is None or noun.quantity is None or noun.quantity.best is None:
        return None
    word, following = sentence.tokens[where.first], row[min(_past_setting(row, joint + 3), len(row) - 1)].kind
    is_set = word.low in _WHERE and place is not None and place.kind is None and place.head not in _CONDITIONS
    if not is_set or following in _GOES_ON or any(0 <= s.start - word.start <= _NEAR for s in settings):
        return None
    return Count(noun.quantity, "person", row[joint].first, row[joint].last), joint + 3
