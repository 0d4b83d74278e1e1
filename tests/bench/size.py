"""What a batch costs as the warehouse grows: a warehouse with so many articles, made up, over a year; then real loads of a
thousand new ones, three in ten of them copies of recent stored articles. Not a test.

    python -m tests.bench.size [--articles N ...] [--signatures N ...] [--batch 1000] [--rounds 5] [--words W]
                               [--lake] [--folder FOLDER] [--each]

--articles: whole warehouses; --signatures: fingerprints and pointers alone, of articles no more than a load has to read.
--lake: on a DuckLake with a SQLite catalog (`make bench-lake` has the environment for it). --folder: keep the warehouses
there and use them again. --each: say of each script how long it took.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import duckdb

from ingest.judges import Judges
from ingest.settings import Settings
from tests.bench.meter import Lap, Spread, machine, peak_mb, spread
from tests.bench.store.arrivals import Arrivals, arrive
from tests.bench.store.fill import Size, fill, is_signed, sign
from tests.bench.watched import Watched
from warehouse import load
from warehouse.connect import connect

_FILLING = "4GB"  # of memory; loads keep to the warehouse's own limit
# part of a load: the scripts and callables that make it up, by the beginning of their names
_PARTS = {
    "read the run folder": ("create or replace temp table batch_", "insert into batch_"),
    "what is new": ("queries/known", "queries/handled", "queries/frontier", "queries/newcomers", "queries/fresh"),
    "candidates": (
        "queries/unsettled",
        "queries/standing",
        "queries/met",
        "queries/near",
        "queries/behind",
        "queries/previous",
    ),
    "their texts": ("queries/comparable", "queries/text_rows", "queries/judged"),
    "judge": ("relate", "changes"),
    "stories": ("queries/story", "loads/core.story", "story"),
    "write": ("loads/", "insert into", "commit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One batch. Seconds of wall clock, and of processor time in the load, by script too; `found` of `copies` stand behind the
    article they repeat."""

    articles: int
    open_s: float
    select_s: float
    sketch_s: float
    load_s: float
    load_cpu_s: float
    scripts: dict[str, float]
    copies: int
    found: int
    asked: int
    peak_mb: float


