"""When two reports tell one incident, and when two attacks only sound alike."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.code import code
from ingest.incidents import incidents, traces
from ingest.incidents.names import names
from ingest.model import Document, Trace
from tests.warehouse import made


def told(name: str, text: str, day: int) -> tuple[Trace, ...]:
    """The traces of a text that came out on a day of March 2025."""
    at = datetime(2025, 3, day, 18, tzinfo=UTC)
    ids = {"article_id": name, "revision_id": name, "title": None, "arrived_at": at}
    article = replace(made.article(made.entry(name, at=at), text), **ids)
    read = Document(
        doc_id=name, text=text, title=None, published_on=at.date(), dateline=None, language="en", country=None
    )
    return traces(article, code(read))


def are_one(one: tuple[str, int], other: tuple[str, int]) -> bool:
    found = [*told("one", *one), *told("other", *other)]
    assert len(found) == 2
    return len(incidents(found)) == 1


JABLEH = (
    "Gunmen loyal to the former army killed at least 16 members of the security forces in ambushes near the coastal town of"
    " Jableh, Syria, on Thursday, the Syrian Observatory for Human Rights said. The Military Operations Command sent"
    " reinforcements to Latakia.",
    6,
)
MUKHTARIYAH = (
    "Fighters of Hayat Tahrir al-Sham killed 15 Alawite men in the village of Al-Mukhtariyah in Latakia, Syria, on Friday, the"
    " Syrian Observatory for Human Rights said. The Military Operations Command did not comment.",
    8,
)
BAKORI = "Bandits killed nine people in Bakori, Katsina state, Nigeria, on Monday, police said."
FASKARI = "Bandits killed seven people in Faskari, Katsina state, Nigeria, on Monday, police said."
GOMA = "Gunmen killed 5 people in Goma, Democratic Republic of Congo, on Wednesday, a local official said."
JOS = "Gunmen killed 5 people in Jos, Nigeria, on Wednesday, police said."
TUESDAY = "An air strike killed 6 people in Khartoum, Sudan, on Tuesday, the lawyers' group said."
SATURDAY = "An air strike killed 9 people in Khartoum, Sudan, on Saturday, the lawyers' group said."
WEDNESDAY = "An air strike killed 7 people in Khartoum, Sudan, on Wednesday, the lawyers' group said."

POLICEMAN = "Unknown gunmen shot dead a policeman in Peshawar, Pakistan, on {}, officials said. The road was closed."
THREE = "Gunmen shot dead three people in Quetta, Pakistan, on {}, police said. Shops were shut in the afternoon."
CART = (
    "A bomb hidden in a cart killed 4 people in Kandahar, Afghanistan, on Friday morning, police said. Ambulances took the"
    " wounded to the regional hospital."
)
SHOT = (
    "Gunmen on a motorcycle shot dead 2 policemen in Kandahar, Afghanistan, on Friday evening, the governor said. They had just"
    " left their post."
)
RAID = (
    "Gunmen on motorbikes attacked the city of {}, Nigeria, on Thursday night and killed 9 people, police said. Houses were"
    " burned and many residents fled into the bush before dawn."
)
OURS = "The Ukrainian army said its troops killed 50 Russian soldiers near Pokrovsk, Ukraine, on Friday."
THEIRS = "Russia's defence ministry said its forces killed 200 Ukrainian soldiers near Pokrovsk, Ukraine, on Friday."
LOSS = "The Ukrainian army said on Friday that {} Russian soldiers were killed by its troops near Pokrovsk, Ukraine."
FIGURE = "{} people were killed in attacks across Zamfara state, Nigeria, between {} and March 6, police said."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (JABLEH, MUKHTARIYAH),
        ((BAKORI, 11), (FASKARI, 11)),
        ((GOMA, 20), (JOS, 20)),
        ((TUESDAY, 18), (WEDNESDAY, 19)),
        ((TUESDAY, 18), (SATURDAY, 22)),
        ((POLICEMAN.format("Wednesday"), 5), (POLICEMAN.format("Thursday"), 6)),
        ((THREE.format("Wednesday"), 5), (THREE.format("Friday"), 7)),
        ((CART, 7), (SHOT, 7)),
        ((RAID.format("Gusau"), 7), (RAID.format("Katsina"), 7)),
        ((FIGURE.format("At least 120", "February 5"), 6), (FIGURE.format("At least 40", "March 1"), 6)),
        ((OURS, 7), (THEIRS, 7)),
    ],
    ids=[
        "a day and a village on",
        "two towns of one day",
        "two countries",
        "two days of one town",
        "days later",
        "one dead a day",
        "as many two days later",
        "other means",
        "one form for two cities",
        "a month and a week",
        "each side's count of the other's dead",
    ],
)
def test_two_attacks_that_sound_alike_are_two_incidents(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert not are_one(one, other)


def test_a_toll_that_rises_the_next_day_is_of_one_incident() -> None:
    first = "A bomb killed 11 people at a market in Quetta, Pakistan, on Friday, police said."
    later = "The toll of Friday's bomb at a market in Quetta, Pakistan, rose to 17, doctors said on Saturday."
    assert are_one((first, 7), (later, 8))


def test_a_town_and_its_province_are_one_place_where_the_dead_are_as_many() -> None:
    first = "Gunmen killed nine farmers in Borno state, Nigeria, on Monday, police said."
    later = "Nine farmers who were shot dead by gunmen on Monday were buried in Konduga, Borno state, Nigeria, on Wednesday."
    assert are_one((first, 11), (later, 12))


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (THREE.format("Thursday night"), THREE.format("Friday").replace("three", "3")),
        (FIGURE.format("At least 120", "March 1"), FIGURE.format("At least 147", "March 1")),
        (CART, CART.replace("A bomb", "An explosive device").replace("4", "6")),
        (OURS, LOSS.format(40)),
    ],
    ids=[
        "a night of two days",
        "a figure brought up to date",
        "more of the same means",
        "two counts of one side's dead",
    ],
)
def test_what_is_told_otherwise_may_be_one_incident(first: str, later: str) -> None:
    assert are_one((first, 7), (later, 7))


def test_organisations_are_no_people_though_many_texts_name_them() -> None:
    text = (
        "Hayat Tahrir al-Sham and the Syrian Observatory for Human Rights named Omar Haddad, 34; the Military Operations Command"
        " on Syria's coast and Al Shabaab did not."
    )
    assert names(text, "en").people == ("omar haddad",)
