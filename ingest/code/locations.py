"""Where a sentence says things happen: place names by preposition and kind, resolved in the document's company of names.

The gazetteer itself is `ingest.places`; which place belongs to which event is decided in `ingest.code.scenes`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from ingest import places
from ingest.code import tables, triggers
from ingest.code.datelines import Dateline
from ingest.code.sentences import Sentence, Token
from ingest.places import Place

_STRONG = tables.cues("place_in")
_WEAK = tables.cues("place_of")
_NEAR = frozenset(["near", "outside", "nearby", "around", "surrounding"])
_TYPES_AFTER = tables.cues("types_after")
_TYPES_BEFORE = tables.cues("types_before")
_DIRECTIONS = tables.cues("directions")
_INNER = tables.cues("place_inner")
_NEVER = tables.cues("never_place")
_BODIES = tables.cues("not_place_before")
_PARTS = tables.cues("part_of_place")
_CLOSING = ("preposition", "by", "conjunction", "time", "be", "have", "subordinator", "relative", "say", "verb")
_NOT_PLACES = tables.cues("not_place")
_WORD = re.compile(r"[^\W\d_]+")
_READ = 20_000
_LARGE = 100_000
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?: [A-Z][\w'’-]+)?")
_POLICE = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}) (?:[Pp]olice|PD|Sheriff|[Ff]ire(?:fighters| Department))\b"
)
_PRECISION = {"country": 6, "region": 5, "admin1": 4, "admin2": 3}
_COUNTRY_WEIGHT, _DEMONYM_WEIGHT, _HINT_WEIGHT = 3, 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place as a sentence names it: characters `[start, end)` of the text, what it resolves to (None: unknown to the
    gazetteer), the known place it is said to lie in, and UCDP's where precision. `is_strong`: a preposition or the kind
    of place says that things happen there."""

    written: str
    start: int
    end: int
    place: Place | None
    container: Place | None
    where_prec: int
    is_strong: bool

    @property
    def known(self) -> Place | None:
        return self.place or self.container


class Company:
    """The names a document keeps: what decides between two places of one name."""

    def __init__(self, text: str, country: str | None, dateline: str | None, line: Dateline) -> None:
        self._text, self._country, self._dateline, self._line = text, country, dateline, line

    @cached_property
    def countries(self) -> Counter[str]:
        """Countries by how much the text speaks of them."""
        gazetteer, adjectives = places.gazetteer(), places.demonyms()
        counts: Counter[str] = Counter()
        words = Counter(word.lower() for word in _WORD.findall(self._text[:_READ]))
        for word, times in words.items():
            if word in adjectives:
                counts[adjectives[word]] += _DEMONYM_WEIGHT * times
            elif word in gazetteer.country_names and word != "us":
                counts[gazetteer.country_names[word]] += _COUNTRY_WEIGHT * times
        long_names = _long_country_names()
        for first in words:  # in the text's order: of two countries named as often, the one named first wins
            for name, code in long_names.get(first, ()):
                if name in self._text or name.upper() in self._text:
                    counts[code] += _COUNTRY_WEIGHT
        if self._country:
            counts[self._country] += _HINT_WEIGHT
        if city := self.dateline_place:
            counts[city.country] += _HINT_WEIGHT
        return counts or Counter(place.country for place in self._well_known())

    def _well_known(self) -> list[Place]:
        """Divisions and large cities named in the text, where no country is."""
        found = []
        for match in _NAME.finditer(self._text[:_READ]):
            places_there = places.gazetteer().find(match.group())
            known = [p for p in places_there if p.feature == "admin1" or p.population > _LARGE]
            found += [max(known, key=lambda p: p.population)] if known else []
        return found

    @cached_property
    def home(self) -> "Location | None":
        """The town a local piece is about, where no sentence says it better: that of its dateline, unless it is a capital,
        where agencies file from, or of the police it names."""
        line, city = self._line, self.dateline_place
        if line.place and city is not None and city.country == self.country and not places.is_capital(city):
            start = self._text.find(line.place)
            return _home_location(line.place, start, city)
        for match in _POLICE.finditer(self._text[:_READ]):
            found = [p for p in places.gazetteer().find(match["town"]) if p.feature != "country"]
            city = self.choose([p for p in found if p.country == self.country], None)
            if city is not None and city.feature != "admin1":
                return _home_location(match["town"], match.start("town"), city)
        return self._home_country()

    def _home_country(self) -> "Location | None":
        """The country the text speaks of, where its name first stands."""
        country = places.gazetteer().countries.get(self.country or "")
        start = self._text.find(country.name) if country else -1
        if country is None or start < 0:
            return None
        return replace(_home_location(country.name, start, country), where_prec=6)

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
        fitting = [p for p in found if any(_lies_in(p, c) for c in containers)] or found
        return max(
            fitting, key=lambda p: (p.country == self._country, p.feature != "country", p.population), default=None
        )

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

    def choose(self, found: Sequence[Place], container: Place | None) -> Place | None:
        """The likeliest of several places of one name; None where only hamlets of countries the text never names have it."""
        if container is not None:
            fitting = [p for p in found if _lies_in(p, container)]
        else:
            fitting = [
                p for p in found if p.population > _LARGE or p.feature == "country" or self._speaks_of(p.country)
            ]
        return max(fitting, key=self._likelihood, default=None)

    def _speaks_of(self, country: str) -> bool:
        if not self.countries or self.countries[country]:
            return True
        return country in places.TRANSLITERATED and country in places.neighbours().get(self.country or "", ())

    def _likelihood(self, place: Place) -> tuple[float, ...]:
        spoken = self.countries[place.country]
        size = {"country": 3e8, "admin1": 5e5, "city": 3e5}.get(place.feature, 1e3) + place.population
        near = self.admin1[place.admin1] if place.admin1 and place.country in places.TRANSLITERATED else 0
        return (min(spoken, 6), min(near, 3), place.feature == "city" and place.population > 50_000, size)


