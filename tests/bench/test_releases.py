"""The day of a release that bears no year."""

from datetime import date
from typing import Any

from ingest.code import code
from tests.bench.events import document, main_of
from tests.bench.releases import dated, released_on


def test_a_release_without_number_and_letterhead_is_of_the_winter_of_2011() -> None:
    assert released_on("KABUL, Afghanistan (Dec. 3)\nA patrol found a cache.") == date(2011, 12, 3)
    assert released_on("KABUL, Afghanistan (Jan. 5) — A patrol found a cache.") == date(2012, 1, 5)


def test_a_release_with_the_letterhead_and_no_number_is_of_the_first_winter() -> None:
    assert released_on("NEWS RELEASE ISAF Joint Command\nKABUL, Afghanistan (Dec. 11) – A cache.") == date(2009, 12, 11)


def test_a_number_tells_the_year_and_a_year_is_left_to_the_row() -> None:
    assert released_on("2010-08-CA-011 KABUL, Afghanistan (Aug. 3) – A cache.") == date(2010, 8, 3)
    assert released_on("KABUL, Afghanistan (Aug. 3, 2012) – A cache.") is None


def test_a_day_that_heads_a_release_is_its_own() -> None:
    assert released_on("Dec. 4: A cache is found\nNEWS RELEASE ISAF Joint Command") == date(2009, 12, 4)


def test_a_release_that_bears_a_number_alone_lies_between_its_neighbours() -> None:
    rows = [_row("2011-06-S-010", "2011-06-05"), _row("2011-06-S-015", None), _row("2011-06-S-020", "2011-06-07")]
    assert [row["doc_date"] for row in dated(rows)] == ["2011-06-05", "2011-06-06", "2011-06-07"]


def test_a_number_behind_the_last_one_known_is_counted_on() -> None:
    rows = [_row("2011-06-S-010", "2011-06-05"), _row("2011-06-S-020", None), _row("2011-08-S-001", None)]
    assert [row["doc_date"] for row in dated(rows)] == ["2011-06-05", "2011-06-10", None]


def test_a_release_that_bears_the_number_nought_bears_none() -> None:
    rows = [_row("2011-06-S-000", "2011-06-05"), _row("2011-06-S-000", None)]
    assert [row["doc_date"] for row in dated(rows)] == ["2011-06-05", None]


def test_an_update_knows_the_day_better_than_its_release() -> None:
    text = (
        "KABUL, Afghanistan (June 5, 2011)\nSoldiers arrested a rebel leader in Logar province yesterday.\n\n"
        "KABUL, Afghanistan (June 8, 2011)\nThe army confirmed today that a rebel leader was arrested in Logar June 3."
    )
    main = main_of("isaf", code(document({"doc_id": "d", "text": text, "doc_date": "2011-06-05"})), text)
    assert main is not None
    assert main.date_end == date(2011, 6, 3)


def _row(number: str, day: str | None) -> dict[str, Any]:
    return {"doc_date": day, "text": f"ISAF Joint Command\n{number}\nA patrol found a cache."}
