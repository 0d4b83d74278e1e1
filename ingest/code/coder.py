"""The order in which the questions are asked of a text. Not for answering any of them."""

from datetime import date

from ingest import dates
from ingest.code import languages, mentions, merge, records, relevance, sentences, triggers, verify
from ingest.code.locations import Company
from ingest.code.mentions import Mention
from ingest.model import Document, Event

_HEADER_CHARACTERS = 400


def code(document: Document) -> tuple[Event, ...]:
    """The events a text reports, in the order they are first told; empty where it reports none that this coder can read.

    Never raises on any text; reads its first 200,000 characters. Offsets are characters of `document.text` as given."""
    text = document.text
    low = text[: sentences.MAX_TEXT].lower()
    language = languages.language_of(text, document.language)
    if language not in languages.READ:
        return ()
    anchor = document.published_on or _header_date(text)
    company = Company(text, document.country, document.dateline)
    found = _english(text, low, company, anchor) if language == "en" else _abroad(text, company, anchor, language)
    stories = merge.merge(found, anchor)
    events = records.build(document, stories, company.country)
    return tuple(kept for event in events if (kept := verify.verify(event, text)) is not None)


def _english(text: str, low: str, company: Company, anchor: date | None) -> list[Mention]:
    if not triggers.may_tell(relevance.words_of(low)):
        return []
    topic = relevance.topic(low)
    if topic.is_play:
        return []
    return [m for s in sentences.split(text) for m in mentions.read(s, company, anchor, topic.is_accident)]


def _abroad(text: str, company: Company, anchor: date | None, language: str) -> list[Mention]:
    return [m for s in sentences.split(text) for m in languages.read(s, company, anchor, language)]


def _header_date(text: str) -> date | None:
    """The first explicit date of the head of a text, for texts that come without a day of publication."""
    spans = dates.find_dates(text[:_HEADER_CHARACTERS], None)
    return spans[0].first if spans and spans[0].precision == 1 else None
