"""Whether a page costs the same in the first thousand as in the last: runs of equal size, one after the other, into one
warehouse, each the whole journey from the archive to the load. Not a test.

    python -m tests.bench.growth [--runs 20] [--count 1000] [--pages PATH] [--cores N]

Every run reads the same pages with other words in them and other addresses, so that they are new articles: any copy of a
page counts as another. The whole runs in one process with fresh workers for each run, as the scheduler would do it.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest import pipeline, runs
from ingest.model import Page, Refused
from ingest.pipeline import Processed, judges, read_page
from ingest.settings import Settings
from ingest.workers import Workers
from tests.bench import archived
from tests.bench.archived import Archived
from tests.bench.journey import read, select, settings_for
from tests.bench.material import PAGES, require
from tests.bench.meter import children, machine, peak_mb
from tests.bench.rounds import sample_of
from warehouse import load
from warehouse.connect import connect

_AHEAD = 4
_WORD = re.compile(rb"[^ <>]+ ")
_TEXT = re.compile(rb">[^<>]{12,}<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Varied:
    """A page and the number of the run it is made new for."""

    page: Page
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one run: milliseconds a page for reading (wall clock, and processor time of workers) and for loading."""

    articles: int
    read_ms: float
    read_cpu_ms: float
    load_ms: float
    worker_mb: float
    main_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--count", type=int, default=1000, help="pages a run")
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 2)
    arguments = parser.parse_args()
    require(arguments.pages)
    with tempfile.TemporaryDirectory() as folder:
        costs = list(_runs(arguments.pages, arguments.count, arguments.runs, arguments.cores, Path(folder)))
    _say(costs, arguments.count)


def _runs(pages: Path, count: int, times: int, cores: int, data: Path) -> Iterator[Cost]:
    sample = sample_of(pages, count)
    places, _ = archived.put(sample.chosen, pages, data / "archive")
    settings = settings_for(data, cores)
    for number in range(times):
        cost = _run(places, number, settings)
        said = f"{cost.read_ms:.1f} ms read, {cost.load_ms:.2f} ms load a page, largest worker {cost.worker_mb:.0f} MB"
        print(f"run {number + 1} of {times}: {cost.articles} articles, {said}", file=sys.stderr, flush=True)
        yield cost


def _run(places: Sequence[Archived], number: int, settings: Settings) -> Cost:
    there = [replace(place, url=f"{place.url}{'&' if '?' in place.url else '?'}id={number}") for place in places]
    now = datetime.now(UTC)
    folder = pipeline.begin(settings, kind="watch", window=None, sources_file=settings.sources, now=now)
    entries, chunk = select(folder, there, settings)
    began = time.perf_counter()
    with runs.filling(folder.path / "processed" / chunk, pipeline.PROCESSED) as out, _workers(settings) as workers:
        ahead = _AHEAD * settings.workers
        made = read(
            entries, there, settings.archive, workers, ahead, as_item=lambda page: Varied(page=page, number=number)
        )
        for done in made:
            pipeline.add_processed(out, done)
        used = children()
    processed = time.perf_counter()
    with connect(settings) as warehouse:
        counts = load.load(warehouse, folder, judges())
    loaded = time.perf_counter()
    each = 1000 / len(entries)
    return Cost(
        articles=counts.stored,
        read_ms=(processed - began) * each,
        read_cpu_ms=used.cpu_s * each,
        load_ms=(loaded - processed) * each,
        worker_mb=used.peak_mb,
        main_mb=peak_mb(),
    )


def _workers(settings: Settings) -> Workers[Varied, Processed | Refused]:
    return Workers(
        read_varied,
        workers=settings.workers,
        seconds=settings.page_budget_s,
        memory_bytes=settings.page_memory_bytes,
        preload=("ingest.warm",),
    )


def read_varied(varied: Varied) -> Processed | Refused:
    """The page with its own words and no canonical address, read as the pipeline reads it."""
    filler = rb"\g<0>%s " % _letters(varied.number)  # no five words in a row are those of another run
    html = _TEXT.sub(lambda text: _WORD.sub(filler, text[0]), varied.page.html.replace(b"canonical", b"other"))
    return read_page(replace(varied.page, html=html))


def _letters(number: int) -> bytes:
    return bytes(97 + int(digit) for digit in f"{number:05}")


def _say(costs: Sequence[Cost], count: int) -> None:
    print(f"{len(costs)} runs of {count} pages; {machine()}")
    edge = max(1, len(costs) // 5)
    for name, values in (
        ("read, ms a page", [cost.read_ms for cost in costs]),
        ("read, ms of processor time a page", [cost.read_cpu_ms for cost in costs]),
        ("load, ms a page", [cost.load_ms for cost in costs]),
        ("peak memory of the largest worker, MB", [cost.worker_mb for cost in costs]),
        ("peak memory of the process that drives, MB", [cost.main_mb for cost in costs]),
    ):
        first, last = statistics.median(values[:edge]), statistics.median(values[-edge:])
        print(f"{name:44} first fifth {first:8.2f}  last fifth {last:8.2f}  ratio {last / first:.2f}")


if __name__ == "__main__":
    main()
