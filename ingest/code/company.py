"""The company of names that a text keeps: which countries it speaks of, where it was filed, where it is at home; what decides
between places of one name. Not for finding names in a sentence: that is `ingest.code.toponyms`."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from ingest import places
from ingest.code import tables
from ingest.code.datelines import Dateline
from ingest.code.locations import Location
from ingest.places import Place

_WORD = re.compile(r"[^\W\d_]+")
_READ = 20_000
_LARGE = 100_000
_LITTLE = 6
"""Weight up to which a text says little of countries: then its provinces and large cities count too."""
_FEW = 4
"""Times that a text speaks of another country for each time it speaks of one it only mentions."""
_NAME = re.compile(r"[A-ZÀ-Þ](?<!\w.)[\w'’-]+(?: (?:del? |da |do )?[A-Z][\w'’-]+)?")
_BEARER = re.compile(r"\b([A-Z][a-z]+) [A-Z][\w'’-]+,? (?:\(\d{1,2}\)|\d{1,2},|aged \d)")
"""Who bears the name of a country: "Jordan Hill, 23,"."""
_OFFICE = re.compile(r" (?:State|Police|National|Department|Highway|Supreme)$")
"""What an office has behind the name of its land: "Oregon State Police"."""
_AT = re.compile(r"(?:\b(?:in|of|from|near|across|the|to)|,|\()\s$")
"""What a province stands behind, where a person of the same name does not."""
_RIVAL = 10
"""How many times as many people the larger of two cities of one name must have to be the one that is meant."""
_REACH = 8
_POLICE = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}) (?:[Pp]olice|PD|Sheriff|[Ff]ire(?:fighters| Department))\b"
)
_STATES_POLICE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?) State (?:Police|Patrol|Troopers)\b")
_SHERIFF = re.compile(r"\b[Ss]heriff['’]s (?:[Oo]ffice|[Dd]ep)|\b[Ss]tate [Tt]roopers?\b")
"""Who polices the United States alone."""
_VILLAGE = re.compile(r"\bvillage(?:s|rs?)?\b")
_COUNTRY_WEIGHT, _DEMONYM_WEIGHT, _HINT_WEIGHT = 3, 2, 4
_NO_NAMES = tables.cues("directions") | {"centre"}


class Company:
    """The names a document keeps: what decides between two places of one name."""

    def __init__(self, text: str, country: str | None, dateline: str | None, line: Dateline) -> None:
        self._text, self._country, self._dateline, self._line = text, country, dateline, line
        self.located: dict[int, tuple[Location, ...]] = {}
        """What sentences were found to name, by where they start: some are looked at twice."""

    @cached_property
    def countries(self) -> Counter[str]:
        """Countries by how much the text speaks of them."""
        counts = self._told.copy()
        city = self.dateline_place
        if city is not None and (counts[city.country] or not counts or not _is_desk(city)):
            counts[city.country] += _HINT_WEIGHT
        return counts

    @cached_property
    def _told(self) -> Counter[str]:
        """Countries by how much the text speaks of them, its dateline left aside."""
        counts: Counter[str] = Counter()
        low, gazetteer, adjectives = self._text[:_READ].lower(), places.gazetteer(), places.demonyms()
        words = Counter(filter(_beginnings().__contains__, _WORD.findall(low)))
        words -= Counter(map(str.lower, _BEARER.findall(self._text, 0, _READ)))
        for word in filter(_country_words().__contains__, words):
            times = words[word] - sum(low.count(name) for name in _longer_names().get(word, ()))
            if word in adjectives:
                counts[adjectives[word]] += _DEMONYM_WEIGHT * times
            elif word in gazetteer.country_names and word != "us":
                counts[gazetteer.country_names[word]] += _COUNTRY_WEIGHT * times
        long_names = _long_country_names()
        # In the text's order: of two countries named as often, the one named first wins.
        for first in filter(long_names.__contains__, words):
            for name, code in long_names[first]:
                if name in low:
                    counts[code] += _COUNTRY_WEIGHT
        if self._country:
            counts[self._country] += _HINT_WEIGHT
        if max(counts.values(), default=0) <= _LITTLE:
            counts.update(place.country for place in self._well_known())
            counts.update(dict.fromkeys(self._policed(), _COUNTRY_WEIGHT))
        return counts

    def _policed(self) -> set[str]:
        """The countries whose police the text names by what they alone call them."""
        text = self._text[:_READ]
        states = (match[1] for match in _STATES_POLICE.finditer(text)) if " State " in text else ()
        found = {p.country for name in states for p in places.gazetteer().find(name) if p.feature == "admin1"}
        return found | ({"US"} if _SHERIFF.search(text) else set())

    def _well_known(self) -> list[Place]:
        """Divisions and large cities named in the text."""
        found, gazetteer = [], places.gazetteer()
        for match in _NAME.finditer(self._text[:_READ]):
            name = match.group()
            name = _OFFICE.sub("", name) if " " in name else name
            if name.lower() in _NO_NAMES or not gazetteer.has(places.fold_name(name)):
                continue
            is_at = bool(_AT.search(self._text, max(0, match.start() - _REACH), match.start()))
            known = [p for p in gazetteer.find(name) if _is_well_known(p, is_at=is_at)]
            found += [max(known, key=_size)] if known and not _are_rivals(known) else []
        return found

    @cached_property
    def home(self) -> Location | None:
        """The town a local piece is about, where no sentence says it better: that of its dateline, unless it is a capital,
        where agencies file from, or of the police it names."""
        line, city = self._line, self.dateline_place
        is_town = city is not None and city.feature != "country" and not places.is_capital(city)
        if line.place and city is not None and is_town and city.country == self.country:
            start = self._text.find(line.place)
            return _home_location(line.place, start, city)
        for match in _POLICE.finditer(self._text[:_READ]):
            found = [p for p in places.gazetteer().find(match["town"]) if p.feature != "country"]
            city = self.choose([p for p in found if p.country == self.country], None)
            if city is not None and city.feature != "admin1":
                return _home_location(match["town"], match.start("town"), city)
        return self._home_country()

    def _home_country(self) -> Location | None:
        """The country the text speaks of, where its name first stands."""
        country = places.gazetteer().countries.get(self.country or "")
        start = self._text.find(country.name) if country else -1
        if country is None or start < 0:
            return None
        return _home_location(country.name, start, country)._replace(where_prec=6)

    @cached_property
    def country(self) -> str | None:
        """The country the text speaks of most, None where it names none."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    @cached_property
    def dateline_place(self) -> Place | None:
        """Where the piece was filed, read from its dateline; not where things happened."""
        name, _, rest = (self._dateline or "").partition(",")
        if self._line.place:
            name, rest = self._line.place, self._line.rest
        if not name:
            return None
        found = places.gazetteer().find(name.strip())
        containers = [p for part in rest.split(",") if part.strip() for p in places.gazetteer().find(part.strip())]
        fitting = [p for p in found if any(_lies_in(p, c) for c in containers)]
        lands = [c for c in containers if c.feature == "country"]  # of a town that no gazetteer has
        return max(fitting or lands or found, key=self._may_be_filed, default=None)

    def _may_be_filed(self, place: Place) -> tuple[bool, bool, bool, int]:
        spoken = self._told[place.country] > 0
        return (place.country == self._country, place.feature != "country", spoken, place.population)

    @cached_property
    def admin1(self) -> Counter[str]:
        """First-level divisions named in the text, to tell villages of one name apart."""
        counts: Counter[str] = Counter()
        gazetteer = places.gazetteer()
        for match in _NAME.finditer(self._text[:_READ]):
            for place in gazetteer.find(match.group()) if gazetteer.has(places.fold_name(match.group())) else ():
                if place.feature in ("admin1", "city") and place.admin1:
                    counts[place.admin1] += 1
        return counts

    def has_place(self, name: str) -> bool:
        """Whether the text speaks of an unlisted name as that of a place ("in X", "X village", or of any villages) and nowhere
        of a person who bears it ("Paul X")."""
        text, written = self._text[:_READ], re.escape(name)
        before = re.findall(rf"\b([A-Z][\w.'’-]+) {written}\b", text)
        if any(word.lower().rstrip(".") not in tables.word_classes() for word in before):
            return False
        if _VILLAGE.search(text):
            return True
        return bool(re.search(rf"\b(?:in|near|outside|around) {written}\b|\b{written} (?:village|town|camp)\b", text))

    def choose(self, found: Sequence[Place], container: Place | None) -> Place | None:
        """The likeliest of several places of one name; None where only hamlets of countries the text never names have it."""
        if container is not None:
            fitting = [p for p in found if _lies_in(p, container)]
        else:
            fitting = [p for p in found if self.may_mean(p)]
        return max(fitting, key=self._likelihood, default=None)

    def may_mean(self, place: Place) -> bool:
        """Whether the text may speak of a place: one known everywhere, or of a country it names."""
        return place.population > _LARGE or place.feature == "country" or self._speaks_of(place)

    def _speaks_of(self, place: Place) -> bool:
        """Whether the text names the country of a place; of a province or a name written in many ways, one beside it."""
        if not self.countries or _FEW * self.countries[place.country] >= max(self.countries.values()):
            return True
        beside = place.country in places.neighbours().get(self.country or "", ())
        return beside and (place.feature == "admin1" or place.country in places.TRANSLITERATED)

    def _likelihood(self, place: Place) -> tuple[float, ...]:
        spoken = self.countries[place.country]
        near = self.admin1[place.admin1] if place.admin1 and place.country in places.TRANSLITERATED else 0
        return (
            place == self.dateline_place,
            min(spoken, 6),
            min(near, 3),
            place.feature == "city" and place.population > 50_000,
            _size(place),
        )


