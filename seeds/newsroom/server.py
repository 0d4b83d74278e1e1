"""The newsroom's small server, on loopback only: `python -m seeds.newsroom.server --port N`. For the demo and for tests."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Thread

from seeds.newsroom.site import Resource, build, missing, sources_csv

__all__ = ["DEFAULT_PORT", "main", "serve", "sources_csv", "write_sources"]

ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8765

OnRequest = Callable[[str, int], None]


@contextmanager
def serve(port: int = 0, on_request: OnRequest | None = None) -> Iterator[str]:
    """Serve the newsroom on 127.0.0.1 while the block runs; yields its base URL, without a trailing slash.

    Port 0 takes a free one. `on_request(path, status)` is called from the serving threads before each answer. Raises
    OSError where the port is taken."""
    server = _Newsroom(port, on_request)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
    thread.start()
    try:
        yield server.base_url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def write_sources(path: Path, base_url: str) -> None:
    """Write the sources file of the newsroom served at `base_url`."""
    path.write_text(sources_csv(base_url), encoding="utf-8")


class _Newsroom(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, on_request: OnRequest | None) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.base_url = f"http://{ADDRESS}:{self.server_address[1]}"
        self.site = build(self.base_url)
        self.missing = missing()
        self.on_request = on_request

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who hangs up is no event here; anything else keeps its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed: sockets only


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = 30
    server: _Newsroom

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the demo's own output is what matters."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.site.get(self.path, self.server.missing)
        is_unchanged = resource.status == HTTPStatus.OK and self._has(resource)
        status = HTTPStatus.NOT_MODIFIED if is_unchanged else resource.status
        if self.server.on_request:
            self.server.on_request(self.path, int(status))
        self.send_response(status)
        self.send_header("ETag", resource.etag)
        if resource.changed_at:
            self.send_header("Last-Modified", format_datetime(resource.changed_at, usegmt=True))
        if not is_unchanged:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body and not is_unchanged:
            self.wfile.write(resource.body)

    def _has(self, resource: Resource) -> bool:
        """Whether the reader holds this version already; If-None-Match outranks If-Modified-Since (RFC 9110, 13.2.2)."""
        if (tags := self.headers["If-None-Match"]) is not None:
            return any(tag.strip().removeprefix("W/") in (resource.etag, "*") for tag in tags.split(","))
        since = self.headers["If-Modified-Since"]
        if since is None or resource.changed_at is None:
            return False
        try:
            return resource.changed_at <= parsedate_to_datetime(since)
        except (TypeError, ValueError):  # an unreadable date, or one without a zone: the header is ignored (RFC 9110)
            return False


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; with `--sources FILE` also write the sources file that fits the port."""
    parser = argparse.ArgumentParser(prog="python -m seeds.newsroom.server", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0: any free port (default %(default)s)")
    parser.add_argument("--sources", type=Path, help="write a sources file for this server there")
    chosen = parser.parse_args(arguments)
    try:
        server = _Newsroom(chosen.port, None)
    except OSError as problem:
        sys.stderr.write(f"port {chosen.port}: {problem.strerror}. Choose another with --port\n")
        return 1
    with server:
        if chosen.sources:
            write_sources(chosen.sources, server.base_url)
        sys.stdout.write(f"newsroom on {server.base_url}/\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
