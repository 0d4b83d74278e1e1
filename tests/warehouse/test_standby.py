"""Which entries may stand in for their pages, as the warehouse knows it: what is stored, who brought it, how often it failed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from ingest import runs
from ingest.model import Alias, FeedEntry, Standby
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import NOON, Page, capture, entry, poll, refusing
from warehouse import plan
from warehouse.connect import connect

HOUR = timedelta(hours=1)
BODY = "<p>All of it.</p>"


def _standbys(settings: Settings, name: str, entries: Sequence[FeedEntry], *, at: datetime) -> list[Standby]:
    folder = made.begin(settings, name, at=at)
    looks = [poll(name, at=at, capture_id=f"of {name}")]
    with connect(settings) as con:
        plan.plan(con, folder, [made.source()], now=at)
        made.discovered(folder, entries, polls=looks)
        plan.select(con, folder, chunks=1, now=at)
    found = list(runs.read_records(folder.path / "standbys.jsonl", Standby))
    runs.remove(folder)
    return found


def test_an_entry_with_a_body_is_there_with_the_exchange_that_brought_it(tmp_path: Path) -> None:
    carrying = entry("one", content=BODY)
    found = _standbys(made.settings_in(tmp_path), "watch-1", [carrying, entry("two")], at=NOON)
    assert found == [Standby(article_id=carrying.article_id, capture_id="of watch-1", is_last_try=False)]


def test_one_that_an_earlier_run_left_bears_the_exchange_of_that_run(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    landed = capture("feed", "watch-1")
    look = poll("watch-1", capture_id=landed.capture_id)
    made.passed(settings, "watch-1", [entry("one", content=BODY)], refusing("timeout"), polls=[look])
    (found,) = _standbys(settings, "watch-2", [], at=NOON + HOUR)
    assert found.capture_id == landed.capture_id


def test_the_eighth_try_is_the_last(tmp_path: Path) -> None:
    settings, at = made.settings_in(tmp_path), NOON
    seen = []
    for number in range(8):
        carrying = entry("one", at=at, content=BODY)
        seen += [each.is_last_try for each in _standbys(settings, f"watch-{number}-look", [carrying], at=at)]
        made.passed(settings, f"watch-{number}", [carrying], refusing("timeout"), at=at)
        ((at,),) = made.asked(settings, "select coalesce(next_try_at, last_seen_at) from ops.url")
    assert seen == [False] * 7 + [True]
    assert made.asked(settings, "select status, next_try_at from ops.url") == [("failed", None)]


def test_nothing_stands_in_for_a_page_whose_text_is_stored_under_whatever_name(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)

    def renamed(of: FeedEntry) -> Page:
        there = replace(made.article(of, made.LONG), article_id="elsewhere", revision_id="elsewhere-1")
        alias = Alias(alias_id=of.article_id, article_id="elsewhere", url=of.canonical_url, run_id=of.run_id)
        return Page(article=there, aliases=(alias,))

    made.passed(settings, "watch-1", [entry("one", content=BODY)], renamed)
    changed = entry("one", content=BODY, updated_at=NOON + HOUR)
    assert _standbys(settings, "watch-2", [changed], at=NOON + 2 * HOUR) == []


def test_a_newer_body_may_stand_in_where_the_text_stored_is_a_feed_s_too(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)

    def carried(of: FeedEntry) -> Page:
        return Page(article=replace(made.article(of, made.LONG), text_source="feed"))

    made.passed(settings, "watch-1", [entry("one", content=BODY)], carried)
    changed = entry("one", content=BODY, updated_at=NOON + HOUR)
    assert len(_standbys(settings, "watch-2", [changed], at=NOON + 2 * HOUR)) == 1
