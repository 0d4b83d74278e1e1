"""A small made-up world for the warehouse's tests: records with sensible fields, and runs that carry them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from ingest import runs
from ingest.fingerprint import fingerprint
from ingest.ids import make_id
from ingest.model import (
    FAILED,
    Alias,
    Article,
    Capture,
    Event,
    FeedEntry,
    MetadataCandidate,
    Poll,
    Rejection,
    Run,
    Source,
)
from ingest.pipeline import judges
from ingest.runs import RunFolder
from ingest.settings import Settings
from ingest.stories import gist
from warehouse import load, plan
from warehouse.connect import connect

NOON = datetime(2025, 3, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = "https://coast.example/feed"
LONG = " ".join(f"word{number}" for number in range(300))


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Settings for a data folder, with an empty warehouse in it unless one is there, or another is named."""
    made = Settings(
        data=folder, warehouse=str(folder / "warehouse.duckdb"), sources=folder / "sources.csv", lock_wait_s=20.0
    )
    if "warehouse" not in changes and not Path(made.warehouse).exists():
        folder.mkdir(parents=True, exist_ok=True)
        Path(made.warehouse).write_bytes(_empty_warehouse())
    return replace(made, **changes)


@cache
def _empty_warehouse() -> bytes:
    """A migrated file, made once: copying it takes a tenth of the time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        with connect(Settings(data=Path(folder), warehouse=str(path), sources=path)):
            pass
        return path.read_bytes()


def source(source_id: str = "coast", **changes: Any) -> Source:
    made = Source(
        source_id=source_id,
        name=source_id.title(),
        home_url=f"https://{source_id}.example/",
        country="SY",
        language="en",
        feeds=(f"https://{source_id}.example/feed",),
        sitemaps=(),
        items_per_week=70.0,
        is_enabled=True,
    )
    return replace(made, **changes)


def entry(name: str, *, at: datetime = NOON, source_id: str = "coast", run_id: str = "", **changes: Any) -> FeedEntry:
    url = f"https://{source_id}.example/{name}"
    made = FeedEntry(
        entry_id=make_id("entry", source_id, name, str(sorted(changes.items(), key=str))),
        run_id=run_id,
        source_id=source_id,
        channel="feed",
        channel_url=f"https://{source_id}.example/feed",
        url=url,
        canonical_url=url,
        article_id=make_id("article", url),
        guid=None,
        title=f"Title of {name}",
        summary=None,
        content=None,
        authors=("A. Writer",),
        language="en",
        published_at=at,
        published_raw=None,
        updated_at=None,
        discovered_at=at,
    )
    return replace(made, **changes)


def poll(run_id: str, *, at: datetime = NOON, url: str = FEED, **changes: Any) -> Poll:
    made = Poll(
        poll_id=make_id("poll", run_id, url, str(at)),
        run_id=run_id,
        source_id="coast",
        channel="feed",
        url=url,
        polled_at=at,
        outcome="ok",
        detail=None,
        entries=1,
        oldest_at=at - timedelta(hours=1),
        newest_at=at,
        is_overlapping=None,
        etag='"tag"',
        last_modified="Fri, 07 Mar 2025 12:00:00 GMT",
        retry_after_at=None,
        capture_id=None,
    )
    return replace(made, **changes)


def capture(name: str, run_id: str, *, at: datetime = NOON) -> Capture:
    return Capture(
        capture_id=make_id("capture", run_id, name),
        run_id=run_id,
        source_id="coast",
        purpose="page",
        url=f"https://coast.example/{name}",
        follows_id=None,
        status=200,
        fetched_at=at,
        duration_ms=12,
        ip_address="192.0.2.7",
        content_type="text/html",
        body_bytes=1000,
        body_sha256="00" * 32,
        is_truncated=False,
        warc_file="2025/03/07/a.warc.gz",
        warc_offset=5_000_000_000,
    )


def article(of: FeedEntry, text: str, *, at: datetime | None = None, **changes: Any) -> Article:
    identity = changes.pop("article_id", of.article_id)
    text_hash = make_id("text", text)
    made = Article(
        article_id=identity,
        revision_id=make_id("revision", identity, text_hash),
        run_id=of.run_id,
        source_id=of.source_id,
        capture_id=None,
        url=of.url,
        canonical_url=of.canonical_url,
        outlet=of.source_id,
        title=of.title,
        subtitle=None,
        section=None,
        kind="article",
        text_source="page",
        text=text,
        authors=of.authors,
        published_at=of.published_at,
        published_precision="minute" if of.published_at else "none",
        published_evidence="feed" if of.published_at else None,
        modified_at=None,
        language="en",
        language_confidence=0.99,
        word_count=len(text.split()),
        is_short=False,
        text_hash=text_hash,
        fetched_at=at or of.discovered_at,
        arrived_at=of.published_at or at or of.discovered_at,
        extractor="test/1",
    )
    made = replace(made, **changes)
    return replace(made, arrived_at=made.published_at or made.fetched_at)


def candidate(of: Article, place: int = 0, **changes: Any) -> MetadataCandidate:
    """One place that dates the article; the first is believed."""
    date = str(of.published_at)
    made = MetadataCandidate(
        candidate_id="",
        run_id=of.run_id,
        article_id=of.article_id,
        revision_id=of.revision_id,
        capture_id=of.capture_id,
        field="published_at",
        place=place,
        source=("feed", "json-ld datePublished", "url")[place],
        written=date,
        reading=date,
        is_chosen=place == 0,
        refused_because=None,
    )
    changed = replace(made, **changes)
    return replace(changed, candidate_id=make_id("candidate", of.revision_id, changed.field, changed.place))


def event(of: Article, number: int = 0, **changes: Any) -> Event:
    made = Event(
        event_id=make_id("event", of.revision_id, number),
        revision_id=of.revision_id,
        event_type="ASSAULT",
        event_mode=None,
        contexts=(),
        acled_sub_event=None,
        violence_type=3,
        date_start=NOON.date(),
        date_end=NOON.date(),
        date_prec=1,
        place_as_written="Baniyas",
        place="Baniyas",
        geonames_id=None,
        latitude=35.18,
        longitude=35.95,
        admin1="Tartus",
        admin2=None,
        country="SY",
        where_prec=1,
        side_a=("gunmen",),
        side_b=(),
        actor_a_ids=(),
        actor_b_ids=(),
        victims=("civilians",),
        targets=(),
        weapons=(),
        deaths_a=None,
        deaths_b=None,
        deaths_civilians=5,
        deaths_unknown=None,
        low=5,
        best=5,
        high=5,
        injured=None,
        detained=None,
        abducted=None,
        displaced=None,
        event_clarity=1,
        part_of=(),
        claim_status="reported",
        attributed_to=("the monitor",),
        quote=of.text[:20],
        quote_start=0,
        quote_end=min(20, len(of.text)),
        evidence={"best": (0, 4)},
        confidence=0.9,
        coder="test/1",
    )
    return replace(made, **changes)


def refusal(of: FeedEntry, reason: str, *, at: datetime | None = None, **changes: Any) -> Rejection:
    made = Rejection(
        rejection_id=make_id("rejection", of.run_id, of.article_id, reason),
        run_id=of.run_id,
        source_id=of.source_id,
        article_id=of.article_id,
        url=of.url,
        stage="fetch",
        outcome="failed" if reason in FAILED else "rejected",
        reason=reason,
        detail="as seen",
        capture_id=None,
        published_at=None,
        rejected_at=at or of.discovered_at,
    )
    return replace(made, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What fetching an entry comes to."""

    article: Article | None = None
    candidates: Sequence[MetadataCandidate] = ()
    events: Sequence[Event] = ()
    rejection: Rejection | None = None
    aliases: Sequence[Alias] = ()
    captures: Sequence[Capture] = ()


