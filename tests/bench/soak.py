"""Whether workers stay as small and as fast as they began: labelled pages again and again, each a little different, monsters and
traps among them, through the pipeline's own page workers. Not a test, and no comparison with anything.

    python -m tests.bench.soak [--pages 20000] [--from PATH] [--workers N] [--monsters N] [--quick]
"""

import argparse
import itertools
import os
import statistics
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
from pebble import ProcessFuture

from ingest.model import Page, Refused
from ingest.pipeline import Processed, page_workers
from ingest.settings import Settings
from ingest.workers import Workers
from tests.bench.archived import FETCHED_AT, SOURCE
from tests.bench.material import PAGES, Row, html_of, pages_of, require, spread_out, url_of
from tests.bench.meter import machine
from tests.hostile_pages import heavy, linked_pages
from tests.monsters import MONSTERS, monster

_AHEAD = 4  # pages in waiting for each worker
_SAMPLES = 20  # lines of a whole run
_GLANCE = 10  # pages, after which the workers are looked at for new ones and large ones
_QUICK_PAGES, _QUICK_LABELLED, _QUICK_MUCH = 60, 12, 0.02
_MB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """After so many pages: resident memory of each worker, MB, and pages/s since the sample before."""

    pages: int
    workers_mb: tuple[float, ...]
    pages_per_s: float


@dataclass(slots=True, kw_only=True)
class Soaked:
    """What came of it. `processes`: all that were ever seen to work."""

    samples: list[Sample] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    processes: set[int] = field(default_factory=set)
    largest_mb: float = 0.0


def main() -> None:
    arguments = _arguments()
    require(arguments.source)
    pages = _pages(arguments.source, arguments.pages, arguments.monsters, is_quick=arguments.quick)
    began = time.perf_counter()
    soaked = _soak(pages, arguments.pages, arguments.workers)
    _say(soaked, time.perf_counter() - began, arguments.workers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, help="how many to read (20,000; quick: 60)")
    parser.add_argument("--from", dest="source", type=Path, default=PAGES, help="a pages.jsonl")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--monsters", type=int, default=200, metavar="N", help="every Nth page is one; 0: none")
    parser.add_argument("--quick", action="store_true", help="few pages and small monsters, to see that it runs")
    arguments = parser.parse_args()
    arguments.pages = arguments.pages or (_QUICK_PAGES if arguments.quick else 20_000)
    arguments.monsters = min(arguments.monsters, 10) if arguments.quick else arguments.monsters
    return arguments


def _pages(source: Path, count: int, every: int, *, is_quick: bool) -> Iterator[Page]:
    """So many pages, the same ones every time; each Nth is a monster or a trap in turn."""
    rows = pages_of(source)
    labelled = itertools.cycle(spread_out(rows, _QUICK_LABELLED) if is_quick else rows)
    evil = itertools.cycle(_evil(_QUICK_MUCH if is_quick else 1.0))
    for number in range(count):
        yield next(evil) if every and number % every == every - 1 else _varied(next(labelled), source, number)


def _evil(much: float) -> Iterator[Page]:
    for name in itertools.cycle(MONSTERS):
        yield _page(f"https://monsters.example/{name.replace(' ', '-')}", monster(name, much))
        if much == 1.0 and name == MONSTERS[-1]:
            traps = (*heavy(), *linked_pages())
            yield from (_page(f"https://traps.example{path}", said.partition(b"\r\n\r\n")[2]) for path, said in traps)


def _varied(row: Row, source: Path, number: int) -> Page:
    """The page as another would be: at another address, with a few other words."""
    html = html_of(row, source).replace(b"</p>", f" Edition {number} of the day.</p>".encode(), 3)
    url = url_of(row)
    return _page(f"{url}{'&' if '?' in url else '?'}edition={number}", html)


def _page(url: str, html: bytes) -> Page:
    return Page(
        url=url,
        html=html,
        content_type=None,
        run_id="soak",
        source_id=SOURCE,
        capture_id=None,
        outlet=SOURCE,
        fetched_at=FETCHED_AT,
        entry=None,
    )


