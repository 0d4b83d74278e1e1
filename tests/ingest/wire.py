"""A server on loopback that says exactly the bytes it is told, however wrong, and notes what it was asked. No checks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from ingest.archive import WarcWriter
from ingest.settings import Settings
from ingest.web import Refusal, Reply, Web
from ingest.web.dial import Lookup, system_lookup

Say = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
LOOPBACK = ip_network("127.0.0.1/32")


@dataclass
class Wire:
    """`script`: path → what is said; `asked`: request heads in order; `dialled`: how often somebody connected."""

    script: dict[str, Say]
    host: str = "127.0.0.1"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    dialled: int = 0

    @property
    def base(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [head.split(" ", 2)[1] for head in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(head)
            say = self.script.get(self.paths[-1], NOT_FOUND)
            if isinstance(say, bytes):
                writer.write(say)
                await writer.drain()
            else:
                await say(writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return  # the client hung up, as it may, or the test is over
        finally:
            writer.close()


@asynccontextmanager
async def wire(script: Mapping[str, Say] | None = None, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Wire]:
    told = Wire(dict(script or {}), host)
    server = await asyncio.start_server(told.serve, host, port)
    told.port = server.sockets[0].getsockname()[1]
    try:
        yield told
    finally:
        server.close()


def said(status: str = "200 OK", body: bytes = b"", *headers: str, length: bool = True) -> bytes:
    """A response; with its true Content-Length unless told otherwise."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return said(status, b"", f"Location: {to}")


def settings_for(folder: Path, **changes: object) -> Settings:
    plain = Settings(data=folder, warehouse="unused", sources=folder, allow_addresses=(LOOPBACK,))
    return replace(plain, **changes)  # type: ignore[arg-type]  # the fields' own types, given by name


@asynccontextmanager
async def opened(
    folder: Path,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    lookup: Lookup = system_lookup,
    **changes: object,
) -> AsyncIterator[Web]:
    """A Web over settings that allow 127.0.0.1 and nothing else."""
    settings = settings_for(folder, **changes)
    with WarcWriter(settings.archive, "test") as warc:
        async with Web(settings, run_id="run", warc=warc, clock=clock, lookup=lookup) as web:
            yield web


def fetched(
    script: Mapping[str, Say], folder: Path, path: str = "/a", **changes: object
) -> tuple[Reply | Refusal, Wire]:
    """What one get of `path` gives, and the server that was asked."""

    async def run() -> tuple[Reply | Refusal, Wire]:
        async with wire(script) as server, opened(folder, **changes) as web:  # type: ignore[arg-type]  # as above
            return await web.get(server.base + path, source_id="s", purpose="page"), server

    return asyncio.run(run())
