"""According to whom: the sources a sentence names for what it says. Not for whether the claim is true."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import casualties, tables
from ingest.code.chunks import Chunk
from ingest.code.nouns import Noun
from ingest.code.sentences import Sentence

_OFFICES = ("police", "military")
_GIVING = frozenset(("put", "puts", "putting", "spoke", "speaks", "speak"))
"""Verbs by which somebody gives a figure."""
_BY_WIRE = frozenset(("phone", "telephone", "email", "text", "radio"))
_ASIDE = 16
"""Chunks between the commas that part a speaker from its verb."""
_ECHOES = frozenset(("it", "they", "he", "she"))


class Source(NamedTuple):
    """A source as written, characters `[start, end)`."""

    text: str
    start: int
    end: int


CITING = frozenset(("citing", "cites", "cited", "quoting", "quotes", "quoted"))
"""Verbs whose object is the source."""


def find(sentence: Sentence, chunks: Sequence[Chunk]) -> tuple[Source, ...]:
    """Every source the sentence names: "according to X", "X said", "sources told Y" (both), "it was reported by X", "citing X",
    "X: …", in order."""
    found: list[Source] = list(_heading(sentence, chunks))
    for number, chunk in enumerate(chunks):
        word = sentence.tokens[chunk.first].low
        if word in CITING:
            found += _cited(sentence, chunks, number, word)
        elif word in _GIVING and _is_figure(sentence, chunks, number):
            found += _speaker(sentence, chunks, number)
        elif chunk.kind == "y":
            found += _said(sentence, chunks, number, word)
    return tuple(dict.fromkeys(found))


def _is_figure(sentence: Sentence, chunks: Sequence[Chunk], number: int) -> bool:
    """ "(The ministry) put the death toll at 300", "(local sources) spoke of 130 dead"."""
    following = chunks[number + 1 : number + 3]
    if sentence.tokens[chunks[number].first].low.startswith("sp"):
        noun = following[1].noun if len(following) > 1 and _is_of(sentence, following[0]) else None
        return noun is not None and noun.quantity is not None
    return any(chunk.entry is not None and casualties.is_toll(chunk.entry) for chunk in following)


def _said(sentence: Sentence, chunks: Sequence[Chunk], number: int, word: str) -> list[Source]:
    if word == "according":
        return _phrase(sentence, chunks, number + 2)
    following = chunks[number + 1] if number + 1 < len(chunks) else None
    if following is not None and following.kind == "b" and not _is_by_wire(sentence, following):
        return _phrase(sentence, chunks, number + 2)
    if word in ("saying", "telling") or (word == "accused" and _is_of(sentence, following)):
        return []  # "a man accused of blasphemy" says nothing
    if _is_passive(sentence, chunks, number, word):
        return []  # "the abduction of two nuns was reported"
    is_told = word in ("told", "tell", "tells") and following is not None and _prints(following)
    return _speaker(sentence, chunks, number) + (_phrase(sentence, chunks, number + 1) if is_told else [])


def _is_by_wire(sentence: Sentence, by: Chunk) -> bool:
    """ "Said by phone": how, and not who."""
    return any(token.low in _BY_WIRE for token in sentence.tokens[by.last : by.last + 1])


def _is_passive(sentence: Sentence, chunks: Sequence[Chunk], number: int, word: str) -> bool:
    """Whether something is said of the subject, not by it."""
    before = chunks[number - 1] if number else None
    is_been = before is not None and before.kind == "a" and sentence.tokens[before.last - 1].kind == "be"
    return is_been and not word.endswith("ing")


def _is_of(sentence: Sentence, chunk: Chunk | None) -> bool:
    return chunk is not None and sentence.tokens[chunk.first].low == "of"


def _prints(chunk: Chunk) -> bool:
    """Whether those who were told are an outlet, and not "reporters" or "the court"."""
    noun = chunk.noun
    return noun is not None and (noun.is_name or (noun.kind is None and is_source_noun(noun.head)))


def _cited(sentence: Sentence, chunks: Sequence[Chunk], number: int, word: str) -> list[Source]:
    """ "citing the monitor", "the agency quoted him": the object; "X was quoted as saying": the subject."""
    following = chunks[number + 1] if number + 1 < len(chunks) else None
    if following is not None and following.kind == "b":
        return _phrase(sentence, chunks, number + 2)
    if following is not None and sentence.tokens[following.first].low == "as":
        return _speaker(sentence, chunks, number)
    citer = _speaker(sentence, chunks, number) if word not in ("citing", "quoting") else []
    return citer + _phrase(sentence, chunks, number + 1)


def _heading(sentence: Sentence, chunks: Sequence[Chunk]) -> list[Source]:
    """A headline's "Monitor: 12 killed in Homs" and "12 killed in Homs: monitor"."""
    if len(chunks) > 2 and chunks[1].kind == ":" and _can_speak(chunks[0]):
        return _phrase(sentence, chunks, 0)
    if len(chunks) > 2 and chunks[-2].kind in ":—" and _can_speak(chunks[-1]):
        return _phrase(sentence, chunks, len(chunks) - 1)
    return []


