"""Bring the attached warehouse to this version: numbered migrations forward, then the views. Never goes back."""

import re

import duckdb

from ingest.errors import BadWarehouse
from warehouse import layout, scripts
from warehouse.transaction import transaction

_VIEW_COLUMN_COMMENT = re.compile(r"\s*(?:--[^\n]*\n\s*)*comment on column")


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing in the connection's default catalog, one transaction per migration, and rebuild the views
    if they changed. Raises BadWarehouse where the warehouse is of a later version."""
    done = _applied(con)
    known = {_number(name): name for name in scripts.names("migrations")}
    if later := sorted(done - known.keys()):
        raise BadWarehouse(
            "the warehouse",
            f"a later version of presswatch made it (migration {later[-1]} is not known here)",
            "Use that version, or a later one",
        )
    for number in sorted(known.keys() - done):
        _apply(con, number, known[number])
    if is_lake(con):
        layout.partition(con)
    build_views(con)


def build_views(con: duckdb.DuckDBPyConnection) -> None:
    """Replace every view, unless those of this version stand already."""
    wanted = scripts.digest("views")
    if con.execute("select digest from ops.view_build").fetchall() == [(wanted,)]:
        return
    with transaction(con):
        con.execute("create schema if not exists mart")
        for name in scripts.names("views"):
            _run(con, name)
        con.execute("delete from ops.view_build")
        con.execute("insert into ops.view_build values ($digest, now())", {"digest": wanted})


def is_lake(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the default catalog is a DuckLake."""
    found = con.execute("select type from duckdb_databases() where database_name = current_database()").fetchone()
    return found is not None and found[0] == "ducklake"


def _applied(con: duckdb.DuckDBPyConnection) -> set[int]:
    exists = con.execute(
        "select count(*) from duckdb_tables() where database_name = current_database()"
        " and schema_name = 'ops' and table_name = 'migration'"
    ).fetchone()
    if exists == (0,):
        for statement in scripts.statements("queries/ledger"):
            con.execute(statement)
    return {number for (number,) in con.execute("select number from ops.migration").fetchall()}


def _apply(con: duckdb.DuckDBPyConnection, number: int, name: str) -> None:
    row = {"number": number, "name": name.split("/")[1]}
    try:
        with transaction(con):
            _run(con, name)
            con.execute("insert into ops.migration values ($number, $name, now())", row)
    except duckdb.Error as problem:
        raise BadWarehouse("the warehouse", f"{name} failed: {problem}", "Restore a copy, and report this") from problem


def _run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run a script. A DuckLake takes comments on views but not on their columns."""
    skips = name.startswith("views/") and is_lake(con)
    for statement in scripts.statements(name):
        if not (skips and _VIEW_COLUMN_COMMENT.match(statement)):
            con.execute(statement)


def _number(name: str) -> int:
    return int(name.split("/")[1].split("_")[0])
