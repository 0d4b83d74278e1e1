"""What models answered, by text, model and prompt, and what each run has spent: one SQLite file that processes share.

Each step is one transaction, so that a killed process loses at most the answer it was waiting for. Judges no answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WAIT_S = 30.0
_TABLES = """
create table if not exists answer (key text primary key, answer text not null) without rowid;
create table if not exists spent (run_id text primary key, requests integer not null, tokens integer not null) without rowid;
"""


class Store:
    """A connection is opened for each step: steps are seconds apart, and a task may be killed between any two."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def answer(self, key: str) -> str | None:
        """An answer that was kept under the key."""
        with self._open() as con:
            row = con.execute("select answer from answer where key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def keep(self, key: str, answer: str) -> None:
        """The first answer to a question stays: a later one must not change what was coded from it."""
        with self._open() as con:
            con.execute("insert or ignore into answer values (?, ?)", (key, answer))

    def reserve(self, run_id: str, tokens: int, *, most_requests: int, most_tokens: int) -> bool:
        """Take one request and so many tokens off a run's budget; False where they are not left, and nothing is taken."""
        with self._open() as con:
            con.execute("insert or ignore into spent values (?, 0, 0)", (run_id,))
            taken = con.execute(
                "update spent set requests = requests + 1, tokens = tokens + ?"
                " where run_id = ? and requests < ? and tokens + ? <= ?",
                (tokens, run_id, most_requests, tokens, most_tokens),
            )
            return taken.rowcount == 1

    def settle(self, run_id: str, reserved: int, used: int) -> None:
        """Put what a request really cost in the place of what was reserved for it."""
        with self._open() as con:
            con.execute("update spent set tokens = tokens + ? where run_id = ?", (used - reserved, run_id))

    def spent(self, run_id: str) -> tuple[int, int]:
        """Requests and tokens of a run."""
        with self._open() as con:
            row = con.execute("select requests, tokens from spent where run_id = ?", (run_id,)).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        con = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
        try:
            con.executescript(_TABLES)
            con.execute("begin immediate")
            yield con
            con.execute("commit")
        finally:
            con.close()
