"""Pages: honest ones, and those that are traps. Feeds, sitemaps and robots.txt files are in `hostile_traps`."""

import asyncio
import gzip
import json
import zlib
from collections.abc import Iterator
from functools import cache
from html import escape

import brotli
import zstandard

from tests.hostile_site import HEAD, Say, drip, flood, redirect, said

_PLACES = (
    "Aleppo",
    "Homs",
    "Idlib",
    "Raqqa",
    "Hama",
    "Daraa",
    "Latakia",
    "Tartus",
    "Manbij",
    "Afrin",
    "Kobani",
    "Palmyra",
)
_TRADES = ("bakers", "teachers", "drivers", "nurses", "farmers", "masons", "fishers", "printers", "tailors", "porters")


def honest_title(number: int) -> str:
    return f"{_TRADES[number % 10].capitalize()} of {_PLACES[number % 12]} open workshop number {number}"


def honest(number: int, *headers: str) -> bytes:
    """An article like any other; no two share a sentence."""
    place, trade = _PLACES[number % 12], _TRADES[number % 10]
    sentences = [
        f"The {trade} of {place} said in note {number}-{line} that {7 * line + number} families asked for "
        f"{('bread', 'lamps', 'books', 'water', 'wool')[(line + number) % 5]} before the {line + 3}th morning of the month."
        for line in range(12)
    ]
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    page = (
        f"<!doctype html><html lang=en><head><title>{honest_title(number)}</title>"
        f'<meta property="article:published_time" content="2025-03-07T10:00:00Z"></head>'
        f"<body><article><h1>{honest_title(number)}</h1>{body}</article></body></html>"
    )
    return said(page.encode(), *headers)


HOSTILE_TITLES = {
    "ansi": "\x1b[31mRed\x1b[0m news \x1b]0;owned\x07of the day \x9b2J",
    "crlf": "First line\r\nSet-Cookie: a=b\r\n\r\nsecond line",
    "sql": "'); drop table core.article; --",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> and a word",
    "markup": "[bold red]rich[/bold red] [link=file:///etc/passwd]markup[/link] :skull:",
    "formula": "=HYPERLINK(\"http://127.0.0.2/\",\"open\")",
    "command": "@SUM(1+9)*cmd|' /C calc'!A0",
    "nul": "before\x00after the NUL",
    "bidi": "\u202egnp.exe\u202c reads backwards",
    "half": "half \ud83d a character",
    "long": "long " * 40_000,
}  # fmt: skip


def titled(title: str) -> bytes:
    """An article under a hostile title, in every place that a title can stand in."""
    quoted = escape(title, quote=True)
    linked = json.dumps({"@type": "NewsArticle", "headline": title, "author": {"name": title}})
    plain = honest(len(title) % 97).partition(b"\r\n\r\n")[2].decode()
    body = plain.partition("<p>")[2].partition("</article>")[0]
    page = (
        f'<html><head><title>{quoted}</title><meta property="og:title" content="{quoted}">'
        f'<meta name="author" content="{quoted}">'
        f'<script type="application/ld+json">{linked}</script></head>'
        f"<body><article><h1>{quoted}</h1><p>{quoted[:300]}</p><p>{body}</article></body></html>"
    )
    return said(page.encode("utf-8", "surrogatepass"))


def notations(port: int) -> tuple[str, ...]:
    """Ways to write addresses that nobody may dial; those of 127.0.0.2, ::1 and the like are tripwires."""
    hosts = (
        "127.0.0.2", "127.1.2.3", "127.2", "2130706434", "0x7f000002", "0x7f.0.0.2", "0177.0.0.2", "0177.0000.0000.0002",
        "017700000002", "127.0.2", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::127.0.0.2]",
        "[64:ff9b::7f00:2]", "[2002:7f00:2::1]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "10.0.0.1", "192.168.1.1", "172.16.0.1",
        "169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "0.0.0.0", "[::]", "0", "255.255.255.255", "192.0.2.1",
        "user:secret@127.0.0.2", "127.0.0.1@127.0.0.2", "①②⑦.⓪.⓪.②", "127。0。0。2", "１２７.0.0.2", "127.0.0.2.",
        "127.0.0.2%00", "127.0.0.1%2f@127.0.0.2", "ip6-localhost", "127.0.0.1\\@127.0.0.2", "%31%32%37.0.0.2",
    )  # fmt: skip
    odd = (
        f"//127.0.0.2:{port}/forbidden/bare", f"http:\\\\127.0.0.2:{port}\\forbidden\\back",
        f"http:/127.0.0.2:{port}/forbidden/one",
        f"http:127.0.0.2:{port}/forbidden/none", f"hTTp://127.0.0.2:{port}/forbidden/case", f"\t http://127.0.0.2:{port}/forbidden/t",
        f"http://127.0.\t0.2:{port}/forbidden/tab", f"https://127.0.0.2:{port}/forbidden/tls",
        f"///127.0.0.2:{port}/forbidden/three",
        f"/\\127.0.0.2:{port}/forbidden/slashes",
    )  # fmt: skip
    return tuple(f"http://{host}:{port}/forbidden/{n}" for n, host in enumerate(hosts)) + odd


