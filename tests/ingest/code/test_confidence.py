"""Confidence is a chance, weighed from signs in a table."""

import csv

from ingest.code import confidence
from ingest.model import Event
from ingest.settings import ROOT
from tests.ingest.code.reading import read


def first(text: str) -> Event:
    return read(text, "2025-03-10")[0]


def test_every_sign_has_its_weight_and_every_weight_its_sign_and_meaning():
    with (ROOT / "seeds/ontology/confidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["sign"] for row in rows] == ["always", *confidence.SIGNS]
    assert all(row["meaning"] for row in rows)


def test_a_day_that_the_text_names_makes_surer_than_the_day_of_publication():
    named = first("Gunmen killed a farmer in Homs, Syria, on Friday.")
    unnamed = first("Gunmen killed a farmer in Homs, Syria.")
    assert 0 < unnamed.confidence < named.confidence < 1


def test_one_death_is_surer_than_several():
    one, several = (first(f"Gunmen killed {who} in Homs, Syria, on Friday.") for who in ("a farmer", "nine farmers"))
    assert several.confidence < one.confidence


def test_a_toll_beside_that_of_another_event_is_less_sure():
    alone = first("Gunmen killed nine farmers in Homs, Syria, on Friday.")
    beside = first(
        "Gunmen killed nine farmers in Homs, Syria, on Friday. A bomb killed two soldiers in Aleppo on Sunday."
    )
    assert (alone.best, beside.best) == (9, 9)
    assert beside.confidence < alone.confidence


def test_without_any_day_little_is_sure():
    undated = read("Gunmen killed nine farmers in Homs, Syria.", None)[0]
    assert undated.date_start is None
    assert undated.confidence < 0.2
