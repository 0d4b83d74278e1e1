"""How tables lie on the disk: in a file, those looked through by day are kept in order of arrival."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import made
from warehouse import layout, maintain
from warehouse.connect import connect

_BLOCK = 122_880
_YEAR_S = 365 * 86_400


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(made.settings_in(tmp_path)) as opened:
        yield opened


def _point(con: duckdb.DuckDBPyConnection, blocks: int, when: str) -> None:
    """So many row groups of pointers; `when`: seconds into the year, of row n of `rows`."""
    con.execute(
        "insert into core.pointer by name select 'poi1' || n as pointer_id, 'rev1' || n as revision_id,"
        f" timestamptz '2025-01-01' + to_seconds(({when})::bigint) as arrived_at, 0 as turn, 'run' as run_id"
        f" from (select n, {blocks * _BLOCK} as rows from range({blocks * _BLOCK}) as r(n))"
    )


def _rows(con: duckdb.DuckDBPyConnection) -> tuple[object, ...] | None:
    return con.execute(
        "select count(*), count(distinct pointer_id), bit_xor(hash(pointer_id, revision_id, arrived_at)) from core.pointer"
    ).fetchone()


def _is_sorted(con: duckdb.DuckDBPyConnection) -> bool:
    found = con.execute(
        "select bool_and(arrived_at >= before) from"
        " (select arrived_at, lag(arrived_at) over (order by rowid) as before from core.pointer) where before is not null"
    ).fetchone()
    return found == (True,)


def test_a_table_in_order_of_arrival_is_left_as_it_is(con: duckdb.DuckDBPyConnection) -> None:
    _point(con, 4, f"n / rows * {_YEAR_S}")
    assert layout.sort(con) == ()


def test_a_few_late_articles_are_no_reason_to_write_a_table_anew(con: duckdb.DuckDBPyConnection) -> None:
    _point(con, 4, f"case when n = rows - 1 then 0 else n / rows * {_YEAR_S} end")
    assert layout.sort(con) == ()


def test_a_table_out_of_order_is_written_anew_with_the_same_rows(con: duckdb.DuckDBPyConnection) -> None:
    _point(con, 4, f"hash(n) % {_YEAR_S}")
    before, comments = _rows(con), _described(con)
    maintain.compact(con)
    assert _is_sorted(con)
    assert _rows(con) == before
    assert _described(con) == comments
    assert layout.sort(con) == ()


def _described(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return con.execute(
        "select column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where schema_name = 'core' and table_name = 'pointer' and database_name = current_database() order by all"
    ).fetchall()


def test_rows_of_one_instant_stay_together_and_are_written_once(con: duckdb.DuckDBPyConnection) -> None:
    """Slices are parted by instants: however many rows share one."""
    _point(con, 4, f"case when n % 2 = 0 then 0 else hash(n) % {_YEAR_S} end")
    before = _rows(con)
    layout.sort(con)
    assert _is_sorted(con)
    assert _rows(con) == before


def test_an_empty_warehouse_is_in_order(con: duckdb.DuckDBPyConnection) -> None:
    assert layout.sort(con) == ()
