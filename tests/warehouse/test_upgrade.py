"""A warehouse that the version before candidates made, with rows in it and runs waiting, goes on in this one."""

import json
from pathlib import Path

import duckdb
import pytest

from ingest.errors import BadWarehouse
from ingest.runs import RunFolder
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import entry
from warehouse import ask, maintain, scripts
from warehouse.connect import connect
from warehouse.publish import publish

# What article rows of that version have; the rest has come since.
_SINCE = ("subtitle", "section", "kind", "text_source")
_OLD_ARTICLE = """
insert into core.article values (
    'art-old', 'rev-old', 'watch-0', 'coast', null, 'https://coast.example/old', 'https://coast.example/old', 'Coast',
    'An old title', 'Five died on the coast.', ['A. Writer'], '2024-05-01 10:00:00+00', 'minute', 'feed', null,
    'en', 0.98, 5, true, 'hash', '2024-05-01 11:00:00+00', 'presswatch/0'
)"""


def make_as_before(con: duckdb.DuckDBPyConnection) -> None:
    """Make the default catalog what it was: the first three migrations, a view of that time, and a stored article."""
    before = [name for name in scripts.names("migrations") if int(name.split("/")[1][:4]) <= 3]
    con.execute(scripts.read("queries/ledger"))
    for number, name in enumerate(before, 1):
        con.execute(scripts.read(name))
        con.execute("insert into ops.migration values (?, ?, now())", [number, name.split("/")[1]])
    con.execute("create schema mart")
    con.execute("create view mart.article as select * from core.article")
    con.execute("insert into ops.view_build values ('of that version', now())")
    con.execute(_OLD_ARTICLE)
    con.execute("insert into core.source values ('coast', 'Coast', 'h', 'SY', 'en', [], [], null, true)")


def _as_written_before(folder: RunFolder) -> None:
    """The run folder as that version wrote it."""
    for processed in folder.processed:
        (processed / "metadata_candidates.jsonl").unlink()
        articles = [json.loads(line) for line in (processed / "articles.jsonl").read_text().splitlines()]
        kept = [{name: value for name, value in one.items() if name not in _SINCE} for one in articles]
        (processed / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in kept))


def _old(folder: Path) -> Settings:
    settings = made.settings_in(folder, warehouse=str(folder / "old.duckdb"))
    with duckdb.connect(settings.warehouse) as con:
        make_as_before(con)
    return settings


def test_an_old_warehouse_keeps_its_articles_and_calls_them_articles_from_pages(tmp_path: Path) -> None:
    settings = _old(tmp_path)
    rows = made.asked(settings, "select title, subtitle, section, kind, text, text_source, authors from core.article")
    assert rows == [
        ("An old title", None, None, "article", "Five died on the coast.", "page", ["A. Writer"]),
    ]
    assert made.asked(settings, "select extractor, is_short, word_count, language_confidence from core.article") == [
        ("presswatch/0", True, 5, 0.98)
    ]


def test_an_old_warehouse_has_the_shape_of_a_new_one(tmp_path: Path) -> None:
    shape = """
        select schema_name, table_name, column_name, data_type, is_nullable, comment
        from duckdb_columns() where database_name = 'warehouse' and not internal order by all"""
    new = made.settings_in(tmp_path / "new")
    assert made.asked(_old(tmp_path), shape) == made.asked(new, shape)


def test_an_old_warehouse_is_loaded_and_published_and_passes_the_checks(tmp_path: Path) -> None:
    settings = _old(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    with connect(settings) as con:
        assert [result.check_name for result in maintain.check(con) if result.wrong_rows] == []
        publish(con, settings.published)
    found = ask.rows(settings.published, "select title, kind from mart.article order by published_at").rows
    assert found == [("An old title", "article"), ("Title of one", "article")]
    said = ask.rows(
        settings.published, "select distinct title from mart.metadata_candidate join mart.article using (article_id)"
    )
    assert said.rows == [("Title of one",)]


def test_a_published_file_of_that_version_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(BadWarehouse, match=r"an earlier version.*next run publishes it anew"):
        ask.reasons(Path(_old(tmp_path).warehouse), "art-old", ["art-old"])


def test_a_run_folder_that_waited_through_the_upgrade_is_loaded(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one"), entry("two")])
    _as_written_before(folder)
    assert made.loaded(settings, folder).stored == 2
    assert (
        made.asked(settings, "select kind, text_source, subtitle from core.article") == [("article", "page", None)] * 2
    )
