"""The benchmarks run, say their figures, and say what they lack. What the figures are is no test's business."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.settings import ROOT
from tests.bench import __main__ as everything
from tests.bench.material import excerpt, require, rows
from tests.bench.meter import spread
from tests.bench.soak import Sample, slope
from tests.bench.suite import NAMES, figures
from tests.shared import needs_shared


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@needs_shared
def test_every_benchmark_runs_on_a_small_sample_and_finds_its_figures(tmp_path: Path) -> None:
    done = bench("tests.bench", "--quick", "--json", str(tmp_path / "all.json"))
    results = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert {result["name"]: result["exit_code"] for result in results} == dict.fromkeys(NAMES, 0), done.stderr
    assert [result["name"] for result in results if None in result["figures"].values()] == []
    assert all(result["figures"] for result in results)
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("pages", "--pages"),
        ("peers", "--pages"),
        ("duplicates", "--gold"),
        ("feeds", "--feeds"),
        ("events", "--set", "muc", "--gold"),
        ("yardstick", "--folder"),
        ("throughput", "--pages"),
        ("soak", "--from"),
    ],
)
def test_a_benchmark_without_its_data_names_the_file_and_exits_with_2(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "nowhere")
    done = bench(f"tests.bench.{arguments[0]}", *arguments[1:], nowhere)
    assert done.returncode == 2
    assert f"missing: {nowhere}" in done.stderr


def test_all_of_them_without_the_shared_data_say_so_and_exit_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(everything, "SHARED", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bench"])
    with pytest.raises(SystemExit) as left:
        everything.main()
    assert left.value.code == 2
    assert f"missing: {tmp_path / 'data'}" in capsys.readouterr().err


def test_what_is_there_is_not_missing(tmp_path: Path) -> None:
    require(tmp_path)


def test_a_figure_that_is_not_in_the_output_is_none_and_not_left_out() -> None:
    assert figures("duplicates", "pairs P 1.000 R 0.5 F1 0.667 | nothing else") == {
        "pairs F1": 0.667,
        "pairs precision": 1.0,
        "B-cubed F": None,
        "documents/s, one core": None,
    }


def test_figures_of_rounds_keep_median_low_and_high() -> None:
    line = "archive read, pages/s                     1,244 (968–2,018)\n"
    assert figures("throughput", line) == {"archive read, pages/s": {"median": 1244.0, "low": 968.0, "high": 2018.0}}


def test_each_size_of_a_warehouse_has_a_figure_of_its_own() -> None:
    output = "3,000 articles of 400 words (2 bytes each)\n  load of 60, s: 0.50 (0.40–0.60)\n    judge  0.1 (0.1–0.1)\n"
    assert figures("size", output + output.replace("articles of 400 words", "signatures")) == {
        "3,000 articles: load of 60, s": {"median": 0.5, "low": 0.4, "high": 0.6},
        "3,000 signatures: load of 60, s": {"median": 0.5, "low": 0.4, "high": 0.6},
    }


def test_the_growth_of_a_worker_is_the_slope_of_its_memory() -> None:
    sizes = (100.0, 102.0, 104.0, 106.0)
    samples = [Sample(pages=1000 * n, workers_mb=(size, size + 4), pages_per_s=1.0) for n, size in enumerate(sizes)]
    assert slope(samples) == pytest.approx((2.0, 0.0))


def test_an_excerpt_leads_to_the_same_files(tmp_path: Path) -> None:
    whole = tmp_path / "pages.jsonl"
    whole.write_text("".join(json.dumps({"id": n, "file": f"html/{n}.gz"}) + "\n" for n in range(10)))
    (tmp_path / "short").mkdir()
    short = list(rows(excerpt(whole, 3, tmp_path / "short")))
    assert short == [{"id": n, "file": str(tmp_path / f"html/{n}.gz")} for n in (0, 3, 6)]


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_a_median_lies_between_the_lowest_and_the_highest(values: list[float]) -> None:
    measured = spread(values)
    assert measured.low == min(values) <= measured.median <= max(values) == measured.high
