"""A run that brings articles to a filled warehouse, as far as the load: most are new, three in ten repeat a recent stored
original elsewhere, cut and led in anew, and a few are stored articles whose text was changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import md5
from pathlib import Path

import duckdb
import numpy as np

from ingest import runs
from ingest.fingerprint import fingerprint
from ingest.ids import make_id
from ingest.model import Alias, Article, Capture, FeedEntry, Fingerprint, MetadataCandidate, Run, Source
from ingest.runs import RunFolder
from tests.bench.meter import Lap
from tests.bench.store import prose
from tests.bench.store.fill import NOW, SPAN, Outlet, Size, article, outlet_of, outlets, with_boilerplate
from tests.warehouse import made
from warehouse import plan

_COPIES, _REVISIONS = 0.30, 0.02
_PLACES = 22  # that speak of a field, on an average page
_FIRST = 1 << 52  # of the numbers of what arrives
_KEPT = 0.7  # of the paragraphs that a copy keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """A run ready to be loaded. `copies`: revision of each copy, and the revision it repeats. Seconds: making the fingerprints;
    planning the run and selecting its pages, in the warehouse."""

    folder: RunFolder
    articles: int
    copies: dict[str, str]
    sketch_s: float
    select_s: float


def arrive(con: duckdb.DuckDBPyConnection, size: Size, turn: int, count: int, folders: Path) -> Arrivals:
    """Run number `turn`, of `count` articles, an hour after the one before."""
    now = NOW + timedelta(hours=turn)
    brought = list(_articles(size, turn, count))
    folder = runs.create(folders, _run(turn))
    entries = [_entry(each, folder) for each, _ in brought]
    with Lap() as selecting:
        plan.plan(con, folder, [_source(outlet) for outlet in outlets()], now=now)
        runs.put_folder(folder.path / "discovered", {"polls": [], "entries": entries, "captures": [], "rejections": []})
        plan.select(con, folder, chunks=1, now=now)
    for chunk in folder.chunks:
        wanted = {e.article_id for e in runs.read_records(folder.path / "chunks" / f"{chunk}.jsonl", FeedEntry)}
        chosen = [each for each, _ in brought if each.article_id in wanted]
        with Lap() as sketching:
            fingerprints = [fingerprint(each) for each in chosen]
        _put(folder, chunk, chosen, fingerprints)
    return Arrivals(
        folder=folder,
        articles=len(brought),
        copies={each.revision_id: of for each, of in brought if of},
        sketch_s=sketching.seconds,
        select_s=selecting.seconds,
    )


def store_id(kind: str, number: int) -> str:
    """As the filled warehouse's rows have it (`store_id` in SQL)."""
    return f"{kind}1{md5(f'{kind}{number}'.encode(), usedforsecurity=False).hexdigest()[:22]}"


def _articles(size: Size, turn: int, count: int) -> Iterator[tuple[Article, str | None]]:
    """Each with the stored revision that it repeats, None where it repeats none."""
    originals = size.originals
    copies, revisions = int(count * _COPIES), int(count * _REVISIONS)
    for place in range(count):
        number = _FIRST + turn * 1_000_000 + place
        arrived_at = NOW + timedelta(hours=turn) - (count - place) * timedelta(minutes=60) / count
        if place < copies:
            original = originals[(turn * copies + place) % len(originals)]
            yield _copy(number, original, arrived_at, size), store_id("rev", original)
        elif place < copies + revisions:
            beside = originals[(turn * revisions + place - copies) % len(originals)] - 6  # which nobody repeats
            yield _revision(number, beside, arrived_at, size), None
        else:
            yield _own(number, prose.text(number, size.words), arrived_at), None


def _own(number: int, text: str, arrived_at: datetime) -> Article:
    outlet = _outlet_of(number)
    return article(number, outlet.name, arrived_at, with_boilerplate(text, outlet))


