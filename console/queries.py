"""`presswatch sql`: questions to the published file, one at a time or from a small shell. Never the pipeline's own file."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Literal

import msgspec

from console import paper
from console.words import cell, plain, safe_json
from ingest.errors import PresswatchError
from warehouse.ask import rows as answer_to

Style = Literal["table", "csv", "json"]

_ROWS_SHOWN = 1_000
_CELL_SHOWN = 200
_NARROWEST = 10  # columns; where a table has less room for each, every row becomes a table of its own
_HELP = """\
SQL, ended by ; (an empty line ends nothing). Then there are:
  .tables            what there is to ask
  .mode table|csv|json
  .help  .quit
Try: select * from mart.event limit 5;"""
_TABLES = """
select schema_name || '.' || view_name as name, comment from duckdb_views() where not internal
union all
select schema_name || '.' || table_name, comment from duckdb_tables() where not internal
order by 1
"""


def ask(published: Path, query: str, style: Style) -> None:
    """Print the answer to one query. Raises PresswatchError where there is none."""
    columns, rows = answer_to(published, query)
    _PRINTERS[style](columns, rows)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    out = paper.out()
    if len(columns) * _NARROWEST > out.width:
        for number, row in enumerate(rows[:_ROWS_SHOWN], 1):
            pairs = list(zip(columns, row, strict=True))
            out.print(paper.table(f"row {number}", ("column", "value"), pairs, limit=_CELL_SHOWN))
    else:
        out.print(paper.table(None, columns, rows[:_ROWS_SHOWN], limit=_CELL_SHOWN))
    left_out = f", {_ROWS_SHOWN:,} shown; --csv gives all" if len(rows) > _ROWS_SHOWN else ""
    out.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}{left_out}")


def _print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    paper.write(as_csv(columns, rows).encode("utf-8", "replace"))


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """CSV with a heading, \\n between lines, text made harmless to spreadsheets; lists and structs as JSON, NULL empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell(column) for column in columns])
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return text.getvalue()


def _csv_value(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return cell(msgspec.json.encode(value, enc_hook=str).decode())
    if isinstance(value, bytes):
        return value.hex()
    return cell(value)


def _print_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    paper.write(as_json(columns, rows))


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """One JSON array, an object per row on a line of its own; a column name that comes again gets a number."""
    names = tuple(_distinct(columns))
    objects = (msgspec.json.encode(dict(zip(names, row, strict=True)), enc_hook=str) for row in rows)
    return b"[" + b",\n".join(safe_json(one) for one in objects) + b"]\n"


def _distinct(columns: Sequence[str]) -> Iterator[str]:
    taken: set[str] = set()
    for column in columns:
        name = next(n for n in _numbered(column) if n not in taken)
        taken.add(name)
        yield name


def _numbered(column: str) -> Iterator[str]:
    yield column
    yield from (f"{column}_{number}" for number in count(2))


_PRINTERS: dict[Style, Callable[[Sequence[str], Sequence[Sequence[Any]]], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}


class Shell:
    """What a person has typed so far, and how answers are to look."""

    def __init__(self, published: Path, style: Style) -> None:
        self._published, self._style, self._typed = published, style, list[str]()
        self.failures = 0

    @property
    def prompt(self) -> str:
        return "......> " if self._typed else "presswatch> "

    def forget(self) -> None:
        self._typed.clear()

    def take(self, line: str) -> bool:
        """One line of input; False: the person wants to leave."""
        if not self._typed and line.startswith("."):
            return self._command(line.split())
        self._typed.append(line)
        if line.rstrip().endswith(";"):
            self.finish()
        return True

    def finish(self) -> None:
        """Ask what was typed, if anything; an error is printed and the shell goes on."""
        query = "\n".join(self._typed).strip().rstrip(";").strip()
        self._typed.clear()
        if query:
            self._ask(query)

    def _ask(self, query: str) -> None:
        try:
            ask(self._published, query, self._style)
        except PresswatchError as problem:
            paper.complain(problem)
            self.failures += 1

    def _command(self, words: list[str]) -> bool:
        match words:
            case [".quit" | ".exit"]:
                return False
            case [".tables"]:
                self._ask(_TABLES)
            case [".mode", ("table" | "csv" | "json") as style]:
                self._style = style
            case [".help"]:
                paper.out().print(_HELP)
            case _:
                paper.aside().print(f"No such command: {plain(' '.join(words))}. Try .help")
                self.failures += 1
        return True


def shell(published: Path, style: Style) -> bool:
    """Read queries from stdin until it ends; whether all of them could be answered. At a terminal it prompts."""
    session = Shell(published, style)
    if sys.stdin.isatty():
        _talk(session)
        return True
    for line in sys.stdin:
        if not session.take(line.rstrip("\n")):
            break
    session.finish()
    return not session.failures


def _talk(session: Shell) -> None:
    import readline  # noqa: F401 - editing and a history of this session for input()

    paper.out().print("SQL on the published file, read only. .help says more, .quit or Ctrl-D leaves.")
    while True:
        try:
            if not session.take(input(session.prompt)):
                return
        except KeyboardInterrupt:
            session.forget()
            sys.stdout.write("\n")
        except EOFError:
            sys.stdout.write("\n")
            return
