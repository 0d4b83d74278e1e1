"""`presswatch why` on articles that no page of the newsroom is like."""

from pathlib import Path

import pytest

from console.why import show_reasons
from ingest.errors import Misconfigured
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import Page, entry
from warehouse.connect import connect
from warehouse.publish import publish


def _published(folder: Path, *, says: str | None) -> Settings:
    """One article; its page dates it in a place that was refused."""
    settings = made.settings_in(folder)

    def site(of: made.FeedEntry) -> Page:
        found = made.article(of, made.LONG, published_at=None)
        refused = made.candidate(
            found, written=says or "", reading=None, is_chosen=False, refused_because="in the future"
        )
        return Page(article=found, candidates=(refused,) if says else ())

    made.passed(settings, "watch-1", [entry("one")], site)
    with connect(settings) as con:
        publish(con, settings.published)
    return settings


def test_why_a_place_was_refused_is_shown_and_nothing_on_the_page_is_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = _published(tmp_path, says="2031 \x1b[31m[bold]\u202e")
    show_reasons("https://coast.example/one", None, settings, as_json=False)
    shown = capsys.readouterr().out
    assert "refused: in the future" in shown
    assert "2031 [bold]" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_an_article_stored_before_places_were_kept_is_said_to_be_one(tmp_path: Path) -> None:
    settings = _published(tmp_path, says=None)
    with pytest.raises(Misconfigured, match=r"stored before.*presswatch try https://coast.example/one"):
        show_reasons("https://coast.example/one", None, settings, as_json=False)