def _copy(number: int, original: int, arrived_at: datetime, size: Size) -> Article:
    """Another outlet's: a first paragraph of its own, the last third gone."""
    paragraphs = prose.text(original, size.words).split("\n")
    kept = paragraphs[: max(1, int(_KEPT * len(paragraphs)))]
    return _own(number, "\n".join([prose.text(number, 30).split("\n")[0], *kept]), arrived_at)


def _revision(number: int, original: int, arrived_at: datetime, size: Size) -> Article:
    """The stored article with a paragraph more."""
    outlet = _outlet_of(original)
    text = with_boilerplate(f"{prose.text(original, size.words)}\n{prose.text(number, 40)}", outlet)
    fresh = article(number, outlet.name, arrived_at, text)
    identity = store_id("art", original)
    published = NOW - SPAN + original * size.apart
    return replace(
        fresh,
        article_id=identity,
        revision_id=make_id("revision", identity, fresh.text_hash),
        published_at=published,
        arrived_at=published,
    )


def _outlet_of(number: int) -> Outlet:
    return outlets()[int(outlet_of(np.array([number], dtype=np.uint64))[0])]


def _run(turn: int) -> Run:
    return Run(
        run_id=f"arrivals-{turn}",
        kind="watch",
        started_at=NOW + timedelta(hours=turn),
        window_start=None,
        window_end=None,
        sources_file="sources.csv",
    )


def _source(outlet: Outlet) -> Source:
    return Source(
        source_id=outlet.name,
        name=outlet.name,
        home_url=f"https://{outlet.name}.example/",
        country="GB",
        language="en",
        feeds=(f"https://{outlet.name}.example/feed",),
        sitemaps=(),
        items_per_week=None,
        is_enabled=True,
    )


def _entry(of: Article, folder: RunFolder) -> FeedEntry:
    return FeedEntry(
        entry_id=make_id("entry", of.revision_id),
        run_id=folder.run.run_id,
        source_id=of.source_id,
        channel="feed",
        channel_url=f"https://{of.outlet}.example/feed",
        url=of.url,
        canonical_url=of.canonical_url,
        article_id=of.article_id,
        guid=of.url,
        title=of.title,
        summary=of.text[:200],
        content=None,
        authors=of.authors,
        language="en",
        published_at=of.published_at,
        published_raw=None,
        updated_at=of.arrived_at if of.fetched_at - of.arrived_at < timedelta(hours=1) else of.fetched_at,
        discovered_at=of.fetched_at,
    )


def _put(folder: RunFolder, chunk: str, chosen: list[Article], fingerprints: list[Fingerprint]) -> None:
    """What processing would have left."""
    runs.put_folder(
        folder.path / "processed" / chunk,
        {
            "articles": [replace(each, run_id=folder.run.run_id) for each in chosen],
            "metadata_candidates": [said for each in chosen for said in _said(each, folder)],
            "fingerprints": fingerprints,
            "events": [made.event(each) for each in chosen[::2]],
            "aliases": [_alias(each, folder) for each in chosen[::20]],
            "captures": [_capture(each, folder) for each in chosen],
            "rejections": [],
        },
    )


def _said(of: Article, folder: RunFolder) -> Iterator[MetadataCandidate]:
    for place in range(_PLACES):
        yield MetadataCandidate(
            candidate_id=make_id("candidate", of.revision_id, place),
            run_id=folder.run.run_id,
            article_id=of.article_id,
            revision_id=of.revision_id,
            capture_id=of.capture_id,
            field="title",
            place=place,
            source=f"place {place}",
            written=of.title or "",
            reading=of.title,
            is_chosen=place == 0,
            refused_because=None,
        )


def _alias(of: Article, folder: RunFolder) -> Alias:
    url = f"{of.url}?from=feed"
    return Alias(alias_id=make_id("article", url), article_id=of.article_id, url=url, run_id=folder.run.run_id)


def _capture(of: Article, folder: RunFolder) -> Capture:
    return replace(made.capture(of.url, folder.run.run_id, at=of.fetched_at), url=of.url, source_id=of.source_id)
