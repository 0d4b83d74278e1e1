"""`presswatch code --explain`: a text with the words of its events marked, and each record beside its words. Codes none."""

import asyncio
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Literal
from uuid import uuid4

import msgspec
from rich.table import Table
from rich.text import Text

from console import paper
from console.filters.code import TextLine, document
from console.lines import BadLine, Line, json_line, read
from console.words import one_line, plain
from ingest.code.sentences import MAX_TEXT
from ingest.errors import Misconfigured, WorldDown
from ingest.model import Document, Event, Refused
from ingest.settings import Settings

_COLOURS = ("yellow", "cyan", "magenta", "green", "blue", "red")
_HIDDEN = frozenset({"event_id", "revision_id", "quote", "quote_start", "quote_end", "evidence"})
_MOST_BYTES = 16 << 20
_MOST_SHOWN = 100
"""Records that are laid out for reading; nobody reads a thousand, and JSON has them all."""
_SIGNS = re.compile(r"[\\\[\]⟦⟧〚〛［］\u2500-\u257f]")
"""What marks and tables are drawn with, and what looks like it."""
_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_LABELS = {
    "event_type": "what", "event_mode": "what", "claim_status": "", "acled_sub_event": "", "violence_type": "",
    "event_clarity": "", "part_of": "", "date_start": "when", "date_end": "when", "date_prec": "when",
    "place_as_written": "where", "place": "where", "geonames_id": "where", "latitude": "where", "longitude": "where",
    "admin1": "where", "admin2": "where", "country": "where", "where_prec": "where", "low": "deaths", "best": "deaths",
    "high": "deaths", "side_a": "side a", "side_b": "side b", "actor_a_ids": "side a", "actor_b_ids": "side b",
    "attributed_to": "according to", "contexts": "context", "deaths_a": "deaths a", "deaths_b": "deaths b",
    "deaths_civilians": "civilians", "deaths_unknown": "unknown dead",
}  # fmt: skip
"""Field to what the mark in the text says; the same words may be marked once for several. "": not marked of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters `[start, end)` of the text. `label` says what they are to which events ("1 what, side a; 2 when"), `number` is
    the first of these; None: they are the quote of event `number`."""

    start: int
    end: int
    number: int
    label: str | None


def explain(file: Path, settings: Settings, *, published: str | None, by_model: bool, as_json: bool) -> None:
    """Print the texts of a file with what the coder makes of them. Raises Misconfigured for a file that cannot be read, and
    WorldDown where the model gives no answer."""
    for one in documents(file, published):
        events = _by_model(one, settings) if by_model else _by_rules(one)
        if as_json:
            paper.write(json_line({"id": one.doc_id, "text": one.text, "events": msgspec.to_builtins(events)}))
        else:
            show(one, events)


def documents(file: Path, published: str | None) -> Iterable[Document]:
    """The text of a file ("-": of stdin), or each line of one that ends in .jsonl."""
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if str(file) == "-" else _bytes(file)
        if len(raw) > _MOST_BYTES:
            raise Misconfigured(
                str(file), "is larger than 16 MB", "Give fewer texts at once; the filter takes any number"
            )
        if file.suffix == ".jsonl":
            lines = enumerate(raw.splitlines(), 1)
            return [document(read(Line(number, line), TextLine)) for number, line in lines if line.strip()]
        given = TextLine(id=file.name, text=raw.decode("utf-8-sig"), published_at=published)
        return [document(given)]
    except UnicodeDecodeError as problem:
        raise Misconfigured(str(file), "is not UTF-8", "Save it as UTF-8 text") from problem
    except (BadLine, StopIteration) as problem:
        raise Misconfigured(
            str(file), str(problem), "Give a text, or lines as `presswatch code` takes them"
        ) from problem


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES + 1)
    except OSError as problem:
        raise Misconfigured(str(file), f"cannot be read: {problem.strerror}", "Name a text file, or -") from problem


def _by_rules(one: Document) -> tuple[Event, ...]:
    from ingest.code import code

    return code(one)


def _by_model(one: Document, settings: Settings) -> tuple[Event, ...]:
    from ingest.code.llm import llm_coder
    from ingest.code.llm.store import Store

    llm = settings.llm
    if llm is None:
        raise Misconfigured("PRESSWATCH_LLM_URL", "is not set", "Say where the model is (docs/llm-coder.md)")

    async def ask() -> tuple[Event, ...] | Refused:
        store, run_id = Store(settings.llm_answers), f"explain-{uuid4().hex[:6]}"
        async with llm_coder(llm, store=store, run_id=run_id, user_agent=settings.user_agent) as coder:
            return await coder.code(one)

    found = asyncio.run(ask())
    if isinstance(found, Refused):
        raise WorldDown("the second coder", f"{found.reason}: {found.detail}", "docs/llm-coder.md says what that means")
    return found


