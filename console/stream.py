"""A filter at work: batches of lines through worker processes, answers out in the order of the lines, and never more in
memory than a bounded window. Knows nothing of what the lines hold."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import BinaryIO

from pebble import ProcessFuture

from console.lines import Line, Stream, batches
from ingest.errors import WorldDown
from ingest.model import Refused
from ingest.workers import Workers

Batch = tuple[Line, ...]
Answers = tuple[bytes, ...]

_MOST_BYTES_WAITING = 64 << 20
_BATCHES_PER_WORKER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a filter does: `work` answers every line of a batch in a process of its own, `over_budget` a line on which that
    process was stopped. `most_lines` is 1 where the budget is a page's; `preload` is imported once for all workers."""

    work: Callable[[Batch], Answers]
    over_budget: Callable[[Line, Refused], bytes]
    most_lines: int
    preload: tuple[str, ...]


class _Window:
    """Batches on their way, oldest first, bounded in number and bytes: who reads waits for who writes."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes, self._is_closed = most, 0, False
        self._waiting: deque[tuple[Batch, ProcessFuture[Answers]]] = deque()
        self._problem: Exception | None = None
        self._changed = threading.Condition()

    def put(self, batch: Batch, submit: Callable[[Batch], ProcessFuture[Answers]]) -> None:
        size = sum(line.size for line in batch)
        with self._changed:
            self._changed.wait_for(lambda: self._has_room(size))
            if not self._is_closed:
                self._waiting.append((batch, submit(batch)))
                self._bytes += size
                self._changed.notify_all()

    def _has_room(self, size: int) -> bool:
        few = len(self._waiting) < self._most and self._bytes + size <= _MOST_BYTES_WAITING
        return self._is_closed or not self._waiting or few

    def close(self, problem: Exception | None = None) -> None:
        with self._changed:
            self._is_closed, self._problem = True, self._problem or problem
            self._changed.notify_all()

    def first(self) -> tuple[Batch, ProcessFuture[Answers]] | None:
        """The oldest batch, None after the last. It counts as waiting until `drop_first`."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._waiting:
                return self._waiting[0]
            if self._problem:
                raise self._problem
            return None

    def drop_first(self) -> None:
        with self._changed:
            batch, _ = self._waiting.popleft()
            self._bytes -= sum(line.size for line in batch)
            self._changed.notify_all()


def answer_all(
    stream: Stream,
    out: BinaryIO,
    task: Filter,
    *,
    workers: int,
    seconds: float,
    memory_bytes: int,
    on_answered: Callable[[int], None],
) -> None:
    """Answer every line of `stream` on `out`, one line each, in order. Raises WorldDown where workers cannot live."""
    window = _Window(_BATCHES_PER_WORKER * max(1, workers))
    with Workers(task.work, workers=workers, seconds=seconds, memory_bytes=memory_bytes, preload=task.preload) as pool:
        reader = threading.Thread(target=_read, args=(stream, task, pool, window), daemon=True)
        reader.start()
        try:
            while waiting := window.first():
                batch, future = waiting
                out.writelines(_answers(batch, future, task, pool))
                out.flush()
                on_answered(len(batch))
                window.drop_first()
        except BrokenProcessPool as end:
            cure = "Something ends them, often the machine's memory: try fewer --workers"
            raise WorldDown("the worker processes", "all of them ended", cure) from end
        finally:
            window.close()


def _read(stream: Stream, task: Filter, pool: Workers[Batch, Answers], window: _Window) -> None:
    """Submit batches as they arrive; whatever goes wrong is raised by who writes."""
    try:
        for batch in batches(stream, most_lines=task.most_lines, most_bytes=1 << 18):
            window.put(batch, pool.submit)
    except Exception as problem:  # noqa: BLE001 - `first` raises it in the main thread
        window.close(problem)
    else:
        window.close()


def _answers(batch: Batch, future: ProcessFuture[Answers], task: Filter, pool: Workers[Batch, Answers]) -> Answers:
    """The answers of one batch. Where it took its worker down, each of its lines is tried alone."""
    answers = pool.answer(future)
    if not isinstance(answers, Refused):
        return answers
    if len(batch) == 1:
        return (task.over_budget(batch[0], answers),)
    return tuple(answer for line in batch for answer in _answers((line,), pool.submit((line,)), task, pool))


class _StandardInput:
    """Stdin without a buffer of Python's: a thread may still wait in it when the program ends."""

    def read1(self, size: int, /) -> bytes:
        return os.read(sys.stdin.fileno(), size)


def standard_input() -> Stream:
    """Stdin; a person who types there is told what is waited for."""
    if sys.stdin.isatty():
        sys.stderr.write("Waiting for JSON lines on stdin; Ctrl-D ends them.\n")
    return _StandardInput()
