"""Pages that are too much: too many elements, too deep, too long, of every kind that ever cost an extractor minutes. Each bears
`FIRST` and `LAST`, which nobody may lose. Served by nobody; for honest and for trapped pages see `hostile_pages`."""

import json
from collections.abc import Callable

FIRST = "The ferry Aurora left the northern pier at dawn with forty crates of oranges."
LAST = "The harbour master Lindqvist closed the gate at nightfall and counted the crates."

_NOTE = "Clerk %d noted that %d crates of oranges had come over the bar before the tide turned again. "


def _page(inside: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><title>Forty crates</title>{head}</head>"
        f"<body><p>{FIRST}</p>{inside}<p>{LAST}</p></body></html>"
    ).encode()


def _many(form: str, count: float) -> str:
    return "".join(form.replace("%d", str(number)) for number in range(int(count)))


def _linked(said: str) -> str:
    return f'<script type="application/ld+json">{said}</script>'


def _article(count: float) -> str:
    return "".join(f"<p>{_NOTE % (number, number)}" for number in range(int(count)))


_MADE: dict[str, Callable[[float], bytes]] = {
    "tiny paragraphs": lambda much: _page("<p>a b" * int(180_000 * much)),
    "links": lambda much: _page(_many('<a href="/x/%d/some-long-address-of-a-page-in-the-archive">link %d</a> ', 76_000 * much)),
    "paragraphs": lambda much: _page("".join(f"<p>{_NOTE % (n, n) * 2}" for n in range(int(100_000 * much)))),
    "table": lambda much: _page("<table>" + "<tr><td>1<td>2<td>3" * int(300_000 * much) + "</table>"),
    "one text": lambda much: _page("<p>" + _many(_NOTE, 120_000 * much)),
    "one word": lambda much: _page("<p>" + "a" * int(5_000_000 * much)),
    "line breaks": lambda much: _page(_many(_NOTE + "<br>", 60_000 * much)),
    "nested boxes": lambda much: _page("<div>" * int(100_000 * much) + _article(50) + "</div>" * int(100_000 * much)),
    "boxes nobody closed": lambda much: _page("".join(f"<div><p>{_NOTE % (n, n)}" for n in range(int(6_000 * much)))),
    "fonts nobody closed": lambda much: _page("".join(f"<font><b>{_NOTE % (n, n)}" for n in range(int(6_000 * much)))),
    "nested lists": lambda much: _page("<ul><li>" * int(20_000 * much) + _article(50)),
    "nested tables": lambda much: _page("<table><tr><td>" * int(20_000 * much) + _article(50)),
    "much in asides": lambda much: _page("<aside class=related>" * 1_900 + _article(25_000 * much) + "</aside>" * 1_900),
    "attributes": lambda much: _page("<p " + _many("a%d=b ", 200_000 * much) + f">{_NOTE % (1, 1)}"),
    "a long attribute": lambda much: _page(f'<p title="{"b " * int(3_000_000 * much)}">{_NOTE % (1, 1)}'),
    "a picture in the page": lambda much: _page(f'<img src="data:image/png;base64,{"iVBORw0KGgo" * int(500_000 * much)}">'),
    "class names": lambda much: _page(f'<div class="{"author byline date " * int(200_000 * much)}"><p>{_NOTE % (1, 1)}</div>'),
    "metas": lambda much: _page("", _many('<meta name="m%d" content="c%d"><link rel=canonical href="/x%d">', 100_000 * much)),
    "headlines": lambda much: _page(_many('<h1>Title %d</h1><time datetime="2024-01-01T09:00">1 Jan</time>', 100_000 * much)),
    "bylines": lambda much: _page(_many('<a rel=author class=byline href="/a%d">Ann Author%d</a>', 60_000 * much)),
    "scripts": lambda much: _page("", _linked('{"@type":"NewsArticle"}') * int(60_000 * much)),
    "deep JSON": lambda much: _page("", _linked('{"@graph":' * int(60_000 * much) + "1" + "}" * int(60_000 * much))),
    "many nodes": lambda much: _page("", _linked(json.dumps({"@graph": [{"@type": "NewsArticle"}] * int(60_000 * much)}))),
    "spaces": lambda much: _page("<p>" + " " * int(15_000_000 * much)),
    "angle brackets": lambda much: _page("<p>" + "<" * int(5_000_000 * much)),
    "entities": lambda much: _page("<p>" + "&amp;lt; " * int(400_000 * much)),
    "comments": lambda much: _page("<!-- -->" * int(400_000 * much)),
    "marks": lambda much: _page("<p>" + "a\u0301\u0302\u0303" * int(400_000 * much)),
    "a long title": lambda much: _page("", "<meta property=og:title content='" + "long | title - " * int(300_000 * much) + "'>"),
}  # fmt: skip

MONSTERS = tuple(_MADE)


def monster(name: str, much: float = 1.0) -> bytes:
    """The page; `much` 1.0 is what was measured to take minutes or gigabytes, less is less of it."""
    return _MADE[name](much)
