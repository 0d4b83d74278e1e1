"""The web client on a real wire: replies, refusals with their reasons, redirects, and what the archive keeps of them."""

import asyncio
import gzip
import zlib
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
import zstandard

from ingest.archive import read
from ingest.model import FAILED, REJECTED
from ingest.settings import Settings
from ingest.web import Refusal, Reply
from tests.ingest.wire import Say, fetched, opened, redirect, said, wire

NOW = datetime(2025, 3, 7, 12, 0, tzinfo=UTC)
PAGE = "<html>Two soldiers were killed in Dar‘a.</html>".encode() * 50


def _refused(script: dict[str, Say], folder: Path, path: str = "/a", **changes: object) -> Refusal:
    answer, _ = fetched(script, folder, path, **changes)
    assert isinstance(answer, Refusal), answer
    assert answer.outcome == ("rejected" if answer.reason in REJECTED else "failed")
    assert answer.reason in REJECTED + FAILED
    return answer


def _replied(script: dict[str, Say], folder: Path, path: str = "/a", **changes: object) -> Reply:
    answer, _ = fetched(script, folder, path, **changes)
    assert isinstance(answer, Reply), answer
    return answer


def test_a_page_comes_with_its_headers_its_body_and_its_place_in_the_archive(tmp_path: Path) -> None:
    reply = _replied({"/a": said("200 Fine", PAGE, "Content-Type: text/html", 'ETag: "1"')}, tmp_path)
    assert (reply.status, reply.body, reply.content_type) == (200, PAGE, "text/html")
    assert ("ETag", '"1"') in reply.headers
    robots, page = reply.captures
    assert (robots.purpose, robots.status, page.purpose, page.url) == ("robots", 404, "page", reply.url)
    assert (page.ip_address, page.body_bytes, page.is_truncated) == ("127.0.0.1", len(PAGE), False)
    assert page.body_sha256 == sha256(PAGE).hexdigest()
    back = read(tmp_path / "archive", page.warc_file, page.warc_offset)
    assert (back.url, back.status, back.body, back.fetched_at) == (reply.url, 200, PAGE, reply.fetched_at)


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstandard.compress(PAGE)),
        ("br, gzip", gzip.compress(brotli.compress(PAGE))),
        ("gzip", PAGE),
        ("identity", PAGE),
    ],
)
def test_a_coded_body_is_decoded_here_and_archived_as_it_came(tmp_path: Path, coding: str, coded: bytes) -> None:
    reply = _replied({"/a": said("200 OK", coded, f"Content-Encoding: {coding}")}, tmp_path)
    assert reply.body == PAGE
    capture = reply.captures[-1]
    assert read(tmp_path / "archive", capture.warc_file, capture.warc_offset).body == PAGE
    assert capture.body_bytes == len(PAGE)


def test_a_chunked_body_is_joined(tmp_path: Path) -> None:
    chunks = b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Trailer: 1\r\n\r\n"
    reply = _replied({"/a": said("200 OK", chunks, "Transfer-Encoding: chunked", length=False)}, tmp_path)
    assert reply.body == b"abcdefg"
    capture = reply.captures[-1]
    assert ("X-Crawl-Transfer-Encoding", "chunked") in read(
        tmp_path / "archive", capture.warc_file, capture.warc_offset
    ).headers


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("401 Who", "unauthorized"),
        ("403 No", "forbidden"),
        ("404 Gone fishing", "not_found"),
        ("410 Gone", "gone"),
        ("418 Teapot", "http_error"),
        ("300 Many", "http_error"),
        ("451 Law", "geoblocked"),
        ("429 Slow", "rate_limited"),
        ("500 Oops", "server_error"),
        ("503 Later", "server_error"),
        ("599 Odd", "server_error"),
        ("206 Part", "bad_response"),
        ("304 Same", "bad_response"),
        ("302 Nowhere", "http_error"),
    ],
)
def test_each_status_has_its_reason(tmp_path: Path, status: str, reason: str) -> None:
    refusal = _refused({"/a": said(status)}, tmp_path)
    assert refusal.reason == reason
    assert refusal.captures[-1].status == int(status[:3])


