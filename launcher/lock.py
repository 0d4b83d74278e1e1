"""One start per data folder: who holds it, and how to reach them. A lock dies with its process, so none is ever stale."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from ingest.errors import Misconfigured
from launcher.secret_files import write_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The launcher that runs here. `started_at` (seconds since 1970, as the kernel tells it) makes sure that a pid used
    again is not taken for it."""

    pid: int
    started_at: float
    what: str
    url: str | None


@contextmanager
def held(home: Path, what: str, url: str | None = None) -> Iterator[None]:
    """Hold the data folder while the block runs. Raises Misconfigured, naming the holder, where somebody has it."""
    with (home / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise _running(home) from problem
        me = Holder(pid=os.getpid(), started_at=psutil.Process().create_time(), what=what, url=url)
        write_closed(home / "running.json", json.dumps(asdict(me)) + "\n")
        try:
            yield
        finally:
            (home / "running.json").unlink(missing_ok=True)


def _running(home: Path) -> Misconfigured:
    holder = holder_of(home)
    where = f" at {holder.url}" if holder and holder.url else ""
    who = f"`{holder.what}` is running already{where} (process {holder.pid})" if holder else "another start holds it"
    return Misconfigured(str(home.parent), who, "End it with `make down`, or give this start another PRESSWATCH_DATA")


def holder_of(home: Path) -> Holder | None:
    """Who runs here; None where nobody does, or only a file says so."""
    with suppress(OSError, ValueError, TypeError, psutil.NoSuchProcess):
        holder = Holder(**json.loads((home / "running.json").read_text(encoding="utf-8")))
        if abs(psutil.Process(holder.pid).create_time() - holder.started_at) < 1:
            return holder
    return None


def is_free(home: Path) -> bool:
    """Whether nobody holds the data folder."""
    if not (home / "lock").exists():
        return True
    with (home / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