NO_LINKS = (
    "javascript:alert(1)", "file:///etc/passwd", "data:text/html,<p>hello</p>", "ftp://127.0.0.2/x", "gopher://127.0.0.2:70/1",
    "mailto:a@b.example", "http://", "http://[::1", "http://[fe80::1%25lo]/", "blob:http://127.0.0.2/", "jar:http://127.0.0.2!/",
    "http://a b/", "http://\u200b/", "http://exa\u202emple.invalid/\x00",
    "http://127.0.0.1:22/", "http://127.0.0.1:25/", "http://127.0.0.1:6379/", "http://127.0.0.1:99999/",
)  # fmt: skip


@cache
def zeros() -> dict[str, bytes]:
    """120 MB of nothing in each coding."""
    plain = b"<html><body><p>" + b" " * 120_000_000
    return {
        "gzip": gzip.compress(plain, 9),
        "br": brotli.compress(plain, quality=1),
        "zstd": zstandard.compress(plain),
        "deflate": zlib.compress(plain, 9),
    }


def html_of(inside: str, head: str = "") -> bytes:
    return said(f"<html><head><title>A trap</title>{head}</head><body>{inside}</body></html>".encode())


def away(to: str) -> str:
    """A page full of links that only a browser may follow."""
    link = escape(to, quote=True)
    return (
        f'<base href="{link}"><meta http-equiv="refresh" content="0;url={link}"><link rel="canonical" href="{link}">'
        f'<link rel="amphtml" href="{link}"><link rel="alternate" type="application/rss+xml" href="{link}">'
        f'<link rel="prefetch stylesheet" href="{link}"><meta property="og:url" content="{link}">'
        f'<script src="{link}"></script><iframe src="{link}"></iframe><img src="{link}" srcset="{link} 2x">'
    )


def heavy() -> Iterator[tuple[str, bytes]]:
    """Pages that cost whoever reads them time or memory."""
    # Takes half as long again as a page may, and fits into its memory.
    yield "/heavy/rows", html_of("<table>" + "<tr><td>1<td>2<td>3" * 350_000 + "</table>")
    yield "/heavy/paragraphs", html_of("<p>a b" * 180_000)
    yield "/heavy/nested", html_of("<div>" * 100_000 + "a word" + "</div>" * 100_000)
    yield "/heavy/spans", html_of("<p>" + "<span>" * 20_000 + "deep words " * 100)
    yield "/heavy/attributes", html_of("<p " + " ".join(f"a{n}=b" for n in range(200_000)) + ">words here</p>")
    yield "/heavy/entities", html_of("<p>" + "&amp;lt;" * 200_000)
    yield "/heavy/comment", html_of("<p>words</p><!-- " + "- " * 500_000)
    yield "/heavy/links", html_of("".join(f'<a href="/x{n}">link {n}</a> ' for n in range(60_000)))
    yield "/heavy/word", html_of("<article><p>" + "a" * 3_000_000 + "</p></article>")
    yield (
        "/heavy/numbers",
        html_of("<article><p>" + "12 killed, 13 killed and 14 wounded in Homs. " * 8_000 + "</p></article>"),
    )
    yield "/heavy/marks", html_of("<article><p>" + "a\u0301\u0302\u0303" * 300_000 + "</p></article>")