def _home_location(written: str, start: int, city: Place) -> "Location":
    return Location(
        written=written, start=start, end=start + len(written), place=city, container=None, where_prec=2, is_strong=False
    )  # fmt: skip


@cache
def _long_country_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Country names of several words, as written in running text, by first word."""
    index: dict[str, list[tuple[str, str]]] = {"u": [("U.S.", "US")]}
    for name, code in places.gazetteer().country_names.items():
        if " " in name:
            index.setdefault(name.split(" ", 1)[0], []).append((name.title(), code))
    return {first: tuple(names) for first, names in index.items()}


def _lies_in(place: Place, container: Place) -> bool:
    if place.country != container.country:
        return False
    if container.feature in ("country", "region"):
        return True
    same = place.admin1 == container.admin1
    return same and (
        container.feature == "admin1" or place.admin2 == container.admin2 or container.feature in ("city", "town")
    )


def find(sentence: Sentence, company: Company) -> tuple[Location, ...]:
    """The places a sentence names, in order; the larger place that a name is followed by becomes its container."""
    tokens, at = sentence.tokens, 0
    raw: list[tuple[int, int, tuple[Place, ...], bool, bool]] = []
    while at < len(tokens):
        hit = _name_at(tokens, at, sentence, company, raw[-1] if raw else None)
        if hit:
            raw.append(hit)
            at = hit[1]
        else:
            at += 1
    return _resolve(sentence, tokens, raw, company)


def _name_at(
    tokens: Sequence[Token],
    at: int,
    sentence: Sentence,
    company: Company,
    before: tuple[int, int, tuple[Place, ...], bool, bool] | None,
) -> tuple[int, int, tuple[Place, ...], bool, bool] | None:
    token = tokens[at]
    if not token.low[0].isalpha() or token.low in _NEVER or not _may_begin(token, sentence.is_upper):
        return None
    if _is_in_armed_name(tokens, at):
        return None
    strength = _strength(tokens, at, before)
    if sentence.is_upper and strength == 0 and not _is_typed(tokens, at):
        return None
    sizes = range(min(5, len(tokens) - at), 0, -1) if _may_be_known(token, company) else ()
    for size in sizes:
        if not strength and triggers.is_event_noun(tokens, at + size):
            strength = 2
        found = _lookup(tokens, at, at + size, sentence.is_upper, company)
        if found:
            typed = _type_after(tokens, at + size)
            if strength == 1 and _is_its_part(tokens, at + size):
                strength = 2
            if _is_other_thing(tokens, at, at + size, sentence.is_upper, strength, typed):
                return _unknown(tokens, at, sentence.is_upper)
            return at, at + size, found, strength == 2 or bool(typed and strength), _is_near(tokens, at)
    return _unknown(tokens, at, sentence.is_upper)


def _is_in_armed_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word belongs to the name of an armed body that begins before it ("Hayat Tahrir al Sham")."""
    for first in range(max(0, at - 4), at):
        for name in tables.armed_names().get(tokens[first].low, ()):
            if len(name) > at - first and tuple(t.low for t in tokens[first : first + len(name)]) == name:
                return True
    return False


