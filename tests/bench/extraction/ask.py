"""The asking end: a side answers page by page in processes of its own, and whatever one does to itself - raise, die, hang -
becomes that page's answer. Knows nothing of scores."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from ingest.settings import ROOT

Row = dict[str, Any]

_START_S = 180.0  # loading libraries and models, on a busy machine
_TELL_EVERY = 100


class CannotStart(Exception):
    """A side's process ended, or stayed silent, before the first page. Bears the last lines of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`command` runs a program that `answer.serve`s."""

    name: str
    command: tuple[str, ...]


def ask(side: Side, rows: Sequence[Row], out: Path, *, limit_s: float, processes: int = 1) -> None:
    """Append an answer for each of the `rows` that has none in `out`. With more processes than one their `ms` is None: a
    figure of speed is taken alone. Raises CannotStart."""
    known = {answer["id"] for answer in answers(out)}
    missing = [row for row in rows if row["id"] not in known]
    if not missing:
        return
    with out.open("a", encoding="utf-8") as file, ThreadPoolExecutor(processes) as threads:
        keep = _keeping(file.write, file.flush, side.name, len(missing), is_alone=processes == 1)
        parts = [missing[start::processes] for start in range(min(processes, len(missing)))]
        for done in [threads.submit(_ask, side, part, out.with_suffix(".log"), limit_s, keep) for part in parts]:
            done.result()


def answers(out: Path) -> list[Row]:
    """What is in `out` so far; a line that was cut short by an end of the run is asked for again."""
    if not out.exists():
        return []
    text = out.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        out.write_text(whole, encoding="utf-8")
    return [json.loads(line) for line in whole.splitlines()]


def _keeping(
    write: Callable[[str], object], flush: Callable[[], object], name: str, total: int, *, is_alone: bool
) -> Callable[[Row], None]:
    lock, count = Lock(), 0

    def keep(answer: Row) -> None:
        nonlocal count
        with lock:
            write(json.dumps(answer if is_alone else answer | {"ms": None}) + "\n")
            flush()
            count += 1
            if count % _TELL_EVERY == 0 or count == total:
                print(f"{name}: {count} of {total} pages", file=sys.stderr, flush=True)

    return keep


def _ask(side: Side, rows: Sequence[Row], log: Path, limit_s: float, keep: Callable[[Row], None]) -> None:
    left = list(rows)
    while left:
        with _Answering(side, log) as answering:
            while left and answering.is_well:
                keep(answering.answer(left.pop(0), limit_s))


class _Answering:
    """One process of a side."""

    def __init__(self, side: Side, log: Path) -> None:
        self._log = log.open("ab")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._log}
        self._process = subprocess.Popen(side.command, cwd=ROOT, bufsize=0, **pipes)
        self.is_well = True

    def __enter__(self) -> Self:
        if not self._line(_START_S):
            self.__exit__(None, None, None)
            lines = Path(self._log.name).read_text(encoding="utf-8", errors="replace").splitlines()
            raise CannotStart(" | ".join(lines[-3:]) or "ended without a word")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()

    def answer(self, row: Row, limit_s: float) -> Row:
        request = {key: row.get(key) for key in ("id", "url", "publisher", "file")}
        try:
            os.write(self._process.stdin.fileno(), (json.dumps(request) + "\n").encode())
            line = self._line(limit_s)
        except BrokenPipeError:
            line = b""
        if line:
            return json.loads(line)
        self.is_well = False
        silent = line is None
        detail = f"no answer in {limit_s:g} s" if silent else f"its process ended with {self._process.wait()}"
        return {"id": row["id"], "rejection": "too slow" if silent else "died", "detail": detail, "ms": None}

    def _line(self, limit_s: float) -> bytes | None:
        """What the process says next; None where it stays silent, nothing where it ended."""
        held, ends = bytearray(), time.monotonic() + limit_s
        pipe = self._process.stdout.fileno()
        while not held.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], max(0.0, ends - time.monotonic()))
            if not ready:
                return None
            piece = os.read(pipe, 1 << 16)
            if not piece:
                return b""
            held += piece
        return bytes(held)
