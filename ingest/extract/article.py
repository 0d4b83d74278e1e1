"""The order of the extraction and the records it ends in. Each decision lives in a module of its own beside this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from lxml.etree import XPathEvalError

from ingest.extract.authors import authors
from ingest.extract.body import EXTRACTOR, Body, body
from ingest.extract.candidates import Choice, as_records
from ingest.extract.canonical import canonical
from ingest.extract.decode import parse
from ingest.extract.from_feed import carried_body, carried_title
from ingest.extract.kind import SHORT, kind
from ingest.extract.language import language
from ingest.extract.outlet import outlet
from ingest.extract.published import Dated, modified, published
from ingest.extract.refusals import refusal
from ingest.extract.section import section
from ingest.extract.seen import Seen, see
from ingest.extract.subtitle import subtitle
from ingest.extract.title import title
from ingest.ids import make_id
from ingest.model import Article, MetadataCandidate, MetadataField, Page, Refused
from ingest.text import fold, words
from ingest.urls import article_id

_LAST_OF_DAY = timedelta(days=1) - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The article of one page, and every place on it that said something of its metadata."""

    article: Article
    candidates: tuple[MetadataCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    """What was chosen, field by field."""

    title: Choice[str]
    subtitle: Choice[str]
    authors: Choice[tuple[str, ...]]
    section: Choice[str]
    outlet: Choice[str]
    language: Choice[tuple[str, float | None]]
    canonical: Choice[str]
    published: Choice[Dated]
    modified: Choice[Dated]


def extract(page: Page) -> Extracted | Refused:
    """The article on this page, or why there is none (`not_html`, `empty_text`, `soft_404`, `paywall`, `consent_wall`,
    `bot_challenge`). Pure; what a page may cost in time and memory is held by whoever calls.

    Raises MemoryError where the tree, or a path over it, does not fit the memory there is."""
    try:
        return _read(page)
    except XPathEvalError as problem:  # the paths are constants that every tree bears: all they can want is memory
        raise MemoryError from problem


def _read(page: Page) -> Extracted | Refused:
    tree = parse(page)
    if isinstance(tree, Refused):
        return tree
    seen = see(page, tree)
    if page.is_from_feed:
        return _carried(seen)
    headline = title(seen)
    found = body(seen, headline.value)
    word_count = len(words(found.text))
    refused = refusal(seen, found.text, word_count)
    return refused or _extracted(seen, headline, found, word_count)


def _carried(seen: Seen) -> Extracted | Refused:
    """What a feed carried in place of the page."""
    found = carried_body(seen.page, seen.tree)
    if isinstance(found, Refused):
        return found
    return _extracted(seen, carried_title(seen.page), found, len(words(found.text)))


def _extracted(seen: Seen, headline: Choice[str], found: Body, word_count: int) -> Extracted:
    chosen = _metadata(seen, headline, found.text)
    article = _article(seen, chosen, found, word_count)
    return Extracted(article=article, candidates=tuple(_candidates(article, chosen)))


def _metadata(seen: Seen, headline: Choice[str], text: str) -> _Metadata:
    dated = published(seen)
    return _Metadata(
        title=headline,
        subtitle=subtitle(seen, headline.value),
        authors=authors(seen),
        section=section(seen),
        outlet=outlet(seen),
        language=language(seen, text),
        canonical=canonical(seen),
        published=dated,
        modified=modified(seen, dated.value.at if dated.value else None),
    )


def _article(seen: Seen, chosen: _Metadata, found: Body, word_count: int) -> Article:
    page, dated = seen.page, chosen.published.value
    address = chosen.canonical.value or page.url
    identity, content = article_id(address), text_hash(found.text)
    code, confidence = chosen.language.value or (None, None)
    return Article(
        article_id=identity,
        revision_id=make_id("revision", identity, content),
        run_id=page.run_id,
        source_id=page.source_id,
        capture_id=page.capture_id,
        url=page.url,
        canonical_url=address,
        outlet=chosen.outlet.value or page.outlet,
        title=chosen.title.value,
        subtitle=chosen.subtitle.value,
        section=chosen.section.value,
        kind=kind(seen, found.text, word_count),
        text=found.text,
        text_source=found.source,
        authors=chosen.authors.value or (),
        published_at=dated.at if dated else None,
        published_precision=dated.precision if dated else "none",
        published_evidence=dated.evidence if dated else None,
        modified_at=chosen.modified.value.at if chosen.modified.value else None,
        language=code,
        language_confidence=confidence,
        word_count=word_count,
        is_short=word_count < SHORT,
        text_hash=content,
        fetched_at=page.fetched_at,
        arrived_at=_arrival(dated, page.fetched_at),
        extractor=EXTRACTOR,
    )


def _arrival(dated: Dated | None, fetched_at: datetime) -> datetime:
    """When the text came out, for telling originals from what repeats them. A date without a time claims no hour of its day:
    the text came out at its end, or when it was fetched before that."""
    if dated is None or dated.precision == "minute":
        return dated.at if dated else fetched_at
    return max(dated.at, min(dated.at + _LAST_OF_DAY, fetched_at))


def _candidates(article: Article, chosen: _Metadata) -> Iterator[MetadataCandidate]:
    fields: tuple[tuple[MetadataField, Choice[Any]], ...] = (
        ("title", chosen.title),
        ("subtitle", chosen.subtitle),
        ("author", chosen.authors),
        ("published_at", chosen.published),
        ("modified_at", chosen.modified),
        ("section", chosen.section),
        ("language", chosen.language),
        ("canonical_url", chosen.canonical),
        ("outlet", chosen.outlet),
    )
    for field, choice in fields:
        yield from as_records(
            field,
            choice.candidates,
            choice.source,
            run_id=article.run_id,
            article_id=article.article_id,
            revision_id=article.revision_id,
            capture_id=article.capture_id,
        )


def text_hash(text: str) -> str:
    """The hash of the words, folded: the same for a text that was only spaced, cased or punctuated anew."""
    return blake2b(" ".join(words(fold(text))).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
