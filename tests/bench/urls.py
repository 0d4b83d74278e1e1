"""Pairs of addresses, labelled by what outlets say of them, against what `ingest.urls` makes of them. Not a test.

python -m tests.bench.urls [--feeds PATH] [--pages PATH] [--show KIND] [--json]

One article under two spellings:
  permalink   an item's link and the GUID that its feed calls a permalink, on the same outlet's hosts
  moved       an item's link in one poll of a feed and, under the same GUID, in another poll
  amp         a page's address and the AMP form that it names (rel=amphtml)
  mobile      a page's address and the form for telephones that it names (rel=alternate with media)
  canonical   a page's address and the one that rel=canonical and og:url agree on, on the same outlet's hosts
  made        a real address and the same behind a tracker, a redirector, a cache, an archive, http:// …, as those write it
Two articles:
  neighbours  items of one host that stand beside each other in order of address, with other GUIDs and other titles
  query       items with the same path and another query, with other GUIDs and other titles
  adjacent    a real address and the same with its last number one higher
  parent      a real address and a folder above it
  asked       a real address asking for another id, page or language

An identity that two articles share is a false merge. Of one article's two spellings, `identity` counts those that one id stands
for, `proposed` those that share an address hash only (their texts decide), `missed` the rest. `unlike` counts the pairs that no
reader of addresses could know to be one, since they share neither the last part of the path nor a number: a permalink
such as `/?p=123`, a short address. Those are found when they are asked for (`core.alias`) and are left out of the rate."""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree, html

from ingest.urls import address_hash, article_id, canonical_url, host_of, identity, registrable, resolve
from tests.bench.feeds import Case, cases
from tests.bench.material import FEEDS, PAGES, html_of, pages_of, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two addresses, as they were written, and whether they are one article's."""

    kind: str
    one: str
    other: str
    is_same: bool


