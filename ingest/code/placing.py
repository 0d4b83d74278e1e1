"""Where a sentence says things happen: its place names resolved in the document's company of names, each inside the next.

The gazetteer is `ingest.places`; which place belongs to which event is decided in `ingest.code.scenes`."""

from collections.abc import Sequence
from dataclasses import replace

from ingest import places
from ingest.code import bearings, toponyms
from ingest.code.bearings import Toponym
from ingest.code.company import Company
from ingest.code.locations import TOWN, Location, precision_of
from ingest.code.sentences import Sentence, Token
from ingest.places import Place

_LINKS = (
    bearings.TYPES_AFTER
    | bearings.DIRECTIONS
    | {",", "in", "of", "the", "(", "also", "local", "government", "lga", "a", "an"}
)
"""Words that may stand between a place and the larger place it lies in."""
_DISTANCES = frozenset(("km", "kilometers", "kilometres", "kilometer", "kilometre", "miles", "mile"))
_AWAY = (
    _DISTANCES
    | bearings.TYPES_AFTER
    | bearings.DIRECTIONS
    | {",", "(", "of", "from", "about", "some", "around", "outside", "a", "few", "just", "away"}
)
_BESIDE = _AWAY | {"near", "the", "coastal", "in", '"', "”", "close", "to"}
_DISTRICTS = frozenset(
    [
        "district",
        "territory",
        "county",
        "regency",
        "cercle",
        "raion",
        "tehsil",
        "woreda",
        "lga",
        "municipality",
        "prefecture",
    ]
)
_SIDES = frozenset(("southern", "northern", "eastern", "western", "central"))
_TOWNS = frozenset(("city", "town", "village"))
_HELD = frozenset(("city", "town", "village", "suburb", "neighborhood", "neighbourhood", "camp", "port", "district"))
_PARTS_OF_TOWN = frozenset(("suburb", "neighborhood", "neighbourhood", "district", "quarter"))
_HOLDERS = frozenset(("country", "region", "admin1"))


def find(sentence: Sentence, company: Company) -> tuple[Location, ...]:
    """The places a sentence names, in order; the larger place that a name is followed by becomes its container."""
    if sentence.start not in company.located:
        company.located[sentence.start] = _find(sentence, company)
    return company.located[sentence.start]


def _find(sentence: Sentence, company: Company) -> tuple[Location, ...]:
    answers: list[Location] = []
    container: Place | None = None
    following: Toponym | None = None
    names = toponyms.find(sentence, company)
    for number in range(len(names) - 1, -1, -1):
        name = names[number]
        is_within = following and _contains_next(sentence.tokens, name.last, following.first)
        holder = container if is_within and not _holds_next(sentence.tokens, name, following) else None
        if holder is not None and holder.feature in bearings.SMALL:
            holder = None
        if holder is None and number and _holds_next(sentence.tokens, names[number - 1], name):
            holder = company.choose(_of_type(names[number - 1].found, "region"), None)
        holder = holder or _nation_of(sentence.tokens, name)
        place = _place(sentence.tokens, name, following, holder, company)
        if _holds_next(sentence.tokens, name, following) and place is not None and place.feature in _HOLDERS:
            name = name._replace(is_strong=False)
        if place is None and following and _is_by(sentence.tokens[name.last : following.first]):
            holder = container
        answers.append(_location(sentence, name, place, holder, company))
        if not _owns_next(sentence.tokens, name.last, following):
            container = place or holder
        following = name
    return tuple(_within_province(answers[::-1]))


def _within_province(answers: list[Location]) -> list[Location]:
    """ "In Ituri province, militiamen shot dead 17 people at the Savo camp": what no gazetteer has lies in the only province that
    its sentence names."""
    provinces = {p.place for p in answers if p.place is not None and p.place.feature == "admin1"}
    if len(provinces) != 1:
        return answers
    (province,) = provinces
    holds = [
        p.place is None and p.is_strong and (p.container is None or p.container.feature == "country") for p in answers
    ]
    return [
        p._replace(container=province, where_prec=max(TOWN, precision_of(province))) if is_held else p
        for p, is_held in zip(answers, holds, strict=True)
    ]


