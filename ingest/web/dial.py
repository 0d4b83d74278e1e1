"""Names to addresses, and the gate before every connection. What is asked over a connection is not known here.

The gate sits where aiohttp makes the socket for the very address it is about to connect to, so no second lookup can
slip another address in (DNS rebinding), and number literals, which no resolver sees, pass it too."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from ingest.settings import Network
from ingest.web.addresses import Standing, standing
from ingest.web.answers import Problem

Lookup = Callable[[str], Awaitable[Sequence[str]]]
AddrInfo = tuple[Any, Any, int, str, tuple[Any, ...]]
_LOOKUPS_AT_ONCE = 8
# Threads of our own: page reading fills asyncio's default ones, and a lookup that queues there would time out.
_lookups = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="lookup")


@dataclass(slots=True)
class Dialled:
    """What one exchange dialled, and what it was kept from dialling."""

    allowed: list[Standing] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        return bool(self.allowed) and all(each is Standing.ALLOWED for each in self.allowed)


_dialled: ContextVar[Dialled] = ContextVar("dialled")


def watch() -> Dialled:
    """The record of what the current task dials from now on."""
    record = Dialled()
    _dialled.set(record)
    return record


class Gate:
    """Makes sockets for addresses that may be dialled and raises OSError for the others (aiohttp's socket_factory)."""

    def __init__(self, allowed: tuple[Network, ...], *, has_contact: bool) -> None:
        self._allowed, self._has_contact = allowed, has_contact

    def __call__(self, addr_info: AddrInfo) -> socket.socket:
        family, kind, proto, _, address = addr_info
        found = standing(str(address[0]), self._allowed)
        problem = self._problem(found, str(address[0]))
        if problem is not None:
            _dialled.get().refused.append(problem)
            raise PermissionError(problem.detail)
        _dialled.get().allowed.append(found)
        return socket.socket(family, kind, proto)

    def _problem(self, found: Standing, address: str) -> Problem | None:
        if found is Standing.PRIVATE:
            return Problem(reason="private_address", detail=f"{address} is not on the public internet")
        if found is Standing.PUBLIC and not self._has_contact:
            return Problem(
                reason="no_contact", detail=f"{address} is not ours, and PRESSWATCH_USER_AGENT has no contact"
            )
        return None


def connector(allowed: tuple[Network, ...], lookup: Lookup, *, has_contact: bool) -> aiohttp.TCPConnector:
    """Connections through the gate, each used for one exchange, so that each exchange passes it."""
    return aiohttp.TCPConnector(
        resolver=_Resolver(lookup),
        socket_factory=Gate(allowed, has_contact=has_contact),
        force_close=True,
        limit=0,  # pacing decides
        ttl_dns_cache=60,
    )


async def system_lookup(host: str) -> Sequence[str]:
    """The addresses the system's resolver gives, in its order. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_lookups, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


class _Resolver(AbstractResolver):
    """Our lookup as aiohttp wants it."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._lookup(host)
        ]

    async def close(self) -> None:
        """Nothing is held."""
