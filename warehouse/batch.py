"""A run folder's JSON lines as temporary tables `batch_*`, typed like the tables they are bound for. Loads nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import msgspec

from ingest.errors import BadRunFolder
from ingest.runs import RunFolder

# batch table: (table whose columns it has, where the files lie in a run folder)
_BATCHES = {
    "run": ("ops.run", "run.json"),
    "source": ("core.source", "sources.jsonl"),
    "poll": ("raw.poll", "discovered/polls.jsonl"),
    "entry": ("raw.feed_entry", "discovered/entries.jsonl"),
    "chosen": ("raw.feed_entry", "chunks/*.jsonl"),
    "capture": ("raw.capture", "*/**/captures.jsonl"),
    "rejection": ("ops.rejection", "*/**/rejections.jsonl"),
    "article": ("core.article", "processed/*/articles.jsonl"),
    "metadata_candidate": ("ops.metadata_candidate", "processed/*/metadata_candidates.jsonl"),
    "alias": ("core.alias", "processed/*/aliases.jsonl"),
    "fingerprint": ("core.fingerprint", "processed/*/fingerprints.jsonl"),
    "gist": ("core.gist", "processed/*/gists.jsonl"),
    "event": ("core.event", "processed/*/events.jsonl"),
    "second_event": ("core.second_event", "processed/*/second_events.jsonl"),
}


def stage(con: duckdb.DuckDBPyConnection, folder: RunFolder, names: Iterable[str] = tuple(_BATCHES)) -> None:
    """Make `batch_<name>` for each name, empty where the folder has no such file. Raises BadRunFolder, naming the line."""
    columns = _columns(con)
    for name in names:
        table, pattern = _BATCHES[name]
        files = [path for path in sorted(folder.path.glob(pattern)) if _is_finished(path, folder.path)]
        _read(con, f"batch_{name}", table, files, columns[table])


def hold(con: duckdb.DuckDBPyConnection, name: str, records: Sequence[object]) -> None:
    """Records of ours as `batch_<name>`, which has the columns of `core.<name>`."""
    table = f"core.{name}"
    con.execute(f"create or replace temp table batch_{name} as select * from {table} limit 0")  # noqa: S608 - own names
    if records:
        shape = msgspec.json.encode([_columns(con)[table]]).decode()
        con.execute(
            f"insert into batch_{name} by name select unnest(from_json($rows, '{shape}'), recursive := true)",
            {"rows": msgspec.json.encode(records).decode()},
        )


def _is_finished(path: Path, root: Path) -> bool:
    """Hidden names are scratch: a killed task may have left them half-written."""
    return not any(part.startswith(".") for part in path.relative_to(root).parts)


def _read(con: duckdb.DuckDBPyConnection, batch: str, table: str, files: list[Path], columns: dict[str, str]) -> None:
    con.execute(f"create or replace temp table {batch} as select * from {table} limit 0")  # noqa: S608 - own names
    if not files:
        return
    try:
        con.execute(
            f"insert into {batch} by name select * from read_json($files, format = 'newline_delimited',"  # noqa: S608
            " columns = $columns, maximum_object_size = $longest)",
            {
                "files": [_no_pattern(path) for path in files],
                "columns": columns,
                "longest": max(16_000_000, *(_longest_line(path) for path in files)) + 1,
            },
        )
    except (duckdb.Error, OSError) as problem:
        raise BadRunFolder(
            str(files[0].parent), str(problem).split("\n", 1)[0], "Move the run folder aside and run again"
        ) from problem


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The columns of every table with their types, as read_json takes them: nothing is guessed from the data."""
    found = con.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()"
        " where database_name = current_database() order by all"
    )
    columns: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table, column, data_type in found.fetchall():
        columns[table][column] = data_type
    return columns


def _longest_line(path: Path) -> int:
    with path.open("rb") as lines:
        return max((len(line) for line in lines), default=0)


def _no_pattern(path: Path) -> str:
    """DuckDB reads `*`, `?` and `[` in a path as a pattern; in brackets they stand for themselves."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in str(path))