def linked_pages() -> Iterator[tuple[str, bytes]]:
    """JSON-LD that its readers choke on, on pages with an article."""
    deep = '{"@graph":' * 30_000 + "1" + "}" * 30_000
    kinds: dict[str, str] = {
        "deep": deep,
        "list": "[" * 50_000 + "]" * 50_000,
        "huge": json.dumps({"@type": "NewsArticle", "headline": "x" * 1_500_000}),
        "dates": json.dumps(
            {"@type": "NewsArticle", "datePublished": "99999-99-99T99:99:99+99:99", "dateModified": -1e300}
        ),
        "types": json.dumps(
            {"@type": [["NewsArticle"], {}, None, 7], "headline": [{}, []], "author": [[[1]], None, {"name": {}}]}
        ),
        "number": '{"@type":"NewsArticle","headline":' + "9" * 50_000 + "}",
        "broken": '{"@type":"NewsArticle",,,' + "{" * 1000,
        "loop": json.dumps({"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}, "publisher": {"@id": "#a"}}),
    }
    for n, (kind, said_of_it) in enumerate(kinds.items()):
        page = honest(200 + n).partition(b"\r\n\r\n")[2]
        script = f'<script type="application/ld+json">{said_of_it}</script></head>'.encode()
        yield f"/linked/{kind}", said(page.replace(b"</head>", script))


async def _interim(writer: asyncio.StreamWriter) -> None:
    writer.write(
        b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000 + b"HTTP/1.1 103 Early Hints\r\nLink: </forbidden/hint>\r\n\r\n" * 50
    )
    writer.write(honest(90))
    await writer.drain()


def wrong_answers() -> Iterator[tuple[str, Say]]:
    """Answers that are wrong as HTTP."""
    page = honest(91).partition(b"\r\n\r\n")[2]
    yield "/drip/head", drip(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n")
    yield "/drip/body", drip(HEAD + b"Content-Length: 90000\r\n\r\n<html>", b"a")
    yield "/drip/silence", drip(b"", b"", 1.0)
    yield "/endless/body", flood(HEAD + b"\r\n<html><body><p>", b"words and more words " * 3_000)
    yield "/endless/chunks", flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n")
    yield "/endless/head", flood(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"a" * 1000 + b"\r\n")
    yield "/endless/cookies", HEAD + b"Set-Cookie: a=b\r\n" * 5_000 + b"\r\n" + page
    yield "/endless/interim", _interim
    yield "/lies/longer", HEAD + b"Content-Length: 5000000\r\n\r\n" + page[:300]
    yield "/lies/shorter", HEAD + b"Content-Length: 10\r\n\r\n" + page
    yield "/lies/two", HEAD + b"Content-Length: 10\r\nContent-Length: 9\r\n\r\n" + page
    yield "/lies/smuggled", HEAD + b"Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + honest(92)
    yield "/lies/encoding", said(page, "Content-Encoding: br")
    yield "/lies/unknown", said(page, "Content-Encoding: x-lzma")
    yield "/lies/charset", said(page, kind="text/html; charset=rot13")
    yield "/lies/wide", said(page, kind="text/html; charset=utf-32")
    yield "/lies/image", said(page, kind="image/png")
    yield "/lies/binary", said(b"\x89PNG\r\n" + bytes(range(256)) * 400)
    yield "/lies/none", b"HTTP/1.1 200 OK\r\n\r\n"
    yield "/lies/old", b"<html><body><p>HTTP 0.9 has no head</p></body></html>"
    yield "/lies/ssh", b"SSH-2.0-OpenSSH_9.6\r\n"
    yield "/lies/head", b"HTTP/1.1 200 OK\rWARC/1.1\r\nX\x00: \xff\r\n\r\n" + page
    for coding, body in zeros().items():
        yield f"/bomb/{coding}", said(body, f"Content-Encoding: {coding}")
    yield "/bomb/twice", said(gzip.compress(zeros()["gzip"]), "Content-Encoding: gzip, gzip")
    yield from ((f"/loop/{n}", redirect(f"/loop/{n + 1}")) for n in range(30))
    yield "/loop/self", redirect("/loop/self")
    yield "/loop/nowhere", said(b"", status="302 Found")
    yield "/loop/file", redirect("file:///etc/passwd")
    yield "/loop/split", redirect("/ok%0d%0aX-Injected:%201")
    yield "/loop/long", redirect("/" + "a" * 30_000)
    yield "/loop/port", redirect("http://127.0.0.1:6379/forbidden/redis")
    yield "/loop/disallowed", redirect("/private/by-redirect")
