"""Answers as CSV and JSON, and the shell that asks one query after the other."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pytest

from console.queries import Shell, as_csv, as_json
from tests.console.typed import typed

HOSTILE = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture
def data(tmp_path):
    """A published file with one table of hostile titles."""
    with duckdb.connect(str(tmp_path / "presswatch.duckdb")) as con:
        con.execute("create table page (title varchar, deaths bigint, tags varchar[])")
        con.execute("insert into page values (?, -5, ['=a', 'b'])", [HOSTILE])
        con.execute("insert into page values ('[bold]11 killed[/bold] \x1b[31mred :boom:', 11, [])")
    return tmp_path


def test_a_formula_in_csv_is_text_and_a_negative_number_is_a_number():
    raw = as_csv(
        ("title", "=cmd"), [(HOSTILE, -5), ("+1", -0.5), ("-", None), ("plain", True), ("@x", Decimal("-1.50"))]
    )
    header, *rows = list(csv.reader(io.StringIO(raw)))
    assert header == ["title", "'=cmd"]
    assert rows == [["'" + HOSTILE, "-5"], ["'+1", "-0.5"], ["'-", ""], ["plain", "true"], ["'@x", "-1.50"]]


def test_csv_keeps_line_ends_inside_their_cell():
    assert list(csv.reader(io.StringIO(as_csv(("a",), [('x\n"y", z',)])))) == [["a"], ['x\n"y", z']]


def test_json_keeps_every_value_and_every_column():
    rows = [(1, date(2025, 3, 7), datetime(2025, 3, 7, 16, tzinfo=UTC), ["a"], {"k": None})]
    found = json.loads(as_json(("n", "on", "at", "n", "n"), rows))
    assert found == [{"n": 1, "on": "2025-03-07", "at": "2025-03-07T16:00:00Z", "n_2": ["a"], "n_3": {"k": None}}]


def test_no_rows_are_an_empty_array():
    assert json.loads(as_json(("n",), [])) == []


def test_text_from_the_web_is_shown_as_it_is_and_never_obeyed(data):
    done = typed("sql", "select title from page order by deaths desc", data=data)
    assert done.returncode == 0
    assert "[bold]11 killed[/bold] red :boom:" in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_the_answer_can_be_csv_or_json(data):
    query = "select title, deaths, tags from page order by deaths"
    rows = list(csv.reader(io.StringIO(typed("sql", query, "--csv", data=data).stdout.decode())))
    assert rows[:2] == [["title", "deaths", "tags"], ["'" + HOSTILE, "-5", '["=a","b"]']]
    first = json.loads(typed("sql", "--json", query, data=data).stdout)[0]
    assert first == {"title": HOSTILE, "deaths": -5, "tags": ["=a", "b"]}


def test_a_wide_row_is_read_down_the_page_in_a_narrow_window(data):
    shown = typed("sql", "from page select * limit 1", data=data, COLUMNS="20").stdout.decode()
    assert "title" in shown


@pytest.mark.parametrize(
    "query", ["select nothing from page", "drop table page", "insert into page values ('x', 1, [])"]
)
def test_a_query_that_cannot_be_answered_is_one_clear_message(query, data):
    done = typed("sql", query, data=data)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_queries_may_come_from_a_pipe_one_after_the_other(data):
    script = b".mode csv\nselect count(*) as pages\nfrom page;\nselect max(deaths) as most from page"
    assert typed("sql", data=data, stdin=script).stdout == b"pages\n2\nmost\n11\n"


def test_a_failing_query_does_not_stop_the_next_one_but_shows_in_the_exit_code(data):
    done = typed("sql", "--json", data=data, stdin=b"select wrong;\nselect 1 as one;\n")
    assert json.loads(done.stdout) == [{"one": 1}]
    assert done.returncode == 1


def test_the_shell_lists_what_there_is_and_leaves_when_told(data):
    done = typed("sql", data=data, stdin=b".tables\n.help\n.quit\nselect 1;\n")
    assert b"main.page" in done.stdout
    assert b".mode" in done.stdout
    assert done.returncode == 0


def test_an_unknown_command_of_the_shell_is_named(tmp_path, capsys):
    session = Shell(tmp_path / "none.duckdb", "table")
    assert session.take(".drop everything")
    assert "No such command: .drop everything" in capsys.readouterr().err


def test_nothing_published_is_said_in_words(tmp_path):
    done = typed("sql", "select 1", data=tmp_path)
    assert done.returncode == 1
    assert b"nothing has been published yet" in done.stderr
