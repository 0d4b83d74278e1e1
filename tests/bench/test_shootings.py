"""What the shootings' labels count, of texts of our own."""

from dataclasses import replace
from datetime import date

from ingest.code import code
from ingest.model import Document, Event
from tests.bench import shootings


def told(text: str, day: str = "2024-05-13") -> tuple[Document, tuple[Event, ...]]:
    document = Document(
        doc_id="one",
        text=text,
        title=None,
        published_on=date.fromisoformat(day),
        dateline=None,
        language=None,
        country=None,
    )
    return document, code(document)


def test_who_shot_himself_by_accident_did_so_on_the_day_that_the_text_names_beside_it() -> None:
    document, events = told(
        "A boy was charged on Monday. He had shot himself in the leg by accident on Saturday evening."
    )
    assert shootings.day_of(shootings.tellings(events), None, document) == date(2024, 5, 11)


def test_a_text_that_names_no_day_is_of_its_own() -> None:
    document, events = told("A boy shot himself in the leg by accident.")
    assert shootings.day_of(shootings.tellings(events), None, document) == date(2024, 5, 13)


def test_the_toll_of_years_is_no_shooting_but_what_it_contains_is() -> None:
    _, (one,) = told("Two boys were shot dead in Tulsa, Oklahoma, on Saturday.")
    years = replace(one, event_id="years", best=15, date_start=date(2020, 1, 1), date_prec=5)
    part = replace(one, part_of=("years",))
    assert shootings.tellings((years, part)) == [part]


def test_what_is_told_of_last_week_and_of_a_day_in_it_is_told_twice() -> None:
    _, (one,) = told("Two boys were shot dead in Tulsa, Oklahoma, on Saturday.")
    week = replace(one, event_id="week", date_start=date(2024, 5, 6), date_end=date(2024, 5, 12), date_prec=3)
    assert shootings.tellings((week, one)) == [week, one]
