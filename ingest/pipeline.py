"""The stages in order, on run folders: what a DAG task or the command line calls. Opens no warehouse."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from ingest import runs
from ingest.archive import WarcWriter
from ingest.code import code
from ingest.code.llm import LlmCoder, llm_coder
from ingest.code.llm.store import Store
from ingest.discover import Discovered
from ingest.discover import discover as discover_entries
from ingest.discover.channel import Item, SubSitemap
from ingest.discover.sitemap import parse_sitemap
from ingest.errors import BadWindow, NothingReachable
from ingest.extract import as_written, extract
from ingest.fingerprint import Judge, changes, fingerprint
from ingest.fingerprint.sketch import METHOD
from ingest.ids import make_id
from ingest.incidents import METHOD as INCIDENT_METHOD
from ingest.incidents import MOST_TEXTS, REACH_DAYS, TOLD, grouped, linked, traces
from ingest.judges import Incidents, Judges, Stories
from ingest.model import (
    FAILED,
    Alias,
    Article,
    Capture,
    Document,
    Event,
    FeedEntry,
    Fingerprint,
    Gist,
    MetadataCandidate,
    Outcome,
    Page,
    PlannedFetch,
    Poll,
    Refused,
    Rejection,
    Run,
    RunKind,
    Source,
    Stage,
    Standby,
    Window,
)
from ingest.patience import Patience
from ingest.runs import Filling, RunFolder
from ingest.settings import Settings
from ingest.stand_in import stand_in
from ingest.stories import METHOD as GIST_METHOD
from ingest.stories import NEARNESS, gist, parted
from ingest.urls import article_id, canonical_url, host_of
from ingest.web import Refusal, Reply, Web, check_contact
from ingest.workers import Workers

__all__ = [
    "Processed",
    "Trial",
    "begin",
    "discover",
    "incidents",
    "judges",
    "process",
    "read_page",
    "stories",
    "try_url",
    "utc_now",
]

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]  # done, of how many

LARGE_BYTES = 2_000_000  # one news page in a thousand has more; such a page may take hundreds of MB to read
PROCESSED = (
    "articles", "metadata_candidates", "fingerprints", "gists", "events", "second_events", "aliases", "captures", "rejections",
)  # fmt: skip
"""The files of a processed chunk, each of the records it is named after."""

_OFF_LINE = frozenset({"dns", "connect", "timeout"})
_MANY_HOSTS = 3  # so many hosts silent at once are our fault, not theirs
_HOSTS_AT_ONCE = 16


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What one page became. `events` are the record; `second_events` are another coder's, and never added to them."""

    article: Article
    candidates: tuple[MetadataCandidate, ...]
    fingerprint: Fingerprint
    gist: Gist
    events: tuple[Event, ...]
    second_events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the stages say of one URL: the `entries` of a feed or sitemap, the `sitemaps` of an index, or what the
    page became, or why not."""

    captures: tuple[Capture, ...]
    refused: Refused | None = None
    entries: tuple[Item, ...] = ()
    sitemaps: tuple[SubSitemap, ...] = ()
    processed: Processed | None = None


def begin(settings: Settings, *, kind: RunKind, window: Window | None, sources_file: Path, now: datetime) -> RunFolder:
    """A new run folder. Raises BadWindow for a window that holds no time."""
    if window and not window.start < window.end:
        raise BadWindow(
            f"{window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M}",
            "the window holds no time",
            "Give a start that lies before the end",
        )
    start, end = (window.start, window.end) if window else (None, None)
    run = Run(
        run_id=runs.run_id_for(kind, now, start, end),
        kind=kind,
        started_at=now,
        window_start=start,
        window_end=end,
        sources_file=str(sources_file),
    )
    return runs.create(settings.runs, run)


def discover(folder: RunFolder, settings: Settings, clock: Clock = utc_now) -> dict[str, int]:
    """Ask the planned feeds and sitemaps; entries, polls, captures and refusals land in the folder. Counts of each.

    Raises NoContact, and NothingReachable where no host of several answered."""
    if folder.is_discovered:
        return _folder_counts(folder.path / "discovered")
    plan = tuple(runs.read_records(folder.path / "plan.jsonl", PlannedFetch))
    found = asyncio.run(_discover(folder.run, plan, settings, clock))
    _fail_if_off_line(found.polls)
    return runs.put_folder(
        folder.path / "discovered",
        {
            "polls": found.polls,
            "entries": found.entries,
            "captures": found.captures,
            "rejections": found.rejections,
        },
    )


async def _discover(run: Run, plan: Sequence[PlannedFetch], settings: Settings, clock: Clock) -> Discovered:
    await check_contact([fetch.url for fetch in plan], settings)
    with WarcWriter(settings.archive, f"{run.run_id}-discover-{uuid4().hex[:6]}") as warc:
        async with Web(settings, run_id=run.run_id, warc=warc, clock=clock) as web:
            return await discover_entries(plan, web, run=run)


def _fail_if_off_line(polls: Sequence[Poll]) -> None:
    silent = {host_of(poll.url) for poll in polls if poll.outcome in _OFF_LINE}
    if len(silent) >= _MANY_HOSTS and all(poll.outcome in _OFF_LINE for poll in polls):
        raise NothingReachable(
            f"{len(silent)} hosts",
            f"none answered ({polls[0].outcome}: {polls[0].detail})",
            "Check this machine's network",
        )


def process(
    folder: RunFolder, chunk: str, settings: Settings, on_progress: Progress | None = None, clock: Clock = utc_now
) -> dict[str, int]:
    """Fetch the chunk's entries and make articles, fingerprints and events of the pages. Counts of each kind of row.

    A page that fails is a row; one that was not asked for (see `patience`) has none, and stays pending. Done once, the
    chunk is not done again."""
    final = folder.path / "processed" / chunk
    if final.is_dir():
        return _folder_counts(final)
    entries = tuple(runs.read_records(folder.path / "chunks" / f"{chunk}.jsonl", FeedEntry))
    sources = {source.source_id: source for source in runs.read_records(folder.path / "sources.jsonl", Source)}
    standbys = {each.article_id: each for each in runs.read_records(folder.path / "standbys.jsonl", Standby)}
    with runs.filling(final, PROCESSED) as out:
        work = _Chunk(
            run=folder.run,
            sources=sources,
            standbys=standbys,
            total=len(entries),
            out=out,
            on_progress=on_progress,
            clock=clock,
        )
        try:
            asyncio.run(work.fetch_all(entries, chunk, settings))
        except ExceptionGroup as group:  # its first error decides whether Airflow tries again
            raise group.exceptions[0] from group
    return out.counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Means:
    """What every page of a chunk shares. `hosts`: how many may be asked at once; `room`: pages held in memory."""

    settings: Settings
    web: Web
    second_coder: LlmCoder | None
    workers: "Workers[Page, Processed | Refused]"
    group: asyncio.TaskGroup
    hosts: asyncio.Semaphore
    room: asyncio.Semaphore
    patience: Patience


class _Chunk:
    """The rows of one chunk, written as they come in."""

    def __init__(
        self,
        *,
        run: Run,
        sources: dict[str, Source],
        standbys: dict[str, Standby],
        total: int,
        out: Filling,
        on_progress: Progress | None,
        clock: Clock,
    ) -> None:
        self.run, self.sources, self.standbys, self.out, self.clock = run, sources, standbys, out, clock
        self._done, self._total, self._on_progress = 0, total, on_progress

    async def fetch_all(self, entries: Sequence[FeedEntry], chunk: str, settings: Settings) -> None:
        """Hosts side by side, the pages of one host in turn; pages are read in processes of their own.

        No contact is asked for here: a stray link in a feed refuses itself at the dial, not the whole chunk."""
        with (
            WarcWriter(settings.archive, f"{self.run.run_id}-{chunk}-{uuid4().hex[:6]}") as warc,
            page_workers(settings, min(settings.workers, len(entries))) as workers,
        ):
            async with (
                Web(settings, run_id=self.run.run_id, warc=warc, clock=self.clock) as web,
                _second_coder(settings, self.run.run_id) as second_coder,
                asyncio.TaskGroup() as group,
            ):
                means = _Means(
                    settings=settings,
                    web=web,
                    second_coder=second_coder,
                    workers=workers,
                    group=group,
                    hosts=asyncio.Semaphore(_HOSTS_AT_ONCE),
                    room=asyncio.Semaphore(4 * settings.workers),
                    patience=Patience(now=_tick()),
                )
                for host_entries in _by_host(entries):
                    group.create_task(self._fetch_host(host_entries, means))

    async def _fetch_host(self, entries: Sequence[FeedEntry], means: "_Means") -> None:
        async with means.hosts:
            for entry in entries:
                if means.patience.is_left(entry.source_id, now=_tick()):
                    await self._fetch(entry, means)
                else:
                    self._step()

    async def _fetch(self, entry: FeedEntry, means: "_Means") -> None:
        began = _tick()
        answer = await means.web.get(entry.url, source_id=entry.source_id, purpose="page")
        for capture in answer.captures:
            self.out.add("captures", capture)
        if isinstance(answer, Refusal):
            last = answer.captures[-1].capture_id if answer.captures else None
            # The wait for a turn may be long and is nobody's fault.
            waited = min(_tick() - began, means.settings.fetch_deadline_s)
            means.patience.note(entry.source_id, answer.reason, waited)
            refused = Refused(reason=answer.reason, detail=answer.detail)
            await self._do_without(entry, "fetch", refused, last, means)
            self._step()
        else:
            await means.room.acquire()
            means.group.create_task(self._read(entry, answer, means))

    async def _read(self, entry: FeedEntry, reply: Reply, means: "_Means") -> None:
        page = self._page(entry, reply)
        began = _tick()
        result = await _answer(page, means)
        if isinstance(result, Refused):
            worked = min(_tick() - began, means.settings.page_budget_s)
            means.patience.note(entry.source_id, result.reason, worked)
            await self._do_without(entry, "extract", result, page.capture_id, means)
        else:
            await self._take(entry, "extract", result, page.capture_id, means)
        self._step()

    async def _do_without(
        self, entry: FeedEntry, stage: Stage, refused: Refused, capture_id: str | None, means: "_Means"
    ) -> None:
        """The page could not be had. Where the body that the feed carried stands in for it, the refusal is a row all the same."""
        done = await self._carried(entry, refused, means)
        if done is None or _outside(self.run, done.article) is None:
            self._refuse(entry, stage, refused, capture_id)
        if done is not None:
            await self._take(entry, stage, done, capture_id, means)

    async def _carried(self, entry: FeedEntry, refused: Refused, means: "_Means") -> Processed | None:
        standby = self.standbys.get(entry.article_id)
        page = stand_in(entry, standby, refused, run_id=self.run.run_id, outlet=self._outlet(entry, entry.url))
        if page is None:
            return None
        await means.room.acquire()
        done = await _answer(page, means)
        return None if isinstance(done, Refused) else done

    async def _take(
        self, entry: FeedEntry, stage: Stage, done: Processed, capture_id: str | None, means: "_Means"
    ) -> None:
        """What the run's window holds is kept; what was published outside of it is refused."""
        if away := _outside(self.run, done.article):
            self._refuse(entry, stage, away, capture_id, done.article.published_at)
        else:
            self._keep(entry, await self._read_again(entry, done, means))

    async def _read_again(self, entry: FeedEntry, done: Processed, means: "_Means") -> Processed:
        """The page with what the second coder, if there is one, makes of it. Where it refuses, that is a row, and what the
        rules read stays the record."""
        if means.second_coder is None or means.settings.llm is None:
            return done
        found = await means.second_coder.code(_document(done.article))
        if isinstance(found, Refused):
            self._refuse(entry, "code", found, done.article.capture_id)
            return done
        again = tuple(replace(event, revision_id=done.article.revision_id) for event in found)
        if means.settings.llm.is_of_record:
            return replace(done, events=again, second_events=done.events)
        return replace(done, second_events=again)

    def _keep(self, entry: FeedEntry, done: Processed) -> None:
        """The rows of a page; the address in the channel and the one that answered are further names of an article that calls
        itself otherwise."""
        add_processed(self.out, done)
        answered = canonical_url(done.article.url) or done.article.url
        names = {entry.article_id: entry.canonical_url, article_id(answered): answered}
        for alias, url in names.items():
            if alias != done.article.article_id:
                self.out.add(
                    "aliases",
                    Alias(alias_id=alias, article_id=done.article.article_id, url=url, run_id=self.run.run_id),
                )

    def _page(self, entry: FeedEntry, reply: Reply) -> Page:
        return Page(
            url=reply.url,
            html=reply.body,
            content_type=reply.content_type,
            run_id=self.run.run_id,
            source_id=entry.source_id,
            capture_id=reply.captures[-1].capture_id if reply.captures else None,
            outlet=self._outlet(entry, reply.url),
            fetched_at=reply.fetched_at,
            entry=entry,
        )

    def _outlet(self, entry: FeedEntry, url: str) -> str:
        source = self.sources.get(entry.source_id)
        return source.name if source else host_of(url)

    def _refuse(
        self,
        entry: FeedEntry,
        stage: Stage,
        refused: Refused,
        capture_id: str | None,
        published_at: datetime | None = None,
    ) -> None:
        outcome: Outcome = "failed" if refused.reason in FAILED else "rejected"
        self.out.add(
            "rejections",
            Rejection(
                rejection_id=make_id("rejection", self.run.run_id, entry.article_id, stage, refused.reason),
                run_id=self.run.run_id,
                source_id=entry.source_id,
                article_id=entry.article_id,
                url=entry.url,
                stage=stage,
                outcome=outcome,
                reason=refused.reason,
                detail=refused.detail,
                capture_id=capture_id,
                published_at=published_at,
                rejected_at=self.clock(),
            ),
        )

    def _step(self) -> None:
        self._done += 1
        if self._on_progress:
            self._on_progress(self._done, self._total)


def add_processed(out: Filling, done: Processed) -> None:
    """The rows of one page, each into its file."""
    out.add("articles", done.article)
    out.add("fingerprints", done.fingerprint)
    out.add("gists", done.gist)
    for said in done.candidates:
        out.add("metadata_candidates", said)
    for event in done.events:
        out.add("events", event)
    for event in done.second_events:
        out.add("second_events", event)


async def _answer(page: Page, means: _Means) -> Processed | Refused:
    """What a worker makes of the page, whose room among the pages in memory is free again then."""
    try:
        return await asyncio.to_thread(lambda: means.workers.answer(means.workers.submit(page)))
    finally:
        means.room.release()


@asynccontextmanager
async def _second_coder(settings: Settings, run_id: str) -> AsyncIterator[LlmCoder | None]:
    """The model behind an endpoint, where one is set."""
    if settings.llm is None:
        yield None
    else:
        store = Store(settings.llm_answers)
        async with llm_coder(settings.llm, store=store, run_id=run_id, user_agent=settings.user_agent) as coder:
            yield coder


def page_workers(settings: Settings, workers: int) -> "Workers[Page, Processed | Refused]":
    """Processes that read pages within the page budget."""
    return Workers(
        read_page,
        workers=workers,
        seconds=settings.page_budget_s,
        memory_bytes=settings.page_memory_bytes,
        preload=("ingest.warm",),
        is_large=_is_large,
    )


def _is_large(page: Page) -> bool:
    return len(page.html) > LARGE_BYTES


def read_page(page: Page) -> Processed | Refused:
    """Extract, fingerprint and code one page: a pure function of the page. A bug in a stage costs one page, not a run."""
    try:
        found = extract(page)
        if isinstance(found, Refused):
            return found
        return Processed(
            article=found.article,
            candidates=found.candidates,
            fingerprint=fingerprint(found.article),
            gist=gist(found.article),
            events=_code(found.article),
        )
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it becomes a row that names it, and is tried again by the next version
        return Refused(reason="internal", detail=f"{type(bug).__name__}: {bug}"[:300])


def judges() -> Judges:
    """What a load compares with."""
    return Judges(
        relate=Judge().relate,
        changes=changes,
        fingerprint=fingerprint,
        method=METHOD,
        stories=stories(),
        incidents=incidents(),
    )


def incidents() -> Incidents:
    """What a load links events with."""
    return Incidents(
        trace=traces,
        link=linked,
        group=grouped,
        told=TOLD,
        reach_days=REACH_DAYS,
        most_texts=MOST_TEXTS,
        method=INCIDENT_METHOD,
    )


def stories() -> Stories:
    """What a load tells stories apart with."""
    return Stories(gist=gist, part=parted, nearness=NEARNESS, method=GIST_METHOD)


