"""Servers that mean harm or know no better: every call ends in time, memory stays bounded, honest pages still come."""

import asyncio
import gzip
import resource
import time
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
import zstandard

from ingest.archive import read
from ingest.web import Refusal, Reply
from tests.ingest.wire import Say, fetched, opened, redirect, said, wire

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HONEST = said("200 OK", b"<html>honest</html>", "Content-Type: text/html")
Talk = Callable[[asyncio.StreamWriter], Awaitable[None]]


def _drip(start: bytes, piece: bytes, every_s: float = 0.02) -> Talk:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        for _ in range(1000):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every_s)

    return talk


def _flood(start: bytes, piece: bytes) -> Talk:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()

    return talk


def _refused(say: Say, folder: Path, **changes: object) -> Refusal:
    answer, _ = fetched({"/a": say}, folder, **changes)
    assert isinstance(answer, Refusal), answer
    return answer


DRIPS = {
    "nothing at all": _drip(b"", b""),
    "a status line": _drip(b"HTTP/1.1 200 O", b"K"),
    "headers": _drip(HEAD, b"X-A: 1\r\n"),
    "one header": _drip(HEAD + b"X-A: ", b"a"),
    "a body": _drip(HEAD + b"Content-Length: 100000\r\n\r\n", b"a"),
    "chunks": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "interim answers": _drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "gzip that yields nothing": _drip(
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff"
    ),
}


@pytest.mark.parametrize("kind", DRIPS)
def test_a_slow_drip_ends_at_the_deadline_of_the_whole_call(tmp_path: Path, kind: str) -> None:
    began = time.monotonic()
    refusal = _refused(DRIPS[kind], tmp_path, fetch_deadline_s=0.4)
    assert (refusal.reason, refusal.outcome) == ("timeout", "failed")
    assert 0.3 < time.monotonic() - began < 1.5


def test_drips_on_every_redirect_share_one_deadline(tmp_path: Path) -> None:
    def slow(to: str) -> Talk:
        async def talk(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.25)
            writer.write(redirect(to))
            await writer.drain()

        return talk

    began = time.monotonic()
    answer, _ = fetched({f"/{n}": slow(f"/{n + 1}") for n in range(6)}, tmp_path, "/0", fetch_deadline_s=0.6)
    assert isinstance(answer, Refusal)
    assert (answer.reason, len(answer.captures)) == ("timeout", 3)  # robots.txt and two hops
    assert time.monotonic() - began < 1.2


def test_a_robots_file_that_drips_costs_one_deadline_and_not_one_per_page(tmp_path: Path) -> None:
    async def run() -> None:
        script: dict[str, Say] = {"/robots.txt": _drip(HEAD + b"\r\n", b"#"), "/a": HONEST}
        async with wire(script) as server, opened(tmp_path, fetch_deadline_s=0.4) as web:
            began = time.monotonic()
            answers = [await web.get(server.base + "/a", source_id="s", purpose="page") for _ in range(5)]
            assert time.monotonic() - began < 1.5
            assert [isinstance(each, Refusal) and each.reason for each in answers] == ["timeout"] * 5
            assert "/a" not in server.paths

    asyncio.run(run())


def test_a_body_cut_by_the_deadline_is_in_the_archive_as_far_as_it_came(tmp_path: Path) -> None:
    refusal = _refused(DRIPS["a body"], tmp_path, fetch_deadline_s=0.3)
    capture = refusal.captures[-1]
    back = read(tmp_path / "archive", capture.warc_file, capture.warc_offset)
    assert (capture.is_truncated, back.is_truncated) == (True, True)
    assert back.body == b"a" * capture.body_bytes != b""


@pytest.mark.parametrize(
    "start",
    [
        b"\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n8000\r\n" + b"x" * 0x8000 + b"\r\n",
    ],
)
def test_an_endless_body_is_cut_at_the_cap(tmp_path: Path, start: bytes) -> None:
    piece = b"8000\r\n" + b"x" * 0x8000 + b"\r\n" if b"chunked" in start else b"x" * 0x8000
    refusal = _refused(_flood(HEAD + start, piece), tmp_path, max_body_bytes=3_000_000)
    assert (refusal.reason, refusal.outcome) == ("too_large", "rejected")
    capture = refusal.captures[-1]
    back = read(tmp_path / "archive", capture.warc_file, capture.warc_offset)
    assert (capture.body_bytes, back.is_truncated) == (3_000_000, True)
    assert ("Content-Length", "3000000") in back.headers


