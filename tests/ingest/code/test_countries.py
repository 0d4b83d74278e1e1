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
    "KG": "Batken, Kyrgyzstan|Batken",
    "GN": "Gueckedou|Boke, Guinea",
    "GE": "Zugdidi, Georgia",
}


@pytest.mark.parametrize(
    ("place", "country"), [(place, country) for country, names in COUNTRIES.items() for place in names.split("|")]
)
def test_the_country_of_a_place_is_that_which_a_reader_takes_it_for(place: str, country: str) -> None:
    (event,) = read(f"Gunmen killed nine people in {place} on Sunday, officials said.")
    assert event.country == country


@pytest.mark.parametrize(
    ("text", "country", "admin1"),
    [
        (
            "A Swedish man was shot dead in a park, Chicago police said. It is the third in Illinois, after Naperville.",
            "US",
            "Illinois",
        ),
        ("Two men were shot dead in central Toledo, said Ohio police.", "US", "Ohio"),
        ("Two men were shot dead in Suffolk, Virginia. Rivera, 24, was arrested.", "US", "Virginia"),
        ("CHESTER — Two men were shot dead in Chester on Sunday, said police in Pennsylvania.", "US", "Pennsylvania"),
    ],
)
def test_provinces_and_large_cities_tell_the_country_of_a_text_that_names_hardly_any(
    text: str, country: str, admin1: str
) -> None:
    event, *_ = read(text)
    assert (event.country, event.admin1) == (country, admin1)


def test_a_surname_that_is_a_town_of_a_country_not_spoken_of_is_no_place() -> None:
    (event,) = read("Police in Columbus, Ohio, said Hayes shot and killed a man in the kitchen.")
    assert event.place == "Columbus"
