"""According to whom: the sources a sentence names for what it says. Not for whether the claim is true."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code.chunks import Chunk
from ingest.code.sentences import Sentence

_SUBJECT_BEFORE = frozenset("nr(),dw")


_ECHOES = ("it", "they", "he", "she")


class Source(NamedTuple):
    """A source as written, characters `[start, end)`."""

    text: str
    start: int
    end: int


def find(sentence: Sentence, chunks: Sequence[Chunk]) -> tuple[Source, ...]:
    """Every source the sentence names: "according to X", "X said", "sources told Y" (both), in order."""
    found: list[Source] = []
    tokens = sentence.tokens
    for number, chunk in enumerate(chunks):
        if chunk.kind != "y":
            continue
        word = tokens[chunk.first].low
        if word == "according":
            found += _phrase(sentence, chunks, number + 2)
        elif word in ("saying", "telling"):
            continue
        else:
            found += _speaker(sentence, chunks, number)
            if word in ("told", "tell", "tells"):
                found += _phrase(sentence, chunks, number + 1)
    return tuple(dict.fromkeys(found))


def is_echo(sentence: Sentence, chunks: Sequence[Chunk]) -> bool:
    """Whether a pronoun speaks ("it added"): the source is the one named before."""
    return any(
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
    if start < 0 or chunks[start].kind != "n":
        following = verb + 1
        previous_ends = at < 0 or chunks[at].kind in ',"'
        return (
            _phrase(sentence, chunks, following)
            if previous_ends and tokens[chunks[verb].first].low in ("said", "says")
            else []
        )
    noun = chunks[start].noun
    if noun is None or (noun.kind is None and not noun.is_name and not _is_source_noun(noun.head)):
        return []
    return (
        []
        if _is_pointless(sentence, chunks[start])
        else [_source(sentence, chunks[start].first, chunks[max(start, at)].last)]
    )


def _is_source_noun(head: str) -> bool:
    return head in (
        [
            "sources",
            "source",
            "monitor",
            "monitors",
            "observatory",
            "report",
            "reports",
            "statement",
            "agency",
            "media",
            "officials",
            "witnesses",
            "ministry",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "authorities",
            "communique",
            "radio",
            "newspaper",
            "television",
            "bulletin",
            "office",
            "group",
            "press",
            "eyewitnesses",
            "eyewitness",
        ]
    )


def _is_pointless(sentence: Sentence, chunk: Chunk) -> bool:
    return sentence.tokens[chunk.last - 1].low in ("it", "there", "terms", "law", "plan", "which")


def _source(sentence: Sentence, first: int, last: int) -> Source:
    tokens = sentence.tokens
    while first < last - 1 and tokens[first].low in ("the", "a", "an"):
        first += 1
    start, end = tokens[first].start, tokens[last - 1].end
    return Source(" ".join(sentence.document[start:end].split()), start, end)
