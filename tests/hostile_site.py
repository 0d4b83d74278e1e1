"""A site on loopback that means harm, with honest articles among the traps, and tripwires on every other address.

It notes what it is asked and who touches a tripwire; what a visitor should make of it is for the tests."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

Say = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
Script = Mapping[str, Say]

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


@dataclass
class Site:
    """`ports`: of each origin by name, all on 127.0.0.1; `asked`: (origin, path) in order; `tripped`: what touched an
    address other than 127.0.0.1, or a trap of ours."""

    ports: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tripped: list[str] = field(default_factory=list)

    def base(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def paths(self, name: str) -> list[str]:
        return [path for origin, path in self.asked if origin == name]


Staging = Callable[[Site], Mapping[str, Script]]


@contextmanager
def hostile_site(names: tuple[str, ...], script_of: Staging) -> Iterator[Site]:
    """Serve each named origin on a port of its own, and watch the same ports on every other address.

    `script_of(site)` is called once the ports are known: origin → path → what is said there."""
    site, sockets = Site(), dict[str, socket.socket]()
    for name in names:
        sockets[name] = _listener(socket.AF_INET, "127.0.0.1", 0)
        site.ports[name] = sockets[name].getsockname()[1]
    wires = [wire for port in site.ports.values() for wire in _tripwires(port)]
    ready, loop = Event(), asyncio.new_event_loop()
    server = _Server(site, script_of(site))
    thread = Thread(target=server.run, args=(loop, sockets, wires, ready), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(server.done.set)
        thread.join(10)


def _listener(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    made = socket.socket(family)
    # The most exact address wins, so that one wildcard catches everything that is not 127.0.0.1.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    made.bind((address, port))
    made.listen(64)
    return made


def _tripwires(port: int) -> Iterator[socket.socket]:
    yield _listener(socket.AF_INET, "0.0.0.0", port)
    with suppress(OSError):  # a machine without IPv6 has none to guard
        yield _listener(socket.AF_INET6, "::", port)


class _Server:
    def __init__(self, site: Site, script: Mapping[str, Script]) -> None:
        self.site, self.script = site, script

    def run(
        self,
        loop: asyncio.AbstractEventLoop,
        sockets: Mapping[str, socket.socket],
        wires: list[socket.socket],
        ready: Event,
    ) -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._serve(sockets, wires, ready))

    async def _serve(self, sockets: Mapping[str, socket.socket], wires: list[socket.socket], ready: Event) -> None:
        self.done = asyncio.Event()
        servers = [await asyncio.start_server(self._origin(name), sock=sock) for name, sock in sockets.items()]
        servers += [await asyncio.start_server(self._trip, sock=wire) for wire in wires]
        ready.set()
        await self.done.wait()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _trip(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.site.tripped.append(f"{writer.get_extra_info('sockname')} was dialled")
        writer.close()

    def _origin(self, name: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._answer(name, reader, writer)
            writer.close()

        return serve

    async def _answer(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        path = lines[0].split(" ")[1] if lines[0].count(" ") == 2 else ""
        if not path.startswith("/"):
            self.site.tripped.append(f"{name} was asked {lines[0][:200]!r}")
        self.site.asked.append((name, path))
        say = self.script[name].get(path, NOT_FOUND)
        if isinstance(say, bytes):
            writer.write(say)
            await writer.drain()
        else:
            await say(writer)


def said(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A response with its true length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return said(b"", f"Location: {to}", status=status)


def drip(start: bytes, piece: bytes, every_s: float = 0.05) -> Say:
    """`start` at once, then `piece` again and again, for ever."""

    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every_s)

    return talk


def flood(start: bytes, piece: bytes) -> Say:
    """The same as fast as it is taken."""
    return drip(start, piece, 0.0)
