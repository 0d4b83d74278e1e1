"""`make down`: end what `make up` started on this data folder, from another terminal. Never touches anybody else's process."""

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from ingest.errors import PresswatchError
from launcher.crew import end_left_behind
from launcher.lock import holder_of, is_free
from launcher.place import place

_PATIENCE_S = 60.0


def main() -> int:
    try:
        print(f"presswatch: {down(os.environ)}")
    except PresswatchError as problem:
        print(f"presswatch: {problem}", file=sys.stderr)
        return 1
    return 0


def down(environ: Mapping[str, str]) -> str:
    """End it, and say what happened."""
    here = place(environ)
    holder = holder_of(here.airflow)
    if holder:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(holder.pid).terminate()
        if not _wait_until_free(here.airflow):
            psutil.Process(holder.pid).kill()
    left = end_left_behind(here)
    if holder:
        return f"ended (process {holder.pid}); all state is kept in {here.data}"
    return f"ended {left} processes that a start had left behind" if left else f"nothing is running on {here.data}"


def _wait_until_free(home: Path) -> bool:
    deadline = time.monotonic() + _PATIENCE_S
    while not is_free(home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    sys.exit(main())