def show(one: Document, events: Sequence[Event]) -> None:
    """The text, marked, and a table for each event."""
    out = paper.out()
    if one.text.strip():
        out.print(marked(one.text, marks(events)), soft_wrap=True)
    if not events:
        out.print("\nIt reports no event that this coder can read." if one.text.strip() else "It holds no text.")
    if _PAGE.match(one.text):
        paper.aside().print(
            "\nThis is a page, tags and all: `presswatch try URL` and `presswatch extract` read its text first."
        )
    if len(one.text) > MAX_TEXT:
        paper.aside().print(f"\nOnly its first {MAX_TEXT:,} characters are read.")
    numbers = {each.event_id: place for place, each in enumerate(events, 1)}
    for number, event in enumerate(events[:_MOST_SHOWN], 1):
        out.print()
        out.print(record(number, event, one.text, numbers))
    if len(events) > _MOST_SHOWN:
        out.print(f"\n{len(events) - _MOST_SHOWN:,} more events are marked above; --json gives the records of all.")


def marks(events: Sequence[Event]) -> list[Mark]:
    """What is marked in the text: each event's quote, and the words that its fields rest on, outermost first."""
    quotes = {Mark(start=e.quote_start, end=e.quote_end, number=n, label=None) for n, e in enumerate(events, 1)}
    said: dict[tuple[int, int], dict[int, dict[str, None]]] = {}
    for number, event in enumerate(events, 1):
        for name, span in event.evidence.items():
            label = _LABELS.get(name, name)
            if label and tuple(span) != (event.quote_start, event.quote_end):
                said.setdefault((span[0], span[1]), {}).setdefault(number, {})[label] = None
    words = {
        Mark(start=start, end=end, number=min(by), label="; ".join(f"{n} {', '.join(by[n])}" for n in by))
        for (start, end), by in said.items()
    }
    return sorted(quotes | words, key=lambda mark: (mark.start, -mark.end, mark.label is not None, mark.number))


def marked(text: str, found: Sequence[Mark]) -> Text:
    """The text with its marks: ⟦1 … 1⟧ around the quote of event 1, [words](1 deaths) around what a field rests on. Colour
    repeats what the signs say. Signs of the text's own are escaped: what has no backslash before it is a mark."""
    opened, ended = _by_edge(found, "start"), _by_edge(found, "end")
    over: list[Mark] = []
    made = Text()
    for start, end in pairwise(sorted({0, len(text), *opened, *ended})):
        over = [*(mark for mark in over if mark.end > start), *opened.get(start, ())]
        for mark in opened.get(start, ()):
            made.append(f"⟦{mark.number} " if mark.label is None else "[", _sign(mark))
        made.append(_escaped(plain(text[start:end])), _style(over))
        for closing in _closing(ended.get(end, ())):
            made.append(*closing)
    return made


def _escaped(text: str) -> str:
    """Words of a text with a backslash before each that looks like a mark or like the frame of a record."""
    return _SIGNS.sub(r"\\\g<0>", text)


def _by_edge(found: Sequence[Mark], edge: Literal["start", "end"]) -> dict[int, list[Mark]]:
    """The marks that begin, or end, at each character where any does."""
    there: dict[int, list[Mark]] = {}
    for mark in found:
        there.setdefault(getattr(mark, edge), []).append(mark)
    return there


def _closing(ended: Sequence[Mark]) -> list[tuple[str, str]]:
    """What closes the marks that end here, the innermost first."""
    inner_first = sorted(ended, key=lambda mark: (-mark.start, mark.label is None, -mark.number))
    return [(f"]({m.label})" if m.label else f" {m.number}⟧", _sign(m)) for m in inner_first]


def _colour(number: int) -> str:
    return _COLOURS[(number - 1) % len(_COLOURS)]


def _sign(mark: Mark) -> str:
    return f"dim {_colour(mark.number)}"


def _style(over: Sequence[Mark]) -> str:
    """Of the innermost mark: a quote in its event's colour, what a field rests on bold and underlined as well."""
    if not over:
        return ""
    inner = min(over, key=lambda mark: (mark.end - mark.start, mark.label is None))
    return _colour(inner.number) if inner.label is None else f"bold underline {_colour(inner.number)}"


def record(number: int, event: Event, text: str, numbers: dict[str, int]) -> Table:
    """An event's fields, each with the words of the text that it rests on and where they stand."""
    rows = []
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name in _HIDDEN or value is None or value == ():
            continue
        if field.name == "part_of":
            value = tuple(f"event {numbers[each]}" if each in numbers else each for each in value)
        span = event.evidence.get(field.name)
        words = one_line(text[span[0] : span[1]], 80) if span else ""
        rows.append(
            (field.name, _escaped(paper.shown(value).plain), _escaped(words), f"{span[0]}–{span[1]}" if span else "")
        )
    title = f"event {number} · {event.event_type} · {event.event_id}"
    table = paper.table(title, ("field", "value", "from the words", "at"), rows)
    table.title_style = f"bold {_colour(number)}"
    return table
