"""Feeds: every saved document is read as its folder says, quickly, whatever is wrong with it; and dates mean one instant."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.discover import ParsedChannel, parse_feed
from ingest.discover.channel import MAX_ENTRIES
from ingest.discover.document import MAX_BYTES, Document, open_document
from ingest.discover.instants import read_instant
from ingest.discover.links import absolute
from ingest.discover.loose import read_loose
from ingest.discover.plain import plain
from ingest.discover.wellformed import NotWellFormed, read_wellformed
from ingest.model import Refused
from tests.bench.feeds import cases, measure, unions
from tests.ingest.discover_cases import SEEN_AT, agree, load, names
from tests.shared import SHARED, needs_shared

HEAD = b'<rss version="2.0"><channel><title>x</title>'
TAIL = b"</channel></rss>"
ITEM = b"<item><title>t</title><link>https://paper.example/1</link></item>"


def _read(body: bytes) -> ParsedChannel | Refused:
    return parse_feed(body, url="https://paper.example/feed", content_type=None, seen_at=SEEN_AT)


@pytest.mark.parametrize("name", names("rss", "atom", "json", "no-feed", "feed-"))
def test_a_saved_feed_is_read_as_its_folder_says(name: str) -> None:
    body, expected = load(name)
    agree(parse_feed(body, url=expected["url"], content_type=expected.get("content_type"), seen_at=SEEN_AT), expected)


@needs_shared
def test_every_entry_of_every_real_feed_is_found() -> None:
    found = {
        case.name: (case.entries, _read(case.body))
        for case in cases(SHARED / "data/feeds/feeds.jsonl", with_series=False)
    }
    counts = {name: len(channel.items) for name, (_, channel) in found.items() if isinstance(channel, ParsedChannel)}
    assert counts == {name: expected for name, (expected, _) in found.items()}
    assert sum(counts.values()) == 5632


@needs_shared
def test_the_benchmark_names_each_document_whose_count_is_wrong() -> None:
    first, second, *_ = cases(SHARED / "data/feeds/feeds.jsonl", with_series=False)
    report = measure([first, replace(second, entries=second.entries + 1)])
    assert [(miss["id"], miss["expected"] - miss["found"]) for miss in report["misses"]] == [(second.name, 1)]
    assert report["kinds"]["rss2.0"]["whole"] == 1


@needs_shared
def test_no_item_is_lost_between_the_polls_of_a_feed() -> None:
    """A changed title or date is the same article; one whose address changed is another, until its page says otherwise."""
    polls = [case for case in cases(SHARED / "data/feeds/feeds.jsonl", with_series=True) if "stuffnz" in case.name]
    (union,) = unions(polls)
    assert (union.polls, union.lost, union.shared) == (86, 0, 0)
    assert union.identities <= union.articles <= union.identities + 2 * union.moved


@needs_shared
def test_the_strict_and_the_tolerant_reader_find_the_same_articles_in_real_feeds() -> None:
    compared = same = 0
    for case in cases(SHARED / "data/feeds/feeds.jsonl", with_series=False):
        document = open_document(case.body, content_type=None)
        assert isinstance(document, Document)
        if document.shape != "feed" or len(case.body) > 100_000:
            continue
        try:
            strict = read_wellformed(document.text, url=case.url, root=document.root, seen_at=SEEN_AT)
        except NotWellFormed:
            continue
        loose = read_loose(document.text, url=case.url, root=document.root, seen_at=SEEN_AT)
        assert strict is not None, case.name
        assert loose is not None, case.name
        assert len(strict.items) == len(loose.items), case.name
        pairs = list(zip(strict.items, loose.items, strict=True))
        same += sum(left.url == right.url and left.published.at == right.published.at for left, right in pairs)
        compared += len(pairs)
    assert compared > 2500
    assert same > 0.995 * compared


HOSTILE = {
    "a million items": HEAD + b"<item/>" * 400_000 + TAIL,
    "a million broken items": HEAD + b"<item/>" * 200_000 + b"& " + TAIL,
    "items never closed": HEAD + b"<item>" * 150_000,
    "comments never closed": HEAD + ITEM + b"<!-- " * 200_000,
    "escaped comments never closed": HEAD
    + b"<item><description>"
    + b"&lt;!-- " * 400_000
    + b"</description></item>"
    + TAIL,
    "tags never closed": HEAD + b"<a " * 300_000,
    "attributes never closed": HEAD + b'<a x="' * 150_000,
    "depth": HEAD + b"<a>" * 100_000 + b"</a>" * 100_000 + TAIL,
    "categories": HEAD + b"<item>" + b"<category>%d</category>" * 40_000 + b"&" + TAIL,
    "attributes": HEAD + b"<item " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>" + TAIL,
    "namespaces": HEAD + b"".join(b'<item xmlns:a="u%d"><a:b/></item>' % n for n in range(30_000)) + TAIL,
    "a title of five megabytes": HEAD + b"<item><title>" + b"&lt;b " * 1_000_000 + b"</title></item>" + TAIL,
    "bad bytes": HEAD + b"<item><title>" + b"\xe9" * 4_000_000 + b"</title></item>" + TAIL,
    "entities": HEAD + b"<item><title>" + b"&eacute;" * 800_000 + b"</title></item>" + TAIL,
    "a prolog of comments": b"<!-- " * 1_000_000 + HEAD,
    "a doctype without end": b"<!DOCTYPE x [" + b"]  " * 2_000_000 + HEAD,
    "JSON depth": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 400_000,
    "JSON objects": b'{"version":"https://jsonfeed.org/version/1","items":[' + b"{}," * 1_000_000 + b"{}]}",
    "noise": bytes(range(256)) * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_document_takes_long(name: str) -> None:
    started = time.process_time()
    found = _read(HOSTILE[name])
    assert time.process_time() - started < 6
    assert isinstance(found, Refused) or len(found.items) <= MAX_ENTRIES


def test_entries_over_the_cap_are_counted() -> None:
    found = _read(HEAD + ITEM * (MAX_ENTRIES + 25) + TAIL)
    assert isinstance(found, ParsedChannel)
    assert (len(found.items), found.left_out) == (MAX_ENTRIES, 25)


SLIPS = ("https:/", ":/", "http://", "ttps//", "<a ", "\n", "x\n", "'", " ", "/", "%3a", "www.", "a.", "feed:", "&amp;")


@pytest.mark.parametrize("slip", SLIPS)
def test_no_link_takes_long(slip: str) -> None:
    started = time.process_time()
    for link in (slip * 4_096)[:4_096], (slip * 4_096)[:4_000] + "://p.example/1":
        absolute("https://paper.example/", link)
    assert time.process_time() - started < 0.5


def test_bare_ampersands_by_the_million_do_not_take_long() -> None:
    started = time.process_time()
    found = _read(
        HEAD + ITEM + b"<item><title>" + b"& " * 1_000_000 + b"<![CDATA[" * 100_000 + b"</title></item>" + TAIL
    )
    assert time.process_time() - started < 6
    assert isinstance(found, ParsedChannel)
    assert found.items[0].url == "https://paper.example/1"


FAR = "https://paper.example/" + "x" * 2_000_000 + "/"
_ITEMS = 5_000 * "<item><link>b</link></item>"
FAR_BASES = {
    "a channel's link": f"<rss><channel><link>{FAR}</link>{_ITEMS}</channel></rss>",
    "a broken channel's link": f"<rss><channel><link>{FAR}</link>{_ITEMS}<a></channel></rss>",
    "xml:base": f'<rss xml:base="{FAR}"><channel>{_ITEMS}</channel></rss>',
    "a home page": f'{{"version":"https://jsonfeed.org/version/1","home_page_url":"{FAR}","items":['
    + '{"url":"b"},' * 4_999
    + "{}]}",
}


@pytest.mark.parametrize("kind", FAR_BASES)
def test_a_base_of_megabytes_is_not_copied_into_every_link(kind: str) -> None:
    found = _read(FAR_BASES[kind].encode())
    assert isinstance(found, ParsedChannel)
    assert len(found.items) == 5_000
    assert max(len(item.url or "") for item in found.items) < 100


@pytest.mark.parametrize("what", [b" a=''", b"&a;"])
def test_attributes_and_entities_by_the_million_are_not_read(what: bytes) -> None:
    found = _read(HEAD + ITEM + b"<item" + what * 4_000_001 + b"/>" + TAIL)
    assert isinstance(found, Refused)
    assert found.reason == "too_large"


def test_an_entity_that_nobody_declared_is_the_text_it_looks_like() -> None:
    found = _read(
        b"<!DOCTYPE rss [<!ENTITY l 'ha'>]>" + HEAD + ITEM + b"<item><title>&l; &eacute; &amp;c;</title></item>" + TAIL
    )
    assert isinstance(found, ParsedChannel)
    assert (found.detail, [item.title for item in found.items]) == (None, ["t", "&l; é &c;"])


@pytest.mark.parametrize("slip", [b'"\\ud83d"', b'"a raw\nline end"', b"NaN", b"1e400"])
def test_one_slip_in_a_json_feed_does_not_cost_the_other_items(slip: bytes) -> None:
    items = b'{"url":"https://paper.example/1","title":' + slip + b'},{"url":"https://paper.example/2"}'
    found = _read(b'{"version":"https://jsonfeed.org/version/1.1","items":[' + items + b"]}")
    assert isinstance(found, ParsedChannel)
    assert [item.url for item in found.items] == ["https://paper.example/1", "https://paper.example/2"]


def test_a_document_over_the_cap_is_refused_as_too_large() -> None:
    found = _read(HEAD + b" " * MAX_BYTES)
    assert found == Refused(reason="too_large", detail=f"more than {MAX_BYTES} bytes")


@given(st.integers(86_400, 3_700_000_000), st.integers(-12 * 4, 14 * 4))
def test_a_date_written_by_the_standards_is_read_back_to_the_second(seconds: int, quarters: int) -> None:
    moment = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=15 * quarters)))
    for text in (format_datetime(moment), moment.isoformat()):
        assert read_instant(text).at == moment


@given(st.text(max_size=60))
def test_any_text_may_stand_for_a_date_and_a_reading_lies_within_its_own_span(text: str) -> None:
    found = read_instant(text)
    if found.at:
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= found.at <= found.latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-03-07", "2025-03-06T10:00", "2025-03-08T12:00"),
        ("Fri, 07 Mar 2025 14:00:00", "2025-03-07T00:00", "2025-03-08T02:00"),
        ("2025-03-07 00:00:00", "2025-03-06T10:00", "2025-03-08T12:00"),
        ("04/03/2025 14:00 +0000", "2025-03-04T00:00", "2025-04-04T02:00"),
    ],
)
def test_what_a_date_leaves_open_is_a_span_that_holds_every_reading(text: str, earliest: str, latest: str) -> None:
    found = read_instant(text)
    assert found.earliest == datetime.fromisoformat(earliest).replace(tzinfo=UTC)
    assert found.latest == datetime.fromisoformat(latest).replace(tzinfo=UTC)


def test_a_date_more_than_a_day_ahead_is_not_believed_and_kept_as_written() -> None:
    ahead = read_instant("Tue, 11 Mar 2025 13:00:00 GMT", seen_at=SEEN_AT)
    assert (ahead.at, ahead.raw) == (None, "Tue, 11 Mar 2025 13:00:00 GMT")
    assert read_instant("Tue, 11 Mar 2025 11:00:00 GMT", seen_at=SEEN_AT).at is not None


def test_cst_is_north_america_s_but_in_a_chinese_feed_it_is_nobody_s() -> None:
    text = "Fri, 07 Mar 2025 14:00:00 CST"
    assert read_instant(text, language="en").at == datetime(2025, 3, 7, 20, tzinfo=UTC)
    assert read_instant(text, language="zh").at is None


@given(st.text(max_size=300))
def test_a_title_is_one_clean_line_whatever_stood_in_it(text: str) -> None:
    title = plain(text, 120)
    if title is not None:
        assert 0 < len(title) <= 120
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in title)
