"""Which pages a run fetches, and what became of each address: the transitions of ops.url."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ingest import runs
from ingest.model import Alias, FeedEntry
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, Page, entry, refusal, refusing
from warehouse import plan
from warehouse.connect import connect

MINUTE = timedelta(minutes=1)


def _selected(
    settings: Settings, name: str, entries: Sequence[FeedEntry] = (), *, at: datetime = NOON, **run: Any
) -> list[str]:
    """Last parts of the addresses that a run would fetch; the run itself is given up."""
    sources = run.pop("sources", [made.source()])
    folder = made.begin(settings, name, at=at, **run)
    with connect(settings) as con:
        plan.plan(con, folder, sources, now=at)
        made.discovered(folder, entries)
        names = plan.select(con, folder, chunks=3, now=at)
    found = [
        each for chunk in names for each in runs.read_records(folder.path / "chunks" / f"{chunk}.jsonl", FeedEntry)
    ]
    assert {each.run_id for each in found} <= {name}
    runs.remove(folder)
    return sorted(each.url.rsplit("/", 1)[1] for each in found)


def _url(settings: Settings, columns: str = "status, reason, attempts, next_try_at") -> tuple[Any, ...]:
    (row,) = made.asked(settings, f"select {columns} from ops.url")
    return row


def test_what_is_new_is_fetched_and_what_is_stored_is_not(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    assert _selected(settings, "watch-2", [entry("one"), entry("two")]) == ["two"]


def test_an_article_listed_twice_is_fetched_once(tmp_path: Path) -> None:
    twice = [entry("one"), entry("one", channel_url="https://coast.example/other", title="Otherwise")]
    assert _selected(made.settings_in(tmp_path), "watch-1", twice) == ["one"]


def test_a_stored_article_that_its_outlet_changed_is_fetched_again(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    later, hour = NOON + 2 * 60 * MINUTE, NOON + 60 * MINUTE
    assert _selected(settings, "watch-2", [entry("one", updated_at=NOON - MINUTE)], at=later) == []
    assert _selected(settings, "watch-3", [entry("one", updated_at=hour)], at=later) == ["one"]


def test_a_change_is_noticed_whichever_channel_tells_of_it(tmp_path: Path) -> None:
    settings, hour = made.settings_in(tmp_path), NOON + 60 * MINUTE
    made.passed(settings, "watch-1", [entry("one", content="<p>whole</p>")])
    told = entry("one", channel="sitemap", channel_url="https://coast.example/map.xml", updated_at=hour)
    listed = [entry("one", content="<p>whole</p>"), told]
    assert _selected(settings, "watch-2", listed, at=hour + MINUTE) == ["one"]


def test_a_change_announced_for_the_future_is_not_believed(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    assert _selected(settings, "watch-2", [entry("one", updated_at=NOON + 999 * DAY)], at=NOON + MINUTE) == []


def test_a_feed_that_calls_everything_changed_makes_us_ask_ever_more_rarely(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    fetched = []
    for quarter in range(25):
        at = NOON + quarter * 15 * MINUTE
        made.passed(settings, f"watch-{quarter:02}", [entry("one", updated_at=at, discovered_at=at)], at=at)
        fetched.append(_url(settings, "fetched_at")[0])
    assert [(each - NOON) / MINUTE for each in sorted(set(fetched))] == [0, 15, 30, 60, 120, 240]
    assert made.asked(settings, "select count(*) from core.article") == [(1,)]


def test_a_final_refusal_is_not_asked_for_again(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], refusing("paywall"))
    assert _url(settings) == ("rejected", "paywall", 0, None)
    assert _selected(settings, "watch-2", [entry("one", updated_at=NOON + DAY)], at=NOON + 2 * DAY) == []


def test_a_failure_is_tried_again_after_pauses_that_double_and_the_eighth_is_the_last(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for number, pause in enumerate([15, 30, 60, 120, 240, 480, 960]):
        at = NOON + number * 2 * DAY
        made.passed(settings, f"watch-{number}", [entry("one", discovered_at=at)], refusing("timeout"), at=at)
        assert _url(settings) == ("failed", "timeout", number + 1, at + pause * MINUTE)
        assert _selected(settings, f"early-{number}", [entry("one")], at=at + (pause - 1) * MINUTE) == []
        assert _selected(settings, f"due-{number}", [entry("one")], at=at + pause * MINUTE) == ["one"]
    at = NOON + 50 * DAY
    made.passed(settings, "watch-8", [entry("one", discovered_at=at)], refusing("dns"), at=at)
    assert _url(settings) == ("failed", "dns", 8, None)
    counts = made.passed(settings, "last", [entry("one")], at=NOON + 99 * DAY)
    assert (counts.discovered, counts.failed) == (1, {"dns": 1})


def test_a_due_retry_is_taken_up_though_the_feed_has_dropped_it(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], refusing("timeout"))
    assert _selected(settings, "watch-2", at=NOON + 15 * MINUTE) == ["one"]
    counts = made.passed(settings, "watch-3", [], at=NOON + 15 * MINUTE)
    assert (counts.discovered, counts.stored) == (1, 1)
    assert _url(settings) == ("stored", None, 0, None)


def test_a_failure_not_yet_due_counts_as_pending(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], refusing("timeout"))
    counts = made.passed(settings, "watch-2", [entry("one")], at=NOON + MINUTE)
    assert (counts.discovered, counts.pending, counts.failed) == (1, 1, {})
    assert _url(settings, "status, attempts") == ("failed", 1)


def test_leftovers_of_other_sources_are_left_to_runs_that_ask_them(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one"), entry("two", source_id="hills")], refusing("timeout"))
    later = NOON + DAY
    assert _selected(settings, "watch-2", at=later, sources=[made.source("hills")]) == ["two"]
    gone = [made.source(is_enabled=False), made.source("hills")]
    assert _selected(settings, "watch-3", at=later, sources=gone) == ["two"]


_WINDOW = {"kind": "sweep", "window_start": NOON - DAY, "window_end": NOON}


def _outside(of: FeedEntry) -> Page:
    return Page(rejection=refusal(of, "outside_window", published_at=NOON + 3 * 60 * MINUTE))


def test_a_page_outside_the_window_is_left_to_the_window_it_belongs_to(tmp_path: Path) -> None:
    settings, undated = made.settings_in(tmp_path), entry("one", published_at=None)
    counts = made.passed(settings, "sweep-1", [undated], _outside, **_WINDOW)
    assert counts.rejected == {"outside_window": 1}
    assert _url(settings, "status, reason, published_at") == ("deferred", "outside_window", NOON + 3 * 60 * MINUTE)
    assert _selected(settings, "sweep-2", [undated], **_WINDOW) == []
    own = {"kind": "sweep", "window_start": NOON, "window_end": NOON + DAY}
    assert _selected(settings, "sweep-3", [undated], **own) == ["one"]
    assert _selected(settings, "sweep-4", [], **own) == ["one"], "its window takes it up though no channel lists it"
    assert _selected(settings, "watch-1", [undated]) == ["one"], "a watch takes whatever it finds"


def test_a_page_left_out_counts_as_refused_again_without_being_fetched(tmp_path: Path) -> None:
    settings, undated = made.settings_in(tmp_path), entry("one", published_at=None)
    made.passed(settings, "sweep-1", [undated], _outside, **_WINDOW)
    counts = made.passed(settings, "sweep-2", [undated], **_WINDOW)
    assert (counts.discovered, counts.rejected) == (1, {"outside_window": 1})
    assert made.asked(settings, "select count(*) from ops.rejection") == [(1,)]


def test_an_undated_page_is_refused_by_windows_and_stored_by_a_watch(tmp_path: Path) -> None:
    settings, undated = made.settings_in(tmp_path), entry("one", published_at=None)
    made.passed(settings, "sweep-1", [undated], refusing("undated"), **_WINDOW)
    assert _url(settings, "status, reason") == ("deferred", "undated")
    assert _selected(settings, "sweep-2", [undated], **_WINDOW) == []
    assert made.passed(settings, "watch-1", [undated]).stored == 1


def test_what_a_watch_wants_is_not_lost_to_a_sweep_that_refuses_it(tmp_path: Path) -> None:
    settings, undated = made.settings_in(tmp_path), entry("one", published_at=None)
    made.passed(settings, "watch-1", [undated], skip=[0])
    made.passed(settings, "sweep-1", [undated], _outside, **_WINDOW)
    assert _url(settings, "status, is_wanted") == ("pending", True)
    assert _selected(settings, "watch-2") == ["one"]


def test_a_sweep_takes_up_only_leftovers_of_its_window(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    inside, outside = entry("inside", published_at=NOON - MINUTE), entry("outside", published_at=NOON + MINUTE)
    made.passed(settings, "watch-1", [inside, outside, entry("undated", published_at=None)], skip=[0])
    assert _selected(settings, "sweep-1", **_WINDOW) == ["inside"]
    assert _selected(settings, "watch-2") == ["inside", "outside", "undated"]


def test_an_article_known_by_another_address_is_not_fetched_again(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)

    def led_elsewhere(of: FeedEntry) -> Page:
        found = made.article(of, made.LONG, article_id="art-target")
        alias = Alias(alias_id=of.article_id, article_id="art-target", url=of.url, run_id=of.run_id)
        return Page(article=found, aliases=(alias,))

    counts = made.passed(settings, "watch-1", [entry("one"), entry("two")], led_elsewhere)
    assert (counts.discovered, counts.stored, counts.duplicate) == (2, 1, 1)
    assert _selected(settings, "watch-2", [entry("one"), entry("two")]) == []
    assert made.passed(settings, "watch-3", [entry("one")]).duplicate == 1
    assert made.asked(settings, "select distinct status, stored_as from ops.url") == [("stored", "art-target")]


def test_whole_hosts_go_into_one_chunk_and_chunks_are_even(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    sizes = {"big": 9, "mid": 5, "small": 3, "tiny": 1}
    entries = [entry(f"{number}", source_id=host) for host, size in sizes.items() for number in range(size)]
    folder = made.prepared(settings, "watch-1", entries, chunks=2)
    assert folder.chunks == ("00-big.example", "01-mid.example+2")
    parts = [list(runs.read_records(folder.path / "chunks" / f"{name}.jsonl", FeedEntry)) for name in folder.chunks]
    assert [len(part) for part in parts] == [9, 9]
    assert {each.source_id for each in parts[0]}.isdisjoint(each.source_id for each in parts[1])


def test_a_chunk_name_is_safe_whatever_the_host(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    odd = entry("one", url="https://u:p@[2001:db8::1]:8080/../x", canonical_url="https://[2001:db8::1]:8080/x")
    folder = made.prepared(settings, "watch-1", [odd])
    assert folder.chunks == ("00-_2001_db8__1__8080",)
    assert folder.is_complete


def test_a_run_that_found_nothing_is_complete_with_no_chunk(tmp_path: Path) -> None:
    folder = made.prepared(made.settings_in(tmp_path), "watch-1", [])
    assert (folder.chunks, folder.is_selected, folder.is_complete) == ((), True, True)


def test_a_retried_selection_keeps_its_chunks(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one"), entry("two", source_id="hills")])
    with connect(settings) as con:
        assert plan.select(con, folder, chunks=9, now=NOON) == folder.chunks
        (folder.path / "chunks" / "READY").unlink()
        assert plan.select(con, folder, chunks=1, now=NOON) == ("00-coast.example+1",)
    assert folder.chunks == ("00-coast.example+1",)
