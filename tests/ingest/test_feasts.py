"""Days that have names."""

from datetime import date

import pytest

from ingest.feasts import day_of, weekend_of


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Labor Day", date(2024, 9, 2)),
        ("Memorial Day", date(2025, 5, 26)),
        ("Thanksgiving Day", date(2025, 11, 27)),
        ("Martin Luther King Jr. Day", date(2026, 1, 19)),
        ("Good Friday", date(2024, 3, 29)),
        ("Easter Monday", date(2025, 4, 21)),
        ("on Christmas", date(2023, 12, 25)),
    ],
)
def test_a_name_means_a_day_of_each_year(name: str, day: date) -> None:
    assert day_of(name, day.year) == day


@pytest.mark.parametrize(
    ("feast", "first", "last"),
    [
        (date(2024, 9, 2), date(2024, 8, 31), date(2024, 9, 2)),
        (date(2025, 11, 27), date(2025, 11, 27), date(2025, 11, 30)),
        (date(2026, 4, 5), date(2026, 4, 3), date(2026, 4, 6)),
        (date(2026, 7, 4), date(2026, 7, 4), date(2026, 7, 5)),
    ],
)
def test_a_weekend_about_a_feast_reaches_it(feast: date, first: date, last: date) -> None:
    assert weekend_of(feast) == (first, last)