def _soak(pages: Iterator[Page], count: int, workers: int) -> Soaked:
    soaked, waiting = Soaked(), deque[ProcessFuture[Processed | Refused]]()
    settings = replace(Settings(data=Path(), warehouse="", sources=Path()), workers=workers)
    watch = _Watch(soaked, count)
    with page_workers(settings, workers) as pool:
        for page in pages:
            waiting.append(pool.submit(page))
            if len(waiting) >= _AHEAD * workers:
                _settle(pool, waiting.popleft(), watch)
        while waiting:
            _settle(pool, waiting.popleft(), watch)
    return soaked


def _settle(
    pool: "Workers[Page, Processed | Refused]", future: "ProcessFuture[Processed | Refused]", watch: "_Watch"
) -> None:
    answer = pool.answer(future)
    watch.note(answer.reason if isinstance(answer, Refused) else "article")


class _Watch:
    """Counts pages, and notes how the workers are after every twentieth part of them."""

    def __init__(self, soaked: Soaked, count: int) -> None:
        self._soaked, self._count, self._every = soaked, count, max(1, count // _SAMPLES)
        self._since = time.perf_counter()

    def note(self, outcome: str) -> None:
        self._soaked.outcomes[outcome] += 1
        done = self._soaked.outcomes.total()
        is_due = done % self._every == 0
        if is_due or done % _GLANCE == 0:
            sizes = _sizes()
            self._soaked.processes |= set(sizes)
            self._soaked.largest_mb = max(self._soaked.largest_mb, *sizes.values(), 0.0)
            if is_due:
                self._sample(done, tuple(sizes.values()))

    def _sample(self, done: int, sizes: tuple[float, ...]) -> None:
        now = time.perf_counter()
        sample = Sample(pages=done, workers_mb=sizes, pages_per_s=self._every / (now - self._since))
        self._since = now
        self._soaked.samples.append(sample)
        print(f"{done} of {self._count}: {_line(sample)}", file=sys.stderr, flush=True)


def _sizes() -> dict[int, float]:
    """Resident memory of the workers, MB: of what the server of their forks started, not of that server."""
    me, found = psutil.Process(), dict[int, float]()
    for process in me.children(recursive=True):
        try:
            if process.ppid() != me.pid:
                found[process.pid] = process.memory_info().rss / _MB
        except psutil.NoSuchProcess:
            continue  # it was recycled as we looked
    return found


def slope(samples: list[Sample]) -> tuple[float, float]:
    """MB that the mean worker gains in 1,000 pages, and the standard error of it, by least squares. Needs three samples."""
    places = [sample.pages / 1000 for sample in samples]
    sizes = [statistics.mean(sample.workers_mb) for sample in samples]
    line = statistics.linear_regression(places, sizes)
    rest = sum((size - line.slope * place - line.intercept) ** 2 for place, size in zip(places, sizes, strict=True))
    spread = sum((place - statistics.mean(places)) ** 2 for place in places)
    return line.slope, (rest / (len(samples) - 2) / spread) ** 0.5


def _line(sample: Sample) -> str:
    return f"{sample.pages_per_s:.1f} pages/s, workers {', '.join(f'{size:.0f}' for size in sample.workers_mb)} MB"


def _say(soaked: Soaked, seconds: float, workers: int) -> None:
    count = soaked.outcomes.total()
    grown, error = slope(soaked.samples[1:])  # the first is still loading what it needs
    print(f"{count} pages, {workers} workers; {machine()}")
    print(*(f"after {sample.pages:6}: {_line(sample)}" for sample in soaked.samples), sep="\n")
    print(f"{count / seconds:.1f} pages/s")
    print(f"a worker grows by {grown:+.2f} MB in 1,000 pages (standard error {error:.2f})")
    print(f"largest worker seen: {soaked.largest_mb:.0f} MB")
    print(f"processes: {len(soaked.processes)}, for {workers} workers: the others were recycled, or ended by a page")
    print("; ".join(f"{outcome} {number}" for outcome, number in soaked.outcomes.most_common()))


if __name__ == "__main__":
    main()
