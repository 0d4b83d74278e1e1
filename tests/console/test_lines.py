"""Streams as numbered lines, and lines as records."""

import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import lines
from console.lines import BadLine, Line, batches, error_line, read


class Trickle:
    """A stream that gives what it holds in the pieces it was given."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def read1(self, size: int, /) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""


class Named(msgspec.Struct):
    id: str


def numbered(stream, **limits):
    return [line for batch in batches(stream, **{"most_lines": 3, "most_bytes": 1000} | limits) for line in batch]


@given(st.lists(st.binary().map(lambda raw: raw.replace(b"\n", b""))), st.integers(1, 9), st.data())
def test_however_a_stream_is_cut_its_lines_are_the_same(written, most_lines, data):
    raw = b"".join(line + b"\n" for line in written)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=5)))
    pieces = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True) if a < b]
    found = numbered(Trickle(*pieces), most_lines=most_lines)
    expected = [w.removeprefix(b"\xef\xbb\xbf") if i == 0 else w for i, w in enumerate(written)]
    assert [line.raw for line in found] == expected
    assert [line.number for line in found] == list(range(1, len(written) + 1))


def test_a_last_line_without_an_end_is_a_line():
    assert [line.raw for line in numbered(io.BytesIO(b"a\nb"))] == [b"a", b"b"]


def test_a_batch_does_not_wait_for_input_that_has_not_arrived():
    stream = batches(Trickle(b"a\nb\n", b"c\n"), most_lines=100, most_bytes=1000)
    assert [line.raw for line in next(stream)] == [b"a", b"b"]


def test_a_line_that_is_too_long_is_named_and_the_next_one_is_read(monkeypatch):
    monkeypatch.setattr(lines, "MOST_BYTES_A_LINE", 10)
    found = numbered(Trickle(b"x" * 8, b"x" * 8, b"x\nshort\n"))
    assert [(line.number, line.raw) for line in found] == [(1, None), (2, b"short")]
    with pytest.raises(BadLine, match="longer than"):
        read(found[0], Named)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "blank"),
        (b"  \t", "blank"),
        (b"[1]", "Expected `object`, got `array`"),
        (b'{"id": 5}', "Expected `str`, got `int`"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b'{"id": "a"', "truncated"),
        (b'{"id": "a"} {}', "trailing"),
        (b'{"id": NaN}', "malformed"),
        (b"[" * 100_000, "depth|recursion|Expected"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(raw, problem):
    with pytest.raises(BadLine, match=problem):
        read(Line(1, raw), Named)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'{"text": 5, "id": "a"}', {"id": "a"}),
        (b'{"id": 7, "text": [}', {"id": 7}),
        (b'{"doc_id": "d\\u00e9", "text": "cut of', {"doc_id": "dé"}),
        (b'{"id": [1]}', {}),
        (b'{"id": "\\ud800", "x"', {}),
        (b"\xff\xfe", {}),
        (b"null", {}),
    ],
)
def test_an_error_line_bears_the_id_where_it_can_be_read(raw, name):
    assert json.loads(error_line(Line(9, raw), "why")) == {**name, "line": 9, "error": "why"}
