"""Entries found in real feeds against the number that a reader should find, and the speed beside bare feedparser's.

python -m tests.bench.feeds [--feeds PATH] [--series] [--json]

PATH is a `feeds.jsonl` whose lines name a document each (`file`, gzipped) with its `entries`; `--series` also reads every
poll of the archived series. Not a test."""

import argparse
import gzip
import io
import json
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from ingest.discover import ParsedChannel, parse_feed
from ingest.urls import article_id, canonical_url
from tests.bench.material import FEEDS, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One feed document and the number of entries in it."""

    name: str
    kind: str
    url: str
    body: bytes
    entries: int


@dataclass(slots=True, kw_only=True)
class Score:
    """Of one kind of feed: documents, whole ones among them, entries expected, found, and found with a usable link."""

    documents: int = 0
    whole: int = 0
    expected: int = 0
    found: int = 0
    linked: int = 0
    dated: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, default=FEEDS)
    parser.add_argument("--series", action="store_true", help="every poll of the series, too")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    require(arguments.feeds)
    found = list(cases(arguments.feeds, with_series=arguments.series))
    report = measure(found) | {"unions": [asdict(union) for union in unions(found)]}
    print(json.dumps(report, ensure_ascii=False) if arguments.json else _readable(report))


def measure(found: list[Case]) -> dict[str, Any]:
    """Scores by kind, the documents with a wrong count, and entries per second of both readers in this one run."""
    seconds, channels = _timed(lambda case: parse_feed(case.body, url=case.url, content_type=None), found)
    bare_seconds, bare = _timed(lambda case: len(feedparser.parse(io.BytesIO(case.body)).entries), found)
    scores: dict[str, Score] = defaultdict(Score)
    misses = []
    for case, channel in zip(found, channels, strict=True):
        count = len(channel.items) if isinstance(channel, ParsedChannel) else 0
        _add(scores[case.kind], case, channel, count)
        if count != case.entries:
            why = channel.detail or ""
            misses.append({"id": case.name, "expected": case.entries, "found": count, "detail": why})
    entries = sum(case.entries for case in found)
    return {
        "kinds": {kind: asdict(score) for kind, score in sorted(scores.items())},
        "misses": misses,
        "entries": entries,
        "entries_per_s": round(entries / seconds),
        "feedparser_entries": sum(bare),
        "feedparser_entries_per_s": round(entries / bare_seconds),
        "times_as_fast": round(bare_seconds / seconds, 2),
    }


@dataclass(slots=True, kw_only=True)
class Union:
    """All polls of one series together. `identities`: what the documents call their items (GUID, else link) by a reader that
    knows nothing of ours; `lost`: those of them that led to no article; `articles`: addresses; `moved`: identities that came
    to have several addresses; `shared`: addresses that several identities have."""

    series: str
    polls: int
    identities: int
    articles: int
    lost: int
    moved: int
    shared: int


def unions(found: list[Case]) -> list[Union]:
    """What the polls of each series come to: nothing may be lost between two looks at a feed."""
    series: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        if case.kind == "series":
            series[case.name.split("/", 1)[0]].append(case)
    return [_union(name, polls) for name, polls in sorted(series.items())]


def _union(name: str, polls: list[Case]) -> Union:
    identities, addresses = set[str](), defaultdict[str, set[str]](set)
    for case in polls:
        identities |= _identities(case.body)
        channel = parse_feed(case.body, url=case.url, content_type=None)
        for item in channel.items if isinstance(channel, ParsedChannel) else ():
            if item.url and (canonical := canonical_url(item.url)):
                addresses[item.guid or item.link or ""].add(article_id(canonical))
    bearers = Counter(address for held in addresses.values() for address in held)
    return Union(
        series=name,
        polls=len(polls),
        identities=len(identities),
        articles=len(bearers),
        lost=len(identities - addresses.keys()),
        moved=sum(len(held) > 1 for held in addresses.values()),
        shared=sum(count > 1 for count in bearers.values()),
    )


def _identities(body: bytes) -> set[str]:
    root = etree.fromstring(body.strip(), etree.XMLParser(recover=True))
    items = root.iterfind(".//{*}item") if root.find(".//{*}item") is not None else root.iterfind(".//{*}entry")
    said = ((each.findtext("{*}guid") or each.findtext("{*}id") or each.findtext("{*}link") or "") for each in items)
    return {" ".join(text.split()) for text in said}


def _add(score: Score, case: Case, channel: Any, count: int) -> None:
    items = channel.items if isinstance(channel, ParsedChannel) else ()
    score.documents += 1
    score.whole += count == case.entries
    score.expected += case.entries
    score.found += count
    score.linked += sum(item.url is not None for item in items)
    score.dated += sum((item.published.at or item.updated.at) is not None for item in items)


def _timed(read: Callable[[Case], Any], found: list[Case]) -> tuple[float, list[Any]]:
    started = time.process_time()
    results = [read(case) for case in found]
    return time.process_time() - started, results


def cases(feeds: Path, *, with_series: bool) -> Iterator[Case]:
    """The documents that a `feeds.jsonl` lists, and with `with_series` every poll of its series that has a count."""
    for line in feeds.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        file = feeds.parent / row["file"]
        if row["kind"] != "series":
            body = gzip.decompress(file.read_bytes())
            url = urljoin(f"https://{row['publisher'] or 'unknown.example'}/feed", row.get("url") or "")
            yield Case(name=row["id"], kind=row["kind"], url=url, body=body, entries=row["entries"])
        elif with_series:
            yield from _polls(row, file)


def _polls(row: dict[str, Any], file: Path) -> Iterator[Case]:
    counts = {snap["file"]: snap["entries"] for snap in row["snaps"] if snap["entries"] is not None}
    with tarfile.open(file) as polls:
        for member in polls:
            name = Path(member.name).name
            if name in counts and (held := polls.extractfile(member)):
                url = f"https://{row['publisher']}/feed"
                yield Case(name=f"{row['id']}/{name}", kind="series", url=url, body=held.read(), entries=counts[name])


def _readable(report: dict[str, Any]) -> str:
    lines = [f"{'kind':10}{'documents':>10}{'whole':>8}{'expected':>10}{'found':>8}{'linked':>8}{'dated':>8}"]
    for kind, score in report["kinds"].items():
        lines.append(
            f"{kind:10}{score['documents']:10}{score['whole']:8}{score['expected']:10}{score['found']:8}{score['linked']:8}{score['dated']:8}"
        )
    lines += [
        f"miss: {miss['id']}: {miss['found']} of {miss['expected']} {miss['detail']}" for miss in report["misses"]
    ]
    lines += [
        f"{union['series']}: {union['polls']} polls, {union['identities']} items by their own names, {union['lost']} lost; "
        f"{union['articles']} addresses; {union['moved']} items moved, {union['shared']} addresses shared"
        for union in report["unions"]
    ]
    lines.append(
        f"{report['entries_per_s']:,} entries/s; bare feedparser {report['feedparser_entries_per_s']:,} entries/s with "
        f"{report['feedparser_entries']:,} of {report['entries']:,} found; {report['times_as_fast']} times as fast"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
