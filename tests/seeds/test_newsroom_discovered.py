"""Discovery over the served newsroom: live polling finds what is new, a sweep finds a whole past day."""

import asyncio
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from ingest.archive import WarcWriter
from ingest.discover import Discovered, discover
from ingest.model import PlannedFetch, Run, RunKind, Window
from ingest.settings import Settings
from ingest.sources import read_sources
from ingest.web import Web
from seeds.newsroom.server import write_sources
from tests.seeds.newsroom_expected import ARTICLES, EXPECTED

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)


async def _discover(plan: tuple[PlannedFetch, ...], run: Run, settings: Settings) -> Discovered:
    with WarcWriter(settings.archive, run.run_id) as warc:
        async with Web(settings, run_id=run.run_id, warc=warc, clock=lambda: NOW) as web:
            return await discover(plan, web, run=run)


def found_in(newsroom: str, data: Path, kind: RunKind, window: Window | None) -> tuple[set[str], Discovered]:
    """The paths that a run of this kind discovers, and all else that it says."""
    write_sources(data / "sources.csv", newsroom)
    plan = tuple(
        PlannedFetch(
            source_id=s.source_id, language=s.language, channel=channel, url=url, etag=None, last_modified=None
        )
        for s in read_sources(data / "sources.csv")
        for channel, urls in (("feed", s.feeds), ("sitemap", s.sitemaps))
        for url in urls
    )
    run = Run(
        run_id="run",
        kind=kind,
        started_at=NOW,
        window_start=window and window.start,
        window_end=window and window.end,
        sources_file="",
    )
    settings = Settings(
        data=data, warehouse="", sources=data / "sources.csv", allow_addresses=(ip_network("127.0.0.1/32"),)
    )
    result = asyncio.run(_discover(plan, run, settings))
    return {entry.url.removeprefix(newsroom) for entry in result.entries}, result


@pytest.mark.parametrize("day", EXPECTED["days"])
def test_a_sweep_of_a_day_finds_every_story_published_on_it_through_some_channel(
    newsroom: str, tmp_path: Path, day: str
) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    found, result = found_in(newsroom, tmp_path, "sweep", Window(start=start, end=start + timedelta(days=1)))
    assert {a["path"] for a in ARTICLES if a["published_on"] == day} <= found
    assert {poll.outcome for poll in result.polls} == {"ok"}
    assert result.rejections == ()


def test_live_polling_finds_all_that_feeds_and_news_sitemaps_hold(newsroom: str, tmp_path: Path) -> None:
    found, result = found_in(newsroom, tmp_path, "watch", None)
    assert {a["path"] for a in ARTICLES if {"feed", "news_sitemap"} & set(a["channels"])} <= found
    assert {a["path"] for a in ARTICLES} - found, "an older story is left for a sweep"
    assert {poll.outcome for poll in result.polls} == {"ok"}


def test_a_publication_time_that_a_channel_states_is_the_expected_instant(newsroom: str, tmp_path: Path) -> None:
    _, result = found_in(newsroom, tmp_path, "watch", None)
    due = {newsroom + a["path"]: datetime.fromisoformat(a["published_at"]) for a in ARTICLES}
    dated = [entry for entry in result.entries if entry.published_at]
    assert len(dated) >= 20
    assert all(entry.published_at == due[entry.url] for entry in dated)
