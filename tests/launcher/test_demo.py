"""`make demo`: the whole journey through Airflow, twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import psutil
import pytest

from ingest.settings import ROOT
from launcher.processes import MARK
from tests.launcher.instance import wait_until
from warehouse import ask

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(400)]


class Demo:
    def __init__(self, folder: Path) -> None:
        self.data, self.home = folder / "data", folder / "home"
        self.home.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "PRESSW"))}
        self.environ = kept | {
            "PRESSWATCH_DATA": str(self.data), "HOME": str(self.home), "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1",
            # a careless shell: none of this may lead the invented articles into a real warehouse
            "PRESSWATCH_WAREHOUSE": str(folder / "real.duckdb"), "AIRFLOW__CORE__DAGS_FOLDER": str(folder),
        }  # fmt: skip

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "launcher.demo"], cwd=ROOT, env=self.environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def run(self) -> tuple[int, str, float]:
        """Exit code, what it printed, seconds."""
        began = time.monotonic()
        process = self.start()
        printed, _ = process.communicate(timeout=300)
        return process.returncode, printed, time.monotonic() - began

    def processes(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == str(self.data):
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def rows(self, file: str, schemas: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of the schemas' tables and views in a file of the data folder."""
        with duckdb.connect(str(self.data / file), read_only=True) as con:
            con.execute("set timezone = 'UTC'")
            names = con.execute(
                "select table_schema || '.' || table_name from information_schema.tables where list_contains($1, table_schema)",
                [list(schemas)],
            ).fetchall()
            return {name: con.execute(f"from {name} order by all").fetchall() for (name,) in names}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return ask.rows(self.data / "presswatch.duckdb", sql).rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return Demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def first(demo: Demo) -> tuple[int, str, float]:
    return demo.run()


def test_it_ends_well_and_in_time(first: tuple[int, str, float]) -> None:
    code, printed, seconds = first
    assert code == 0, printed
    assert seconds < 90


def test_it_shows_coverage_articles_duplicates_events_the_file_and_three_queries(
    demo: Demo, first: tuple[int, str, float]
) -> None:
    printed = first[1]
    for part in ("Coverage per source", "Articles, and what each repeats", "copy of", "Events", "according to"):
        assert part in printed
    places = demo.ask("select distinct place from mart.event where is_counted and low > 0 and place is not null")
    assert len(places) >= 3
    assert [place for (place,) in places if place not in printed] == []
    assert str(demo.data / "presswatch.duckdb") in printed
    queries = sorted((ROOT / "launcher" / "sql").glob("try_*.sql"))
    assert len(queries) == 3
    for query in queries:
        assert query.read_text(encoding="utf-8").splitlines()[0] in printed


def test_every_row_it_shows_is_in_the_file_and_none_is_in_the_shells_warehouse(
    demo: Demo, first: tuple[int, str, float]
) -> None:
    articles = demo.rows("presswatch.duckdb", ("mart",))["mart.article"]
    assert len(articles) > 15
    assert not Path(demo.environ["PRESSWATCH_WAREHOUSE"]).exists()


def test_a_second_run_adds_no_row_to_core_and_mart(demo: Demo, first: tuple[int, str, float]) -> None:
    before = demo.rows("warehouse.duckdb", ("core",)), _without_looks(demo.rows("presswatch.duckdb", ("mart",)))
    code, printed, _ = demo.run()
    assert code == 0, printed
    after = demo.rows("warehouse.duckdb", ("core",)), _without_looks(demo.rows("presswatch.duckdb", ("mart",)))
    assert after == before


def _without_looks(mart: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]] | int]:
    """Coverage and health tell of every look at a feed, so only their number of rows stays."""
    counted = ("mart.coverage", "mart.source_health", "mart.rejection")
    return {name: len(rows) if name in counted else rows for name, rows in mart.items()}


def test_ctrl_c_in_the_middle_leaves_no_process_behind(demo: Demo, first: tuple[int, str, float]) -> None:
    process = demo.start()
    assert process.stdout
    line = next(line for line in process.stdout if "runs through Airflow" in line)
    assert line
    wait_until(lambda: demo.processes(), "Airflow runs", 20)
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    assert process.wait(timeout=30) == 130
    assert demo.processes() == []


def test_it_wrote_nothing_into_the_home_folder(demo: Demo, first: tuple[int, str, float]) -> None:
    assert list(demo.home.rglob("*")) == []
