"""The order of the extraction and the record it ends in. Each decision lives in a module of its own beside this one."""

from hashlib import blake2b

from lxml.html import HtmlElement

from ingest.extract.authors import authors
from ingest.extract.body import EXTRACTOR, body, without_headline
from ingest.extract.canonical import canonical
from ingest.extract.decode import parse
from ingest.extract.head import Head, head
from ingest.extract.linked import Linked, linked
from ingest.extract.published import modified, published
from ingest.extract.refusals import refusal
from ingest.extract.title import title
from ingest.ids import make_id
from ingest.model import Article, Page, Refused
from ingest.text import fold, language_of, words
from ingest.urls import article_id

SHORT = 60  # words; such a text is marked, never dropped
_SURE = 0.5  # below, the model's guess at a language gives way to what the page claims


def extract(page: Page) -> Article | Refused:
    """The article on this page, or why there is none (`not_html`, `empty_text`, `soft_404`, `paywall`, `consent_wall`,
    `bot_challenge`). Pure; what a page may cost in time and memory is held by whoever calls."""
    tree = parse(page)
    if isinstance(tree, Refused):
        return tree
    about, said = linked(tree, page.url), head(tree)
    headline = title(page, tree, about, said)
    text = without_headline(body(tree, about, page.url), headline)
    word_count = len(words(text))
    refused = refusal(page, tree, about, said, text, word_count)
    return refused or _article(page, tree, about, said, headline, text, word_count)


def _article(
    page: Page, tree: HtmlElement, about: Linked, said: Head, headline: str | None, text: str, word_count: int
) -> Article:
    address = canonical(page, said)
    identity, content = article_id(address), text_hash(text)
    dated = published(page, tree, about, said)
    language, confidence = _language(text, said, page)
    return Article(
        article_id=identity,
        revision_id=make_id("revision", identity, content),
        run_id=page.run_id,
        source_id=page.source_id,
        capture_id=page.capture_id,
        url=page.url,
        canonical_url=address,
        outlet=page.outlet,
        title=headline,
        text=text,
        authors=authors(page, tree, about, said),
        published_at=dated.at if dated else None,
        published_precision=dated.precision if dated else "none",
        published_evidence=dated.evidence if dated else None,
        modified_at=modified(page, about, said, dated.at if dated else None),
        language=language,
        language_confidence=confidence,
        word_count=word_count,
        is_short=word_count < SHORT,
        text_hash=content,
        fetched_at=page.fetched_at,
        extractor=EXTRACTOR,
    )


def text_hash(text: str) -> str:
    """The hash of the words, folded: the same for a text that was only spaced, cased or punctuated anew."""
    return blake2b(" ".join(words(fold(text))).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _language(text: str, said: Head, page: Page) -> tuple[str | None, float | None]:
    found, confidence = language_of(text)
    hint = said.language or (page.entry.language if page.entry else None)
    if hint and (found is None or (confidence or 0.0) < _SURE):
        return hint[:2].lower() if "-" in hint or "_" in hint else hint.lower(), confidence if hint == found else None
    return found, confidence
