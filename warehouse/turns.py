"""Turns: loads and settle steps, counted, so that of two at once one waits or starts again. Decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

SETTLE = "settle"
"""What a settle step is called where a load has the id of its run."""

Progress = Callable[[int, int], None]
"""Is told how much is done, of how much as far as it is known."""


def unheard(done: int, total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which load or settle step decides, and by which list of boilerplate."""

    number: int
    run_id: str
    boilerplate_version: int


def begin_turn(con: duckdb.DuckDBPyConnection, run_id: str) -> Turn:
    """The next turn; inside a transaction, which fails where another turn ends first."""
    con.execute("update ops.writer set turn = turn + 1, run_id = $run_id", {"run_id": run_id})
    row = con.execute(
        "select turn, (select coalesce(max(boilerplate_version), 0) from ops.settlement) from ops.writer"
    ).fetchone()
    assert row is not None, "a migration writes the row"
    return Turn(number=row[0], run_id=run_id, boilerplate_version=row[1])
