"""The warehouse's shape: migrations, comments, and the records it mirrors."""

from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from ingest import model
from ingest.errors import BadWarehouse
from tests.warehouse import made
from warehouse import scripts
from warehouse.connect import connect
from warehouse.publish import publish

_RECORDS: list[tuple[type[Any], str]] = [
    (model.Run, "ops.run"),
    (model.Source, "core.source"),
    (model.Poll, "raw.poll"),
    (model.FeedEntry, "raw.feed_entry"),
    (model.Capture, "raw.capture"),
    (model.Article, "core.article"),
    (model.Alias, "core.alias"),
    (model.Fingerprint, "core.fingerprint"),
    (model.Relation, "core.relation"),
    (model.Pointer, "core.pointer"),
    (model.Change, "core.change"),
    (model.Gist, "core.gist"),
    (model.Trace, "core.trace"),
    (model.IncidentLink, "core.incident_link"),
    (model.IncidentEvent, "core.incident_event"),
    (model.IncidentAlias, "core.incident_alias"),
    (model.StoryText, "core.story_text"),
    (model.StoryAlias, "core.story_alias"),
    (model.Event, "core.event"),
    (model.Event, "core.second_event"),
    (model.MetadataCandidate, "ops.metadata_candidate"),
    (model.Rejection, "ops.rejection"),
]


@pytest.mark.parametrize(("record", "table"), _RECORDS, ids=[table for _, table in _RECORDS])
def test_a_record_and_its_table_have_the_same_fields(tmp_path: Path, record: type[Any], table: str) -> None:
    schema, name = table.split(".")
    found = made.asked(
        made.settings_in(tmp_path),
        f"select column_name, is_nullable from information_schema.columns where table_schema = '{schema}'"
        f" and table_name = '{name}' order by ordinal_position",
    )
    optional = {each.name: type(None) in get_args(each.type) for each in fields(record)}
    assert [column for column, _ in found] == list(optional)
    assert {column: nullable == "YES" for column, nullable in found} == optional


def test_each_migration_is_applied_once(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path, warehouse=str(tmp_path / "new.duckdb"))
    first = made.asked(settings, "select * from ops.migration order by number")
    assert [f"migrations/{name}" for _, name, _ in first] == list(scripts.names("migrations"))
    assert made.asked(settings, "select * from ops.migration order by number") == first


def test_a_warehouse_of_a_later_version_is_refused(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.asked(settings, "insert into ops.migration values (9999, '9999_tomorrow', now())")
    with pytest.raises(BadWarehouse, match=r"later version.*migration 9999"):
        made.asked(settings, "select 1")


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = made.settings_in(tmp_path)
    made.asked(settings, "select 1")
    names, statements = scripts.names, scripts.statements
    monkeypatch.setattr(
        scripts, "names", lambda folder: (*names(folder), *(["migrations/9998_bad"] if folder == "migrations" else []))
    )
    monkeypatch.setattr(
        scripts,
        "statements",
        lambda name: ("create table core.half (a int)", "no sql") if name.endswith("_bad") else statements(name),
    )
    with pytest.raises(BadWarehouse, match="9998_bad"):
        made.asked(settings, "select 1")
    monkeypatch.undo()
    assert made.asked(settings, "select count(*) from duckdb_tables() where table_name = 'half'") == [(0,)]


def test_views_are_rebuilt_when_they_changed(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.asked(settings, "drop view mart.duplicate")
    made.asked(settings, "update ops.view_build set digest = 'of yesterday'")
    assert made.asked(settings, "select count(*) from mart.duplicate") == [(0,)]


_UNCOMMENTED = """
select schema_name, table_name as name from duckdb_tables() where not internal and comment is null
union all select schema_name, view_name from duckdb_views() where not internal and comment is null
union all select schema_name, table_name || '.' || column_name from duckdb_columns()
    where not internal and comment is null and schema_name in ('raw', 'core', 'ops', 'mart')
"""


def test_every_table_view_and_column_says_what_it_is(tmp_path: Path) -> None:
    assert made.asked(made.settings_in(tmp_path), _UNCOMMENTED) == []


def test_the_published_file_has_the_comments_too(tmp_path: Path) -> None:
    from warehouse import ask

    settings = made.settings_in(tmp_path)
    with connect(settings) as con:
        publish(con, settings.published)
    assert ask.rows(settings.published, _UNCOMMENTED).rows == []
    assert ask.rows(
        settings.published, "select count(*) > 100 from duckdb_columns() where comment is not null"
    ).rows == [(True,)]


def test_the_schema_is_one_that_ducklake_takes_too(tmp_path: Path) -> None:
    """No keys, indexes, sequences or enums."""
    settings = made.settings_in(tmp_path)
    assert made.asked(settings, "select distinct constraint_type from duckdb_constraints()") == [("NOT NULL",)]
    assert made.asked(settings, "select count(*) from duckdb_indexes()") == [(0,)]
    assert made.asked(settings, "select count(*) from duckdb_sequences()") == [(0,)]
    enums = "select column_name from duckdb_columns() where data_type like 'ENUM%' and database_name = 'warehouse'"
    assert made.asked(settings, enums) == []


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(name.split("/")[1][:4]) for name in scripts.names("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("folder", ["migrations", "loads", "views", "checks", "queries"])
def test_every_script_begins_by_saying_what_it_is_for(folder: str) -> None:
    assert [name for name in scripts.names(folder) if not scripts.read(name).startswith("-- ")] == []
