"""Words, folding and clean lines, in many scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import clean_line, clean_text, fold, language_of, leveled, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven men, 2 boats.", ["Eleven", "men", "2", "boats"]),
        ("L'été à Zürich", ["L", "été", "à", "Zürich"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("مقتل 20 شخصا", ["مقتل", "20", "شخصا"]),
        ("港で火事、ABC社", ["港", "で", "火", "事", "ABC", "社"]),
        ("서울에서 화재", ["서울에서", "화재"]),
        ("", []),
    ],
)
def test_words_follow_the_script(text, expected):
    assert words(text) == expected


def test_a_language_known_to_use_spaces_changes_nothing_where_there_are_spaces():
    assert words("Feuer im Hafen – zwei Hallen zerstört", "de") == words("Feuer im Hafen – zwei Hallen zerstört")


def test_folding_joins_what_readers_take_for_the_same():
    assert fold("ﬁre in STRASSE ①") == fold("FIRE in straße 1")


def test_a_text_is_leveled_letter_for_letter():
    text = "a\u00a0b\u2011c\u200bd\x07e\ufefff\n\tg\u202fh"
    assert leveled(text) == "a b-c d e f\n\tg h"
    assert len(leveled(text)) == len(text)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200), st.integers(min_value=1, max_value=80))
def test_a_clean_line_is_one_short_line_without_controls(text, limit):
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in line)
    line.encode("utf-8")


def test_terminal_codes_and_line_ends_leave_a_title():
    assert clean_line("red\x1b[31m alert\r\nSet-Cookie: a\x00\u202e", 100) == "red alert Set-Cookie: a"


@given(st.text(max_size=300))
def test_clean_text_is_clean_already_when_cleaned_twice(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_clean_text_keeps_paragraphs_and_joins_soft_hyphens():
    assert clean_text("One  two\xad\n\n\r\n three\tfour\x00 ") == "One two\nthree four"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry left the northern pier at dawn with forty crates of oranges.", "en"),
        ("Die Fähre verließ den nördlichen Anleger bei Tagesanbruch mit vierzig Kisten.", "de"),
        ("غادرت العبارة الرصيف الشمالي عند الفجر وعلى متنها أربعون صندوقا", "ar"),
        ("渡輪在黎明時分離開北碼頭，載著四十箱橙子。", "zh"),
    ],
)
def test_the_language_is_told(text, language):
    found, confidence = language_of(text)
    assert found == language
    assert confidence is not None
    assert 0.5 < confidence <= 1.0


def test_a_text_without_letters_has_no_language():
    assert language_of("1 2 3 …") == (None, None)


def test_a_word_is_the_same_whatever_letters_stand_beside_it():
    for point in (*range(0x80, 0x3100), *range(0x1E000, 0x1E100)):
        letter = chr(point)
        beside_a_mark = words(
            f"one{letter}two \u0483"
        )  # a mark of another script: the text is looked at letter by letter
        assert words(f"one{letter}two") == [word for word in beside_a_mark if word != "\u0483"], hex(point)
