"""`presswatch sources check`: whether a file of sources can be used, and whether its feeds live. Stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console import paper
from console.lines import json_line
from ingest import pipeline, runs
from ingest.model import Channel, PlannedFetch, Poll, Source
from ingest.settings import Settings
from ingest.sources import read_sources

_ALIVE = frozenset({"ok", "unchanged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One look at one URL of the file."""

    source_id: str
    channel: str
    url: str
    outcome: str
    is_alive: bool
    entries: int
    newest_at: datetime | None
    detail: str | None


def check(settings: Settings, file: Path | None, *, is_online: bool, as_json: bool) -> bool:
    """Print what is right and wrong with the file; whether nothing is wrong. Raises BadSources, which lists every bad
    line, and NoContact where real sources would have to be asked without a contact."""
    path = file or settings.sources
    sources = read_sources(path)
    enabled = [source for source in sources if source.is_enabled]
    checked = _look(enabled, path, settings) if is_online else ()
    if as_json:
        record = {"file": str(path), "sources": len(sources), "enabled": len(enabled)}
        paper.write(json_line({**record, "urls": checked} if is_online else record))
    else:
        _print(path, sources, enabled, checked)
    return all(url.is_alive for url in checked)


def _print(path: Path, sources: Sequence[Source], enabled: Sequence[Source], checked: Sequence[Checked]) -> None:
    out = paper.out()
    if checked:
        rows = [(c.source_id, c.channel, c.outcome, c.entries, c.newest_at, c.url, c.detail) for c in checked]
        out.print(paper.table("asked", ("source", "channel", "outcome", "entries", "newest", "url", "detail"), rows))
        out.print(f"{sum(c.is_alive for c in checked)} of {len(checked)} alive")
    out.print(f"{path}: {len(sources)} sources, {len(enabled)} enabled, no bad line", soft_wrap=True)


def _look(sources: Sequence[Source], path: Path, settings: Settings) -> tuple[Checked, ...]:
    """Ask every URL once, through the same stage as a run, in a folder that goes away."""
    planned = [fetch for source in sources for fetch in _planned(source)]
    with TemporaryDirectory(prefix="presswatch-check-") as scratch, paper.progress() as bars:
        bars.add_task(f"ask {len(planned)} feeds and sitemaps", total=None)
        elsewhere = replace(settings, data=Path(scratch))
        folder = pipeline.begin(elsewhere, kind="watch", window=None, sources_file=path, now=pipeline.utc_now())
        runs.write_records(folder.path / "plan.jsonl", planned)
        runs.write_records(folder.path / "sources.jsonl", sources)
        pipeline.discover(folder, elsewhere)
        polls = tuple(runs.read_records(folder.path / "discovered" / "polls.jsonl", Poll))
    return tuple(_checked(poll) for poll in polls)


def _planned(source: Source) -> list[PlannedFetch]:
    urls: list[tuple[Channel, str]] = [("feed", url) for url in source.feeds]
    urls += [("sitemap", url) for url in source.sitemaps]
    return [
        PlannedFetch(
            source_id=source.source_id,
            language=source.language,
            channel=channel,
            url=url,
            etag=None,
            last_modified=None,
        )
        for channel, url in urls
    ]


def _checked(poll: Poll) -> Checked:
    return Checked(
        source_id=poll.source_id,
        channel=poll.channel,
        url=poll.url,
        outcome=poll.outcome,
        is_alive=poll.outcome in _ALIVE,
        entries=poll.entries,
        newest_at=poll.newest_at,
        detail=poll.detail,
    )
