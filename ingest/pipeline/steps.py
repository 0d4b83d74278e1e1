"""The steps of a run on its folder: begun, discovered, processed. Opens no warehouse."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from ingest import runs
from ingest.archive import WarcWriter
from ingest.discover import Discovered
from ingest.discover import discover as discover_entries
from ingest.errors import BadWindow, NothingReachable
from ingest.model import FeedEntry, PlannedFetch, Poll, Run, RunKind, Source, Standby, Window
from ingest.pipeline.chunk import PROCESSED, Chunk, Progress
from ingest.pipeline.clock import Clock, utc_now
from ingest.runs import RunFolder
from ingest.settings import Settings
from ingest.urls import host_of
from ingest.web import Web, check_contact

_OFF_LINE = frozenset({"dns", "connect", "timeout"})
_MANY_HOSTS = 3  # so many hosts silent at once are our fault, not theirs


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
        work = Chunk(
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


def _folder_counts(folder: Path) -> dict[str, int]:
    return {path.stem: path.read_bytes().count(b"\n") for path in sorted(folder.glob("*.jsonl"))}
