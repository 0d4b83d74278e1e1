"""Who fought or hit whom in news of armed conflict, and on which side the dead stood."""

import pytest

from tests.ingest.code.reading import read


@pytest.mark.parametrize(
    ("text", "side_a", "side_b"),
    [
        ("Clashes between herders and farmers killed 12 people near Kale on Monday.", ("herders",), ("farmers",)),
        ("Six people died when Hema and Lendu youths fought in Kale on Monday.", ("Hema",), ("Lendu youths",)),
        ("Junta aircraft bombed a school in Kale on Monday, killing nine people.", ("Junta",), ()),
        ("Rebel artillery killed four civilians in Taiz on Monday.", ("Rebel",), ()),
        ("A convoy of soldiers ran over a mine near Kale on Monday.", (), ("convoy of soldiers",)),
    ],
)
def test_each_side_is_named(text: str, side_a: tuple[str, ...], side_b: tuple[str, ...]) -> None:
    (event,) = read(text, "2022-05-26")
    assert (event.side_a, event.side_b) == (side_a, side_b)


@pytest.mark.parametrize(
    ("text", "deaths_a", "deaths_b"),
    [
        ("Two soldiers and six rebels were killed in an attack near Kale on Monday.", 6, 2),
        ("Two soldiers and six rebels were killed in clashes near Kale on Monday.", 2, 6),
        ("The army killed four members of Islamic State near Kale on Monday.", None, 4),
        ("Armenia said Azerbaijani fire killed two of its soldiers near Goris on Monday.", None, 2),
    ],
)
def test_the_dead_of_each_side_are_counted_there(text: str, deaths_a: int | None, deaths_b: int) -> None:
    (event,) = read(text, "2022-05-26")
    assert (event.deaths_a, event.deaths_b) == (deaths_a, deaths_b)


def test_the_attackers_are_of_the_group_whose_men_fell_beside_the_soldiers() -> None:
    text = (
        "Ten soldiers and 30 Boko Haram fighters were killed when the militants attacked a base in Monguno on Monday."
    )
    assert read(text, "2022-05-26")[0].side_a == ("Boko Haram", "militants")


def test_who_denies_that_it_did_something_is_who_is_said_to_have_done_it() -> None:
    told = read("M23 rejected accusations on Monday that it had killed civilians in Kishishe.", "2022-05-26")
    assert [(e.side_a, e.claim_status) for e in told if e.event_type == "ASSAULT"] == [(("M23",), "denied")]


def test_who_says_that_it_was_behind_a_deed_claims_it() -> None:
    (event,) = read(
        "Islamic State said it was behind a bombing that killed 12 people in Kabul on Monday.", "2022-05-26"
    )
    assert event.claim_status == "claimed"


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A shepherd stepped on a landmine near Kale on Monday and died.", 1),
        ("Angry residents stoned a man to death in Kale on Monday.", 1),
        ("Eight drones attacked Moscow on Monday. Five were shot down.", None),
        (
            "Youths marched in Jos (Plateau) on Monday. A gang that beheaded shopkeepers fired at them, killing two youths.",
            2,
        ),
    ],
)
def test_only_people_who_died_are_counted(text: str, dead: int | None) -> None:
    assert max((e.best or 0 for e in read(text, "2022-05-26")), default=0) == (dead or 0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels beheaded three residents of Palma on Monday.", "Palma"),
        ("Gunmen killed four people in Fulani Kindan on Monday.", "Fulani Kindan"),
        ("The army killed 14 rebels in South Kivu, near Kilembwe, on Monday.", "Kilembwe"),
    ],
)
def test_where_it_was_is_told_beside_a_province_or_by_whose_people_they_are(text: str, place: str) -> None:
    assert read(text, "2022-05-26")[0].place_as_written == place


def test_a_town_lies_where_its_dateline_or_its_police_say() -> None:
    told = (
        "A man was shot dead in Salem on Monday, the sheriff's office said.",
        "SALEM, Massachusetts - A man was shot dead in Salem.",
    )
    assert [read(text, "2022-05-26")[0].admin1 for text in told] == ["Oregon", "Massachusetts"]


def test_a_town_that_is_called_like_a_weapon_is_none() -> None:
    (event,) = read("Gunmen killed two soldiers in Tank on Monday.", "2022-05-26")
    assert (event.place, event.weapons) == ("Tank", ("Gunmen",))


def test_since_when_the_other_side_had_held_a_town_is_not_when_it_was_taken() -> None:
    (event,) = read(
        "On 26 May 2022 the army took back the town of Kale, which rebels had held since 2015.", "2022-05-26"
    )
    assert str(event.date_start) == "2022-05-26"


@pytest.mark.parametrize(
    ("text", "side_a"),
    [
        (
            "Jihadists accused residents of collaborating with the army and killed four of them in Mopti on Monday.",
            ("Jihadists",),
        ),
        ("Gunmen shot dead two elders in Mopti on Monday after accusing them of working with Boko Haram.", ("Gunmen",)),
        ("The militia accused villagers of spying and burned ten huts near Djugu on Monday.", ("militia",)),
        (
            "Rebels killed a trader near Kidal on Monday. JNIM militants kidnapped a mayor in Mopti on Sunday.",
            ("Rebels",),
        ),
    ],
)
def test_whom_others_are_accused_of_helping_or_who_is_named_for_another_deed_did_nothing(
    text: str, side_a: tuple[str, ...]
) -> None:
    event = read(text, "2022-05-26")[0]
    assert (event.side_a, event.claim_status) == (side_a, "reported")
