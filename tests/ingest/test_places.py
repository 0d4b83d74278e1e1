"""The gazetteer and its keys."""

import csv
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.places import Feature, fold_name, gazetteer, loose_key

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "gazetteer"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Haffeh", "Al Haffah"),
        ("Latakia", "Lattakia"),
        ("Muktariyya", "Mukhtariyah"),
        ("Qardaha", "Al Qardahah"),
        ("Jableh", "Jablah"),
        ("Tartous", "Tartus"),
        ("Raqqa", "Ar Raqqah"),
        ("الحفة", "حفه"),
    ],
)
def test_transliterations_of_one_name_share_a_key(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Homs", "Hama"), ("Aleppo", "Latakia"), ("Idlib", "Afrin"), ("Daraa", "Duma")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert loose_key(one) != loose_key(other)


def test_arabic_and_latin_script_find_one_place() -> None:
    names = ("Al-Haffah", "al-Haffeh", "الحفة")
    assert {place.geonames_id for name in names for place in gazetteer().find(name)} == {173856}


def test_a_loose_search_stays_in_its_countries() -> None:
    assert {place.country for place in gazetteer().find_loose("Al Hafeh", frozenset({"SY"}))} == {"SY"}
    assert gazetteer().find_loose("Al Hafeh", frozenset({"FR"})) == ()


def test_every_governorate_of_syria_is_known() -> None:
    with (SEEDS / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "SY"]
    assert {row["admin1"] for row in rows if row["feature"] == "admin1"} == {
        "Al-Hasakah", "Aleppo", "As-Suwayda", "Damascus", "Daraa", "Deir ez-Zor", "Hama", "Homs", "Idlib", "Latakia", "Quneitra",
        "Raqqa", "Rif Dimashq", "Tartus",
    }  # fmt: skip


def test_every_place_has_a_known_feature_and_lies_on_earth() -> None:
    with (SEEDS / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["feature"] in get_args(Feature)
            assert row["country"] in gazetteer().countries
            assert -90 <= float(row["latitude"]) <= 90
            assert -180 <= float(row["longitude"]) <= 180
            assert row["source"]


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("PK", "Miranshah|Parachinar|Nowshera|Awaran"),
        ("CD", "Masisi|Bunagana|Walikale|Kiwanja"),
        ("IN", "Shopian|Baramulla|Kupwara|Poonch|Sukma"),
        ("MX", "Acapulco|Iguala|Aguililla|Ecatepec"),
        ("MZ", "Palma|Nangade|Quissanga"),
        ("UA", "Sievierodonetsk|Kupiansk|Izium"),
        ("YE", "Seiyun|Hodeidah|Taiz"),
    ],
)
def test_towns_of_the_news_are_found_as_the_news_spells_them(country: str, names: str) -> None:
    for name in names.split("|"):
        assert country in {place.country for place in gazetteer().find(name)}, name


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