def _home_location(written: str, start: int, city: Place) -> Location:
    return Location(
        written=written, start=start, end=start + len(written), place=city, container=None, where_prec=2, is_strong=False
    )  # fmt: skip


def _is_desk(city: Place) -> bool:
    """Whether reporters write from a town of other countries too: a capital, a seat of the United Nations."""
    return places.is_capital(city) or city.name.lower() in tables.cues("desk_town")


def _are_rivals(known: Sequence[Place]) -> bool:
    """Whether a name is that of cities of two countries, of which neither is much the larger: Salem, Cordoba."""
    largest = max(known, key=_size)
    return any(p.country != largest.country and _RIVAL * p.population > largest.population for p in known)


def _size(place: Place) -> float:
    return {"country": 3e8, "admin1": 5e5, "city": 3e5}.get(place.feature, 1e3) + place.population


def _is_well_known(place: Place, *, is_at: bool) -> bool:
    """Whether a name tells of a place by itself: a large city, a division that has one; others only where a place may stand."""
    if place.feature != "admin1":
        return place.population > _LARGE
    return is_at or (place.country, place.name) in _divisions_with_cities()


@cache
def _divisions_with_cities() -> frozenset[tuple[str, str]]:
    return places.gazetteer().divisions_with_cities(_LARGE)


