"""Dates in text, against an anchor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.code.words import cues_in
from ingest.dates import find_dates, may_tell, precision_of

SATURDAY = date(2025, 3, 8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in the past two days", "2025-03-06", "2025-03-08"),
        ("over the past 48 hours", "2025-03-06", "2025-03-08"),
        ("this morning", "2025-03-08", "2025-03-08"),
        ("yesterday afternoon", "2025-03-07", "2025-03-07"),
        ("last night", "2025-03-07", "2025-03-07"),
        ("the day before yesterday", "2025-03-06", "2025-03-06"),
        ("on Friday", "2025-03-07", "2025-03-07"),
        ("Friday's clashes", "2025-03-07", "2025-03-07"),
        ("last Saturday", "2025-03-01", "2025-03-01"),
        ("since Thursday", "2025-03-06", "2025-03-08"),
        ("earlier this week", "2025-03-03", "2025-03-07"),
        ("last week", "2025-02-24", "2025-03-02"),
        ("last month", "2025-02-01", "2025-02-28"),
        ("three days ago", "2025-03-05", "2025-03-05"),
        ("on 7 March", "2025-03-07", "2025-03-07"),
        ("on the 7th of March", "2025-03-07", "2025-03-07"),
        ("on March 7, 2024", "2024-03-07", "2024-03-07"),
        ("Friday, Feb. 28, 2025", "2025-02-28", "2025-02-28"),
        ("BOGOTA, 8 JAN 90", "1990-01-08", "1990-01-08"),
        ("on Dec. 30", "2024-12-30", "2024-12-30"),
        ("between 3 and 5 March 2025", "2025-03-03", "2025-03-05"),
        ("2025-03-07", "2025-03-07", "2025-03-07"),
        ("in January", "2025-01-01", "2025-01-31"),
        ("in November of 2022", "2022-11-01", "2022-11-30"),
        ("on 12 March last year", "2024-03-12", "2024-03-12"),
        ("over the weekend", "2025-03-08", "2025-03-08"),
        ("a weekend shooting", "2025-03-08", "2025-03-08"),
        ("on New Year’s Eve", "2024-12-31", "2024-12-31"),
        ("on the Fourth of July", "2024-07-04", "2024-07-04"),
        ("on Christmas", "2024-12-25", "2024-12-25"),
        ("on Christmas Day 2015", "2015-12-25", "2015-12-25"),
        ("on Labor Day", "2024-09-02", "2024-09-02"),
        ("over Memorial Day weekend", "2024-05-25", "2024-05-27"),
        ("in mid-February", "2025-02-11", "2025-02-20"),
        ("since late January", "2025-01-21", "2025-03-08"),
        ("at the end of February", "2025-02-21", "2025-02-28"),
        ("in the last week of January", "2025-01-25", "2025-01-31"),
        ("the first ten days of February", "2025-02-01", "2025-02-10"),
        ("on the last day of February", "2025-02-28", "2025-02-28"),
        ("on Tuesday of last week", "2025-02-25", "2025-02-25"),
        ("Friday last week", "2025-02-28", "2025-02-28"),
        ("on Wednesday and Thursday", "2025-03-05", "2025-03-06"),
        ("Thursday night into Friday morning", "2025-03-06", "2025-03-07"),
        ("between Thursday night and Saturday morning", "2025-03-06", "2025-03-08"),
        ("on the night of Thursday to Friday", "2025-03-06", "2025-03-07"),
        ("in January and February", "2025-01-01", "2025-02-28"),
        ("a fortnight ago", "2025-02-17", "2025-02-27"),
        ("at the weekend", "2025-03-08", "2025-03-08"),
        ("between March 2022 and June 2023", "2022-03-01", "2023-06-30"),
        ("from November to February", "2024-11-01", "2025-02-28"),
        ("from late January to early March 2024", "2024-01-01", "2024-03-31"),
        ("between 2021 and 2024", "2021-01-01", "2024-12-31"),
        ("between 2023 and 2025", "2023-01-01", "2025-03-08"),
        ("on Feb 27 and 28 in Homs", "2025-02-27", "2025-02-28"),
        ("on Thursday and Friday", "2025-03-06", "2025-03-07"),
        ("between March 3 and 5", "2025-03-03", "2025-03-05"),
        ("March 3-5, 2024", "2024-03-03", "2024-03-05"),
        ("since the beginning of 2025", "2025-01-01", "2025-03-08"),
        ("the 2016 cafe attack", "2016-01-01", "2016-12-31"),
        ("since the start of the year", "2025-01-01", "2025-03-08"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("el 7 de marzo de 2025", "2025-03-07", "2025-03-07"),
    ],
)
def test_a_written_date_is_resolved_against_the_anchor(text: str, first: str, last: str) -> None:
    (found,) = find_dates(text, SATURDAY)
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "31 February",
        "they may 5 times",
        "a 9-mm pistol",
        "it sat there",
        "the sun rose",
        "THUS they left",
        "room 12",
        "he will march 10 miles",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, SATURDAY) == ()


def test_relative_dates_need_an_anchor() -> None:
    assert find_dates("yesterday and on Friday", None) == ()


_SAID = (
    "in", "on", "the", "past", "last", "two", "couple of", "days", "weeks ago", "weekend", "Friday", "Weds", "night before",
    "yesterday", "early this", "morning", "mid", "March", "Sept.", "7", "2019", "12/31/99", "de enero", "hier", "within 3",
    "Christmas", "New Year's Eve", "weekend attacks",
)  # fmt: skip


@given(st.lists(st.sampled_from(_SAID), max_size=6))
def test_no_date_escapes_the_first_look(words: list[str]) -> None:
    text = " ".join(words)
    assert may_tell(text, frozenset(cues_in(text.lower()))) or not find_dates(text, SATURDAY)


def test_a_letter_whose_small_form_is_two_moves_no_date() -> None:
    text = "In İstanbul on Friday"
    (found,) = find_dates(text, SATURDAY)
    assert text[found.start : found.end] == "Friday"


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_run_forward(text: str) -> None:
    for found in find_dates(text, SATURDAY, offset=10):
        assert 10 <= found.start < found.end <= len(text) + 10
        assert found.first <= found.last


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_precision_grows_with_the_range(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    assert precision_of(first, last) <= precision_of(first, date.fromordinal(last.toordinal() + 1))
