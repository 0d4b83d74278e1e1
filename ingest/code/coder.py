"""The order in which the questions are asked of a text. Not for answering any of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.code import (
    acts,
    bedside,
    cast,
    confidence,
    datelines,
    grounds,
    headlines,
    languages,
    merge,
    naming,
    placing,
    rankings,
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
from ingest.code.locations import TOWN, Location
from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence
from ingest.code.story import Story
from ingest.code.words import cues_in
from ingest.model import Document, Event

_LOOK_BACK = 4
"""Sentences in which "the village" is looked for."""


def code(document: Document) -> tuple[Event, ...]:
    """The events a text reports, in the order they are first told; empty where it reports none that this coder can read.

    Never raises on any text; reads the headline and the first 200,000 characters. Offsets are characters of `document.text`
    as given: what only the headline says is not told."""
    shown = headlines.before(document)
    text = shown.text
    low = shown.low[: sentences.MAX_TEXT]
    language = languages.language_of(text, document.language)
    if language not in languages.READ:
        return ()
    body = text[shown.head :]
    line = datelines.find(body, document.published_on)
    anchor = datelines.anchor_of(body, line, document.published_on)
    line = headlines.behind(line, shown)
    company = Company(text, document.country, document.dateline, line)
    parts = sentences.split(text, line.end)
    if language == "en":
        found = _english(parts, low, company, anchor)
    else:
        is_violent = languages.is_violent(parts, language)
        found = [m for s in parts for m in languages.read(s, company, anchor, language, is_violent=is_violent)]
    stories = bedside.beside(unplaced.placed(merge.merge(found, anchor), parts, company), parts)
    stories = tuple(
        headlines.handed(sourcing.sourced(story, parts), shown) for story in undated.dated(stories, parts, anchor)
    )
    events = records.build(
        replace(document, text=text), stories, anchor, company.country, cast.of_text(parts if stories else ())
    )
    kept = tuple(_checked(events, stories, shown, body))
    ids = {event.event_id for event in kept}  # what is part of an untold whole stands by itself
    whole = [e if ids.issuperset(e.part_of) else replace(e, part_of=()) for e in kept]
    return tuple(_as_written(event, document.text, body) for event in confidence.rated(whole, body))


def _checked(
    events: Sequence[Event], stories: Sequence[Story], reading: headlines.Reading, text: str
) -> Iterator[Event]:
    """The events that the text bears out, each with what it bears out of them."""
    for event, story in zip(events, stories, strict=True):
        told = headlines.in_text(event, story, reading)
        kept = verify.verify(told, text) if told is not None else None
        if kept is not None:
            yield kept


def _as_written(event: Event, text: str, body: str) -> Event:
    """The event with its quote as the text has it, with whatever spaces and controls."""
    return event if text == body else replace(event, quote=text[event.quote_start : event.quote_end])


def _english(parts: Sequence[Sentence], low: str, company: Company, anchor: date | None) -> list[Mention]:
    words = cues_in(low)
    if not (triggers.may_tell(words) or acts.may_tell(words)):
        return []
    topic = relevance.topic(low, words)
    if topic.is_play:
        return []
    found = rankings.told([m for s in parts for m in reading.read(s, company, anchor, topic)], parts, company)
    if topic.is_other:
        found = [m for m in found if grounds.is_grounded(m)]
    found = [_placed(m, parts, company) if reading.points_back(m) else m for m in found]
    return naming.named(found, parts)


def _placed(mention: Mention, parts: Sequence[Sentence], company: Company) -> Mention:
    """ "In the village": the last village, town or city that the sentences before it name."""
    number, text = mention.sentence.number, mention.sentence.document
    for sentence in reversed(parts[max(0, number - _LOOK_BACK) : number]):
        named = [p for p in placing.find(sentence, company) if p.where_prec <= TOWN and _is_set(p, text)]
        if named:
            return mention._replace(place=named[-1])
    return mention


def _is_set(place: Location, text: str) -> bool:
    """Whether somebody is, goes to or comes from a place, rather than being named after it."""
    return place.is_strong or text[max(0, place.start - 6) : place.start].endswith((" to ", " from ", " into ", " on "))
