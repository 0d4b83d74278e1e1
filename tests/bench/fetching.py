"""How fast the web client fetches from a server on loopback: every exchange judged, paced and archived. The server shares
the machine's cores, and no real network is that near."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from ipaddress import ip_network
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.archive import WarcWriter
from ingest.pipeline import utc_now
from ingest.settings import Settings
from ingest.web import Reply, Web
from tests.bench.material import Row, html_of
from tests.fake_web import HTML, fake_web

_HOSTS = 4


def fetch(rows: Sequence[Row], pages: Path, data: Path) -> float:
    """Pages per second. Raises AssertionError where a page did not come."""
    served = {f"/{number}": (HTML, html_of(row, pages)) for number, row in enumerate(rows)}
    settings = Settings(
        data=data, warehouse="", sources=data / "sources.csv", allow_addresses=(ip_network("127.0.0.1/32"),)
    )
    with _serving(served) as bases:
        return len(served) / asyncio.run(_fetch(bases, sorted(served), settings))


async def _fetch(bases: Sequence[str], paths: Sequence[str], settings: Settings) -> float:
    """Seconds for all paths, each from one of the hosts; the hosts side by side, the pages of one in turn."""
    with WarcWriter(settings.archive, "bench-fetch") as warc:
        async with Web(settings, run_id="bench", warc=warc, clock=utc_now) as web:
            began = time.perf_counter()
            async with asyncio.TaskGroup() as hosts:
                for number, base in enumerate(bases):
                    hosts.create_task(_fetch_host(web, base, paths[number :: len(bases)]))
            return time.perf_counter() - began


async def _fetch_host(web: Web, base: str, paths: Sequence[str]) -> None:
    for path in paths:
        answer = await web.get(base + path, source_id="bench", purpose="page")
        assert isinstance(answer, Reply), answer


@contextmanager
def _serving(pages: Mapping[str, tuple[str, bytes]]) -> Iterator[tuple[str, ...]]:
    """Base URLs of a few hosts that a process of their own serves until this one is done."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(pages, theirs), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        ours.send("done")
        server.join()


def _serve(pages: Mapping[str, tuple[str, bytes]], parent: Connection) -> None:
    with ExitStack() as stack:
        parent.send(tuple(stack.enter_context(fake_web(pages)).url for _ in range(_HOSTS)))
        parent.recv()
