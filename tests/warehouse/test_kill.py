"""A load killed at any moment, and run again, leaves the rows of one that was never killed."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.pipeline import judges
from ingest.runs import RunFolder
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import NOON, FeedEntry, Page, entry, refusal
from warehouse import ask, load, publish
from warehouse.connect import connect

_LOADER = """
import sys
from pathlib import Path
from ingest.pipeline import judges
from ingest.runs import RunFolder
from tests.warehouse import made
from warehouse import load, publish
from warehouse.connect import connect
settings = made.settings_in(Path(sys.argv[1]))
print("begin", flush=True)
with connect(settings) as con:
    load.load(con, RunFolder(settings.runs / sys.argv[2]), judges())
    publish.publish(con, settings.published)
print("end", flush=True)
"""


def _site(of: FeedEntry) -> Page:
    """Articles, near-copies, refusals and failures."""
    number = int(of.url.rsplit("n", 1)[1])
    if number % 10 == 3:
        return Page(rejection=refusal(of, "paywall"))
    if number % 10 == 7:
        return Page(rejection=refusal(of, "timeout"))
    words = " ".join(f"w{number // 3}x{each}" for each in range(120))
    found = made.article(of, words + (" and more" if number % 3 else ""))
    return Page(article=found, events=tuple(made.event(found, each) for each in range(2)))


def _world(folder: Path) -> Settings:
    settings = made.settings_in(folder)
    made.passed(settings, "watch-1", [entry(f"n{number}") for number in range(0, 100, 5)], _site)
    made.prepared(settings, "watch-2", [entry(f"n{number}", at=NOON) for number in range(150)], _site)
    return settings


def _start(settings: Settings) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", _LOADER, str(settings.data), "watch-2"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


_KILLS = 10


def _is_killed(process: "subprocess.Popen[str]", after: float) -> bool:
    """Whether the process is killed `after` that many seconds; not so if it came to its end before."""
    try:
        assert process.wait(after) == 0
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait() == -signal.SIGKILL


@pytest.mark.timeout(300)
def test_a_load_killed_at_ten_moments_ends_with_the_same_rows(tmp_path: Path) -> None:
    calm = _world(tmp_path / "calm")
    shutil.copytree(calm.data, tmp_path / "template")
    process, began = _start(calm), time.monotonic()
    assert process.wait() == 0
    took, expected = time.monotonic() - began, made.contents(calm)
    chance, killed = random.Random(7), 0
    for attempt in range(3 * _KILLS):
        shutil.copytree(tmp_path / "template", tmp_path / f"killed{attempt}")
        settings = made.settings_in(tmp_path / f"killed{attempt}")
        process, began = _start(settings), time.monotonic()
        if _is_killed(process, took * (killed + chance.random()) / _KILLS):
            killed += 1
        else:
            took = min(took, time.monotonic() - began)
        if settings.published.exists():
            assert ask.rows(settings.published, "select count(*) > 0 from mart.article").rows == [(True,)]
        with connect(settings) as con:
            load.load(con, RunFolder(settings.runs / "watch-2"), judges())
            publish.publish(con, settings.published)
        assert made.contents(settings) == expected, f"killed in part {killed} of {_KILLS}"
        assert [path.name for path in settings.data.iterdir() if path.name.endswith(".next")] == []
        if killed == _KILLS:
            return
    raise AssertionError(f"only {killed} kills came before the end")


_SETTLER = """
import sys
from pathlib import Path
from ingest.pipeline import judges
from tests.warehouse import made
from warehouse.connect import connect
from warehouse.settle import settle
with connect(made.settings_in(Path(sys.argv[1]))) as con:
    print("begin", flush=True)
    settle(con, judges())
print("end", flush=True)
"""


def _settling(settings: Settings) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", _SETTLER, str(settings.data)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def test_a_settle_step_killed_at_any_moment_ends_with_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    template = made.settings_in(tmp_path / "template")
    made.imprinted(template, "watch-1", range(12))
    shutil.copytree(template.data, tmp_path / "calm")
    calm = made.settings_in(tmp_path / "calm")
    began = time.monotonic()
    assert _settling(calm).wait() == 0
    took, expected = time.monotonic() - began, _without_turns(calm)
    killed = 0
    for attempt in range(5):
        shutil.copytree(template.data, tmp_path / f"killed{attempt}")
        settings = made.settings_in(tmp_path / f"killed{attempt}")
        process = _settling(settings)
        time.sleep(took * attempt / 8)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert _settling(settings).wait() == 0
        assert _without_turns(settings) == expected
    assert killed


def _without_turns(settings: Settings) -> dict[str, list[str]]:
    """Every row of core, without the count of turns: a step begun again counts once more."""
    made.asked(
        settings,
        "update core.relation set turn = 0, relation_id = ''; update core.pointer set turn = 0, pointer_id = ''",
    )
    return {name: rows for name, rows in made.contents(settings).items() if name.startswith("core.")}


def test_two_loaders_at_once_load_each_run_once(tmp_path: Path) -> None:
    settings = _world(tmp_path)
    shutil.copytree(tmp_path, tmp_path.with_name("alone"))
    alone = made.settings_in(tmp_path.with_name("alone"))
    assert _start(alone).wait() == 0
    both = [_start(settings) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert made.contents(settings) == made.contents(alone)
