"""The benchmark of near-copies beside the peers: every side is walked the same way and scored alike. The installed peers need the
internet, and are run by `make bench-peers` alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import ROOT
from tests.bench.peers import copies
from tests.bench.peers.copies import CONTENDERS
from tests.bench.peers.leaders import is_contained, shingles
from tests.bench.peers.simhash import simhash
from tests.bench.store.prose import text
from tests.shared import needs_shared


def _clusters(runner: str, texts: list[str], folder: Path) -> list[str]:
    rows = [
        {
            "id": f"{n}",
            "outlet": f"outlet{n}",
            "published": f"2026-03-{n + 1:02}T00:00:00",
            "title": f"Piece {n}",
            "text": each,
        }
        for n, each in enumerate(texts)
    ]
    gold, out = folder / "gold.jsonl", folder / "out.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", f"tests.bench.peers.{runner}", str(gold), str(out)]
    said = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert said["documents"] == len(texts)
    return [json.loads(line)["cluster_id"] for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("runner", [each.runner for each in CONTENDERS if each.peer is None])
def test_a_side_attaches_a_text_to_the_earliest_that_says_the_same(runner: str, tmp_path: Path) -> None:
    one, other = text(1, 200), text(2, 200)
    assert _clusters(runner, [one, other, one, one], tmp_path) == ["0", "1", "0", "0"]


def test_equal_words_have_an_equal_simhash_and_others_are_far_apart() -> None:
    assert simhash(text(1, 200)) == simhash(text(1, 200).upper())
    assert (simhash(text(1, 200)) ^ simhash(text(2, 200))).bit_count() > 10


def test_a_text_is_contained_where_most_of_the_shorter_is_in_the_longer() -> None:
    one, other = text(1, 200), text(2, 200)
    assert is_contained(shingles(one), shingles(f"{one}\n{other}"))
    assert not is_contained(shingles(one), shingles(other))


def test_the_table_has_the_scores_and_the_kinds_that_are_worst() -> None:
    scored = (
        "pairs P 0.843 R 0.773 F1 0.806 | B-cubed P 0.9 R 0.9 F 0.939 | ARI 0.8 | documents 9 gold clusters 2 predicted 2\n"
        "  false neg_boiler                 0.187 (n=150)\n  false single                     0.000 (n=600)\n"
        "  found copy_brief                 0.994 (n=164)\n  found copy_combo                 0.206 (n=160)\n"
    )
    assert [*copies._figures(scored)] == ["0.843", "0.773", "0.806", "0.939", "0.206 (copy_combo)", "0.187 (boiler)"]


@needs_shared
def test_every_side_that_needs_no_installation_is_scored_on_a_small_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.bench.material import DUPLICATES, excerpt

    gold = str(excerpt(DUPLICATES, 200, tmp_path, from_start=True))
    only = [word for each in CONTENDERS if each.peer is None for word in ("--only", each.name)]
    monkeypatch.setattr(sys, "argv", ["copies", "--gold", gold, *only, "--markdown"])
    copies.main()
    table = capsys.readouterr().out
    assert "did not run" not in table
    assert [each.name for each in CONTENDERS if each.peer is None and f"| {each.name} |" not in table] == []
