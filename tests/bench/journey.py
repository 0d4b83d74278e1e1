"""The whole journey from the archive to the analysts' file, with the product's own functions: a run folder, pages read from
the archive, extracted, fingerprinted and coded by the pipeline's worker processes, loaded, published. Asks no network."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pebble import ProcessFuture

from ingest import pipeline, runs
from ingest.model import FeedEntry, Page, Refused, Source
from ingest.pipeline import Processed, judges, page_workers
from ingest.runs import RunFolder
from ingest.settings import Settings
from ingest.workers import Workers
from tests.bench import archived
from tests.bench.archived import Archived
from tests.bench.meter import children, peak_mb
from warehouse import load, plan, publish
from warehouse.connect import connect

T = TypeVar("T")
Pool = Workers[Page, Processed | Refused]

_AHEAD = 4  # pages on their way per worker, as in the pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Seconds of each leg over `pages` pages; processor time of the workers while they read; peak memory of the largest
    worker and of the process that drives them and loads."""

    pages: int
    articles: int
    events: int
    workers_start_s: float
    select_s: float
    read_s: float
    read_cpu_s: float
    load_s: float
    publish_s: float
    worker_mb: float
    main_mb: float

    @property
    def whole_s(self) -> float:
        """From the first page to the published file. Starting the workers and planning stand apart."""
        return self.read_s + self.load_s + self.publish_s


def travel(pages: Sequence[Archived], warm_up: Sequence[Archived], archive: Path, data: Path, cores: int) -> Journey:
    """One run over the pages in `archive`, in a process of its own; its warehouse is made in the empty folder `data`."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(_travel, tuple(pages), tuple(warm_up), archive, data, cores).result()


def _travel(pages: Sequence[Archived], warm_up: Sequence[Archived], archive: Path, data: Path, cores: int) -> Journey:
    settings = settings_for(data, cores)
    folder = pipeline.begin(settings, kind="watch", window=None, sources_file=settings.sources, now=datetime.now(UTC))
    began = time.perf_counter()
    entries, chunk = select(folder, pages, settings)
    selected = time.perf_counter()
    with page_workers(settings, cores) as workers:
        _warm(workers, archive, list(warm_up) * cores)
        usage, started = children(), time.perf_counter()
        with runs.filling(folder.path / "processed" / chunk, pipeline.PROCESSED) as out:
            for done in read(entries, pages, archive, workers, _AHEAD * cores, as_item=lambda page: page):
                pipeline.add_processed(out, done)
        processed = time.perf_counter()
        after = children()
    load_s, publish_s, counts = load_and_publish(folder, settings)
    return Journey(
        pages=len(entries),
        articles=counts.stored,
        events=counts.events,
        workers_start_s=started - selected,
        select_s=selected - began,
        read_s=processed - started,
        read_cpu_s=after.cpu_s - usage.cpu_s,
        load_s=load_s,
        publish_s=publish_s,
        worker_mb=after.peak_mb,
        main_mb=peak_mb(),
    )


def settings_for(data: Path, cores: int) -> Settings:
    """Of a run whose data lie below `data`."""
    return Settings(data=data, warehouse=str(data / "warehouse.duckdb"), sources=data / "sources.csv", workers=cores)


def select(folder: RunFolder, pages: Sequence[Archived], settings: Settings) -> tuple[tuple[FeedEntry, ...], str]:
    """The entries to be read, one for each address, and the name of their chunk."""
    entries = [archived.entry(page, folder.run.run_id) for page in pages]
    with connect(settings) as warehouse:
        plan.plan(warehouse, folder, [_source()], now=datetime.now(UTC))
        runs.put_folder(folder.path / "discovered", {"polls": [], "entries": entries, "captures": [], "rejections": []})
        (chunk,) = plan.select(warehouse, folder, chunks=1, now=datetime.now(UTC))
    return tuple(runs.read_records(folder.path / "chunks" / f"{chunk}.jsonl", FeedEntry)), chunk


def _source() -> Source:
    return Source(
        source_id=archived.SOURCE,
        name="Saved pages",
        home_url="https://unknown.example/",
        country="GB",
        language="en",
        feeds=(),
        sitemaps=(),
        items_per_week=None,
        is_enabled=True,
    )


def _warm(workers: Pool, archive: Path, warm_up: Sequence[Archived]) -> None:
    """Pages enough that each worker has read its tables before the clock starts."""
    for future in [workers.submit(archived.page(archive, at)) for at in warm_up]:
        workers.answer(future)


def read(
    entries: Sequence[FeedEntry],
    pages: Sequence[Archived],
    archive: Path,
    workers: Workers[T, Processed | Refused],
    ahead: int,
    *,
    as_item: Callable[[Page], T],
) -> Iterator[Processed]:
    """What the workers make of the entries' pages, in order; at most `ahead` are on their way at once."""
    places = {page.url: page for page in pages}
    waiting: deque[ProcessFuture[Processed | Refused]] = deque()
    for entry in entries:
        waiting.append(workers.submit(as_item(archived.page(archive, places[entry.url], entry, entry.run_id))))
        if len(waiting) >= ahead:
            yield from _articles(workers.answer(waiting.popleft()))
    for future in waiting:
        yield from _articles(workers.answer(future))


def _articles(answer: Processed | Refused) -> tuple[Processed, ...]:
    return (answer,) if isinstance(answer, Processed) else ()


def load_and_publish(folder: RunFolder, settings: Settings) -> tuple[float, float, load.LoadCounts]:
    """Opening the warehouse is part of loading, as it is in a run."""
    began = time.perf_counter()
    with connect(settings) as warehouse:
        counts = load.load(warehouse, folder, judges())
        loaded = time.perf_counter()
        publish.publish(warehouse, settings.published)
        return loaded - began, time.perf_counter() - loaded, counts
