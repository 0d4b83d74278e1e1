"""The country where something happened, by the place that is named: names that hold another country, and names of many places."""

import pytest

from tests.ingest.code.reading import read

COUNTRIES = {
    "SS": "South Sudan|Juba|Central Equatoria, South Sudan",
    "SD": "North Darfur, Sudan|West Kordofan, Sudan|El Fasher",
    "CD": "the Democratic Republic of Congo|eastern Congo|South Kivu, Congo|Bukavu|Beni",
    "CG": "the Republic of Congo|Brazzaville",
    "US": "North Dakota|South Carolina|New Mexico|West Virginia|Birmingham, Alabama|Odessa, Texas|Washington, D.C.",
    "PS": "the West Bank|the Gaza Strip|Gaza|East Jerusalem|Khan Younis|Jenin",
    "PG": "Papua New Guinea",
    "GQ": "Equatorial Guinea",
    "GW": "Guinea-Bissau",
    "GB": "Northern Ireland|West Yorkshire, England",
    "CF": "the Central African Republic|Bangui",
    "KR": "South Korea",
    "TL": "East Timor",
    "NG": "Maiduguri|northern Nigeria",
    "NE": "Niger",
    "ML": "northern Mali|Gao",
    "SY": "Idlib|Aleppo|northeast Syria",
    "LB": "Tripoli, Lebanon",
    "LY": "Tripoli, Libya",
    "PK": "Hyderabad, Pakistan|North Waziristan, Pakistan|Balochistan",
    "IN": "Hyderabad, India|West Bengal, India|Manipur",
    "MM": "Mandalay|Rakhine, Myanmar|Shan State, Myanmar",
    "TH": "Yala, Thailand|Pattani, Thailand",
    "YE": "Hodeidah|Marib, Yemen",
    "SO": "Lower Shabelle, Somalia|Somaliland|Mogadishu",
    "MX": "Guerrero, Mexico",
    "BA": "Bosnia",
    "TT": "Trinidad and Tobago",
}


@pytest.mark.parametrize(
    ("place", "country"), [(place, country) for country, names in COUNTRIES.items() for place in names.split("|")]
)
def test_the_country_of_a_place_is_that_which_a_reader_takes_it_for(place: str, country: str) -> None:
    (event,) = read(f"Gunmen killed nine people in {place} on Sunday, officials said.")
    assert event.country == country
