"""According to whom, where the sentence of a deed does not say it: whose statement goes on there, or is named at its end.

Not for the sources that a sentence names itself: those are `ingest.code.attribution`'s."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.code import attribution, chunks
from ingest.code.attribution import Source
from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_FOLLOWS = 3
"""How many sentences a statement goes on, within its paragraph."""
_ECHOES = 6
"""How far back "it added" may find who it is."""


def sourced(story: Story, parts: Sequence[Sentence]) -> Story:
    """The story with the source of its paragraph, where no sentence that tells it names one."""
    telling = next((n for n, m in enumerate(story.mentions) if not m.is_bare), None)
    if telling is None or any(m.sources for m in story.mentions if not m.is_bare):
        return story
    mention = story.mentions[telling]
    sources = _around(mention, parts)
    if not sources:
        return story
    told = mention._replace(sources=sources)
    return replace(story, mentions=(*story.mentions[:telling], told, *story.mentions[telling + 1 :]))


def _around(mention: Mention, parts: Sequence[Sentence]) -> tuple[Source, ...]:
    at, own = mention.sentence.number, mention.sentence.paragraph
    reach = _ECHOES if mention.is_echo else _FOLLOWS
    before = [s for s in parts[max(0, at - reach) : at] if mention.is_echo or s.paragraph == own]
    found = next((sources for s in reversed(before) if (sources := _named(s))), ())
    return found or _at_the_end([s for s in parts[at + 1 : at + 1 + _FOLLOWS] if s.paragraph == own])


def _named(sentence: Sentence) -> tuple[Source, ...]:
    if not any(token.kind == "say" or token.low in attribution.CITING for token in sentence.tokens):
        return ()
    return attribution.find(sentence, chunks.read(sentence))


def _at_the_end(after: Sequence[Sentence]) -> tuple[Source, ...]:
    """ "… . …, the monitor said.": the statement that ends a paragraph began before its last sentence."""
    for sentence in after:
        found = _named(sentence)
        if found:
            return found if sentence.end - found[-1].end < _TAIL else ()
    return ()


_TAIL = 20
"""Characters that may stand between a closing source and the end of its sentence: " said on Friday."."""
