"""A web of given pages on loopback: path → body. Real HTTP, no opinions; hostile behaviour has servers of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from xml.sax.saxutils import escape

HTML = "text/html"


class FakeWeb(ThreadingHTTPServer):
    """`pages` may change while it serves, and so may `statuses` (200, or 404 where there is no page, unless said there);
    `asked` lists the paths asked for."""

    daemon_threads = True

    def __init__(self, pages: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = dict(pages)
        self.statuses: dict[str, int] = {}
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeWeb
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        kind, body = self.server.pages.get(self.path, ("text/plain", b"no such page"))
        self.send_response(self.server.statuses.get(self.path, 200 if self.path in self.server.pages else 404))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is not a log."""


@contextmanager
def fake_web(pages: Mapping[str, tuple[str, bytes]] | None = None) -> Iterator[FakeWeb]:
    web = FakeWeb(pages or {})
    thread = Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()


def rss(base: str, paths: list[str]) -> bytes:
    """A feed that lists these paths and says nothing else of them."""
    items = "".join(f"<item><title>{escape(path)}</title><link>{escape(base + path)}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>all</title><link>{base}/</link>{items}</channel></rss>'.encode()


def sources_csv(base: str, *feeds: str) -> str:
    """A sources file with one source per feed path."""
    rows = [f"s{n},Source {n},{base}/,GB,en,{base}{feed},,,true" for n, feed in enumerate(feeds)]
    return "\n".join(["id,name,home_url,country,language,feeds,sitemaps,items_per_week,enabled", *rows]) + "\n"
