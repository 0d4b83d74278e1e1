"""Noun phrases as fillers of a role: what hangs on them by "of", whose arms they are, who they name.

Not for what is joined to them (`ingest.code.lists`), nor for finding which phrase stands in which role."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest import places
from ingest.code import tables
from ingest.code.chunks import Chunk
from ingest.code.nouns import Noun
from ingest.code.sentences import Sentence

_NOBODY = Noun(None, "", None, False, False, "", False)
SELF = frozenset(("himself", "herself"))
_PERSONAL = frozenset(("him", "her", "them", "he", "she", "they")) | SELF
_WHEN = frozenset(("after", "before", "until", "since", "as"))
_LONG_STATE = 3
"""Words of the longest name of a state that follows a town."""
_ARMS = tables.cues("aircraft") | tables.cues("missiles") | tables.cues("arms_of_a_state")


class Filler(NamedTuple):
    """A noun phrase in a role: its chunk, the tokens `[first, last)` with what hangs on it by "of", and the innermost noun
    that says what kind of people they are ("members of the army")."""

    chunk: int
    first: int
    last: int
    noun: Noun
    inner: Noun
    is_same: bool = False
    """Says who those are that the phrase before it counts ("69 were villagers", "two reporters, Ana Ruiz and Luis Mora")."""


def is_people(noun: Noun) -> bool:
    """Whether a phrase can name people: a person word, a name, or a number that stands alone."""
    if noun.kind == "pronoun":
        return noun.quantity is not None or noun.head in _PERSONAL
    return noun.kind is not None or noun.is_name


def is_thing(noun: Noun) -> bool:
    """Whether a phrase names something that is attacked ("two banks")."""
    return noun.kind is None and noun.head in tables.targets()


def filler_at(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Filler:
    noun = chunks[at].noun
    assert noun is not None
    counts = noun.head in ("number", "handful", "majority") and noun.quantity is None
    if counts and at + 2 < len(chunks) and chunks[at + 2].kind == "n" and is_of(sentence, chunks[at + 1]):
        return filler_at(sentence, chunks, at + 2)
    last, inner = at, noun
    while (
        last + 2 < len(chunks)
        and chunks[last + 1].kind == "p"
        and chunks[last + 2].kind in "nq"
        and is_of(sentence, chunks[last + 1])
    ):
        following = chunks[last + 2].noun
        if following is None:
            break
        last += 2
        if inner.kind in (None, "person", "number", "group") or inner.head in ("members", "member", "family"):
            inner = following if following.kind or inner.kind == "number" else inner
    if last > at and is_state_behind(sentence, chunks, last):
        last += 2
    return Filler(at, chunks[at].first, chunks[last].last, noun, inner)


def is_state_behind(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Luis Vega of Conway, Washington": the larger place behind the one that somebody is of, and nobody else."""
    if at + 2 >= len(chunks) or chunks[at + 1].kind != "," or chunks[at + 2].kind != "n":
        return False
    noun = chunks[at].noun
    is_town = noun is not None and not sentence.tokens[chunks[at].last - 1].text.islower()
    return is_town and _is_state(sentence, chunks[at + 2])


def _is_state(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a phrase is the name of a country or a first-level division, and no more."""
    if chunk.noun is None or not chunk.noun.is_name or chunk.last - chunk.first > _LONG_STATE:
        return False
    name = sentence.document[sentence.tokens[chunk.first].start : sentence.tokens[chunk.last - 1].end]
    return any(place.feature in ("country", "admin1") for place in places.gazetteer().find(name))


def nation_of(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "An Israeli drone", "Russian missiles": whose arms they are, by the name of the nation."""
    chunk = chunks[at]
    words = sentence.tokens[chunk.first : chunk.last]
    nation = next((n for n, t in enumerate(words) if _bears_arms(t.low)), None)
    if nation is None or chunk.noun is None or not {t.low for t in words[nation + 1 :]} & _ARMS:
        return ()
    kind = "militant" if words[nation].low in tables.cues("nonstate_words") else "military"
    noun = chunk.noun._replace(kind=kind, head=words[nation].low, quantity=None, is_plural=False)
    first = chunk.first + nation
    return (Filler(at, first, first + 1, noun, noun),)


def _bears_arms(low: str) -> bool:
    """Whose jets and shells there are: a nation's, "army", "junta", "rebel"."""
    return low in places.demonyms() or low in tables.cues("bears_arms")


def holds_a_town(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "A bomb in San Pedro Sula, Honduras, damaged …": the larger place behind the one in which it is set."""
    return at > 2 and chunks[at - 3].kind == "p" and is_state_behind(sentence, chunks, at - 2)


def is_of(sentence: Sentence, chunk: Chunk) -> bool:
    return sentence.tokens[chunk.first].low == "of"


def hop(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From "the village" in "15 people in the village" back to "15 people"."""
    while at >= 2 and chunks[at - 1].kind == "p" and chunks[at - 2].kind in "nqx":
        left = chunks[at - 2].noun
        if chunks[at].kind == "x" and not _is_share(sentence, chunks, at):
            break
        if is_when(sentence, chunks[at - 1]) and is_people(left or _NOBODY) and is_people(chunks[at].noun or _NOBODY):
            break  # "an alert for Ruiz after her mother and sister were found"
        if left is None or not (is_people(left) or left.quantity is not None or is_of(sentence, chunks[at - 1])):
            break
        here, is_its = chunks[at].noun, is_thing(left) and is_of(sentence, chunks[at - 1])
        if here and is_people(here) and not is_people(left) and left.quantity is None and not is_its:
            break  # but "the residence of the ambassador (was attacked)"
        at -= 2
    return at


def _is_share(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Three of them"."""
    return chunks[at - 2].kind == "q" and is_of(sentence, chunks[at - 1])


def backwards(chunks: Sequence[Chunk], start: int, reach: int) -> Iterator[int]:
    """The chunks before a verb, nearest first, without what stands in brackets: it leads no clause."""
    at = start - 1
    while at > max(-1, start - reach):
        if chunks[at].kind == ")":
            at = next((back for back in range(at, -1, -1) if chunks[back].kind == "("), at)
        else:
            yield at
        at -= 1


def is_when(sentence: Sentence, chunk: Chunk) -> bool:
    """ "after a judge and a mayor were killed": the word leads a clause."""
    return sentence.tokens[chunk.first].low in _WHEN


def is_named(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a phrase ends in somebody's name: "the farmer Luis Vega"."""
    noun, last = chunk.noun, sentence.tokens[chunk.last - 1]
    if noun is None or noun.kind is None or noun.is_plural or sentence.is_upper:
        return False
    return last.low not in tables.people() and last.text[0].isupper()


def end_of(chunks: Sequence[Chunk], filler: Filler) -> int:
    """The chunk behind a phrase."""
    at = filler.chunk
    while at < len(chunks) and chunks[at].last <= filler.last:
        at += 1
    return at