def main() -> None:
    arguments = _arguments()
    sizes = [Size(articles=n, words=arguments.words or _words(n)) for n in arguments.articles]
    sizes += [Size(articles=n, words=arguments.words or 400, is_lean=True) for n in arguments.signatures]
    print(f"{machine()}; DuckDB {duckdb.__version__}{', DuckLake' if arguments.lake else ''}", flush=True)
    for size in sizes:
        with _kept(arguments.folder) as folder:
            _visit(size, Path(folder), arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--signatures", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, help="in an article on average (by default 400; 140 from two million on)")
    parser.add_argument("--lake", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    if not arguments.articles and not arguments.signatures:
        arguments.articles = [100_000, 1_000_000]
    return arguments


def _words(articles: int) -> int:
    """About 2.5 kB of text, and less where the disk would fill."""
    return 400 if articles < 2_000_000 else 140


def _kept(folder: Path | None) -> "tempfile.TemporaryDirectory[str] | _Kept":
    return _Kept(folder) if folder else tempfile.TemporaryDirectory()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A folder that stays."""

    path: Path

    def __enter__(self) -> str:
        self.path.mkdir(parents=True, exist_ok=True)
        return str(self.path)

    def __exit__(self, *_: object) -> None:
        return None


def _visit(size: Size, folder: Path, arguments: argparse.Namespace) -> None:
    """Fill and load in processes of their own, so that peak memory is of the loads alone."""
    kind = ("lake" if arguments.lake else "file") + ("-signatures" if size.is_lean else "")
    settings = settings_at(folder / f"{kind}-{size.articles}", is_lake=arguments.lake)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        filled_s = alone.submit(fill_once, settings, size).result()
    stored = _bytes(settings)
    rounds = []
    for number in range(arguments.rounds):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            rounds.append(alone.submit(load_once, settings, size, arguments.batch, number).result())
        print(f"round {number + 1}: {rounds[-1].load_s:.2f} s", file=sys.stderr, flush=True)
    print("\n".join(_said(size, filled_s, stored, rounds, has_each=arguments.each)), flush=True)


def settings_at(data: Path, *, is_lake: bool) -> Settings:
    target = f"ducklake:sqlite:{data / 'catalog.sqlite'}" if is_lake else str(data / "warehouse.duckdb")
    return Settings(data=data, warehouse=target, sources=data / "sources.csv")


def fill_once(settings: Settings, size: Size) -> float:
    """Seconds that filling took; 0 where it was filled before."""
    with connect(settings) as con:
        con.execute(f"set memory_limit = '{_FILLING}'")
        stored = con.execute("select count(*) from core.fingerprint").fetchone()
        with Lap() as filling:
            if not stored or stored[0] < size.articles:
                fill(con, size)
            elif not is_signed(con, size):
                sign(con, size)
        return filling.seconds


def load_once(settings: Settings, size: Size, count: int, number: int) -> Round:
    """One batch, from the connection on; the run is that after those loaded before."""
    with Lap() as opening, connect(settings) as con:
        pass
    with connect(settings) as con:
        done = con.execute("select count(*) from ops.load where run_id like 'arrivals-%'").fetchone()
        arrivals = arrive(con, size, done[0] if done else number, count, settings.runs)
        watched, asked = Watched(con), Counter[str]()
        began = time.process_time()
        with Lap() as loading:
            load.load(cast(duckdb.DuckDBPyConnection, watched), arrivals.folder, _judges(watched, asked))
        return Round(
            articles=arrivals.articles,
            open_s=opening.seconds,
            select_s=arrivals.select_s,
            sketch_s=arrivals.sketch_s,
            load_s=loading.seconds,
            load_cpu_s=time.process_time() - began,
            scripts=dict(watched.seconds),
            copies=len(arrivals.copies),
            found=_found(con, arrivals),
            asked=asked["relate"],
            peak_mb=peak_mb(),
        )


def _judges(watched: Watched, asked: "Counter[str]") -> Judges:
    from ingest.pipeline import judges

    real = judges()
    relate = watched.timed("relate", real.relate)

    def counted(newcomer: Any, others: Any) -> Any:
        asked["relate"] += len(others)
        return relate(newcomer, others)

    return replace(real, relate=counted, changes=watched.timed("changes", real.changes))


def _found(con: duckdb.DuckDBPyConnection, arrivals: Arrivals) -> int:
    """How many copies the warehouse put behind the article they were made from."""
    rows = con.execute(
        "select revision_id, last(original_id order by turn) from core.pointer"
        " where revision_id in (select unnest($these::varchar[])) group by revision_id",
        {"these": list(arrivals.copies)},
    ).fetchall()
    return sum(arrivals.copies[one] == original for one, original in rows)


def _bytes(settings: Settings) -> int:
    return sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())


def _said(size: Size, filled_s: float, stored: int, rounds: Sequence[Round], *, has_each: bool) -> Iterator[str]:
    what = "signatures" if size.is_lean else f"articles of {size.words} words"
    room = f"{stored / size.articles:,.0f} bytes each, {stored / 1e9:.1f} GB"
    yield f"\n{size.articles:,} {what} ({room}; filled in {filled_s:,.0f} s)"
    count = rounds[0].articles
    yield f"  load of {count:,}, s: {spread(each.load_s for each in rounds)}"
    yield f"  of processor time, s: {spread(each.load_cpu_s for each in rounds)}"
    for part, seconds in _parts(rounds).items():
        yield f"    {part:24} {seconds}"
    yield f"  sketching them, s: {spread(each.sketch_s for each in rounds)}"
    yield f"  plan and select, s: {spread(each.select_s for each in rounds)}"
    yield f"  opening the warehouse, s: {spread(each.open_s for each in rounds)}"
    yield f"  pairs judged: {spread(each.asked for each in rounds)}"
    found, copies = sum(each.found for each in rounds), sum(each.copies for each in rounds)
    yield f"  copies behind the article they repeat: {found} of {copies}"
    yield f"  peak memory of the process that loads, MB: {spread(each.peak_mb for each in rounds)}"
    if has_each:
        yield from _each(rounds)


def _parts(rounds: Sequence[Round]) -> dict[str, Spread]:
    """Each part in each round; what no script accounts for is Python around them."""
    of: defaultdict[str, list[float]] = defaultdict(list)
    for each in rounds:
        sums = dict.fromkeys((*_PARTS, "all else in SQL"), 0.0)
        for name, seconds in each.scripts.items():
            sums[_part(name)] += seconds
        sums["all else in Python"] = each.load_cpu_s - sum(sums.values())
        for part, seconds in sums.items():
            of[part].append(seconds)
    return {part: spread(seconds) for part, seconds in of.items()}


def _part(script: str) -> str:
    return next((part for part, names in _PARTS.items() if script.startswith(names)), "all else in SQL")


def _each(rounds: Sequence[Round]) -> Iterator[str]:
    names = sorted({name for each in rounds for name in each.scripts})
    medians = {name: statistics.median(each.scripts.get(name, 0.0) for each in rounds) for name in names}
    for name, seconds in sorted(medians.items(), key=lambda pair: -pair[1])[:25]:
        yield f"    {1000 * seconds:8.1f} ms  {name}"


if __name__ == "__main__":
    main()
