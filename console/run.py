"""`presswatch run`: the order of the stages over one window, as a DAG has it, and the report of what came of it. The
warehouse is held only while a stage needs it, so that another run can load between two stages of this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from console import paper
from console.lines import json_line
from ingest import pipeline
from ingest.errors import Misconfigured
from ingest.model import RunKind, Source, Window
from ingest.runs import RunFolder
from ingest.settings import Settings
from ingest.sources import read_sources
from warehouse import load, plan, publish
from warehouse.connect import connect

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run did. `waiting`: what earlier runs had left behind, which this one loaded first."""

    counts: load.LoadCounts
    waiting: tuple[load.LoadCounts, ...]
    published_file: Path


def run_once(
    settings: Settings, sources_file: Path, window: Window | None, only: Sequence[str], clock: Clock = pipeline.utc_now
) -> Report:
    """One window through all stages. Raises what the stages raise; a run that stops half-way leaves its folder, which a
    later run loads as far as it came."""
    sources = chosen(read_sources(sources_file), only)
    with paper.progress() as bars:
        bars.add_task("load what waits", total=None)
        waiting = _load_waiting(settings, clock)
        kind: RunKind = "manual" if window else "watch"
        folder = pipeline.begin(settings, kind=kind, window=window, sources_file=sources_file, now=clock())
        counts = _through_stages(folder, settings, sources, only, clock, bars)
    return Report(counts=counts, waiting=waiting, published_file=settings.published)


def chosen(sources: Sequence[Source], only: Sequence[str]) -> tuple[Source, ...]:
    """The sources themselves, once it is known that all of `only` are among them. Raises Misconfigured."""
    if unknown := sorted(set(only) - {source.source_id for source in sources}):
        raise Misconfigured(
            f"--only {unknown[0]}", "no source has this id", "Ids stand in the first column of the file"
        )
    return tuple(sources)


def _load_waiting(settings: Settings, clock: Clock) -> tuple[load.LoadCounts, ...]:
    with connect(settings) as warehouse:
        return load.load_waiting(warehouse, settings.runs, pipeline.relate, now=clock())


def _through_stages(
    folder: RunFolder, settings: Settings, sources: Sequence[Source], only: Sequence[str], clock: Clock, bars: Progress
) -> load.LoadCounts:
    with connect(settings) as warehouse:
        planned = plan.plan(warehouse, folder, sources, now=clock(), only=tuple(only))
    bars.add_task(f"ask {planned} feeds and sitemaps", total=None)
    pipeline.discover(folder, settings)
    with connect(settings) as warehouse:
        chunks = plan.select(warehouse, folder, chunks=1, now=clock())
    for chunk in chunks:
        _process(folder, chunk, settings, bars)
    bars.add_task("load and publish", total=None)
    with connect(settings) as warehouse:
        counts = load.load(warehouse, folder, pipeline.relate)
        publish.publish(warehouse, settings.published)
    return counts


def _process(folder: RunFolder, chunk: str, settings: Settings, bars: Progress) -> None:
    task = bars.add_task("fetch and read pages", total=None)
    pipeline.process(
        folder, chunk, settings, on_progress=lambda done, total: bars.update(task, completed=done, total=total)
    )


def as_record(report: Report) -> dict[str, object]:
    """The JSON of `run --json`: discovered = stored + duplicate + pending + all of rejected + all of failed."""
    counts = report.counts
    return {
        "run_id": counts.run_id,
        "discovered": counts.discovered,
        "stored": counts.stored,
        "duplicate": counts.duplicate,
        "pending": counts.pending,
        "rejected": dict(counts.rejected),
        "failed": dict(counts.failed),
        "events": counts.events,
        "published_file": str(report.published_file),
        "loaded_first": [waiting.run_id for waiting in report.waiting],
    }


def print_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        paper.write(json_line(as_record(report)))
    else:
        _print(report, paper.out())


def _print(report: Report, out: Console) -> None:
    counts = report.counts
    rows = [("discovered", counts.discovered), ("stored", counts.stored), ("already stored", counts.duplicate)]
    rows += [(f"rejected: {reason}", number) for reason, number in sorted(counts.rejected.items())]
    rows += [(f"failed, tried again later: {reason}", number) for reason, number in sorted(counts.failed.items())]
    rows += [("pending", counts.pending), ("events", counts.events)]
    out.print(paper.table(counts.run_id, ("what", "how many"), rows))
    for waiting in report.waiting:
        out.print(f"Loaded first, from an earlier run: {waiting.run_id} ({waiting.stored} stored)")
    out.print(f"For analysts: {report.published_file}", soft_wrap=True)
