"""Which day and which place of a sentence belong to a trigger, and which characters tell it. Not for finding days or places."""

import re
from collections.abc import Sequence

from ingest.code import bearings, care, roles
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.locations import COUNTRY, PROVINCE, Location
from ingest.code.mentions import TARGETS
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.date_forms import COUNTS
from ingest.dates import DateSpan

_SOME = re.compile(r",\s(?:among\sthem|including)\s(?:at\sleast\s)?\d")
_COUNTED = re.compile(rf":\s(?:at\sleast\s)?(?:\d|(?:{'|'.join(COUNTS)})\b)")
"""What begins the shares of a figure: "the toll is 51: 20 were killed in"."""
_OTHERS = re.compile(
    rf"(?:;|,\s(?:while|and))\s(?:at\sleast\s|another\s)?(?:\d|(?:{'|'.join(COUNTS)})\b)[^,;]{{0,40}}\s(?:were|died|was)\b"
)
"""What begins a clause with dead of its own."""
_PAST_SOME = re.compile(r",\s(?:in|at|near|on)\s[^,\d]*$")
"""What leads back to all of them: "including ten women, in the town of"."""
_BESIDE = re.compile(r"(?:\s\w{3,12})?,\s(?:(?:just\s)?outside|near|not\sfar\sfrom)\s", re.IGNORECASE)
"""What leads from a place to a larger one beside it."""
_NEAR_BY = 40
_AND = re.compile(r"[,;] (?:and|but|while) (?:an?|the|\w+) (?:\w+ ){0,3}(?:was|were) ")
"""What begins a clause with a sufferer of its own: "…, and a couple was (shot)"."""
_CLAUSE_BEGINS = re.compile(r"[,;] (?:and|but|while) (?:the |an? )?$")
_ALIKE = re.compile(r"\s{1,3}and\s{1,3}(?:the\s{1,3})?")
"""What joins two places of one deed."""
_TOLD_THERE = re.compile(
    r"\b(?:told|to|briefed|informed|with)\s(?:\w{2,12}\s)?(?:journalists|reporters|newsmen|correspondents)"
    r"(?:\s(?:yesterday|(?:on\s)?\w{3,6}day))?\s(?:in|at)\s$"
)
_OF_ORIGIN = re.compile(r"\b(?:a|one)\s(?:\S{2,15}\s){0,2}(?:man|woman|boy|girl)\sfrom\s(?:the\s(?:\w+\s){1,3}of\s)?$")
"""What leads to where somebody comes from: "a woman from the town of"."""
_OPENING = 25
_SPEAKER = 40
"""Characters at the head of a sentence in which its speaker stands."""
_CLAUSE = 80
"""Characters behind a trigger in which its own place stands."""


def place_of(
    sentence: Sentence, row: Sequence[Chunk], at: int, places: Sequence[Location], parts: roles.Roles
) -> Location | None:
    """The place a trigger's clause names: its object, or the nearest place that a preposition sets the scene with."""
    entry = row[at].entry
    assert entry is not None
    for filler in parts.patients:
        start, end = sentence.tokens[filler.first].start, sentence.tokens[filler.last - 1].end
        hit = [p for p in places if p.start < end and start < p.end and (p.place or p.is_strong)]
        if hit and entry.effect in TARGETS:
            return hit[-1] if _is_owned(sentence, hit) else hit[0]
    start, end = sentence.tokens[row[at].first].start, sentence.tokens[row[at].last - 1].end
    strong = [
        p for p in places if p.is_strong and _is_scene(sentence, end, p) and not _is_of_another(sentence, row, at, p)
    ]
    strong = [p for p in strong if not _is_of_speaker(sentence, p)] or strong
    strong = [p for p in strong if not _is_left(sentence, p, start)] or strong
    heads = [p for n, p in enumerate(strong) if not any(_follows(sentence, q, p) for q in strong[max(0, n - 2) : n])]
    heads = [p for p in heads if not _is_of_clause_before(sentence, p, start, parts)] or heads
    heads = [p for n, p in enumerate(heads) if not _is_owned(sentence, heads[n : n + 2])]

    if heads and heads[0].end < start and _sets_scene(sentence, heads[0]) and not any(p.start >= end for p in heads):
        return min((p for p in heads if p.end <= start), key=_breadth)  # "Elsewhere in Gaza, a strike in Rafah"

    is_narrowed = any(not _breadth(p) and 0 <= p.start - end < _CLAUSE for p in heads)

    def distance(place: Location) -> tuple[int, int]:
        gap = start - place.end if place.end <= start else place.start - end
        gap += _CLAUSE if _AND.search(sentence.document, place.end, max(place.end, start)) else 0
        return (_breadth(place) if is_narrowed or _breadth(place) > 1 else 0, gap)

    return _first_named(sentence, heads, min(heads, key=distance, default=None))


def _first_named(sentence: Sentence, heads: Sequence[Location], place: Location | None) -> Location | None:
    """ "Strikes on southern Lebanon and the Bekaa Valley": of two places of one breath the one that is named first."""
    before = next((p for p in reversed(heads) if place is not None and p.end <= place.start), None)
    if before is None or place is None or place.where_prec >= COUNTRY:
        return place
    return before if _ALIKE.fullmatch(sentence.document, before.end, place.start) else place


def _is_owned(sentence: Sentence, hit: Sequence[Location]) -> bool:
    """ "Haiti's capital", "Kashmir's Anantnag district", "the Somali capital": a place and the larger one whose it is."""
    if len(hit) < 2:
        return False
    is_within = hit[0].start == hit[1].start and hit[0].end < hit[1].end
    return is_within or sentence.document[hit[0].end : hit[1].start].strip().lower() in ("'s", "’s")


