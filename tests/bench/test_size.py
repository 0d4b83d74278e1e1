"""The made-up warehouse of the size benchmark looks like one that loads have filled, and what arrives is found in it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from ingest.settings import Settings
from tests.bench.size import fill_once, load_once, settings_at
from tests.bench.store import prose
from tests.bench.store.arrivals import store_id
from tests.bench.store.fill import Size
from warehouse import maintain
from warehouse.connect import connect

SMALL = Size(articles=2_000, words=200)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = settings_at(tmp_path_factory.mktemp("size"), is_lake=False)
    fill_once(settings, SMALL)
    return settings


def test_the_same_number_has_the_same_text_and_others_share_no_five_words() -> None:
    one, other = prose.texts(np.array([7, 8], dtype=np.uint64), 200)
    assert prose.text(7, 200) == one
    runs = [{tuple(words[i : i + 5]) for i in range(len(words) - 4)} for words in (one.split(), other.split())]
    assert not runs[0] & runs[1]


def test_a_text_has_the_length_that_is_said_of_it() -> None:
    numbers = np.arange(50, dtype=np.uint64)
    assert [len(text.split()) for text in prose.texts(numbers, 200)] == prose.lengths(numbers, 200).tolist()


def test_a_filled_warehouse_passes_the_checks_of_what_was_made_up_for_it(filled: Settings) -> None:
    with connect(filled) as con:
        wrong = {result.check_name: result.sample for result in maintain.check(con) if result.wrong_rows}
    assert set(wrong) <= {
        "false_quote",
        "unbalanced_load",
        "unexplained_date",
    }  # no quotes, counts and places were made up


def test_a_made_up_signature_is_about_as_large_as_a_real_one(filled: Settings) -> None:
    with connect(filled) as con:
        mean = "select avg(len(sketch)), avg(len(paragraphs)) from core.fingerprint where list_contains($real, revision_id)"
        real = [store_id("rev", n) for n in SMALL.originals]
        some = [store_id("rev", n) for n in range(1_000) if n % 10 in (1, 2)]
        (hashes, paragraphs), (made_up_hashes, made_up_paragraphs) = (
            con.execute(mean, {"real": these}).fetchone() or (0, 0) for these in (real, some)
        )
    assert made_up_hashes == pytest.approx(hashes, rel=0.3)
    assert made_up_paragraphs == pytest.approx(paragraphs, rel=0.3)


def test_every_copy_that_arrives_is_put_behind_the_article_it_repeats(filled: Settings) -> None:
    done = load_once(filled, SMALL, 100, 0)
    assert (done.articles, done.copies, done.found) == (100, 30, 30)
    assert done.load_cpu_s > sum(done.scripts.values()) > 0


def test_a_warehouse_of_signatures_takes_the_same_run(tmp_path: Path) -> None:
    settings, lean = settings_at(tmp_path, is_lake=False), dataclasses.replace(SMALL, is_lean=True)
    fill_once(settings, lean)
    with connect(settings) as con:
        rows = con.execute(
            "select (select count(*) from core.fingerprint), (select count(*) from core.article)"
        ).fetchone()
    assert rows == (2_000, len(lean.originals))
    done = load_once(settings, lean, 100, 0)
    assert (done.articles, done.found) == (100, 30)
