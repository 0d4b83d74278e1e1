"""What the DAG files say, and what reading them costs."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from ingest import errors
from ingest.settings import ROOT
from launcher.up import POOLS

pytestmark = pytest.mark.airflow

HEAVY = (
    "trafilatura",
    "feedparser",
    "aiohttp",
    "duckdb",
    "lxml",
    "numpy",
    "ingest.pipeline",
    "ingest.web",
    "warehouse",
)

_READ = """
import json, sys, time
from airflow.sdk import dag, task  # what any DAG file needs
before, began = set(sys.modules), time.perf_counter()
import dags.watch_feeds, dags.sweep_days, dags.maintain_warehouse
print(json.dumps({"seconds": time.perf_counter() - began, "modules": sorted(set(sys.modules) - before)}))
"""


@pytest.fixture(scope="module")
def reading() -> dict[str, Any]:
    """The three files, read in a fresh process: modules that came with them, and seconds."""
    done = subprocess.run(
        [sys.executable, "-c", _READ], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_reading_the_files_imports_nothing_heavy(reading: dict[str, Any]) -> None:
    assert "dags.sweep_days" in reading["modules"]
    assert [name for name in reading["modules"] if name.startswith(HEAVY)] == []


def test_reading_the_files_is_instant(reading: dict[str, Any]) -> None:
    assert reading["seconds"] < 2, "0.3 s on two idle cores, most of it Airflow's own"


def test_there_are_three_dags_of_the_names_of_their_files(airflow_dags: dict[str, Any]) -> None:
    assert set(airflow_dags) == {path.stem for path in (ROOT / "dags").glob("[a-z]*.py")}
    assert set(airflow_dags) == {"watch_feeds", "sweep_days", "maintain_warehouse"}


def test_none_catches_up_and_none_starts_paused(airflow_dags: dict[str, Any]) -> None:
    assert {dag.catchup for dag in airflow_dags.values()} == {False}
    assert {dag.is_paused_upon_creation for dag in airflow_dags.values()} == {False}
    assert {name: dag.max_active_runs for name, dag in airflow_dags.items()} == {
        "watch_feeds": 1,
        "sweep_days": 2,
        "maintain_warehouse": 1,
    }


def test_every_dag_is_explained_and_every_param_has_a_title_and_a_description(airflow_dags: dict[str, Any]) -> None:
    for name, dag in airflow_dags.items():
        assert len(dag.doc_md) > 300, name
        assert dag.params, name
        for key in dag.params:
            param = dag.params.get_param(key)
            assert param.schema.get("title"), f"{name}.{key}"
            assert len(param.description or "") > 20, f"{name}.{key}"


def test_every_task_is_in_a_pool_that_the_launcher_makes_and_whoever_opens_the_warehouse_is_alone(
    airflow_dags: dict[str, Any],
) -> None:
    pools = {f"{name}.{task.task_id}": task.pool for name, dag in airflow_dags.items() for task in dag.tasks}
    light = {"watch_feeds.report", "sweep_days.report", "maintain_warehouse.judge"}
    assert {pool for task, pool in pools.items() if task not in light} == set(POOLS)
    assert POOLS["warehouse"][0] == 1
    for task in ("plan", "select", "load", "publish"):
        assert pools[f"watch_feeds.{task}"] == pools[f"sweep_days.{task}"] == "warehouse"


def test_every_error_is_retried_or_not_as_its_class_says(airflow_dags: dict[str, Any]) -> None:
    from airflow.sdk import RetryAction

    policy = airflow_dags["watch_feeds"].get_task("load").retry_policy
    for error, is_retried in errors.RETRIED.items():
        decision = policy.evaluate(error("this", "went wrong", "Do that"), 1, 2)
        assert decision.action is (RetryAction.RETRY if is_retried else RetryAction.FAIL), error
    assert policy.evaluate(TypeError("a bug"), 1, 2).action is RetryAction.FAIL
    assert policy.evaluate(OSError(28, "No space left on device"), 1, 2).action is RetryAction.DEFAULT


def test_every_task_follows_that_policy(airflow_dags: dict[str, Any]) -> None:
    tasks = [task for dag in airflow_dags.values() for task in dag.tasks]
    assert {len(task.retry_policy.rules) for task in tasks} == {len(errors.RETRIED) + 1}
    assert {task.retries for task in tasks} == {2}


def test_the_days_that_a_backfill_makes_are_whole_days_in_utc(airflow_dags: dict[str, Any]) -> None:
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DataInterval, TimeRestriction
    from pendulum import datetime

    timetable = coerce_to_core_timetable(airflow_dags["sweep_days"].timetable)
    held = TimeRestriction(earliest=datetime(2024, 2, 28), latest=datetime(2024, 3, 2), catchup=True)
    found, last = [], None
    while info := timetable.next_dagrun_info(last_automated_data_interval=last, restriction=held):
        last = DataInterval(info.data_interval.start, info.data_interval.end)
        found.append((str(last.start.date()), str(last.end.date())))
    assert found == [
        ("2024-02-28", "2024-02-29"),
        ("2024-02-29", "2024-03-01"),
        ("2024-03-01", "2024-03-02"),
        ("2024-03-02", "2024-03-03"),
    ]


def test_a_fresh_installation_polls_first_at_the_next_quarter_of_an_hour(airflow_dags: dict[str, Any]) -> None:
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import TimeRestriction
    from pendulum import now

    timetable = coerce_to_core_timetable(airflow_dags["watch_feeds"].timetable)
    first = timetable.next_dagrun_info(
        last_automated_data_interval=None, restriction=TimeRestriction(earliest=None, latest=None, catchup=False)
    )
    assert first
    assert first.run_after >= now("UTC").subtract(seconds=5)
    assert (first.run_after.minute % 15, first.run_after.second) == (0, 0)
    assert (first.data_interval.end - first.data_interval.start).total_seconds() == 900
