"""A connection that notes what processor time each of the warehouse's scripts took, of all threads together: beside other
work the wall clock says little. What is executed is not changed."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import duckdb

from warehouse import scripts

T = TypeVar("T")
_FOLDERS = ("queries", "loads", "checks", "migrations")


class Watched:
    """Stands where a connection does; processor seconds by script (or by the first words of a statement that is none)."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def execute(self, sql: str, *rest: Any) -> "_Answer":
        name = _names().get(sql) or " ".join(sql.split()[:5])
        return _Answer(self._timed(name, lambda: self._con.execute(sql, *rest)), name, self._timed)

    def timed(self, name: str, call: Callable[..., T]) -> Callable[..., T]:
        """The callable, its time noted under `name`."""
        return lambda *of, **options: self._timed(name, lambda: call(*of, **options))

    def _timed(self, name: str, call: Callable[[], T]) -> T:
        began = time.process_time()
        try:
            return call()
        finally:
            self.seconds[name] += time.process_time() - began

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)


class _Answer:
    """Rows are counted to the script that asked for them: they may be worked out as they are fetched."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, name: str, timed: Callable[[str, Callable[[], Any]], Any]
    ) -> None:
        self._con, self._name, self._timed = con, name, timed

    def fetchall(self) -> list[Any]:
        return self._timed(self._name, self._con.fetchall)

    def fetchone(self) -> Any:
        return self._timed(self._name, self._con.fetchone)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)


@cache
def _names() -> dict[str, str]:
    return {scripts.read(name): name for folder in _FOLDERS for name in scripts.names(folder)}
