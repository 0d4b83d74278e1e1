"""The benchmark of URL identity: of real addresses no two articles share an id, and few spellings are missed."""

import gzip
import json
from pathlib import Path

import pytest

from tests.bench.material import FEEDS, PAGES
from tests.bench.urls import measure, pairs
from tests.shared import needs_shared

_FEED = """<rss version="2.0"><channel>
<item><title>Fire at the harbour</title><link>http://www.example.org/a/harbour-fire-at-night?ref=rss</link>
<guid isPermaLink="true">https://www.example.org/a/harbour-fire-at-night</guid></item>
<item><title>Rain until Sunday</title><link>https://www.example.org/a?id=2</link><guid isPermaLink="false">2</guid></item>
<item><title>Council votes on rents</title><link>https://www.example.org/a?id=3</link><guid isPermaLink="false">3</guid></item>
</channel></rss>"""
_PAGE = """<html><head><link rel="amphtml" href="/amp/a/harbour-fire-at-night"><link rel="canonical"
href="https://example.org/a/harbour-fire-at-night"><meta property="og:url" content="https://example.org/a/harbour-fire-at-night">
<link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.example.org/a/harbour-fire-at-night"></head></html>"""


def listed(folder: Path, name: str, body: str, **row: object) -> Path:
    (folder / f"{name}.gz").write_bytes(gzip.compress(body.encode()))
    file = folder / f"{name}.jsonl"
    file.write_text(json.dumps({"id": name, "file": f"{name}.gz", **row}) + "\n", encoding="utf-8")
    return file


def test_pairs_are_labelled_by_what_a_feed_and_a_page_say(tmp_path: Path) -> None:
    feeds = listed(tmp_path, "feeds", _FEED, kind="rss2.0", publisher="example.org", entries=3)
    pages = listed(tmp_path, "pages", _PAGE, url="https://www.example.org/a/harbour-fire-at-night")
    report = measure(pairs(feeds, pages))
    assert {kind: score["pairs"] for kind, score in report["same"].items()} == {
        "permalink": 1, "amp": 1, "mobile": 1, "canonical": 1, "made": 3,
    }  # fmt: skip
    assert report["different"]["query"] == {"pairs": 1, "identity": 0, "proposed": 0, "missed": 1, "unlike": 0}
    assert (report["false_merges"], report["missed"]) == (0, 0.0)
    assert report["same"]["canonical"]["proposed"] == 1  # www. only


@needs_shared
@pytest.mark.timeout(300)
def test_of_real_addresses_no_two_articles_are_merged_and_few_spellings_are_missed() -> None:
    report = measure(pairs(FEEDS, PAGES))
    assert report["pairs"] >= 2_000
    assert report["false_merges"] == 0
    assert report["missed"] < 0.05
    assert report["microseconds"]["canonical_url"] < 50  # a shared machine; on an idle one it is about a tenth
