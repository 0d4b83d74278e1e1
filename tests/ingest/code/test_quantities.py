"""Numbers of people in words and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.code import quantities
from ingest.code.sentences import Sentence


def _read(text: str) -> tuple[int, int | None, int | None] | None:
    found = quantities.read(Sentence(text, 0, len(text), 0, 0).tokens, 0)
    return (found.low, found.best, found.high) if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15", (15, 15, 15)),
        ("1,200 people", (1200, 1200, 1200)),
        ("twenty-three", (23, 23, 23)),
        ("two hundred and six", (206, 206, 206)),
        ("a hundred", (100, 100, 100)),
        ("three thousand", (3000, 3000, 3000)),
        ("a dozen", (12, 12, 12)),
        ("half a dozen", (6, 6, 6)),
        ("two dozen", (24, 24, 24)),
        ("at least 20", (20, 20, None)),
        ("more than a hundred", (100, 100, None)),
        ("40 or more", (40, 40, None)),
        ("up to 30", (1, None, 30)),
        ("as many as 30", (1, None, 30)),
        ("about 50", (50, 50, 50)),
        ("between 10 and 15", (10, 10, 15)),
        ("10-15", (10, 10, 15)),
        ("10 to 15", (10, 10, 15)),
        ("dozens of", (24, None, None)),
        ("hundreds", (200, None, None)),
        ("several", (3, None, None)),
        ("no one", None),
        ("people", None),
        ("one-sided", None),
        ("12th", None),
        ("all but", None),
    ],
)
def test_a_number_is_read_with_its_bounds(text: str, wanted: tuple[int, int | None, int | None] | None) -> None:
    assert _read(text) == wanted


@given(st.integers(1, 9_999_999))
def test_figures_with_and_without_commas_mean_the_same(number: int) -> None:
    assert _read(f"{number:,} people") == _read(f"{number} people") == (number, number, number)
