"""Where a sentence says things happen: names inside others, beside others, on the way between them, and of whom they are."""

import pytest

from tests.ingest.code.reading import read


@pytest.mark.parametrize(
    ("text", "place", "admin1", "where_prec"),
    [
        ("Gunmen killed nine people in Ndokaro village in Borno state, Nigeria.", "Ndokaro", "Borno", 4),
        (
            "Gunmen killed nine people in the village of El Serpentino in Tibu, Colombia.",
            "El Serpentino",
            "Norte de Santander",
            2,
        ),
        (
            "A bomb killed five in Haidarkhel village of Chak district in Wardak province, Afghanistan.",
            "Haidarkhel",
            "Wardak",
            4,
        ),
        ("Rebels killed six in Nyamilima, Rutshuru territory, in Congo.", "Nyamilima", "Nord Kivu", 3),
        ("Rebels killed six in Rutshuru territory in Congo.", "Rutshuru", "Nord Kivu", 3),
        (
            "Gunmen killed four in Zherai district, about 30 km west of Kandahar city in Afghanistan.",
            "Zherai",
            "Kandahar",
            2,
        ),
        ("Gunmen killed three in Solzan, in Yagha province in Burkina Faso's Sahel region.", "Solzan", "Sahel", 3),
    ],
)
def test_a_village_that_no_gazetteer_has_lies_in_the_smallest_place_that_is_known(
    text: str, place: str, admin1: str, where_prec: int
) -> None:
    event, *_ = read(text)
    assert (event.place_as_written, event.admin1, event.where_prec) == (place, admin1, where_prec)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed two drivers on the Bamenda–Kumba road in Cameroon.", "Bamenda"),
        ("Gunmen killed seven travellers along the Damaturu-Maiduguri highway in Nigeria.", "Damaturu"),
        ("Two fighters were killed when a drone hit their car on the road from Sinjar to Tal Afar in Iraq.", "Sinjar"),
        ("Two policemen were shot dead on the outskirts of Quetta, Pakistan.", "Quetta"),
        ("Pirates killed two fishermen off the coast of Mocimboa da Praia in Mozambique.", "Mocimboa da Praia"),
        ("The mayor of Uruapan was shot dead, Mexican prosecutors said.", "Uruapan"),
    ],
)
def test_on_the_way_between_towns_at_their_edge_off_their_coast_or_of_their_mayor_is_near_them(
    text: str, place: str
) -> None:
    event, *_ = read(text)
    assert (event.place, event.where_prec) == (place, 2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sixty rebels were killed in the battle of Aleppo in Syria.", "Aleppo"),
        ("A boy was shot and killed in East St. Louis, Illinois.", "East Saint Louis"),
        ("Cattle raiders killed 28 people in Ethiopia's Gambella region.", "Gambela"),
        ("A bomb killed a man in Kupiansk, Ukraine.", "Kupyansk"),
        ("Kyrgyzstan said 24 people were killed in its Batken province.", "Batken"),
    ],
)
def test_names_that_are_spelled_or_reached_in_another_way_are_found(text: str, place: str) -> None:
    event, *_ = read(text)
    assert event.place == place


def test_a_name_with_its_province_in_brackets_is_a_place_and_nobody_who_is_captured() -> None:
    (event,) = read("M23 rebels captured Kiwanja (Rutshuru, Nord-Kivu) from the army.")
    assert (event.event_type, event.event_mode, event.place_as_written) == ("COERCE", "seize", "Kiwanja")
