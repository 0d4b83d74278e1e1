"""Place names and where they are: the seed table and the countries added to it, looked up by name. Not for finding names in text.

Names are compared folded (case, marks and punctuation away); in countries that write Arabic, Cyrillic, Ethiopic and the
Caucasus's scripts also by a looser key that forgives transliteration: al-Haffeh, Al Haffah and الحفة meet, and so do Latakia
and Lattakia, Kryvyi Rih and Kryvyy Rih, Axum and Aksum."""

import csv
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from ingest.place_index import PlaceIndex
from ingest.settings import from_environ

_FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "gazetteer"

Feature = Literal["country", "region", "admin1", "admin2", "city", "town", "village", "suburb", "camp", "site"]

TRANSLITERATED = frozenset(
    [
        *("SY", "IQ", "LB", "JO", "IL", "PS", "YE", "SD", "LY", "EG", "SA", "MA", "DZ", "TN", "KW", "BH", "QA", "AE", "OM"),
        *("IR", "AF", "PK", "SO", "TR"),
        *("UA", "RU", "BY", "GE", "AM", "AZ", "KZ", "UZ", "TJ", "KG", "TM"),
        *("ET", "ER"),
    ]
)  # fmt: skip
"""Countries (ISO alpha-2) whose names reach Latin script by many roads."""