def _may_be_known(token: Token, company: Company) -> bool:
    word = places.fold_name(token.text).split(" ", 1)[0]
    return places.gazetteer().begins(word) or (len(token.text) > 3 and company.country in places.TRANSLITERATED)


def _may_begin(token: Token, is_upper: bool) -> bool:
    if is_upper:
        return not token.kind and token.low not in tables.people()
    return token.text[0].isupper() or token.low.startswith(("al-", "el-", "as-", "ar-", "ash-", "deir"))


def _lookup(tokens: Sequence[Token], first: int, last: int, is_upper: bool, company: Company) -> tuple[Place, ...]:
    words = tokens[first:last]
    if any(not (w.low[0].isalpha()) for w in words):
        return ()
    if not is_upper and any(
        not w.text[0].isupper() and w.low not in _INNER and w.low not in ("countryside",) for w in words[1:]
    ):
        return ()
    if words[-1].low in _INNER and len(words) > 1:
        return ()
    name = " ".join(w.text for w in words)
    gazetteer = places.gazetteer()
    if gazetteer.has(places.fold_name(name)):
        return gazetteer.find(name)
    if len(words) <= 3 and len(words[0].text) > 3 and company.country in places.TRANSLITERATED:
        return gazetteer.find_loose(name, frozenset(c for c, n in company.countries.most_common(4) if n >= 2))
    return ()


def _strength(tokens: Sequence[Token], at: int, before: tuple[int, int, tuple[Place, ...], bool, bool] | None) -> int:
    """2: things happen there; 1: the name stands after a preposition of some kind or next to another place; 0: neither."""
    back = at - 1
    while back >= 0 and tokens[back].low in _DIRECTIONS | {"the", "'s"} and at - back <= 4:
        back -= 1
    if back < 0:
        return 0
    low = tokens[back].low
    if low in _STRONG:
        return 2
    if (
        low == "of"
        and back
        and tokens[back - 1].low in _TYPES_BEFORE | {"north", "south", "east", "west", "outskirts", "center", "centre"}
    ):
        return 2
    if low in _TYPES_BEFORE:
        return 2
    if before and before[1] >= back - 1 and low in (",", "and", "(") and before[3]:
        return 2
    return 1 if low in _WEAK else 0


def _is_typed(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low in _TYPES_AFTER for t in tokens[at + 1 : at + 4])


def _type_after(tokens: Sequence[Token], last: int) -> str | None:
    return tokens[last].low if last < len(tokens) and tokens[last].low in _TYPES_AFTER else None


def _is_its_part(tokens: Sequence[Token], at: int) -> bool:
    """ "Syria's Mediterranean coast": a part of the place, by what kind of part it is."""
    words = [t.low for t in tokens[at : at + 4]]
    return words[:1] == ["'s"] and any(word in _PARTS for word in words[1:])


def _is_near(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low in _NEAR for t in tokens[max(0, at - 3) : at])


def _is_other_thing(
    tokens: Sequence[Token], first: int, last: int, is_upper: bool, strength: int, typed: str | None
) -> bool:
    """A place's name inside the name of a person, street or office."""
    following = tokens[last] if last < len(tokens) else None
    low = tokens[first].low
    if last - first == 1 and (low in tables.people() or tokens[first].kind or len(low) < 3):
        return True
    if typed:
        return False
    if following is not None and following.low in _BODIES:
        return True
    if is_upper or following is None:
        return False
    named = following.text[0].isupper() and following.low[0].isalpha() and following.low not in _NEVER
    if named and not following.text.isupper():
        return True
    previous = tokens[first - 1] if first else None
    if previous is None or strength:
        return False
    return (
        previous.text[0].isupper() and previous.low[0].isalpha() and not previous.kind and not previous.text.isupper()
    )


