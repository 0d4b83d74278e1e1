"""The settle step: what outlets put under everything is listed anew, and what that changes is judged anew, so that in the end it
does not matter in which order texts arrived. Judges no pair itself."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import duckdb

from ingest.errors import WarehouseLocked
from ingest.judges import Judges
from ingest.model import Article
from warehouse import batch, scripts
from warehouse.incidents import remake_incidents
from warehouse.relations import place, times
from warehouse.remake import remake
from warehouse.stories import remake_gists, settle_stories
from warehouse.transaction import transaction
from warehouse.turns import SETTLE, Progress, Turn, begin_turn, unheard

_TRIES = 6
_FIRST_PAUSE_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a settle step came to: fingerprints, gists and traces made anew by a later recipe, paragraphs and shingles that came
    onto the list of boilerplate or left it, texts judged anew, pointers moved."""

    remade: int
    relisted: int
    looked_at: int
    moved: int


def settle(
    con: duckdb.DuckDBPyConnection,
    judges: Judges,
    *,
    on_progress: Progress = unheard,
    sleep: Callable[[float], None] = time.sleep,
) -> Settled:
    """Settle what was loaded since the last time, in one transaction. Again without a load in between, it changes nothing.

    What an earlier recipe compared texts by is made anew first, and those texts are judged anew. `on_progress` hears of texts.
    Raises WarehouseLocked where loads are always faster."""
    pause, again = _FIRST_PAUSE_S, _Again(con, judges, on_progress)
    for _ in range(_TRIES):
        try:
            again.take()
            with transaction(con):
                return _settle(con, judges, begin_turn(con, SETTLE), again, on_progress)
        except duckdb.TransactionException:
            sleep(pause)
            pause *= 2
    raise WarehouseLocked("the settle step", f"loads were faster {_TRIES} times", "Run it again")


class _Again:
    """The rows of earlier recipes, made anew, and what that came to."""

    def __init__(self, con: duckdb.DuckDBPyConnection, judges: Judges, on_progress: Progress) -> None:
        self._con, self._judges, self._on_progress = con, judges, on_progress
        self.remade = self.looked_at = self.moved = 0

    def take(self) -> None:
        self.remade += remake(self._con, "queries/unmade", self._judges.method, self._write, self._on_progress)
        self.remade += remake_gists(self._con, self._judges.stories, self._on_progress)
        self.remade += remake_incidents(self._con, self._judges.incidents, self._on_progress)

    def _write(self, articles: Sequence[Article], turn: Turn) -> None:
        """By another recipe a text may be met, and judged, otherwise; those before it have been made anew already."""
        batch.hold(self._con, "fingerprint", [self._judges.fingerprint(article) for article in articles])
        self._con.execute(scripts.read("loads/core.fingerprint_again"))
        these = {each.revision_id: (each.arrived_at, each.fetched_at) for each in articles}
        placed = place(self._con, self._judges, turn, these, because="texts are compared by another recipe")
        settle_stories(self._con, self._judges.stories, turn)
        self.looked_at += placed.looked_at
        self.moved += placed.moved


def _settle(
    con: duckdb.DuckDBPyConnection, judges: Judges, turn: Turn, again: _Again, on_progress: Progress
) -> Settled:
    con.execute(scripts.read("queries/touched"))
    con.execute(scripts.read("queries/relisted"))
    found = con.execute("select count(*) from relisted").fetchone()
    relisted = int(found[0]) if found else 0
    by = replace(turn, boilerplate_version=turn.boilerplate_version + bool(relisted))
    if relisted:
        con.execute(scripts.read("loads/core.boilerplate_end"), {"version": by.boilerplate_version})
        con.execute(scripts.read("loads/core.boilerplate"), {"version": by.boilerplate_version})
    bearing = times(con.execute(scripts.read("queries/bearers")).fetchall())
    because = "the list of boilerplate changed"
    placed = place(con, judges, by, bearing, because=because, on_progress=on_progress)
    settle_stories(con, judges.stories, by)
    done = Settled(
        remade=again.remade,
        relisted=relisted,
        looked_at=again.looked_at + placed.looked_at,
        moved=again.moved + placed.moved,
    )
    row = {"turn": by.number, "version": by.boilerplate_version, "looked_at": done.looked_at, "moved": done.moved}
    con.execute(scripts.read("loads/ops.settlement"), row)
    return done
