"""Discovery over a real wire: polls, entries, rejections and captures of whole sources, whatever they answer."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.archive import WarcWriter, read
from ingest.discover import Discovered, discover
from ingest.discover import walk as walking
from ingest.model import FAILED, REJECTED, Channel, PlannedFetch, Run
from tests.ingest.wire import Say, Wire, opened, redirect, said, wire

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
WATCH = Run(run_id="run", kind="watch", started_at=NOW, window_start=None, window_end=None, sources_file="s.csv")
SWEEP = replace(
    WATCH, kind="sweep", window_start=datetime(2025, 3, 7, tzinfo=UTC), window_end=datetime(2025, 3, 8, tzinfo=UTC)
)


def _rss(*items: str, head: str = "") -> bytes:
    return said(body=f'<rss version="2.0"><channel><title>x</title>{head}{"".join(items)}</channel></rss>'.encode())


def _item(path: str, published: str | None = "Fri, 07 Mar 2025 10:00:00 GMT", title: str = "t") -> str:
    date = f"<pubDate>{published}</pubDate>" if published else ""
    return f"<item><title>{title}</title><link>{path}</link>{date}</item>"


def _urlset(*rows: tuple[str, str | None], news: bool = False) -> bytes:
    def row(path: str, date: str | None) -> str:
        if news:
            dated = f"<news:news><news:publication_date>{date}</news:publication_date></news:news>"
        else:
            dated = f"<lastmod>{date}</lastmod>" if date else ""
        return f"<url><loc>{path}</loc>{dated}</url>"

    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return said(body=f"<urlset {space}>{''.join(row(*each) for each in rows)}</urlset>".encode())


def _index(*rows: tuple[str, str | None]) -> bytes:
    inside = "".join(
        f"<sitemap><loc>{path}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>" for path, date in rows
    )
    return said(body=f"<sitemapindex>{inside}</sitemapindex>".encode())


Plan = Sequence[tuple[str, Channel, str]]


def _found(
    script: Mapping[str, Say], folder: Path, plan: Plan, run: Run = WATCH, **known: str
) -> tuple[Discovered, Wire]:
    """What a run over `plan` (source, channel, path) finds on a server that says `script`."""

    async def go() -> tuple[Discovered, Wire]:
        async with wire(script) as server, opened(folder, clock=lambda: NOW) as web:
            planned = [
                PlannedFetch(
                    source_id=source,
                    language="en",
                    channel=channel,
                    url=server.base + path if path.startswith("/") else path,
                    etag=known.get("etag"),
                    last_modified=known.get("last_modified"),
                )
                for source, channel, path in plan
            ]
            return await discover(planned, web, run=run), server

    return asyncio.run(go())


def _paths(found: Discovered) -> list[str]:
    return ["/" + entry.url.split("/", 3)[3] for entry in found.entries]


def _outcomes(found: Discovered) -> dict[str, str]:
    return {"/" + poll.url.split("/", 3)[3]: poll.outcome for poll in found.polls}


def test_an_entry_says_what_its_feed_said_and_its_poll_what_was_seen(tmp_path: Path) -> None:
    feed = said(
        "200 OK",
        b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><language>ar-SY</language>'
        b"<item><title>A &amp; B</title>"
        b"<link>/1?utm_source=rss&amp;id=7</link><guid>g1</guid><dc:creator>Ana</dc:creator>"
        b"<pubDate>Fri, 07 Mar 2025 14:05:09 +0200</pubDate><description>s</description></item></channel></rss>",
        'ETag: "v1"',
        "Last-Modified: Fri, 07 Mar 2025 13:00:00 GMT",
    )
    found, server = _found({"/feed": feed}, tmp_path, [("s", "feed", "/feed")])
    (entry,), (poll,) = found.entries, found.polls
    assert (entry.url, entry.canonical_url) == (f"{server.base}/1?utm_source=rss&id=7", f"{server.base}/1?id=7")
    assert (entry.guid, entry.title, entry.authors, entry.language) == ("g1", "A & B", ("Ana",), "ar")
    assert (entry.channel, entry.channel_url, entry.source_id) == ("feed", f"{server.base}/feed", "s")
    assert entry.published_at == datetime(2025, 3, 7, 12, 5, 9, tzinfo=UTC)
    assert entry.published_raw == "Fri, 07 Mar 2025 14:05:09 +0200"
    assert entry.discovered_at == poll.polled_at == NOW
    assert (poll.outcome, poll.entries, poll.etag, poll.detail) == ("ok", 1, '"v1"', None)
    assert poll.newest_at == poll.oldest_at == entry.published_at
    assert poll.last_modified == "Fri, 07 Mar 2025 13:00:00 GMT"
    assert [capture.purpose for capture in found.captures] == ["robots", "feed"]
    landed = found.captures[-1]
    assert poll.capture_id == landed.capture_id
    assert b"<item>" in read(tmp_path / "archive", landed.warc_file, landed.warc_offset).body


def test_the_same_document_seen_again_gives_the_same_rows(tmp_path: Path) -> None:
    async def go() -> tuple[Discovered, Discovered]:
        script = {"/feed": _rss(_item("/1"), _item("javascript:x"))}
        async with wire(script) as server, opened(tmp_path, clock=lambda: NOW) as web:
            url = f"{server.base}/feed"
            plan = [PlannedFetch(source_id="s", language="en", channel="feed", url=url, etag=None, last_modified=None)]
            return await discover(plan, web, run=WATCH), await discover(plan, web, run=WATCH)

    first, second = asyncio.run(go())
    assert first.entries == second.entries
    assert [row.rejection_id for row in first.rejections] == [row.rejection_id for row in second.rejections]
    assert [row.poll_id for row in first.polls] == [row.poll_id for row in second.polls]


def test_an_item_without_a_usable_link_is_a_rejection_that_says_what_stood_there(tmp_path: Path) -> None:
    feed = _rss(
        "<item><title>lost</title><guid isPermaLink='false'>urn:1</guid></item>", _item("javascript:x"), _item("/1")
    )
    found, _ = _found({"/feed": feed}, tmp_path, [("s", "feed", "/feed")])
    assert _paths(found) == ["/1"]
    assert {(r.reason, r.outcome, r.stage) for r in found.rejections} == {("bad_url", "rejected", "discover")}
    first, second = found.rejections
    assert first.url == "urn:1"
    assert "no link" in str(first.detail)
    assert "lost" in str(first.detail)
    assert second.url == "javascript:x"
    assert first.article_id != second.article_id
    assert found.polls[0].entries == 3


def test_an_item_that_leads_to_a_front_page_is_a_rejection_of_its_own(tmp_path: Path) -> None:
    """Two of them are two articles that cannot be had, and not one."""
    feed = _rss(_item("/"), "<item><title>another</title><link>/</link></item>", _item("/1"))
    found, _ = _found({"/feed": feed}, tmp_path, [("s", "feed", "/feed")])
    assert _paths(found) == ["/1"]
    assert [row.reason for row in found.rejections] == ["bad_url", "bad_url"]
    assert all("front page" in str(row.detail) for row in found.rejections)


def test_a_dead_feed_is_a_poll_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        writer.close()

    script: dict[str, Say] = {
        "/gone": said("410 Gone"),
        "/down": said("503 Down", b"", "Retry-After: 600"),
        "/page": said(body=b"<html><title>Oops</title></html>"),
        "/cut": silent,
        "/loop": redirect("/loop"),
        "/good": _rss(_item("/1")),
        "/empty": _rss(),
    }
    plan: Plan = [("a", "feed", "/gone"), ("b", "feed", "/page"), ("c", "feed", "/cut"), ("d", "feed", "/loop")]
    plan = [
        *plan,
        ("e", "feed", "/good"),
        ("f", "feed", "/empty"),
        ("g", "feed", "/none"),
        ("h", "sitemap", "http://10.0.0.1/x"),
    ]
    found, _ = _found(script, tmp_path, plan)
    outcomes = _outcomes(found)
    assert outcomes["/gone"] == "gone"
    assert outcomes["/page"] == "not_a_feed"
    assert outcomes["/loop"] == "too_many_redirects"
    assert outcomes["/none"] == "not_found"
    assert outcomes["/x"] == "private_address"
    assert outcomes["/cut"] in FAILED
    assert outcomes["/good"] == outcomes["/empty"] == "ok"
    assert {*outcomes.values()} <= {"ok", "not_a_feed", *REJECTED, *FAILED}
    assert _paths(found) == ["/1"]
    assert "Oops" in str(next(poll.detail for poll in found.polls if poll.outcome == "not_a_feed"))

    slow, _ = _found(script, tmp_path / "later", [("a", "feed", "/down")])
    assert slow.polls[0].outcome == "server_error"
    assert slow.polls[0].retry_after_at == datetime(2025, 3, 10, 12, 10, tzinfo=UTC)


def test_a_watch_asks_whether_a_feed_changed_and_a_sweep_asks_for_all_of_it(tmp_path: Path) -> None:
    unchanged = said("304 Not Modified")
    plan: Plan = [("s", "feed", "/feed")]
    found, server = _found(
        {"/feed": unchanged}, tmp_path, plan, etag='"v1"', last_modified="Fri, 07 Mar 2025 13:00:00 GMT"
    )
    assert 'If-None-Match: "v1"' in server.asked[-1]
    poll = found.polls[0]
    assert (poll.outcome, poll.entries, poll.etag) == ("unchanged", 0, '"v1"')
    assert poll.last_modified == "Fri, 07 Mar 2025 13:00:00 GMT"
    _, again = _found({"/feed": _rss()}, tmp_path / "sweep", plan, SWEEP, etag='"v1"')
    assert "If-None-Match" not in again.asked[-1]


def test_an_article_is_one_entry_in_each_channel_that_lists_it_however_often(tmp_path: Path) -> None:
    script = {
        "/sitemap.xml": _urlset(("/1", "2025-03-07"), ("/2", "2025-03-07")),
        "/news.xml": _urlset(("/1", "2025-03-07T10:00:00Z"), ("/3", "2025-03-07T10:00:00Z"), news=True),
        "/feed": _rss(_item("/1#top", title="first"), _item("/1?utm_medium=x", title="again")),
    }
    plan: Plan = [("s", "sitemap", "/sitemap.xml"), ("s", "sitemap", "/news.xml"), ("s", "feed", "/feed")]
    found, _ = _found(script, tmp_path, plan)
    assert sorted((path.split("#")[0], e.channel) for path, e in zip(_paths(found), found.entries, strict=True)) == [
        ("/1", "feed"),
        ("/1", "news_sitemap"),
        ("/1", "sitemap"),
        ("/2", "sitemap"),
        ("/3", "news_sitemap"),
    ]
    assert next(e.title for e in found.entries if e.channel == "feed") == "first"
    assert len({entry.article_id for entry in found.entries}) == 3
    assert len({entry.entry_id for entry in found.entries}) == 5
    assert [poll.channel for poll in found.polls] == ["sitemap", "news_sitemap", "feed"]


def test_a_sweep_takes_its_day_from_every_channel_and_nothing_that_a_channel_dates_elsewhere(tmp_path: Path) -> None:
    script = {
        "/feed": _rss(_item("/in"), _item("/out", "Sat, 08 Mar 2025 10:00:00 GMT"), _item("/undated", None)),
        "/news.xml": _urlset(("/n-in", "2025-03-07T23:59:59Z"), ("/n-out", "2025-03-08T00:00:00Z"), news=True),
        "/index.xml": _index(("/s-2025-03-07.xml", None), ("/s-2025-03-08.xml", None), ("/s-2025-01-01.xml", None)),
        "/s-2025-03-07.xml": _urlset(("/old", "2025-03-07T08:00:00Z"), ("/plain", None)),
        "/s-2025-03-08.xml": _urlset(("/out", "2025-03-08T10:00:00Z"), ("/next-day", "2025-03-08T09:00:00Z")),
    }
    plan: Plan = [("s", "feed", "/feed"), ("s", "sitemap", "/news.xml"), ("s", "sitemap", "/index.xml")]
    found, server = _found(script, tmp_path, plan, SWEEP)
    # /next-day may have been published on the 7th and changed on the 8th; of /out the feed has said when.
    assert sorted(_paths(found)) == ["/in", "/n-in", "/next-day", "/old", "/plain", "/undated"]
    assert "/s-2025-01-01.xml" not in server.paths


def test_a_watch_takes_the_newest_days_of_all_sub_sitemaps_together(tmp_path: Path) -> None:
    script = {
        "/index.xml": _index(("/2025-01.xml", None), ("/2025-02.xml", None), ("/2025-03.xml", None)),
        "/2025-02.xml": _urlset(("/feb-27", "2025-02-27"), ("/feb-28", "2025-02-28")),
        "/2025-03.xml": _urlset(
            ("/mar-01", "2025-03-01"),
        ),
    }
    found, server = _found(script, tmp_path, [("s", "sitemap", "/index.xml")])
    assert sorted(_paths(found)) == ["/feb-28", "/mar-01"]
    assert "/2025-01.xml" not in server.paths


def test_indexes_that_lead_in_circles_or_without_end_are_left(tmp_path: Path) -> None:
    def deeper(level: int) -> bytes:
        return _index((f"/{level + 1}.xml", None), ("/0.xml", None), (f"/{level}.xml?again", None))

    script = {f"/{n}.xml": deeper(n) for n in range(12)} | {f"/{n}.xml?again": deeper(n) for n in range(12)}
    found, server = _found(script, tmp_path, [("s", "sitemap", "/0.xml")])
    assert "/4.xml" not in server.paths
    assert len(server.paths) == len(set(server.paths))
    assert any("not followed" in str(poll.detail) for poll in found.polls)

    wide = {"/i.xml": _index(*((f"/{n}.xml", "2025-03-09") for n in range(90)))}
    wide |= {f"/{n}.xml": _urlset((f"/a{n}", "2025-03-07T10:00:00Z")) for n in range(90)}
    swept, asked = _found(wide, tmp_path / "wide", [("s", "sitemap", "/i.xml")], SWEEP)
    assert len(asked.paths) == 1 + 1 + 50  # robots.txt, the index, and as many visits as a source has
    assert len(swept.entries) == 50
    assert "40 more might hold entries" in str(swept.polls[0].detail)


def test_a_sweep_walks_a_feed_s_archives_back_until_they_are_older_than_its_window(tmp_path: Path) -> None:
    def page(prev: str, *items: str) -> bytes:
        link = f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="prev-archive" href="{prev}"/>'
        return _rss(*items, head=link)

    script = {
        "/feed": page("/a3", _item("/new", "Sun, 09 Mar 2025 10:00:00 GMT")),
        "/a3": page("/a2", _item("/in-3"), _item("/eve", "Thu, 06 Mar 2025 23:00:00 GMT")),
        "/a2": page("/a1", _item("/in-2", "Fri, 07 Mar 2025 00:00:00 GMT")),
        "/a1": page("/a0", _item("/old", "Sat, 01 Mar 2025 00:00:00 GMT")),
        "/a0": page("/feed", _item("/older", "Sat, 01 Feb 2025 00:00:00 GMT")),
    }
    swept, server = _found(script, tmp_path, [("s", "feed", "/feed")], SWEEP)
    assert sorted(_paths(swept)) == ["/in-2", "/in-3"]
    assert server.paths[1:] == ["/feed", "/a3", "/a2", "/a1"]
    watched, asked = _found(script, tmp_path / "watch", [("s", "feed", "/feed")])
    assert (_paths(watched), asked.paths[1:]) == (["/new"], ["/feed"])


def test_a_feed_whose_next_page_is_itself_is_asked_for_once(tmp_path: Path) -> None:
    feed = said(body=b'{"version":"https://jsonfeed.org/version/1","next_url":"/feed","items":[{"id":"1","url":"/1"}]}')
    _, server = _found({"/feed": feed}, tmp_path, [("s", "feed", "/feed")], SWEEP)
    assert server.paths.count("/feed") == 1


def test_a_feed_among_the_sitemaps_and_a_sitemap_among_the_feeds_are_read_as_what_they_are(tmp_path: Path) -> None:
    script = {"/a": _urlset(("/1", "2025-03-07T10:00:00Z"), news=True), "/b": _rss(_item("/2"))}
    found, _ = _found(script, tmp_path, [("s", "feed", "/a"), ("s", "sitemap", "/b")])
    assert [(poll.outcome, poll.channel) for poll in found.polls] == [("ok", "news_sitemap"), ("ok", "feed")]
    assert _paths(found) == ["/1", "/2"]


def test_links_hang_on_the_address_that_answered_and_rows_bear_the_one_that_was_planned(tmp_path: Path) -> None:
    script = {"/feed": redirect("/moved/to/feed.xml"), "/moved/to/feed.xml": _rss(_item("story"))}
    found, server = _found(script, tmp_path, [("s", "feed", "/feed")])
    assert found.entries[0].url == f"{server.base}/moved/to/story"
    assert found.entries[0].channel_url == found.polls[0].url == f"{server.base}/feed"
    assert [capture.status for capture in found.captures] == [404, 302, 200]


def test_entries_over_the_cap_of_one_source_are_said_to_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "_ENTRIES_PER_SOURCE", 3)
    script = {"/a": _rss(*(_item(f"/{n}") for n in range(5))), "/b": _rss(_item("/9"))}
    found, _ = _found(script, tmp_path, [("s", "feed", "/a"), ("s", "feed", "/b"), ("t", "feed", "/b")])
    assert len(found.entries) == 4
    assert "2 entries over" in str(found.polls[0].detail)
    assert "1 entries over" in str(found.polls[1].detail)


def test_a_source_that_keeps_failing_below_its_index_is_left_and_its_other_documents_are_not(tmp_path: Path) -> None:
    script = {"/i.xml": _index(*((f"/{n}.xml", "2025-03-09") for n in range(20))), "/feed": _rss(_item("/1"))}
    found, server = _found(script, tmp_path, [("s", "sitemap", "/i.xml"), ("s", "feed", "/feed")], SWEEP)
    assert len([path for path in server.paths if path.endswith(".xml")]) == 1 + 3
    assert "17 documents not asked for" in str(found.polls[0].detail)
    assert _paths(found) == ["/1"]


def test_an_archive_that_cannot_be_written_ends_the_run_as_the_error_that_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WarcWriter, "write", _full)

    async def go() -> None:
        async with wire({"/feed": _rss()}) as server, opened(tmp_path) as web:
            plan = [
                PlannedFetch(
                    source_id=str(n),
                    language="en",
                    channel="feed",
                    url=f"{server.base}/feed",
                    etag=None,
                    last_modified=None,
                )
                for n in range(3)
            ]
            await discover(plan, web, run=WATCH)

    with pytest.raises(OSError, match="No space left"):
        asyncio.run(go())


def _full(*_: object) -> tuple[str, int]:
    raise OSError(28, "No space left on device")


def test_a_parser_that_breaks_costs_one_document_and_names_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in the parser")

    monkeypatch.setattr(walking, "read_sitemap", broken)
    script = {"/a": _urlset(("/1", None)), "/b": _rss(_item("/2"))}
    found, _ = _found(script, tmp_path, [("s", "sitemap", "/a"), ("s", "feed", "/b")])
    assert [poll.outcome for poll in found.polls] == ["internal", "ok"]
    assert found.polls[0].detail == "ZeroDivisionError: in the parser"
    assert _paths(found) == ["/2"]


def test_what_stands_in_a_feed_reaches_rows_without_control_characters(tmp_path: Path) -> None:
    nasty = "<item><title>a&#27;[31m\x1b[0mb&#13;&#10;c\u202e</title><link>/1</link><guid>g\x07\r\nx</guid></item>"
    bad = "<item><title>t\x1b[2J</title><link>java\x1bscript:\r\nx</link></item>"
    found, _ = _found({"/feed": _rss(nasty, bad)}, tmp_path, [("s", "feed", "/feed")])
    texts = [found.entries[0].title, found.entries[0].guid, found.rejections[0].url, found.rejections[0].detail]
    assert not [letter for text in texts for letter in str(text) if ord(letter) < 32 or letter == "\u202e"]
