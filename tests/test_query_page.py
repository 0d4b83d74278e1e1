"""What the pages for analysts show exists: its tables, its queries, the headings of its answers. Not the numbers in them,
which change with the coder (`python -m tests.query_tour` writes them anew)."""

import re
from pathlib import Path
from typing import get_args

import pytest

from ingest.model import MetadataField, PageKind, TextSource
from tests.query_tour import ASKED, DUPLICATES_PAGE, FIRST, QUERY_PAGE, README, tour
from warehouse import ask, scripts
from warehouse.publish import PUBLISHED

PAGE = QUERY_PAGE.read_text(encoding="utf-8")
ON_DUPLICATES = DUPLICATES_PAGE.read_text(encoding="utf-8")
QUERIES = [*ASKED.findall(PAGE), *ASKED.findall(ON_DUPLICATES), *FIRST.findall(README.read_text(encoding="utf-8"))]
CONTENTS = """
select schema_name || '.' || view_name, comment from duckdb_views() where not internal
union all
select schema_name || '.' || table_name, comment from duckdb_tables() where not internal
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tour(tmp_path_factory.mktemp("tour"))


def headings(answer: str) -> tuple[str, ...]:
    """The column names of a table as `presswatch sql` draws it."""
    return tuple(name.strip() for name in answer.splitlines()[1].strip("┃").split("┃"))


def test_every_table_and_view_stands_with_its_own_comment_and_no_other(published: Path) -> None:
    rows = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == set(ask.rows(published, CONTENTS).rows), "docs/query.md and the comments in warehouse/ differ"


def test_every_table_that_stays_in_the_warehouse_is_named() -> None:
    all_tables = {
        table for name in scripts.names("migrations") for table in re.findall(r"create table (\S+)", scripts.read(name))
    }
    assert {"raw.feed_entry", *PUBLISHED} <= all_tables
    assert {table for table in all_tables if f"`{table}`" not in PAGE} == set()


def test_every_query_is_followed_by_its_answer() -> None:
    for page in (PAGE, ON_DUPLICATES):
        assert len(ASKED.findall(page)) == page.count("```sql") == page.count("```text") > 0
    assert len(FIRST.findall(README.read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize(("query", "answer"), QUERIES)
def test_every_query_finds_rows_under_the_headings_shown(published: Path, query: str, answer: str) -> None:
    found = ask.rows(published, query)
    assert (found.columns, bool(found.rows)) == (headings(answer), True)


def test_every_reason_and_finding_that_a_view_can_give_is_explained(published: Path) -> None:
    views = "select sql from duckdb_views() where view_name in ('event', 'coverage')"
    given = {
        word
        for (sql,) in ask.rows(published, views).rows
        for word in re.findall(r"(?i:then|else) [^']{0,60}'([a-z_]+)'", str(sql))
    }
    assert {"copy", "part_of_summary", "not_looked", "best_effort"} <= given
    assert {word for word in given if f"`{word}`" not in PAGE} == set()


@pytest.mark.parametrize("word", [*get_args(PageKind), *get_args(TextSource), *get_args(MetadataField)])
def test_every_kind_of_page_source_of_text_and_field_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE
