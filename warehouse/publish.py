"""The analysts' file: built beside the published one, then swapped in. Never opens the published file, so it blocks no
reader and waits for none; whoever has the old file open keeps it undisturbed."""

import json
import os
from pathlib import Path
from uuid import uuid4

import duckdb
import psutil

from warehouse import scripts
from warehouse.connect import CATALOG
from warehouse.migrate import migrate

_NEXT = "next"
_READABLE_FROM = "v1.2.0"  # analysts' own DuckDB may be older than ours

# What analysts need. The rest (items of feeds, fingerprints, our own notes) stays in the warehouse.
PUBLISHED = (
    "core.source",
    "core.article",
    "core.alias",
    "core.relation",
    "core.pointer",
    "core.change",
    "core.story_text",
    "core.story_alias",
    "core.event",
    "core.incident_event",
    "core.incident_link",
    "core.incident_alias",
    "core.second_event",
    "raw.poll",
    "raw.capture",
    "ops.run",
    "ops.load",
    "ops.url",
    "ops.rejection",
    "ops.metadata_candidate",
    "ops.check_result",
    "ops.settlement",
)
_UNPUBLISHED = (
    "raw.feed_entry",
    "core.fingerprint",
    "core.boilerplate",
    "core.gist",
    "core.trace",
    "ops.writer",
    "ops.view_build",
)
_CHOICE = {
    "raw.capture": "queries/published_capture",
    "ops.metadata_candidate": "queries/published_metadata_candidate",
}


def publish(con: duckdb.DuckDBPyConnection, published: Path) -> bool:
    """Swap in a new analysts' file at `published` if anything changed since the last one; whether it did."""
    _sweep(published)
    state = _state(con)
    if _published_state(published) == state:
        return False
    scratch = published.with_name(f".{published.name}.{os.getpid()}.{uuid4().hex[:8]}.next")
    try:
        _build(con, scratch)
        _swap(scratch, published, state)
    finally:
        scratch.unlink(missing_ok=True)
    return True


def _state(con: duckdb.DuckDBPyConnection) -> str:
    """Changes whenever a published row, a view or the shape of a table may have."""
    row = con.execute(scripts.read("queries/state")).fetchone()
    return json.dumps([scripts.digest("migrations"), scripts.digest("views"), *(row or ())], default=str)


def _published_state(published: Path) -> str | None:
    """What the file was made from, by the note beside it; None where either is missing or they do not belong together."""
    try:
        note = json.loads(_note(published).read_text(encoding="utf-8"))
        return str(note["state"]) if note["file"] == _identity(published) else None
    except (OSError, ValueError, KeyError, TypeError):  # no note, or one that was cut short: publish again
        return None


def _build(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    path = str(scratch).replace("'", "''")
    con.execute(f"attach '{path}' as {_NEXT} (storage_version '{_READABLE_FROM}')")
    try:
        con.execute(f"use {_NEXT}")
        migrate(con)
        for table in PUBLISHED:
            _copy(con, table)
        for table in _UNPUBLISHED:
            con.execute(f"drop table {table}")
    finally:
        con.execute(f"use {CATALOG}")
        con.execute(f"detach {_NEXT}")


def _copy(con: duckdb.DuckDBPyConnection, table: str) -> None:
    rows = scripts.read(_CHOICE[table]) if table in _CHOICE else f"select * from {CATALOG}.{table}"  # noqa: S608
    con.execute(f"insert into {_NEXT}.{table} by name {rows}")


def _swap(scratch: Path, published: Path, state: str) -> None:
    """Durable before visible. A log that a writing analyst left belongs to the old file and would spoil the new one."""
    _sync(scratch)
    published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
    scratch.replace(published)
    _sync(published.parent)
    note = scratch.with_suffix(".note.next")
    note.write_text(json.dumps({"state": state, "file": _identity(published)}), encoding="utf-8")
    note.replace(_note(published))


def _note(published: Path) -> Path:
    return published.with_name(f".{published.name}.state")


def _identity(published: Path) -> list[int]:
    """Which file this is. An analyst who writes into it changes it, and the next publication puts that right."""
    status = published.stat()
    return [status.st_ino, status.st_size, status.st_mtime_ns]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(published: Path) -> None:
    """Remove what killed publishers left; the name bears the id of the process. Our own id there is an earlier life's."""
    for path in published.parent.glob(f".{published.name}.*.next*"):
        pid = path.name.removeprefix(f".{published.name}.").split(".", 1)[0]
        if pid == str(os.getpid()) or not (pid.isdigit() and psutil.pid_exists(int(pid))):
            path.unlink(missing_ok=True)
