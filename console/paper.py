"""Where the command line prints: results on stdout, everything said beside them on stderr. What comes from the web passes
`words` before it is laid out."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from console.words import one_line, plain
from ingest.errors import PresswatchError
from ingest.model import Event

_PIPE_WIDTH = 10_000  # nothing is folded where no terminal says how wide it is


def out() -> Console:
    """The paper for results; never reads markup or emoji codes in what it is given."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def aside() -> Console:
    """The paper for progress and errors."""
    return Console(file=sys.stderr, markup=False, emoji=False, highlight=False)


def write(raw: bytes) -> None:
    """Bytes on stdout as they are: JSON and CSV, which no terminal lays out."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def complain(error: PresswatchError) -> None:
    """The one message of an error: its subject, the problem, what to do."""
    paper = aside()
    paper.print(Text.assemble((plain(error.subject), "bold red"), ": ", plain(error.problem)), soft_wrap=True)
    paper.print(Text(plain(error.cure)), soft_wrap=True)


def shown(value: object, limit: int | None = None) -> Text:
    """A value as a table shows it: one line of harmless text, times to the minute in UTC, nothing for None."""
    if isinstance(value, Text):
        return value
    if value is None:
        return Text("")
    if hasattr(value, "strftime") and hasattr(value, "hour"):
        return Text(f"{value:%Y-%m-%d %H:%M}")
    if isinstance(value, list | tuple):
        return Text(one_line(", ".join(str(part) for part in value), limit))
    if isinstance(value, dict):
        return Text(one_line(", ".join(f"{key} {part}" for key, part in value.items()), limit))
    return Text(one_line(f"{value:.6g}" if isinstance(value, float) else str(value), limit))


def table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[Any]], limit: int | None = None) -> Table:
    """Rows under headings; numbers stand to the right, and no cell is longer than `limit` characters."""
    kept = [tuple(row) for row in rows]
    made = Table(title=title and Text(plain(title)), title_justify="left", title_style="bold", header_style="bold")
    for place, column in enumerate(columns):
        is_number = all(isinstance(row[place], int | float | None) for row in kept)
        made.add_column(Text(one_line(column)), justify="right" if is_number else "left", overflow="fold")
    for row in kept:
        made.add_row(*(shown(value, limit) for value in row))
    return made


@contextmanager
def progress(*, is_shown: bool = True) -> Iterator[Progress]:
    """A progress display on stderr; silent where nobody looks at one."""
    shown_on = aside()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=shown_on, transient=True, disable=not (is_shown and shown_on.is_terminal)) as bars:
        yield bars


@contextmanager
def step(bars: Progress, what: str) -> Iterator[TaskID]:
    """One line of a progress display, which runs while the block does and stands as done after it."""
    task = bars.add_task(what, total=None)
    yield task
    done = max(1, int(bars.tasks[task].completed))
    bars.update(task, total=done, completed=done)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A count on stderr that goes up by what it is told; silent where nobody looks, or where the answers themselves are
    looked at."""
    with progress(is_shown=not sys.stdout.isatty()) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done: bars.advance(task, done)


def events(title: str, found: Iterable[Event]) -> Table:
    """Events in one line each: what, when, where, who, deaths low/best/high, according to whom, the sentence."""
    columns = ("type", "when", "where", "by", "against", "deaths", "according to", "sentence")
    rows = [
        (
            e.event_type,
            e.date_start,
            e.place,
            e.side_a,
            e.side_b or e.victims,
            deaths(e.low, e.best, e.high),
            e.attributed_to,
            e.quote,
        )
        for e in found
    ]
    return table(title, columns, rows, limit=200)


def deaths(low: int | None, best: int | None, high: int | None) -> str:
    """`11`, `10–12`, `10–` (at least), or nothing where none are mentioned."""
    if low == best == high:
        return "" if low is None else str(low)
    return f"{'' if low is None else low}–{'' if high is None else high}"