@cache
def _country_words() -> frozenset[str]:
    """Words that alone tell a country."""
    return frozenset((*places.demonyms(), *places.gazetteer().country_names))


@cache
def _beginnings() -> frozenset[str]:
    """Words that tell a country or begin its name."""
    return _country_words() | _long_country_names().keys()


@cache
def _longer_names() -> dict[str, tuple[str, ...]]:
    """Names of other places that hold the name of a country, by that name: "jersey" to "new jersey", "sudan" to "south sudan"."""
    gazetteer = places.gazetteer()
    longer: dict[str, set[str]] = {}
    divisions = ((place.name.lower(), place.country) for place in gazetteer.divisions())
    for name, code in (*gazetteer.country_names.items(), *divisions):
        for word in name.split() if " " in name else ():
            other = gazetteer.country_names.get(word, code)
            if other != code and not any(name in long for long, its in gazetteer.country_names.items() if its == other):
                longer.setdefault(word, set()).add(name)
    return {word: tuple(sorted(names)) for word, names in longer.items()}


@cache
def _long_country_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Country names of several words, in lower case, by first word."""
    index: dict[str, list[tuple[str, str]]] = {"u": [("u.s.", "US")]}
    for name, code in places.gazetteer().country_names.items():
        if " " in name:
            index.setdefault(name.split(" ", 1)[0], []).append((name, code))
    return {first: tuple(names) for first, names in index.items()}


def _lies_in(place: Place, container: Place) -> bool:
    if place.country != container.country:
        return False
    if container.feature in ("country", "region"):
        return True
    if place.feature not in ("country", "region", "admin1") and (container.is_approximate or not place.admin1):
        return True  # whose bounds, or where in its country, nobody knows
    same = place.admin1 == container.admin1
    return same and (
        container.feature == "admin1"
        or place.admin2 in (container.admin2, None)
        or container.feature in ("city", "town")
    )
