"""A feed's own body stands in for a page that cannot be had: real HTTP, real DuckDB, run after run. Not how it is read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from ingest import pipeline
from ingest.model import RunKind, Window
from ingest.settings import Settings
from ingest.sources import read_sources
from tests.fake_web import HTML, FakeWeb, fake_web, sources_csv
from warehouse import load, plan
from warehouse.connect import connect

NOON = datetime(2025, 3, 7, 12, tzinfo=UTC)
LEAD = "Gunmen killed eleven people in the village of Al-Mukhtariyah in Latakia on Friday, a monitor said."
MORE = (
    "Residents told a reporter that the men had come along the coast road in three pickup trucks shortly before dawn, "
    "and that they went from house to house asking for the names of those inside. The head of the local council said "
    "that the road to the town had been closed since the evening, and that nobody had answered calls for an ambulance."
)
BODY = (LEAD, MORE, MORE.replace("dawn", "sunrise"), MORE.replace("three", "four"), "The ministry has not commented.")
CAPTION = "A picture of the road."
WALL = "<p>This article is for subscribers only. Subscribe to continue reading.</p>"


def page(*paragraphs: str) -> tuple[str, bytes]:
    inner = "".join(f"<p>{line}</p>" for line in paragraphs)
    return (
        HTML + "; charset=utf-8",
        f"<html><head><title>t</title></head><body><article>{inner}</article></body>".encode(),
    )


def feed(base: str, content: str, *, day: str = "07", paths: tuple[str, ...] = ("/a",)) -> tuple[str, bytes]:
    items = "".join(
        f"<item><title>Eleven killed on the coast</title><link>{base}{path}</link><dc:creator>Ana Lima</dc:creator>"
        f"<pubDate>Fri, {day} Mar 2025 10:05:00 +0200</pubDate><content:encoded>{escape(content)}</content:encoded></item>"
        for path in paths
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    document = f"<rss version='2.0' {spaces}><channel><title>x</title><link>{base}/</link>{items}</channel></rss>"
    return "application/rss+xml", document.encode()


def content_of(base: str, path: str = "/a") -> str:
    figure = f"<figure><img src='x.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    footer = (
        f"<p>The post <a href='{base}{path}?utm_source=rss'>Eleven killed on the coast</a> appeared first on x.</p>"
    )
    return figure + "".join(f"<p>{line}</p>" for line in BODY) + footer


class Desk:
    """One data folder and one web."""

    def __init__(self, data: Path, web: FakeWeb) -> None:
        self.web = web
        self.settings = Settings(
            data=data,
            warehouse=str(data / "warehouse.duckdb"),
            sources=data / "sources.csv",
            allow_addresses=(ip_network("127.0.0.1/32"),),
            workers=1,
        )
        self.settings.sources.write_text(sources_csv(web.url, "/feed"), encoding="utf-8")
        web.pages["/feed"] = feed(web.url, content_of(web.url))

    def run(self, at: datetime = NOON, window: Window | None = None) -> load.LoadCounts:
        """One run through all stages at `at`."""
        settings, sources = self.settings, read_sources(self.settings.sources)
        kind: RunKind = "manual" if window else "watch"
        folder = pipeline.begin(settings, kind=kind, window=window, sources_file=settings.sources, now=at)
        with connect(settings) as con:
            plan.plan(con, folder, sources, now=at)
        pipeline.discover(folder, settings, clock=lambda: at)
        with connect(settings) as con:
            chunks = plan.select(con, folder, chunks=1, now=at)
        for chunk in chunks:
            pipeline.process(folder, chunk, settings, clock=lambda: at)
        with connect(settings) as con:
            counts = load.load(con, folder, pipeline.judges())
        refused = sum(counts.rejected.values()) + sum(counts.failed.values())
        assert counts.discovered == counts.stored + counts.duplicate + counts.pending + refused
        return counts

    def announce_change(self, at: str) -> None:
        """The feed says of its items that they were changed."""
        kind, document = self.web.pages["/feed"]
        changed = f"<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>{at}</atom:updated><content:encoded>"
        self.web.pages["/feed"] = (kind, document.replace(b"<content:encoded>", changed.encode()))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with connect(self.settings) as con:
            return con.execute(sql).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with fake_web() as web:
        yield Desk(tmp_path, web)


def test_what_the_feed_carried_is_the_article_where_its_page_is_refused(desk: Desk) -> None:
    desk.web.pages["/a"] = page(LEAD, WALL)
    first = desk.run()
    assert (first.stored, first.rejected, first.failed) == (1, {}, {})
    (found,) = desk.rows(
        "select text, text_source, title, authors, published_at, published_evidence, language, url, events"
        " from core.article, (select count(*) as events from core.event)"
    )
    assert found[0].split("\n") == list(BODY)
    assert found[1:4] == ("feed", "Eleven killed on the coast", ["Ana Lima"])
    assert found[4:7] == (datetime(2025, 3, 7, 8, 5, tzinfo=UTC), "feed entry (+02:00)", "en")
    assert found[7] == desk.web.url + "/a"
    assert found[8] >= 1
    assert desk.rows("select outcome, reason from ops.rejection") == [("rejected", "paywall")]


def test_the_exchange_behind_such_an_article_is_the_one_that_brought_the_feed(desk: Desk) -> None:
    desk.web.statuses["/a"] = 403
    desk.run()
    found = desk.rows(
        "select url, purpose from raw.capture where capture_id in (select capture_id from core.article)"
        " union all select url, purpose from raw.capture where capture_id in (select capture_id from ops.rejection)"
    )
    assert found == [(desk.web.url + "/feed", "feed"), (desk.web.url + "/a", "page")]


def test_a_second_run_adds_nothing(desk: Desk) -> None:
    desk.web.statuses["/a"] = 403
    desk.run()
    before = desk.rows("select revision_id from core.article") + desk.rows("select event_id from core.event")
    again = desk.run(NOON + timedelta(hours=1))
    assert (again.discovered, again.duplicate) == (1, 1)
    assert desk.rows("select revision_id from core.article") + desk.rows("select event_id from core.event") == before
    assert desk.rows("select count(*) from ops.rejection") == [(1,)]


def test_every_address_ends_in_one_count_whatever_became_of_its_page(desk: Desk) -> None:
    """A page that we may not have does not cost the article; what the outlet took back is not brought back from its feed; a
    failure may pass."""
    statuses = {"/0": 200, "/1": 200, "/2": 403, "/3": 401, "/4": 451, "/robots": 200, "/5": 404, "/6": 410, "/7": 503}
    desk.web.pages["/feed"] = feed(desk.web.url, content_of(desk.web.url, "/none"), paths=tuple(statuses))
    desk.web.pages |= {path: page(*BODY) for path in statuses} | {"/1": page(LEAD, WALL)}
    desk.web.pages["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /robots")
    desk.web.statuses |= statuses
    counts = desk.run()
    assert (counts.discovered, counts.stored) == (9, 6)
    assert (counts.rejected, counts.failed) == ({"not_found": 1, "gone": 1}, {"server_error": 1})
    assert desk.rows("select text_source, count(*) from core.article group by all order by all") == [
        ("feed", 5),
        ("page", 1),
    ]
    stood_in = "select reason from ops.rejection where article_id in (select article_id from core.article) order by all"
    assert [reason for (reason,) in desk.rows(stood_in)] == [
        "forbidden",
        "geoblocked",
        "paywall",
        "robots",
        "unauthorized",
    ]
    assert desk.rows("select count(*) from raw.feed_entry where content is not null") == [(9,)]


def test_a_page_that_can_be_had_is_read_and_not_the_feed(desk: Desk) -> None:
    desk.web.pages["/a"] = page(*BODY)
    assert desk.run().stored == 1
    assert desk.rows("select text_source from core.article") == [("page",)]


def test_a_failure_is_tried_again_and_the_feed_stands_in_only_after_the_last_try(desk: Desk) -> None:
    desk.web.statuses["/a"] = 500
    at, counts = NOON, desk.run()
    while counts.failed:
        assert (counts.failed, counts.stored) == ({"server_error": 1}, 0)
        ((at,),) = desk.rows("select next_try_at from ops.url")
        counts = desk.run(at)
    assert (counts.stored, counts.failed) == (1, {})
    assert desk.web.asked.count("/a") == 8
    assert desk.rows("select status, reason, next_try_at from ops.url") == [("stored", None, None)]
    assert desk.rows("select text_source, count(*) from core.article group by all") == [("feed", 1)]
    assert desk.run(at + timedelta(days=9)).duplicate == 1


def test_a_page_had_later_is_a_new_revision_of_the_same_article(desk: Desk) -> None:
    desk.web.statuses["/a"] = 403
    desk.run()
    desk.web.statuses.clear()
    desk.web.pages["/a"] = page(*BODY, "A second monitor counted thirteen.")
    desk.announce_change("2025-03-07T13:00:00Z")
    counts = desk.run(NOON + timedelta(hours=2))
    assert (counts.duplicate, counts.revisions) == (1, 1)
    found = desk.rows("select article_id, text_source from core.article order by fetched_at")
    assert [source for _, source in found] == ["feed", "page"]
    assert len({article for article, _ in found}) == 1
    latest = "select text_source from core.article where revision_id in (select revision_id from mart.article)"
    assert desk.rows(latest) == [("page",)]


def test_what_a_page_said_is_not_overwritten_by_the_feed(desk: Desk) -> None:
    desk.web.pages["/a"] = page(*BODY)
    desk.run()
    desk.announce_change("2025-03-07T13:00:00Z")
    desk.web.statuses["/a"] = 403
    counts = desk.run(NOON + timedelta(hours=2))
    assert (counts.duplicate, counts.revisions) == (1, 0)
    assert desk.web.asked.count("/a") == 2
    assert desk.rows("select text_source from core.article") == [("page",)]


def test_a_window_of_publication_holds_for_what_the_feed_carried(desk: Desk) -> None:
    desk.web.statuses["/a"] = 403
    day = Window(start=NOON - timedelta(hours=3), end=NOON + timedelta(hours=12))
    counts = desk.run(NOON, day)
    assert (counts.stored, counts.discovered) == (0, 0)
    whole = Window(start=NOON - timedelta(hours=12), end=NOON + timedelta(hours=12))
    assert desk.run(NOON, whole).stored == 1


def test_a_teaser_does_not_stand_in(desk: Desk) -> None:
    more = f"<p>{LEAD}</p><p>{MORE}</p><p>{MORE}</p><p>{MORE}</p><p><a href='{desk.web.url}/a'>Read on</a></p>"
    desk.web.pages["/feed"] = feed(desk.web.url, more)
    desk.web.statuses["/a"] = 403
    assert desk.run().rejected == {"forbidden": 1}
    assert desk.rows("select count(*) from core.article") == [(0,)]


def test_a_page_had_later_under_another_address_leaves_the_stand_in_uncounted(desk: Desk) -> None:
    desk.web.statuses["/a"] = 403
    desk.run()
    named = f'<link rel="canonical" href="{desk.web.url}/world/coast">'
    told = "".join(
        f"<p>Twelve people were killed in the village of Al-Mukhtariyah, number {n} said.</p>" for n in range(9)
    )
    html = f"<html><head><title>t</title>{named}</head><body><article>{told}</article></body>"
    desk.web.pages["/a"] = (HTML + "; charset=utf-8", html.encode())
    del desk.web.statuses["/a"]
    desk.announce_change("2025-03-08T10:00:00Z")
    desk.run(NOON + timedelta(days=1))
    said = desk.rows(
        "select article.text_source, revision.is_counted from core.article join mart.revision using (revision_id) order by 1"
    )
    assert said == [("feed", False), ("page", True)]
