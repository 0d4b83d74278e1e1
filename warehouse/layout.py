"""How the tables that are looked through by day lie on the disk: by day on a DuckLake, in order of arrival in a file. What is in
them it does not change."""

from datetime import datetime

import duckdb

from warehouse import scripts
from warehouse.transaction import transaction

_SPOILED = 0.25  # share of the row groups that may lie out of order before a table is written anew


def partition(con: duckdb.DuckDBPyConnection) -> None:
    """Set the partitions of a DuckLake's tables, where they are not set; what lies there already stays as it is.

    Not within a migration: a table that was filled in a transaction cannot be altered in it."""
    done = {name for (name,) in con.execute(scripts.read("queries/partitioned")).fetchall()}
    for script in scripts.names("lake"):
        if script.split("/")[1] not in done:
            with transaction(con):
                for statement in scripts.statements(script):
                    con.execute(statement)


def sort(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Write those tables of a file anew, in order of arrival, that late articles have put out of order; which ones.

    Each is one transaction, month by month, so that memory stays small; the old rows' room is free after a checkpoint."""
    found = con.execute(scripts.read("queries/disorder")).fetchall()
    disordered = tuple(name for name, blocks, covered in found if covered > 1 + max(2, _SPOILED * blocks))
    for name in disordered:
        with transaction(con):
            _rewrite(con, name)
        con.execute("checkpoint")
    return disordered


def _rewrite(con: duckdb.DuckDBPyConnection, name: str) -> None:
    months = con.execute(
        f"select distinct date_trunc('month', arrived_at) from {name} order by all"  # noqa: S608 - own names
    ).fetchall()
    (last,) = con.execute(f"select max(rowid) from {name}").fetchone() or (0,)  # noqa: S608
    for (month,) in months:
        _append(con, name, month, last)
    con.execute(f"delete from {name} where rowid <= $last", {"last": last})  # noqa: S608


def _append(con: duckdb.DuckDBPyConnection, name: str, month: datetime, last: int) -> None:
    """One month's rows, once more and sorted; those written by this transaction have higher row ids."""
    con.execute(
        f"insert into {name} select * from {name}"  # noqa: S608
        " where arrived_at >= $month and arrived_at < $month + interval 1 month and rowid <= $last"
        " order by arrived_at, revision_id",
        {"month": month, "last": last},
    )
