"""Pairs of addresses in `tests/cases/urls`: which are one article, which may be, which are not."""

import csv
from pathlib import Path

import pytest

from ingest.urls import address_hash, article_id, canonical_url

_FILE = Path(__file__).resolve().parent.parent / "cases" / "urls" / "pairs.csv"
_PAIRS = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))


def verdict(one: str, other: str) -> str:
    first, second = canonical_url(one), canonical_url(other)
    assert first is not None
    assert second is not None
    if article_id(first) == article_id(second):
        return "same"
    return "proposed" if address_hash(first) == address_hash(second) else "other"


@pytest.mark.parametrize("pair", _PAIRS, ids=[pair["why"] for pair in _PAIRS])
def test_a_pair_of_addresses_is_what_its_line_says(pair: dict[str, str]) -> None:
    assert verdict(pair["one"], pair["other"]) == pair["verdict"]
    assert verdict(pair["other"], pair["one"]) == pair["verdict"]


@pytest.mark.parametrize("pair", [pair for pair in _PAIRS if pair["verdict"] == "same"], ids=lambda pair: pair["why"])
def test_what_is_one_article_is_also_proposed_as_one(pair: dict[str, str]) -> None:
    assert address_hash(canonical_url(pair["one"]) or "") == address_hash(canonical_url(pair["other"]) or "")
