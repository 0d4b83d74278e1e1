"""The rounds behind `tests.bench.throughput`: which pages, in which order, and what is worked out of the times."""

import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ingest.discover import parse_feed
from ingest.settings import ROOT
from ingest.urls import canonical_url
from tests.bench import archived, bulk, feeds, fetching, journey, peer, stages
from tests.bench.archived import Archived
from tests.bench.journey import Journey
from tests.bench.material import DUPLICATES, FEEDS, Row, rows, spread_out, url_of
from tests.bench.meter import Spread, spread
from tests.bench.peer import Looped
from tests.bench.stages import Costs

T = TypeVar("T")

_WARM_UP = 6
_STARTER = f"""<html><body><article><h1>A page to begin with</h1><p class="date">le 12 foo bar 2019 quux</p>
{"".join(f"<p>Sentence number {n} of a text that is long enough to be one.</p>" for n in range(40))}</article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The pages of this run: `chosen` are measured, `warm_up` are others."""

    file: Path
    chosen: tuple[Row, ...]
    warm_up: tuple[Row, ...]

    def files(self, part: Sequence[Row]) -> list[tuple[str, str]]:
        return [(url_of(row), str(self.file.parent / row["file"])) for row in part]


def sample_of(file: Path, count: int) -> Sample:
    """Each address once: the warehouse would fetch a second one no more."""
    found = list({canonical_url(url_of(row)): row for row in rows(file)}.values())
    chosen = spread_out(found, min(count, max(1, len(found) - _WARM_UP)))
    ids = {row["id"] for row in chosen}
    others = [row for row in found if row["id"] not in ids] or found
    return Sample(file=file, chosen=tuple(chosen), warm_up=tuple(spread_out(others, _WARM_UP)))


def measure(sample: Sample, rounds: int, cores: int) -> dict[str, Spread]:
    """All figures by name, in the order of the journey."""
    with tempfile.TemporaryDirectory() as folder, _progress() as say:
        data = Path(folder)
        sample = replace(sample, warm_up=(*sample.warm_up, _starter(data)))
        say("the archive, the web client, feeds")
        edge = {"fetch over loopback, pages/s": spread(_fetched(sample, data, rounds)), **_feeds(rounds)}
        pages, archiving = _archive(sample, data, rounds)
        warm_up, _ = archived.put(sample.warm_up, sample.file, data / "archive", "warm-up")
        course = Course(sample=sample, pages=pages, warm_up=warm_up, data=data, cores=cores)
        sides = _turns(rounds, "the journey and the bare loop", course.side, say)
        passes = _turns(rounds, "stages on one core", course.single, say)
        say("presswatch code")
        filtered = {"presswatch code, documents/s (all cores)": spread(_filtered(course.texts, cores, rounds))}
        say("a large load")
        large = _large(data, rounds, 20 * len(sample.chosen))
    return {**edge, **archiving, **_stages(passes), **filtered, **_whole(sides, cores), **large}


