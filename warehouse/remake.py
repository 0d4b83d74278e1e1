"""What an earlier recipe made of articles, made anew: some thousands in a transaction each, oldest first. Knows no recipe."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb

from ingest.model import Article
from warehouse import scripts
from warehouse.rows import records
from warehouse.transaction import transaction
from warehouse.turns import SETTLE, Progress, Turn, begin_turn

_AT_ONCE = 2_000

Write = Callable[[Sequence[Article], Turn], None]


def remake(
    con: duckdb.DuckDBPyConnection,
    unmade: str,
    method: str,
    write: Write,
    on_progress: Progress,
    values: Mapping[str, Any] | None = None,
) -> int:
    """Hand the articles that script `unmade`, given `values`, finds to `write`, each part inside a transaction and turn of its
    own; how many they were. What is cut short goes on with the next call."""
    con.execute(scripts.read(unmade), {"method": method, **(values or {})})
    found = con.execute("select count(*) from unmade").fetchone()
    total = int(found[0]) if found else 0
    for first in range(0, total, _AT_ONCE):
        part = {"first": first, "after": first + _AT_ONCE}
        articles = records(con, scripts.read("queries/unmade_part"), Article, part)
        with transaction(con):
            write(articles, begin_turn(con, SETTLE))
        on_progress(min(first + _AT_ONCE, total), total)
    return total
