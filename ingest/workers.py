"""Processes that work within a budget of time and memory: no page can hang or bloat a run. Knows nothing of pages."""

import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError as BudgetTimeoutError
from math import ceil
from types import TracebackType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.model import Refused

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_TASKS_PER_PROCESS = 2_000  # then a fresh one: extractors leak a little
_GRACE_S = 2  # after its budget, until a call ends that nobody is left to end


class Workers(Generic[Item, Answer]):
    """A pool that calls `call(item)` in processes of its own. `answer(future)` gives the result, or
    Refused("page_budget") where the call took more than `seconds` or `memory_bytes` or took its process down.
    `call` must be importable; items and answers must pickle. An item that `is_large` gets a process for itself alone, one
    after the other: memory once taken for it does not come back to the system otherwise."""

    def __init__(
        self,
        call: Callable[[Item], Answer],
        *,
        workers: int,
        seconds: float,
        memory_bytes: int,
        preload: tuple[str, ...],
        is_large: Callable[[Item], bool] = lambda _: False,
    ) -> None:
        context = multiprocessing.get_context("forkserver")  # threads and event loops of the caller are not inherited
        context.set_forkserver_preload(list(preload))
        self._call, self._seconds, self._is_large = call, seconds, is_large
        self._pool, self._single = (
            ProcessPool(
                max_workers=most,
                max_tasks=tasks,
                initializer=_limit_memory,
                initargs=[memory_bytes],
                context=context,
            )
            for most, tasks in ((max(1, workers), _TASKS_PER_PROCESS), (1, 1))
        )

    def submit(self, item: Item) -> ProcessFuture[Answer]:
        pool = self._single if self._is_large(item) else self._pool
        return pool.schedule(_bounded, args=[self._call, self._seconds, item], timeout=self._seconds)

    def answer(self, future: ProcessFuture[Answer]) -> Answer | Refused:
        """Wait for one result. Errors of the call itself are raised as they are."""
        try:
            result: Answer = future.result()
        except BudgetTimeoutError:
            return Refused(reason="page_budget", detail=f"took more than {self._seconds:g} s")
        except MemoryError:
            return Refused(reason="page_budget", detail="took more than its memory")
        except ProcessExpired as end:
            return Refused(reason="page_budget", detail=f"its process ended with {end.exitcode}")
        return result

    def __enter__(self) -> "Workers[Item, Answer]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (self._pool, self._single):
            pool.stop() if kind else pool.close()  # type: ignore[no-untyped-call]  # pebble leaves them bare
            pool.join()


def _bounded(call: Callable[[Item], Answer], seconds: float, item: Item) -> Answer:
    """The pool ends a call that is over its budget. Where the pool itself was killed, the kernel's alarm does."""
    signal.alarm(ceil(seconds) + _GRACE_S)
    try:
        return call(item)
    finally:
        signal.alarm(0)


def _limit_memory(memory_bytes: int) -> None:
    """RLIMIT_DATA, not RLIMIT_AS: address space that is only reserved costs nobody anything."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
