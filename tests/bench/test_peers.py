"""The benchmark beside the peers keeps them apart, asks for exact versions and says what did not run. The peers themselves need
the internet to be installed, and are run by `make bench-peers` alone."""

import math
import re
import sys
from pathlib import Path

import pytest

from ingest.settings import ROOT
from tests.bench.peers import __main__ as command
from tests.bench.peers import copies
from tests.bench.peers import install as installing
from tests.bench.peers.install import PEERS, CannotInstall, Peer, install
from tests.bench.peers.table import Line, as_markdown, lines

ALL = (*PEERS, *copies.PEERS)


@pytest.mark.parametrize("peer", ALL, ids=lambda peer: peer.name)
def test_a_peer_and_all_it_asks_for_are_pinned_and_no_index_is_named(peer: Peer) -> None:
    wanted = [line for line in peer.requirements.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][\w.]*", line)] == []
    assert re.fullmatch(r"\d+(\.\d+)+", peer.version)
    assert (installing.HERE / f"{peer.runner}.py").exists()


def test_no_peer_is_installed_beside_the_product() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    assert [peer.name for peer in PEERS if f"\n{peer.name}==" in lock] == []


def test_predictions_are_asked_anew_when_a_runner_or_a_version_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "HERE", tmp_path)
    peer = Peer(name="some", runner="some")
    (tmp_path / "some.py").write_text("answer = 1")
    (tmp_path / "requirements-some.txt").write_text("some==1.0\n")
    first = peer.predictions(tmp_path)
    assert peer.predictions(tmp_path) == first
    (tmp_path / "requirements-some.txt").write_text("some==1.1\n")
    second = peer.predictions(tmp_path)
    (tmp_path / "some.py").write_text("answer = 2")
    assert len({first, second, peer.predictions(tmp_path)}) == 3


def test_a_peer_that_cannot_be_installed_says_so_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "HERE", tmp_path)
    (tmp_path / "requirements-gone.txt").write_text(f"{tmp_path}/no-such-wheel.whl\n")
    peer = Peer(name="gone", runner="gone")
    with pytest.raises(CannotInstall, match="no-such-wheel"):
        install(peer, tmp_path, is_fresh=False)
    assert not (tmp_path / "gone" / "installed.txt").exists()


def test_a_peer_that_did_not_run_is_told_under_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "1", "title": "Rain fell", "source_repo": "flairNLP/fundus"}]
    said = {"presswatch": [{"id": "1", "title": "Rain fell", "ms": 2.0, "peak_mb": 50.0}]}
    command._print(rows, said, {"gone": "CannotInstall: no such wheel"}, is_markdown=False)
    assert "gone did not run: CannotInstall: no such wheel" in capsys.readouterr().out


def test_a_partial_peer_is_compared_on_the_pages_that_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    names = "abcdefghijkl"
    rows = [{"id": name, "title": "Rain fell", "source_repo": "flairNLP/fundus"} for name in names]
    ours = [{"id": name, "title": "no" if name in "kl" else "Rain fell", "ms": 2.0} for name in names]
    known = [{"id": name, "title": "No rain", "ms": 1.0} for name in names if name not in "kl"]
    theirs = [*known, *({"id": name, "rejection": "no parser", "ms": 0.1} for name in "kl")]
    command._print(rows, {"presswatch": ours, "fundus": theirs}, {}, is_markdown=True)
    whole, part = capsys.readouterr().out.split("On the 10 pages")
    assert "| title exact, %: fundus (12) | **83.3** |" in whole
    assert "| title exact, %: fundus (10) | **100.0** | 0.0 |" in part


def test_what_a_side_does_not_give_is_no_number_and_never_the_best() -> None:
    line = Line(name="title", values=(81.04, math.nan, 81.01), decimals=1)
    assert next(iter(list(as_markdown(["a", "b", "c"], [line]))[2:])) == "| title | **81.0** | – | **81.0** |"
    fast = Line(name="ms/page, one core", values=(20.0, 4.0), decimals=1)
    assert fast.best() == {1}


def test_a_page_without_a_result_is_counted() -> None:
    rows = [{"id": name, "title": "Rain", "source_repo": "x"} for name in "ab"]
    said = {"peer": [{"id": "a", "title": "Rain", "ms": 1.0}, {"id": "b", "rejection": "too slow", "ms": None}]}
    shown = {line.name: line.cells() for line in lines(rows, said)}
    assert shown["pages without a result"] == ["1"]
    assert shown["ms/page, one core"] == ["1.0"]
    assert shown["title exact, %: all (2)"] == ["50.0"]


def test_an_unknown_peer_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["peers", "--only", "no-such-peer"])
    with pytest.raises(SystemExit) as left:
        command.main()
    assert left.value.code == 2
    assert "newspaper4k" in capsys.readouterr().err
