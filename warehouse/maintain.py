"""Upkeep: run the checks, give space back, delete what is past its time. Deletes no row of core."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from ingest import runs
from ingest.errors import BadRunFolder
from ingest.runs import RunFolder
from ingest.settings import Settings
from warehouse import layout, scripts
from warehouse.load import ABANDONED_AFTER
from warehouse.migrate import is_lake
from warehouse.transaction import transaction

_SAMPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check: how many rows are wrong, and up to five of them as text."""

    check_name: str
    wrong_rows: int
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """What retention removed: archive files, their bytes, and folders of runs that never found anything."""

    archive_files: int
    archive_bytes: int
    run_folders: int


def check(con: duckdb.DuckDBPyConnection) -> tuple[CheckResult, ...]:
    """Run every script of checks/, each of which selects the rows that are wrong, and keep the results in
    ops.check_result."""
    results = tuple(_check(con, name) for name in scripts.names("checks"))
    with transaction(con):
        con.execute("delete from ops.check_result")
        for result in results:
            con.execute(
                "insert into ops.check_result values ($name, now(), $wrong, $sample)",
                {"name": result.check_name, "wrong": result.wrong_rows, "sample": list(result.sample)},
            )
    return results


def compact(con: duckdb.DuckDBPyConnection) -> None:
    """Give back the space of deleted rows; on a DuckLake merge small files, in a file put what late articles have left out of
    order back in order of arrival."""
    if is_lake(con):
        con.execute("call ducklake_merge_adjacent_files(current_database())")
    else:
        layout.sort(con)
    con.execute("checkpoint")


def retain(settings: Settings, *, now: datetime) -> Retained:
    """Delete archive files last written more than `settings.keep_archive_days` days ago (never where that is None), and
    run folders that were begun but found nothing for six hours."""
    files = _expired(settings.archive, now, settings.keep_archive_days)
    size = sum(path.stat().st_size for path in files)
    for path in files:
        path.unlink()
    return Retained(archive_files=len(files), archive_bytes=size, run_folders=_drop_empty_runs(settings.runs, now))


def _check(con: duckdb.DuckDBPyConnection, name: str) -> CheckResult:
    rows = con.execute(scripts.read(name)).fetchall()
    return CheckResult(
        check_name=name.split("/")[1], wrong_rows=len(rows), sample=tuple(str(row)[:500] for row in rows[:_SAMPLE])
    )


def _expired(archive: Path, now: datetime, keep_days: int | None) -> list[Path]:
    if keep_days is None:
        return []
    before = (now - timedelta(days=keep_days)).timestamp()
    return [path for path in sorted(archive.rglob("*.warc.gz")) if path.stat().st_mtime < before]


def _drop_empty_runs(folders: Path, now: datetime) -> int:
    """A run that discovered nothing has nothing to load."""
    before = now - ABANDONED_AFTER
    empty = [folder for folder in runs.existing(folders) if not folder.is_discovered and _began_at(folder) < before]
    for folder in empty:
        runs.remove(folder)
    return len(empty)


def _began_at(folder: RunFolder) -> datetime:
    """As `run.json` says; where it cannot be read, the time of the file tells."""
    try:
        return folder.run.started_at
    except BadRunFolder:
        return datetime.fromtimestamp((folder.path / "run.json").stat().st_mtime, UTC)
