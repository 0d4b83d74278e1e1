"""Rows as records: what a query answers, as the dataclass whose fields its columns are. Asks nothing by itself."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import duckdb

T = TypeVar("T")


def records(
    con: duckdb.DuckDBPyConnection, query: str, kind: type[T], parameters: Mapping[str, Any] | None = None
) -> tuple[T, ...]:
    """The rows that `query` selects."""
    found = con.execute(query, parameters)
    columns = [column[0] for column in found.description or ()]
    return tuple(kind(**_fields(columns, row)) for row in found.fetchall())


def _fields(columns: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    """A row as keyword arguments: lists become tuples, as the records have them."""
    values = (tuple(value) if isinstance(value, list) else value for value in row)
    return dict(zip(columns, values, strict=True))
