"""The processes we start: how they start, and how every one of them ends, whatever group it put itself in.

The launcher is the subreaper of its descendants (Linux): a process whose parent dies becomes the launcher's own child, so
the tree below it is always the whole of what it started. A launcher that was killed outright leaves processes behind that
bear its mark in their environment; the next `make up` or `make down` finds them by it."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MARK = "PRESSWATCH_UP"  # environment variable: the data folder that a process works for
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """One process of ours, with what is needed to start it again."""

    name: str
    command: tuple[str, ...]
    log: Path
    process: "subprocess.Popen[bytes]"
    started_at: float  # monotonic seconds


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies. Linux only; elsewhere the mark must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def marked(environ: Mapping[str, str], data: Path) -> dict[str, str]:
    """The environment with our mark. SPT_NOENV keeps Airflow's process titles from writing over it."""
    return {**environ, MARK: str(data), "SPT_NOENV": "1"}


def start(name: str, command: Sequence[str], *, log: Path, environ: Mapping[str, str], cwd: Path) -> Started:
    """Start a process in a session of its own (so Ctrl-C reaches the launcher alone), its output in `log`."""
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  # our own commands
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environ, cwd=cwd, start_new_session=True
        )
    return Started(name=name, command=tuple(command), log=log, process=process, started_at=time.monotonic())


def descendants() -> list[psutil.Process]:
    """Every living process below this one."""
    return [process for process in psutil.Process().children(recursive=True) if _is_alive(process)]


def left_behind(data: Path, *, spare: Iterable[int] = ()) -> list[psutil.Process]:
    """Processes that bear the mark of `data` though they are not below this one, but for the process trees of `spare`."""
    own, spared = {process.pid for process in descendants()} | {os.getpid()}, set(spare)
    return [
        process
        for process in psutil.process_iter()
        if process.pid not in own and _bears(process, str(data)) and not _is_within(process, spared)
    ]


def _bears(process: psutil.Process, data: str) -> bool:
    with suppress(psutil.Error):  # gone meanwhile, or another user's: none of ours
        return bool(process.environ().get(MARK) == data)
    return False


def _is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def end(processes: Iterable[psutil.Process], *, grace_s: float) -> int:
    """SIGTERM, and SIGKILL for those who stay longer than `grace_s`. How many there were."""
    asked = list(processes)
    for process in asked:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in wait_for(asked, grace_s):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    wait_for(asked, 5)
    return len(asked)


def end_all_below(*, spare: Iterable[int] = (), grace_s: float) -> None:
    """End every descendant except the process trees of the pids in `spare`; those born meanwhile too."""
    for attempt in range(5):
        living = [process for process in descendants() if not _is_within(process, set(spare))]
        if not living:
            break
        end(living, grace_s=grace_s if attempt == 0 else 0)
    reap()


def kill_below(*, spare: Iterable[int] = ()) -> None:
    """SIGKILL to every descendant except the process trees of the pids in `spare`."""
    for process in descendants():
        if not _is_within(process, set(spare)):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def _is_within(process: psutil.Process, pids: set[int]) -> bool:
    with suppress(psutil.Error):
        return process.pid in pids or any(parent.pid in pids for parent in process.parents())
    return False


def wait_for(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until all have ended; those that have not after `seconds`."""
    deadline = time.monotonic() + seconds
    while living := [process for process in processes if _is_alive(process)]:
        if time.monotonic() > deadline:
            return living
        time.sleep(0.05)
    return []


def reap(but: Iterable[int] = ()) -> None:
    """Collect dead children that we adopted; not those whose exit a Popen waits for."""
    awaited = set(but)
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess, ChildProcessError):
            if child.pid not in awaited and child.status() == psutil.STATUS_ZOMBIE:
                os.waitpid(child.pid, os.WNOHANG)
