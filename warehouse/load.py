"""Load run folders: one transaction per run, everything of it or nothing, and once only. Fetches and judges nothing."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from ingest import runs
from ingest.errors import BadRunFolder, WarehouseLocked
from ingest.judges import Judges
from ingest.runs import RunFolder
from warehouse import batch, scripts
from warehouse.incidents import link_incidents
from warehouse.relations import place, revise, times
from warehouse.rows import records
from warehouse.stories import cluster
from warehouse.transaction import transaction
from warehouse.turns import Turn, begin_turn

ABANDONED_AFTER = timedelta(hours=6)  # no task of a run takes so long; what is left then is left for good
_GONE = ".gone-"
_TRIES = 6
_FIRST_PAUSE_S = 0.2

_log = logging.getLogger(__name__)

# Order matters only where a script reads what another writes: polls look at the entries known before this run.
_LOADS = (
    "core.source",
    "ops.run",
    "raw.capture",
    "raw.poll",
    "raw.feed_entry",
    "core.article",
    "core.alias",
    "core.fingerprint",
    "core.event",
    "core.second_event",
    "ops.metadata_candidate",
    "ops.rejection",
    "ops.url",
    "ops.load",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCounts:
    """What a run came to, in article addresses: `discovered` = `stored` + `duplicate` + `pending` + all of `rejected` and
    `failed` (by reason). `events` and `revisions` (new texts under addresses stored before) are rows."""

    run_id: str
    discovered: int
    stored: int
    duplicate: int
    pending: int
    rejected: dict[str, int]
    failed: dict[str, int]
    events: int
    revisions: int


def load(
    con: duckdb.DuckDBPyConnection, folder: RunFolder, judges: Judges, *, sleep: Callable[[float], None] = time.sleep
) -> LoadCounts:
    """Load what the folder holds, then remove it; a run loaded before only has its counts read. What was selected and
    not processed becomes pending.

    Raises BadRunFolder for files that cannot be read, WarehouseLocked where other loaders are always faster."""
    counts = _ledger(con, folder.path.name) or _load_patiently(con, folder, judges, sleep)
    _drop(folder)
    return counts


def load_waiting(
    con: duckdb.DuckDBPyConnection, folders: Path, judges: Judges, *, now: datetime
) -> tuple[LoadCounts, ...]:
    """Load what earlier runs left below `folders`: complete ones, loaded ones that still stand, and those given up six
    hours ago. A folder that cannot be read is set aside under `.broken`, and reported by BadRunFolder at the end."""
    _sweep(folders)
    done: list[LoadCounts] = []
    broken: list[BadRunFolder] = []
    for folder in runs.existing(folders):
        try:
            if _ledger(con, folder.path.name) or folder.is_complete or _is_abandoned(folder, now):
                done.append(load(con, folder, judges))
        except BadRunFolder as problem:
            _set_aside(folder)
            broken.append(problem)
    if broken:
        raise broken[0]
    return tuple(done)


def _is_abandoned(folder: RunFolder, now: datetime) -> bool:
    return folder.is_discovered and folder.run.started_at < now - ABANDONED_AFTER


def _drop(folder: RunFolder) -> None:
    """Gone under its own name at once, whatever interrupts the deletion of its files."""
    gone = RunFolder(folder.path.with_name(_GONE + folder.path.name))
    if folder.path.is_dir():
        folder.path.replace(gone.path)
    runs.remove(gone)


def _sweep(folders: Path) -> None:
    for path in folders.glob(f"{_GONE}*"):
        runs.remove(RunFolder(path))


def _set_aside(folder: RunFolder) -> None:
    aside = folder.path.parent / ".broken"
    aside.mkdir(exist_ok=True)
    folder.path.rename(aside / folder.path.name)
    _log.error("run folder %s cannot be read and was set aside in %s", folder.path.name, aside)


def _load_patiently(
    con: duckdb.DuckDBPyConnection, folder: RunFolder, judges: Judges, sleep: Callable[[float], None]
) -> LoadCounts:
    """Of two loads at once, on a warehouse that takes several writers, the later one starts again."""
    pause = _FIRST_PAUSE_S
    for _ in range(_TRIES):
        try:
            return _ledger(con, folder.path.name) or _load_once(con, folder, judges)
        except duckdb.TransactionException as problem:
            _log.warning("load of %s starts again: %s", folder.path.name, problem)
            sleep(pause)
            pause *= 2
    raise WarehouseLocked(
        folder.path.name, f"other loads were faster {_TRIES} times", "The folder stays, and the next run loads it"
    )


def _load_once(con: duckdb.DuckDBPyConnection, folder: RunFolder, judges: Judges) -> LoadCounts:
    if folder.run.run_id != folder.path.name:
        raise BadRunFolder(
            str(folder.path), f"run.json names run {folder.run.run_id}", "Give the folder its run's name"
        )
    batch.stage(con, folder)
    con.execute(f"set variable is_whole = {folder.is_complete}")
    with transaction(con):
        turn = begin_turn(con, folder.path.name)
        return _ledger(con, folder.path.name) or _load_batch(con, judges, turn)


def _load_batch(con: duckdb.DuckDBPyConnection, judges: Judges, turn: Turn) -> LoadCounts:
    for name in ("known", "handled", "frontier", "newcomers"):
        con.execute(scripts.read(f"queries/{name}"))
    for name in _LOADS:
        con.execute(scripts.read(f"loads/{name}"))
    revise(con, judges, turn)
    fresh = times(con.execute(scripts.read("queries/fresh")).fetchall())
    place(con, judges, turn, fresh, newcomers=frozenset(fresh))
    cluster(con, judges.stories, turn)
    link_incidents(con, judges.incidents, turn)
    counts = _ledger(con, turn.run_id)
    assert counts is not None, "loads/ops.load writes the row"
    return counts


def _ledger(con: duckdb.DuckDBPyConnection, run_id: str) -> LoadCounts | None:
    """What an earlier load of the run came to; None where there was none."""
    found = records(con, scripts.read("queries/counts"), LoadCounts, {"run_id": run_id})
    return found[0] if found else None
