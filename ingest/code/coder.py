"""The order in which the questions are asked of a text. Not for answering any of them."""

from collections.abc import Sequence
from datetime import date

from ingest.code import (
    acts,
    cast,
    datelines,
    grounds,
    languages,
    merge,
    placing,
    reading,
    records,
    relevance,
    sentences,
    sourcing,
    triggers,
    undated,
    unplaced,
    verify,
)
from ingest.code.company import Company
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence
from ingest.code.words import cues_in
from ingest.model import Document, Event

_LOOK_BACK = 4
"""Sentences in which "the village" is looked for."""
_TOWN = 2
"""Where precision of a place that can be "the village"."""


def code(document: Document) -> tuple[Event, ...]:
    """The events a text reports, in the order they are first told; empty where it reports none that this coder can read.

    Never raises on any text; reads its first 200,000 characters. Offsets are characters of `document.text` as given."""
    text = document.text
    low = text[: sentences.MAX_TEXT].lower()
    language = languages.language_of(text, document.language)
    if language not in languages.READ:
        return ()
    line = datelines.find(text, document.published_on)
    anchor = datelines.anchor_of(text, line, document.published_on)
    company = Company(text, document.country, document.dateline, line)
    parts = sentences.split(text, line.end)
    if language == "en":
        found = _english(parts, low, company, anchor)
    else:
        is_violent = languages.is_violent(parts, language)
        found = [m for s in parts for m in languages.read(s, company, anchor, language, is_violent=is_violent)]
    stories = unplaced.placed(merge.merge(found, anchor), parts, company)
    stories = tuple(sourcing.sourced(story, parts) for story in undated.dated(stories, parts, anchor))
    events = records.build(document, stories, anchor, company.country, cast.of_text(parts if stories else ()))
    return tuple(kept for event in events if (kept := verify.verify(event, text)) is not None)


def _english(parts: Sequence[Sentence], low: str, company: Company, anchor: date | None) -> list[Mention]:
    words = cues_in(low)
    if not (triggers.may_tell(words) or acts.may_tell(words)):
        return []
    topic = relevance.topic(low)
    if topic.is_play:
        return []
    found = [m for s in parts for m in reading.read(s, company, anchor, topic.is_accident)]
    if topic.is_other:
        found = [m for m in found if grounds.is_grounded(m)]
    return [_placed(m, parts, company) if reading.points_back(m) else m for m in found]


def _placed(mention: Mention, parts: Sequence[Sentence], company: Company) -> Mention:
    """ "In the village": the last village, town or city that the sentences before it name."""
    number, text = mention.sentence.number, mention.sentence.document
    for sentence in reversed(parts[max(0, number - _LOOK_BACK) : number]):
        named = [p for p in placing.find(sentence, company) if p.where_prec <= _TOWN and _is_set(p, text)]
        if named:
            return mention._replace(place=named[-1])
    return mention


def _is_set(place: Location, text: str) -> bool:
    """Whether somebody is, goes to or comes from a place, rather than being named after it."""
    return place.is_strong or text[max(0, place.start - 6) : place.start].endswith((" to ", " from ", " into ", " on "))