def _place(
    tokens: Sequence[Token], name: Toponym, following: Toponym | None, holder: Place | None, company: Company
) -> Place | None:
    is_holder = _holds_next(tokens, name, following)
    kind = None if is_holder else bearings.type_after(tokens, name.last)
    kind = kind or bearings.type_before(tokens, name.first)
    kind = kind or ("town" if name.is_near else None)
    provinces = [p for p in name.found if p.feature == "admin1" and company.may_mean(p)]
    if provinces and name.first and tokens[name.first - 1].low in _SIDES:
        kind = "region"  # "southern Gaza" is in the Strip
    place = company.choose(_of_type(name.found, kind), holder)
    if place is None and name.found and holder is not None and _is_list(tokens, name.last, following):
        return company.choose(name.found, None)
    if place is None or place.feature not in _TOWNS:
        return place
    if kind in ("province", "governorate"):
        return replace(place, feature="admin1")  # "the province of Bingol", where only its seat is known
    return _district(place) if kind in _DISTRICTS else place


def _district(place: Place) -> Place:
    """ "Rutshuru territory": the district that bears the name of its town, where only the town is known."""
    return replace(place, feature="admin2", admin2=place.name)


def _holds_next(tokens: Sequence[Token], name: Toponym, following: Toponym | None) -> bool:
    """ "The Punjab town of Layyah": a place that only says where the town named next lies; not "the Aleppo district of Syria"."""
    if following is None or any(p.feature in _HOLDERS for p in following.found):
        return False
    between = [t.low for t in tokens[name.last : following.first]]
    if between[:1] and between[0] in _PARTS_OF_TOWN and any(p.feature == "city" for p in following.found):
        return False  # "the Las Vegas neighbourhood of Culiacan"
    return len(between) == 2 and between[0] in _HELD and between[1] == "of"


def _nation_of(tokens: Sequence[Token], name: Toponym) -> Place | None:
    """ "The Ethiopian town of Axum": the country by its adjective."""
    at = name.first - 1
    if at < 2 or tokens[at].low != "of" or tokens[at - 1].low not in _HELD:
        return None
    code = places.demonyms().get(tokens[at - 2].low)
    return places.gazetteer().countries.get(code) if code else None


def _location(
    sentence: Sentence, name: Toponym, place: Place | None, holder: Place | None, company: Company
) -> Location:
    start, end = sentence.tokens[name.first].start, sentence.tokens[name.last - 1].end
    return Location(
        written=sentence.document[start:end], start=start, end=end, place=place,
        container=holder or (None if place else _home(company)), where_prec=_where_precision(place, holder, name.is_near),
        is_strong=name.is_strong,
    )  # fmt: skip


def _home(company: Company) -> Place | None:
    return places.gazetteer().countries.get(company.country) if company.country else None


def _of_type(found: tuple[Place, ...], kind: str | None) -> tuple[Place, ...]:
    """ "Latakia province" is the province, "Baniyas city" the city."""
    if kind in ("province", "governorate", "department", "state", "oblast", "countryside", "region"):
        return tuple(p for p in found if p.feature == "admin1") or found
    if kind in ("city", "town", "village", "hamlet"):
        return tuple(p for p in found if p.feature not in ("admin1", "admin2", "country")) or found
    return found


def _contains_next(tokens: Sequence[Token], last: int, first: int) -> bool:
    between = [t.low for t in tokens[last:first]]
    return 0 < len(between) <= 6 and all(word in _LINKS for word in between)


def _is_by(between: Sequence[Token]) -> bool:
    """ "(The village of X) in (Tibú)", "X, about 20 km north of (Lodwar)": what lies in or near a town that is known."""
    lows = {t.low for t in between}
    if "near" in lows and lows <= _BESIDE:
        return True  # "the camp of X near the town of Tubas"
    is_far = not _DISTANCES.isdisjoint(lows) and all(t.low in _AWAY or t.text[0].isdigit() for t in between)
    return is_far or (not lows.isdisjoint(("in", "of", "(")) and lows <= _LINKS)


def _owns_next(tokens: Sequence[Token], last: int, following: Toponym | None) -> bool:
    """ "(Yagha, in) Burkina Faso's Sahel region": what lies in the latter is said before the former."""
    return following is not None and [t.low for t in tokens[last : following.first]] == ["'s"]


def _is_list(tokens: Sequence[Token], last: int, following: Toponym | None) -> bool:
    return following is not None and [t.low for t in tokens[last : following.first]] in ([","], ["and"])


def _where_precision(place: Place | None, holder: Place | None, near: bool) -> int:
    if place is None:
        if holder is None:
            return 6
        return max(2, precision_of(holder))
    exact = precision_of(place)
    return 2 if exact == 1 and (near or place.is_approximate) else exact
