"""Which span of time a run owns."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dags._window import required, window_of
from ingest.errors import BadWindow
from ingest.model import Window

MONDAY = datetime(2025, 3, 3, tzinfo=UTC)
NOTHING = {"since": None, "until": None}


def test_a_scheduled_run_owns_its_data_interval() -> None:
    window = window_of(NOTHING, MONDAY, MONDAY + timedelta(days=1), run_type="scheduled")
    assert window == Window(start=MONDAY, end=MONDAY + timedelta(days=1))


def test_the_params_of_a_manual_run_go_before_its_interval() -> None:
    params = {"since": "2025-02-26", "until": "2025-03-02"}
    window = window_of(params, MONDAY, MONDAY + timedelta(days=1), run_type="manual")
    assert window == Window(start=datetime(2025, 2, 26, tzinfo=UTC), end=datetime(2025, 3, 2, tzinfo=UTC))


def test_an_instant_with_a_zone_is_taken_to_utc() -> None:
    params = {"since": "2025-03-07T01:00:00+03:00", "until": "2025-03-08"}
    window = window_of(params, None, None, run_type="manual")
    assert window == Window(start=datetime(2025, 3, 6, 22, tzinfo=UTC), end=datetime(2025, 3, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"since": "2025-03-07", "until": None}, "until is empty"),
        ({"since": "", "until": "2025-03-07"}, "since is empty"),
        ({"since": "2025-03-08", "until": "2025-03-07"}, "not before"),
        ({"since": "2025-03-07", "until": "2025-03-07"}, "not before"),
        ({"since": "7 March", "until": "2025-03-08"}, "is no day"),
        ({"since": "2025-02-30", "until": "2025-03-08"}, "is no day"),
    ],
)
def test_half_a_window_and_one_that_holds_no_time_are_refused(params: dict[str, str | None], says: str) -> None:
    with pytest.raises(BadWindow, match=says):
        window_of(params, None, None, run_type="manual")


def test_a_backfill_with_since_and_until_is_refused_for_every_run_would_get_the_same_days() -> None:
    with pytest.raises(BadWindow, match="From and To"):
        window_of({"since": "2025-03-06", "until": "2025-03-08"}, MONDAY, MONDAY, run_type="backfill")


def test_neither_params_nor_interval_is_no_window_and_a_sweep_says_what_to_do() -> None:
    assert window_of(NOTHING, None, None, run_type="manual") is None
    assert window_of(NOTHING, MONDAY, MONDAY, run_type="manual") is None, "an interval that holds no time"
    with pytest.raises(BadWindow, match=r"since.*until.*Backfill"):
        required(None)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001  # hypothesis adds the zone
    st.timedeltas(timedelta(seconds=1), timedelta(days=400)),
    st.integers(-14, 14),
)
def test_an_interval_keeps_its_instants_whatever_its_zone(start: datetime, span: timedelta, hours: int) -> None:
    begin = start.replace(tzinfo=timezone(timedelta(hours=hours)))
    window = window_of(NOTHING, begin, begin + span, run_type="scheduled")
    assert window
    assert (window.start, window.end) == (begin, begin + span)
    assert (window.start.utcoffset(), type(window.start)) == (timedelta(0), datetime)