def _code(article: Article) -> tuple[Event, ...]:
    return tuple(replace(event, revision_id=article.revision_id) for event in code(_document(article)))


def _document(article: Article) -> Document:
    return Document(
        doc_id=article.revision_id,
        text=article.text,
        title=article.title,
        published_on=_published_on(article),
        dateline=None,
        language=article.language,
        country=None,
    )


def _published_on(article: Article) -> date | None:
    """The day on the outlet's own calendar: "yesterday" in the text counts from there."""
    if article.published_at is None:
        return None
    return as_written(article.published_at, article.published_evidence).date()


def _outside(run: Run, article: Article) -> Refused | None:
    """A sweep or a manual window owns publication; a watch owns discovery and takes what it finds."""
    if run.kind == "watch" or run.window_start is None or run.window_end is None:
        return None
    if article.published_at is None:
        return Refused(reason="undated", detail="nothing on the page, in the feed or in the URL dates it")
    if run.window_start <= article.published_at < run.window_end:
        return None
    return Refused(reason="outside_window", detail=f"published {article.published_at:%Y-%m-%d %H:%M} UTC")


def _tick() -> float:
    return asyncio.get_running_loop().time()


def _by_host(entries: Iterable[FeedEntry]) -> list[tuple[FeedEntry, ...]]:
    ordered = sorted(entries, key=lambda entry: host_of(entry.url))
    return [tuple(group) for _, group in groupby(ordered, key=lambda entry: host_of(entry.url))]


