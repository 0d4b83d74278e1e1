"""What the page for analysts shows exists: its tables, its queries, the headings of its answers. Not the numbers in them,
which change with the coder."""

import re
from pathlib import Path

import pytest

from tests.warehouse import made
from warehouse import ask
from warehouse.connect import connect
from warehouse.publish import publish

PAGE = (Path(__file__).parents[1] / "docs" / "query.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.+?)\n```\n```text\n(.+?)\n```", PAGE, re.DOTALL)
CONTENTS = """
select schema_name || '.' || view_name, comment from duckdb_views() where not internal
union all
select schema_name || '.' || table_name, comment from duckdb_tables() where not internal
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = made.settings_in(tmp_path_factory.mktemp("data"))
    with connect(settings) as con:
        publish(con, settings.published)
    return settings.published


def headings(answer: str) -> tuple[str, ...]:
    """The column names of a table as `presswatch sql` draws it."""
    return tuple(name.strip() for name in answer.splitlines()[1].strip("┃").split("┃"))


def test_every_table_and_view_stands_with_its_own_comment_and_no_other(published: Path) -> None:
    rows = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == set(ask.rows(published, CONTENTS).rows), "docs/query.md and the comments in warehouse/ differ"


def test_every_query_is_followed_by_its_answer() -> None:
    assert len(QUERIES) == PAGE.count("```sql") == PAGE.count("```text") > 0


@pytest.mark.parametrize(("query", "answer"), QUERIES)
def test_every_query_can_be_asked_and_gives_the_columns_shown(published: Path, query: str, answer: str) -> None:
    assert ask.rows(published, query).columns == headings(answer)


def test_every_reason_and_finding_that_a_view_can_give_is_explained(published: Path) -> None:
    views = "select sql from duckdb_views() where view_name in ('event', 'coverage')"
    given = {
        word
        for (sql,) in ask.rows(published, views).rows
        for word in re.findall(r"(?i:then|else) [^']{0,60}'([a-z_]+)'", str(sql))
    }
    assert {"copy", "part_of_summary", "not_looked", "best_effort"} <= given
    assert {word for word in given if f"`{word}`" not in PAGE} == set()
