"""The entries of one chunk: fetched host by host, read in processes of their own, written as rows. Not for one page's reading."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import uuid4

from ingest.archive import WarcWriter
from ingest.code.llm import LlmCoder, llm_coder
from ingest.code.llm.store import Store
from ingest.ids import make_id
from ingest.model import (
    FAILED,
    Alias,
    Article,
    FeedEntry,
    Outcome,
    Page,
    Refused,
    Rejection,
    Run,
    Source,
    Stage,
    Standby,
)
from ingest.patience import Patience
from ingest.pipeline.clock import Clock
from ingest.pipeline.pages import Processed, document, page_workers
from ingest.runs import Filling
from ingest.settings import Settings
from ingest.stand_in import stand_in
from ingest.urls import article_id, canonical_url, host_of
from ingest.web import Refusal, Reply, Web
from ingest.workers import Workers

Progress = Callable[[int, int], None]  # done, of how many

PROCESSED = (
    "articles", "metadata_candidates", "fingerprints", "gists", "events", "second_events", "aliases", "captures", "rejections",
)  # fmt: skip
"""The files of a processed chunk, each of the records it is named after."""

_HOSTS_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What every page of a chunk shares. `hosts`: how many may be asked at once; `room`: pages held in memory."""

    settings: Settings
    web: Web
    second_coder: LlmCoder | None
    workers: Workers[Page, Processed | Refused]
    group: asyncio.TaskGroup
    hosts: asyncio.Semaphore
    room: asyncio.Semaphore
    patience: Patience


class Chunk:
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
                means = Means(
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

    async def _fetch_host(self, entries: Sequence[FeedEntry], means: Means) -> None:
        async with means.hosts:
            for entry in entries:
                if means.patience.is_left(entry.source_id, now=_tick()):
                    await self._fetch(entry, means)
                else:
                    self._step()

    async def _fetch(self, entry: FeedEntry, means: Means) -> None:
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

    async def _read(self, entry: FeedEntry, reply: Reply, means: Means) -> None:
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
        self, entry: FeedEntry, stage: Stage, refused: Refused, capture_id: str | None, means: Means
    ) -> None:
        """The page could not be had. Where the body that the feed carried stands in for it, the refusal is a row all the same."""
        done = await self._carried(entry, refused, means)
        if done is None or _outside(self.run, done.article) is None:
            self._refuse(entry, stage, refused, capture_id)
        if done is not None:
            await self._take(entry, stage, done, capture_id, means)

    async def _carried(self, entry: FeedEntry, refused: Refused, means: Means) -> Processed | None:
        standby = self.standbys.get(entry.article_id)
        page = stand_in(entry, standby, refused, run_id=self.run.run_id, outlet=self._outlet(entry, entry.url))
        if page is None:
            return None
        await means.room.acquire()
        done = await _answer(page, means)
        return None if isinstance(done, Refused) else done

    async def _take(
        self, entry: FeedEntry, stage: Stage, done: Processed, capture_id: str | None, means: Means
    ) -> None:
        """What the run's window holds is kept; what was published outside of it is refused."""
        if away := _outside(self.run, done.article):
            self._refuse(entry, stage, away, capture_id, done.article.published_at)
        else:
            self._keep(entry, await self._read_again(entry, done, means))

    async def _read_again(self, entry: FeedEntry, done: Processed, means: Means) -> Processed:
        """The page with what the second coder, if there is one, makes of it. Where it refuses, that is a row, and what the
        rules read stays the record."""
        if means.second_coder is None or means.settings.llm is None:
            return done
        found = await means.second_coder.code(document(done.article))
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


async def _answer(page: Page, means: Means) -> Processed | Refused:
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
