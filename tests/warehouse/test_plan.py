"""Which channels a run asks, and with which validators."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest import runs
from ingest.errors import BadSources
from ingest.model import PlannedFetch, Source
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, FEED, NOON
from warehouse import plan
from warehouse.connect import connect

MINUTE = timedelta(minutes=1)


def _planned(
    settings: Settings, *, at: Any = NOON, sources: tuple[Source, ...] = (made.source(),), only: Any = (), **run: Any
) -> list[PlannedFetch]:
    folder = made.begin(settings, f"{run.get('kind', 'watch')}-{at:%d%H%M%S}", at=at, **run)
    with connect(settings) as con:
        count = plan.plan(con, folder, sources, now=at, only=only)
    planned = list(runs.read_records(folder.path / "plan.jsonl", PlannedFetch))
    assert count == len(planned)
    runs.remove(folder)
    return planned


def _polled(settings: Settings, *outcomes: str, every: timedelta = timedelta(hours=2), **fields: Any) -> None:
    """Looks at the feed, the last of them at noon."""
    for number, outcome in enumerate(outcomes):
        at = NOON - every * (len(outcomes) - 1 - number)
        made.passed(
            settings,
            f"watch-{outcome}-{number}",
            [],
            polls=[made.poll("", at=at, outcome=outcome, **fields)],
            at=at,
        )


def test_every_feed_and_sitemap_of_every_enabled_source_is_asked(tmp_path: Path) -> None:
    two = (
        made.source(feeds=(FEED, "https://coast.example/more"), sitemaps=("https://coast.example/map.xml",)),
        made.source("closed", is_enabled=False),
    )
    planned = _planned(made.settings_in(tmp_path), sources=two)
    assert [(each.channel, each.url) for each in planned] == [
        ("feed", FEED),
        ("feed", "https://coast.example/more"),
        ("sitemap", "https://coast.example/map.xml"),
    ]
    assert all(each.etag is None and each.last_modified is None for each in planned)


def test_a_sitemap_that_proved_to_hold_news_is_planned_as_such(tmp_path: Path) -> None:
    settings, url = made.settings_in(tmp_path), "https://coast.example/map.xml"
    _polled(settings, "ok", url=url, channel="news_sitemap")
    (planned,) = _planned(settings, at=NOON + DAY, sources=(made.source(feeds=(), sitemaps=(url,)),))
    assert planned.channel == "news_sitemap"


def test_the_sources_are_recorded_and_a_change_replaces_the_row(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _planned(settings, sources=(made.source(), made.source("hills")))
    _planned(settings, at=NOON + DAY, sources=(made.source(name="The Coast", items_per_week=None),))
    assert made.asked(settings, "select source_id, name, items_per_week from core.source order by 1") == [
        ("coast", "The Coast", None),
        ("hills", "Hills", 70.0),
    ]


def test_only_the_sources_asked_for_are_planned(tmp_path: Path) -> None:
    settings, both = made.settings_in(tmp_path), (made.source(), made.source("hills"))
    assert [each.source_id for each in _planned(settings, sources=both, only=("hills",))] == ["hills"]
    with pytest.raises(BadSources, match="dunes: no such source"):
        _planned(settings, sources=both, only=("hills", "dunes"))


def test_a_watch_asks_whether_the_feed_changed_since_the_last_good_look(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "ok", etag='"new"')
    (planned,) = _planned(settings, at=NOON + 15 * MINUTE)
    assert (planned.etag, planned.last_modified) == ('"new"', "Fri, 07 Mar 2025 12:00:00 GMT")


@pytest.mark.parametrize("kind", ["sweep", "manual"])
def test_a_sweep_or_a_person_asks_for_the_whole_document(tmp_path: Path, kind: str) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "ok")
    (planned,) = _planned(settings, at=NOON + 15 * MINUTE, kind=kind)
    assert (planned.etag, planned.last_modified) == (None, None)


def test_what_a_windowed_look_learned_never_hides_the_feed_from_a_watch(tmp_path: Path) -> None:
    """It left out entries outside its window; "not modified since" would lose them."""
    settings = made.settings_in(tmp_path)
    made.passed(settings, "sweep-1", [], polls=[made.poll("")], kind="sweep", window_start=NOON - DAY, window_end=NOON)
    (planned,) = _planned(settings, at=NOON + 15 * MINUTE)
    assert planned.etag is None


def test_an_index_without_entries_of_its_own_is_always_asked_in_full(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "ok", entries=0)
    (planned,) = _planned(settings, at=NOON + 15 * MINUTE)
    assert planned.etag is None


@pytest.mark.parametrize(
    ("failures", "rest"), [(1, 30 * MINUTE), (2, 60 * MINUTE), (5, 8 * 60 * MINUTE), (7, DAY), (12, DAY)]
)
def test_a_feed_that_fails_rests_longer_each_time(tmp_path: Path, failures: int, rest: timedelta) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "ok", *["timeout"] * failures)
    assert _planned(settings, at=NOON + rest - 2 * MINUTE) == []
    assert len(_planned(settings, at=NOON + rest)) == 1


def test_a_good_look_ends_the_rest(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "timeout", "timeout", "timeout", "unchanged")
    assert len(_planned(settings, at=NOON + MINUTE)) == 1


@pytest.mark.parametrize("kind", ["sweep", "manual"])
def test_a_sweep_or_a_person_asks_resting_feeds_too(tmp_path: Path, kind: str) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, *["not_a_feed"] * 6)
    assert len(_planned(settings, at=NOON + MINUTE, kind=kind)) == 1


@pytest.mark.parametrize("kind", ["watch", "sweep"])
def test_retry_after_is_heeded(tmp_path: Path, kind: str) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "rate_limited", retry_after_at=NOON + 3 * 60 * MINUTE)
    assert _planned(settings, at=NOON + 179 * MINUTE, kind=kind) == []
    assert len(_planned(settings, at=NOON + 180 * MINUTE, kind=kind)) == 1


def test_retry_after_silences_a_feed_for_a_day_at_most(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _polled(settings, "rate_limited", retry_after_at=NOON + 3650 * DAY)
    assert len(_planned(settings, at=NOON + DAY)) == 1


def test_a_retried_plan_writes_the_same(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.begin(settings, "watch-1")
    for _ in range(2):
        with connect(settings) as con:
            assert plan.plan(con, folder, [made.source()], now=NOON) == 1
    assert made.asked(settings, "select count(*) from ops.run") == [(1,)]


def test_the_poll_rows_keep_every_field(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    look = made.poll("watch-1", detail="said\nso", retry_after_at=NOON, capture_id="cap1")
    made.passed(settings, "watch-1", [], polls=[look])
    with connect(settings) as con:
        row = con.execute("select * from raw.poll").fetchone()
    assert row == tuple(getattr(look, name) for name in replace(look).__slots__)
