"""What only the network knows of an address is kept: a redirect and a page's own name each leave an alias. Real HTTP."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread

import pytest

from ingest import pipeline, runs
from ingest.model import Alias, Article, FeedEntry
from ingest.settings import Settings
from ingest.urls import article_id, canonical_url
from tests.ingest.made import FETCHED, entry

_TEXT = "".join(
    f"<p>On the {day} the ferry left the northern pier at dawn with forty crates of oranges, one very tired clerk and a "
    f"letter that nobody in the town had been able to read since the fire in the harbour burned the last of the lamps.</p>"
    for day in ("first day", "second day", "third day")
)
_NAME = "/2025/03/07/harbour-fire-at-night"


class Moved(BaseHTTPRequestHandler):
    """`/short` leads to the article; the article names itself; `/plain` has no name of its own."""

    def do_GET(self) -> None:
        if self.path == "/short":
            self.answer(301, b"", location=_NAME + "-1?utm_source=short")
        elif self.path.startswith(_NAME):
            self.answer(200, f"<html><head><link rel='canonical' href='{_NAME}'></head>{_TEXT}</html>".encode())
        elif self.path.startswith("/plain"):
            self.answer(200, f"<html><head><title>Oranges</title></head>{_TEXT}</html>".encode())
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes, location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is not a log."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Moved)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def announced(url: str) -> FeedEntry:
    canonical = canonical_url(url)
    assert canonical is not None
    return entry(url, FETCHED, canonical_url=canonical, article_id=article_id(canonical))


def test_a_redirect_and_a_canonical_name_each_leave_an_alias(tmp_path: Path, site: str) -> None:
    settings = Settings(
        data=tmp_path,
        warehouse=str(tmp_path / "warehouse.duckdb"),
        sources=tmp_path / "sources.csv",
        allow_addresses=(ip_network("127.0.0.1/32"),),
        workers=1,
    )
    folder = pipeline.begin(settings, kind="watch", window=None, sources_file=settings.sources, now=FETCHED)
    entries = [announced(site + path) for path in ("/short", f"{_NAME}-2", "/plain-1?utm_source=x")]
    (folder.path / "chunks").mkdir()
    runs.write_records(folder.path / "chunks" / "1.jsonl", entries)
    pipeline.process(folder, "1", settings, clock=lambda: FETCHED)
    done = folder.path / "processed" / "1"
    own = article_id(site + _NAME)
    assert {article.article_id for article in runs.read_records(done / "articles.jsonl", Article)} == {
        own,
        entries[2].article_id,
    }
    aliases = set(runs.read_records(done / "aliases.jsonl", Alias))
    behind_the_redirect = article_id(f"{site}{_NAME}-1")
    assert {(one.alias_id, one.article_id) for one in aliases} == {
        (each, own) for each in (entries[0].article_id, behind_the_redirect, entries[1].article_id)
    }
    assert entries[2].article_id not in {one.alias_id for one in aliases}