_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|an|at|az|ed|es|ech|er|ul)[ -](?=\w)")
_NOT_WORD = re.compile(r"[^\w]+")
_MARKS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ə": "e", "ß": "ss", "æ": "ae", "œ": "oe"}
_SAINT = re.compile(r"\bsaint\b")
_QUOTES = re.compile("['’‘ʿʾʼ`´]")
_LOOSE = (
    (re.compile("x"), "ks"),
    (re.compile("kh|ck|q|g(?=h)|c(?![hi])"), "k"),
    (re.compile("dh|th"), "d"),
    (re.compile("gh|dj|j"), "g"),
    (re.compile("ph"), "f"),
    (re.compile("ou|oo|o|w|v"), "u"),
    (re.compile("ee|ei|ai|ay|ey|y|i|e(?=[^a-z]|$)"), "i"),
    (re.compile("e"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("[aih]+$"), ""),
    (re.compile("(?<=.)[ai]+"), "a"),
)
_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as the gazetteer knows it; degrees are WGS84, `country` is ISO alpha-2, admin names are GeoNames'."""

    name: str
    feature: Feature
    admin1: str | None
    admin2: str | None
    country: str
    latitude: float
    longitude: float
    geonames_id: int | None
    population: int
    is_approximate: bool


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Case, marks and punctuation away; Arabic letters in one form, without the article."""
    if name.isascii():
        lowered = name.lower().replace("'", "")
    else:
        parts = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKD", name).casefold()
        )  # "𝐴" is a capital only then
        bare = "".join(_MARKS.get(c, c) for c in parts if not unicodedata.combining(c))
        lowered = _QUOTES.sub("", bare).translate(_ARABIC_FOLD)
    return _NOT_WORD.sub(" ", lowered).strip()


@lru_cache(maxsize=1 << 16)
def loose_key(name: str) -> str:
    """A key under which transliterations of one name mostly meet; words lose their article, doubled letters and short
    vowels their difference."""
    folded = fold_name(name)
    if _ARABIC.search(folded):
        return " ".join(word.removeprefix("ال") for word in folded.split())
    words = _ARTICLE.sub("", folded).split()
    return " ".join(filter(None, (_loosen(word) for word in words)))


def _loosen(word: str) -> str:
    for pattern, replacement in _LOOSE:
        word = pattern.sub(replacement, word)
    return word


class Gazetteer:
    """All places, by folded name and by loose key: the seed table's in memory, added countries' in their index. Rows become
    `Place` only when someone asks for them."""

    def __init__(
        self,
        rows: list[tuple[str, ...]],
        countries: tuple[Place, ...],
        country_names: dict[str, str],
        added: PlaceIndex | None,
    ) -> None:
        self._rows, self._added = rows, added if added is not None and added.countries else None
        self.countries = {place.country: place for place in countries}
        self.country_names = country_names
        self._places: dict[int, Place] = {}
        self._exact: dict[str, list[int]] = {}
        self._loose: dict[str, list[int]] | None = None
        for number, row in enumerate(rows):
            for name in (row[0], *(row[1].split("|") if row[1] else ())):
                self._exact.setdefault(fold_name(name), []).append(number)
                if "saint" in name.lower():
                    self._exact.setdefault(_SAINT.sub("st", fold_name(name)), []).append(number)
        self._first_words = frozenset(name.split(" ", 1)[0] for name in (*self._exact, *country_names))

    def find(self, name: str) -> tuple[Place, ...]:
        """Places of exactly this name (folded), countries first; empty where there is none."""
        folded = fold_name(name)
        country = self.country_names.get(folded)
        found = tuple([self._place(number) for number in dict.fromkeys(self._exact.get(folded, ()))])
        if self._added is not None:
            found = _joined(found, self._added.rows(folded))
        return (self.countries[country], *found) if country else found

    def _place(self, number: int) -> Place:
        if number not in self._places:
            self._places[number] = _place(self._rows[number])
        return self._places[number]

    def begins(self, word: str) -> bool:
        """Whether some name begins with this folded word."""
        return word in self._first_words or (self._added is not None and self._added.begins(word))

    def has(self, folded: str) -> bool:
        """Whether a folded name is in the gazetteer; cheaper than `find`."""
        if folded in self._exact or folded in self.country_names:
            return True
        return self._added is not None and bool(self._added.rows(folded))

    def divisions(self) -> tuple[Place, ...]:
        """The first-level divisions of the seed table."""
        return tuple(_place(row) for row in self._rows if row[2] == "admin1")

    def divisions_with_cities(self, population: int) -> frozenset[tuple[str, str]]:
        """Country and name of first-level divisions of the seed table in which a city of more people lies."""
        return frozenset((row[5], row[3]) for row in self._rows if row[2] == "city" and int(row[9] or 0) > population)

    @property
    def version(self) -> str:
        """The countries added to the seed table, with what their dumps hash to; "" where there are none."""
        return self._added.version if self._added is not None else ""

    def find_loose(self, name: str, countries: frozenset[str]) -> tuple[Place, ...]:
        """Places of those countries whose name sounds like this one."""
        wanted = countries & TRANSLITERATED
        if not wanted:
            return ()
        key = loose_key(name)
        if len(key) < 3:
            return ()
        numbers = dict.fromkeys(self._loose_index().get(key, ()))
        found = tuple(self._place(number) for number in numbers if self._rows[number][5] in wanted)
        if self._added is None:
            return found
        return _joined(found, tuple(row for row in self._added.loose_rows(key) if row[5] in wanted))

    def _loose_index(self) -> dict[str, list[int]]:
        if self._loose is None:
            index: dict[str, list[int]] = {}
            for number, row in enumerate(self._rows):
                if row[5] in TRANSLITERATED:
                    for name in (row[0], *(row[1].split("|") if row[1] else ())):
                        index.setdefault(loose_key(name), []).append(number)
            self._loose = index
        return self._loose


def _joined(seeds: tuple[Place, ...], added: tuple[tuple[str, ...], ...]) -> tuple[Place, ...]:
    """The seed table's places and those it has not, by GeoNames id."""
    known = {place.geonames_id for place in seeds}
    return (*seeds, *(place for row in added if (place := _place(row)).geonames_id not in known))


@lru_cache(maxsize=1 << 16)
def _place(row: tuple[str, ...]) -> Place:
    name, _, feature, admin1, admin2, country, latitude, longitude, geonames_id, population, source = row
    return Place(
        name=name,
        feature=feature,  # type: ignore[arg-type]  # the seed test holds the column to the literal's values
        admin1=admin1 or None,
        admin2=admin2 or None,
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        geonames_id=int(geonames_id) if geonames_id else None,
        population=int(population or 0),
        is_approximate=source.endswith("approximate"),
    )


@cache
def gazetteer() -> Gazetteer:
    """The seed table with the countries added in the data folder, read once a process.

    Like every table it is a value that any process has by itself, page workers included, so it asks the settings here."""
    return _read(PlaceIndex(from_environ(os.environ).gazetteer))


@cache
def seeds() -> Gazetteer:
    """The seed table alone."""
    return _read(None)


def _read(added: PlaceIndex | None) -> Gazetteer:
    with (_FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(map(tuple, csv.reader(file)))[1:]
    with (_FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    countries = tuple(_country(line) for line in lines)
    return Gazetteer(rows, countries, _country_names(lines), added)


def _country_names(lines: list[dict[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in lines:
        for name in (line["name"], *filter(None, line["aliases"].split("|"))):
            names.setdefault(fold_name(name), line["country"])
    return names


def names_country(words: Sequence[str]) -> bool:
    """Whether words are a country's name: "France", "The Netherlands", "the United States"; the gazetteer has some with their
    article, some without."""
    names = {fold_name(" ".join(words)), fold_name(" ".join(word for word in words if word.lower() != "the"))}
    return not names.isdisjoint(gazetteer().country_names)


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym or adjective ("syrian", "iraqis") to ISO alpha-2."""
    with (_FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {fold_name(word): line["country"] for line in lines for word in line["demonyms"].split("|") if word}


@cache
def _capitals() -> dict[str, str]:
    with (_FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {line["country"]: fold_name(line["capital"]) for line in csv.DictReader(file)}


@cache
def capital_of(country: str) -> Place | None:
    """The capital of a country (ISO alpha-2), None where the gazetteer has none."""
    found = gazetteer().find(_capitals().get(country, ""))
    return max((p for p in found if p.country == country and p.feature in ("city", "town")), key=_size, default=None)


def _size(place: Place) -> int:
    return place.population


def is_capital(place: Place) -> bool:
    """Whether a place is the capital of its country."""
    return _capitals().get(place.country) == fold_name(place.name)


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """The countries that share a border with a country, by ISO alpha-2."""
    with (_FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {line["country"]: frozenset(line["neighbours"].split("|")) for line in csv.DictReader(file)}


def _country(line: dict[str, str]) -> Place:
    return Place(
        name=line["name"],
        feature="country",
        admin1=None,
        admin2=None,
        country=line["country"],
        latitude=float(line["latitude"]),
        longitude=float(line["longitude"]),
        geonames_id=int(line["geonames_id"]),
        population=0,
        is_approximate=False,
    )
