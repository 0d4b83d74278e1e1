"""How the tables that are looked through by day lie on the disk: by day on a DuckLake, in order of arrival in a file. What is in
them it does not change."""

from datetime import datetime
from itertools import pairwise

import duckdb

from warehouse import scripts
from warehouse.transaction import transaction

_SLICE = 200_000  # rows sorted at once
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

    Each is one transaction, a slice at a time, so that memory stays small; the old rows' room is free after a checkpoint."""
    found = con.execute(scripts.read("queries/disorder")).fetchall()
    disordered = tuple(name for name, blocks, covered in found if covered > 1 + max(2, _SPOILED * blocks))
    for name in disordered:
        with transaction(con):
            _rewrite(con, name)
        con.execute("checkpoint")
    return disordered


def _rewrite(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """The rows once more, sorted, then away with the old ones: comments and constraints stay with the table."""
    (last,) = con.execute(f"select max(rowid) from {name}").fetchone() or (0,)  # noqa: S608 - own names
    bounds = _bounds(con, name)
    for first_at, end_at in pairwise(bounds):
        con.execute(
            f"insert into {name} select * from {name}"  # noqa: S608
            # those written by this transaction have higher row ids
            " where arrived_at >= $first_at and ($end_at is null or arrived_at < $end_at) and rowid <= $last"
            " order by arrived_at, revision_id",
            {"first_at": first_at, "end_at": end_at, "last": last},
        )
    con.execute(f"delete from {name} where rowid <= $last", {"last": last})  # noqa: S608


def _bounds(con: duckdb.DuckDBPyConnection, name: str) -> list[datetime | None]:
    """Instants that part a table into slices of about `_SLICE` rows: the first one's, and None for the end."""
    found = con.execute(
        f"select quantile_disc(arrived_at, [slice / $slices for slice in range($slices)]) from {name}",  # noqa: S608
        {"slices": max(1, -(-_rows(con, name) // _SLICE))},
    ).fetchone()
    assert found is not None, "an aggregate has a row"
    return [*sorted(set(found[0])), None]


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> int:
    found = con.execute(f"select count(*) from {name}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0
