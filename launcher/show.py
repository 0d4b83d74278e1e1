"""What the demo found, for a person: tables from the analysts' file. Knows no table but through the queries in `sql/`."""

from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from warehouse import ask

_QUERIES = Path(__file__).parent / "sql"
_TRIED = ("try_deaths_by_day", "try_who_says_what", "try_refused")
_LONGEST = 160  # characters of a cell
_MOST = {
    "where": 16,
    "what": 14,
    "who": 18,
    "according to": 16,
    "counts": 7,
    "source": 12,
    "title": 48,
}  # the rest is the sentence's
_NARROW = ("when", "day", "low", "best", "high")


def show(published: Path, console: Console) -> int:
    """Print coverage, articles, events and three queries with their answers; 0 where there are articles, else 1."""
    _print(console, "Coverage per source", ask.rows(published, _sql("coverage")))
    articles = ask.rows(published, _sql("articles"))
    _print(console, "Articles, and what each repeats", articles)
    _print(console, "Events (low, best, high: deaths)", ask.rows(published, _sql("events")))
    console.print("\nAll of it is in one DuckDB file, which you may open at any time:")
    console.print(f"  {published}", style="bold", soft_wrap=True, highlight=False)
    console.print("Three queries to try, as in `.venv/bin/presswatch sql '…'`:")
    for name in _TRIED:
        console.print()
        console.print(Syntax(_sql(name), "sql", background_color="default", word_wrap=True))
        _print(console, None, ask.rows(published, _sql(name)))
    return 0 if articles.rows else 1


def _sql(name: str) -> str:
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8").strip()


def _print(console: Console, title: str | None, answer: ask.Table) -> None:
    """Cells are plain text: what a newspaper wrote is never markup."""
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=False)
    for column in answer.columns:
        table.add_column(column, overflow="fold", no_wrap=column in _NARROW, max_width=_MOST.get(column))
    for row in answer.rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print()
    console.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
