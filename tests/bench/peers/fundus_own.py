"""Fundus: the parser that it has for the publisher of a page, given the page offline. It knows no other pages, and says so.
Runs in the environment `fundus`."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from fundus import PublisherCollection
from fundus.publishers.base_objects import Publisher
from langdetect import DetectorFactory, LangDetectException, detect

from tests.bench.extraction.answer import Row, decoded, serve


def _hosts() -> Iterator[tuple[str, Publisher]]:
    for publisher in PublisherCollection:
        for domain in (publisher.domain, *publisher.deprecated_domains):
            yield _host(domain), publisher


def _host(url: str | None) -> str:
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


PUBLISHERS = dict(_hosts())


def predict(row: Row, html: bytes) -> Row:
    publisher = next((PUBLISHERS[host] for host in _wider(_host(row["url"])) if host in PUBLISHERS), None)
    if publisher is None:
        return {"rejection": "no parser", "detail": "Fundus does not know this publisher"}
    return _said(_parsed(publisher, decoded(html)))


def _wider(host: str) -> Iterator[str]:
    labels = host.split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels) - 1))


def _parsed(publisher: Publisher, html: str) -> dict[str, Any]:
    """By the newest of the publisher's parsers that finds a body: Fundus would choose by the day of the crawl, which the
    pages do not tell."""
    found: dict[str, Any] = {}
    for version in publisher.parser:
        found = version().parse(html, error_handling="suppress")
        if found.get("body"):
            break
    return found


def _said(found: dict[str, Any]) -> Row:
    at, text = found.get("publishing_date"), str(found.get("body") or "")
    return {
        "text": text,
        "title": found.get("title"),
        "authors": found.get("authors") or [],
        "published_at": at.isoformat() if at else None,
        "language": _language(text),
    }


def _language(text: str) -> str | None:
    """As its `Article.lang` finds it."""
    try:
        return detect(text) if text else None
    except LangDetectException:
        return None


if __name__ == "__main__":
    DetectorFactory.seed = 0  # otherwise it draws lots
    serve(predict)
