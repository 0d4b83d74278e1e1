"""`presswatch code`: a text in, its events out."""

from datetime import date
from typing import Any

import msgspec

from console.filters.named import Named, answered, named
from console.instants import day
from console.lines import BadLine, Line, error_line, json_line
from console.stream import Answers, Batch, Filter
from ingest.model import Document, Refused

_LINES_AT_ONCE = 32
_DATES = ("published_at", "doc_date", "published")


class TextLine(Named, kw_only=True):
    """`{id | doc_id, text}`; optional `title`, `published_at` (or `doc_date`, `published`), `dateline` (text, or an
    object whose `place` is), `language`, `country` (alpha-2, a hint)."""

    text: str | None = None
    title: str | None = None
    published_at: str | None = None
    published: str | None = None
    doc_date: str | None = None
    dateline: str | dict[str, Any] | None = None
    language: str | None = None
    country: str | None = None


def code_filter() -> Filter:
    return Filter(
        work=code_batch,
        over_budget=over_budget,
        most_lines=_LINES_AT_ONCE,
        preload=("console.filters.code", "ingest.code.warm"),
    )


def code_batch(batch: Batch) -> Answers:
    return tuple(answered(line, _code) for line in batch)


def _code(line: Line) -> bytes:
    from ingest.code import code

    given = named(line, TextLine)
    return json_line({**given.names, "events": msgspec.to_builtins(code(document(given)))})


def document(given: TextLine) -> Document:
    """The line as the coder reads it. Raises BadLine."""
    if given.text is None:
        raise BadLine("the line has no `text`")
    return Document(
        doc_id=str(given.name),
        text=given.text,
        title=given.title,
        published_on=_published_on(given),
        dateline=_dateline(given.dateline),
        language=given.language,
        country=given.country,
    )


def _published_on(given: TextLine) -> date | None:
    for key in _DATES:
        if text := getattr(given, key):
            try:
                return day(text)
            except (ValueError, OverflowError) as problem:
                raise BadLine(f"`{key}`: {problem}") from problem
    return None


def _dateline(given: str | dict[str, Any] | None) -> str | None:
    place = given.get("place") if isinstance(given, dict) else given
    if place is not None and not isinstance(place, str):
        raise BadLine("`dateline.place` is no text")
    return place


def over_budget(line: Line, refused: Refused) -> bytes:
    """The answer for a text whose worker had to be stopped."""
    return error_line(line, f"{refused.reason}: {refused.detail}")
