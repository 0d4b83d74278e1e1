"""The extractor finds in the newsroom's pages what `expected.json` says stands there: a check of both."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.extract import Extracted, extract
from ingest.model import Article, Page, Refused
from seeds.newsroom.site import build
from seeds.newsroom.stories import read_outlets, read_stories
from tests.seeds.newsroom_expected import ARTICLES, STORED

BASE = "http://127.0.0.1:1"
SITE = build(BASE)
STORIES = {story.path: story for outlet in read_outlets() for story in read_stories(outlet)}


def read(article: dict[str, Any]) -> Article | Refused:
    resource = SITE[article["path"]]
    found = extract(
        Page(
            url=BASE + article["path"],
            html=resource.body,
            content_type=resource.content_type,
            run_id="run",
            source_id=article["outlet"],
            capture_id=None,
            outlet=article["outlet"],
            fetched_at=datetime(2025, 3, 10, tzinfo=UTC),
            entry=None,
        )
    )
    return found.article if isinstance(found, Extracted) else found


def paragraphs(article: dict[str, Any]) -> list[str]:
    return [" ".join(part.split()).removeprefix("## ").removeprefix("> ") for part in STORIES[article["path"]].body]


@pytest.mark.parametrize("article", STORED, ids=lambda a: a["path"])
def test_every_paragraph_the_title_the_day_and_the_language_of_a_story_are_found(article: dict[str, Any]) -> None:
    found = read(article)
    assert isinstance(found, Article)
    assert [part for part in paragraphs(article) if part not in found.text] == []
    assert found.title == article["title"]
    assert found.published_at
    assert str(found.published_at.date()) == article["published_on"]
    assert found.language == article["language"]


@pytest.mark.parametrize("article", STORED, ids=lambda a: a["path"])
def test_nothing_of_the_page_s_frame_comes_into_the_text(article: dict[str, Any]) -> None:
    found = read(article)
    assert isinstance(found, Article)
    frame = (
        "invented",
        "inventado",
        "متخيلة",
        "Read next",
        "More from the wire",
        "You may also like",
        "Te puede interesar",
    )
    assert not [words for words in frame if words in found.text]
    assert not [s.title for path, s in STORIES.items() if path != article["path"] and s.title in found.text]


@pytest.mark.parametrize(
    "article", [a for a in STORED if a["dated_by"] in ("meta", "json_ld", "microdata")], ids=lambda a: a["path"]
)
def test_a_publication_time_with_a_zone_is_found_to_the_minute(article: dict[str, Any]) -> None:
    found = read(article)
    assert isinstance(found, Article)
    assert found.published_precision == "minute"
    assert found.published_at == datetime.fromisoformat(article["published_at"])


@pytest.mark.parametrize(
    "article", [a for a in ARTICLES if a["rejection"] in ("paywall", "soft_404")], ids=lambda a: a["kind"]
)
def test_a_stub_behind_a_paywall_and_a_page_that_is_not_there_are_refused_as_such(article: dict[str, Any]) -> None:
    found = read(article)
    assert isinstance(found, Refused)
    assert found.reason == article["rejection"]
