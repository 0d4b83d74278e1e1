"""Text from the web on its way to a terminal, a spreadsheet and a pipe."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.words import cell, one_line, plain, safe_json


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new window title\x07after", "after"),
        ("\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jgone", "gone"),
        ("bell\x07 back\x08 nul\x00", "bell back nul"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("line\u2028end", "lineend"),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
        ("over\rwritten", "over\nwritten"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_left_in_shown_text(hostile, harmless):
    assert plain(hostile) == harmless


def test_text_in_any_script_is_shown_as_it_is():
    for text in ("قُتل 11 شخصاً في المختارية", "ペルー大統領", "Ñandú – “sí” 👍🏽", "नमस्ते"):
        assert plain(text) == text


@given(st.text())
def test_no_text_keeps_a_control_character(text):
    assert not {c for c in plain(text) if (ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160}


def test_a_long_text_is_cut_on_one_line_with_an_ellipsis():
    assert one_line("a\n  b\x1b[1m c" * 50, 20) == "a b ca b ca b ca b…"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "\x1b[1m=", " =", "\xa0 +", "\ufeff="])
def test_text_that_a_spreadsheet_would_run_gets_a_quote_before_it(start):
    value = cell(start + "cmd|'/C calc'!A0")
    assert isinstance(value, str)
    assert value.startswith("'")


@pytest.mark.parametrize("number", [-5, -0.5, 0, None, True])
def test_numbers_are_no_formulas(number):
    assert cell(number) is number


def test_a_line_ends_once_whatever_ends_it():
    assert cell("one\r\ntwo\rthree\nfour") == plain("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_ordinary_text_is_no_formula():
    assert cell("11 killed - monitor") == "11 killed - monitor"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_making_json_safe_changes_its_looks_and_not_its_meaning(text):
    raw = json.dumps({"t": text}, ensure_ascii=False).encode()
    made = safe_json(raw)
    assert json.loads(made) == {"t": text}
    assert not {c for c in made.decode() if 127 <= ord(c) < 160}
