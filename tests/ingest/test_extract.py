"""Pages saved under cases/extract, each with what must come of it, and the laws that hold for any page."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import Extracted, as_written, extract
from ingest.extract.decode import decode
from ingest.extract.published import read
from ingest.model import REJECTED, Article, Page, Refused
from tests.ingest.made import FETCHED, entry, page

CASES = sorted((Path(__file__).resolve().parent.parent / "cases" / "extract").iterdir())
SENTENCE = "The ferry left the northern pier at dawn with forty crates of oranges and one very tired clerk. "


def saved(case: Path) -> Page:
    known = json.loads((case / "page.json").read_text(encoding="utf-8"))
    feed_url, feed_time = known.pop("feed_url", known["url"]), known.pop("feed_published_at", None)
    stated = datetime.fromisoformat(feed_time) if feed_time else None
    item = entry(feed_url, stated) if stated or feed_url != known["url"] else None
    return page((case / "page.html").read_bytes(), entry=item, **known)


def article(html: bytes | str, **given) -> Article:
    found = extract(page(html, **given))
    assert isinstance(found, Extracted), found
    return found.article


def as_json(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_saved_page_gives_what_was_expected_of_it(case):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    found = extract(saved(case))
    if "refused" in expected:
        assert isinstance(found, Refused), found
        assert found.reason == expected["refused"]
    else:
        assert isinstance(found, Extracted), found
        assert {name: as_json(getattr(found.article, name)) for name in expected} == expected


def test_extracting_twice_gives_the_same_record():
    for case in CASES:
        assert extract(saved(case)) == extract(saved(case))


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (b"%PDF-1.7 stream", None),
        (b"\x89PNG\r\n\x1a\n", "text/html"),
        (b"<html><p>x</p></html>", "image/jpeg"),
        (b'{"articles": []}', "application/json"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "text/xml"),
        (b"", "text/html"),
        (b"\x00" * 4000, "text/html"),
        (b"plain words and nothing else", "text/plain"),
    ],
)
def test_what_is_no_html_is_refused_as_such(html, content_type):
    found = extract(page(html, content_type=content_type))
    assert isinstance(found, Refused)
    assert found.reason == "not_html"


def test_a_page_of_menus_only_has_no_text():
    found = extract(page("<html><body><nav><a href='/a'>Home</a></nav><div></div></body></html>"))
    assert isinstance(found, Refused)
    assert found.reason == "empty_text"


def test_the_revision_changes_with_the_words_and_with_nothing_else():
    html = f"<html><body><article><p>{SENTENCE * 5}</p></article></body></html>"
    first = article(html)
    assert article(html.replace("dawn", "noon")).revision_id != first.revision_id
    assert article(html, fetched_at=FETCHED + timedelta(days=3)).revision_id == first.revision_id
    assert article(html.replace(" and one", "  AND one")).text_hash == first.text_hash


def test_the_day_that_the_outlet_meant_can_be_had_back():
    stated = '<meta property="article:published_time" content="2025-03-07T23:30:00-05:00">'
    found = article(f"<html><head>{stated}</head><body><article><p>{SENTENCE * 5}</p></article></body></html>")
    assert found.published_at == datetime(2025, 3, 8, 4, 30, tzinfo=UTC)
    assert as_written(found.published_at, found.published_evidence).date().isoformat() == "2025-03-07"


def test_a_feed_s_date_keeps_its_zone_and_midnight_in_london_is_a_time_in_damascus():
    html = f"<html><body><article><p>{SENTENCE * 5}</p></article></body></html>"
    said = replace(entry("https://www.bayview-post.example/a", None), published_raw="Sat, 08 Mar 2025 02:00:00 +0200")
    found = article(html, url=said.url, entry=replace(said, published_at=datetime(2025, 3, 8, tzinfo=UTC)))
    assert (found.published_at, found.published_precision) == (datetime(2025, 3, 8, tzinfo=UTC), "minute")
    assert as_written(found.published_at, found.published_evidence).isoformat() == "2025-03-08T02:00:00+02:00"


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("2025-03-07T09:15:00+02:00", "2025-03-07T07:15:00+00:00"),
        ("2025-03-07T09:15+0200", "2025-03-07T07:15:00+00:00"),
        ("2025-03-07 09:15:00 +02", "2025-03-07T07:15:00+00:00"),
        ("2025-3-7 9:15:07Z", "2025-03-07T09:15:07+00:00"),
        ("2025-03-07T09:15:00.123456789Z", "2025-03-07T09:15:00+00:00"),
        ("20250307T091500Z", "2025-03-07T09:15:00+00:00"),
        ("Fri, 07 Mar 2025 09:15:00 +0200", "2025-03-07T07:15:00+00:00"),
        ("1741338900", "2025-03-07T09:15:00+00:00"),
        ("1741338900000", "2025-03-07T09:15:00+00:00"),
        ("2025-03-07", "2025-03-07T00:00:00+00:00"),
        ("20250307", "2025-03-07T00:00:00+00:00"),
    ],
)
def test_a_date_as_machines_write_it_is_read(raw, at):
    assert read(raw, "test").at == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    "raw", ["", "yesterday", "2025-13-40", "0000-00-00", "2025-03-07T25:00:00Z", "9" * 5000, "0001-01-01T00:01+14:00"]
)
def test_what_is_no_date_is_none(raw):
    assert read(raw, "test") is None


@given(
    st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2025, 3, 1)),  # noqa: DTZ001 - the zone comes next
    st.integers(min_value=-14 * 4, max_value=14 * 4),
)
def test_any_zone_gives_the_same_instant(moment, quarters):
    zone = timezone(timedelta(minutes=15 * quarters))
    stated = moment.replace(microsecond=0, second=7, tzinfo=zone)
    assert read(stated.isoformat(), "test").at == stated


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-16", "text/html; charset=nonsense"]))
def test_any_bytes_can_be_decoded(raw, content_type):
    assert isinstance(decode(raw, content_type), str)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "utf-16", "iso-8859-5"])
def test_a_declared_charset_is_read(charset):
    text = f"<html><head><meta charset={charset}></head><body><p>Пожар в порту уничтожил два склада</p>"
    assert decode(text.encode(charset), f"text/html; charset={charset}") == text


@pytest.mark.parametrize("slip", [b"\xff", b"\xe2\x80", "\ud83d".encode("utf-8", "surrogatepass"), b"\x81\x8d"])
@pytest.mark.parametrize("kind", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_a_slip_in_a_utf_8_page_does_not_garble_the_rest(slip, kind):
    raw = "<p>Élève blessé à Besançon, où ça va".encode() + slip + b" et voil\xc3\xa0</p>"
    assert decode(raw, kind).startswith("<p>Élève blessé à Besançon, où ça va")
    assert decode(raw, kind).endswith(" et voilà</p>")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1252", "<p>Élève blessé à Besançon — où ça"),
        ("gbk", "<p>阿勒颇的冲突造成十二人死亡"),
        ("shift_jis", "<p>アレッポで十二人が死亡した"),
        ("euc-kr", "<p>알레포에서 열두 명이 사망했다"),
        ("windows-1256", "<p>قتل 12 شخصا في حمص"),
    ],
)
def test_what_is_not_utf_8_is_not_taken_for_it(charset, text):
    assert decode(text.encode(charset), f"text/html; charset={charset}") == text


def test_terminal_codes_leave_nothing_behind_in_a_title():
    title = "\x1b[31mRed\x1b[0m news \x1b]0;owned\x07of the \x1b]8;;http://x\x1b\\day"
    found = article(f"<html><head><title>{title}</title></head><body><p>{'A long day. ' * 40}</p></body></html>")
    assert found.title == "Red news of the day"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/=\"' adivphtmlscr&#;x0\n!-[]{}", max_size=300))
def test_any_markup_ends_as_an_article_or_a_known_refusal(soup):
    found = extract(page(f"<html><body>{soup}</body></html>"))
    assert isinstance(found, Extracted) or found.reason in REJECTED


def test_patterns_stay_linear_on_pages_made_to_stall_them():
    html = (
        "<!---->" * 50_000
        + "<script type='application/ld+json'>"
        + "[" * 50_000
        + "</script>"
        + f"<p>{SENTENCE * 20}</p>"
    )
    assert article(html).word_count > 300
