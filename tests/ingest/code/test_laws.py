"""Laws that hold for the records of every text: figures in their order, parts never above their whole, characters of the text."""

import json
from collections.abc import Sequence
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.model import Event
from tests.ingest.code.reading import read

_SENTENCES = (
    "At least {a} people were killed in {town} on {day}.",
    "Between {a} and {b} soldiers died in {town}, officials said.",
    "Up to {a} farmers were shot dead by gunmen in {town}.",
    "Fewer than {a} people were killed in {town}.",
    "The death toll rose to {a} from {b}, police said on {day}.",
    "Residents said {a} people died, but police put the toll at {b}.",
    "No one was killed in {town} on {day}.",
    "Among the dead were {a} children and {b} women.",
    "Another {a} died in hospital.",
    "{a} of them were civilians.",
    "Dozens were killed in {town}, including {a} soldiers.",
    "A gunman killed {a} people in {town} before police shot him dead.",
    "A woman was killed in a murder-suicide in {town}.",
    "In all {a} people have died since {day}.",
    "In the province of Idlib {a} were killed and {b} wounded.",
    "More than {a} people, {b} of them children, were killed in strikes across Syria over three days.",
    "The army said it had killed {a} rebels; rebels said they had killed {b} soldiers.",
    "A fifth victim died later.",
)
_BEHIND = (
    "and three others were taken to a hospital",
    "sent two men to a hospital",
    "leaving a teenager in critical condition",
    "while four more died of their wounds",
    "killing 12 people, including two children, in Homs and three in Hama",
    "bringing the toll to 14",
    "and some 400 families fled",
    "and local police were blamed",
)
"""What a sentence may go on with behind the words of it that are read."""
_TEXTS = tuple(
    json.loads(path.read_text(encoding="utf-8"))["text"]
    for path in sorted((Path(__file__).parents[2] / "cases" / "code").glob("*/input.json"))
)
"""The texts of the saved cases."""
_NUMBERS = st.sampled_from((1, 2, 3, 4, 5, 12, 20, 40, 150))
_STORIES = st.lists(
    st.builds(
        str.format,
        st.sampled_from(_SENTENCES),
        a=_NUMBERS,
        b=_NUMBERS,
        town=st.sampled_from(("Homs", "Idlib", "Kano", "Syria", "Al-Haffah")),
        day=st.sampled_from(("Monday", "Thursday", "4 May")),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def most(event: Event) -> int:
    """The most dead that an event may hold."""
    return max(event.best or 0, event.high or 0, event.low or 0)


def in_order(figures: Sequence[int | None]) -> bool:
    given = [figure for figure in figures if figure is not None]
    return given == sorted(given)


@settings(max_examples=80, deadline=None)
@given(_STORIES)
def test_the_best_figure_lies_between_the_lowest_and_the_highest(text: str) -> None:
    assert all(in_order((event.low, event.best, event.high)) for event in read(text))


@settings(max_examples=80, deadline=None)
@given(_STORIES)
@example(
    "At least 2 people were killed in Homs on Monday. Another 2 died in hospital. In all 3 people have died since Monday."
)
def test_no_side_and_no_part_has_more_dead_than_the_whole(text: str) -> None:
    events = {event.event_id: event for event in read(text)}
    for event in events.values():
        sides = (event.deaths_a, event.deaths_b, event.deaths_civilians, event.deaths_unknown)
        assert sum(filter(None, sides)) <= most(event)
        assert event.event_id not in event.part_of
        assert all((event.best or 0) <= most(events[whole]) for whole in event.part_of)


@settings(max_examples=80, deadline=None)
@given(_STORIES)
def test_evidence_is_characters_of_the_text_and_the_same_each_time(text: str) -> None:
    events = read(text)
    assert events == read(text)
    for event in events:
        assert text[event.quote_start : event.quote_end] == event.quote
        assert all(0 <= start < end <= len(text) for start, end in event.evidence.values())


@given(stories=st.lists(st.sampled_from(_BEHIND), min_size=1, max_size=3), words=st.integers(200, 260))
@settings(max_examples=40, deadline=None)
def test_what_lies_behind_the_words_of_a_sentence_that_are_read_stops_nobody(stories: list[str], words: int) -> None:
    filling = ", near the old red house by the river" * (words // 9)
    assert all(
        event.quote for event in read(f"Gunmen shot one man dead in Idlib on Sunday{filling}, {', '.join(stories)}.")
    )


@given(text=st.sampled_from(_TEXTS), start=st.integers(0, 40), end=st.integers(1, 40), is_upper=st.booleans())
@example(text="Two people were killed in Homs, it was said by", start=0, end=40, is_upper=False)
@example(
    text="At least 310 were killed in May. The highest number was there, followed by others",
    start=0,
    end=40,
    is_upper=False,
)
@settings(max_examples=300, deadline=None)
def test_a_text_cut_off_anywhere_stops_nobody(text: str, start: int, end: int, *, is_upper: bool) -> None:
    cut = " ".join(text.split()[start : start + end])
    assert all(event.quote for event in read(cut.upper() if is_upper else cut))
