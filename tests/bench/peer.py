"""The peer: a bare trafilatura loop over the same pages, on as many cores. No archive, no budget, no records."""

import gzip
import logging
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.bench.meter import peak_mb

PageFile = tuple[str, str]
"""A page's address and its gzipped file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looped:
    """Seconds from the first page to the last; of all processes, the processor time; of the largest, peak memory."""

    wall_s: float
    cpu_s: float
    worker_mb: float


def loop(pages: Sequence[PageFile], warm_up: Sequence[PageFile], cores: int) -> Looped:
    """Every page once, by `cores` processes of one thread that take the next page as they are free; libraries are loaded
    and warmed up on other pages before the clock starts."""
    context = multiprocessing.get_context("spawn")
    turn, start, done = context.Value("i", 0), context.Barrier(cores + 1), context.Queue()
    workers = [context.Process(target=_work, args=(pages, warm_up, turn, start, done)) for _ in range(cores)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    usages = [done.get() for _ in workers]
    wall = time.perf_counter() - began
    for worker in workers:
        worker.join()
    return Looped(wall_s=wall, cpu_s=sum(cpu for cpu, _ in usages), worker_mb=max(peak for _, peak in usages))


def _work(
    pages: Sequence[PageFile],
    warm_up: Sequence[PageFile],
    turn: "Synchronized[int]",
    start: Barrier,
    done: "Queue[tuple[float, float]]",
) -> None:
    for page in warm_up:
        read(*page)
    start.wait()
    began = time.process_time()
    while (number := _next(turn)) < len(pages):
        read(*pages[number])
    done.put((time.process_time() - began, peak_mb()))


def _next(turn: "Synchronized[int]") -> int:
    with turn.get_lock():
        turn.value += 1
        return turn.value - 1


def read(url: str, file: str) -> None:
    bare(url, gzip.decompress(Path(file).read_bytes()))


def bare(url: str, html: bytes) -> None:
    """What a script with trafilatura in it does."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    trafilatura.bare_extraction(html, url=url, with_metadata=True)
