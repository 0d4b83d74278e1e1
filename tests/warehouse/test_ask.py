"""Questions to the published file."""

from pathlib import Path

import duckdb
import pytest

from ingest.errors import BadWarehouse, Misconfigured, WarehouseLocked
from ingest.model import Alias
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import Page, entry
from warehouse import ask
from warehouse.connect import connect
from warehouse.publish import publish


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A published file with one article, one event and one capture."""

    def site(of: made.FeedEntry) -> Page:
        page = made.capture("one", of.run_id)
        found = made.article(of, made.LONG, capture_id=page.capture_id)
        return Page(article=found, events=(made.event(found),), captures=(page,))

    made_up = made.settings_in(tmp_path)
    made.passed(made_up, "watch-1", [entry("one")], site)
    with connect(made_up) as con:
        publish(con, made_up.published)
    return made_up


def test_rows_come_with_their_columns(settings: Settings) -> None:
    columns, rows = ask.rows(settings.published, "select 1 as one; select title, best as toll from mart.event")
    assert columns == ("title", "toll")
    assert rows == [("Title of one", 5)]


def test_an_event_leads_down_to_its_capture(settings: Settings) -> None:
    ((event_id,),) = ask.rows(settings.published, "select event_id from mart.event").rows
    found = ask.event_with_evidence(settings.published, str(event_id))
    text, start, end = found.article["text"], found.event["quote_start"], found.event["quote_end"]
    assert isinstance(text, str)
    assert text[start:end] == found.event["quote"]  # type: ignore[misc]
    assert found.capture is not None
    assert (found.capture["warc_file"], found.capture["warc_offset"]) == ("2025/03/07/a.warc.gz", 5_000_000_000)


def test_an_unknown_event_is_said_to_be_unknown(settings: Settings) -> None:
    with pytest.raises(Misconfigured, match="event nope' or 1=1 --: is not in the published file"):
        ask.event_with_evidence(settings.published, "nope' or 1=1 --")


def test_an_article_leads_to_what_its_page_said_by_id_address_and_alias(tmp_path: Path) -> None:
    made_up = made.settings_in(tmp_path)

    def site(of: made.FeedEntry) -> Page:
        found = made.article(of, made.LONG, article_id="art-own", url="https://coast.example/own")
        also = Alias(alias_id=of.article_id, article_id="art-own", url=of.url, run_id=of.run_id)
        return Page(article=found, aliases=(also,), candidates=(made.candidate(found), made.candidate(found, 1)))

    made.passed(made_up, "watch-1", [entry("one")], site)
    with connect(made_up) as con:
        publish(con, made_up.published)
    alias = entry("one").article_id
    for address, ids in (("art-own", ["art-own"]), ("https://coast.example/own", []), ("x", ["x", alias])):
        found = ask.reasons(made_up.published, address, ids)
        assert found.article["article_id"] == "art-own"
        assert [one["source"] for one in found.candidates] == ["feed", "json-ld datePublished"]


def test_an_unknown_article_is_said_to_be_unknown(settings: Settings) -> None:
    with pytest.raises(Misconfigured, match="article nope' or 1=1 --: is not in the published file"):
        ask.reasons(settings.published, "nope' or 1=1 --", ["nope"])


def test_status_tells_of_sources_days_runs_and_checks(settings: Settings) -> None:
    found = ask.status(settings.published)
    assert [row[0] for row in found.sources.rows] == ["coast"]
    assert [row[:3] for row in found.coverage.rows] == [("Coast", made.NOON.date(), "items")]
    assert dict(zip(found.runs.columns, found.runs.rows[0], strict=True))["stored"] == 1
    assert found.checks.rows == []


def test_before_the_first_publication_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"nothing has been published yet.*presswatch run"):
        ask.rows(tmp_path / "presswatch.duckdb", "select 1")


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("selec 1", "syntax error"),
        ("select * from mart.nothing", "mart.nothing"),
        ("select 1/'a'", "Could not convert"),
    ],
)
def test_a_query_that_duckdb_refuses_is_answered_with_its_reason(settings: Settings, sql: str, problem: str) -> None:
    with pytest.raises(Misconfigured, match=problem):
        ask.rows(settings.published, sql)


@pytest.mark.parametrize("sql", ["create table main.x (a int)", "delete from core.event", "drop view mart.event"])
def test_nothing_can_be_changed(settings: Settings, sql: str) -> None:
    with pytest.raises(Misconfigured, match="read-only"):
        ask.rows(settings.published, sql)


def test_a_statement_without_an_answer_gives_none(settings: Settings) -> None:
    assert ask.rows(settings.published, " -- nothing\n").rows == []


def test_who_holds_the_file_for_writing_is_named(settings: Settings) -> None:
    from tests.warehouse.test_connect import holder_of

    holder = holder_of(str(settings.published), 30)
    try:
        with pytest.raises(WarehouseLocked, match=f"process {holder.pid} has it open for writing"):
            ask.rows(settings.published, "select 1")
    finally:
        holder.kill()
        holder.wait()


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "presswatch.duckdb").write_bytes(b"x" * 5000)
    with pytest.raises(BadWarehouse, match="not a valid DuckDB"):
        ask.rows(tmp_path / "presswatch.duckdb", "select 1")


def test_a_log_that_belongs_to_another_edition_is_explained(settings: Settings, tmp_path: Path) -> None:
    analyst = duckdb.connect(str(tmp_path / "other.duckdb"))
    analyst.execute("create table x as select 1")
    Path(f"{settings.published}.wal").write_bytes((tmp_path / "other.duckdb.wal").read_bytes())
    analyst.close()
    with pytest.raises(BadWarehouse, match=r"Remove presswatch.duckdb.wal"):
        ask.rows(settings.published, "select 1")
