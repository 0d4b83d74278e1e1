"""The hostile site: feeds, sitemaps and robots.txt files that lead to the pages of `hostile_pages`. The server is
`hostile_site`; what should come of it all is for the tests."""

import json
from collections.abc import Iterator, Mapping
from html import escape

from tests.hostile_pages import (
    HOSTILE_TITLES,
    NO_LINKS,
    away,
    heavy,
    honest,
    honest_title,
    html_of,
    linked_pages,
    notations,
    titled,
    wrong_answers,
    zeros,
)
from tests.hostile_site import HEAD, Say, Script, Site, drip, flood, redirect, said

ORIGINS = ("main", "deny", "patterns", "endless", "led_away", "dripping")
XML = "application/rss+xml"
DAY = "Fri, 07 Mar 2025 10:00:00 GMT"


def _feed(items: str, prolog: str = '<?xml version="1.0"?>') -> bytes:
    return said(f'{prolog}<rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'.encode(), kind=XML)


def _item(link: str, title: str = "an item", more: str = "") -> str:
    # Characters that no XML may hold are what a hostile feed holds all the same.
    return f"<item><title>{escape(title)}</title><link>{escape(link)}</link><pubDate>{DAY}</pubDate>{more}</item>"


class Traps:
    """The whole site. `honest` are the paths of main's honest articles by the channel that lists them."""

    def __init__(self, site: Site) -> None:
        self.site, self.base, self.port = site, site.base("main"), site.ports["main"]
        self.pages: dict[str, Say] = {}
        self.honest: dict[str, str] = {}  # URL → title
        self.robbed: list[str] = []
        self.channel_pages: dict[str, Say] = {}

    def script(self) -> dict[str, Script]:
        """All origins: path → what is said there."""
        robbed = self._robbed()
        return {"main": self._main(), **robbed}

    @property
    def channels(self) -> list[str]:
        """The paths of the feeds and sitemaps to begin with."""
        return [path for path in self.channel_pages if not path.startswith("/maps/endless/")]

    def listed(self, number: int) -> str:
        """An item that leads to an honest article of its own."""
        self.pages[f"/news/{number}"] = honest(number)
        self.honest[f"{self.base}/news/{number}"] = honest_title(number)
        return _item(f"{self.base}/news/{number}", honest_title(number))

    def _main(self) -> Mapping[str, Say]:
        self.channel_pages = dict(self._feeds()) | dict(self._sitemaps())
        rules = said(b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
        return self.pages | self.channel_pages | {"/robots.txt": rules}

    def _traps(self) -> list[str]:
        """The links of the trap feed, whose pages come to stand on the site."""
        addresses = notations(self.port)
        self.pages |= {f"/away/{n}": redirect(to) for n, to in enumerate(addresses) if to.isascii() and "\t" not in to}
        self.pages |= {f"/links/{n}": html_of("<p>nothing</p>", away(to)) for n, to in enumerate(addresses[:6])}
        self.pages |= {f"/titles/{kind}": titled(title) for kind, title in HOSTILE_TITLES.items()}
        self.pages |= dict(heavy()) | dict(linked_pages()) | dict(wrong_answers())
        self.pages |= {"/private/page": honest(98), "/private/by-redirect": honest(99)}
        own = [f"{self.base}{path}" for path in self.pages if path != "/private/by-redirect"]
        return own + list(addresses) + list(NO_LINKS) + [f"{self.base}/long/" + "x" * 1_000_000]

    def _feeds(self) -> Iterator[tuple[str, Say]]:
        # The traps stand before and after the honest ones: what comes first must not keep the rest from coming.
        traps = [_item(link) for link in self._traps()]
        half = len(traps) // 2
        yield "/feeds/traps", _feed("".join([*traps[:half], *map(self.listed, range(3)), *traps[half:]]))
        titles = "".join(
            _item(f"{self.base}/titles/{kind}", title.encode("utf-8", "replace").decode())
            for kind, title in HOSTILE_TITLES.items()
        )
        yield "/feeds/titles", _feed(titles + self.listed(3))
        junk = "".join(_item(f"javascript:alert({n})", f"junk {n}", "<x><y/></x>") for n in range(10_000))
        yield "/feeds/junk", _feed(self.listed(4) + junk)
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        doctype = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
        yield (
            "/feeds/laughs",
            _feed(
                _item(f"{self.base}/gone?&l11;", "x") + self.listed(5) + "<item><title>&l11;</title></item>",
                doctype,
            ),
        )
        quadratic = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY q "{"q" * 50_000}">]>'
        yield (
            "/feeds/quadratic",
            _feed(self.listed(6) + "<item><title>" + "&q;" * 50_000 + "</title></item>", quadratic),
        )
        external = (
            f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.2:{self.port}/forbidden/dtd" [<!ENTITY f SYSTEM "file:///etc/passwd">'
            f'<!ENTITY h SYSTEM "http://127.0.0.2:{self.port}/forbidden/entity"><!ENTITY % p SYSTEM "http://127.0.0.2:{self.port}/forbidden/p">%p;]>'
        )
        yield (
            "/feeds/external",
            _feed(self.listed(7) + "<item><title>&f;&h;</title><link>http://127.0.0.1/&f;</link></item>", external),
        )
        yield "/feeds/deep", _feed(self.listed(8) + "<item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item>")
        yield "/feeds/comment", _feed(self.listed(9) + "<!-- never closed " + "<item><link>x</link></item>" * 1000)
        yield (
            "/feeds/mojibake",
            said(
                ("<?xml version='1.0' encoding='utf-7'?><rss><channel>" + self.listed(10)).encode()
                + b"\xff\xfe\x00\x81\x8d" * 900,
                kind=XML,
            ),
        )
        yield "/feeds/lines", said(b"\n" * 1_000_000 + _feed(self.listed(11)).partition(b"\r\n\r\n")[2], kind=XML)
        yield (
            "/feeds/include",
            _feed(
                self.listed(12)
                + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://127.0.0.2:{self.port}/forbidden/xi"/>',
                f'<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.2:{self.port}/forbidden/xsl"?>',
            ),
        )
        yield "/feeds/bomb", said(zeros()["gzip"], kind=XML)
        yield "/feeds/bomb-coded", said(zeros()["gzip"], "Content-Encoding: gzip", kind=XML)
        yield "/feeds/passwd", redirect("file:///etc/passwd")
        yield "/feeds/away", redirect(f"http://127.0.0.2:{self.port}/forbidden/feed")
        yield "/feeds/drip", drip(HEAD + b"\r\n<rss>", b" ")
        yield (
            "/feeds/attributes",
            _feed(self.listed(13) + "<item " + " ".join(f"a{n}=''" for n in range(200_000)) + "/>"),
        )
        yield (
            "/feeds/spaces",
            _feed(self.listed(14) + "<item " + " ".join(f"xmlns:a{n}='b'" for n in range(30_000)) + "/>"),
        )
        yield "/feeds/json", said(self._json_feed(), kind="application/feed+json")
        yield "/feeds/json-deep", said(b'{"items":' * 200_000, kind="application/feed+json")
        yield "/feeds/robbed", _feed("".join(self.robbed))
        yield "/feeds/html", html_of("<p>no feed</p>")
        yield "/feeds/binary", said(bytes(range(256)) * 4000, kind=XML)

    def _json_feed(self) -> bytes:
        self.listed(15)
        items = [{"id": 1, "url": f"{self.base}/news/15", "title": honest_title(15)}]
        odd = [
            None,
            7,
            [],
            {"url": []},
            {"url": {"a": 1}, "title": [1]},
            {"id": "x", "url": "\ud800"},
            {"date_published": 1e400},
        ]
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "j", "items": [*odd, *items]}
        ).encode()

    def _sitemaps(self) -> Iterator[tuple[str, Say]]:
        index = "".join(f"<sitemap><loc>{self.base}/maps/endless/{n}</loc></sitemap>" for n in (1, 2))
        for n in range(600):
            deeper = "".join(f"<sitemap><loc>{self.base}/maps/endless/{2 * n + k}</loc></sitemap>" for k in (1, 2))
            yield f"/maps/endless/{n}", _index(deeper)
        yield "/maps/endless", _index(index)
        yield "/maps/self", _index(f"<sitemap><loc>{self.base}/maps/self</loc></sitemap>" * 1000)
        yield (
            "/maps/away",
            _index("".join(f"<sitemap><loc>{escape(to)}</loc></sitemap>" for to in notations(self.port))),
        )
        yield "/maps/bomb.xml.gz", said(zeros()["gzip"], kind="application/gzip")
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        self.listed(16)
        rows = f"<url><loc>{self.base}/news/16</loc></url><url><loc>&l11;</loc></url>"
        yield (
            "/maps/laughs",
            said(f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}]><urlset>{rows}</urlset>'.encode(), kind=XML),
        )
        self.listed(17)
        yield (
            "/maps/lines",
            said(
                f"{self.base}/news/17\nfile:///etc/passwd\nhttp://127.0.0.2:{self.port}/forbidden/line\n".encode(),
                kind="text/plain",
            ),
        )

    def _robbed(self) -> dict[str, Script]:
        """Origins whose robots.txt is the trap; the second of each pair: whether its article may be had."""
        elsewhere = f"http://127.0.0.2:{self.site.ports['led_away']}/robots.txt"
        robots: dict[str, tuple[Say, bool]] = {
            "deny": (
                said(b"User-agent: presswatch\nDisallow: /\n\nUser-agent: *\nAllow: /\n", kind="text/plain"),
                False,
            ),
            "patterns": (said(_patterns(), kind="text/plain"), True),
            "endless": (flood(b"HTTP/1.1 200 OK\r\n\r\n", b"User-agent: x\nDisallow: /x\n" * 500), True),
            "led_away": (redirect(elsewhere), False),
            "dripping": (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"#"), False),
        }
        return {name: self._robbed_by(name, 40 + n, *said) for n, (name, said) in enumerate(robots.items())}

    def _robbed_by(self, name: str, number: int, robots: Say, is_open: bool) -> Script:
        path = f"/news/{number}" + "/a" * 60
        url = self.site.base(name) + path
        self.robbed.append(_item(url))
        if is_open:
            self.honest[url] = honest_title(number)
        return {"/robots.txt": robots, path: honest(number)}


def _index(children: str) -> bytes:
    return said(f"<sitemapindex>{children}</sitemapindex>".encode(), kind="application/xml")


def _patterns() -> bytes:
    stars = "Disallow: /" + "*a" * 5_000 + "$\nDisallow: /" + "a*" * 40 + "b$\nAllow: /" + "(a+)+" * 50 + "\n"
    return (
        "User-agent: *\n"
        + stars
        + "Disallow: /%\nDisallow: \x00\nCrawl-delay: -1\nCrawl-delay: nan\n"
        + "Disallow: /q*q*q*q*q\n" * 5_000
    ).encode()


def sources_csv(site: Site, channels: list[str]) -> str:
    """One source for each feed and sitemap."""
    base = site.base("main")
    header = "id,name,home_url,country,language,feeds,sitemaps,items_per_week,enabled"
    rows = []
    for number, path in enumerate(channels):
        cells = f"{base}{path}," if "/feeds/" in path else f",{base}{path}"
        rows.append(f"s{number},Source {number},{base}/,GB,en,{cells},,true")
    return "\n".join([header, *rows]) + "\n"


def rss_of(base: str, paths: list[str]) -> bytes:
    """A feed of these paths and nothing else."""
    return _feed("".join(_item(base + path) for path in paths))