def _breadth(place: Location) -> int:
    """2 for a country, 1 for a province, 0 for what lies in one: "in Tillaberi region gunmen killed 12 near Banibangou"."""
    if place.place is None or place.where_prec < PROVINCE:
        return 0
    return 2 if place.where_prec >= COUNTRY else 1


def _is_scene(sentence: Sentence, end: int, place: Location) -> bool:
    """Whether what a trigger that ends at `end` tells may have been done in a place of its sentence."""
    if _OF_ORIGIN.search(sentence.document, sentence.start, place.start):
        return False
    return not (begins_anew(sentence, end, place) or of_saying(sentence, place) or care.is_of_care(sentence, place))


def _is_of_another(sentence: Sentence, row: Sequence[Chunk], at: int, place: Location) -> bool:
    """ "The suspect in the Berlin attack was killed in Milan": a name in front of another deed's noun is that deed's place."""
    after = next((n for n, c in enumerate(row) if sentence.tokens[c.first].start >= place.end), at)
    entry = row[after].entry
    return after != at and entry is not None and entry.form == "noun" and row[after - 1].kind == "n"


def begins_anew(sentence: Sentence, end: int, place: Location) -> bool:
    """ "…, when gunmen killed 12 in Jos", "…, among them 38 near Rafah", "…: 20 in Karou", "…, while five others were killed in
    Bunia": a place of a clause that tells another day, some or others."""
    if place.start <= end:
        return False
    between = sentence.document[end : place.start].lower()
    is_of_some = bool(_SOME.search(between)) and not _PAST_SOME.search(between)
    return ", when " in between or is_of_some or bool(_COUNTED.search(between)) or bool(_OTHERS.search(between))


def _is_left(sentence: Sentence, place: Location, start: int) -> bool:
    """ "28,000 were killed in Gaza since October, when gunmen killed …": a place of the clause before."""
    return ", when " in sentence.document[place.end : max(place.end, start)]


def of_saying(sentence: Sentence, place: Location) -> bool:
    """ "Police reported today in Lima that …", "told reporters on Sunday in Jos": where it was said, not where it was done."""
    if _TOLD_THERE.search(sentence.document, sentence.start, place.start):
        return True
    if not sentence.document[place.end : place.end + 12].lower().lstrip(" ,").startswith(("that ", "today that")):
        return False
    before = [t.kind for t in sentence.tokens if t.end <= place.start]
    return "say" in before[-6:]


def _is_of_speaker(sentence: Sentence, place: Location) -> bool:
    """ "Police in Lima said gunmen had killed two in Cusco": where those are who say it, told before it."""
    following = next((t for t in sentence.tokens if t.start >= place.end), None)
    is_said = following is not None and following.kind == "say" and following.low != "state"
    return is_said and place.start - sentence.start < _SPEAKER


def _sets_scene(sentence: Sentence, place: Location) -> bool:
    """ "In al-Haffeh, …": a place that opens its sentence."""
    return place.start - sentence.start < _OPENING and "," in sentence.document[place.end : place.end + 2]


def _is_of_clause_before(sentence: Sentence, place: Location, trigger: int, parts: roles.Roles) -> bool:
    """ "(Gunmen killed three in Jos), while police killed …": a place before the clause whose subject the trigger has."""
    starts = (sentence.tokens[f.first].start for f in (*parts.agents, *parts.patients))
    subject = min((start for start in starts if place.end < start < trigger), default=place.end)
    return bool(_CLAUSE_BEGINS.search(sentence.document, place.end, subject))


def _follows(sentence: Sentence, before: Location, place: Location) -> bool:
    """Whether a place only says where the place before it lies."""
    between = sentence.document[before.end : place.start]
    if _BESIDE.match(between) and len(between) < _NEAR_BY:
        return _breadth(before) == 0  # "in South Kivu, near Kilembwe"
    if before.container is not None and place.place == before.container:
        return len(between) < 40
    if before.place is None or place.place is None:
        return (len(between) < 25 and "," in between) or _lies_within(between)
    return (
        len(between) < 40
        and place.place.country == before.place.country
        and place.where_prec > before.where_prec
        and "and" not in between.split()
    )


def _lies_within(between: str) -> bool:
    """ "Lena village | in the | Jibia district": a kind of place and "in" are all that stands between two names."""
    words = between.removesuffix(" the ").split()
    return words[-1:] == ["in"] and all(word in bearings.TYPES_AFTER for word in words[:-1])


def span_of(
    sentence: Sentence,
    chunk: Chunk,
    fillers: Sequence[Filler],
    counts: Sequence[Count],
    day: DateSpan | None,
    place: Location | None,
) -> tuple[int, int]:
    """The characters from the first to the last word that tells the event."""
    tokens = sentence.tokens
    starts = [
        tokens[chunk.first].start,
        *(tokens[f.first].start for f in fillers),
        *(tokens[c.first].start for c in counts),
    ]
    ends = [
        tokens[chunk.last - 1].end,
        *(tokens[f.last - 1].end for f in fillers),
        *(tokens[c.last - 1].end for c in counts),
    ]
    for thing in (day, place):
        if thing is not None and _is_close(sentence, min(starts), max(ends), thing.start, thing.end):
            starts.append(thing.start)
            ends.append(thing.end)
    return min(starts), max(ends)


def _is_close(sentence: Sentence, start: int, end: int, first: int, last: int) -> bool:
    """Whether a day or place stands in the same clause: nothing but a few words between."""
    between = sentence.document[end:first] if first >= end else sentence.document[last:start]
    if first < start and "," in between.strip(" ,"):
        return False
    return len(between) < 70 and not any(mark in between for mark in (";", '"', "“", " after ", " before "))
