"""`presswatch code --explain`: the words of each event marked in its text, legible without colour, and the record beside them."""

import json
import os
import pty
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.filters.code import TextLine, document
from console.marked import Mark, marked, marks, show
from tests.console.typed import PRESSWATCH, environ, typed
from tests.fake_model import answer, event, fake_model, raw, says
from tests.ingest.code.reading import read

TEXT = (
    "Gunmen killed at least 15 farmers in Homs, Syria, on Wednesday, a monitor said. "
    "Rebels abducted three teachers near Aleppo on Thursday."
)


def explained(folder: Path, *words: str, text: str = TEXT, **settings: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "story.txt").write_text(text, encoding="utf-8")
    return typed("code", "--explain", "story.txt", "--published", "2025-03-07", *words, data=folder, **settings)


def test_the_words_of_each_event_stand_in_its_marks_without_any_colour(tmp_path):
    said = explained(tmp_path).stdout.decode()
    assert "\x1b" not in said
    first, second = re.findall(r"⟦(\d) .*? (\d)⟧", said)
    assert (first, second) == (("1", "1"), ("2", "2"))
    assert re.search(r"\[at least 15 .*?\]\(1 deaths", said)
    assert "[Homs](1 where)" in said
    assert "[Thursday](2 when)" in said


def test_a_file_without_a_text_and_a_page_with_its_tags_are_told_as_such(tmp_path):
    assert "It holds no text." in explained(tmp_path, text=" \n").stdout.decode()
    page = explained(tmp_path, text=f"<!DOCTYPE html><body><p>{TEXT}</p></body>")
    assert "This is a page" in page.stderr.decode()
    assert "This is a page" not in explained(tmp_path).stderr.decode()


def test_every_field_stands_beside_its_words(tmp_path):
    said = explained(tmp_path).stdout.decode()
    assert re.search(r"│ best +│ 15 +│ at least 15 farmers", said)
    assert re.search(r"│ date_start +│ 2025-03-05 +│ Wednesday +│ 53–62", said)


def test_a_terminal_gets_a_colour_for_each_event(tmp_path):
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    ours, theirs = pty.openpty()
    settings = environ(tmp_path, TERM="xterm-256color", COLUMNS="200")
    settings.pop("NO_COLOR", None)
    command = [str(PRESSWATCH), "code", "--explain", "story.txt"]
    with subprocess.Popen(command, cwd=tmp_path, env=settings, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        said = b""
        while piece := _piece(ours):
            said += piece
        assert process.wait(60) == 0
    assert b"\x1b[33m" in said
    assert b"\x1b[36m" in said


def _piece(handle: int) -> bytes:
    try:
        return os.read(handle, 65_536)
    except OSError:  # Linux: the other end is closed
        return b""


SIGNS = re.compile(r"\\(?P<own>.)|⟦(?P<opens>\d+) | (?P<ends>\d+)⟧|\[|\]\(\d [^()]*\)", re.DOTALL)


def without_marks(said: str) -> str:
    """A marked text as whoever wrote it did, with what signs it had of its own."""
    return SIGNS.sub(lambda found: found["own"] or "", said)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("farmers", "\x1b[31mfarmers"), "Nothing happened.", ""])
def test_marking_adds_signs_and_takes_no_word_away(text):
    said = marked(text, marks(read(text, "2025-03-07"))).plain
    assert without_marks(said) == text.replace("\x1b[31m", "")


@given(st.text(alphabet="⟦⟧[]()\\│〚］ 12deaths.\n"), st.data())
def test_no_text_imitates_a_mark(text, data):
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    quote = Mark(start=start, end=end, number=7, label=None)
    said = marked(text, [quote] if start < end else []).plain
    signs = [found.group() for found in SIGNS.finditer(said) if not found["own"]]
    assert signs == (["⟦7 ", " 7⟧"] if start < end else [])
    assert without_marks(said) == text


def test_no_text_draws_a_record_of_its_own(capsys):
    drawn = TEXT.replace("a monitor said", "a monitor │ said") + "\n┏━━━┓\n┃ field ┃ value ┃\n│ best  │ 99    │\n└───┘"
    show(document(TextLine(id="a", text=drawn)), read(drawn, "2025-03-07"))
    said = capsys.readouterr().out
    assert re.search(r"^\\│ best  \\│ 99", said, re.MULTILINE)
    assert not re.search(r"^│ best +│ 99", said, re.MULTILINE)


def test_a_terminal_is_never_given_what_a_text_wants_it_to_obey(tmp_path):
    assert b"\x1b" not in explained(tmp_path, text=TEXT.replace("farmers", "\x1b]0;x\x07farmers\x9b31m")).stdout


def test_a_file_of_lines_gives_each_text_and_json_its_records(tmp_path):
    lines = [{"id": "a", "text": TEXT, "published_at": "2025-03-07"}, {"id": "b", "text": "Rain fell."}]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = typed("code", "--explain", "two.jsonl", "--json", data=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], len(first["events"]), second["events"]) == ("a", 2, [])
    assert "no event" in typed("code", "--explain", "two.jsonl", data=tmp_path).stdout.decode()
    assert typed("code", "--explain", "-", data=tmp_path, stdin=TEXT.encode()).stdout.decode().count("⟦") == 2


def test_what_of_a_huge_file_is_not_read_or_not_laid_out_is_said(tmp_path):
    days = (date(2024, 9, 1) + timedelta(days=n) for n in range(103))
    deeds = " ".join(f"Gunmen killed {day.day % 17 + 2} people in Homs on {day:%d %B %Y}." for day in days)
    listed = explained(tmp_path, text=deeds).stdout.decode()
    assert (listed.count("⟦"), listed.count("· ASSAULT ·")) == (103, 100)
    assert "3 more events" in listed
    assert "first 200,000 characters" in explained(tmp_path, text=TEXT + " " * 200_000).stderr.decode()
    assert "larger than 16 MB" in explained(tmp_path, text="é" * (8 << 20) + "é").stderr.decode()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--explain", "nowhere.txt"), 1, "cannot be read"),
        (("--explain", "bad.txt"), 1, "not UTF-8"),
        (("--explain", "bad.jsonl"), 1, "bad.jsonl"),
        (("--explain", "."), 1, "cannot be read"),
        (("--explain",), 2, "go together"),
        (("good.txt",), 2, "go together"),
        (("--explain", "good.txt", "--coder", "oracle"), 2, "rules and llm"),
        (("--explain", "good.txt", "--coder", "llm"), 1, "PRESSWATCH_LLM_URL"),
        (("--explain", "good.txt", "--published", "soon"), 1, "published_at"),
    ],
)
def test_a_mistake_is_said_in_words(tmp_path, words, code, said):
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "bad.jsonl").write_text("{}\n")
    done = typed("code", *words, data=tmp_path)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_second_coder_can_be_asked_and_its_failure_is_said(tmp_path):
    quote = "Gunmen killed at least 15 farmers in Homs, Syria, on Wednesday, a monitor said."
    with fake_model(says(answer(event(quote=quote, deaths="15 farmers")))) as model:
        done = explained(tmp_path, "--coder", "llm", PRESSWATCH_LLM_URL=model.url, PRESSWATCH_LLM_MODEL="m")
    assert "[at least 15](1 deaths)" in done.stdout.decode()
    with fake_model(raw(b"", 401)) as model:
        done = explained(tmp_path, "--coder", "llm", PRESSWATCH_LLM_URL=model.url, PRESSWATCH_LLM_MODEL="other")
    assert (done.returncode, b"unauthorized" in done.stderr) == (1, True)
