"""What a run will ask for: the channels that are due, then the pages worth fetching. Asks for nothing itself."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import duckdb

from ingest import runs
from ingest.errors import BadSources
from ingest.model import FeedEntry, PlannedFetch, Source, Standby
from ingest.runs import RunFolder
from warehouse import batch, scripts
from warehouse.rows import records
from warehouse.transaction import transaction

T = TypeVar("T")
_LONGEST_NAME = 60


def plan(
    con: duckdb.DuckDBPyConnection,
    folder: RunFolder,
    sources: Sequence[Source],
    *,
    now: datetime,
    only: Sequence[str] = (),
) -> int:
    """Write the folder's `sources.jsonl` and `plan.jsonl`; how many feeds and sitemaps are to be asked.

    Records the sources and the run. `only`: ids of sources to keep to. Raises BadSources for an id that is not there."""
    runs.write_records(folder.path / "sources.jsonl", _kept(sources, only))
    batch.stage(con, folder, ("run", "source"))
    with transaction(con):
        con.execute(scripts.read("loads/core.source"))
        con.execute(scripts.read("loads/ops.run"))
    return runs.write_records(
        folder.path / "plan.jsonl", records(con, scripts.read("queries/due"), PlannedFetch, {"now": now})
    )


def select(con: duckdb.DuckDBPyConnection, folder: RunFolder, *, chunks: int, now: datetime) -> tuple[str, ...]:
    """Screen the discovered entries, add what is due again or left over, and write at most `chunks` chunk files with
    whole hosts in each, and `standbys.jsonl`; the chunks' names. A folder selected before keeps its chunks."""
    if folder.is_selected:
        return folder.chunks
    batch.stage(con, folder, ("run", "source", "entry"))
    entries = records(con, scripts.read("queries/selection"), FeedEntry, {"now": now})
    _clear(folder)
    for name, part in _named(_parts(entries, chunks)):
        runs.write_records(folder.path / "chunks" / f"{name}.jsonl", part)
    batch.stage(con, folder, ("chosen", "poll"))
    runs.write_records(folder.path / "standbys.jsonl", records(con, scripts.read("queries/standby"), Standby))
    runs.write_records(folder.path / "chunks" / "READY", ())
    return folder.chunks


def _kept(sources: Sequence[Source], only: Sequence[str]) -> tuple[Source, ...]:
    if missing := set(only) - {source.source_id for source in sources}:
        raise BadSources(
            ", ".join(sorted(missing)), "no such source", "Take ids from the first column of the sources file"
        )
    return tuple(source for source in sources if not only or source.source_id in only)


def _clear(folder: RunFolder) -> None:
    """A killed try may have left chunks without the READY mark."""
    for path in (folder.path / "chunks").glob("*.jsonl"):
        path.unlink()


def _parts(entries: Sequence[FeedEntry], chunks: int) -> list[list[FeedEntry]]:
    """Whole hosts, the largest first, each into the part that has least; no part is empty."""
    hosts: defaultdict[str, list[FeedEntry]] = defaultdict(list)
    for entry in entries:
        hosts[_host(entry)].append(entry)
    parts: list[list[FeedEntry]] = [[] for _ in range(max(1, chunks))]
    for _, group in sorted(hosts.items(), key=lambda item: (-len(item[1]), item[0])):
        min(parts, key=len).extend(group)
    return [part for part in parts if part]


def _named(parts: Sequence[list[FeedEntry]]) -> list[tuple[str, list[FeedEntry]]]:
    """`00-example.org+3`: a number, the first host, and how many more."""
    named = []
    for number, part in enumerate(parts):
        hosts = dict.fromkeys(_host(entry) for entry in part)
        first = re.sub(r"[^a-z0-9.-]", "_", next(iter(hosts)))[:_LONGEST_NAME]
        more = f"+{len(hosts) - 1}" if len(hosts) > 1 else ""
        named.append((f"{number:02d}-{first}{more}", part))
    return named


def _host(entry: FeedEntry) -> str:
    return urlsplit(entry.url).netloc.rsplit("@", 1)[-1].lower()