def _can_speak(chunk: Chunk) -> bool:
    noun = chunk.noun
    return noun is not None and noun.quantity is None and (noun.kind in _OFFICES or is_source_noun(noun.head))


def is_echo(sentence: Sentence, chunks: Sequence[Chunk]) -> bool:
    """Whether a pronoun speaks ("it added"): the source is the one named before."""
    return not _ECHOES.isdisjoint(sentence.lows) and any(
        chunk.kind == "y"
        and number
        and chunks[number - 1].kind == "x"
        and _word(sentence, chunks[number - 1]) in _ECHOES
        for number, chunk in enumerate(chunks)
    )


def _word(sentence: Sentence, chunk: Chunk) -> str:
    return sentence.tokens[chunk.first].low


def _phrase(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> list[Source]:
    """The noun phrase at `at`, with the "for Human Rights" that belongs to its name and an acronym in brackets."""
    if not (0 <= at < len(chunks)) or chunks[at].kind != "n" or _is_pointless(sentence, chunks[at]):
        return []
    last = at
    while (
        last + 2 < len(chunks)
        and chunks[last + 1].kind == "p"
        and chunks[last + 2].kind == "n"
        and _is_joined(sentence, chunks, last + 1)
    ):
        last += 2
    sources = [_source(sentence, chunks[at].first, chunks[last].last)]
    if (
        last + 3 < len(chunks)
        and chunks[last + 1].kind == "("
        and chunks[last + 2].kind == "n"
        and chunks[last + 3].kind == ")"
    ):
        sources.append(_source(sentence, chunks[last + 2].first, chunks[last + 2].last))
    return sources


def _is_joined(sentence: Sentence, chunks: Sequence[Chunk], preposition: int) -> bool:
    word = sentence.tokens[chunks[preposition].first].low
    noun = chunks[preposition + 1].noun
    return word == "of" or (word == "for" and noun is not None and noun.is_name)


def _speaker(sentence: Sentence, chunks: Sequence[Chunk], verb: int) -> list[Source]:
    """The subject of a verb of saying, also where it comes after it ("said Omar, a farmer")."""
    tokens, at = sentence.tokens, verb - 1
    while at >= 0 and chunks[at].kind in "ram":
        at -= 1
    if at >= 0 and chunks[at].kind == "v" and at >= 1:
        at -= 1
    start = at
    while start >= 2 and chunks[start].kind == "n" and chunks[start - 1].kind == "p" and chunks[start - 2].kind in "nv":
        start -= 2
    if start >= 1 and chunks[start].kind == "v":
        start -= 1
    if start > 0 and chunks[start].kind == "," and (apposed := _apposed(sentence, chunks, start, verb)):
        return apposed
    if (told := before_aside(sentence, chunks, start, verb)) is not None:
        return [_source(sentence, chunks[told[0]].first, chunks[told[1] - 1].last)]
    if start < 0 or chunks[start].kind != "n":
        following = verb + 1
        previous_ends = at < 0 or chunks[at].kind in ',"'
        return (
            _phrase(sentence, chunks, following)
            if previous_ends and tokens[chunks[verb].first].low in ("said", "says")
            else []
        )
    noun = chunks[start].noun
    if noun is None or noun.determiner == "no" or not _may_say(sentence, chunks[start], noun):
        return []
    if _is_pointless(sentence, chunks[start]):
        return []
    return [
        *_beside(sentence, chunks, start),
        _source(sentence, chunks[start].first, chunks[max(start, at)].last),
    ]


def _may_say(sentence: Sentence, chunk: Chunk, noun: Noun) -> bool:
    """People, a name, and what is a source: "the agency", "the rights group Burma Watch"."""
    if noun.kind is not None or noun.is_name:
        return True
    return any(is_source_noun(token.low) for token in sentence.tokens[chunk.first : chunk.last])


def _beside(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> list[Source]:
    """ "(A medical union) and residents said": who speaks with the speaker at chunk `at`, at the head of the clause."""
    if at < 2 or chunks[at - 1].kind != "c" or chunks[at - 2].kind != "n" or not _can_speak(chunks[at - 2]):
        return []
    is_head = at == 2 or chunks[at - 3].kind in ',"'
    return [_source(sentence, chunks[at - 2].first, chunks[at - 2].last)] if is_head else []


def _apposed(sentence: Sentence, chunks: Sequence[Chunk], comma: int, verb: int) -> list[Source]:
    """ "Ana Ruiz, a spokeswoman for the police, said gunmen attacked …": the name that two commas part from its verb, where what
    follows the verb leads a clause of its own."""
    opening = comma - 1
    while opening > 0 and chunks[opening].kind in "np":
        opening -= 1
    name = chunks[opening - 1] if opening > 0 and chunks[opening].kind == "," else None
    if (
        not _leads_clause(chunks, verb + 1)
        or name is None
        or name.noun is None
        or not name.noun.is_name
        or chunks[opening + 1].kind != "n"
    ):
        return []
    return [_source(sentence, name.first, name.last)]


def _leads_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether what follows a verb of saying leads a clause of its own, and is not who says it ("…, said Omar, a farmer")."""
    following = "".join(chunk.kind for chunk in chunks[at : at + 2])
    return following[:1] != "n" or following[1:] in ("t", "v", "a", "m", "p")


def before_aside(sentence: Sentence, chunks: Sequence[Chunk], comma: int, verb: int) -> tuple[int, int] | None:
    """ "The ministry, in a statement, said", "the committees, which track the war, say": the chunks `[first, last)` of the
    speaker before what stands between commas, at the head of the clause."""
    if comma < 1 or chunks[comma].kind != "," or not _leads_clause(chunks, verb + 1):
        return None
    opening = next((n for n in range(comma - 1, max(0, comma - _ASIDE), -1) if chunks[n].kind == ","), 0)
    first = opening - 1 - 3 * (opening > 3 and chunks[opening - 1].kind == ")")  # "the Army (A), which denies it,"
    while first >= 2 and chunks[first - 1].kind == "p" and chunks[first - 2].kind == "n":
        first -= 2
    noun = chunks[first].noun if opening and (first == 0 or chunks[first - 1].kind in ',"c') else None
    may_say = noun is not None and noun.quantity is None and _may_say(sentence, chunks[first], noun)
    return (first, opening) if first >= 0 and may_say else None


def is_source_noun(head: str) -> bool:
    return head in tables.cues("source")


def _is_pointless(sentence: Sentence, chunk: Chunk) -> bool:
    last = sentence.tokens[chunk.last - 1]
    return last.kind == "determiner" or last.low in ("it", "there", "terms", "law", "plan", "which")


def _source(sentence: Sentence, first: int, last: int) -> Source:
    tokens = sentence.tokens
    while first < last - 1 and tokens[first].low in ("the", "a", "an"):
        first += 1
    start, end = tokens[first].start, tokens[last - 1].end
    return Source(" ".join(sentence.document[start:end].split()), start, end)
