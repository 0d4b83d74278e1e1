"""Days counted from one told before."""

from datetime import date

import pytest

from ingest.code import code
from ingest.model import Document

WEDNESDAY = date(2025, 5, 7)


def days(text: str) -> list[tuple[str, int | None]]:
    document = Document(
        doc_id="x", text=text, title=None, published_on=WEDNESDAY, dateline=None, language="en", country=None
    )
    return [(str(event.date_start), event.best) for event in code(document)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A bomb killed five people in Homs on Sunday. Three days earlier, gunmen had shot dead two judges in Aleppo.",
            [("2025-05-04", 5), ("2025-05-01", 2)],
        ),
        (
            "Police said on Monday that gunmen had shot dead a mayor in Cali the day before.",
            [("2025-05-04", 1)],
        ),
        (
            "Rebels killed four soldiers in Mopti on Monday, two days after gunmen shot dead a priest in Bamako.",
            [("2025-05-05", 4), ("2025-05-03", 1)],
        ),
        (
            "A day after a bombing in Kabul killed six people, gunmen shot dead a cleric in Herat on Monday.",
            [("2025-05-04", 6), ("2025-05-05", 1)],
        ),
    ],
)
def test_a_day_counted_from_another_is_that_many_days_off(text: str, told: list[tuple[str, int | None]]) -> None:
    assert days(text) == told


def test_who_died_days_after_he_was_shot_was_hurt_in_one_deed() -> None:
    assert days("A teacher died in Accra on Monday, three days after he was shot by robbers.") == [("2025-05-02", 1)]
