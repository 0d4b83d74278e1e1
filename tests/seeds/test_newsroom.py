"""The newsroom serves what `expected.json` says, through channels that real outlets use."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse
from itertools import pairwise
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from seeds.newsroom.server import DEFAULT_PORT, serve, sources_csv, write_sources
from seeds.newsroom.stories import HERE, Outlet, read_outlets, read_stories
from tests.seeds.newsroom_expected import ARTICLES, EXPECTED, STORED
from tests.shared import SHARED, needs_shared

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "a": "http://www.w3.org/2005/Atom",
}
OUTLETS = {outlet.id: outlet for outlet in read_outlets()}


@contextmanager
def asked(url: str, method: str = "GET", **headers: str) -> Iterator[tuple[HTTPResponse, bytes]]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        yield response, response.read()
    finally:
        connection.close()


def body_of(url: str) -> bytes:
    with asked(url) as (response, body):
        assert response.status == 200, url
        return gzip.decompress(body) if url.endswith(".gz") else body


def feed_of(base: str, outlet: Outlet) -> dict[str, datetime]:
    body = body_of(f"{base}/{outlet.id}/{outlet.feed_file}")
    if outlet.feed_kind == "json":
        return {i["url"]: datetime.fromisoformat(i["date_published"]) for i in json.loads(body)["items"]}
    root = etree.fromstring(body)
    if outlet.feed_kind == "rss":
        return {i.findtext("link"): parsedate_to_datetime(i.findtext("pubDate")) for i in root.iter("item")}
    entries = root.findall("a:entry", NS)
    return {
        e.find("a:link", NS).get("href"): datetime.fromisoformat(e.findtext("a:published", None, NS)) for e in entries
    }


def news_sitemap_of(base: str, outlet: Outlet) -> dict[str, datetime]:
    if not outlet.news_sitemap:
        return {}
    root = etree.fromstring(body_of(f"{base}/{outlet.id}/{outlet.news_sitemap}"))
    return {
        u.findtext("s:loc", None, NS): datetime.fromisoformat(u.findtext("n:news/n:publication_date", None, NS))
        for u in root.findall("s:url", NS)
    }


def sitemap_of(base: str, outlet: Outlet) -> dict[str, datetime]:
    if not outlet.sitemap_index:
        return {}
    index = etree.fromstring(body_of(f"{base}/{outlet.id}/{outlet.sitemap_index}"))
    roots = [etree.fromstring(body_of(loc.text)) for loc in index.iterfind("s:sitemap/s:loc", NS)]
    return {
        u.findtext("s:loc", None, NS): datetime.fromisoformat(u.findtext("s:lastmod", None, NS))
        for root in roots
        for u in root.findall("s:url", NS)
    }


CHANNELS = {"feed": feed_of, "news_sitemap": news_sitemap_of, "sitemap": sitemap_of}


def page_text(base: str, path: str) -> str:
    tree = html.fromstring(body_of(base + path).decode())
    return " ".join(" ".join(tree.find("body").itertext()).split())


def page_date(base: str, article: dict[str, str]) -> datetime | None:
    """The publication time as the page states it, found the way the outlet states it."""
    tree = html.fromstring(body_of(base + article["path"]).decode())
    paths = {
        "meta": "//meta[@property='article:published_time']/@content",
        "microdata": "//meta[@itemprop='datePublished']/@content",
        "time": "//time/@datetime",
    }
    if article["dated_by"] == "json_ld":
        return datetime.fromisoformat(
            json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])["datePublished"]
        )
    found = {name: tree.xpath(path) for name, path in paths.items()}
    if article["dated_by"] == "url":
        assert not any(found.values()), "the URL is to be the only date"
        return None
    return datetime.fromisoformat(found[article["dated_by"]][0])


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


# What it holds


def test_expected_and_stories_name_the_same_paths_instants_and_kinds() -> None:
    stories = {story.path: story for outlet in OUTLETS.values() for story in read_stories(outlet)}
    assert {(a["path"], a["kind"], a["language"], a["outlet"]) for a in ARTICLES} == {
        (path, s.kind, s.language, s.outlet.id) for path, s in stories.items()
    }
    assert {a["path"]: datetime.fromisoformat(a["published_at"]) for a in ARTICLES} == {
        path: s.published_at for path, s in stories.items()
    }


def test_there_are_some_twenty_articles_of_four_languages_and_each_kind_the_demo_needs() -> None:
    assert len(STORED) >= 20
    assert {a["language"] for a in STORED} == {"en", "es", "fr", "ar"}
    assert {a["kind"] for a in ARTICLES} == {
        "article", "copy", "update", "denial", "paywall", "soft_404", "not_found", "robots",
    }  # fmt: skip
    assert sum(a["is_quiet"] for a in STORED) >= 5


def test_every_day_list_holds_the_stored_articles_of_that_utc_day() -> None:
    for day, paths in EXPECTED["days"].items():
        assert sorted(paths) == sorted(a["path"] for a in STORED if a["published_at"].startswith(day))
        assert len(paths) >= 5
    assert all("2025-03-05" <= a["published_on"] <= "2025-03-10" for a in ARTICLES)


def test_some_articles_have_another_day_at_home_than_in_utc() -> None:
    shifted = [s.slug for o in OUTLETS.values() for s in read_stories(o) if s.published.date() != s.published_at.date()]
    assert {"curfew-extended", "sweida-sit-in"} <= set(shifted)


def test_a_date_that_only_the_url_bears_is_the_utc_day_too() -> None:
    dated = [a for a in STORED if a["dated_by"] == "url"]
    assert dated
    assert all(a["published_on"].replace("-", "/") in a["path"] for a in dated)


def test_every_fact_expected_of_an_article_stands_in_its_page(newsroom: str) -> None:
    checked = 0
    for article in STORED:
        text = page_text(newsroom, article["path"])
        for event in article["events"]:
            assert event["quote"] in text, article["path"]
            assert all(place in text for place in event["place"][:1]) or event["place"][0] == "Syria"
            checked += 1
    assert checked >= 30


def test_no_total_is_smaller_than_its_parts_and_no_part_stands_without_its_total() -> None:
    summaries = [a for a in STORED if any(e.get("part_of") for e in a["events"])]
    assert len(summaries) >= 4
    for article in summaries:
        events = {e["id"]: e for e in article["events"]}
        for event in events.values():
            assert set(event.get("part_of", ())) <= set(events)
        assert events["total"]["low"] == article["deaths_total"]
        assert sum(e["low"] for e in events.values() if e.get("part_of") == ["total"]) <= article["deaths_total"]


def test_an_article_is_as_long_as_real_ones_unless_it_is_turned_away_or_cut() -> None:
    for outlet in OUTLETS.values():
        for story in read_stories(outlet):
            words = len(" ".join(story.body).split())
            assert story.kind not in ("article", "update", "denial") or 90 <= words <= 500, story.path


def test_a_near_copy_shares_most_of_its_words_with_an_earlier_story(newsroom: str) -> None:
    by_path = {a["path"]: a for a in STORED}
    copies = [a for a in STORED if a["relation"]]
    assert {a["relation"]["relation"] for a in copies} == {"copy", "version"}
    for article in copies:
        original = by_path[article["relation"]["of"]]
        assert original["published_at"] < article["published_at"]
        mine, theirs = (runs_of_words(page_text(newsroom, a["path"]), 5) for a in (article, original))
        assert len(mine & theirs) / min(len(mine), len(theirs)) > 0.5


def test_own_reports_of_one_event_share_no_long_run_of_words(newsroom: str) -> None:
    paths = [a["path"] for a in STORED if a["language"] == "en" and not a["relation"]]
    stories = {s.path: " ".join(s.body) for o in OUTLETS.values() for s in read_stories(o)}
    words = {path: runs_of_words(stories[path], 8) for path in paths}
    assert not [(a, b) for a in paths for b in paths if a < b and words[a] & words[b]]


@needs_shared
def test_no_sentence_of_the_yardstick_article_is_repeated() -> None:
    theirs = runs_of_words((SHARED / "data" / "yardstick" / "article.txt").read_text(encoding="utf-8"), 7)
    for outlet in OUTLETS.values():
        for story in read_stories(outlet):
            assert not runs_of_words(" ".join((story.title, story.summary, *story.body)), 7) & theirs, story.path


# How it is announced


@pytest.mark.parametrize("outlet_id", OUTLETS)
def test_each_channel_lists_the_articles_expected_of_it(newsroom: str, outlet_id: str) -> None:
    for channel, read in CHANNELS.items():
        due = {newsroom + a["path"] for a in ARTICLES if a["outlet"] == outlet_id and channel in a["channels"]}
        assert set(read(newsroom, OUTLETS[outlet_id])) == due, channel


def test_channels_that_state_publication_state_the_expected_instant_with_a_zone(newsroom: str) -> None:
    due = {newsroom + a["path"]: datetime.fromisoformat(a["published_at"]) for a in ARTICLES}
    for outlet in OUTLETS.values():
        for url, at in [*feed_of(newsroom, outlet).items(), *news_sitemap_of(newsroom, outlet).items()]:
            assert at.tzinfo is not None
            assert at == due[url]


def test_every_kind_of_channel_is_used_and_some_articles_stand_in_a_dated_sitemap_alone() -> None:
    assert {o.feed_kind for o in OUTLETS.values()} == {"rss", "atom", "json"}
    assert any(o.news_sitemap for o in OUTLETS.values())
    assert {o.sitemap_by for o in OUTLETS.values()} >= {"day", "month"}
    assert all(a["channels"] for a in ARTICLES)
    assert len([a for a in STORED if a["channels"] == ["sitemap"]]) >= 3


def test_a_correction_makes_a_sitemap_entry_younger_than_its_publication(newsroom: str) -> None:
    changed = sitemap_of(newsroom, OUTLETS["halyard-wire"])
    corrected = newsroom + "/halyard-wire/story/HW48102"
    assert changed[corrected] > feed_of(newsroom, OUTLETS["halyard-wire"])[corrected]


@pytest.mark.parametrize("article", [a for a in STORED if a["dated_by"]], ids=lambda a: a["path"])
def test_a_page_states_its_date_in_its_outlet_s_way(newsroom: str, article: dict[str, str]) -> None:
    stated = page_date(newsroom, article)
    assert stated is None or stated == datetime.fromisoformat(article["published_at"])


# What is turned away


def test_the_page_behind_a_dead_feed_item_is_404_and_the_soft_one_answers_200(newsroom: str) -> None:
    for article in ARTICLES:
        with asked(newsroom + article["path"]) as (response, _):
            assert response.status == (404 if article["rejection"] == "not_found" else 200)
    soft = next(a for a in ARTICLES if a["rejection"] == "soft_404")
    assert "could not be found" in page_text(newsroom, soft["path"])


def test_the_paywalled_page_says_that_it_is_not_free_and_holds_a_teaser_only(newsroom: str) -> None:
    stub = next(a for a in ARTICLES if a["rejection"] == "paywall")
    assert '"isAccessibleForFree": false' in body_of(newsroom + stub["path"]).decode()
    assert "Subscribe to continue reading" in page_text(newsroom, stub["path"])


def test_robots_txt_closes_exactly_the_stories_expected_to_be_refused_for_it(newsroom: str) -> None:
    lines = body_of(newsroom + "/robots.txt").decode().splitlines()
    closed = tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: "))
    assert [a["rejection"] for a in ARTICLES if a["path"].startswith(closed)] == ["robots"]
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert maps
    assert all(body_of(url) for url in maps)


# The server


def test_what_a_reader_holds_already_is_answered_304_without_a_body(newsroom: str) -> None:
    for outlet in OUTLETS.values():
        url = f"{newsroom}/{outlet.id}/{outlet.feed_file}"
        with asked(url) as (first, _):
            etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for condition in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": changed}):
            with asked(url, **condition) as (response, body):
                assert (response.status, body) == (304, b"")
        for condition in (
            {"If_None_Match": '"x"', "If_Modified_Since": changed},
            {"If_Modified_Since": "Sat, 01 Mar 2025 00:00:00 GMT"},
            {"If_Modified_Since": "yesterday"},
            {"If_Modified_Since": "Sat, 01 Mar 2035 00:00:00 -0000"},
        ):
            with asked(url, **condition) as (response, body):
                assert response.status == 200, condition
                assert body


def test_head_gives_the_headers_of_get_and_no_body(newsroom: str) -> None:
    with asked(newsroom + "/robots.txt", "HEAD") as (head, body), asked(newsroom + "/robots.txt") as (get, _):
        assert body == b""
        assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_last_modified_never_lies_in_the_future(newsroom: str) -> None:
    with asked(f"{newsroom}/al-mina/") as (response, _):
        assert parsedate_to_datetime(response.headers["Last-Modified"]) < datetime.now(UTC)


def test_an_unknown_path_is_404(newsroom: str) -> None:
    with asked(newsroom + "/halyard-wire/../../etc/passwd") as (response, _):
        assert response.status == 404


def test_the_server_listens_on_loopback_only_and_stops_with_its_block() -> None:
    with serve() as base_url:
        parts = urlsplit(base_url)
        assert parts.hostname == "127.0.0.1"
        with asked(base_url + "/") as (response, _):
            assert response.status == 200
    with pytest.raises(ConnectionRefusedError):
        create_connection(("127.0.0.1", parts.port or 0), timeout=2)


def test_the_server_tells_a_listener_of_every_answer() -> None:
    answers: list[tuple[str, int]] = []
    with (
        serve(on_request=lambda path, status: answers.append((path, status))) as base_url,
        asked(base_url + "/robots.txt"),
        asked(base_url + "/nothing"),
    ):
        assert sorted(answers) == [("/nothing", 404), ("/robots.txt", 200)]


def test_the_committed_sources_file_is_the_one_for_the_default_port() -> None:
    committed = (HERE / "sources.csv").read_text(encoding="utf-8")
    assert committed == sources_csv(f"http://127.0.0.1:{DEFAULT_PORT}")


def test_every_url_of_a_written_sources_file_answers(newsroom: str, tmp_path: Path) -> None:
    write_sources(tmp_path / "sources.csv", newsroom)
    urls = re.findall(r"http://[^ ,\n]+", (tmp_path / "sources.csv").read_text(encoding="utf-8"))
    assert len(urls) >= 15
    assert all(body_of(url) for url in urls)


def test_the_command_serves_until_it_is_ended_and_names_a_taken_port(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seeds.newsroom.server", "--port"]
    sources = tmp_path / "sources.csv"
    serving = subprocess.Popen([*command, "0", "--sources", str(sources)], stdout=subprocess.PIPE, text=True)
    try:
        assert serving.stdout
        base_url = serving.stdout.readline().removeprefix("newsroom on ").strip().rstrip("/")
        assert body_of(base_url + "/robots.txt")
        assert sources.read_text(encoding="utf-8") == sources_csv(base_url)
        port = str(urlsplit(base_url).port)
        second = subprocess.run([*command, port], capture_output=True, text=True, timeout=30, check=False)
        assert second.returncode == 1
        assert f"port {port}" in second.stderr
        assert "--port" in second.stderr
    finally:
        serving.terminate()
        serving.wait(timeout=10)


def test_stories_are_read_newest_first() -> None:
    for outlet in OUTLETS.values():
        assert all(a.published >= b.published for a, b in pairwise(read_stories(outlet)))
