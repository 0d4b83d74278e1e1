"""GeoNames country dumps made into the index of places. Not for looking places up (`ingest.places`) or for fetching
(`ingest.web`).

A dump's own column of alternate names and its own rows of divisions say all that is needed, so one file a country is enough."""

import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from typing import IO, NamedTuple

from ingest import places
from ingest.errors import Misconfigured
from ingest.place_index import FORMAT, SCHEMA, Added, PlaceIndex

MAX_ZIP_BYTES = 400_000_000
MAX_TEXT_BYTES = 4_000_000_000
_MAX_RATIO = 40
_MAX_LINE = 200_000
_COLUMNS = 19
_MAX_NAME = 60
_MAX_NUMBER = 10_000_000_000
"""Above any id of GeoNames, and above all the people there are."""
_CITY, _TOWN = 50_000, 5_000
_GONE = frozenset(("PPLQ", "PPLH", "PPLW", "PPLCH"))
_SEATS = frozenset(("PPLC", "PPLA"))
_SITES = frozenset(
    (
        "AIRB", "AIRF", "AIRP", "AIRH", "HSP", "HSPC", "CLN", "PRN", "PRNJ", "BRDG", "INSM", "FT", "PSTB", "PSTC", "PSTP",
        "CTRA", "CTRR", "DAM", "UNIV", "MKT", "MSQE", "CH", "TMPL", "MSTY", "EMB", "GOVL", "MILB", "NVB", "OILF", "OILR",
        "OILT", "PSN", "PS", "PRT", "HBR", "TNL", "TNLRD", "PASS", "ISL", "CSTL", "PAL", "RSTN", "BUSTN",
    )
)  # fmt: skip
"""GeoNames codes of single sites where things happen: military, crossings, prisons, hospitals, prayer, power."""
_CAMPS = frozenset(("CMP", "CMPRF", "CMPL", "CMPO", "CMPQ", "CMPLA", "CMPMN"))
_NOT_A_NAME = re.compile(r"[/\d]|^.?$")


_FORGET = (
    "delete from name where geonames_id in (select geonames_id from place where country = ?)",
    "delete from loose where geonames_id in (select geonames_id from place where country = ?)",
    "delete from place where country = ?",
    "delete from country where code = ?",
)


class Row(NamedTuple):
    """The columns of a dump that are used."""

    geonames_id: int
    name: str
    others: tuple[str, ...]
    latitude: str
    longitude: str
    kind: str
    code: str
    admin1: str
    admin2: str
    population: int


def check_code(code: str) -> str:
    """The ISO alpha-2 code in capitals. Raises Misconfigured where no country has it."""
    known = code.upper()
    if known not in places.gazetteer().countries:
        raise Misconfigured(code, "is no country's ISO 3166 code", "Give two letters, such as SY, NG or CO")
    return known


def add(index: Path, dump: Path, code: str, source: str, now: datetime) -> Added:
    """Put a country's places into the index, in place of what it had of that country; all or nothing."""
    size = dump.stat().st_size
    with dump.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    found: list[Added] = []

    def fill(connection: sqlite3.Connection) -> None:
        _forget(connection, code)
        counts = _fill(connection, code, list(_divisions(dump, code)), read_dump(dump, code))
        if not counts[0]:
            raise _bad(dump, f"holds no places of {code}")
        found.append(Added(code, now.isoformat(timespec="seconds"), source, digest, size, *counts))
        connection.execute("insert into country values (?, ?, ?, ?, ?, ?, ?)", found[0])

    _rewrite(index, fill)
    return found[0]


def remove(index: Path, code: str) -> None:
    """Take a country out. Raises Misconfigured where it is not in."""
    if code not in {one.code for one in PlaceIndex(index).countries}:
        raise Misconfigured(code, "is not in the index", "See `presswatch gazetteer list`")
    _rewrite(index, lambda connection: _forget(connection, code))


