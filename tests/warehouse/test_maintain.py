"""Upkeep: checks that find what is wrong, space given back, retention that keeps what it must."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry, refusing
from warehouse import maintain, scripts
from warehouse.connect import connect

# One wrong row for each check, planted in a warehouse that is right.
_WRONG = {
    "repeated_id": "insert into core.event select * from core.event limit 1",
    "orphan_event": "update core.event set revision_id = 'gone'",
    "orphan_article": "update core.article set capture_id = 'gone'",
    "orphan_relation": "insert into core.relation values ('r', 'gone', 'gone too', 'copy', 1, 1, 9, 'x', 'm', 0, 0)",
    "merged_article": """
        insert into core.article
        select * exclude (n) replace ('rev' || n as revision_id, 'https://coast.example/' || n as url, 'Title ' || n as title)
        from (from core.article limit 1), range(3) as copy (n);
        insert into core.relation
        select 'rel' || n, 'rev' || n, (select min(revision_id) from core.article where url not like '%/_'), 'revision', 0, 0, 0,
            'address', 'm', 0, 0
        from range(3) as copy (n)""",
    "incident_astray": "insert into core.incident_alias values ('gone', 'nowhere', 1, 'watch-1')",
    "story_astray": "insert into core.story_alias values ('gone', 'nowhere', 1, 'watch-1')",
    "misplaced_pointer": """
        insert into core.pointer
        select 'p', max(revision_id), max(arrived_at), min(revision_id), 'copy', 99, 'r', 'x' from core.article""",
    "circular_part": "update core.event set part_of = [event_id]",
    "impossible_toll": "update core.event set low = 9",
    "false_quote": "update core.event set quote = 'never said'",
    "unbalanced_load": "update ops.load set discovered = 99",
    "contradicting_url": "update ops.url set status = 'pending'",
    "unexplained_date": "update ops.metadata_candidate set is_chosen = false",
    "contradicting_candidate": "update ops.metadata_candidate set is_chosen = true, reading = source",
    "future_publication": "update core.article set published_at = fetched_at + interval 2 days",
    "lost_address": "delete from raw.feed_entry",
}


@pytest.mark.parametrize("name", [name.split("/")[1] for name in scripts.names("checks")])
def test_a_check_finds_what_is_wrong_and_nothing_else(tmp_path: Path, name: str) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one"), entry("two")])
    made.passed(settings, "watch-2", [entry("three")], refusing("timeout"))
    with connect(settings) as con:
        assert [result.check_name for result in maintain.check(con) if result.wrong_rows] == []
        con.execute(_WRONG[name])
        found = {result.check_name: result for result in maintain.check(con)}
        assert found[name].wrong_rows > 0
        assert found[name].sample
        rows = con.execute("select wrong_rows from ops.check_result where check_name = $n", {"n": name}).fetchall()
        assert rows == [(found[name].wrong_rows,)]


def test_checks_leave_one_result_each_however_often_they_run(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    with connect(settings) as con:
        for _ in range(3):
            maintain.check(con)
    assert made.asked(settings, "select count(*) from ops.check_result") == [(len(scripts.names("checks")),)]


def test_compaction_changes_no_row_and_gives_space_back(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    made.asked(settings, "create table core.bulk as select range as id, repeat('x', 500) as pad from range(40000)")
    before = made.contents(settings)
    made.asked(settings, "drop table core.bulk")
    large = Path(settings.warehouse).stat().st_size
    with connect(settings) as con:
        maintain.compact(con)
    assert Path(settings.warehouse).stat().st_size <= large
    after = made.contents(settings)
    assert after == {name: rows for name, rows in before.items() if name != "core.bulk"}


def _archive(settings: made.Settings, name: str, age: timedelta) -> Path:
    path = settings.archive / "2025" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 10)
    os.utime(path, (((NOON - age).timestamp()),) * 2)
    return path


def test_the_archive_is_kept_for_ever_unless_a_limit_is_set(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    old = _archive(settings, "old.warc.gz", 999 * DAY)
    assert maintain.retain(settings, now=NOON).archive_files == 0
    assert old.exists()


def test_archive_files_past_their_time_are_deleted_and_counted(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, keep_archive_days=30)
    old, young = _archive(settings, "old.warc.gz", 31 * DAY), _archive(settings, "young.warc.gz", 29 * DAY)
    other = _archive(settings, "notes.txt", 99 * DAY)
    found = maintain.retain(settings, now=NOON)
    assert (found.archive_files, found.archive_bytes) == (1, 10)
    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)


def test_an_old_folder_whose_run_cannot_be_read_is_dropped_too(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    broken = settings.runs / "watch-broken" / "run.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    assert maintain.retain(settings, now=datetime.now(UTC)).run_folders == 0
    assert maintain.retain(settings, now=datetime.now(UTC) + DAY).run_folders == 1
    assert not broken.exists()


def test_folders_of_runs_that_found_nothing_are_dropped_and_no_others(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.begin(settings, "watch-dead", at=NOON - 7 * timedelta(hours=1))
    made.begin(settings, "watch-young", at=NOON - timedelta(hours=1))
    made.prepared(settings, "watch-full", [entry("one")], at=NOON - DAY)
    assert maintain.retain(settings, now=NOON).run_folders == 1
    assert sorted(path.name for path in settings.runs.iterdir()) == ["watch-full", "watch-young"]
