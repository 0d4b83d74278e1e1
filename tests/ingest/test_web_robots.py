"""robots.txt: what it says to us, what its absence means, and that a disallowed path is never asked for."""

import asyncio
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Purpose
from ingest.web import Refusal, Reply
from ingest.web.robots import Robots, parse, product_token
from tests.ingest.wire import Say, fetched, opened, redirect, said, wire

_SPLIT = "User-agent: presswatch\nDisallow: /1\nUser-agent: other\nDisallow: /2\nUser-agent: presswatch\nDisallow: /3"
PAGE = said("200 OK", b"page")


def _rules(text: str, token: str = "presswatch") -> Robots:
    return parse(text.encode(), token)


def _allows(text: str, path: str) -> bool:
    return _rules(text).allows(f"https://example.org{path}")


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /no", "/no/a", False),
        ("User-agent: *\nDisallow: /no", "/yes", True),
        ("User-agent: *\nDisallow: /no\nAllow: /no/but", "/no/but/this", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: PressWatch\nDisallow: /x", "/a", True),
        ("User-agent: presswatch/1.0\nDisallow: /", "/a", False),
        ("User-agent: press\nDisallow: /", "/a", True),
        ("User-agent: presswatchman\nDisallow: /", "/a", True),
        ("User-agent: a\nUser-agent: presswatch\nUser-agent: b\nDisallow: /no", "/no", False),
        (
            "User-agent: presswatch\nDisallow: /1\nUser-agent: other\nDisallow: /2\nUser-agent: presswatch\nDisallow: /3",
            "/2",
            True,
        ),
        (
            "User-agent: presswatch\nDisallow: /1\nUser-agent: other\nDisallow: /2\nUser-agent: presswatch\nDisallow: /3",
            "/3",
            False,
        ),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /%D8%AE", "/%D8%AE%D8%A8", False),
        ("User-agent: *\nDisallow: /a?b", "/a?b=1", False),
        ("\ufeffUser-agent: *\r\nDisallow: /no # why\r\n", "/no", False),
        ("<html>not found</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_the_rules_for_us_or_for_everybody_decide(text: str, path: str, is_allowed: bool) -> None:
    assert _allows(text, path) is is_allowed


@given(st.binary(max_size=400))
def test_any_bytes_are_rules_of_some_kind(body: bytes) -> None:
    assert parse(body, "presswatch").allows("https://example.org/a") in (True, False)


@pytest.mark.parametrize(
    ("agent", "token"),
    [("presswatch/0.1", "presswatch"), ("Desk-Bot/2 (+https://x.example)", "desk-bot"), ("", "presswatch")],
)
def test_the_token_is_the_name_before_the_version(agent: str, token: str) -> None:
    assert product_token(agent) == token


HOSTILE = {
    "wildcards": "User-agent: *\nDisallow: /" + "*a" * 200_000 + "$\n",
    "many wildcard rules": "User-agent: *\n" + "Disallow: /*a*b\n" * 30_000,
    "agents times rules": "User-agent: x\nUser-agent: y\n" * 8_000 + "Disallow: /a\n" * 20_000,
    "distinct agents times rules": "".join(f"User-agent: x{n}\n" for n in range(12_000)) + "Disallow: /a\n" * 16_000,
    "everybody and us in turn": "User-agent: *\nUser-agent: presswatch\n" * 6_000 + "Disallow: /a\n" * 16_000,
    "one long line": "Disallow: /" + "a" * 500_000,
    "escapes": "User-agent: *\nDisallow: /" + "%2" * 200_000,
    "dollars": "User-agent: *\nDisallow: /" + "$" * 400_000,
    "no rules, many words": "user agent " * 40_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_read_and_asked_quickly(kind: str) -> None:
    began = time.process_time()
    rules = _rules(HOSTILE[kind])
    for number in range(5):
        rules.allows("https://example.org/" + "a" * 2000 + f"{number}")
    assert time.process_time() - began < 2.0


def test_what_stands_behind_500_kilobytes_is_not_read() -> None:
    assert _allows("#" * 512_000 + "\nUser-agent: *\nDisallow: /", "/a")


@pytest.mark.parametrize("purpose", ["page", "feed", "sitemap"])
def test_a_disallowed_path_is_never_asked_for(tmp_path: Path, purpose: Purpose) -> None:
    async def run() -> None:
        script: dict[str, Say] = {
            "/robots.txt": said("200 OK", b"User-agent: *\nDisallow: /no"),
            "/no": PAGE,
            "/a": redirect("/no"),
        }
        async with wire(script) as server, opened(tmp_path) as web:
            for path in ("/no", "/a", "/x/../no", "/%6eo"):
                answer = await web.get(server.base + path, source_id="s", purpose=purpose)
                assert isinstance(answer, Refusal)
                assert (answer.reason, answer.outcome) == ("robots", "rejected")
            assert server.paths == ["/robots.txt", "/a"]

    asyncio.run(run())


def test_a_redirect_to_another_host_asks_that_hosts_rules_first(tmp_path: Path) -> None:
    async def run() -> None:
        other_script: dict[str, Say] = {"/robots.txt": said("200 OK", b"User-agent: *\nDisallow: /no"), "/no": PAGE}
        async with wire() as server, wire(other_script) as other, opened(tmp_path) as web:
            server.script["/a"] = redirect(other.base + "/no")
            answer = await web.get(server.base + "/a", source_id="s", purpose="page")
            assert isinstance(answer, Refusal)
            assert (answer.reason, other.paths) == ("robots", ["/robots.txt"])
            assert [capture.purpose for capture in answer.captures] == ["robots", "page", "robots"]

    asyncio.run(run())


def test_robots_is_asked_for_once_per_run_even_by_many_at_once(tmp_path: Path) -> None:
    async def run() -> None:
        async with wire({"/a": PAGE}) as server, opened(tmp_path) as web:
            await asyncio.gather(*(web.get(server.base + "/a", source_id="s", purpose="page") for _ in range(8)))
            assert server.paths.count("/robots.txt") == 1
            assert server.paths.count("/a") == 8

    asyncio.run(run())


@pytest.mark.parametrize(
    "answer", [said("404 No"), said("403 No"), said("401 No"), said("200 OK", b"<html>"), redirect("ftp://x/")]
)
def test_a_missing_robots_file_allows_everything(tmp_path: Path, answer: bytes) -> None:
    reply, _ = fetched({"/robots.txt": answer, "/a": PAGE}, tmp_path)
    assert isinstance(reply, Reply)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (said("500 Oops"), "server_error"),
        (said("503 Later"), "server_error"),
        (said("429 Slow"), "rate_limited"),
        (b"garbage\r\n\r\n", "bad_response"),
        (said("200 OK", b"\x1f\x8b broken", "Content-Encoding: gzip"), "bad_encoding"),
    ],
)
def test_a_robots_file_that_cannot_be_had_now_puts_the_page_off(tmp_path: Path, answer: bytes, reason: str) -> None:
    refusal, server = fetched({"/robots.txt": answer, "/a": PAGE}, tmp_path)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.outcome, server.paths) == (reason, "failed", ["/robots.txt"])
    assert "robots.txt" in refusal.detail


@pytest.mark.parametrize(("hops", "is_allowed"), [(5, False), (6, True)])
def test_five_redirects_of_a_robots_file_are_followed_and_no_more(tmp_path: Path, hops: int, is_allowed: bool) -> None:
    script: dict[str, Say] = {f"/r{n}": redirect(f"/r{n + 1}") for n in range(1, hops)}
    script |= {"/robots.txt": redirect("/r1"), f"/r{hops}": said("200 OK", b"User-agent: *\nDisallow: /"), "/a": PAGE}
    answer, _ = fetched(script, tmp_path)
    assert isinstance(answer, Reply) is is_allowed


def test_an_endless_robots_file_counts_as_far_as_it_is_read(tmp_path: Path) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a\n")
        while True:
            writer.write(b"# more\n" * 5000)
            await writer.drain()

    refusal, _ = fetched({"/robots.txt": endless, "/a": PAGE}, tmp_path)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.captures[0].is_truncated) == ("robots", True)