def _folder_counts(folder: Path) -> dict[str, int]:
    return {path.stem: path.read_bytes().count(b"\n") for path in sorted(folder.glob("*.jsonl"))}


def try_url(url: str, settings: Settings, clock: Clock = utc_now) -> Trial:
    """Every stage's answer for one feed or page; stores nothing but the exchange itself, in `settings.archive`."""
    return asyncio.run(_try_url(url, settings, clock))


async def _try_url(url: str, settings: Settings, clock: Clock) -> Trial:
    await check_contact([url], settings)
    with WarcWriter(settings.archive, f"try-{uuid4().hex[:6]}") as warc:
        async with Web(settings, run_id="try", warc=warc, clock=clock) as web:
            answer = await web.get(url, source_id="try", purpose="page")
    captures = answer.captures
    if isinstance(answer, Refusal):
        return Trial(captures=captures, refused=Refused(reason=answer.reason, detail=answer.detail))
    channel = parse_sitemap(answer.body, url=answer.url, content_type=answer.content_type, seen_at=clock())
    if not isinstance(channel, Refused):
        return Trial(captures=captures, entries=channel.items, sitemaps=channel.children)
    done = _try_page(answer, settings)
    if isinstance(done, Refused):
        return Trial(captures=captures, refused=done)
    return Trial(captures=captures, processed=done)


def _try_page(reply: Reply, settings: Settings) -> Processed | Refused:
    page = Page(
        url=reply.url,
        html=reply.body,
        content_type=reply.content_type,
        run_id="try",
        source_id="try",
        capture_id=reply.captures[-1].capture_id,
        outlet=host_of(reply.url),
        fetched_at=reply.fetched_at,
        entry=None,
    )
    with page_workers(settings, 1) as workers:
        return workers.answer(workers.submit(page))
