"""Medians over rounds, and what processes took: seconds of processor time and peak memory. Knows nothing of news."""

import platform
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import psutil


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The same figure measured several times."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.low)}–{_short(self.high)})"


def spread(values: Iterable[float]) -> Spread:
    measured = sorted(values)
    return Spread(median=statistics.median(measured), low=measured[0], high=measured[-1])


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


class Lap:
    """Seconds of wall clock that a block took: `with Lap() as lap: ...`, then `lap.seconds`."""

    seconds = 0.0

    def __enter__(self) -> "Lap":
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = time.perf_counter() - self._began


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Of some processes together: processor seconds so far; of the largest one: peak memory, MB."""

    cpu_s: float
    peak_mb: float


def children() -> Usage:
    """Of all living processes below this one."""
    below = psutil.Process().children(recursive=True)
    return Usage(
        cpu_s=sum(sum(child.cpu_times()[:2]) for child in below),
        peak_mb=max((peak_mb(child.pid) for child in below), default=0.0),
    )


def peak_mb(pid: int | str = "self") -> float:
    """The kernel's high-water mark. Not ru_maxrss, which a process inherits from the one that started it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return float(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def machine() -> str:
    """The machine and what else it was busy with."""
    load = psutil.getloadavg()[0]
    total = psutil.virtual_memory().total / 2**30
    return (
        f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} cores, {total:.0f} GB, "
        f"Python {platform.python_version()}, load average {load:.1f}"
    )
