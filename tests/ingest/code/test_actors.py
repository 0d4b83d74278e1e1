"""Names are resolved to the actor meant: by day, by country, by the longest name, never by guess."""

from datetime import date

import pytest

from ingest.code import actors, sentences
from ingest.code.actors import Actor
from tests.ingest.code.reading import read


def resolve(text: str, day: str | None = None, country: str | None = None) -> tuple[Actor, ...]:
    tokens = [token for sentence in sentences.split(text, 0) for token in sentence.tokens]
    return actors.resolve(tokens, date.fromisoformat(day) if day else None, country)


def ids(text: str, day: str | None = None, country: str | None = None) -> list[str]:
    return [actor.actor_id for actor in resolve(text, day, country)]


@pytest.mark.parametrize(
    ("text", "day", "country", "role"),
    [
        ("fighters of HTS", "2024-11-28", "SY", "rebel"),
        ("fighters of HTS", "2025-01-10", "SY", "government"),
        ("the Taliban", "2021-08-14", "AF", "rebel"),
        ("the Taliban", "2021-08-15", "AF", "government"),
        ("the Rapid Support Forces", "2023-04-14", "SD", "military"),
        ("the Rapid Support Forces", "2023-04-15", "SD", "rebel"),
        ("the RSF", None, "SD", "rebel"),
    ],
)
def test_a_name_means_the_actor_in_its_role_of_the_day(text: str, day: str | None, country: str, role: str) -> None:
    (actor,) = resolve(text, day, country)
    assert actor.role == role


def test_a_name_whose_bearer_is_no_more_names_nobody() -> None:
    assert ids("the Rahman Corps") == ["failaq-al-rahman"]
    assert ids("Libya Dawn", "2015-01-01", "LY") == ["libya-dawn"]
    assert ids("Libya Dawn", "2022-01-01", "LY") == []


@pytest.mark.parametrize(
    ("text", "country", "actor"),
    [
        ("Malian army soldiers", "ML", "military-ml"),
        ("Mali's army", "BF", "military-ml"),
        ("the armed forces of Mali", "ML", "military-ml"),
        ("the police of the Philippines", "PH", "police-ph"),
        ("Turkish police officers", "TR", "police-tr"),
        ("Israeli military", "LB", "military-il"),
        ("Israeli warplanes", "SY", "military-il"),
        ("Syrian government forces", "SY", "military-sy"),
        ("the Syrian government", "SY", "government-sy"),
        ("South Sudanese troops", "SS", "military-ss"),
        ("Nigerian gendarmes", "NG", "police-ng"),
        ("Cameroonian gendarmes", "CM", "gendarmerie-cm"),
        ("Egyptian security forces", "EG", "government-eg"),
        ("U.S. troops", "AF", "military-us"),
        ("Samoan police", "WS", "police-ws"),
    ],
)
def test_a_body_of_a_state_is_found_by_its_nation(text: str, country: str, actor: str) -> None:
    assert ids(text, "2023-05-01", country) == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "former Syrian army officers",
        "pro-Turkish forces",
        "Turkish-backed militiamen",
        "anti-Taliban villagers",
        "Malian opposition forces",
        "Malian army loyalists",
        "Malian villagers",
        "let them",
        "this is",
        "a dawn raid",
        "Anna Wagner",
        "Mr Wagner",
    ],
)
def test_what_is_only_like_a_name_names_nobody(text: str) -> None:
    assert ids(text, "2023-05-01", "SY") == []


@pytest.mark.parametrize(
    ("text", "day", "country", "actor"),
    [
        ("the ELN", "1988-05-01", "CO", ["eln"]),
        ("the ELN", "2023-05-01", "VE", ["eln"]),
        ("the National Guard", "1985-05-01", "SV", ["national-guard-salvador"]),
        ("the National Guard", "2023-05-01", "MX", ["national-guard-mx"]),
        ("the National Guard", "2023-05-01", "DE", []),
        ("the AFP", "2023-05-01", "PH", ["military-ph"]),
        ("the AFP", "2023-05-01", "ML", ["afp"]),
        ("al-Shabaab", "2023-05-01", "SO", ["al-shabaab"]),
        ("al-Shabaab", "2023-05-01", "MZ", ["isis-mozambique"]),
        ("the Republican Guard", "2015-05-01", "SY", ["republican-guard-sy"]),
        ("the Republican Guard", "2015-05-01", "PL", []),
        ("the MIR", "1988-05-01", "CL", ["mir-chile"]),
    ],
)
def test_a_name_that_several_bear_is_decided_by_the_country(
    text: str, day: str, country: str, actor: list[str]
) -> None:
    assert ids(text, day, country) == actor


def test_the_longest_name_is_meant() -> None:
    assert ids("the Islamic State Khorasan Province", "2022-05-01", "AF") == ["iskp"]
    assert ids("Islamic State militants", "2022-05-01", "AF") == ["is"]
    assert ids("Israeli Army Radio", "2022-05-01", "IL") == ["army-radio-il"]


def test_acronyms_count_only_as_they_are_written() -> None:
    assert ids("LeT", "2022-05-01", "IN") == ["let"]
    assert ids("let", "2022-05-01", "IN") == []
    assert ids("IS fighters", "2022-05-01", "IQ") == ["is"]
    assert ids("WHAT IS LEFT", "2022-05-01", "IQ") == []


def test_a_name_in_another_script_is_known() -> None:
    assert ids("قوات الدعم السريع", "2024-05-01", "SD") == ["rsf"]


def test_an_unknown_group_stays_as_it_is_written() -> None:
    (event,) = read("The Sons of the Northern Valley killed five soldiers near Homs, Syria, on Thursday.")
    assert event.side_a == ("Sons of the Northern Valley",)
    assert event.actor_a_ids == ()


def test_the_country_of_the_event_decides_who_acted() -> None:
    (event,) = read("National Guard troops shot dead three people in Culiacan, Mexico, on Thursday.")
    assert event.actor_a_ids == ("national-guard-mx",)
