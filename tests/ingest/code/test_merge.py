"""What is told more than once: a list of deeds without end costs each sentence no more, and loses none."""

import calendar

import pytest

from ingest.code import sameness
from tests.ingest.code.reading import read


def deeds(number: int) -> str:
    """So many killings on as many days of a year, in towns of four lands."""
    towns, months = ("Homs", "Kano", "Quetta", "Idlib", "Goma"), calendar.month_name[1:]
    return " ".join(
        f"Gunmen killed {n % 17 + 2} people in {towns[n % 5]} on {n % 28 + 1} {months[n // 28]} 2023, officials said."
        for n in range(number)
    )


def compared(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a story and a sentence of a list of deeds were held against one another."""
    asked = 0
    real = sameness.is_same

    def counted(*told: object) -> bool:
        nonlocal asked
        asked += 1
        return real(*told)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(sameness, "is_same", counted)
        read(deeds(number))
    return asked


def test_a_sentence_is_held_against_the_stories_that_lie_open_only(monkeypatch) -> None:
    first, second, third = (compared(number, monkeypatch) for number in (100, 200, 300))
    assert third - second <= 1.2 * (second - first)


def test_a_long_list_is_told_in_full_and_in_its_order() -> None:
    events = read(deeds(130))
    assert len(events) == 130
    assert [event.quote_start for event in events] == sorted(event.quote_start for event in events)


def test_a_deed_told_a_thousand_times_is_one() -> None:
    (event,) = read("Ana Ruiz, a teacher, was shot dead in Idlib on Monday. " * 1_000)
    assert (event.best, event.victims) == (1, ("Ana Ruiz",))


@pytest.mark.parametrize(
    ("later", "events"),
    [
        ("A second air strike killed 25 people in Khartoum on Thursday, doctors said.", 2),
        ("The army bombed a market in Khartoum on Thursday, killing 25 people.", 2),
        ("The 25 people killed in Khartoum were buried on Thursday.", 1),
        ("Doctors said on Thursday that 25 people were killed in Khartoum.", 1),
    ],
)
def test_as_many_dead_of_another_day_are_others_where_it_was_done_again_and_not_only_told(
    later: str, events: int
) -> None:
    found = read(f"An air strike killed 25 people in Khartoum, Sudan, on Tuesday, doctors said. {later}")
    assert [event.best for event in found] == [25] * events
