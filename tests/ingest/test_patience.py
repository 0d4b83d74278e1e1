"""A run ends, whatever a source does; what it did not come to is left for the next."""

from pathlib import Path

import pytest

from console.run import run_once
from ingest import patience
from ingest.patience import LONGEST_S, WASTE_S, Patience
from ingest.settings import Settings
from tests.hostile_pages import honest
from tests.hostile_site import HEAD, Script, Site, drip, hostile_site
from tests.hostile_traps import rss_of
from tests.ingest.wire import LOOPBACK


def test_a_source_that_wastes_its_time_is_left_and_the_others_are_not() -> None:
    waiting = Patience(now=0.0)
    for _ in range(20):
        assert waiting.is_left("slow", now=1.0)
        waiting.note("slow", "timeout", WASTE_S / 20)
    assert not waiting.is_left("slow", now=1.0)
    assert waiting.is_left("other", now=1.0)


def test_bodies_without_end_count_however_fast_they_come() -> None:
    waiting = Patience(now=0.0)
    for _ in range(60):
        waiting.note("flood", "too_large", 0.1)
    assert not waiting.is_left("flood", now=1.0)


def test_pages_that_are_merely_gone_cost_no_patience() -> None:
    waiting = Patience(now=0.0)
    for _ in range(1000):
        waiting.note("honest", "not_found", 5.0)
    assert waiting.is_left("honest", now=1.0)


def test_no_page_is_asked_for_once_the_chunk_has_lasted_long_enough() -> None:
    waiting = Patience(now=100.0)
    assert waiting.is_left("any", now=99.0 + LONGEST_S)
    assert not waiting.is_left("any", now=100.0 + LONGEST_S)


def _slow_and_honest(site: Site) -> dict[str, Script]:
    slow = [f"/slow/{number}" for number in range(30)]
    news = [f"/news/{number}" for number in range(3)]
    dripping = drip(HEAD + b"\r\n", b"a")
    return {
        "slow": {"/feed": rss_of(site.base("slow"), slow), **dict.fromkeys(slow, dripping)},
        "news": {"/feed": rss_of(site.base("news"), news), **{path: honest(n) for n, path in enumerate(news)}},
    }


def test_pages_that_a_run_did_not_come_to_are_pending_and_the_next_run_takes_them_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "WASTE_S", 1.0)
    settings = Settings(
        data=tmp_path,
        warehouse=str(tmp_path / "warehouse.duckdb"),
        sources=tmp_path / "sources.csv",
        allow_addresses=(LOOPBACK,),
        fetch_deadline_s=0.25,
    )
    with hostile_site(("slow", "news"), _slow_and_honest) as site:
        rows = [f"{name},{name},{site.base(name)}/,GB,en,{site.base(name)}/feed,,,true" for name in site.ports]
        header = "id,name,home_url,country,language,feeds,sitemaps,items_per_week,enabled"
        settings.sources.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        first, second = (run_once(settings, settings.sources, None, ()).counts for _ in range(2))
        slow = [path for path in site.paths("slow") if path.startswith("/slow/")]
    assert (first.discovered, first.stored) == (33, 3)
    assert 4 <= first.failed["timeout"] < 12
    assert first.pending == 30 - first.failed["timeout"]
    assert second.failed["timeout"] >= 4
    assert len(slow) == len(set(slow))  # what dripped is not asked for again at once
