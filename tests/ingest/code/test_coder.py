"""Promises that hold for every text: evidence for each field, offsets that fit, a bounded time, the same answer twice."""

import dataclasses
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.code import code
from ingest.model import Document, Event
from tests.ingest.code.reading import read
from tests.shared import SHARED, needs_shared

TEXT = (
    "BEIRUT (Agency) - At least 60 people have been killed in Syria in the past three days, a rights monitor said.\n"
    "Among those killed were 22 farmers who were shot by militants in the town of Al Haffah on Wednesday.\n"
    "Gunmen kidnapped three engineers near Homs on Thursday, the governor's office said."
)
_WITHOUT = {"event_id", "revision_id", "quote", "quote_start", "quote_end", "evidence", "confidence", "coder"}
_WORDS = st.sampled_from(
    [
        "killed",
        "wounded",
        "12",
        "people",
        "at",
        "least",
        "soldiers",
        "in",
        "Homs",
        "Syria",
        "on",
        "Thursday",
        ",",
        ".",
        "and",
        "by",
        "gunmen",
        "were",
        "of",
        "them",
        "the",
        "who",
        "said",
        "23",
        "-",
        "(",
        ")",
        "\n",
        '"',
        "'no'",
        "قتل",
        "bomb",
        "attack",
        "denied",
        "if",
        "dozens",
        "Omar",
        "Haddad",
        "2024",
        "'",
        "s",
        "\x00",
        "��",
        "İ",
        "ß",
    ]
)


def _filled(event: Event) -> set[str]:
    values = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    return {name for name, value in values.items() if value is not None and value != () and name not in _WITHOUT}


def test_every_filled_field_has_evidence_inside_the_text() -> None:
    events = read(TEXT)
    assert len(events) == 3
    for event in events:
        assert _filled(event) <= event.evidence.keys()
        assert all(0 <= start < end <= len(TEXT) for start, end in event.evidence.values())


def test_evidence_names_no_field_that_is_empty() -> None:
    for event in read(TEXT):
        assert event.evidence.keys() <= _filled(event) | {"event_type", "claim_status"}


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_a_quote_is_always_the_text_at_its_offsets(text: str) -> None:
    for event in read(text):
        assert text[event.quote_start : event.quote_end] == event.quote
        assert event.quote


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
@example("Gunmen killed the")
def test_no_text_makes_the_coder_raise(text: str) -> None:
    assert all(event.quote in text for event in read(text))


def test_reading_a_text_twice_gives_the_same_events() -> None:
    assert read(TEXT) == read(TEXT)


def test_event_ids_differ_within_a_text_and_name_the_parts_whole() -> None:
    whole, part, other = read(TEXT)
    assert len({whole.event_id, part.event_id, other.event_id}) == 3
    assert part.part_of == (whole.event_id,)
    assert other.part_of == ()


@pytest.mark.parametrize(
    "text",
    [
        "a " * 500_000,
        "killed " * 150_000,
        "9" * 1_000_000,
        "12 people killed " * 60_000,
        "(" * 500_000 + "killed 12 people",
        " " * 1_000_000 + "killed",
        "\n \n" * 330_000 + "shot",
        ". " * 500_000 + "shot",
        "the " * 250_000 + "last the past " * 1_000,
        "killed, and " * 80_000,
        "al-" * 330_000 + " killed",
        "In Homs, " * 100_000 + "5 were killed",
        "\u0642\u062a\u0644 " * 250_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 10


def test_what_lies_past_the_cap_is_not_read() -> None:
    assert read("Nothing to tell. " * 20_000 + "Five people were shot dead in Homs, Syria.") == ()


@needs_shared
def test_the_yardstick_is_read_with_every_field_right(tmp_path: Path) -> None:
    folder = SHARED / "data" / "yardstick"
    text = (folder / "article.txt").read_text(encoding="utf-8")
    events = [dataclasses.asdict(event) for event in read(text, "2025-03-08", doc_id="yardstick")]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(json.dumps({"id": "yardstick", "events": events}, default=str), encoding="utf-8")
    scorer = SHARED / "bench" / "yardstick_score.py"
    command = [sys.executable, scorer, predicted, folder / "events.json", folder / "article.txt"]
    scored = subprocess.run(command, check=False, capture_output=True, text=True)
    assert scored.returncode == 0, scored.stdout


def test_a_text_without_a_day_of_publication_is_dated_by_its_head() -> None:
    (event,) = read("May 17, 2024\n\nGunmen killed five people in Homs, Syria, on Thursday.", published=None)
    assert str(event.date_start) == "2024-05-16"


def test_the_country_hint_never_becomes_a_place_of_its_own() -> None:
    document = Document(
        doc_id="hint", text="Five men were shot dead in Tripoli on Thursday.", title=None, published_on=None,
        dateline=None, language=None, country="LB",
    )  # fmt: skip
    (event,) = code(document)
    assert (event.place, event.country) == ("Tripoli", "LB")


def test_a_summary_in_the_standfirst_is_that_of_the_text_and_stays_as_wide():
    text = (
        "At least 147 people have died in two days on the Syrian shore, a monitor reports.\n"
        "At least 147 people were killed on Syria's Mediterranean coast between Thursday and Saturday, the monitor said.\n"
        "The killings followed a campaign against holdouts of the former army in the province of Latakia.\n"
        "In al-Haffeh, fighters killed 20 people, the monitor said."
    )
    whole, part = (event for event in read(text, "2025-03-08") if event.best)
    assert (whole.best, whole.event_clarity, whole.country, whole.admin1) == (147, 2, "SY", None)
    assert (part.best, part.part_of) == (20, (whole.event_id,))


def test_how_it_was_done_has_its_own_word_as_evidence() -> None:
    text = "Fifteen people were killed in a bombing in Lima on Monday."
    (event,) = read(text)
    start, end = event.evidence["event_mode"]
    assert (event.event_mode, text[start:end]) == ("explosives", "bombing")


def test_each_of_two_tolls_has_its_own_words_as_evidence() -> None:
    text = "Gunmen killed at least 100 people in Yelwata on Friday, residents said. Police put the death toll at 45."
    (event,) = read(text)
    said = {name: text[slice(*event.evidence[name])] for name in ("low", "best")}
    assert said == {"low": "45", "best": "at least 100 people"}
    assert (event.low, event.best, event.high) == (45, 100, None)
