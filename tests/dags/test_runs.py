"""The three DAGs, run for real over the newsroom: real Airflow, real HTTP, real DuckDB."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pytest

from ingest import pipeline
from ingest.errors import BadRunFolder
from ingest.settings import ROOT
from seeds.newsroom.server import serve, write_sources
from tests.dags.conftest import read_dags
from warehouse import ask

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(300)]

EXPECTED = json.loads((ROOT / "seeds" / "newsroom" / "expected.json").read_text(encoding="utf-8"))


class Desk:
    """One data folder, and the DAGs that work on it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, dag_id: str, **options: Any) -> Any:
        """One run, to its end."""
        return read_dags()[dag_id].test(**options)

    def states(self, run: Any) -> dict[str, str]:
        """State by task; a mapped one bears its number."""
        tasks = run.get_task_instances()
        return {f"{task.task_id}{'' if task.map_index < 0 else task.map_index}": str(task.state) for task in tasks}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return ask.rows(self.data / "presswatch.duckdb", sql).rows

    def paths(self) -> dict[str, list[str]]:
        """Paths of the stored articles by day of publication."""
        found: dict[str, list[str]] = {}
        for url, published_at in self.rows("select url, published_at from mart.article"):
            parts = urlsplit(url)
            found.setdefault(f"{published_at:%Y-%m-%d}", []).append(
                parts.path + (f"?{parts.query}" * bool(parts.query))
            )
        return {day: sorted(paths) for day, paths in found.items()}

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of core, of mart.article and of mart.event."""
        with duckdb.connect(str(self.data / "warehouse.duckdb"), read_only=True) as con:
            con.execute("set timezone = 'UTC'")
            names = con.execute("select table_name from duckdb_tables() where schema_name = 'core'").fetchall()
            found = {f"core.{name}": con.execute(f"from core.{name} order by all").fetchall() for (name,) in names}
        for name in ("mart.article", "mart.event", "mart.duplicate"):
            found[name] = self.rows(f"from {name} order by all")
        return found


@pytest.fixture
def desk(tmp_path: Path, airflow_database: None, newsroom: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty data folder whose only sources are the newsroom's."""
    sources = tmp_path / "sources.csv"
    write_sources(sources, newsroom)
    monkeypatch.setenv("PRESSWATCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PRESSWATCH_SOURCES", str(sources))
    monkeypatch.setenv("PRESSWATCH_ALLOW_ADDRESSES", "127.0.0.1/32")
    return Desk(tmp_path / "data")


@pytest.fixture
def two_hosts(desk: Desk, tmp_path: Path, newsroom: str) -> Iterator[Desk]:
    """The same with a second newsroom at another port: two hosts, so two chunks."""
    with serve() as second:
        sources = tmp_path / "sources.csv"
        first_lines = sources.read_text(encoding="utf-8")
        write_sources(sources, second)
        header, *lines = sources.read_text(encoding="utf-8").splitlines(keepends=True)
        assert first_lines.startswith(header)
        sources.write_text(first_lines + "".join(f"second-{line}" for line in lines), encoding="utf-8")
        yield desk


def test_watching_stores_what_the_feeds_hold_and_watching_again_changes_nothing(desk: Desk) -> None:
    run = desk.run("watch_feeds")
    assert set(desk.states(run).values()) == {"success"}
    ((discovered, stored, rejected),) = desk.rows(
        "select discovered, stored, list_sum(map_values(rejected)) from ops.load"
    )
    assert discovered == stored + rejected
    assert stored == len(desk.rows("select article_id from mart.article")) > 15
    turned_away = {article["path"] for article in EXPECTED["articles"] if article["rejection"]}
    assert not turned_away & {path for paths in desk.paths().values() for path in paths}

    before = desk.everything()
    again = desk.run("watch_feeds")
    assert str(again.state) == "success"
    assert desk.states(again)["process"] == "skipped", "nothing new to process"
    assert desk.states(again)["load"] == "success", "and yet the run is on record"
    assert desk.everything() == before
    assert list((desk.data / "runs").glob("*/run.json")) == []


