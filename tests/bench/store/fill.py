"""Fill an empty warehouse with articles numbered from 0, evenly over a year up to `NOW`, with all that loads would have left of
them: most signatures are made up, those of the recent originals that later runs repeat are real."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb
import numpy as np

from ingest.fingerprint import fingerprint
from ingest.ids import make_id
from ingest.model import Article, Fingerprint
from tests.bench.store import prose
from tests.ingest import made

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=365)
OUTLETS = 500
_CHUNK = 122_880  # rows of one row group
_RECENT = timedelta(days=20)
_ORIGINALS = 2_000  # of the recent ones, so many have their real signature
_SQL = Path(__file__).parent / "sql"
_TABLES = (
    "article",
    "fingerprint",
    "pointer",
    "relation",
    "url",
    "rejection",
    "capture",
    "feed_entry",
    "alias",
    "event",
)
_LEAN = ("article", "fingerprint", "pointer")
_IDS = "create or replace temp macro store_id(kind, n) as kind || '1' || left(md5(kind || n::varchar), 22)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many articles, of how many words on average. `is_lean`: fingerprints and pointers alone, and of articles no more than
    the recent originals with their real signatures."""

    articles: int
    words: int
    is_lean: bool = False

    @property
    def apart(self) -> timedelta:
        return SPAN / self.articles

    @property
    def originals(self) -> tuple[int, ...]:
        """The numbers of the recent originals that later runs repeat."""
        first = self.articles - int(_RECENT / self.apart)
        recent = [n for n in range(max(0, first), self.articles) if n % 10 == 7]
        return tuple(recent[:: max(1, len(recent) // _ORIGINALS)][:_ORIGINALS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Every other outlet puts a paragraph under all its articles; `hashes` and `paragraphs` are its share of a fingerprint."""

    number: int
    name: str
    boilerplate: str | None
    hashes: tuple[int, ...]
    paragraphs: tuple[int, ...]


def fill(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Write all of it; the warehouse is empty before."""
    _prepare(con, size)
    _put(con, size, _LEAN if size.is_lean else _TABLES)
    con.execute((_SQL / "boilerplate.sql").read_text(encoding="utf-8"))
    for statement in duckdb.extract_statements((_SQL / "ledger.sql").read_text(encoding="utf-8")):
        con.execute(statement)
    _leave(con)


def is_signed(con: duckdb.DuckDBPyConnection, size: Size) -> bool:
    """Whether the fingerprints of a warehouse filled before are of today's recipe."""
    found = con.execute("select method from core.fingerprint limit 1").fetchone()
    return found == (_real(size.originals[-1], size).method,)


def sign(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Make the fingerprints of a warehouse filled before anew, by today's recipe."""
    _prepare(con, size)
    for table in ("boilerplate", "fingerprint"):
        con.execute(f"delete from core.{table}")
    con.execute((_SQL / "boilerplate.sql").read_text(encoding="utf-8"))
    _put(con, replace(size, is_lean=True), ("fingerprint",))
    _leave(con)


def _prepare(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    con.execute("set enable_progress_bar = false")
    con.execute(_IDS)
    _set(con, size)
    _put_outlets(con)
    _put_signatures(con, size)


def _put(con: duckdb.DuckDBPyConnection, size: Size, tables: Sequence[str]) -> None:
    for first in range(0, size.articles, _CHUNK):
        _put_members(con, size, first)
        con.execute("begin")
        for table in tables:
            con.execute((_SQL / f"{table}.sql").read_text(encoding="utf-8"))
        con.execute("commit")


def _leave(con: duckdb.DuckDBPyConnection) -> None:
    for name in ("member", "signature", "outlet"):
        con.execute(f"drop table if exists temp.{name}")
    con.execute("checkpoint")


def outlet_of(numbers: prose.Numbers) -> prose.Numbers:
    """The outlet of each article. Some write much more than others: the largest a twentieth of everything."""
    evenly = prose.mixed(numbers + np.uint64(1 << 41)).astype(np.float64) / 2.0**64
    return (OUTLETS * evenly**2).astype(np.uint64)


@cache
def outlets() -> tuple[Outlet, ...]:
    return tuple(_outlet(number) for number in range(OUTLETS))


def _outlet(number: int) -> Outlet:
    name = f"outlet{number}"
    if number % 2:
        return Outlet(number=number, name=name, boilerplate=None, hashes=(), paragraphs=())
    boilerplate = prose.text((1 << 50) + number, 40).replace("\n", " ")
    one, other = (
        fingerprint(article((1 << 51) + n, name, NOW, f"{prose.text((1 << 51) + n, 200)}\n{boilerplate}"))
        for n in (0, 1)
    )
    return Outlet(
        number=number,
        name=name,
        boilerplate=boilerplate,
        hashes=tuple(sorted({*one.sketch} & {*other.sketch})),
        paragraphs=tuple(sorted({*one.paragraphs} & {*other.paragraphs})),
    )


def article(number: int, outlet: str, arrived_at: datetime, text: str) -> Article:
    """An article as the pipeline makes them, under an address of its own."""
    url = f"https://{outlet}.example/{arrived_at:%Y/%m/%d}/{number}"
    article_id, text_hash = make_id("article", url), make_id("text", text)
    return made.article(
        text,
        article_id=article_id,
        revision_id=make_id("revision", article_id, text_hash),
        run_id="",
        source_id=outlet,
        url=url,
        outlet=outlet,
        title=text[:60],
        authors=("A. Writer",),
        text_hash=text_hash,
        published_at=arrived_at,
        published_evidence="feed",
        language_confidence=0.99,
        fetched_at=arrived_at + timedelta(minutes=20),
        extractor="store/1",
    )


def with_boilerplate(text: str, outlet: Outlet) -> str:
    return f"{text}\n{outlet.boilerplate}" if outlet.boilerplate else text


def _set(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    variables = {
        "articles": size.articles,
        "apart_us": size.apart / timedelta(microseconds=1),
        "reach": max(10, int(_RECENT / size.apart)),
        "outlets": OUTLETS,
        "is_lean": size.is_lean,
        "method": _real(size.originals[-1], size).method,
        "fewest": len(fingerprint(article(0, "any", NOW, prose.text(0, 40))).sketch),
    }
    con.execute(f"set variable started_at = timestamptz '{NOW - SPAN}'")
    for name, value in variables.items():
        con.execute(f"set variable {name} = {value!r}")


def _put_outlets(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create or replace temp table outlet as from (select unnest($rows::struct(number bigint, name varchar,"
        " boilerplate varchar, hashes bigint[], paragraphs bigint[])[], recursive := true))",
        {
            "rows": [
                {
                    "number": each.number,
                    "name": each.name,
                    "boilerplate": each.boilerplate,
                    "hashes": list(each.hashes),
                    "paragraphs": list(each.paragraphs),
                }
                for each in outlets()
            ]
        },
    )


def _put_signatures(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    rows = [
        {
            "n": n,
            "title_hash": made.title_hash,
            "address_hash": made.address_hash,
            "shingles": made.shingles,
            "sketch": list(made.sketch),
            "paragraphs": list(made.paragraphs),
        }
        for n in size.originals
        for made in (_real(n, size),)
    ]
    con.execute(
        "create or replace temp table signature as from (select unnest($rows::struct(n bigint, title_hash bigint,"
        " address_hash bigint, shingles bigint, sketch bigint[], paragraphs bigint[])[], recursive := true))",
        {"rows": rows},
    )


def _real(number: int, size: Size) -> Fingerprint:
    outlet = outlets()[int(outlet_of(np.array([number], dtype=np.uint64))[0])]
    text = with_boilerplate(prose.text(number, size.words), outlet)
    return fingerprint(article(number, outlet.name, NOW, text))


def _put_members(con: duckdb.DuckDBPyConnection, size: Size, first: int) -> None:
    numbers = np.arange(first, min(first + _CHUNK, size.articles), dtype=np.uint64)
    made = {
        "n": numbers.astype(np.int64),
        "outlet": outlet_of(numbers).astype(np.int64),
        "words": prose.lengths(numbers, size.words).astype(np.int64),
        "text": np.array(_texts(numbers, size), dtype=object),
    }
    con.register("made", made)
    con.execute((_SQL / "member.sql").read_text(encoding="utf-8"))
    con.unregister("made")


def _texts(numbers: prose.Numbers, size: Size) -> Sequence[str | None]:
    if not size.is_lean:
        return prose.texts(numbers, size.words)
    kept = set(size.originals)
    return [prose.text(n, size.words) if n in kept else None for n in numbers.tolist()]