Site = Callable[[FeedEntry], Page]


def plain_site(of: FeedEntry) -> Page:
    """Every page is an article of its own words, with one event, dated in two places."""
    made = article(of, " ".join(f"{of.url}-{number}" for number in range(60)))
    return Page(article=made, candidates=(candidate(made), candidate(made, 1)), events=(event(made),))


def texts(by_name: dict[str, str]) -> Site:
    """Pages with these texts, by the last part of the address."""

    def site(of: FeedEntry) -> Page:
        made = article(of, by_name[of.url.rsplit("/", 1)[1]])
        return Page(article=made, events=(event(made),))

    return site


def refusing(reason: str, **changes: Any) -> Site:
    return lambda of: Page(rejection=refusal(of, reason, **changes))


def begin(settings: Settings, name: str, *, at: datetime = NOON, **changes: Any) -> RunFolder:
    made = Run(run_id=name, kind="watch", started_at=at, window_start=None, window_end=None, sources_file="sources.csv")
    return runs.create(settings.runs, replace(made, **changes))


def discovered(
    folder: RunFolder,
    entries: Iterable[FeedEntry],
    *,
    polls: Iterable[Poll] = (),
    rejections: Iterable[Rejection] = (),
    captures: Iterable[Capture] = (),
) -> None:
    run_id = folder.path.name
    runs.put_folder(
        folder.path / "discovered",
        {
            "polls": list(polls),
            "entries": [replace(each, run_id=run_id) for each in entries],
            "captures": list(captures),
            "rejections": list(rejections),
        },
    )


