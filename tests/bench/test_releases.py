"""The day of a release that bears no year."""

from datetime import date

from tests.bench.releases import released_on


def test_a_release_without_number_and_letterhead_is_of_the_winter_of_2011() -> None:
    assert released_on("KABUL, Afghanistan (Dec. 3)\nA patrol found a cache.") == date(2011, 12, 3)
    assert released_on("KABUL, Afghanistan (Jan. 5) — A patrol found a cache.") == date(2012, 1, 5)


def test_a_release_with_the_letterhead_and_no_number_is_of_the_first_winter() -> None:
    assert released_on("NEWS RELEASE ISAF Joint Command\nKABUL, Afghanistan (Dec. 11) – A cache.") == date(2009, 12, 11)


def test_a_number_or_a_year_is_left_to_the_coder() -> None:
    assert released_on("2010-08-CA-011 KABUL, Afghanistan (Aug. 3) – A cache.") is None
    assert released_on("KABUL, Afghanistan (Aug. 3, 2012) – A cache.") is None
