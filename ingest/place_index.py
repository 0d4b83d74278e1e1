"""Places of whole countries, added with `presswatch gazetteer add`: one SQLite file, looked up by key. Not for making it: that
is `ingest.gazetteer`; nor for what a key is: that is `ingest.places`.

SQLite and no table in memory: a country has up to millions of names, a text asks for a few dozen, the answer comes from an
index page that the system keeps warm, and many processes share it. The file is replaced whole, never changed, so that a
process that has it open gives the same answers to its end."""

import os
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from ingest.errors import Broken

FORMAT = 1
SCHEMA = """
create table country (code text primary key, added_at text, source text, sha256 text, bytes integer, places integer,
    names integer);
create table place (geonames_id integer primary key, name text, feature text, admin1 text, admin2 text, country text,
    latitude text, longitude text, population integer);
create table name (key text, geonames_id integer, primary key (key, geonames_id)) without rowid;
create table loose (key text, geonames_id integer, primary key (key, geonames_id)) without rowid;
"""
_ROWS = (
    "select place.name, '', feature, coalesce(admin1, ''), coalesce(admin2, ''), country, latitude, longitude, "
    "cast(geonames_id as text), cast(population as text), 'geonames' from {} join place using (geonames_id) "
    "where key = ? order by geonames_id"
)
_KEPT = 1 << 15


class Added(NamedTuple):
    """A country in the index: from where and when, the SHA-256 and size of the dump, how many places and names."""

    code: str
    added_at: str
    source: str
    sha256: str
    bytes: int
    places: int
    names: int


class PlaceIndex:
    """The index at a path; empty where there is no file. Answers are remembered, connections are a process's own."""

    def __init__(self, path: Path) -> None:
        self._path, self._pid = path, 0
        self._connection: sqlite3.Connection | None = None
        self.countries = self._countries() if path.exists() else ()
        self.rows = lru_cache(_KEPT)(self._rows)
        self.loose_rows = lru_cache(_KEPT)(self._loose_rows)
        self.begins = lru_cache(_KEPT)(self._begins)

    @property
    def version(self) -> str:
        """What is in it, such as "geonames:NG@1f2e3d4c,SY@0a1b2c3d"; "" for nothing."""
        said = ",".join(f"{one.code}@{one.sha256[:8]}" for one in self.countries)
        return f"geonames:{said}" if said else ""

    def _countries(self) -> tuple[Added, ...]:
        return tuple(Added(*row) for row in self._ask("select * from country order by code", ()))

    def _rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The places with this name, as rows of the seed table."""
        return tuple(self._ask(_ROWS.format("name"), (key,))) if self.countries else ()

    def _loose_rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The places whose name sounds so."""
        return tuple(self._ask(_ROWS.format("loose"), (key,))) if self.countries else ()

    def _begins(self, word: str) -> bool:
        """Whether some name begins with this word."""
        if not self.countries:
            return False
        asked = "select 1 from name where key = ? or (key >= ? and key < ?) limit 1"
        return bool(self._ask(asked, (word, word + " ", word + "!")))

    def _ask(self, query: str, given: tuple[str, ...]) -> list[Any]:
        try:
            return self._opened().execute(query, given).fetchall()
        except sqlite3.Error as problem:
            cure = "Remove the file, and add the countries again"
            raise Broken(str(self._path), f"is no index of places ({problem})", cure) from problem

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():  # SQLite wants no connection carried over a fork
            uri = f"file:{quote(str(self._path))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._pid = os.getpid()
            found = self._connection.execute("pragma user_version").fetchone()[0]
            if found != FORMAT:
                raise sqlite3.DatabaseError(f"format {found}, this version reads {FORMAT}")
        return self._connection
