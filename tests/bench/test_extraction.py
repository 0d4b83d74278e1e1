"""The benchmark of extraction scores, resamples and asks as it says. What the figures are is no test's business."""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.extraction import report
from tests.bench.extraction.answer import decoded
from tests.bench.extraction.ask import CannotStart, Side, answers, ask
from tests.bench.extraction.gain import draws, estimate, gain
from tests.bench.extraction.score import Array, count, level, sets_of, tallies
from tests.bench.material import PAGES, Row, rows, scorer
from tests.shared import needs_shared

TITLE_AT = 3
SCORES = 8


def titled(hits: list[bool]) -> Array:
    """Tallies of pages of which only the title was scored."""
    made = np.zeros((len(hits), SCORES, 2))
    made[:, TITLE_AT] = [(float(hit), 1.0) for hit in hits]
    return made


def labelled() -> list[Row]:
    return [row for row in rows(PAGES) if row.get("text")][:12]


def half(row: Row) -> Row:
    """A prediction that tells half of the text."""
    return {"id": row["id"], "text": row["text"][: len(row["text"]) // 2], "title": row.get("title")}


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_a_side_gains_nothing_over_itself_whatever_the_resample(hits: list[bool]) -> None:
    itself = titled(hits)
    found = gain(itself, itself, "title", draws(len(hits)))
    assert (found.low, found.value, found.high) == (0.0, 0.0, 0.0)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_the_interval_of_a_gain_holds_the_gain(pairs: list[tuple[bool, bool]]) -> None:
    ours, theirs = titled([pair[0] for pair in pairs]), titled([pair[1] for pair in pairs])
    found = gain(ours, theirs, "title", draws(len(pairs)))
    assert found.low - 1e-12 <= found.value <= found.high + 1e-12
    swapped = gain(theirs, ours, "title", draws(len(pairs)))
    assert swapped.value == -found.value


def test_the_interval_is_as_wide_as_theory_has_it() -> None:
    found = estimate(titled([True] * 50 + [False] * 50), "title", draws(100))
    assert found.value == 0.5
    assert (found.low, found.high) == pytest.approx((0.402, 0.598), abs=0.015)


def test_pages_without_truth_have_no_part_in_a_figure() -> None:
    none = np.zeros((5, SCORES, 2))
    both = np.concatenate([titled([True, False]), none])
    assert level(both.sum(0), "title") == 0.5
    assert count(both.sum(0), "title") == 2
    assert np.isnan(level(both.sum(0), "day"))


@needs_shared
def test_figures_of_tallies_are_the_shared_scorers_own() -> None:
    pages = labelled()
    said = {row["id"]: half(row) for row in pages}
    sums = tallies(pages, said).sum(0)
    theirs, _ = scorer("pages_score").score(pages, said)
    precision, recall = np.mean(theirs["P"]), np.mean(theirs["R"])
    assert level(sums, "text") == pytest.approx(2 * precision * recall / (precision + recall))
    assert 0 < level(sums, "text") < 1


def told(found: report.Scored) -> str:
    return "\n".join(map(report.in_words, report.gains(found)))


@needs_shared
def test_the_report_names_what_was_wanted_and_what_is_missing_to_it() -> None:
    pages = [row | {"source_repo": "scrapinghub/article-extraction-benchmark"} for row in labelled()]
    whole, part = [{"id": row["id"], "text": row["text"]} for row in pages], [half(row) for row in pages]
    worse = told(report.scored(pages, {"presswatch": part, "balanced": whole, "fast": part}))
    better = told(report.scored(pages, {"presswatch": whole, "balanced": part, "fast": part}))
    assert "over balanced (1.0000); wanted +0.0100: missed by" in worse
    assert "wanted +0.0100: reached" in better


def test_the_markdown_has_a_line_for_each_wanted_figure_that_was_measured() -> None:
    pages = [{"id": name, "title": "Rain fell", "source_repo": "flairNLP/fundus"} for name in "abcd"]
    ours, bare = (
        [{"id": name, "title": "Rain fell"} for name in "abcd"],
        [{"id": name, "title": "?"} for name in "abcd"],
    )
    gained = list(report.gains(report.scored(pages, {"presswatch": ours, "balanced": bare})))
    assert list(report.as_markdown(gained))[2:] == [
        "| fundus | title, % | 100.0 | 0.0 (balanced) | +100.0 [+100.0, +100.0] | +15.0 | reached |"
    ]


def test_a_figure_that_a_side_never_says_is_not_a_zero() -> None:
    pages = [{"id": "1", "title": "Rain fell", "source_repo": "x"}]
    sides = {"presswatch": [{"id": "1", "title": "rain FELL"}], "body only": [{"id": "1", "text": "Rain."}]}
    found = report.scored(pages, sides)
    assert found.level("presswatch", "x", "title") == 1.0
    assert np.isnan(found.level("body only", "x", "title"))


@given(st.lists(st.sampled_from(["flairNLP/fundus", "adbar/htmldate", "else/where"])))
def test_every_page_is_in_one_set_and_in_all(sources: list[str]) -> None:
    sets = sets_of([{"source_repo": source} for source in sources])
    every = sets.pop("all")
    assert sorted(place for places in sets.values() for place in places) == every == list(range(len(sources)))


ODD = """
import os, time
from tests.bench.extraction.answer import serve
def predict(row, html):
    print("noise that is no answer")
    if row["id"] == "raises": raise ValueError("bad markup")
    if row["id"] == "dies": os._exit(7)
    if row["id"] == "hangs": time.sleep(60)
    return {"text": html.decode()}
serve(predict)
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_side_that_raises_dies_or_hangs_on_a_page_answers_all_the_others(tmp_path: Path, processes: int) -> None:
    (tmp_path / "page.gz").write_bytes(gzip.compress("Rain fell.\u2028Café".encode()))
    asked = [{"id": name, "file": str(tmp_path / "page.gz")} for name in ("a", "raises", "dies", "b", "hangs", "c")]
    out = tmp_path / "odd.jsonl"
    ask(Side(name="odd", command=(sys.executable, "-c", ODD)), asked, out, limit_s=2, processes=processes)
    said = {answer["id"]: answer for answer in answers(out)}
    assert {name: said[name].get("rejection") for name in said} == {
        "a": None, "raises": "raised", "dies": "died", "b": None, "hangs": "too slow", "c": None,
    }  # fmt: skip
    assert said["raises"]["detail"] == "ValueError: bad markup"
    assert said["dies"]["detail"] == "its process ended with 7"
    assert said["c"]["text"] == "Rain fell.\u2028Café"


def test_what_was_answered_is_not_asked_again_and_a_cut_line_is(tmp_path: Path) -> None:
    (tmp_path / "page.gz").write_bytes(gzip.compress(b"Rain."))
    asked = [{"id": name, "file": str(tmp_path / "page.gz")} for name in "ab"]
    out = tmp_path / "side.jsonl"
    out.write_text(json.dumps({"id": "a", "text": "of before"}) + "\n" + '{"id": "b", "te', encoding="utf-8")
    ask(Side(name="odd", command=(sys.executable, "-c", ODD)), asked, out, limit_s=20)
    assert {answer["id"]: answer["text"] for answer in answers(out)} == {"a": "of before", "b": "Rain."}


def test_a_side_that_cannot_start_says_why(tmp_path: Path) -> None:
    lame = Side(name="lame", command=(sys.executable, "-c", "import no_such_library"))
    with pytest.raises(CannotStart, match="No module named 'no_such_library'"):
        ask(lame, [{"id": "a"}], tmp_path / "lame.jsonl", limit_s=1)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("é".encode("utf-8-sig"), "é"),
        ('<meta charset="iso-8859-2">ł'.encode("iso-8859-2"), '<meta charset="iso-8859-2">ł'),
        ("<p>Café".encode(), "<p>Café"),
        ("<p>Café".encode("cp1252"), "<p>Café"),
        (b'<meta charset="none-such">ok', '<meta charset="none-such">ok'),
    ],
)
def test_a_page_is_decoded_as_it_says_of_itself(html: bytes, text: str) -> None:
    assert decoded(html) == text
