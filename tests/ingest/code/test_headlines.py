"""What the headline adds to the record of a text, and what it cannot."""

from ingest.code import datelines
from tests.ingest.code.reading import read

TEXT = "Two farmers were killed on Wednesday when gunmen attacked the market of Gusau, Nigeria, the governor said."


def test_evidence_is_characters_of_the_text_whatever_its_headline_says() -> None:
    (event,) = read(TEXT, title="Two Farmers Killed as Gunmen Attack Gusau Market")
    assert event.best == 2
    assert event.quote == TEXT[event.quote_start : event.quote_end]
    assert TEXT[slice(*event.evidence["best"])] == "Two farmers"
    assert TEXT[slice(*event.evidence["place"])] == "Gusau"


def test_a_headline_that_says_nothing_new_changes_nothing_but_the_id() -> None:
    (plain,), (headed,) = read(TEXT), read(TEXT, title="Governor speaks of gunmen")
    assert (headed.low, headed.place, headed.side_a, headed.evidence) == (
        plain.low, plain.place, plain.side_a, plain.evidence,
    )  # fmt: skip


def test_a_number_that_only_the_headline_gives_is_dropped() -> None:
    (event,) = read(
        "Gunmen attacked the market of Gusau, Nigeria, on Wednesday, killing several farmers.",
        title="Gunmen kill 47 farmers in Gusau, Nigeria",
    )
    assert event.best is None
    assert "47" not in event.quote


def test_an_event_that_only_the_headline_tells_is_none() -> None:
    assert read("The governor spoke to the press in Gusau.", title="Seven soldiers killed in Gusau ambush") == ()


def test_a_headline_in_capitals_is_borne_by_the_text_in_its_own_words() -> None:
    (event,) = read(TEXT, title="GUNMEN KILL TWO FARMERS IN GUSAU")
    assert event.place_as_written == "Gusau"
    assert all(name in TEXT for name in (*event.side_a, *event.victims))


def test_a_text_that_begins_with_its_headline_is_read_once() -> None:
    headline = "Two farmers killed in Gusau"
    text = f"{headline}\n\n{TEXT}"
    assert read(text, title=headline) == read(text)


def test_a_toll_in_the_headline_is_a_summary_where_the_text_gives_it_with_its_days() -> None:
    first, *_ = read(
        "At least 61 people were killed in northern Nigeria between Monday and Wednesday, the governor said.\n\n"
        "The killings followed a raid in the town of Gusau.",
        title="Toll in northern Nigeria rises to at least 61, governor says",
    )
    assert (first.best, first.place) != (61, "Gusau")


def test_parts_of_a_whole_that_only_the_headline_tells_are_counted_by_themselves() -> None:
    text = (
        "Gunmen killed 20 people in the village of Birnin Magaji on Monday.\n\n"
        "They killed 30 people in the town of Zurmi on Monday night, police said."
    )
    told = read(text, title="At least 50 killed in two days of attacks in Zamfara")
    assert [(event.best, event.part_of) for event in told] == [(20, ()), (30, ())]


def test_a_country_before_a_colon_is_no_dateline() -> None:
    assert datelines.find("Haiti: Gangs kill 40", None).place == ""
    assert datelines.find("Lima: Gangs kill 40", None).place == "Lima"