def test_an_endless_body_behind_a_redirect_or_an_error_is_not_waited_for(tmp_path: Path) -> None:
    flood = b"y" * 0x8000

    async def run() -> None:
        script: dict[str, Say] = {
            "/a": _flood(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", flood),
            "/b": _flood(b"HTTP/1.1 404 Not Found\r\n\r\n", flood),
        }
        async with wire(script) as server, opened(tmp_path) as web:
            answer = await web.get(server.base + "/a", source_id="s", purpose="page")
            assert isinstance(answer, Refusal)
            assert (answer.reason, [capture.status for capture in answer.captures]) == ("not_found", [404, 302, 404])
            assert max(capture.body_bytes for capture in answer.captures) == 1_000_000

    asyncio.run(run())


BOMBS = {
    "gzip": gzip.compress(bytes(400_000_000), 9),
    "deflate": zlib.compress(bytes(400_000_000), 9),
    "br": brotli.compress(bytes(400_000_000), quality=3),
    "zstd": zstandard.compress(bytes(400_000_000)),
    "gzip, gzip": gzip.compress(gzip.compress(bytes(400_000_000), 9), 9),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_is_refused_without_the_memory_it_wants(tmp_path: Path, coding: str) -> None:
    answer = said("200 OK", BOMBS[coding], f"Content-Encoding: {coding}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    refusal = _refused(answer, tmp_path, max_body_bytes=5_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refusal.reason, refusal.captures[-1].is_truncated) == ("too_large", True)
    assert peak < 40_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB; what tracemalloc cannot see


def test_sixteen_bombs_at_once_stay_within_sixteen_caps(tmp_path: Path) -> None:
    async def run() -> None:
        script: dict[str, Say] = {"/a": said("200 OK", BOMBS["br"], "Content-Encoding: br")}
        async with wire(script) as server, opened(tmp_path, max_body_bytes=2_000_000) as web:
            urls = [f"{server.base}/a?{n}" for n in range(16)]
            server.script.update({f"/a?{n}": script["/a"] for n in range(16)})
            answers = await asyncio.gather(*(web.get(url, source_id="s", purpose="page") for url in urls))
            assert {isinstance(each, Refusal) and each.reason for each in answers} == {"too_large"}

    tracemalloc.start()
    asyncio.run(run())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2_000_000 + 40_000_000


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"\x00\xff" * 5000,
        b"<html>no head at all</html>",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 5000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 500_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nabc",
    ],
)
def test_what_is_no_sound_http_answer_is_a_row_and_ends_at_once(tmp_path: Path, answer: bytes) -> None:
    refusal = _refused(answer, tmp_path, fetch_deadline_s=5.0)
    assert refusal.reason in ("bad_response", "http_error")
    assert refusal.detail.isprintable()


def test_bytes_beyond_the_announced_length_are_never_taken_for_the_next_answer(tmp_path: Path) -> None:
    dialled: list[int] = []

    async def keep_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        dialled.append(1)
        with suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(said("200 OK", b"mine", "Connection: keep-alive"))
                await asyncio.sleep(0.05)
                writer.write(said("200 OK", b"another's", "Connection: keep-alive"))
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(keep_open, "127.0.0.1", 0)
        async with server, opened(tmp_path) as web:
            base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            for path in ("/a", "/b"):
                reply = await web.get(base + path, source_id="s", purpose="page")
                assert isinstance(reply, Reply)
                assert reply.body == b"mine"
                await asyncio.sleep(0.1)

    asyncio.run(run())
    assert len(dialled) == 3  # robots.txt and two pages, each over a connection of its own


@pytest.mark.parametrize(
    "framing", [b"Content-Length: 5000\r\n\r\n%s", b"Transfer-Encoding: chunked\r\n\r\n18\r\n%s\r\n"]
)
def test_a_document_with_its_end_is_whole_even_if_the_connection_is_not(tmp_path: Path, framing: bytes) -> None:
    answer, _ = fetched({"/a": HEAD + framing % b"<html>eleven dead</html>"}, tmp_path)
    assert isinstance(answer, Reply)
    assert (answer.body, answer.captures[-1].is_truncated) == (b"<html>eleven dead</html>", True)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"x" * 9000)[:-9]),
        ("gzip", gzip.compress(b"x")[:10] + b"\xff" * 90),
        ("br", b"<html>not brotli at all</html>"),
        ("zstd", zstandard.compress(b"x" * 9000)[:-3]),
        ("lzma", b"anything"),
        ("gzip, gzip, gzip", b"anything"),
    ],
)
def test_a_body_not_in_the_coding_it_names_is_bad_encoding(tmp_path: Path, coding: str, body: bytes) -> None:
    refusal = _refused(said("200 OK", body, f"Content-Encoding: {coding}"), tmp_path)
    assert (refusal.reason, refusal.outcome) == ("bad_encoding", "failed")
    assert len(refusal.captures) == 2


def test_headers_cannot_smuggle_records_into_the_archive(tmp_path: Path) -> None:
    evil = b"HTTP/1.1 200 OK\rWARC/1.1\r\nX-A: 1\r\n folded\r\nX-B: \xc3\xa9\xff\r\nContent-Length: 2\r\n\r\nhi"
    answer, _ = fetched({"/a": evil}, tmp_path)
    for capture in answer.captures:
        back = read(tmp_path / "archive", capture.warc_file, capture.warc_offset)
        assert back.status == capture.status
        assert not any("\n" in name + value or "\r" in name + value for name, value in back.headers)


def test_a_location_with_line_breaks_or_raw_bytes_asks_for_nothing_odd(tmp_path: Path) -> None:
    answer, server = fetched({"/a": redirect('/b\tc d\x7fé\x01?x="<>'), "/b": HONEST}, tmp_path)
    assert all(head.split("\r\n")[0].count(" ") == 2 for head in server.asked)
    assert isinstance(answer, Refusal)


def test_honest_pages_come_while_the_same_run_meets_every_kind_of_harm(tmp_path: Path) -> None:
    async def run() -> None:
        script: dict[str, Say] = {"/flood": _flood(HEAD + b"\r\n", b"x" * 60_000), **dict(DRIPS)}
        harmful: dict[str, Say] = {f"/{number}": say for number, say in enumerate(script.values())}
        async with (
            wire(harmful) as bad,
            wire({"/a": HONEST, "/b": HONEST}) as good,
            opened(tmp_path, fetch_deadline_s=0.5, max_body_bytes=1_000_000) as web,
        ):
            urls = [bad.base + path for path in harmful] + [good.base + "/a", good.base + "/b"]
            answers = await asyncio.gather(*(web.get(url, source_id="s", purpose="page") for url in urls))
        assert all(isinstance(answer, Refusal) for answer in answers[:-2])
        assert all(isinstance(answer, Reply) for answer in answers[-2:])

    asyncio.run(run())
