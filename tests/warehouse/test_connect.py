"""The door: who may come in, and who is told to wait."""

import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.errors import BadWarehouse, WarehouseLocked
from tests.warehouse import made
from warehouse.connect import connect

_HOLD = """
import sys, time, duckdb
con = duckdb.connect()
con.execute(f"attach '{sys.argv[1]}' as held")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def holder_of(path: str, seconds: float) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", _HOLD, path, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_the_warehouse_is_named(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, lock_wait_s=0.3)
    made.asked(settings, "select 1")
    holder = holder_of(settings.warehouse, 30)
    try:
        with pytest.raises(WarehouseLocked, match=rf"process {holder.pid} \(.*python.*\) for more than 0.3 s"):
            made.asked(settings, "select 1")
    finally:
        holder.kill()
        holder.wait()


def test_a_warehouse_given_back_in_time_is_waited_for(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.asked(settings, "select 1")
    holder = holder_of(settings.warehouse, 1.0)
    began = time.monotonic()
    assert made.asked(settings, "select 42") == [(42,)]
    assert time.monotonic() - began > 0.5
    holder.wait()


def test_the_pauses_double_and_end_with_the_patience(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, lock_wait_s=1.0)
    clock, pauses = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock[0] += seconds

    with (
        connect(settings),
        pytest.raises(WarehouseLocked, match="this process"),
        connect(settings, sleep=sleep, tick=lambda: clock[0]),
    ):
        pass
    assert pauses == pytest.approx([0.05, 0.1, 0.2, 0.4, 0.25])


def test_the_file_is_free_once_the_connection_is_closed(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    with pytest.raises(duckdb.ParserException), connect(settings) as con:
        con.execute("begin; no sql")
    holder = holder_of(settings.warehouse, 0.0)
    assert holder.wait() == 0


def test_a_file_that_is_no_database_is_refused_with_a_cure(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    Path(settings.warehouse).write_bytes(b"no database" * 1000)
    with pytest.raises(BadWarehouse, match=r"not a valid DuckDB database file.*PRESSWATCH_WAREHOUSE"):
        made.asked(settings, "select 1")


def test_any_folder_and_file_name_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "it's [here] *(new)* ünï"
    settings = made.settings_in(folder, warehouse=str(folder / "deep" / "o'clock.duckdb"))
    assert made.passed(settings, "watch-1", [made.entry("one")]).stored == 1


def test_nothing_is_written_outside_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    settings = made.settings_in(tmp_path / "data")
    made.passed(settings, "watch-1", [made.entry("one")])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_times_are_told_in_utc_wherever_the_machine_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [made.entry("one")])
    assert made.asked(settings, "select published_at::varchar from core.article") == [("2025-03-07 12:00:00+00",)]
