"""Shares of a toll told as a ranking of places: "Zamfara had the highest number, with 118, followed by Katsina, with 74". Not for
lists whose places stand behind their numbers (`ingest.code.shares`)."""

import re
from collections.abc import Iterator, Sequence

from ingest.code import casualties, chunks, placing, quantities
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.company import Company
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence

_RANKING = re.compile(r"\b(?:highest|most|largest|worst|deadliest|hardest|bulk|majority)\b[^;]*\bfollowed\s{1,3}by\b")
_OF_DEATHS = ("number", "person", "civilian")
_REACH = 2
"""Sentences behind a toll in which its places are ranked."""


def told(mentions: Sequence[Mention], parts: Sequence[Sentence], company: Company) -> list[Mention]:
    """The mentions, and behind each toll its shares by places that a sentence soon after it ranks."""
    found = list(mentions)
    for sentence in parts:
        if "followed" in sentence.cue_words and _RANKING.search(sentence.low):
            found = _with_shares(found, sentence, company)
    return found


def _with_shares(mentions: list[Mention], sentence: Sentence, company: Company) -> list[Mention]:
    before = [m for m in mentions if 0 < sentence.number - m.sentence.number <= _REACH and m.deaths]
    is_told = any(m.sentence is sentence and m.deaths for m in mentions)
    shares = [] if is_told or not before else list(_ranked(sentence, company))
    total = casualties.total(before[-1].deaths) if before else None
    if len(shares) < 2 or total is None or sum(count.quantity.value for count, _ in shares) > total.value:
        return mentions
    at = next((n for n, m in enumerate(mentions) if m.sentence.number > sentence.number), len(mentions))
    return [*mentions[:at], *(_shared(before[-1], sentence, *share) for share in shares), *mentions[at:]]


def _ranked(sentence: Sentence, company: Company) -> Iterator[tuple[Count, Location]]:
    """Each place and the first number between it and the next one."""
    places, row = placing.find(sentence, company), chunks.read(sentence)
    ends = [*(p.start for p in places[1:]), sentence.end][: len(places)]
    for place, following in zip(places, ends, strict=True):
        inside = (c for c in row if place.end <= sentence.tokens[c.first].start < following)
        counts = (
            Count(number, "person", c.first, c.last) for c in inside if (number := _number(sentence, c)) is not None
        )
        if (count := next(counts, None)) is not None:
            yield count, place


def _number(sentence: Sentence, chunk: Chunk) -> Quantity | None:
    """How many a chunk counts, be it in brackets, where other numbers are ages."""
    if chunk.kind == "g" and chunk.first and sentence.tokens[chunk.first - 1].text == "(":
        return quantities.read(sentence.tokens, chunk.first)
    return chunk.noun.quantity if chunk.noun is not None and chunk.noun.kind in _OF_DEATHS else None


def _shared(whole: Mention, sentence: Sentence, count: Count, place: Location) -> Mention:
    span = (place.start, sentence.tokens[count.last - 1].end)
    return whole._replace(
        sentence=sentence, deaths=(count,), injured=(), struck=(), agents=(), opponents=(), victims=(), targets=(), place=place,
        sources=(), is_part=True, is_further=False, is_toll=False, is_old=False, start=span[0], end=span[1], trigger=span,
        weapons=(), mode_span=whole.mode_span or whole.trigger, rivals=(),
    )  # fmt: skip
