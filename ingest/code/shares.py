"""Shares of a toll told as a list: "seven on Saturday and 11 on Sunday", "20 were in Baga, 15 in Monguno". Not for tolls."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import casualties, quantities, reckoning
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.locations import Location
from ingest.code.nouns import Noun
from ingest.code.sentences import Sentence
from ingest.dates import DateSpan

_TWO = 2
_REACH, _FEW = 8, 5
_JOINT = re.compile(
    r"(?:,\s[^,;.\d]{2,40}\s(?:said|reported|added))?\s{0,2}[,;]?\s{0,2}(?:and\s{1,2})?(?:another\s{1,2})?"
)
"""What joins one share to the next, be it past "its governor said"."""
_KIND_OF_PLACE = re.compile(
    r"(?:in|at|near)\s{1,3}(?:the\s{1,3}(?:[a-z]{3,15}\s{1,3}){1,3}of|(?:the\s{1,3})?(?:nearby|neighbou?ring))\s{1,3}",
    re.IGNORECASE,
)
"""What leads from a preposition to the name of a place."""
_HELD_BY = re.compile(r",\s{1,3}(?:(?:north|south|east|west|central)\w*\s{1,3})?", re.IGNORECASE)
_KIND_BEHIND = re.compile(
    r"\s{1,3}(?:department|province|state|district|county|region|governorate|village|town|city|township|camp|area|neighbou?rhood)\b",
    re.IGNORECASE,
)
_WITHIN = frozenset(("including", "among", "amongst"))
_OF_THEM = (["of", "them"], ["of", "whom"])
_WORDS = frozenset(("in", "at", "on", "near"))


class Share(NamedTuple):
    """So many of a number told before, in a place or on a day of their own; characters `[start, end)` say so."""

    people: Count
    day: DateSpan | None
    place: Location | None
    start: int
    end: int
    is_of_them: bool = False
    """Said to be some of them: "12 of them in Bokkos"."""


def elsewhere(sentence: Sentence, parts: Sequence[Share], told: Count) -> tuple[Share, ...]:
    """What follows a count that has a place of its own, or a day: "five people in Jos, two in Bukuru and three in Wase", "two on
    Friday and one on Sunday"."""
    first = next((n for n, s in enumerate(parts) if (s.people.first, s.people.last) == (told.first, told.last)), None)
    if first is None:
        return ()
    last = first + 1
    while last < len(parts) and _JOINT.fullmatch(sentence.document, parts[last - 1].end, parts[last].start):
        last += 1
    own = parts[first]
    return tuple(s for s in parts[first + 1 : last] if (s.place if own.place is not None else s.day) is not None)


def find(
    sentence: Sentence, row: Sequence[Chunk], places: Sequence[Location], days: Sequence[DateSpan]
) -> tuple[Share, ...]:
    """The shares of a list of at least two, or of one that is "of them"; empty where there is no such list."""
    if len(places) + len(days) < _TWO:
        return ()
    counted = ((at, chunk) for at, chunk in enumerate(row) if chunk.noun is not None)
    found = [share for at, chunk in counted if (share := _share(sentence, row, at, chunk, places, days))]
    apart = {share.place.start for share in found if share.place} | {share.day.start for share in found if share.day}
    is_list = len(found) >= _TWO and len(apart) >= _TWO
    return tuple(found) if is_list else tuple(share for share in found if share.is_of_them)


