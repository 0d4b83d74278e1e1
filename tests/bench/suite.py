"""Which benchmarks there are, how each is called, and which figures of its output are headlines. Scores nothing itself: each
runs in a process of its own, as a person would call it."""

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.settings import ROOT
from tests.bench.material import DUPLICATES, EVENTS, FEEDS, PAGES, excerpt

NAMES = (
    "yardstick",
    "pages",
    "duplicates",
    "events-muc",
    "events-gva",
    "events-isaf",
    "feeds",
    "throughput",
    "growth",
    "size",
    "soak",
)

_N = r"([\d.,]*\d)"
_SPREAD = rf"{_N} \({_N}–{_N}\)"
_PAGES = ("text F1", "segments", "title, %", "day, %", "minute, %", "authors F1, %")
_DOCUMENTS = (("documents/s, one core", rf"documents, {_N} documents/s"),)
_FIGURES = {
    "yardstick": (
        ("deaths only", r"deaths only(?s:.*?)^(events found .*?), without"),
        ("every field", r"every field(?s:.*?)^(events found .*?), without"),
    ),
    "pages": tuple(
        (f"{side}: {name}", pattern)
        for side, columns in (("presswatch", ""), ("balanced", r"\S+ +"))
        for name, pattern in (
            ("pages/s, one core", rf"^{side} .*? {_N} pages/s"),
            *((name, rf"^all +{name} +\d+ +{columns}{_N}") for name in _PAGES),
        )
    ),
    "duplicates": (
        ("pairs F1", rf"pairs P .*? F1 {_N}"),
        ("pairs precision", rf"pairs P {_N}"),
        ("B-cubed F", rf"B-cubed .*? F {_N}"),
        ("documents/s, one core", rf"dedupe: {_N} documents/s"),
    ),
    "events-muc": (
        ("event core F1", rf"^event_core .*?F1 {_N}"),
        ("place F1", rf"^place .*?F1 {_N}"),
        ("exact day", rf"exact_day {_N}"),
        ("deaths exact, more than one", rf"multi_exact {_N}"),
        ("victims F1", rf"^event victim .*?F1 {_N}"),
        ("perpetrator groups F1", rf"^event perp_org .*?F1 {_N}"),
        *_DOCUMENTS,
    ),
    "events-gva": (
        ("killed exact, more than one", rf"^killed .*?gold>1 exact {_N}"),
        ("killed exact, any", rf"^killed .*?gold>0 exact {_N}"),
        ("exact day", rf"^date +exact {_N}"),
        ("city", rf"^city +hit {_N}"),
        ("same incident, pairs F1", rf"^link pairs .*?F1 {_N}"),
        *_DOCUMENTS,
    ),
    "events-isaf": (
        ("killed exact, more than one", rf"^min_killed .*?gold>1 exact {_N}"),
        ("killed exact, any", rf"^min_killed .*?gold>0 exact {_N}"),
        ("exact day", rf"^date +exact {_N}"),
        ("province", rf"^province +any hit {_N}"),
        ("event types F1", rf"^event types .*?F1 {_N}"),
        *_DOCUMENTS,
    ),
    "feeds": (
        ("entries/s, one core", rf"^{_N} entries/s"),
        ("bare feedparser, entries/s", rf"feedparser {_N} entries/s"),
        ("times as fast", rf"{_N} times as fast"),
    ),
    "growth": (
        ("read, last fifth / first", rf"^read, ms a page .*ratio {_N}"),
        ("load, last fifth / first", rf"^load, ms a page .*ratio {_N}"),
    ),
    "soak": (
        ("pages/s", rf"^{_N} pages/s$"),
        ("growth of a worker, MB in 1,000 pages", r"grows by ([-+\d.]+) MB"),
        ("largest worker, MB", rf"largest worker seen: {_N} MB"),
    ),
}


