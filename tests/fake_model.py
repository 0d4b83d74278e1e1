"""A service that speaks the chat protocol on loopback, and misbehaves as it is told. Real HTTP; no model."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = Callable[["_Handler", dict[str, Any]], None]


class FakeModel(ThreadingHTTPServer):
    """Answers each request with the next of `replies`, the last one again and again; `asked` has what came."""

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has heard enough goes away; that is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: FakeModel
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert self.path == "/v1/chat/completions"
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.headers.append(dict(self.headers))
        reply = self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            reply(self, self.server.asked[-1])

    def do_GET(self) -> None:
        """Asked for only by who follows a redirect."""
        self.server.asked.append({"method": "GET", "path": self.path})
        self.send(200, b"{}")

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is not a log."""


def completion(content: str, *, tokens: object = 700, finish: str = "stop") -> bytes:
    said = {"role": "assistant", "content": content}
    return json.dumps(
        {"choices": [{"index": 0, "message": said, "finish_reason": finish}], "usage": {"total_tokens": tokens}}
    ).encode()


def says(content: str, **more: Any) -> Reply:
    return lambda handler, _: handler.send(200, completion(content, **more))


def raw(body: bytes, status: int = 200, **headers: str) -> Reply:
    return lambda handler, _: handler.send(status, body, **headers)


def echoes_its_key() -> Reply:
    return lambda handler, _: handler.send(200, completion(handler.headers["Authorization"]))


def endless() -> Reply:
    """A body that never ends, as fast as it goes."""

    def reply(handler: _Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 65_536)

    return reply


def drips() -> Reply:
    """A byte now and then."""

    def reply(handler: _Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    return reply


def breaks_off() -> Reply:
    def reply(handler: _Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b'{"choices": [')
        handler.close_connection = True

    return reply


def event(**fields: Any) -> dict[str, Any]:
    """One entry of an answer: what is not said is not there."""
    lists = ("side_a", "side_b", "victims", "targets", "weapons", "attributed_to")
    words = (
        "event_mode", "part_of", "date", "place", "deaths", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
        "injured", "detained", "abducted", "displaced",
    )  # fmt: skip
    nothing: dict[str, Any] = dict.fromkeys(words) | {name: [] for name in lists}
    return {**nothing, "event_type": "ASSAULT", "claim_status": "reported", "is_summary": False, **fields}


def answer(*events: dict[str, Any]) -> str:
    return json.dumps({"events": events})


@contextmanager
def fake_model(*replies: Reply) -> Iterator[FakeModel]:
    model = FakeModel(*replies)
    thread = Thread(target=model.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.shutdown()
        model.server_close()