def _starter(folder: Path) -> Row:
    """A page with a date in no known form. The first such page in a process makes dateparser, below htmldate, read two
    hundred languages for about two seconds; which side met it first would decide the round."""
    file = folder / "starter.html.gz"
    file.write_bytes(gzip.compress(_STARTER.encode()))
    return {"id": "starter", "url": "https://unknown.example/starter", "file": str(file)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What both sides run over, and where."""

    sample: Sample
    pages: tuple[Archived, ...]
    warm_up: tuple[Archived, ...]
    data: Path
    cores: int

    @property
    def texts(self) -> Path:
        return self.data / "texts.jsonl"

    def side(self, number: int) -> tuple[Looped, Journey]:
        """The peer, then the whole journey, on all cores."""
        looped = self._looped(self.cores)
        room = self.data / f"round-{number}"
        return looped, journey.travel(self.pages, self.warm_up, self.data / "archive", room, self.cores)

    def single(self, number: int) -> tuple[Looped, Costs]:
        """The peer, then each stage, on one core."""
        return self._looped(1), stages.cost(self.pages, self.warm_up, self.data / "archive", self.texts)

    def _looped(self, cores: int) -> Looped:
        return peer.loop(self.sample.files(self.sample.chosen), self.sample.files(self.sample.warm_up), cores)


def _turns(rounds: int, name: str, act: Callable[[int], T], say: Callable[[str], None]) -> list[T]:
    done = []
    for number in range(rounds):
        say(f"{name}, round {number + 1} of {rounds}")
        done.append(act(number))
    return done


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda words: bars.update(task, description=words)


def _archive(sample: Sample, data: Path, rounds: int) -> tuple[tuple[Archived, ...], dict[str, Spread]]:
    passes = [archived.put(sample.chosen, sample.file, data / "archive", f"bench-{n}") for n in range(rounds)]
    count = len(sample.chosen)
    return passes[-1][0], {
        "archive write, pages/s (fsync each)": spread(count / one.write_s for _, one in passes),
        "archive write, MB of page/s": spread(one.html_bytes / 1e6 / one.write_s for _, one in passes),
        "archive read, pages/s": spread(count / one.read_s for _, one in passes),
        "archive read, MB of page/s": spread(one.html_bytes / 1e6 / one.read_s for _, one in passes),
    }


def _fetched(sample: Sample, data: Path, rounds: int) -> list[float]:
    return [fetching.fetch(sample.chosen, sample.file, data) for _ in range(rounds)]


def _feeds(rounds: int) -> dict[str, Spread]:
    """Entries per second of processor time. Without the saved feeds there is nothing to say."""
    if not FEEDS.exists():
        return {}
    found = list(feeds.cases(FEEDS, with_series=False))[:: max(1, 10 // rounds)]
    rates = []
    for _ in range(rounds):
        began = time.process_time()
        entries = sum(len(getattr(parse_feed(c.body, url=c.url, content_type=None), "items", ())) for c in found)
        rates.append(entries / (time.process_time() - began))
    return {"feed parsing, entries/s (one core)": spread(rates)}


def _stages(passes: Sequence[tuple[Looped, Costs]]) -> dict[str, Spread]:
    """Pages per second of one core, by stage; later stages see only what became an article."""
    figures, costs = {}, [cost for _, cost in passes]
    for name in stages.STAGES:
        done = [one.articles if name in ("fingerprint", "code") else one.pages for one in costs]
        rates = [count / one.seconds[name] for count, one in zip(done, costs, strict=True)]
        figures[f"{name}, pages/s (one core)"] = spread(rates)
    for name in stages.STAGES:
        figures[f"{name}, share of the stages' time"] = spread(c.seconds[name] / c.total_s for c in costs)
    return {
        **figures,
        "all stages, pages/s (one core)": spread(c.pages / c.total_s for c in costs),
        "bare trafilatura, pages/s (one core)": spread(c.pages / bare.cpu_s for bare, c in passes),
        "extract / bare trafilatura, speed on one core": spread(
            bare.cpu_s / c.seconds["extract"] for bare, c in passes
        ),
        "all stages / bare trafilatura, speed on one core": spread(bare.cpu_s / c.total_s for bare, c in passes),
    }


def _filtered(texts: Path, cores: int, rounds: int) -> list[float]:
    """Documents per second through the command, every text five times; what it takes to start, told by a single document,
    is left out."""
    lines = 5 * texts.read_bytes().splitlines(keepends=True)
    rates = []
    for _ in range(rounds):
        alone, all_of_them = _coded(lines[:1], cores), _coded(lines, cores)
        rates.append((len(lines) - 1) / max(1e-3, all_of_them - alone))
    return rates


def _coded(lines: Sequence[bytes], cores: int) -> float:
    command = [sys.executable, "-m", "presswatch", "code", "--workers", str(cores)]
    began = time.perf_counter()
    out = subprocess.run(command, input=b"".join(lines), capture_output=True, check=True, cwd=ROOT).stdout
    assert out.count(b"\n") == len(lines)
    return time.perf_counter() - began


def _whole(sides: Sequence[tuple[Looped, Journey]], cores: int) -> dict[str, Spread]:
    ours = [one for _, one in sides]
    return {
        f"bare trafilatura, pages/s on {cores} cores": spread(o.pages / b.wall_s for b, o in sides),
        f"archive to events, pages/s on {cores} cores": spread(o.pages / o.read_s for o in ours),
        f"archive to published file, pages/s on {cores} cores": spread(o.pages / o.whole_s for o in ours),
        "archive to published file, pages/s per core": spread(o.pages / o.whole_s / cores for o in ours),
        "archive to events / bare trafilatura, speed": spread(b.wall_s / o.read_s for b, o in sides),
        "archive to published file / bare trafilatura, speed": spread(b.wall_s / o.whole_s for b, o in sides),
        "processor time of workers / bare trafilatura": spread(o.read_cpu_s / b.cpu_s for b, o in sides),
        "start of the workers and warm-up, s": spread(o.workers_start_s for o in ours),
        "plan and select, s": spread(o.select_s for o in ours),
        "load, s": spread(o.load_s for o in ours),
        "publish, s": spread(o.publish_s for o in ours),
        "peak memory, a worker, MB": spread(o.worker_mb for o in ours),
        "peak memory, main (drives and loads), MB": spread(o.main_mb for o in ours),
        "peak memory, a bare trafilatura process, MB": spread(b.worker_mb for b, _ in sides),
    }


def _large(data: Path, rounds: int, count: int) -> dict[str, Spread]:
    """Without the labelled duplicates there is nothing to load."""
    if not DUPLICATES.exists():
        return {}
    done = [bulk.carry(DUPLICATES, count, data / f"bulk-{number}") for number in range(rounds)]
    name = f"{done[0].articles:,} articles with near-copies"
    return {
        f"load of {name}, articles/s": spread(one.articles / one.load_s for one in done),
        f"publish of {name}, s": spread(one.publish_s for one in done),
        f"peak memory, load of {name}, MB": spread(one.main_mb for one in done),
    }
