"""Turns: one request at a time per host, pauses between starts, hosts side by side."""

import asyncio
import time
from pathlib import Path

import pytest

from ingest.web.pacing import CRAWL_DELAY_CAP_S, PUBLIC_DELAY_S, Pacing
from tests.ingest.wire import Say, Wire, opened, said, wire


class _Busy:
    """A page that takes a while, and knows how many were asked for at once."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.starts: list[float] = []

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        self.starts.append(time.monotonic())
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.05)
        self.now -= 1
        writer.write(said("200 OK", b"x"))
        await writer.drain()


def _gaps(busy: _Busy) -> list[float]:
    return [later - earlier for earlier, later in zip(busy.starts, busy.starts[1:], strict=False)]


async def _get_four(server: Wire, folder: Path, **changes: object) -> None:
    async with opened(folder, **changes) as web:  # type: ignore[arg-type]  # settings' own types
        await asyncio.gather(*(web.get(server.base + "/a", source_id="s", purpose="page") for _ in range(4)))


@pytest.mark.parametrize(
    ("robots", "changes", "gap_s"),
    [
        (b"", {}, 0.0),
        (b"", {"host_delay_s": 0.2}, 0.2),
        (b"User-agent: *\nCrawl-delay: 0.3", {}, 0.3),
        (b"User-agent: *\nCrawl-delay: 0.1", {"host_delay_s": 0.2}, 0.2),
        (b"User-agent: other\nCrawl-delay: 5", {}, 0.0),
    ],
)
def test_one_host_is_asked_one_thing_at_a_time_with_the_pause_it_is_owed(
    tmp_path: Path, robots: bytes, changes: dict[str, object], gap_s: float
) -> None:
    async def run() -> None:
        busy = _Busy()
        script: dict[str, Say] = {"/robots.txt": said("200 OK", robots), "/a": busy}
        async with wire(script) as server:
            await _get_four(server, tmp_path, **changes)
        assert busy.most == 1
        assert len(busy.starts) == 4
        assert min(_gaps(busy)) >= gap_s - 0.02
        assert gap_s or max(_gaps(busy)) < 0.5

    asyncio.run(run())


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async def run() -> None:
        busy = _Busy()
        async with wire({"/a": busy}) as one, wire({"/a": busy}) as two, opened(tmp_path, host_delay_s=0.2) as web:
            await asyncio.gather(*(web.get(s.base + "/a", source_id="s", purpose="page") for s in (one, two)))
        assert busy.most == 2

    asyncio.run(run())


def test_waiting_for_a_turn_does_not_count_against_the_deadline(tmp_path: Path) -> None:
    async def run() -> None:
        busy = _Busy()
        async with wire({"/a": busy}) as server:
            await _get_four(server, tmp_path, fetch_deadline_s=0.3, host_delay_s=0.3)
        assert len(busy.starts) == 4

    asyncio.run(run())


def test_strangers_get_a_second_and_our_own_hosts_none() -> None:
    async def run() -> None:
        pacing = Pacing(None)
        stranger, ours = pacing.host("example.org"), pacing.host("127.0.0.1:1")
        ours.is_ours = True
        waits = []
        for host in (stranger, ours):
            began = time.monotonic()
            for _ in range(2):
                async with pacing.turn(host):
                    pass
            waits.append(time.monotonic() - began)
        assert waits[0] >= PUBLIC_DELAY_S
        assert waits[1] < PUBLIC_DELAY_S / 2

    asyncio.run(run())


def test_a_crawl_delay_of_a_year_is_waited_for_up_to_the_cap() -> None:
    pacing = Pacing(None)
    pacing.slow_down("example.org", 31_536_000.0)
    assert pacing.host("example.org").crawl_delay_s == CRAWL_DELAY_CAP_S