def _share(
    sentence: Sentence,
    row: Sequence[Chunk],
    at: int,
    chunk: Chunk,
    places: Sequence[Location],
    days: Sequence[DateSpan],
) -> Share | None:
    noun = _counted(chunk)
    if (
        noun is None
        or noun.quantity is None
        or noun.quantity.best is None
        or noun.kind not in ("number", "person", "civilian")
    ):
        return None
    tokens = sentence.tokens
    aside = _past_aside(sentence, row, at + 1)
    for number in range(aside, min(len(row), aside + _REACH)):
        kind = row[number].kind
        other = row[number].noun
        if _is_passive(row, number) or _is_of_deaths(row, number, at):
            continue  # "14 people were killed in Zike and nine in Kimakpa"
        if kind in ",c;t" or (other is not None and other.quantity is not None):
            return None
        if kind == "p" and tokens[row[number].first].low in _WORDS:
            begins = tokens[row[number].first].start
            place = next((p for p in places if 0 <= p.start - begins <= 8 or _leads_to(sentence, begins, p)), None)
            day = next((d for d in days if 0 <= d.start - begins <= 8), None)
            if place is None and day is None:
                continue
            day = day or next((d for d in days if place and _follows(sentence, place, d)), None)
            day = day or (reckoning.behind(sentence, place.end, days) if place else None)
            end = max(thing.end for thing in (place, day) if thing is not None)
            end = _past_holders(sentence, places, end)
            count = Count(noun.quantity, casualties.noun_kind(noun), chunk.first, chunk.last)
            is_of_them = [t.low for t in tokens[chunk.last : chunk.last + 2]] in _OF_THEM
            return Share(count, day, place, tokens[chunk.first].start, end, is_of_them)
    return None


def _past_aside(sentence: Sentence, row: Sequence[Chunk], at: int) -> int:
    """Past ", among them 20 children," to "in Zike"."""
    is_aside = at + 1 < len(row) and row[at].kind == "," and sentence.tokens[row[at + 1].first].low in _WITHIN
    if not is_aside:
        return at
    return next((n + 1 for n in range(at + 2, min(len(row), at + _REACH)) if row[n].kind == ","), at)


def _past_holders(sentence: Sentence, places: Sequence[Location], end: int) -> int:
    """Past "(Soro) village", ", southern Cauca Department, Colombia": what a place is, and the larger ones it lies in."""
    if any(place.end == end for place in places) and (kind := _KIND_BEHIND.match(sentence.document, end)):
        end = kind.end()
    for place in places:
        if place.start >= end and _HELD_BY.fullmatch(sentence.document, end, place.start):
            kind = _KIND_BEHIND.match(sentence.document, place.end)
            end = kind.end() if kind else place.end
    return end


def _leads_to(sentence: Sentence, begins: int, place: Location) -> bool:
    """ "In the village of Ndun", "in neighbouring Kimakpa"."""
    return begins < place.start and bool(_KIND_OF_PLACE.fullmatch(sentence.document, begins, place.start))


def _follows(sentence: Sentence, place: Location, day: DateSpan) -> bool:
    """ "(Nine) in Sange on Monday", "in Sange, Congo, on Monday"."""
    between = (
        sentence.document[place.end : day.start].replace(",", " ").split() if day.start > place.end else ["before"]
    )
    return len(between) < _FEW and all(word == "on" or word[0].isupper() for word in between)


def _counted(chunk: Chunk) -> Noun | None:
    """The phrase with its number, that of "a man" too."""
    noun = chunk.noun
    if noun is None or noun.quantity is not None or noun.determiner not in ("a", "an") or noun.is_plural:
        return noun
    return noun._replace(quantity=quantities.exact(1, chunk.first, chunk.last))


def _is_passive(row: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of death stands between those who died and the place where."""
    entry = row[at].entry
    if entry is not None and entry.effect == "die" and at + 1 < len(row) and row[at + 1].kind == "p":
        return row[at - 1].kind in "nqx"  # "nine (of them) died in Sange and seven in Kiliba"
    if entry is None or entry.effect != "death" or entry.form not in ("both", "participle") or at + 1 >= len(row):
        return False
    return row[at + 1].kind in "pb" and row[at - 1].kind == "a"


def _is_of_deaths(row: Sequence[Chunk], at: int, number: int) -> bool:
    """ "15 deaths in Zike and nine in Kimakpa", "15 of the deaths were in Zike": the noun that the number counts."""
    entry = row[at].entry
    is_next = at == number + 1 or [chunk.kind for chunk in row[number + 1 : at]] == ["p", "n"]
    return is_next and entry is not None and entry.effect == "deathnoun"
