"""The settle step: what outlets put under everything is listed anew, and what that changes is judged anew, so that in the end it
does not matter in which order texts arrived. Judges no pair itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from ingest.errors import WarehouseLocked
from ingest.judges import Judges
from ingest.model import Article
from warehouse import batch, scripts
from warehouse.relations import place, times
from warehouse.rows import records
from warehouse.stories import remake_gists, settle_stories
from warehouse.transaction import transaction
from warehouse.turns import Turn, begin_turn

RUN = "settle"
_AT_ONCE = 2_000
_TRIES = 6
_FIRST_PAUSE_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a settle step came to: fingerprints and gists made anew by a later recipe, paragraphs and shingles that came onto the
    list of boilerplate or left it, texts judged anew, pointers moved."""

    remade: int
    relisted: int
    looked_at: int
    moved: int


def settle(con: duckdb.DuckDBPyConnection, judges: Judges, *, sleep: Callable[[float], None] = time.sleep) -> Settled:
    """Settle what was loaded since the last time, in one transaction. Again without a load in between, it changes nothing.

    Raises WarehouseLocked where loads are always faster."""
    pause = _FIRST_PAUSE_S
    for _ in range(_TRIES):
        try:
            remade = _remake(con, judges) + remake_gists(con, judges.stories)
            with transaction(con):
                return _settle(con, judges, begin_turn(con, RUN), remade)
        except duckdb.TransactionException:
            sleep(pause)
            pause *= 2
    raise WarehouseLocked("the settle step", f"loads were faster {_TRIES} times", "Run it again")


def _settle(con: duckdb.DuckDBPyConnection, judges: Judges, turn: Turn, remade: int) -> Settled:
    con.execute(scripts.read("queries/touched"))
    con.execute(scripts.read("queries/relisted"))
    relisted = _count(con, "select count(*) from relisted")
    version = turn.boilerplate_version + bool(relisted)
    if relisted:
        con.execute(scripts.read("loads/core.boilerplate_end"), {"version": version})
        con.execute(scripts.read("loads/core.boilerplate"), {"version": version})
    left = times(con.execute(scripts.read("queries/unplaced")).fetchall())
    bearing = times(con.execute(scripts.read("queries/bearers")).fetchall())
    by = Turn(number=turn.number, run_id=turn.run_id, boilerplate_version=version)
    placed = place(con, judges, by, {**left, **bearing}, because="the list of boilerplate changed")
    settle_stories(con, judges.stories, by)
    done = {"turn": turn.number, "version": version, "looked_at": placed.looked_at, "moved": placed.moved}
    con.execute(scripts.read("loads/ops.settlement"), done)
    return Settled(remade=remade, relisted=relisted, looked_at=placed.looked_at, moved=placed.moved)


def _remake(con: duckdb.DuckDBPyConnection, judges: Judges) -> int:
    """Fingerprints of an earlier recipe find none of the newest: they are made anew, some thousands in a transaction each."""
    remade = 0
    while articles := _unmade(con, judges.method):
        with transaction(con):
            begin_turn(con, RUN)
            batch.hold(con, "fingerprint", [judges.fingerprint(article) for article in articles])
            con.execute("delete from core.fingerprint where revision_id in (select revision_id from batch_fingerprint)")
            con.execute("insert into core.fingerprint by name select * from batch_fingerprint order by arrived_at")
        remade += len(articles)
    return remade


def _unmade(con: duckdb.DuckDBPyConnection, method: str) -> tuple[Article, ...]:
    return records(con, scripts.read("queries/unmade"), Article, {"method": method, "at_once": _AT_ONCE})


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
