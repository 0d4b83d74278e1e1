"""The dates that feeds bear: every broken way of writing one that has one meaning is read, any other is not believed."""

from datetime import UTC, datetime

import pytest

from ingest.discover.instants import read_instant

TEN = datetime(2020, 1, 10, 10, tzinfo=UTC)
# Ways to write 2020-01-10, 10:00 UTC.
SAME = """
Fri, 10 Jan 2020 10:00:00 GMT
Fri,10 Jan 2020 10:00:00 GMT
Thu, 10 Jan 2020 10:00:00 GMT
Fri, 10-Jan-20 10:00:00 GMT
Fri, 10 Jan 2020 19:00:00 GMT+9
Fri, 10 Jan 2020 07:00:00 UTC-3
Fri, 10 Jan 2020 15:30:00 +5:30
Fri, 10 Jan 2020 15:30:00 +0530
Fri, 10 Jan 2020 15:30:00 +530
Fri, 10 Jan 2020 12:00:00 CEST
Fri, 10 Jan 2020 06:00:00 EDT
Fri, 10 Jan 2020 05:00 ET
Fri, 10 Jan 2020 10:00:00 +0000 (UTC)
Fri, 10 Jan 2020 10:00:00 GMT+0000 (Coordinated Universal Time)
Fri, 10 Jan 2020 10:00:00 GMT Updated 5 minutes ago
Fri, 10 Jan 2020 11:00:00 Europe/Paris
Fri Jan 10 05:00:00 EST 2020
Friday, January 10th, 2020 5:00 a.m. EST
Posted on 10 January 2020 at 10:00 GMT
Fri, 10 Janv 2020 11:00:00 +0100
vendredi 10 janvier 2020 à 11h +0100
10 de enero de 2020 11h00 CET
10. Januar 2020, 11.00 Uhr CET
10.01.2020 11.00 CET
pt., 10 sty 2020 11:00:00 +0100
Пт, 10 янв 2020 13:00:00 +0300
10 tammikuuta 2020 klo 12.00 +0200
10 Ιανουαρίου 2020 12:00 +0200
10 Ocak 2020 13:00 +0300
10 tháng 1, 2020 17:00 +0700
10 जनवरी 2020 15:30 +0530
الجمعة 10 يناير 2020 01:00 م +0300
١٠ يناير ٢٠٢٠ 10:00 GMT
2020年1月10日19時00分 JST
2020. 1. 10. 오후 7:00 +0900
2020-01-10 下午6:00 +0800
2020/1/10 6:00 PM +0800
2020-01-10T10:00Z
2020-01-10T10:00:00.000-0000
2020-01-10T11:00:00+01:00[Europe/Paris]
20200110T100000Z
1578650400
1578650400000
1578650400.0
Fri, 10 Jan 2020 10:00:00 &#43;0000
""".strip().splitlines()


@pytest.mark.parametrize("text", SAME)
def test_one_instant_is_read_however_it_is_written(text: str) -> None:
    assert read_instant(text).at == TEN


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Fri, 10 Jan 2020 24:00:00 GMT", "2020-01-11T00:00"),
        ("2020-01-10T24:00:00Z", "2020-01-11T00:00"),
        ("10 Jan 2020 12:30 AM GMT", "2020-01-10T00:30"),
        ("10 Jan 2020 12:30 PM GMT", "2020-01-10T12:30"),
        ("10 Jan 2020 15:05:07 PM GMT", "2020-01-10T15:05:07"),
        ("Fri, 10 Jul 2020 05:00 ET", "2020-07-10T09:00"),
        ("10 يناير 2020 م 10:00 GMT", "2020-01-10T10:00"),
    ],
)
def test_clocks_of_twelve_and_of_twenty_four_hours_are_told_apart(text: str, at: str) -> None:
    assert read_instant(text).at == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 10 Jan 2020 10:00:00",
        "Fri, 10 Jan 2020 10:00:00 IST",
        "Fri, 10 Jan 2020 10:00:00 +2400",
        "Fri, 10 Jan 2020 10:60:00 GMT",
        "Fri, 10 Jan 2020 27:00:00 GMT",
        "Fri, 31 Feb 2020 10:00:00 GMT",
        "10/01/2020 10:00 GMT",
        "10/01/20 10:00 GMT",
        "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "yesterday",
    ],
)
def test_what_may_mean_another_instant_is_not_believed(text: str) -> None:
    found = read_instant(text)
    assert (found.at, found.raw) == (None, text)


def test_a_month_that_two_languages_name_alike_is_the_channel_s_own() -> None:
    text = "10 listopada 2020 10:00 GMT"
    assert read_instant(text, language="hr").at == datetime(2020, 10, 10, 10, tzinfo=UTC)
    assert read_instant(text, language="pl").at == datetime(2020, 11, 10, 10, tzinfo=UTC)
