"""One page through the stages that ask nobody: what it says, what it is like, what it tells. Not for having it."""

from dataclasses import dataclass, replace
from datetime import date

from ingest.code import code
from ingest.extract import as_written, extract
from ingest.fingerprint import fingerprint
from ingest.model import Article, Document, Event, Fingerprint, Gist, MetadataCandidate, Page, Refused
from ingest.settings import Settings
from ingest.stories import gist
from ingest.workers import Workers

LARGE_BYTES = 2_000_000  # one news page in a thousand has more; such a page may take hundreds of MB to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What one page became. `events` are the record; `second_events` are another coder's, and never added to them."""

    article: Article
    candidates: tuple[MetadataCandidate, ...]
    fingerprint: Fingerprint
    gist: Gist
    events: tuple[Event, ...]
    second_events: tuple[Event, ...] = ()


def page_workers(settings: Settings, workers: int) -> Workers[Page, Processed | Refused]:
    """Processes that read pages within the page budget."""
    return Workers(
        read_page,
        workers=workers,
        seconds=settings.page_budget_s,
        memory_bytes=settings.page_memory_bytes,
        preload=("ingest.warm",),
        is_large=_is_large,
    )


def _is_large(page: Page) -> bool:
    return len(page.html) > LARGE_BYTES


def read_page(page: Page) -> Processed | Refused:
    """Extract, fingerprint and code one page: a pure function of the page. A bug in a stage costs one page, not a run."""
    try:
        found = extract(page)
        if isinstance(found, Refused):
            return found
        return Processed(
            article=found.article,
            candidates=found.candidates,
            fingerprint=fingerprint(found.article),
            gist=gist(found.article),
            events=_code(found.article),
        )
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it becomes a row that names it, and is tried again by the next version
        return Refused(reason="internal", detail=f"{type(bug).__name__}: {bug}"[:300])


def _code(article: Article) -> tuple[Event, ...]:
    return tuple(replace(event, revision_id=article.revision_id) for event in code(document(article)))


def document(article: Article) -> Document:
    """The article as coders read it."""
    return Document(
        doc_id=article.revision_id,
        text=article.text,
        title=article.title,
        published_on=_published_on(article),
        dateline=None,
        language=article.language,
        country=None,
    )


def _published_on(article: Article) -> date | None:
    """The day on the outlet's own calendar: "yesterday" in the text counts from there."""
    if article.published_at is None:
        return None
    return as_written(article.published_at, article.published_evidence).date()
