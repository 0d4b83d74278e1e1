"""When a page was published: what is read, which place is believed, and what is left undated."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.calendar_words import MONTHS
from ingest.extract import as_written, extract
from ingest.extract.candidates import Choice
from ingest.extract.dates.claims import Claim, checked
from ingest.extract.dates.dated import Dated, moment, reading, whole_day
from ingest.extract.dates.gather import by_htmldate
from ingest.extract.dates.machine import read
from ingest.extract.dates.spelled import spelled
from ingest.extract.dates.visible import marked, of_other_pieces
from ingest.extract.decode import parse
from ingest.extract.published import modified, published
from ingest.extract.seen import Seen, see
from tests.ingest.test_extract import FETCHED, entry, page
from tests.ingest.undated_pages import DATED, UNDATED

ADDRESS = "https://www.bayview-post.example/warehouses"
CLOCKS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2040-01-01"))
NAMES = sorted(name for name in MONTHS if not name[0].isdigit())
TEXT = (
    "<p>Fire destroyed two warehouses on the eastern quay, and smoke closed the coastal road, the office said.</p>" * 3
)


def seen(html: str, **given_) -> Seen:
    made = page(html, **{"url": ADDRESS, **given_})
    return see(made, parse(made))


def choice(*head: str, below: str = "", lang: str = "en-GB", **given_) -> Choice[Dated]:
    html = f"<html lang='{lang}'><head>{''.join(head)}</head><body><h1>Warehouses burn</h1>{below}{TEXT}</body></html>"
    return published(seen(html, **given_))


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(**said: str) -> str:
    inner = ", ".join(f'"{name}": "{value}"' for name, value in said.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Warehouses burn", {inner}}}</script>'


def written(found: Choice[Dated]) -> str:
    assert found.value
    return as_written(found.value.at, found.value.evidence).isoformat()


def test_of_pages_that_bear_no_date_nine_in_ten_are_left_undated():
    left = [made.name for made in UNDATED if published(seen(made.html, url=made.url)).value is None]
    assert len(UNDATED) >= 50
    assert len(left) >= 0.9 * len(UNDATED), sorted({made.name for made in UNDATED} - set(left))


@pytest.mark.parametrize("made", DATED, ids=lambda made: made.name)
def test_their_dated_twins_are_dated(made):
    found = published(seen(made.html, url=made.url))
    assert found.value
    assert found.value.day.isoformat() == made.day, found


@pytest.mark.parametrize("made", [*UNDATED, *DATED], ids=lambda made: made.name)
def test_the_chosen_place_is_among_the_candidates_and_no_other_is_marked(made):
    found = published(seen(made.html, url=made.url))
    chosen = [said for said in found.candidates if said.source == found.source and not said.refused_because]
    assert len(chosen) == (1 if found.value else 0)


@given(CLOCKS, st.integers(-12 * 4, 14 * 4))
def test_what_we_write_of_an_instant_reads_as_the_same_instant(naive, quarters):
    said = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    dated = moment(said, "meta date")
    again = read(reading(dated), "meta date")
    assert again == dated
    if dated.precision == "minute":
        assert as_written(dated.at, dated.evidence).isoformat() == said.isoformat()


@given(st.dates(date(1996, 1, 1), date(2040, 1, 1)))
def test_what_we_write_of_a_day_reads_as_the_same_day(day):
    dated = whole_day(day, "url path")
    assert read(reading(dated), "url path") == dated


@given(st.dates(date(1996, 1, 1), date(2040, 1, 1)), st.sampled_from(NAMES), st.times())
def test_a_day_spelled_with_a_month_s_name_is_that_day(day, name, clock):
    month = MONTHS[name]
    day = day.replace(day=min(day.day, 28), month=month)
    text = f"{day.day} {name.replace('_', ' ')} {day.year}, {clock:%H:%M}"
    found = [(said.days, said.clock) for said in spelled(text, is_day_first=None)]
    assert found == [((day,), clock.replace(second=0, microsecond=0))]


@pytest.mark.parametrize(("text", "month"), [("7. listopada 2024. u 10:15", 10), ("7 listopada 2024, 10:15", 11)])
def test_listopad_is_october_in_croatian_and_november_in_polish(text, month):
    (found,) = spelled(text, is_day_first=True)
    assert found.days == (date(2024, month, 7),)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_of_spelled_dates(text):
    for said in spelled(text, is_day_first=None):
        assert 0 <= said.start < said.end
        assert 1 <= len(said.days) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "12 - 15 March 2025",
        "31 February 2025",
        "1.2.34.5",
        "7 Marble 2025",
        "10.12.20.1",
        "tel. 020 2025 0307",
        "7 March",
        "01/01/0001 00:00:00",
        "31 December 9999, 23:30 -05:00",
    ],
)
def test_what_is_no_day_is_none(text):
    assert list(spelled(text, is_day_first=True)) == []


@pytest.mark.parametrize(
    ("lang", "url", "day"),
    [
        ("en-US", ADDRESS, "2025-03-04"),
        ("en-GB", ADDRESS, "2025-04-03"),
        ("fr", ADDRESS, "2025-04-03"),
        ("en", "https://www.bayview-post.example.co.uk/warehouses", "2025-04-03"),
    ],
)
def test_the_order_of_day_and_month_follows_the_region(lang, url, day):
    fetched = FETCHED + timedelta(days=30)
    found = choice(below="<p class='date'>3/4/2025</p>", lang=lang, url=url, fetched_at=fetched)
    assert found.value
    assert found.value.day.isoformat() == day


def test_where_no_region_tells_their_order_the_date_is_refused_as_ambiguous():
    found = choice(
        below="<p>3/4/2025</p>",
        lang="en",
        url="https://www.bayview-post.com/a",
        fetched_at=FETCHED + timedelta(days=30),
    )
    said = next(said for said in found.candidates if said.source == "visible after the headline")
    assert said.reading == "2025-03-04 or 2025-04-03"
    assert said.refused_because == "day and month may be either way round"


def test_another_place_tells_the_order_of_day_and_month():
    found = choice(
        meta("article:published_time", "2025-03-04"),
        below="<p>3/4/2025 14:05</p>",
        lang="en",
        url="https://bayview.com/a",
    )
    assert written(found) == "2025-03-04T14:05:00+00:00"


def test_the_time_of_the_last_change_is_not_taken_for_that_of_publication():
    late = meta("article:published_time", "2025-03-09T10:00:00Z") + meta(
        "article:modified_time", "2025-03-09T10:00:00Z"
    )
    found = choice(late, ld(datePublished="2025-03-07T09:15:00+02:00"))
    assert written(found) == "2025-03-07T09:15:00+02:00"
    refused = next(said for said in found.candidates if said.source == "meta article:published_time")
    assert refused.refused_because == "the time of the last change"


def test_a_page_never_changed_keeps_its_date():
    found = choice(ld(datePublished="2025-03-07T09:15:00Z", dateModified="2025-03-07T09:15:00Z"))
    assert written(found) == "2025-03-07T09:15:00+00:00"


def test_what_the_page_calls_an_update_is_not_its_publication():
    found = choice(below="<p class='meta'>Updated 9 March 2025 | Published 7 March 2025</p>")
    assert found.value
    assert found.value.day == date(2025, 3, 7)


def test_a_page_that_tells_only_its_change_says_so_in_the_evidence():
    found = choice(below="<p class='meta'>Last updated: 7 March 2025</p>")
    assert found.value
    assert found.value.evidence == "last change visible after the headline"


def test_a_clock_beside_the_headline_gives_an_instant_in_utc_its_zone():
    found = choice(ld(datePublished="2025-03-08T02:25:54Z"), below="<p>March 7, 2025 | 9:25pm</p>", lang="en-US")
    assert written(found) == "2025-03-07T21:25:54-05:00"
    assert found.source == "json-ld datePublished"


def test_a_day_in_the_address_gives_an_instant_in_utc_the_day_there():
    found = choice(
        ld(datePublished="2025-03-08T02:25:54Z"), url="https://www.bayview-post.example/2025/03/07/warehouses"
    )
    assert found.value
    assert found.value.evidence == "json-ld datePublished (2025-03-07 there)"
    assert found.value.at == datetime(2025, 3, 8, 2, 25, 54, tzinfo=UTC)
    assert written(found).startswith("2025-03-07T")


def test_a_local_time_takes_its_zone_from_the_place_that_gives_it():
    found = choice(
        meta("article:published_time", "2025-03-07 09:15:00"),
        below="<time datetime='2025-03-07T09:15:00+02:00'></time>",
    )
    assert written(found) == "2025-03-07T09:15:00+02:00"


def test_a_local_time_takes_its_zone_even_from_a_place_that_is_not_believed():
    changed = "<p>Updated <time datetime='2025-03-07T09:15:36+02:00'>7 March 2025</time></p>"
    found = choice(ld(datePublished="2025-03-07T09:15:36"), below=changed)
    assert (written(found), found.source) == ("2025-03-07T09:15:36+02:00", "json-ld datePublished")
    [chosen] = [said.reading for said in found.candidates if said.source == found.source]
    assert chosen == "2025-03-07T09:15:36+02:00"


def test_a_local_time_that_nothing_places_is_kept_as_one():
    found = choice(below="<p>7 March 2025, 14:05</p>")
    assert found.value
    assert (found.value.evidence, found.value.precision) == ("visible after the headline (no zone)", "minute")


@pytest.mark.parametrize(
    ("raw", "because"),
    [
        ("2031-01-01T00:00:01Z", "after the page was fetched"),
        ("1970-01-01", "before 1995"),
        ("soon", "cannot be read as a date"),
        ("9999-12-31T23:59:59-05:00", "cannot be read as a date"),
        ("0001-01-01T00:00:01+05:00", "cannot be read as a date"),
    ],
)
def test_an_impossible_date_is_refused_with_its_reason(raw, because):
    found = choice(meta("article:published_time", raw))
    assert found.value is None
    assert [said.refused_because for said in found.candidates] == [because]


def test_the_last_day_of_the_calendar_beside_the_headline_stops_nothing():
    assert choice(below="<p class=date>31 December 9999, 23:30 -05:00</p>").value is None


def test_the_feed_dates_a_page_that_is_silent():
    found = choice(entry=entry(ADDRESS, datetime(2025, 3, 7, 6, 5, tzinfo=UTC)))
    assert (written(found), found.source) == ("2025-03-07T06:05:00+00:00", "feed entry")


def test_every_place_that_dates_the_page_is_a_candidate():
    found = choice(
        ld(datePublished="2025-03-07T09:15:00+01:00"),
        meta("article:published_time", "2025-03-07T08:15:00Z"),
        below="<p class='date'>7 March 2025</p>",
        url="https://www.bayview-post.example/2025/03/07/a",
        entry=entry(ADDRESS, datetime(2025, 3, 7, 8, 15, tzinfo=UTC)),
    )
    assert [said.source for said in found.candidates] == [
        "json-ld datePublished",
        "meta article:published_time",
        "feed entry",
        "visible after the headline",
        "url path",
    ]


def test_a_change_before_the_publication_is_refused():
    found = modified(
        seen(f"<html><head>{meta('article:modified_time', '2025-03-01')}</head><body>{TEXT}</body></html>"), FETCHED
    )
    assert found.value is None
    assert [said.refused_because for said in found.candidates] == ["before it was published"]


@given(CLOCKS)
def test_nothing_before_1995_and_nothing_after_the_fetch_is_ever_believed(naive):
    dated = moment(naive.replace(tzinfo=UTC), "meta date")
    claim = Claim(family="meta", source="meta date", written="x", readings=(dated,), is_firm=False)
    believed = checked(claim, FETCHED).dated
    assert (believed is not None) == (dated.day.year >= 1995 and dated.at <= FETCHED + timedelta(days=1))


def test_a_page_is_dated_alike_whatever_came_before_it():
    first = [published(seen(made.html, url=made.url)) for made in DATED[:10]]
    again = [published(seen(made.html, url=made.url)) for made in reversed(DATED[:10])]
    assert first == again[::-1]


def test_the_page_is_not_changed_by_reading_its_dates():
    made = seen(DATED[0].html)
    before = made.tree.text_content()
    published(replace(made))
    assert made.tree.text_content() == before


def test_thirty_thousand_dates_of_other_pieces_are_looked_at_in_a_moment():
    dates = "".join(f'<span class="date">{number % 28 + 1} May 2024</span>' for number in range(30_000))
    tree = seen(f"<h1>Warehouses burn</h1><div class='related'>{dates}</div>").tree
    started = process_time()
    assert of_other_pieces(tree) == frozenset(date(2024, 5, day) for day in range(1, 29))
    assert marked(tree, is_day_first=True) == ()
    assert process_time() - started < 5  # each date searched its box for a headline once, which took minutes


def test_htmldate_is_not_asked_of_a_tree_that_is_too_much():
    found = seen('<p class="published">1 May 2024</p>' + TEXT)
    assert found.too_much is None
    assert not list(by_htmldate(replace(found, too_much="100001 elements")))
    assert list(by_htmldate(found))


@pytest.mark.parametrize(
    ("written", "fetched", "arrived"),
    [
        ("2025-03-07T14:05:00Z", "2025-03-09T08:00:00+00:00", "2025-03-07T14:05:00+00:00"),
        ("2025-03-07", "2025-03-09T08:00:00+00:00", "2025-03-07T23:59:59.999999+00:00"),
        ("2025-03-07", "2025-03-07T16:00:00+00:00", "2025-03-07T16:00:00+00:00"),
        (None, "2025-03-07T16:00:00+00:00", "2025-03-07T16:00:00+00:00"),
    ],
)
def test_a_text_arrived_when_it_was_published_and_a_mere_day_claims_no_hour(written, fetched, arrived):
    dated = meta("article:published_time", written) if written else ""
    html = f"<html lang='en'><head><title>Fire</title>{dated}</head><body><h1>Warehouses burn</h1>{TEXT}</body></html>"
    found = extract(page(html, url=ADDRESS, entry=None, fetched_at=datetime.fromisoformat(fetched)))
    assert found.article.arrived_at == datetime.fromisoformat(arrived)
