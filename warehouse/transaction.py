"""All or nothing: begin, commit, and roll back on any error. Retries nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What is executed inside is kept as a whole, or not at all."""
    con.execute("begin")
    try:
        yield
        con.execute("commit")
    except BaseException as problem:
        _roll_back(con, problem)
        raise


def _roll_back(con: duckdb.DuckDBPyConnection, problem: BaseException) -> None:
    try:
        con.execute("rollback")
    except duckdb.Error as second:  # a failed commit has ended the transaction already
        problem.add_note(f"rollback: {second}")
