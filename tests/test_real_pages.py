"""Real pages through the whole journey, from a fake web that serves them."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fake_web import HTML, fake_web, rss, sources_csv
from tests.shared import SHARED, needs_shared

PAGES = SHARED / "data" / "pages"
ROOT = Path(__file__).resolve().parent.parent


def some_pages(count: int) -> dict[str, tuple[str, bytes]]:
    lines = [json.loads(line) for line in (PAGES / "pages.jsonl").open(encoding="utf-8")]
    chosen = lines[:: max(1, len(lines) // count)][:count]
    return {f"/{page['id']}": (HTML, gzip.decompress((PAGES / page["file"]).read_bytes())) for page in chosen}


def presswatch(arguments: list[str], data: Path) -> str:
    environ = os.environ | {"PRESSWATCH_DATA": str(data), "PRESSWATCH_ALLOW_ADDRESSES": "127.0.0.1/32"}
    command = [sys.executable, "-m", "presswatch", *arguments]
    return subprocess.run(command, env=environ, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    data = tmp_path_factory.mktemp("real-pages")
    with fake_web(some_pages(200)) as web:
        paths = sorted(web.pages)
        web.pages["/feed"] = ("application/rss+xml", rss(web.url, paths))
        sources = data / "sources.csv"
        sources.write_text(sources_csv(web.url, "/feed"), encoding="utf-8")
        ran = json.loads(presswatch(["run", "--sources", str(sources), "--json"], data))
        again = json.loads(presswatch(["run", "--sources", str(sources), "--json"], data))
    return ran, again, data


def balance(run) -> int:
    return (
        run["stored"] + run["duplicate"] + run["pending"] + sum(run["rejected"].values()) + sum(run["failed"].values())
    )


@needs_shared
def test_every_real_page_ends_as_an_article_or_a_refusal_with_a_reason(outcome):
    ran, _, _ = outcome
    assert ran["discovered"] == 200 == balance(ran)
    assert ran["pending"] == 0
    assert ran["stored"] >= 150, ran


@needs_shared
def test_nearly_all_real_pages_are_read(outcome):
    ran, _, _ = outcome
    assert ran["failed"] == {}
    assert sum(ran["rejected"].values()) <= 30, ran["rejected"]


@needs_shared
def test_the_second_run_over_the_same_pages_stores_nothing(outcome):
    ran, again, _ = outcome
    assert again["stored"] == 0
    assert again["duplicate"] == ran["stored"]
    assert again["discovered"] == balance(again)