Figure = float | str | dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One call. `arguments` follow `python -m tests.bench.`."""

    name: str
    arguments: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        return "-m", f"tests.bench.{self.arguments[0]}", *self.arguments[1:]

    @property
    def shown(self) -> str:
        return shlex.join(["python", *self.command])


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a benchmark said, and its headline figures (over rounds: median, low, high); None where one was not found."""

    bench: Bench
    exit_code: int
    seconds: float
    output: str
    figures: dict[str, Figure]

    @property
    def is_whole(self) -> bool:
        return self.exit_code == 0 and bool(self.figures) and None not in self.figures.values()

    def record(self) -> dict[str, Any]:
        return {
            "name": self.bench.name,
            "command": self.bench.shown,
            "exit_code": self.exit_code,
            "seconds": round(self.seconds, 1),
            "figures": self.figures,
            "output": self.output,
        }


def suite(out: Path, *, is_quick: bool) -> Iterator[Bench]:
    """The benchmarks in order; predictions go to `out`, and so do the samples of a quick run."""
    for name in NAMES:
        yield Bench(name=name, arguments=(*_arguments(name, out), *(_quick(name, out) if is_quick else ())))


def _arguments(name: str, out: Path) -> tuple[str, ...]:
    prediction = str(out / f"{name}.pred.jsonl")
    if name.startswith("events-"):
        return "events", "--set", name.removeprefix("events-"), "--out", prediction
    if name == "pages":
        return name, "--out", str(out / name)
    return (name,) if name in ("feeds", "throughput", "growth", "size", "soak") else (name, "--out", prediction)


def _quick(name: str, out: Path) -> tuple[str, ...]:
    samples: dict[str, Callable[[], tuple[str, ...]]] = {
        "pages": lambda: ("--pages", str(excerpt(PAGES, 8, out))),
        "duplicates": lambda: ("--gold", str(excerpt(DUPLICATES, 300, out, from_start=True))),
        "feeds": lambda: ("--feeds", str(excerpt(FEEDS, 12, out))),
        "throughput": lambda: ("--count", "4", "--rounds", "1"),
        "growth": lambda: ("--runs", "2", "--count", "4"),
        "size": lambda: ("--articles", "3000", "--signatures", "3000", "--batch", "60", "--rounds", "1"),
        "soak": lambda: ("--quick",),
    }
    if name.startswith("events-"):
        return "--gold", str(excerpt(EVENTS[name.removeprefix("events-")], 60, out))
    return samples[name]() if name in samples else ()


def run(bench: Bench) -> Result:
    """Run it to its end, whatever that is; its own words on errors go straight to stderr."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *bench.command], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    return Result(
        bench=bench,
        exit_code=done.returncode,
        seconds=time.perf_counter() - began,
        output=done.stdout.rstrip(),
        figures=figures(bench.name, done.stdout),
    )


def figures(name: str, output: str) -> dict[str, Figure]:
    """The headline figures in a benchmark's output. Throughput's lines are all headlines, and each size has its own."""
    if name == "size":
        found_at = re.findall(
            rf"^({_N} (?:articles|signatures)).*\n +load of ({_N}), s: {_SPREAD}$", output, re.MULTILINE
        )
        return {f"{size}: load of {count}, s": _spread(*rest) for size, _, count, _, *rest in found_at}
    if name == "throughput":
        lines = re.findall(rf"^(\S.*?) {{2,}}{_SPREAD}$", output, re.MULTILINE)
        return {line[0]: _spread(*line[1:]) for line in lines}
    found = ((figure, re.search(pattern, output, re.MULTILINE)) for figure, pattern in _FIGURES[name])
    said: dict[str, Figure] = {figure: _number(match[1]) if match else None for figure, match in found}
    if name == "feeds":
        said["documents with a wrong count"] = output.count("miss: ")
    return said


def _spread(median: str, low: str, high: str) -> dict[str, Any]:
    return {"median": _number(median), "low": _number(low), "high": _number(high)}


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text
