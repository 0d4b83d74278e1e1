"""A warehouse that the version before candidates made, with rows in it and runs waiting, goes on in this one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.errors import BadWarehouse
from ingest.pipeline import judges
from ingest.runs import RunFolder
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import entry
from warehouse import ask, maintain, scripts
from warehouse.connect import connect
from warehouse.publish import publish
from warehouse.settle import settle

# What article rows of that version have; the rest has come since.
_SINCE = ("subtitle", "section", "kind", "text_source", "arrived_at")
_PRINTED_SINCE = ("article_id", "arrived_at", "fetched_at", "outlet", "title_hash", "address_hash", "paragraphs")
_OLD_ARTICLE = """
insert into core.article values (
    'art-old', 'rev-old', 'watch-0', 'coast', null, 'https://coast.example/old', 'https://coast.example/old', 'Coast',
    'An old title', 'Five died on the coast.', ['A. Writer'], '2024-05-01 10:00:00+00', 'minute', 'feed', null,
    'en', 0.98, 5, true, 'hash', '2024-05-01 11:00:00+00', 'presswatch/0'
)"""


def make_as_before(con: duckdb.DuckDBPyConnection) -> None:
    """Make the default catalog what it was: the first three migrations, a view of that time, and a stored article."""
    _migrate_up_to(con, 3)
    con.execute("create schema mart")
    con.execute("create view mart.article as select * from core.article")
    con.execute("insert into ops.view_build values ('of that version', now())")
    con.execute(_OLD_ARTICLE)
    con.execute("insert into core.source values ('coast', 'Coast', 'h', 'SY', 'en', [], [], null, true)")


def _migrate_up_to(con: duckdb.DuckDBPyConnection, last: int) -> None:
    before = [name for name in scripts.names("migrations") if int(name.split("/")[1][:4]) <= last]
    con.execute(scripts.read("queries/ledger"))
    for number, name in enumerate(before, 1):
        con.execute(scripts.read(name))
        con.execute("insert into ops.migration values (?, ?, now())", [number, name.split("/")[1]])


def _as_written_before(folder: RunFolder) -> None:
    """The run folder as that version wrote it."""
    for processed in folder.processed:
        (processed / "metadata_candidates.jsonl").unlink()
        (processed / "gists.jsonl").unlink()
        articles = [json.loads(line) for line in (processed / "articles.jsonl").read_text().splitlines()]
        kept = [{name: value for name, value in one.items() if name not in _SINCE} for one in articles]
        (processed / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in kept))
        prints = [json.loads(line) for line in (processed / "fingerprints.jsonl").read_text().splitlines()]
        old = [{name: value for name, value in one.items() if name not in _PRINTED_SINCE} for one in prints]
        lines = (json.dumps({**one, "method": "words5/16:1"}) + "\n" for one in old)
        (processed / "fingerprints.jsonl").write_text("".join(lines))


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


def test_fingerprints_of_an_earlier_recipe_are_made_anew_and_find_copies(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one", source_id="hills")], made.texts({"one": made.LONG}))
    _as_written_before(folder)
    made.loaded(settings, folder)
    with connect(settings) as con:
        assert settle(con, judges()).remade == 2  # its fingerprint and its gist
    made.passed(settings, "watch-2", [entry("two", at=made.NOON + made.DAY)], made.texts({"two": made.LONG}))
    assert made.asked(settings, "select outlet, relation from mart.article order by 1") == [
        ("coast", "copy"),
        ("hills", None),
    ]


_CHAIN = """
insert into core.article
select
    'art-' || name, 'rev-' || name, 'watch-0', name, null,
    'https://' || name || '.example/x', 'https://' || name || '.example/x', name,
    'Title', null, null, 'article', $text, 'page', [],
    '2024-05-01 10:00:00+00'::timestamptz + number * interval 1 hour, 'minute', 'feed', null,
    'en', 0.98, 300, false, 'hash', '2024-05-01 20:00:00+00', 'presswatch/0'
from (values ('agency', 0), ('coast', 1), ('hills', 2)) as place (name, number);
"""
_CHAIN_REST = """
insert into core.source select source_id, outlet, 'h', 'SY', 'en', [], [], null, true from core.article;
insert into core.fingerprint select revision_id, text_hash, 296, [1, 2, 3], 'words5/16:1' from core.article;
insert into core.relation values
    ('rel-1', 'rev-hills', 'rev-coast', 'copy', 1, 1, 296, 'words5/16:1'),
    ('rel-2', 'rev-coast', 'rev-agency', 'copy', 1, 1, 296, 'words5/16:1');
"""


def test_a_chain_of_copies_that_an_earlier_version_left_ends_behind_the_original(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, warehouse=str(tmp_path / "old.duckdb"))
    with duckdb.connect(settings.warehouse) as con:
        _migrate_up_to(con, 4)
        con.execute("insert into ops.view_build values ('of that version', now())")
        con.execute(_CHAIN, {"text": made.LONG})
        con.execute(_CHAIN_REST)
    with connect(settings) as con:
        settle(con, judges())
        assert [result.check_name for result in maintain.check(con) if result.wrong_rows] == []
    assert made.asked(settings, "select outlet, relation, canonical_id from mart.article order by 1") == [
        ("agency", None, "art-agency"),
        ("coast", "copy", "art-agency"),
        ("hills", "copy", "art-agency"),
    ]


def test_a_day_without_a_time_becomes_its_end_and_is_not_held_for_the_original(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, warehouse=str(tmp_path / "old.duckdb"))
    with duckdb.connect(settings.warehouse) as con:
        _migrate_up_to(con, 4)
        con.execute(_CHAIN, {"text": made.LONG})
        con.execute(
            "update core.article set published_precision = 'day', published_at = '2024-05-01 00:00:00+00' where outlet = 'hills'"
        )
        con.execute("update core.article set published_at = null, published_precision = 'none' where outlet = 'coast'")
    assert made.asked(settings, "select outlet, arrived_at from core.article order by 1") == [
        ("agency", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("coast", datetime(2024, 5, 1, 20, tzinfo=UTC)),
        ("hills", datetime(2024, 5, 1, 20, tzinfo=UTC)),
    ]


_TRACE = """
insert into core.trace by name
select 'eve-1' as event_id, 'rev-1' as revision_id, 'art-1' as article_id, now() as arrived_at, 'ASSAULT' as event_type,
    'reported' as claim_status, ['military-ua'] as actors, [] as people, [] as aged, [] as sites, ['word'] as words,
    [1] as weights, [7] as keys, 'incidents:4' as method
"""


def test_traces_that_told_not_whose_dead_they_count_are_kept_until_they_are_made_anew(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, warehouse=str(tmp_path / "old.duckdb"))
    with duckdb.connect(settings.warehouse) as con:
        _migrate_up_to(con, 8)
        con.execute("insert into ops.view_build values ('of that version', now())")
        con.execute(_TRACE)
    assert made.asked(settings, "select event_id, keys, method, killers, killed from core.trace") == [
        ("eve-1", [7], "incidents:4", [], [])
    ]
