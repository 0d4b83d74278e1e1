"""The analysts' file: always there, always whole, in nobody's way."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import NOON, entry
from warehouse import ask
from warehouse.connect import connect
from warehouse.maintain import check
from warehouse.publish import PUBLISHED, publish


def _publish(settings: Settings) -> bool:
    with connect(settings) as con:
        return publish(con, settings.published)


def test_it_is_published_when_something_changed_and_only_then(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    assert [_publish(settings), _publish(settings)] == [True, False]
    made.passed(settings, "watch-2", [entry("two")])
    assert [_publish(settings), _publish(settings)] == [True, False]
    assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(2,)]


def test_new_check_results_and_changed_sources_are_published(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    with connect(settings) as con:
        check(con)
    assert _publish(settings)
    made.asked(settings, "update core.source set name = 'Renamed'")
    assert _publish(settings)
    assert ask.rows(settings.published, "select source from mart.article").rows == [("Renamed",)]


@pytest.mark.parametrize("loss", ["file", "note", "both", "cut note", "another file"])
def test_it_is_made_anew_when_it_or_its_note_is_lost(tmp_path: Path, loss: str) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    note = tmp_path / ".presswatch.duckdb.state"
    if loss in ("file", "both", "another file"):
        settings.published.unlink()
    if loss in ("note", "both"):
        note.unlink()
    if loss == "cut note":
        note.write_text("{")
    if loss == "another file":
        settings.published.write_bytes(b"not ours")
    assert _publish(settings)
    assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(1,)]


def test_it_holds_what_analysts_need_and_stands_alone(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    Path(settings.warehouse).unlink()
    with duckdb.connect(str(settings.published), read_only=True) as con:
        tables = {
            f"{schema}.{name}"
            for schema, name in con.sql("select schema_name, table_name from duckdb_tables()").fetchall()
        }
        assert tables == {*PUBLISHED, "ops.migration"}
        views = con.sql("select view_name from duckdb_views() where schema_name = 'mart'").fetchall()
        empty = {view for (view,) in views if not con.sql(f"select * from mart.{view}").fetchall()}
        assert empty == {"change", "duplicate", "incident_part", "pointer", "rejection", "second_reading"}
        assert con.sql("select count(*) from mart.event").fetchall() == [(1,)]


def test_its_rows_are_those_of_the_warehouse(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one"), entry("two"), entry("three", source_id="hills")])
    _publish(settings)
    for name in ("article", "event", "coverage", "source_health", "revision", "event_daily"):
        sql = f"select * from mart.{name} order by all"
        assert ask.rows(settings.published, sql).rows == made.asked(settings, sql), name


def test_it_can_be_attached_under_any_name(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    with duckdb.connect() as con:
        con.execute(f"attach '{settings.published}' as press (read_only)")
        assert con.sql("select title from press.mart.article").fetchall() == [("Title of one",)]


def test_the_exchanges_behind_articles_are_published(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)

    def site(of: made.FeedEntry) -> made.Page:
        page = made.capture("one", of.run_id)
        found = made.article(of, made.LONG, capture_id=page.capture_id)
        return made.Page(article=found, events=(made.event(found),), captures=(page, made.capture("robots", of.run_id)))

    made.passed(settings, "watch-1", [entry("one")], site)
    _publish(settings)
    assert ask.rows(settings.published, "select url, warc_offset from raw.capture").rows == [
        ("https://coast.example/one", 5_000_000_000)
    ]


_READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "True")
for line in sys.stdin:
    rows = con.execute("select count(*), (select count(*) from mart.event) from mart.article").fetchall()
    print(*rows[0], flush=True)
"""


def _python(script: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(("is_read_only", "rounds"), [(True, 10), (False, 3)])
def test_an_open_reader_neither_waits_nor_is_waited_for(tmp_path: Path, is_read_only: bool, rounds: int) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-00", [entry("n0")])
    _publish(settings)
    with _python(_READER, settings.published, is_read_only) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        for number in range(1, rounds + 1):
            print("again", file=reader.stdin, flush=True)
            assert reader.stdout.readline() == "1 1\n", "whoever has an edition open keeps it"
            made.passed(settings, f"watch-{number:02}", [entry(f"n{number}")])
            assert _publish(settings)
            assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(number + 1,)]
        reader.stdin.close()
        assert reader.wait(10) == 0


_WRITER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("create table main.mine as select 1 as x")
print("written", flush=True)
sys.stdin.readline()
print(con.execute("select * from main.mine").fetchall(), flush=True)
con.close()
"""


def test_an_analyst_who_writes_into_it_spoils_nothing_for_others(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    with _python(_WRITER, settings.published) as analyst:
        assert analyst.stdin is not None
        assert analyst.stdout is not None
        assert analyst.stdout.readline() == "written\n"
        assert Path(f"{settings.published}.wal").exists()
        made.passed(settings, "watch-2", [entry("two")])
        assert _publish(settings)
        assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(2,)]
        print(file=analyst.stdin, flush=True)
        assert analyst.stdout.readline() == "[(1,)]\n"
    assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(2,)]


def test_what_killed_publishers_left_is_swept_away(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = tmp_path / f".presswatch.duckdb.{ended.pid}.abc.next"
    log = tmp_path / f".presswatch.duckdb.{ended.pid}.abc.next.wal"
    alive = tmp_path / f".presswatch.duckdb.{os.getppid()}.abc.next"
    for path in (dead, log, alive):
        path.write_bytes(b"half")
    _publish(settings)
    assert (dead.exists(), log.exists(), alive.exists()) == (False, False, True)
    assert sorted(path.name for path in tmp_path.iterdir() if "next" in path.name) == [alive.name]


def test_a_publication_that_fails_leaves_the_old_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse import publish as module

    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    _publish(settings)
    made.passed(settings, "watch-2", [entry("two")], at=NOON)
    monkeypatch.setattr(module, "PUBLISHED", (*PUBLISHED, "core.nothing"))
    with pytest.raises(duckdb.Error):
        _publish(settings)
    assert ask.rows(settings.published, "select count(*) from mart.article").rows == [(1,)]
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith("next")] == []
    monkeypatch.undo()
    assert _publish(settings)