def _rewrite(index: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    """A copy is changed and takes the file's place; whoever reads the old one keeps it."""
    index.parent.mkdir(parents=True, exist_ok=True)
    made = index.with_name(f"{index.name}.{os.getpid()}.part")
    try:
        if index.exists():
            PlaceIndex(index)  # refuses a file that is none
            copyfile(index, made)
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            if not index.exists():
                connection.executescript(SCHEMA + f"pragma user_version = {FORMAT};")
            change(connection)
            connection.commit()
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(index)
    except sqlite3.OperationalError as problem:  # SQLite says "disk full" in its own way
        raise OSError(28, str(problem), str(made)) from problem
    finally:
        made.unlink(missing_ok=True)


def _forget(connection: sqlite3.Connection, code: str) -> None:
    for statement in _FORGET:
        connection.execute(statement, (code,))


def _fill(connection: sqlite3.Connection, code: str, divisions: Iterable[Row], rows: Iterable[Row]) -> tuple[int, int]:
    """Write the places and their keys; how many of each."""
    first, second = _named(code, divisions)
    count = names = 0
    for row in rows:
        feature = _feature(row)
        if feature is None:
            continue
        admin2 = second.get((row.admin1, row.admin2))
        is_whole = feature == "admin1"
        connection.execute(
            "insert or replace into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.geonames_id, first.get(row.admin1, row.name) if is_whole else row.name, feature, first.get(row.admin1),
             None if is_whole else admin2, code, row.latitude, row.longitude, row.population),
        )  # fmt: skip
        keys = {places.fold_name(name) for name in (row.name, *row.others)} - {""}
        connection.executemany("insert or ignore into name values (?, ?)", [(k, row.geonames_id) for k in sorted(keys)])
        if code in places.TRANSLITERATED:
            sounds = {places.loose_key(name) for name in (row.name, *row.others)}
            loose = [(key, row.geonames_id) for key in sorted(sounds) if len(key) > 2]
            connection.executemany("insert or ignore into loose values (?, ?)", loose)
        count, names = count + 1, names + len(keys)
    return count, names


def _named(code: str, divisions: Iterable[Row]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Names of the divisions by their codes; a province bears the name that the seed table has for it."""
    first: dict[str, str] = {}
    second: dict[tuple[str, str], str] = {}
    for row in divisions:
        if row.code == "ADM1":
            first[row.admin1] = _seed_name(code, row) or row.name
        else:
            second[row.admin1, row.admin2] = row.name
    return first, second


def _seed_name(code: str, row: Row) -> str | None:
    known = (p for name in (row.name, *row.others) for p in places.seeds().find(name))
    return next((p.name for p in known if p.country == code and p.feature == "admin1"), None)


def _divisions(dump: Path, code: str) -> Iterator[Row]:
    return (row for row in read_dump(dump, code) if row.code in ("ADM1", "ADM2"))


def _feature(row: Row) -> str | None:
    """What a row is to us; None for what is no place of events, or is gone."""
    if row.code in ("ADM1", "ADM2"):
        return "admin1" if row.code == "ADM1" else "admin2"
    if row.code in _CAMPS:
        return "camp"
    if row.kind != "P":
        return "site" if row.code in _SITES else None
    if row.code in _GONE:
        return None
    if row.code == "PPLX":
        return "suburb"
    if row.code in _SEATS or row.population >= _CITY:
        return "city"
    return "town" if row.population >= _TOWN or row.code == "PPLA2" else "village"


def read_dump(dump: Path, code: str) -> Iterator[Row]:
    """The rows of a country's dump. Raises Misconfigured for a file that is broken, too large or another's."""
    try:
        with zipfile.ZipFile(dump) as archive, archive.open(_member(archive, dump, code)) as file:
            for raw in _lines(file, dump):
                row = _row(raw.decode("utf-8", "replace").rstrip("\r\n").split("\t"), code)
                if row is not None:
                    yield row
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise _bad(dump, f"is a broken zip file ({problem})") from problem


def _member(archive: zipfile.ZipFile, dump: Path, code: str) -> zipfile.ZipInfo:
    member = next((one for one in archive.infolist() if one.filename == f"{code}.txt"), None)
    if member is None:
        raise _bad(dump, f"has no {code}.txt in it")
    if member.file_size > MAX_TEXT_BYTES or member.file_size > _MAX_RATIO * max(member.compress_size, 25_000):
        raise _bad(dump, f"would unpack to {member.file_size:,} bytes")
    return member


def _lines(file: IO[bytes], dump: Path) -> Iterator[bytes]:
    """The lines; zipfile itself stops at the size that the directory of the archive declares."""
    while raw := file.readline(_MAX_LINE):
        if len(raw) == _MAX_LINE:
            raise _bad(dump, "has a line that no dump has")
        yield raw


def _row(cells: list[str], code: str) -> Row | None:
    """A line as a row; None for one that is cut short, of another country, or has numbers that no place has."""
    if len(cells) != _COLUMNS or cells[8] != code:
        return None
    try:
        number, population = int(cells[0]), int(cells[14] or 0)
        is_on_earth = abs(float(cells[4])) <= 90 and abs(float(cells[5])) <= 180
    except ValueError:
        return None
    others = tuple(n for n in (cells[2], *cells[3].split(",")) if len(n) <= _MAX_NAME and not _NOT_A_NAME.search(n))
    kept = Row(number, cells[1], others, cells[4], cells[5], cells[6], cells[7], cells[10], cells[11], population)
    is_possible = is_on_earth and 0 < number < _MAX_NUMBER and 0 <= population < _MAX_NUMBER
    return kept if is_possible and cells[1] else None


def _bad(dump: Path, problem: str) -> Misconfigured:
    return Misconfigured(
        str(dump), problem, "Get the country's dump again from https://download.geonames.org/export/dump/"
    )
