"""Dates as people and programs write them."""

from datetime import UTC, date, datetime

import pytest

from console.instants import day, instant, window
from ingest.errors import BadWindow

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-07", datetime(2025, 3, 7, tzinfo=UTC)),
        ("2025-03-07T16:30", datetime(2025, 3, 7, 16, 30, tzinfo=UTC)),
        ("2025-03-07 16:30:00Z", datetime(2025, 3, 7, 16, 30, tzinfo=UTC)),
        ("2025-03-07T16:30+03:00", datetime(2025, 3, 7, 13, 30, tzinfo=UTC)),
        ("Fri, 07 Mar 2025 16:30:00 +0300", datetime(2025, 3, 7, 13, 30, tzinfo=UTC)),
    ],
)
def test_an_instant_is_utc_unless_it_bears_a_zone(text, moment):
    assert instant(text) == moment


def test_the_day_of_an_instant_is_the_one_where_it_was_written():
    assert day("2025-03-07T23:30:00-05:00") == date(2025, 3, 7)


@pytest.mark.parametrize("text", ["yesterday", "", "2025-13-01", "07/03", "9" * 400])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="no date"):
        instant(text)


def test_without_since_and_until_there_is_no_window():
    assert window(None, None, NOW) is None


def test_since_alone_reaches_until_now():
    span = window("2025-03-07", None, NOW)
    assert span is not None
    assert (span.start, span.end) == (datetime(2025, 3, 7, tzinfo=UTC), NOW)


@pytest.mark.parametrize(
    ("since", "until", "problem"),
    [
        (None, "2025-03-07", "needs a start"),
        ("2025-03-08", "2025-03-07", "holds no time"),
        ("2025-03-07", "2025-03-07", "holds no time"),
        ("2025-03-11", None, "holds no time"),
        ("last week", None, "no date"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(since, until, problem):
    with pytest.raises(BadWindow, match=problem):
        window(since, until, NOW)
