"""Questions to the analysts' file, read only. Opens no warehouse and changes nothing."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from ingest.errors import BadWarehouse, Misconfigured, PresswatchError, WarehouseLocked
from warehouse import scripts

_PID = re.compile(r"\(PID (\d+)\)")


class Table(NamedTuple):
    """An answer: names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An event with all it rests on, each part by column name: its row in mart.event, the article revision with its
    text (core.article), and the exchange that brought the page (raw.capture), None where the archive kept none."""

    event: dict[str, object]
    article: dict[str, object]
    capture: dict[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident and its events in the order in which they were told, each by column name."""

    incident: dict[str, object]
    events: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """An article as it stands (without its text), and what every place said of its metadata, each by column name; none
    where the article was stored before they were kept."""

    article: dict[str, object]
    candidates: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """An article as it stands (without its text), and the pairs of mart.duplicate that it is in, oldest first, each by column
    name and with both texts (`text`, `original_text`) and their outlets, languages and times of arrival."""

    article: dict[str, object]
    pairs: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How things stand: health of the sources, what is known of each day, the last runs, and checks that found wrong
    rows."""

    sources: Table
    coverage: Table
    runs: Table
    checks: Table


def rows(published: Path, sql: str) -> Table:
    """The answer to `sql` (columns, rows); of several statements, the last one's. Times are UTC.

    Raises Misconfigured where there is no published file yet, or where DuckDB refuses the query, with its reason."""
    with _opened(published) as con:
        return _asked(con, sql)


def event_with_evidence(published: Path, event_id: str) -> Evidence:
    """An event down to its capture. Raises Misconfigured for an id that is not there."""
    with _opened(published) as con:
        event = _one(con, "queries/event", event_id)
        if event is None:
            raise Misconfigured(f"event {event_id}", "is not in the published file", "Take an event_id from mart.event")
        article = _one(con, "queries/event_article", event_id) or {}
        return Evidence(event=event, article=article, capture=_one(con, "queries/event_capture", event_id))


def reasons(published: Path, address: str, ids: Sequence[str]) -> Reasons:
    """What the article at `address`, or with one of `ids`, was read from. Raises Misconfigured where there is none."""
    with _opened(published) as con:
        article = _article(con, address, ids)
        said = _named(con, "queries/candidates", {"article_id": article["article_id"]})
        return Reasons(article=article, candidates=said)


def incident(published: Path, named: str) -> Incident:
    """The incident of this id, present or former, or the one that this event reports. Raises Misconfigured where there is
    none."""
    with _opened(published) as con:
        found = _named(con, "queries/named_incident", {"id": named})
        if not found:
            raise Misconfigured(
                f"incident {named}",
                "is not in the published file",
                "Take an incident_id from mart.incident, or the event_id of one that is told as having happened",
            )
        events = _named(con, "queries/incident_told", {"id": found[0]["incident_id"]})
        return Incident(incident=found[0], events=events)


def pairs(published: Path, address: str, ids: Sequence[str], most: int) -> Pairs:
    """What the article at `address`, or with one of `ids`, repeats and what repeats it, at most so many pairs. Raises
    Misconfigured where there is no such article."""
    with _opened(published) as con:
        article = _article(con, address, ids)
        found = _named(con, "queries/pairs", {"article_id": article["article_id"], "most": most})
        return Pairs(article=article, pairs=found)


def exported(
    published: Path, of: str, kind: str, chosen: dict[str, object], known: dict[str, object], names: dict[str, object]
) -> Table:
    """What the parameters of queries/export_of_<of>.sql choose of what counts, as queries/export_<kind>.sql lays it out, with the
    actors and countries of queries/export_named.sql."""
    with _opened(published) as con:
        _ours(con, f"queries/export_of_{of}", chosen)
        _ours(con, "queries/export_named", known)
        return _ours(con, f"queries/export_{kind}", names)


def status(published: Path) -> Status:
    """Sources, coverage of the last days, the last runs, failed checks."""
    with _opened(published) as con:
        return Status(
            sources=_asked(con, scripts.read("queries/status_sources")),
            coverage=_asked(con, scripts.read("queries/status_coverage")),
            runs=_asked(con, scripts.read("queries/status_runs")),
            checks=_asked(con, scripts.read("queries/status_checks")),
        )


@contextmanager
def _opened(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not published.is_file():
        raise Misconfigured(
            str(published),
            "nothing has been published yet",
            "Run `presswatch run` or `make demo` first, or set PRESSWATCH_DATA",
        )
    try:
        con = duckdb.connect(str(published), read_only=True)
    except duckdb.Error as problem:
        raise _unreadable(published, str(problem)) from problem
    try:
        con.execute("set timezone = 'UTC'")
        yield con
    finally:
        con.close()


def _unreadable(published: Path, problem: str) -> PresswatchError:
    if "Could not set lock" in problem:
        found = _PID.search(problem)
        holder = f"process {found[1]}" if found else "another process"
        return WarehouseLocked(
            str(published),
            f"{holder} has it open for writing",
            "Have it opened read only there, or ask again after the next run",
        )
    if "WAL does not match" in problem:
        return BadWarehouse(
            str(published),
            "somebody wrote into an earlier edition of it and left a log",
            f"Remove {published.name}.wal, or ask again after the next run, which removes it",
        )
    return BadWarehouse(str(published), problem.split("\n", 1)[0], "Remove it; the next run publishes it anew")


def _asked(con: duckdb.DuckDBPyConnection, sql: str) -> Table:
    try:
        if not duckdb.extract_statements(sql):
            return Table((), [])
        answer = con.execute(sql)
        columns = tuple(str(column[0]) for column in answer.description or ())
        return Table(columns, answer.fetchall() if columns else [])
    except duckdb.Error as problem:
        raise Misconfigured(
            "the query", str(problem).rstrip("."), "Tables are listed by `show all tables`"
        ) from problem


def _article(con: duckdb.DuckDBPyConnection, address: str, ids: Sequence[str]) -> dict[str, object]:
    found = _named(con, "queries/named_article", {"address": address, "ids": list(ids)})
    if not found:
        raise Misconfigured(
            f"article {address}",
            "is not in the published file",
            "Take an article_id or url from mart.article; mart.rejection says why an address is not stored",
        )
    return found[0]


def _one(con: duckdb.DuckDBPyConnection, script: str, event_id: str) -> dict[str, object] | None:
    found = _named(con, script, {"event_id": event_id})
    return found[0] if found else None


def _named(con: duckdb.DuckDBPyConnection, script: str, parameters: dict[str, object]) -> tuple[dict[str, object], ...]:
    """The rows that a script of ours selects, each by column name."""
    columns, found = _ours(con, script, parameters)
    return tuple(dict(zip(columns, row, strict=True)) for row in found)


def _ours(con: duckdb.DuckDBPyConnection, script: str, parameters: dict[str, object]) -> Table:
    """What a script of ours selects."""
    try:
        answer = con.execute(scripts.read(script), parameters)
    except (duckdb.BinderException, duckdb.CatalogException) as problem:
        raise BadWarehouse(
            "the published file", "an earlier version of presswatch made it", "The next run publishes it anew"
        ) from problem
    return Table(tuple(str(column[0]) for column in answer.description or ()), answer.fetchall())
