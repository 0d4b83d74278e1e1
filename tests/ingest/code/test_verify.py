"""What the last check lets through: only what stands in the text."""

from dataclasses import replace

from ingest.code.verify import verify
from tests.ingest.code.reading import read

TEXT = "Gunmen killed the farmer Luis Vega and the teacher Ana Ruiz in Homs, Syria, on Thursday."


def test_each_value_of_a_list_must_stand_in_the_text() -> None:
    event = read(TEXT)[0]
    assert event.victims
    told = verify(replace(event, victims=(*event.victims, "the mayor Omar Diaz")), TEXT)
    assert told is not None
    assert told.victims == event.victims


def test_an_event_whose_quote_is_not_the_texts_is_none() -> None:
    assert verify(replace(read(TEXT)[0], quote="Rebels killed"), TEXT) is None


APART = "A man shot dead two women in Dayton, Ohio, on Thursday. The gunman was later killed by police."


def test_a_total_may_hold_who_did_it_where_the_text_tells_his_death_apart() -> None:
    event = read(APART)[0]
    assert (event.best, event.deaths_a) == (3, 1)
    for evidence in (
        {**event.evidence, "deaths_a": event.evidence["best"]},
        {k: v for k, v in event.evidence.items() if k != "deaths_a"},
    ):
        told = verify(replace(event, evidence=evidence, best=9, low=9, deaths_a=7), APART)
        assert told is not None
        assert (told.low, told.best) == (None, None)


def test_a_day_of_may_is_no_verb_and_no_number_of_people() -> None:
    event = read("Gunmen killed two farmers near Homs, Syria, on 3 May and set fire to a truck.")[0]
    assert (event.best, str(event.date_start)[5:]) == (2, "05-03")


def test_one_rare_word_in_capitals_is_a_name() -> None:
    event = read("QUIROGA WAS MURDERED IN BOGOTA ON FRIDAY.", language="en")[0]
    assert (event.victims, event.best) == (("QUIROGA",), 1)