@pytest.mark.parametrize(
    "answer",
    [
        said("403 Forbidden", b"<title>Just a moment...</title>", "cf-mitigated: challenge"),
        said("503 Wait", b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>"),
        said("202 Accepted", b"", "x-amzn-waf-action: challenge"),
        said("403 No", b"<iframe src='https://geo.captcha-delivery.com/captcha/'></iframe>"),
    ],
)
def test_a_page_that_wants_a_browser_is_a_challenge(tmp_path: Path, answer: bytes) -> None:
    assert _refused({"/a": answer}, tmp_path).reason == "bot_challenge"


def test_a_page_that_writes_about_challenges_is_a_page(tmp_path: Path) -> None:
    assert _replied({"/a": said("200 OK", b"how /cdn-cgi/challenge-platform/ works")}, tmp_path).status == 200


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Fri, 07 Mar 2025 12:05:00 GMT", timedelta(minutes=5)),
        ("Thu, 06 Mar 2025 12:05:00 GMT", timedelta(0)),
        ("999999999", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
    ],
)
@pytest.mark.parametrize("status", ["429 Slow", "503 Later"])
def test_retry_after_is_a_moment_at_most_a_day_away(
    tmp_path: Path, status: str, value: str, wait: timedelta | None
) -> None:
    refusal = _refused({"/a": said(status, b"", f"Retry-After: {value}")}, tmp_path, clock=lambda: NOW)
    assert refusal.outcome == "failed"
    assert refusal.retry_after_at == (None if wait is None else NOW + wait)


def test_a_host_that_asked_for_a_pause_is_not_dialled_until_it_is_over(tmp_path: Path) -> None:
    now = [NOW]

    async def run() -> None:
        script: dict[str, Say] = {"/a": said("429 Slow", b"", "Retry-After: 60"), "/b": said("200 OK", b"b")}
        async with wire(script) as server, opened(tmp_path, clock=lambda: now[0]) as web:
            assert isinstance(await web.get(server.base + "/a", source_id="s", purpose="page"), Refusal)
            dialled = server.dialled
            paused = await web.get(server.base + "/b", source_id="s", purpose="page")
            assert isinstance(paused, Refusal)
            assert (paused.reason, paused.captures, server.dialled) == ("rate_limited", (), dialled)
            assert paused.retry_after_at == NOW + timedelta(seconds=60)
            now[0] += timedelta(seconds=61)
            assert isinstance(await web.get(server.base + "/b", source_id="s", purpose="page"), Reply)

    asyncio.run(run())


def test_an_unchanged_feed_answers_304_to_the_validators_we_kept(tmp_path: Path) -> None:
    async def run() -> None:
        async with wire({"/feed": said("304 Not Modified", b"", 'ETag: "v1"')}) as server, opened(tmp_path) as web:
            reply = await web.get(
                server.base + "/feed", source_id="s", purpose="feed", etag='"v1"', last_modified="Fri, 07 Mar 2025"
            )
            assert isinstance(reply, Reply)
            assert (reply.status, reply.body) == (304, b"")
            assert 'If-None-Match: "v1"\r\n' in server.asked[-1]
            assert "If-Modified-Since: Fri, 07 Mar 2025\r\n" in server.asked[-1]
            assert "If-None-Match" not in server.asked[0]  # robots.txt

    asyncio.run(run())


def test_validators_that_would_break_the_request_are_left_out(tmp_path: Path) -> None:
    async def run() -> None:
        async with wire({"/feed": said("200 OK", b"x")}) as server, opened(tmp_path) as web:
            url = server.base + "/feed"
            await web.get(url, source_id="s", purpose="feed", etag='"a"\r\nX-Evil: 1', last_modified="ü")
            assert "X-Evil" not in server.asked[-1]
            assert "If-" not in server.asked[-1]

    asyncio.run(run())


def test_redirects_are_followed_and_each_hop_is_a_capture_that_names_the_one_before(tmp_path: Path) -> None:
    script = {
        "/a": redirect("b?x=1#part", "301 Moved"),
        "/b?x=1": redirect("//127.0.0.1:{port}/c"),
        "/c": said("200 OK", PAGE),
    }

    async def run() -> None:
        async with wire(script) as server, opened(tmp_path) as web:
            server.script["/b?x=1"] = redirect(f"//127.0.0.1:{server.port}/c", "308 Perm")
            reply = await web.get(server.base + "/a#top", source_id="s", purpose="page")
            assert isinstance(reply, Reply)
            assert (reply.url, reply.body) == (server.base + "/c", PAGE)
            hops = [capture for capture in reply.captures if capture.purpose == "page"]
            assert [hop.status for hop in hops] == [301, 308, 200]
            assert [hop.follows_id for hop in hops] == [None, hops[0].capture_id, hops[1].capture_id]
            assert server.paths == ["/robots.txt", "/a", "/b?x=1", "/c"]

    asyncio.run(run())


def test_nothing_of_one_exchange_is_told_to_the_next(tmp_path: Path) -> None:
    async def run() -> None:
        async with wire() as server, wire({"/b": said("200 OK", b"b")}) as other, opened(tmp_path) as web:
            server.script["/a"] = said(
                "302 Found", b"", "Set-Cookie: id=1", f"Location: http://u:p@127.0.0.1:{other.port}/b"
            )
            reply = await web.get(server.base.replace("//", "//user:secret@") + "/a", source_id="s", purpose="page")
            assert isinstance(reply, Reply)
            heads = "".join(server.asked + other.asked)
            assert not any(word in heads for word in ("Cookie", "Referer", "Authorization", "secret", "u:p"))
            assert not any("@" in capture.url for capture in reply.captures)

    asyncio.run(run())


