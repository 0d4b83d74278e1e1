import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ingest.model import Refused
from ingest.workers import Workers


def obey(order: str) -> str:
    if order == "hang":
        time.sleep(60)
    if order == "bloat":
        return str(len(bytearray(4_000_000_000)))
    if order.endswith("pid"):
        return str(os.getpid())
    if order == "die":
        os._exit(3)
    if order == "raise":
        raise ValueError("as told")
    return order.upper()


@pytest.fixture(scope="module")
def workers():
    budget = {"seconds": 2, "memory_bytes": 1_000_000_000}
    with Workers(obey, workers=2, **budget, preload=(), is_large=lambda order: order.startswith("large")) as pool:
        yield pool


def test_an_answer_within_budget_comes_back(workers):
    assert workers.answer(workers.submit("hello")) == "HELLO"


@pytest.mark.parametrize("order", ["hang", "bloat", "die"])
def test_a_call_over_its_budget_is_refused_and_the_pool_goes_on(workers, order):
    answer = workers.answer(workers.submit(order))
    assert isinstance(answer, Refused)
    assert answer.reason == "page_budget"
    assert workers.answer(workers.submit("next")) == "NEXT"


def test_a_large_item_has_a_process_for_itself_alone(workers):
    def pids(order):
        return {int(workers.answer(workers.submit(order))) for _ in range(4)}

    ordinary, large = pids("pid"), pids("large pid")
    assert len(ordinary) <= 2
    assert len(large) == 4
    assert not ordinary & large


def test_an_error_of_the_call_itself_is_raised(workers):
    with pytest.raises(ValueError, match="as told"):
        workers.answer(workers.submit("raise"))


ORPHANED = """
import os, time
from ingest.workers import Workers

def hang(path):
    open(path, "w").write(str(os.getpid()))
    time.sleep(600)

if __name__ == "__main__":
    with Workers(hang, workers=1, seconds=1.0, memory_bytes=1_000_000_000, preload=()) as pool:
        future = pool.submit({path!r})
        while not os.path.exists({path!r}) or not open({path!r}).read():
            time.sleep(0.01)
        os.kill(os.getpid(), 9)
"""


def test_a_call_whose_pool_was_killed_ends_by_itself(tmp_path):
    written = tmp_path / "pid"
    script = tmp_path / "orphaned.py"
    script.write_text(ORPHANED.format(path=str(written)), encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run(
        [sys.executable, str(script)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False
    )
    assert killed.returncode == -9
    until = time.monotonic() + 20
    while psutil.pid_exists(pid := int(written.read_text())) and psutil.Process(pid).status() != "zombie":
        assert time.monotonic() < until, "the call outlived its pool"
        time.sleep(0.1)


def test_the_process_that_page_workers_are_forked_from_holds_the_tables_of_every_stage():
    code = """
import ingest.warm
from ingest.code.tables import word_classes
from ingest.places import gazetteer
from ingest.text import _detector
print(*(table.cache_info().currsize for table in (gazetteer, word_classes, _detector)))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["1", "1", "1"]
