"""Sitemaps: every saved document is read as its folder says; and of sitemaps and entries those are chosen that may belong."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.discover import Item, ParsedChannel, SubSitemap, choose, parse_sitemap
from ingest.discover.channel import MAX_LOCATIONS
from ingest.discover.instants import NO_INSTANT, read_instant
from ingest.model import Refused, Window
from tests.ingest.discover_cases import SEEN_AT, agree, load, names

URL = "https://paper.example/sitemap.xml"
DAY = Window(start=datetime(2025, 3, 7, tzinfo=UTC), end=datetime(2025, 3, 8, tzinfo=UTC))
HEAD, TAIL = b"<urlset>", b"</urlset>"


def _read(body: bytes) -> ParsedChannel | Refused:
    return parse_sitemap(body, url=URL, content_type=None, seen_at=SEEN_AT)


def _item(path: str, published: str | None = None, changed: str | None = None) -> Item:
    return Item(
        link=path,
        url=f"https://paper.example{path}",
        guid=None,
        title=None,
        summary=None,
        content=None,
        authors=(),
        language=None,
        published=read_instant(published),
        updated=read_instant(changed),
    )


def _child(path: str, changed: str | None = None) -> SubSitemap:
    return SubSitemap(url=f"https://paper.example/{path}", changed=read_instant(changed))


def _asked(children: list[SubSitemap], window: Window | None = None, visits: int = 50) -> list[str]:
    index = ParsedChannel(format="sitemap_index", children=tuple(children))
    chosen = choose.children_for(index, window, visits_left=visits).children
    return [child.url.removeprefix("https://paper.example/") for child in chosen]


def _taken(
    items: list[Item], window: Window | None = None, form: str = "sitemap", *, is_of_day: bool = False
) -> list[str]:
    channel = ParsedChannel(format=form, items=tuple(items))  # type: ignore[arg-type]  # one of the formats
    return [str(item.link) for item in choose.items_for(channel, window, is_of_day=is_of_day).items]


@pytest.mark.parametrize("name", names("sitemap"))
def test_a_saved_sitemap_is_read_as_its_folder_says(name: str) -> None:
    body, expected = load(name)
    kind = expected.get("content_type")
    agree(parse_sitemap(body, url=expected["url"], content_type=kind, seen_at=SEEN_AT), expected)


HOSTILE = {
    "more addresses than a sitemap may hold": HEAD + b"<url><loc>/1</loc></url>" * 200_000 + TAIL,
    "addresses never closed": HEAD + b"<url><loc>" * 200_000,
    "one address of a million elements": HEAD + b"<url>" + b"<a/>" * 1_000_000 + b"</url>" + TAIL,
    "broken XML": HEAD + b"<url><loc>/?a=1&b=2</loc></url>" * 100_000 + TAIL,
    "an endless index": b"<sitemapindex>" + b"<sitemap><loc>/1</loc></sitemap>" * 100_000 + b"</sitemapindex>",
    "lines": b"https://paper.example/1\n" * 200_000,
    "one long line": b"https://paper.example/" + b"a" * 4_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sitemap_takes_long_or_gives_more_than_it_may_hold(name: str) -> None:
    started = time.process_time()
    found = _read(HOSTILE[name])
    assert time.process_time() - started < 6
    assert isinstance(found, ParsedChannel)
    assert len(found.items) <= MAX_LOCATIONS
    assert len(found.children) <= MAX_LOCATIONS


def test_a_gzip_bomb_is_refused_before_it_unfolds() -> None:
    found = _read(gzip.compress(b"\0" * 80_000_000))
    assert isinstance(found, Refused)
    assert found.reason == "too_large"


def test_a_sitemap_packed_twice_is_unpacked_twice_and_one_cut_short_is_read_as_far_as_it_goes() -> None:
    whole = HEAD + b"".join(b"<url><loc>/%d</loc></url>" % (n * 7919 % 100_003) for n in range(3_000)) + TAIL
    twice = _read(gzip.compress(gzip.compress(whole)))
    assert isinstance(twice, ParsedChannel)
    assert len(twice.items) == 3_000
    packed = gzip.compress(whole)
    cut = _read(packed[: len(packed) // 2])
    assert isinstance(cut, ParsedChannel)
    assert 500 < len(cut.items) < 3_000
    assert "gzip: the compressed body ends too early" in str(cut.detail)


def test_a_window_takes_what_is_stated_to_be_published_in_it() -> None:
    items = [
        _item("/before", published="2025-03-06T23:59:59Z"),
        _item("/first", published="2025-03-07T00:00:00Z"),
        _item("/elsewhere-in-local-time", published="2025-03-08T01:00:00+02:00"),
        _item("/next", published="2025-03-08T00:00:00Z"),
    ]
    assert _taken(items, DAY, "news_sitemap") == ["/first", "/elsewhere-in-local-time"]
    assert _taken(items, DAY, "rss") == ["/first", "/elsewhere-in-local-time"]


def test_a_window_takes_what_may_have_been_published_in_it() -> None:
    items = [
        _item("/a-day-that-began-before-in-the-east", published="2025-03-08"),
        _item("/a-day-that-ended-later-in-the-west", published="2025-03-06"),
        _item("/two-days-off", published="2025-03-05"),
        _item("/no-zone", published="2025-03-08 05:00:00"),
        _item("/no-date"),
        _item("/changed-later", changed="2025-03-09T00:00:00Z"),
        _item("/changed-before-the-window", changed="2025-03-06T12:00:00Z"),
        _item("/unreadable", published="last week"),
    ]
    kept = ["/a-day-that-began-before-in-the-east", "/a-day-that-ended-later-in-the-west", "/no-zone", "/no-date"]
    assert _taken(items, DAY, "atom") == [*kept, "/changed-later", "/unreadable"]


def test_a_window_takes_of_a_plain_sitemap_what_its_lastmod_or_its_own_address_leaves_possible() -> None:
    items = [
        _item("/changed-in-it", changed="2025-03-07T10:00:00Z"),
        _item("/changed-later", changed="2026-01-01"),
        _item("/changed-before", changed="2025-03-05"),
        _item("/2025/03/07/dated-by-address"),
        _item("/2019/01/02/dated-by-address-and-touched-since", changed="2025-03-07T10:00:00Z"),
        _item("/2025/03/05/begun-two-days-before", changed="2025-03-07T10:00:00Z"),
        _item("/undated"),
        _item("/", changed="2025-03-07T10:00:00Z"),
    ]
    taken = ["/changed-in-it", "/changed-later", "/2025/03/07/dated-by-address", "/2025/03/05/begun-two-days-before"]
    assert _taken(items, DAY) == taken
    assert _taken(items, DAY, is_of_day=True) == [*taken, "/undated"]


def test_undated_addresses_that_a_window_leaves_out_are_counted() -> None:
    channel = ParsedChannel(format="sitemap", items=(_item("/1"), _item("/2"), _item("/3", changed="2025-03-07")))
    choice = choose.items_for(channel, DAY, is_of_day=False)
    assert (len(choice.items), choice.note) == (1, "2 without any date left out")


def test_a_watch_takes_the_two_newest_days_that_a_plain_sitemap_itself_holds() -> None:
    items = [_item("/old", changed="2001-02-03"), _item("/new", changed="2001-02-09T10:00:00Z")]
    items += [_item("/day-before-last", changed="2001-02-07"), _item("/2001/02/09/by-address"), _item("/undated")]
    assert _taken(items) == ["/new", "/day-before-last", "/2001/02/09/by-address"]


def test_a_watch_takes_all_of_a_short_sitemap_without_dates_and_nothing_of_a_long_one() -> None:
    assert len(_taken([_item(f"/{n}") for n in range(50)])) == 50
    assert _taken([_item(f"/{n}") for n in range(5_000)]) == []


def test_a_watch_takes_news_sitemaps_and_feeds_whole() -> None:
    items = [_item("/old", published="2001-02-03"), _item("/undated")]
    assert _taken(items, None, "news_sitemap") == _taken(items, None, "json") == ["/old", "/undated"]


def test_a_window_asks_for_the_sitemaps_of_its_day_and_of_the_days_beside_it() -> None:
    children = [_child(f"sitemap-2025-03-{day:02}.xml") for day in range(1, 15)]
    wanted = ["sitemap-2025-03-06.xml", "sitemap-2025-03-07.xml", "sitemap-2025-03-08.xml"]
    assert _asked(children, DAY) == wanted


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("sitemap-2025-03.xml", "sitemap-2025-02.xml"),
        ("2025/03/sitemap.xml.gz", "2025/05/sitemap.xml.gz"),
        ("sitemap20250307.xml", "sitemap20250301.xml"),
        ("sitemap.xml?yyyy=2025&mm=03&dd=07", "sitemap.xml?yyyy=2025&mm=03&dd=17"),
        ("sitemap.xml?year=2025&month=3", "sitemap.xml?year=2024&month=3"),
        ("archive/2025.xml", "archive/2024.xml"),
        ("s.xml?from=2025-03-02&to=2025-03-09", "s.xml?from=2025-03-10&to=2025-03-17"),
    ],
)
def test_the_date_in_a_sitemap_s_address_tells_whether_it_is_asked_for(inside: str, outside: str) -> None:
    assert _asked([_child(outside), _child(inside)], DAY) == [inside]


def test_a_number_in_a_sitemap_s_address_that_its_lastmod_belies_is_no_date() -> None:
    assert _asked([_child("sitemap-2026-01.xml", "2025-03-07T12:00:00Z")], DAY) == ["sitemap-2026-01.xml"]


def test_a_window_passes_over_sitemaps_that_last_changed_before_it_and_asks_the_nearest_first() -> None:
    children = [
        _child("posts-9.xml", "2025-09-01"),
        _child("posts-1.xml", "2024-01-01"),
        _child("posts-2.xml", "2025-03-20"),
        _child("undated.xml"),
    ]
    assert _asked(children, DAY) == ["posts-2.xml", "posts-9.xml", "undated.xml"]


def test_a_watch_asks_for_the_newest_two_periods_of_an_index() -> None:
    months = [_child(f"sitemap-{year}-{month:02}.xml") for year in (2023, 2024) for month in range(1, 13)]
    assert sorted(_asked(months)) == ["sitemap-2024-11.xml", "sitemap-2024-12.xml"]
    numbered = [_child(f"posts-{n}.xml", f"2024-{n:02}-01") for n in range(1, 13)]
    assert _asked(numbered) == ["posts-12.xml"]


def test_a_watch_asks_for_both_ends_of_an_index_without_dates_and_for_all_of_a_short_one() -> None:
    assert _asked([_child(f"s{n}.xml") for n in range(100)]) == ["s0.xml", "s99.xml"]
    assert _asked([_child(f"s{n}.xml") for n in range(3)]) == ["s0.xml", "s1.xml", "s2.xml"]


def test_lists_that_hold_no_articles_by_their_known_names_are_not_asked_for() -> None:
    children = [_child("category-sitemap.xml"), _child("wp-sitemap-users-1.xml"), _child("post-sitemap.xml")]
    assert _asked(children) == ["post-sitemap.xml"]


def test_sitemaps_over_the_visits_are_counted() -> None:
    index = ParsedChannel(format="sitemap_index", children=tuple(_child(f"{n}.xml", "2025-03-09") for n in range(80)))
    choice = choose.children_for(index, DAY, visits_left=50)
    assert (len(choice.children), choice.note) == (
        50,
        "index of 80, 50 asked for; 30 more might hold entries: over 50 visits",
    )


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)), st.integers(-12, 14))  # noqa: DTZ001
def test_an_article_of_the_window_is_never_passed_over_for_the_local_day_it_is_filed_under(
    published: datetime, hours: int
) -> None:
    local = published + timedelta(hours=hours)
    window = Window(start=published, end=published + timedelta(seconds=1))
    child = SubSitemap(url=f"https://paper.example/sitemap-{local:%Y-%m-%d}.xml", changed=NO_INSTANT)
    assert choose.children_for(ParsedChannel(format="sitemap_index", children=(child,)), window, visits_left=1).children
    dated = _item("/a", published=f"{local:%Y-%m-%d}")
    assert choose.may_belong(dated, window, is_plain=False, is_of_day=False)


def test_a_feed_is_followed_into_the_past_until_it_is_older_than_the_window() -> None:
    def goes_on(*published: str, **more: object) -> str | None:
        items = tuple(_item("/1", published=text) for text in published)
        channel = ParsedChannel(format="atom", items=items, next_url="next", **more)  # type: ignore[arg-type]  # as named
        return choose.further_page(channel, DAY)

    assert goes_on("2025-03-09", "2025-03-07") == "next"
    assert goes_on("2025-03-09", archive_url="archive") == "archive"
    assert goes_on("2025-03-01", "2025-03-02") is None
    assert goes_on("2025-03-09", is_complete=True) is None
    assert goes_on() is None
    assert choose.further_page(ParsedChannel(format="atom", items=(_item("/1"),), next_url="next"), None) is None