def test_sweeping_a_day_stores_exactly_its_articles(desk: Desk) -> None:
    run = desk.run("sweep_days", logical_date=datetime(2025, 3, 8, tzinfo=UTC))
    assert str(run.state) == "success"
    assert desk.paths() == {"2025-03-07": sorted(EXPECTED["days"]["2025-03-07"])}


def test_since_and_until_of_a_manual_run_are_its_window(desk: Desk) -> None:
    run = desk.run("sweep_days", logical_date=None, run_conf={"since": "2025-03-06", "until": "2025-03-08"})
    assert str(run.state) == "success"
    assert desk.paths() == {day: sorted(EXPECTED["days"][day]) for day in ("2025-03-06", "2025-03-07")}


def test_a_sweep_without_a_window_is_refused_before_it_touches_anything(desk: Desk) -> None:
    run = desk.run("sweep_days", logical_date=None)
    assert str(run.state) == "failed"
    states = desk.states(run)
    assert states["plan"] == "failed"
    assert states["load"] == "skipped"
    assert not (desk.data / "runs").exists()


def test_a_failing_chunk_keeps_nothing_else_from_being_loaded_and_the_run_still_fails(
    two_hosts: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = pipeline.process, []

    def process(folder: Any, chunk: str, settings: Any, **options: Any) -> dict[str, int]:
        if not failed:
            failed.append(chunk)
            raise BadRunFolder(chunk, "cannot be read", "This test made it so")
        return real(folder, chunk, settings, **options)

    monkeypatch.setattr(pipeline, "process", process)
    run = two_hosts.run("watch_feeds")
    states = two_hosts.states(run)
    assert sorted(states[name] for name in ("process0", "process1")) == ["failed", "success"]
    assert (states["load"], states["publish"], states["report"]) == ("success", "success", "upstream_failed")
    assert str(run.state) == "failed"
    ((stored, pending),) = two_hosts.rows("select stored, pending from ops.load")
    assert stored > 10
    assert pending > 10

    mended = two_hosts.run("watch_feeds")
    assert str(mended.state) == "success"
    ((left,),) = two_hosts.rows("select count(*) from ops.url where status = 'pending'")
    assert left == 0, "what the failed chunk held was taken up by the next run"
    assert len(two_hosts.rows("select article_id from mart.article")) > stored


def test_upkeep_checks_what_was_loaded_and_publishes_the_findings(desk: Desk) -> None:
    desk.run("watch_feeds")
    run = desk.run("maintain_warehouse")
    assert set(desk.states(run).values()) == {"success"}
    checked = dict(desk.rows("select check_name, wrong_rows from ops.check_result"))
    assert set(checked) == {path.stem for path in (ROOT / "warehouse" / "checks").glob("*.sql")}
    assert set(checked.values()) == {0}


def test_upkeep_settles_who_repeats_whom_before_it_checks(desk: Desk) -> None:
    desk.run("watch_feeds")
    desk.run("maintain_warehouse")
    assert desk.rows("select loads from ops.settlement") == [(1,)]
    desk.run("maintain_warehouse")
    assert desk.rows("select loads, looked_at, moved from ops.settlement order by turn")[1:] == [(1, 0, 0)]


def test_upkeep_fails_where_a_check_finds_wrong_rows_but_shows_them_first(desk: Desk) -> None:
    desk.run("watch_feeds")
    with duckdb.connect(str(desk.data / "warehouse.duckdb")) as con:
        con.execute("update core.event set low = 9, high = 1 where event_id = (select min(event_id) from core.event)")
    run = desk.run("maintain_warehouse")
    assert str(run.state) == "failed"
    assert desk.states(run)["judge"] == "failed"
    assert desk.rows("select wrong_rows from ops.check_result where check_name = 'impossible_toll'") == [(1,)]


def test_upkeep_deletes_old_archive_files_only_when_told_to(desk: Desk) -> None:
    desk.run("watch_feeds")
    archived = sorted((desk.data / "archive").rglob("*.warc.gz"))
    assert len(archived) >= 2
    os.utime(archived[0], (0, 0))
    desk.run("maintain_warehouse")
    assert archived[0].exists(), "kept for ever unless told otherwise"
    desk.run("maintain_warehouse", run_conf={"keep_archive_days": 30})
    assert sorted((desk.data / "archive").rglob("*.warc.gz")) == archived[1:]
