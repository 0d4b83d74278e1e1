"""Whose turn it is: one request at a time per host, a pause between starts, and hosts that asked to be left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

PUBLIC_DELAY_S = 1.0
CRAWL_DELAY_CAP_S = 30.0  # a longer one is waited for at the cap: a typing slip there must not stall a run for hours
_AT_ONCE = 16


@dataclass(slots=True)
class Host:
    """What we owe one host (`host:port`) during a run. `started_at` is loop time, `closed_until` a moment."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    started_at: float | None = None
    is_ours: bool = False
    crawl_delay_s: float = 0.0
    closed_until: datetime | None = None


class Pacing:
    """The queue in front of every exchange. `delay_s` None: 1 s between starts, none for hosts in allowed addresses."""

    def __init__(self, delay_s: float | None) -> None:
        self._delay_s = delay_s
        self._hosts: dict[str, Host] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)

    def host(self, name: str) -> Host:
        return self._hosts.setdefault(name, Host())

    def slow_down(self, name: str, delay_s: float) -> None:
        """Honour a crawl-delay from now on, up to the cap."""
        host = self.host(name)
        host.crawl_delay_s = max(host.crawl_delay_s, min(delay_s, CRAWL_DELAY_CAP_S))

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[None]:
        """Hold the host's turn, once its pause is over and there is room among all hosts."""
        async with host.turn:
            await asyncio.sleep(self._pause(host))
            async with self._room:
                host.started_at = asyncio.get_running_loop().time()
                yield

    def _pause(self, host: Host) -> float:
        if host.started_at is None:
            return 0.0
        default = 0.0 if host.is_ours else PUBLIC_DELAY_S
        delay = max(self._delay_s if self._delay_s is not None else default, host.crawl_delay_s)
        return max(0.0, host.started_at + delay - asyncio.get_running_loop().time())