def test_a_redirect_loop_ends_at_once(tmp_path: Path) -> None:
    answer, server = fetched({"/a": redirect("/b"), "/b": redirect("/a")}, tmp_path)
    assert isinstance(answer, Refusal)
    assert (answer.reason, server.paths) == ("too_many_redirects", ["/robots.txt", "/a", "/b"])


def test_redirects_without_end_stop_at_the_limit(tmp_path: Path) -> None:
    script = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    answer, server = fetched(script, tmp_path, "/0", max_redirects=3)
    assert isinstance(answer, Refusal)
    assert (answer.reason, server.paths[1:]) == ("too_many_redirects", ["/0", "/1", "/2", "/3"])


@pytest.mark.parametrize(
    "to", ["ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://a b/"]
)
def test_a_redirect_out_of_the_web_is_a_bad_url(tmp_path: Path, to: str) -> None:
    assert _refused({"/a": redirect(to)}, tmp_path).reason == "bad_url"


def test_ports_of_other_protocols_are_not_spoken_to(tmp_path: Path) -> None:
    assert _refused({"/a": redirect("http://127.0.0.1:25/")}, tmp_path).reason == "bad_url"


def test_a_film_is_not_carried_home(tmp_path: Path) -> None:
    refusal = _refused({"/a": said("200 OK", bytes(5_000_000), "Content-Type: video/mp4")}, tmp_path)
    assert (refusal.reason, refusal.captures[-1].body_bytes, refusal.captures[-1].is_truncated) == ("not_html", 0, True)


def test_a_gzipped_sitemap_file_is_unzipped_within_the_cap(tmp_path: Path) -> None:
    async def run() -> None:
        script: dict[str, Say] = {
            "/s.xml.gz": said("200 OK", gzip.compress(b"<urlset/>")),
            "/bomb.gz": said("200 OK", gzip.compress(bytes(3_000_000))),
            "/torn.gz": said("200 OK", gzip.compress(PAGE)[:-9]),
        }
        async with wire(script) as server, opened(tmp_path, max_body_bytes=2_000_000) as web:
            answers = [await web.get(server.base + path, source_id="s", purpose="sitemap") for path in script]
            reply, bomb, torn = answers
            assert isinstance(reply, Reply)
            assert reply.body == b"<urlset/>"
            assert isinstance(bomb, Refusal)
            assert isinstance(torn, Refusal)
            assert (bomb.reason, torn.reason) == ("too_large", "bad_encoding")

    asyncio.run(run())


def test_environment_proxies_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert _replied({"/a": said("200 OK", b"direct")}, tmp_path).body == b"direct"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://no-such-host.invalid/", "dns"),
        (f"http://{'a' * 70}.example/", "bad_url"),
        ("mailto:a@b.example", "bad_url"),
        ("", "bad_url"),
        ("http://127.0.0.1:0/", "connect"),
    ],
)
def test_what_cannot_be_reached_says_why(tmp_path: Path, url: str, reason: str) -> None:
    async def run() -> Reply | Refusal:
        async with opened(tmp_path) as web:
            return await web.get(url, source_id="s", purpose="page")

    answer = asyncio.run(run())
    assert isinstance(answer, Refusal)
    assert (answer.reason, answer.captures) == (reason, ())


def test_plain_text_where_tls_was_promised_is_a_tls_failure(tmp_path: Path) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said("200 OK", b"plain"))
        writer.close()

    async def run() -> Reply | Refusal:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        async with server, opened(tmp_path) as web:
            port = server.sockets[0].getsockname()[1]
            return await web.get(f"https://127.0.0.1:{port}/", source_id="s", purpose="page")

    answer = asyncio.run(run())
    assert isinstance(answer, Refusal)
    assert answer.reason == "tls"


def test_a_full_disk_is_an_error_and_never_a_reply(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        fetched({"/a": said("200 OK", b"x")}, tmp_path)


def test_details_are_one_short_line_without_secrets(tmp_path: Path) -> None:
    async def run() -> Reply | Refusal:
        async with opened(tmp_path) as web:
            return await web.get(
                "ftp://user:secret@x/\x1b[31m\r\nfake row\ud800" + "a" * 9000, source_id="s", purpose="page"
            )

    answer = asyncio.run(run())
    assert isinstance(answer, Refusal)
    assert answer.detail.isprintable()
    assert len(answer.detail) <= 300
    assert "secret" not in answer.detail


def test_the_settings_that_bound_a_fetch_are_the_ones_that_count() -> None:
    plain = Settings(data=Path("d"), warehouse="w", sources=Path("s"))
    assert (plain.fetch_deadline_s, plain.max_body_bytes, plain.max_redirects) == (30.0, 20_000_000, 5)