@dataclass(slots=True, kw_only=True)
class Score:
    """Of one kind of pair: how many there are, share an identity, an address hash only, neither; and are `unlike`."""

    pairs: int = 0
    identity: int = 0
    proposed: int = 0
    missed: int = 0
    unlike: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One item of a feed as it stands there. `permalink`: the GUID where the feed calls it one."""

    feed: str
    guid: str
    link: str
    title: str
    permalink: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, default=FEEDS)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--show", default="", help="print the pairs of this kind that are missed, or falsely merged")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    require(arguments.feeds, arguments.pages)
    found = list(pairs(arguments.feeds, arguments.pages))
    report = measure(found)
    print(json.dumps(report) if arguments.json else _readable(report))
    for pair in found:
        if pair.kind == arguments.show and _verdict(pair) != ("identity" if pair.is_same else "missed"):
            print(_verdict(pair), pair.one, pair.other)


def pairs(feeds: Path, pages: Path) -> Iterator[Pair]:
    """All labelled pairs, each once."""
    items = [item for case in cases(feeds, with_series=True) for item in _said(case)]
    links = sorted({item.link for item in items})
    yield from _once([*_permalinks(items), *_moved(items), *_named(pages), *_made(links)])
    yield from _once([*_queries(items), *_neighbours(items), *_others(links)])


def measure(found: Iterable[Pair]) -> dict[str, Any]:
    """Scores by kind, the rates, and microseconds for each of the three functions."""
    same: dict[str, Score] = defaultdict(lambda: Score())
    different: dict[str, Score] = defaultdict(lambda: Score())
    for pair in (kept := list(found)):
        score, verdict = (same if pair.is_same else different)[pair.kind], _verdict(pair)
        score.pairs += 1
        setattr(score, verdict, getattr(score, verdict) + 1)
    alike = sum(score.pairs - score.unlike for score in same.values())
    return {
        "same": {kind: asdict(score) for kind, score in same.items()},
        "different": {kind: asdict(score) for kind, score in different.items()},
        "pairs": len(kept),
        "false_merges": sum(score.identity for score in different.values()),
        "missed": round(sum(score.missed for score in same.values()) / max(1, alike), 4),
        "microseconds": _speed([pair.one for pair in kept]),
    }


def _verdict(pair: Pair) -> str:
    one, other = canonical_url(pair.one), canonical_url(pair.other)
    if one is None or other is None:
        return "missed"
    if article_id(one) == article_id(other):
        return "identity"
    if address_hash(one) == address_hash(other):
        return "proposed"
    return "unlike" if pair.is_same and _are_unlike(one, other) else "missed"


def _are_unlike(one: str, other: str) -> bool:
    """Whether two addresses have neither a number nor a name of a page in common."""
    return not _handles(one) & _handles(other)


def _handles(url: str) -> set[str]:
    at = urlsplit(url)
    named = [re.sub(r"\.\w+\Z", "", part) for part in at.path.lower().split("/") if len(part) > 9]
    return {*named[-1:], *re.findall(r"\d{4,}", at.path + at.query)} - {""}


def _said(case: Case) -> Iterator[Said]:
    root = etree.fromstring(case.body.strip(), etree.XMLParser(recover=True, huge_tree=True))
    for item in () if root is None else root.iter("{*}item", "{*}entry"):
        guid = item.find("{*}guid")
        name = _text(guid) or _text(item.find("{*}id"))
        is_permalink = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
        if link := resolve(case.url, _link(item)):
            permalink = name if is_permalink and re.match(r"https?://[^/]+/.", name) else None
            title = _text(item.find("{*}title"))
            yield Said(feed=case.name.partition("/")[0], guid=name or link, link=link, title=title, permalink=permalink)


def _link(item: etree._Element) -> str:
    for link in item.iterfind("{*}link"):
        if written := _text(link) or (link.get("rel", "alternate") == "alternate" and link.get("href", "")):
            return str(written)
    return ""


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _permalinks(items: list[Said]) -> Iterator[Pair]:
    for item in items:
        if item.permalink and item.permalink != item.link and _owner(item.permalink) == _owner(item.link):
            yield Pair(kind="permalink", one=item.link, other=item.permalink, is_same=True)


def _moved(items: list[Said]) -> Iterator[Pair]:
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        if item.link not in links[item.feed, item.guid]:
            links[item.feed, item.guid].append(item.link)
    for held in links.values():
        # A name that is given to many addresses is a feed's mistake, or a series'.
        if len(held) <= 5:
            yield from (Pair(kind="moved", one=one, other=other, is_same=True) for one, other in pairwise(held))


def _named(pages: Path) -> Iterator[Pair]:
    for row in pages_of(pages):
        if row["url"]:
            yield from _said_by(
                row["url"], html.document_fromstring(html_of(row, pages), parser=html.HTMLParser(encoding="utf-8"))
            )


def _said_by(url: str, tree: html.HtmlElement) -> Iterator[Pair]:
    stated = tree.xpath("//meta[@property='og:url']/@content")
    for link in tree.xpath("//link[@rel and @href]"):
        other = resolve(url, link.get("href"))
        kind = _kind(link, url, other, stated) if other else None
        if kind and other and other != url and urlsplit(other).path not in ("", "/"):
            yield Pair(kind=kind, one=url, other=other, is_same=True)


def _kind(link: html.HtmlElement, url: str, other: str, stated: list[str]) -> str | None:
    rel = link.get("rel").lower().split()
    if "amphtml" in rel:
        return "amp"
    if "alternate" in rel and "screen" in link.get("media", ""):
        return "mobile"
    is_agreed = "canonical" in rel and link.get("href") in stated
    return "canonical" if is_agreed and _owner(url) == _owner(other) else None


def _owner(url: str) -> str:
    return registrable(host_of(url))


# How those who add to an address write it. Each from its own documentation or from a link seen, not from our rules.
_WRITERS: tuple[Callable[[str], str], ...] = (
    lambda url: _with(url, "utm_source=newsletter&utm_medium=email&utm_campaign=2026-11-23"),
    lambda url: _with(url, "fbclid=IwAR0x9yTkQ2bVd7cC3m"),
    lambda url: _with(url, "gclid=EAIaIQobChMI&gbraid=0AAAA"),
    lambda url: _with(url, "mc_cid=4f1b2c3d4e&mc_eid=a1b2c3d4e5"),
    lambda url: _with(url, "UTM_Source=x&igshid=MzRlODBiNWFlZA=="),
    lambda url: _with(url, "_ga=2.1.2.3&_gl=1*abc*_ga*MTIz"),
    lambda url: _with(url, "at_medium=RSS&at_campaign=KARANGA"),
    lambda url: _with(url, "ref=rss"),
    lambda url: url + "#comments",
    lambda url: re.sub(r"^https?", "http", url),
    lambda url: re.sub(r"^https?", "https", url),
    lambda url: f"https://www.google.com/url?rct=j&sa=t&url={quote(url, safe=':/')}&ct=ga&usg=AFQjCNE",
    lambda url: f"https://www.google.co.uk/url?sa=t&q={quote(url, safe='')}",
    lambda url: f"https://l.facebook.com/l.php?u={quote(url, safe='')}&h=AT0x&s=1",
    lambda url: f"https://out.reddit.com/t3_abc?url={quote(url, safe='')}&token=AQAA",
    lambda url: f"https://eur03.safelinks.protection.outlook.com/?url={quote(url, safe='')}&data=05%7C01",
    lambda url: f"https://web.archive.org/web/20240301123456/{url}",
    lambda url: f"https://web.archive.org/web/20240301123456id_/{url}",
    lambda url: f"https://archive.ph/2024.03.01-123456/{url}".replace("2024.03.01-", "20240301"),
    lambda url: f"https://www.google.com/amp/s/{url.partition('://')[2]}",
    lambda url: f"https://{_cache_name(url)}.cdn.ampproject.org/v/s/{url.partition('://')[2]}",
    lambda url: _translated(url),
    lambda url: f"https://translate.google.com/translate?sl=auto&tl=en&u={quote(url, safe='')}",
)


def _with(url: str, added: str) -> str:
    return url + ("&" if "?" in url else "?") + added


def _cache_name(url: str) -> str:
    return urlsplit(url).netloc.replace("-", "--").replace(".", "-")


def _translated(url: str) -> str:
    at = urlsplit(url)
    return _with(
        f"https://{_cache_name(url)}.translate.goog{at.path}{'?' * bool(at.query)}{at.query}",
        "_x_tr_sl=auto&_x_tr_tl=en",
    )


def _made(links: list[str]) -> Iterator[Pair]:
    plain = [link for link in links if not re.search(r"google|feedproxy|feedburner|#", link)]
    for number, link in enumerate(plain[:: max(1, len(plain) // 2_000)]):
        yield Pair(kind="made", one=link, other=_WRITERS[number % len(_WRITERS)](link), is_same=True)


def _neighbours(items: list[Said]) -> Iterator[Pair]:
    ordered = sorted({item.link: item for item in items}.values(), key=lambda item: item.link)
    for one, other in pairwise(ordered):
        if urlsplit(one.link).netloc == urlsplit(other.link).netloc and _differ(one, other):
            yield Pair(kind="neighbours", one=one.link, other=other.link, is_same=False)


def _queries(items: list[Said]) -> Iterator[Pair]:
    paths: dict[str, dict[str, Said]] = defaultdict(dict)
    for item in items:
        paths[item.link.partition("?")[0]].setdefault(item.link, item)
    for held in paths.values():
        for one, other in pairwise(held.values()):
            if _differ(one, other):
                yield Pair(kind="query", one=one.link, other=other.link, is_same=False)


def _differ(one: Said, other: Said) -> bool:
    """Places on one page (`#a020637`) are no articles of their own: what is fetched is the page."""
    is_one_page = one.link.partition("#")[0] == other.link.partition("#")[0]
    return not is_one_page and one.guid != other.guid and one.title.casefold() != other.title.casefold()


def _others(links: list[str]) -> Iterator[Pair]:
    for number, link in enumerate(links[:: max(1, len(links) // 1_000)]):
        at = urlsplit(link)
        if found := re.search(r"\d+(?=\D*\Z)", at.path):
            path = at.path[: found.start()] + str(int(found[0]) + 1).zfill(len(found[0])) + at.path[found.end() :]
            yield Pair(kind="adjacent", one=link, other=at._replace(path=path).geturl(), is_same=False)
        if folder := at.path.rstrip("/").rpartition("/")[0]:
            yield Pair(kind="parent", one=link, other=at._replace(path=folder, query="").geturl(), is_same=False)
        name = ("id", "p", "s", "sid", "cid", "page", "lang")[number % 7]
        values = ("de", "en") if name == "lang" else ("1", "2")
        asked = [_with(link.partition("#")[0], f"{name}={value}") for value in values]
        yield Pair(kind="asked", one=asked[0], other=asked[1], is_same=False)


def _once(found: Iterable[Pair]) -> list[Pair]:
    kept: dict[tuple[str, str], Pair] = {}
    for pair in found:
        if pair.one != pair.other:
            kept.setdefault((pair.one, pair.other), pair)
    return list(kept.values())


def _speed(urls: list[str]) -> dict[str, float]:
    canonical = [address for url in urls if (address := canonical_url(url))]
    timed: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "canonical_url": (canonical_url, urls),
        "identity": (identity, canonical),
        "article_id": (article_id, canonical),
        "address_hash": (address_hash, canonical),
    }
    return {
        name: round(min(_seconds(call, given) for _ in range(3)) / len(given) * 1e6, 1)
        for name, (call, given) in timed.items()
    }


def _seconds(call: Callable[[str], object], given: list[str]) -> float:
    started = time.process_time()
    for url in given:
        call(url)
    return time.process_time() - started


def _readable(report: dict[str, Any]) -> str:
    lines = [f"{'one article':14}{'pairs':>8}{'identity':>10}{'proposed':>10}{'missed':>8}{'unlike':>8}"]
    for kind, score in report["same"].items():
        lines.append(
            f"{kind:14}{score['pairs']:8}{score['identity']:10}{score['proposed']:10}{score['missed']:8}{score['unlike']:8}"
        )
    lines.append(f"{'two articles':14}{'pairs':>8}{'merged':>10}{'proposed':>10}")
    for kind, score in report["different"].items():
        lines.append(f"{kind:14}{score['pairs']:8}{score['identity']:10}{score['proposed']:10}")
    lines.append(f"{report['pairs']:,} pairs; {report['false_merges']} false merges; {report['missed']:.1%} missed")
    lines.append(", ".join(f"{name} {spent} µs" for name, spent in report["microseconds"].items()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