def processed(folder: RunFolder, chunk: str, site: Site) -> None:
    pages = [site(each) for each in runs.read_records(folder.path / "chunks" / f"{chunk}.jsonl", FeedEntry)]
    articles = [page.article for page in pages if page.article]
    runs.put_folder(
        folder.path / "processed" / chunk,
        {
            "articles": articles,
            "metadata_candidates": [each for page in pages for each in page.candidates],
            "aliases": [alias for page in pages for alias in page.aliases],
            "fingerprints": [fingerprint(each) for each in articles],
            "gists": [gist(each) for each in articles],
            "events": [each for page in pages for each in page.events],
            "captures": [each for page in pages for each in page.captures],
            "rejections": [page.rejection for page in pages if page.rejection],
        },
    )


def prepared(settings: Settings, name: str, entries: Sequence[FeedEntry], *rest: Any, **options: Any) -> RunFolder:
    """A run from its plan to its pages, ready to be loaded; options as `_prepare` has them."""
    with connect(settings) as con:
        return _prepare(con, settings, name, entries, *rest, **options)


def _prepare(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    name: str,
    entries: Sequence[FeedEntry],
    site: Site = plain_site,
    *,
    at: datetime = NOON,
    sources: Sequence[Source] | None = None,
    polls: Sequence[Poll] | None = None,
    skip: Sequence[int] = (),
    chunks: int = 2,
    **run: Any,
) -> RunFolder:
    """`skip`: chunks that are never processed; `run`: fields of the Run."""
    folder = begin(settings, name, at=at, **run)
    wanted = sources or [source(each) for each in sorted({"coast"} | {one.source_id for one in entries})]
    plan.plan(con, folder, wanted, now=at)
    looks = [poll(name, at=at, entries=len(entries))] if polls is None else [replace(p, run_id=name) for p in polls]
    discovered(folder, entries, polls=looks)
    for number, chunk in enumerate(plan.select(con, folder, chunks=chunks, now=at)):
        if number not in skip:
            processed(folder, chunk, site)
    return folder


def passed(settings: Settings, name: str, entries: Sequence[FeedEntry], *rest: Any, **options: Any) -> load.LoadCounts:
    """A whole run, loaded."""
    with connect(settings) as con:
        return load.load(con, _prepare(con, settings, name, entries, *rest, **options), judges())


def loaded(settings: Settings, folder: RunFolder) -> load.LoadCounts:
    with connect(settings) as con:
        return load.load(con, folder, judges())


def asked(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with connect(settings) as con:
        return con.execute(sql).fetchall()


_WALL_CLOCK = {"applied_at", "built_at", "loaded_at", "checked_at"}


def contents(settings: Settings) -> dict[str, list[str]]:
    """Every row of every table, without what the wall clock wrote."""
    with connect(settings) as con:
        columns: dict[str, list[str]] = {}
        for schema, table, column in con.execute(
            "select schema_name, table_name, column_name from duckdb_columns()"
            " where database_name = 'warehouse' and schema_name in ('raw', 'core', 'ops')"
            " and table_name in (select table_name from duckdb_tables()) order by all"
        ).fetchall():
            if column not in _WALL_CLOCK:
                columns.setdefault(f"{schema}.{table}", []).append(column)
        return {
            table: sorted(map(str, con.execute(f"select {', '.join(names)} from {table}").fetchall()))
            for table, names in columns.items()
        }


def imprinted(settings: Settings, name: str, days: Sequence[int]) -> None:
    """A run with one piece of an outlet for each day, every one with the outlet's imprint below words of its own."""
    entries = [
        entry(f"piece{day}", published_at=NOON + day * DAY, title=prose(f"head{ascii_lowercase[day]}", 4))
        for day in days
    ]
    told = {f"piece{day}": f"{prose(ascii_lowercase[day], 90)}\n{IMPRINT}" for day in days}
    passed(settings, name, entries, texts(told))


def prose(seed: str, words: int = 30) -> str:
    """Words that no other seed gives, without a number in them."""
    return " ".join(f"{seed}{a}{b}" for a, b in islice(product(ascii_lowercase, repeat=2), words))


IMPRINT = "\n".join(prose(f"imprint{line}", 40) for line in ("one", "two"))
