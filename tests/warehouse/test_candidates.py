"""Why an article has the date it has: what the places of its page said is loaded once, and asked for in the views."""

from datetime import timedelta
from pathlib import Path

from ingest.model import FeedEntry
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import NOON, Page, Site, candidate, entry
from warehouse import ask
from warehouse.connect import connect
from warehouse.publish import publish

HOUR = timedelta(hours=1)
SAID = "select source, is_chosen from ops.metadata_candidate order by revision_id, field, place"


def _said(text: str, *sources: str) -> Site:
    """Pages with this text, whose date stands in these places."""

    def site(of: FeedEntry) -> Page:
        found = made.article(of, text)
        said = tuple(candidate(found, place, source=source) for place, source in enumerate(sources))
        return Page(article=found, candidates=said)

    return site


def _again(settings: Settings, run_id: str, site: Site) -> None:
    later = NOON + HOUR
    made.passed(settings, run_id, [entry("one", updated_at=later, discovered_at=later)], site, at=later)


def test_what_every_place_said_is_stored_with_the_article(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    assert made.asked(settings, SAID) == [("feed", True), ("json-ld datePublished", False)]


def test_a_text_read_again_keeps_what_was_said_when_it_was_stored(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], _said(made.LONG, "url"))
    _again(settings, "watch-2", _said(made.LONG, "meta", "json-ld"))
    assert made.asked(settings, SAID) == [("url", True)]


def test_a_new_text_brings_what_its_page_said_and_the_views_show_only_that(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], _said("Five died. " + made.LONG, "url"))
    _again(settings, "watch-2", _said("Nine died. " + made.LONG, "meta"))
    assert sorted(made.asked(settings, SAID)) == [("meta", True), ("url", True)]
    assert made.asked(settings, "select source from mart.metadata_candidate") == [("meta",)]


def test_of_two_pages_with_one_text_only_the_stored_one_speaks(tmp_path: Path) -> None:
    """Two addresses that led to one article in one run: the earlier page is stored, whichever was read first."""
    settings = made.settings_in(tmp_path)

    def site(of: FeedEntry) -> Page:
        is_later = of.url.endswith("b")
        page = made.capture(of.url[-1], of.run_id, at=NOON + is_later * HOUR)
        found = made.article(
            of, made.LONG, article_id="art", capture_id=page.capture_id, at=page.fetched_at, title=of.url[-1]
        )
        places = (candidate(found), candidate(found, 1)) if is_later else (candidate(found, source="first page"),)
        return Page(article=found, candidates=places, captures=(page,))

    made.passed(settings, "watch-1", [entry("b", at=NOON + HOUR), entry("a")], site)
    assert made.asked(settings, "select title from core.article") == [("a",)]
    assert made.asked(settings, SAID) == [("first page", True)]


def test_what_superseded_revisions_said_stays_out_of_the_published_file(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one"), entry("two")], _said("Five died. " + made.LONG, "url"))
    _again(settings, "watch-2", _said("Nine died. " + made.LONG, "meta"))
    with connect(settings) as con:
        publish(con, settings.published)
    kept = "select source from ops.metadata_candidate order by all"
    assert ask.rows(settings.published, kept).rows == [("meta",), ("url",)]
    assert made.asked(settings, kept) == [("meta",), ("url",), ("url",)]
    view = "select * from mart.metadata_candidate order by all"
    assert ask.rows(settings.published, view).rows == made.asked(settings, view)


def test_a_run_folder_that_says_nothing_of_candidates_is_loaded(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    (folder.processed[0] / "metadata_candidates.jsonl").unlink()
    assert made.loaded(settings, folder).stored == 1
    assert made.asked(settings, "select count(*) from ops.metadata_candidate") == [(0,)]
