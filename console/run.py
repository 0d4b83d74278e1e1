"""`presswatch run`: the order of the stages over one window, as a DAG has it, and the report of what came of it. The
warehouse is held only while a stage needs it, so that another run can load between two stages of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from console import paper
from console.lines import json_line
from ingest import pipeline, runs
from ingest.errors import Misconfigured
from ingest.model import Poll, RunKind, Source, Window
from ingest.pipeline import Clock
from ingest.runs import RunFolder
from ingest.settings import Settings
from ingest.sources import read_sources
from warehouse import load, plan, publish
from warehouse.connect import connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run did. `silent`: the feeds and sitemaps that gave nothing, each with its reason. `waiting`: what earlier
    runs had left behind, which this one loaded first."""

    counts: load.LoadCounts
    silent: tuple[Poll, ...]
    waiting: tuple[load.LoadCounts, ...]
    published_file: Path


def run_once(
    settings: Settings, sources_file: Path, window: Window | None, only: Sequence[str], clock: Clock = pipeline.utc_now
) -> Report:
    """One window through all stages. Raises what the stages raise; a run that stops half-way leaves its folder, which a
    later run loads as far as it came."""
    sources = chosen(read_sources(sources_file), only)
    with paper.progress() as bars:
        with paper.step(bars, "load what waits"):
            waiting = _load_waiting(settings, clock)
        kind: RunKind = "manual" if window else "watch"
        folder = pipeline.begin(settings, kind=kind, window=window, sources_file=sources_file, now=clock())
        counts, silent = _through_stages(folder, settings, sources, only, clock, bars)
    return Report(counts=counts, silent=silent, waiting=waiting, published_file=settings.published)


def chosen(sources: Sequence[Source], only: Sequence[str]) -> tuple[Source, ...]:
    """The sources themselves, once it is known that all of `only` are among them. Raises Misconfigured."""
    if unknown := sorted(set(only) - {source.source_id for source in sources}):
        raise Misconfigured(
            f"--only {unknown[0]}", "no source has this id", "Ids stand in the first column of the file"
        )
    return tuple(sources)


def _load_waiting(settings: Settings, clock: Clock) -> tuple[load.LoadCounts, ...]:
    with connect(settings) as warehouse:
        return load.load_waiting(warehouse, settings.runs, pipeline.judges(), now=clock())


def _through_stages(
    folder: RunFolder, settings: Settings, sources: Sequence[Source], only: Sequence[str], clock: Clock, bars: Progress
) -> tuple[load.LoadCounts, tuple[Poll, ...]]:
    with connect(settings) as warehouse:
        planned = plan.plan(warehouse, folder, sources, now=clock(), only=tuple(only))
    with paper.step(bars, f"ask {planned} feeds and sitemaps"):
        pipeline.discover(folder, settings)
    polls = runs.read_records(folder.path / "discovered" / "polls.jsonl", Poll)
    silent = tuple(poll for poll in polls if poll.outcome not in ("ok", "unchanged"))
    with connect(settings) as warehouse:
        chunks = plan.select(warehouse, folder, chunks=1, now=clock())
    for chunk in chunks:
        _process(folder, chunk, settings, bars)
    with paper.step(bars, "load and publish"), connect(settings) as warehouse:
        counts = load.load(warehouse, folder, pipeline.judges())
        publish.publish(warehouse, settings.published)
    return counts, silent


def _process(folder: RunFolder, chunk: str, settings: Settings, bars: Progress) -> None:
    with paper.step(bars, "fetch and read pages") as task:
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
        "silent": [{"url": poll.url, "outcome": poll.outcome, "detail": poll.detail} for poll in report.silent],
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
    if report.silent:
        silent = [(poll.source_id, poll.outcome, poll.url, poll.detail) for poll in report.silent]
        out.print(paper.table("gave nothing, asked again later", ("source", "reason", "url", "detail"), silent))
    for waiting in report.waiting:
        out.print(f"Loaded first, from an earlier run: {waiting.run_id} ({waiting.stored} stored)")
    out.print(f"For analysts: {report.published_file}", soft_wrap=True)
