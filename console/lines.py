"""JSON lines in and out: splits a stream into numbered lines and reads one line as a record. Knows nothing of stages."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from console.words import safe_json

T = TypeVar("T")

MOST_BYTES_A_LINE = 64 << 20  # a page of 20 MB, every character of it written as a \u escape
_READ_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"
_LEADING_ID = re.compile(rb'\s*\{\s*"((?:doc_)?id)"\s*:\s*("(?:[^"\\]|\\.){0,500}"|-?\d{1,18})\s*[,}]')


class Stream(Protocol):
    """What a filter reads: `read1` gives what is there and waits only when nothing is."""

    def read1(self, size: int, /) -> bytes: ...


class Line(NamedTuple):
    """One line of input; `raw` is None where it was longer than a line may be."""

    number: int
    raw: bytes | None

    @property
    def size(self) -> int:
        return len(self.raw or b"")


class BadLine(Exception):
    """A line that is not what the filter takes; its message goes into the answer."""


def batches(stream: Stream, *, most_lines: int, most_bytes: int) -> Iterator[tuple[Line, ...]]:
    """The lines of `stream` in order, in batches that never wait for more input than has arrived."""
    batch: list[Line] = []
    weight = 0
    for line in _lines(stream):
        if line is not None:
            batch.append(line)
            weight += line.size
        if batch and (line is None or len(batch) >= most_lines or weight >= most_bytes):
            yield tuple(batch)
            batch, weight = [], 0


def _lines(stream: Stream) -> Iterator[Line | None]:
    """Every line; None after each read, when what has arrived is used up."""
    number, parts, size = 0, list[bytes](), 0
    while piece := stream.read1(_READ_BYTES):
        *whole, rest = piece.split(b"\n")
        for end in whole:
            number += 1
            yield _line(number, parts, end, size + len(end))
            parts, size = [], 0
        size += len(rest)
        parts.append(rest)
        if size > MOST_BYTES_A_LINE:
            parts = []  # the line is refused: only its length is still counted
        yield None
    if size:
        yield _line(number + 1, parts, b"", size)
    yield None


def _line(number: int, parts: list[bytes], end: bytes, size: int) -> Line:
    if size > MOST_BYTES_A_LINE:
        return Line(number, None)
    raw = b"".join((*parts, end))
    return Line(number, raw.removeprefix(_BOM) if number == 1 else raw)


def read(line: Line, kind: type[T]) -> T:
    """The line as a record of `kind`. Raises BadLine, which says what is wrong with it."""
    if line.raw is None:
        raise BadLine(f"the line is longer than {MOST_BYTES_A_LINE >> 20} MiB")
    if not line.raw.strip():
        raise BadLine("the line is blank")
    try:
        return msgspec.json.decode(line.raw, type=kind)
    except UnicodeDecodeError as problem:
        raise BadLine(f"the line is not UTF-8: {problem.reason}") from problem
    except (msgspec.DecodeError, RecursionError) as problem:
        raise BadLine(str(problem)) from problem


def named_fields(line: Line, *keys: str) -> dict[str, str | int]:
    """Those of the fields that can be read from a line that is otherwise bad; of malformed JSON at most a leading id."""
    raw = line.raw or b""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _leading_id(raw)
    kept = {key: found.get(key) for key in keys} if isinstance(found, dict) else {}
    return {key: value for key, value in kept.items() if isinstance(value, str | int) and not isinstance(value, bool)}


def _leading_id(raw: bytes) -> dict[str, str | int]:
    found = _LEADING_ID.match(raw)
    if not found:
        return {}
    try:
        return {found[1].decode(): msgspec.json.decode(found[2], type=str | int)}
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}


def error_line(line: Line, problem: str) -> bytes:
    """The answer to a bad line: its id where it could be read, its number, and what is wrong."""
    return json_line({**named_fields(line, "id", "doc_id"), "line": line.number, "error": problem})


def json_line(record: object) -> bytes:
    return safe_json(msgspec.json.encode(record)) + b"\n"
