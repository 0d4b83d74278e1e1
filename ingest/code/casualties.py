"""How many: the people a trigger's sufferers stand for, kept with the words they were read from. Not for who they were."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.code import phrases, quantities, tables
from ingest.code.chunks import Chunk
from ingest.code.nouns import ORDINALS, Noun
from ingest.code.phrases import Filler, is_people
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence
from ingest.code.tables import Entry

_ENDINGS = (
    "goers",
    "ists",
    "ians",
    "ees",
    "ers",
    "men",
    "women",
    "children",
    "ors",
    "ants",
    "folk",
    "people",
    "kids",
    "officials",
)
_THINGS = tables.cues("thing_like_people")
_UNARMED = tables.cues("unarmed_body")
_TAKERS = tables.cues("takers")
_CLOSE = tables.cues("close_people")
_TOLL_REACH = 16
_TOLLS = frozenset(("toll", "count", "number", "at"))
_BEFORE_FIGURE = frozenset(
    (
        "to", "at", "of", "is", "was", "as", "passed", "reached", "exceeded", "exceeds", "hit", "reaches", "from", "dead",
    )
)  # fmt: skip
_FEWER = frozenset(("fewer", "less"))
_SELF = frozenset(("himself", "herself", "themselves"))
_ONE = frozenset(("him", "her", "he", "she", "himself", "herself"))
_OWN = frozenset(("his", "her", "their", "my", "whose"))
_SHARING = frozenset(("", "their"))
_TOGETHER = {"both": 2, "couple": 2, "twins": 2, "duo": 2, "pair": 2, "trio": 3, "quartet": 4}
_MULTIPLE = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_OF_MANY = frozenset(("massacre", "massacres", "bloodbath", "bloodbaths", "slaughter"))
_ANYBODY = frozenset(("people", "persons", "civilians", "victims", "villagers", "residents", "others", "lives"))
"""People of whatever kind, who may then be told by kind."""
_WHOLE_AND_PARTS = 3
SEVERAL = _TOGETHER | _MULTIPLE
"""Words for so many people at once."""


class Count(NamedTuple):
    """So many people of one kind (civilian, military, police, militant, person, or self: who did it), and the phrase that
    says so."""

    quantity: Quantity
    kind: str
    first: int
    last: int


def count(fillers: Sequence[Filler]) -> tuple[Count, ...]:
    """One count for each phrase that names people; phrases that name things are left out."""
    found: list[Count] = []
    counted = any(f.noun.quantity is not None for f in fillers)
    for filler in fillers:
        quantity = _quantity(filler)
        if counted and (filler.is_same or (found and _is_in_the_number(filler, found[-1]))):
            continue
        if quantity is not None and may_die(filler):
            found.append(Count(quantity, kind_of(filler), filler.first, filler.last))
    return tuple(found[:1]) if _breaks_down(fillers, found) else tuple(found)


def _breaks_down(fillers: Sequence[Filler], found: Sequence[Count]) -> bool:
    """ "Ten people, nine men and one woman": a number of people, and then the same people by kind."""
    if len(found) < _WHOLE_AND_PARTS or fillers[0].noun.head not in _ANYBODY or found[0].first != fillers[0].first:
        return False
    return found[0].quantity.value == sum(count.quantity.value for count in found[1:])


def _is_in_the_number(filler: Filler, before: Count) -> bool:
    """ "460 patients and their companions": one number for both."""
    noun = filler.noun
    if noun.determiner == "their" and noun.head in _CLOSE:
        return False  # "four traders and their wives"
    is_bare = noun.quantity is None and noun.is_plural and not noun.is_name and noun.determiner in _SHARING
    return is_bare and before.quantity.value > 1


def may_die(filler: Filler) -> bool:
    """Whether a phrase can name people, by its noun, a name, or the form of a noun that is counted."""
    noun = filler.noun
    if filler.inner.head in _THINGS:
        return False  # "two of the wolves"
    if is_people(noun) or filler.inner.kind not in (None, "number"):
        return True
    if noun.head == "both":
        return True  # "killing both"
    is_thing = noun.head in tables.words_of("unit") or noun.head in _THINGS
    return noun.quantity is not None and noun.head.endswith(_ENDINGS) and not is_thing


def kind_of(filler: Filler) -> str:
    """What kind of people a phrase names: the more telling of its noun and the noun inside it."""
    if filler.noun.head in _SELF:
        return "self"
    for noun in (filler.noun, filler.inner):
        if noun.kind in ("civilian", "military", "police", "militant"):
            return noun.kind
    return "military" if filler.inner.kind == "group" and filler.inner.head not in _UNARMED else "person"


def _quantity(filler: Filler) -> Quantity | None:
    noun = filler.noun
    if noun.quantity is not None:
        return noun.quantity
    if noun.kind == "pronoun":
        return quantities.exact(1, filler.first, filler.last) if noun.head in _ONE else None
    together = _TOGETHER.get(noun.head) or _TOGETHER.get(noun.determiner)
    if noun.head == "parents" and noun.determiner in _OWN:
        together = 2
    if together:
        return quantities.exact(together, filler.first, filler.last)
    if noun.head == "family" and filler.inner.quantity is not None:
        return filler.inner.quantity
    if noun.is_group:
        return quantities.uncounted(filler.first, filler.last)
    if noun.is_plural and not noun.is_name:
        return quantities.uncounted(filler.first, filler.last)
    return quantities.exact(1, filler.first, filler.last) if is_people(noun) else None


def is_next(sentence: Sentence, count: Count, told: Sequence[Count]) -> bool:
    """ "(Two were killed and) a third died": one more than those told before."""
    before = total(told)
    return before is not None and before.value + 1 == ORDINALS.get(sentence.tokens[count.last - 1].low)


def total(counts: Sequence[Count]) -> Quantity | None:
    """The sum of counts; one that nobody counted leaves the best figure open, one without an upper end the highest."""
    if not counts:
        return None
    low, best, high, _, _ = counts[0].quantity
    found = Quantity(low, best, high, counts[0].first, counts[0].last)
    for count in counts[1:]:
        found = _added(found, count)
    return found


def _added(told: Quantity, more: Count) -> Quantity:
    best, high = more.quantity.best, more.quantity.high
    return Quantity(
        low=told.low + more.quantity.low,
        best=None if told.best is None or best is None else told.best + best,
        high=None if told.high is None or high is None else told.high + high,
        first=min(told.first, more.first),
        last=max(told.last, more.last),
    )


def nominal(sentence: Sentence, chunks: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> tuple[Count, ...]:
    """Counts of a noun of death: "15 deaths", "the death of X", "the toll rose to 15", "claimed 15 lives", "12 bodies"."""
    entry = chunks[at].entry
    assert entry is not None
    if is_toll(entry):
        return _toll(sentence, chunks, at)
    if entry.effect == "lives":
        return _lives(sentence, chunks, at, patients)
    before = _before(chunks, at)
    is_of_many = entry.words[0] in _OF_MANY  # "two massacres": more than two were killed
    if before is not None and before.noun is not None and before.noun.quantity is not None and not is_of_many:
        if before.noun.head in _FEWER:
            return ()  # "20 fewer murders than in May"
        return (Count(before.noun.quantity, noun_kind(before.noun), before.first, before.last),)
    if entry.effect in ("deathnoun", "bodies") and (some := some_of(sentence, chunks, at)) is not None:
        return (some,)
    if entry.words[0] in _MULTIPLE:
        several = quantities.exact(_MULTIPLE[entry.words[0]], chunks[at].first, chunks[at].last)
        return (Count(several, "person", chunks[at].first, chunks[at].last),)
    if entry.effect == "body" and sentence.cue_words.isdisjoint(tables.cues("violent_end")):
        return ()  # who was found dead need not have been killed
    counts = count([f for f in patients if not _is_of_hurt(sentence, f)])
    if entry.effect in ("bodies", "body"):
        return tuple(c for c in counts if c.quantity.best is not None or c.quantity.low > 1)
    if counts or entry.effect != "deathnoun":
        return counts
    return ()


def some_of(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Count | None:
    """ "17 of the deaths (were in Nairobi)": some of those told before."""
    row = chunks[max(0, at - 3) : at + 1]
    noun = row[0].noun
    if "".join(chunk.kind for chunk in row[1:]) != "pnt" or noun is None or noun.quantity is None:
        return None
    words = [sentence.tokens[chunk.first].low for chunk in row[1:3]]
    is_known = words[0] == "of" and words[1] in ("the", "those", "these") and row[2].last == row[2].first + 1
    return Count(noun.quantity, noun_kind(noun), row[0].first, row[0].last) if is_known else None


def _is_of_hurt(sentence: Sentence, filler: Filler) -> bool:
    """ "The deaths of 30 people and 50 injuries": a number of the second noun."""
    if filler.noun.kind != "number" or filler.last >= len(sentence.tokens):
        return False
    return any(entry.effect == "injurynoun" for entry in sentence.tokens[filler.last].word.entries)


def of_deeds(chunks: Sequence[Chunk], at: int) -> tuple[Count, ...]:
    """ "21 abductions": as many people as deeds."""
    before = _before(chunks, at)
    if before is None or before.noun is None or before.noun.kind != "number" or before.noun.quantity is None:
        return ()
    return (Count(before.noun.quantity, "person", before.first, before.last),)


def toll_of(sentence: Sentence, chunks: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> tuple[Count, ...]:
    """ "Put the number of residents killed in strikes at 16": what a number of people comes to."""
    if not patients or patients[0].noun.quantity is not None:
        return ()
    start = patients[0].first
    before = [t.low for t in sentence.tokens[max(0, start - 2) : start]]
    counts = _toll(sentence, chunks, at) if before == ["number", "of"] else ()
    return tuple(count._replace(kind=kind_of(patients[0])) if count.kind == "person" else count for count in counts)


def noun_kind(noun: Noun) -> str:
    """The kind of people a noun names, "person" where it does not say."""
    return noun.kind if noun.kind in ("civilian", "military", "police", "militant") else "person"


def _before(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    return chunks[at - 1] if at and chunks[at - 1].kind in "nq" else None


def is_toll(entry: Entry) -> bool:
    """ "The death toll", "the number of dead", "put the dead at": a word for a figure of all the dead."""
    ends = (entry.words[0], entry.words[-1])
    return entry.form == "noun" and (not _TOLLS.isdisjoint(ends) or entry.words[-2:] == ("dead", "to"))


def former(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Count, ...]:
    """ "The toll rose to 17 from 11", "from 11 to 17": the toll before."""
    return tuple(count for word, count in _figures(sentence, chunks, at) if word == "from")[:1]


def _toll(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Count, ...]:
    """What a toll came to, else what it is."""
    found = [(word, count) for word, count in _figures(sentence, chunks, at) if word != "from"]
    return tuple(count for _, count in sorted(found, key=lambda pair: pair[0] != "to"))[:1]


def _figures(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Iterator[tuple[str, Count]]:
    """The figures that follow a word for a toll in its clause, with the word before each."""
    for chunk in chunks[at + 1 : at + _TOLL_REACH]:
        if chunk.kind in (";", ".", "s") and sentence.tokens[chunk.first].low != "so":
            break  # not at "so far"
        noun, before = chunk.noun, sentence.tokens[chunk.first - 1].low
        if noun and noun.quantity and before in _BEFORE_FIGURE and (is_people(noun) or noun.kind == "number"):
            yield before, Count(noun.quantity, noun_kind(noun), chunk.first, chunk.last)


def _lives(sentence: Sentence, chunks: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> tuple[Count, ...]:
    tokens = sentence.tokens[max(0, chunks[at].first - 6) : chunks[at].first]
    if not any(t.low in _TAKERS for t in tokens):
        return ()
    before = _before(chunks, at)
    if before is not None and before.noun is not None and before.noun.quantity is not None:
        return (Count(before.noun.quantity, noun_kind(before.noun), before.first, before.last),)
    if chunks[at].last - chunks[at].first > 1 and at + 1 < len(chunks) and chunks[at + 1].kind == "n":
        return count((phrases.filler_at(sentence, chunks, at + 1),))
    return count(patients)
