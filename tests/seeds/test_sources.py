"""The committed list of real outlets is usable, wide, and says where each URL came from."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from ingest.settings import ROOT
from ingest.sources import read_sources

SOURCES = read_sources(ROOT / "seeds" / "sources.csv")
PROVENANCE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")

REGIONS = {
    "Syria": ("SY",),
    "neighbours of Syria": ("LB", "TR", "IQ", "JO", "IL", "PS"),
    "the wider Middle East": ("QA", "OM", "YE", "SA", "IR", "EG", "CY"),
    "North Africa": ("LY", "DZ", "TN", "MA"),
    "West and Central Africa": ("CD", "BF", "ML", "NG", "CM"),
    "East and southern Africa": ("SD", "ET", "KE", "UG", "MZ", "ZA"),
    "Central and South Asia": ("AF", "PK", "IN", "BD", "NP", "KZ"),
    "East and South-East Asia": ("MM", "TH", "KH", "PH", "ID", "KR", "JP", "HK"),
    "western Europe": ("GB", "FR", "DE", "ES", "IT", "NL"),
    "eastern Europe and the Caucasus": ("PL", "BA", "GR", "UA", "LV", "GE", "AM"),
    "North America": ("US", "CA", "MX"),
    "Central America and the Caribbean": ("GT", "NI", "CU", "DO"),
    "South America": ("VE", "EC", "PE", "BR", "AR", "CL"),
    "Oceania": ("AU", "NZ", "PG", "TO"),
}


def test_at_least_sixty_enabled_outlets_have_a_feed() -> None:
    assert len([s for s in SOURCES if s.is_enabled and s.feeds]) >= 60


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_at_least_three_outlets(region: str) -> None:
    assert len([s for s in SOURCES if s.country in REGIONS[region]]) >= 3


def test_every_outlet_belongs_to_one_of_the_regions() -> None:
    placed = Counter(country for countries in REGIONS.values() for country in countries)
    assert {s.country for s in SOURCES} == set(placed)
    assert set(placed.values()) == {1}


@pytest.mark.parametrize(
    ("country", "least"), [("SY", 10), ("LB", 4), ("TR", 5), ("IQ", 3), ("JO", 3), ("IL", 4), ("PS", 3)]
)
def test_syria_and_each_neighbour_are_well_covered(country: str, least: int) -> None:
    assert len([s for s in SOURCES if s.country == country]) >= least


def test_no_id_name_home_or_channel_stands_twice() -> None:
    for values in (
        [s.source_id for s in SOURCES],
        [s.name for s in SOURCES],
        [s.home_url.rstrip("/") for s in SOURCES],
        [url.rstrip("/").replace("http://", "https://") for s in SOURCES for url in (*s.feeds, *s.sitemaps)],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_outlets_write_in_several_languages_and_scripts() -> None:
    assert {s.language for s in SOURCES} >= {"en", "ar", "tr", "fr", "es", "pt", "de"}


def test_no_channel_is_a_search_engine_or_a_mirror_of_another_outlet() -> None:
    shared = ("news.google.com", "openrss.org", "rsshub.app", "feedburner.com", "rss.wn.com")
    assert not [url for s in SOURCES for url in s.feeds if (urlsplit(url).hostname or "").endswith(shared)]


def test_the_docs_name_one_list_for_each_outlet_and_no_outlet_that_is_not_there() -> None:
    named = re.findall(r"`([a-z0-9-]+)`", PROVENANCE.split("## Which list each outlet came from")[1])
    counts = Counter(name for name in named if name in {s.source_id for s in SOURCES})
    assert {s.source_id for s in SOURCES} == set(counts)
    assert {name for name, count in counts.items() if count > 1} <= {"guardian"}
    assert set(named) == set(counts)


def test_the_docs_say_how_many_there_are_and_that_none_was_polled() -> None:
    assert f"lists {len(SOURCES)} outlets" in PROVENANCE
    assert "presswatch sources check" in PROVENANCE
