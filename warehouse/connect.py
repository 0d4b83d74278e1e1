"""The one door to the warehouse: attach it, wait for whoever holds it, bring it up to date. Knows no table."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import duckdb
import psutil

from ingest.errors import BadWarehouse, PresswatchError, WarehouseLocked
from ingest.settings import Settings
from warehouse.migrate import migrate

CATALOG = "warehouse"
_LAKE = "ducklake:"
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.05, 5.0
# extension: what in the target asks for it
_EXTENSIONS = {
    "ducklake": _LAKE,
    "sqlite_scanner": "ducklake:sqlite:",
    "postgres_scanner": "ducklake:postgres:",
    "httpfs": "s3://",
}
_PID = re.compile(r"\(PID (\d+)\)")
_OPTIONS = re.compile(r"^(?P<target>.*?)\s*\((?P<options>[^()]*)\)$", re.DOTALL)


@contextmanager
def connect(
    settings: Settings, *, sleep: Callable[[float], None] = time.sleep, tick: Callable[[], float] = time.monotonic
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose default catalog is the warehouse at `settings.warehouse`, migrated.

    Raises WarehouseLocked, naming the holder, after `settings.lock_wait_s` seconds; BadWarehouse for a file that is no
    warehouse or one of a later version."""
    settings.data.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(":memory:", config=_config(settings))
    try:
        con.execute("set timezone = 'UTC'")
        if settings.warehouse.startswith(_LAKE):
            _load_extensions(con, settings.warehouse)
        _attach_patiently(con, settings, sleep, tick)
        con.execute(f"use {CATALOG}")
        migrate(con)
        yield con
    finally:
        con.close()


def _config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """Nothing is written outside the data folder; extensions are fetched only for a DuckLake."""
    is_lake = settings.warehouse.startswith(_LAKE)
    return {
        "threads": max(1, min(settings.workers, 4)),
        "memory_limit": f"{settings.warehouse_memory_bytes}B",
        "temp_directory": str(settings.data / "tmp"),
        "extension_directory": str(settings.data / "extensions"),
        "autoinstall_known_extensions": is_lake,
        "autoload_known_extensions": is_lake,
    }


def _load_extensions(con: duckdb.DuckDBPyConnection, target: str) -> None:
    """Load what the target needs from packages, where they are installed; DuckDB fetches the others by itself."""
    for extension, sign in _EXTENSIONS.items():
        spec = find_spec(f"duckdb_extension_{extension}")
        if sign in target and spec and spec.origin:
            for path in sorted(Path(spec.origin).parent.rglob("*.duckdb_extension")):
                con.execute(f"load {_quoted(str(path))}")


def _attach_patiently(
    con: duckdb.DuckDBPyConnection, settings: Settings, sleep: Callable[[float], None], tick: Callable[[], float]
) -> None:
    """Try again with doubling pauses until `lock_wait_s` are over."""
    give_up_at, pause = tick() + settings.lock_wait_s, _FIRST_WAIT_S
    while holder := _attach(con, settings):
        left = give_up_at - tick()
        if left <= 0:
            raise WarehouseLocked(
                settings.warehouse,
                f"held by {holder} for more than {settings.lock_wait_s:g} s",
                "End that process, or wait; the run folder keeps the batch and the next run loads it",
            )
        sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_WAIT_S)


def _attach(con: duckdb.DuckDBPyConnection, settings: Settings) -> str | None:
    """Attach; None, or who holds the file."""
    try:
        try:
            con.execute(_attach_statement(settings.warehouse, ""))
        except duckdb.InvalidInputException as problem:
            if "data_path is not set" not in str(problem):
                raise
            # A new lake: its files go into the data folder, unless the target says otherwise.
            con.execute(_attach_statement(settings.warehouse, f" (data_path {_quoted(str(settings.data / 'lake'))})"))
    except (duckdb.Error, OSError) as problem:
        if holder := _holder(str(problem)):
            return holder
        raise _unusable(settings.warehouse, problem) from problem
    return None


def _attach_statement(warehouse: str, options: str) -> str:
    """`attach '…' as warehouse`; a DuckLake target may end in options of its own, such as `(data_path 's3://…')`."""
    target = warehouse
    if warehouse.startswith(_LAKE) and (found := _OPTIONS.match(warehouse)):
        target, options = found["target"], f" ({found['options']})"
    if folder := _local_folder(target):
        folder.mkdir(parents=True, exist_ok=True)
    return f"attach {_quoted(target)} as {CATALOG}{options}"


def _local_folder(target: str) -> Path | None:
    """The folder a local target lies in; None for a catalog server."""
    path = target.removeprefix(_LAKE)
    if path != target:
        path = path.removeprefix("sqlite:").removeprefix("duckdb:")
    return None if re.match(r"[a-z]{2,}:", path) else Path(path).parent


def _holder(message: str) -> str | None:
    """Who holds the file, from DuckDB's message: `process 4711 (python -m …)`; None: it is not about a lock."""
    if "Unique file handle conflict" in message:
        return f"this process ({os.getpid()}) itself"
    if "Could not set lock on file" not in message:
        return None
    found = _PID.search(message)
    return f"process {found[1]} ({_command(int(found[1]))})" if found else "another process"


def _command(pid: int) -> str:
    try:
        return " ".join(" ".join(psutil.Process(pid).cmdline()).split())[:200] or "command unknown"
    except psutil.Error:  # it ended meanwhile, or belongs to another user
        return "command unknown"


def _unusable(warehouse: str, problem: Exception) -> PresswatchError:
    cure = "Set PRESSWATCH_WAREHOUSE to a file that presswatch made, or move this one aside"
    if warehouse.startswith(_LAKE):
        cure = "Check the target in PRESSWATCH_WAREHOUSE, and that its extensions can be loaded"
    return BadWarehouse(warehouse, str(problem).split("\n", 1)[0], cure)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