def _unknown(tokens: Sequence[Token], at: int, is_upper: bool) -> tuple[int, int, tuple[Place, ...], bool, bool] | None:
    """ "the village of Kafr Nowhere", "Nowhere district": a place by its kind though no gazetteer has it."""
    last = at
    while last < len(tokens) and last - at < 4 and _is_name_token(tokens[last], is_upper):
        last += 1
    if last == at:
        return None
    after_type = at >= 2 and tokens[at - 1].low == "of" and tokens[at - 2].low in _TYPES_BEFORE
    before_type = last < len(tokens) and tokens[last].low in _TYPES_AFTER - {"area", "region", "state", "city", "zone"}
    if not (after_type or before_type):
        return (at, last, (), True, _is_near(tokens, at)) if _stands_alone(tokens, at, last, is_upper) else None
    if not after_type and _strength(tokens, at, None) == 0:
        return None
    return at, last, (), True, _is_near(tokens, at)


def _stands_alone(tokens: Sequence[Token], at: int, last: int, is_upper: bool) -> bool:
    """ "in Baga", "near Kafr Nowhere": an unknown name of one or two words right after "in" or "near"."""
    if is_upper or last - at > 2 or at < 1 or tokens[at - 1].low not in ("in", "near", "outside"):
        return False
    following = tokens[last].low if last < len(tokens) else "."
    ends = not following[0].isalnum() or tables.word_classes().get(following) in _CLOSING
    word = tokens[at]
    known = word.low in tables.word_classes() or word.low in tables.people() or word.low in places.demonyms()
    return ends and not known and len(word.text) > 3 and not word.text.isupper() and word.low not in _NOT_PLACES


def _is_name_token(token: Token, is_upper: bool) -> bool:
    if not token.low[0].isalpha():
        return False
    if is_upper:
        return not token.kind and token.low not in _TYPES_AFTER and token.low not in tables.people()
    return token.text[0].isupper() or token.low in ("de", "la", "el", "al") or token.low.startswith(("al-", "el-"))


def _resolve(
    sentence: Sentence,
    tokens: Sequence[Token],
    raw: list[tuple[int, int, tuple[Place, ...], bool, bool]],
    company: Company,
) -> tuple[Location, ...]:
    answers: list[Location] = []
    container: Place | None = None
    for number in range(len(raw) - 1, -1, -1):
        first, last, found, strong, near = raw[number]
        following = raw[number + 1] if number + 1 < len(raw) else None
        holder = container if following and _contains_next(tokens, last, following[0]) else None
        if holder is not None and holder.feature in ("town", "village", "suburb", "camp", "site"):
            holder = None
        place = company.choose(_of_type(found, _type_after(tokens, last) or ("town" if near else None)), holder)
        if place is None and found and holder is not None:
            place = company.choose(found, None) if _is_list(tokens, last, following) else None
        outer = holder or (None if place else _home(company))
        written = sentence.document[tokens[first].start : tokens[last - 1].end]
        precision = _where_precision(place, holder, near)
        answers.append(
            Location(
                written=written, start=tokens[first].start, end=tokens[last - 1].end, place=place, container=outer,
                where_prec=precision, is_strong=strong,
            )
        )  # fmt: skip
        container = place or holder
    return tuple(reversed(answers))


def _home(company: Company) -> Place | None:
    return places.gazetteer().countries.get(company.country) if company.country else None


def _of_type(found: tuple[Place, ...], kind: str | None) -> tuple[Place, ...]:
    """ "Latakia province" is the province, "Baniyas city" the city."""
    if kind in ("province", "governorate", "department", "state", "oblast", "countryside"):
        return tuple(p for p in found if p.feature == "admin1") or found
    if kind in ("city", "town", "village", "hamlet"):
        return tuple(p for p in found if p.feature not in ("admin1", "admin2", "country")) or found
    return found


def _contains_next(tokens: Sequence[Token], last: int, first: int) -> bool:
    between = [t.low for t in tokens[last:first]]
    allowed = _TYPES_AFTER | _DIRECTIONS | {",", "in", "of", "the", "(", "'s"}
    return len(between) <= 6 and all(word in allowed for word in between) and bool(between)


def _is_list(
    tokens: Sequence[Token], last: int, following: tuple[int, int, tuple[Place, ...], bool, bool] | None
) -> bool:
    return following is not None and [t.low for t in tokens[last : following[0]]] in ([","], ["and"])


def precision_of(place: Place) -> int:
    """UCDP's where precision of a place by what it is."""
    return _PRECISION.get(place.feature, 1)


def _where_precision(place: Place | None, holder: Place | None, near: bool) -> int:
    if place is None:
        if holder is None:
            return 6
        return 2 if holder.feature in ("city", "town", "village") else _PRECISION.get(holder.feature, 2)
    exact = precision_of(place)
    return 2 if exact == 1 and (near or place.is_approximate) else exact
