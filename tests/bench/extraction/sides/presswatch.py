"""Our side: the product's own `extract` as a worker calls it, without the worker around it."""

from urllib.parse import urlsplit

from ingest.extract import as_written, extract
from ingest.model import Article, Page, Refused
from tests.bench.archived import FETCHED_AT
from tests.bench.extraction.answer import Row, serve
from tests.bench.material import url_of


def predict(row: Row, html: bytes) -> Row:
    found = extract(_page(url_of(row), html))
    if isinstance(found, Refused):
        return {"rejection": found.reason, "detail": found.detail}
    return _said(found.article)


def _page(url: str, html: bytes) -> Page:
    host = urlsplit(url).hostname or "unknown.example"
    return Page(
        url=url,
        html=html,
        content_type=None,
        run_id="bench",
        source_id=host,
        capture_id=None,
        outlet=host.removeprefix("www."),
        fetched_at=FETCHED_AT,
        entry=None,
    )


def _said(article: Article) -> Row:
    at = article.published_at
    return {
        "text": article.text,
        "title": article.title,
        "authors": article.authors,
        "published_at": as_written(at, article.published_evidence).isoformat() if at else None,
        "evidence": article.published_evidence,
        "precision": article.published_precision,
        "language": article.language,
        "kind": article.kind,
        "text_source": article.text_source,
    }


if __name__ == "__main__":
    serve(predict)
