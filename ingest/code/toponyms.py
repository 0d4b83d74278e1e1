"""The names of places in a sentence, by preposition, by kind of place and by the gazetteer. Not for which place a name means:
that is `ingest.code.placing`."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise

from ingest import places
from ingest.code import bearings, tables, triggers, unlisted
from ingest.code.bearings import Toponym
from ingest.code.company import Company
from ingest.code.sentences import Sentence, Token, stand_at
from ingest.places import Place

_INNER = tables.cues("place_inner")
_NEVER = tables.cues("never_place")
_BODIES = tables.cues("not_place_before")
_NO_NAMES = bearings.DIRECTIONS | tables.cues("place_quality")
"""Words that say where or of what kind a place is; written in capitals, they look like its name."""
_ARTICLES = ("al-", "el-", "as-", "ar-", "ash-", "deir")
_SAINTS = frozenset(("san", "santa", "santo", "sao", "saint", "st", "los", "las", "la", "el"))
_OF = frozenset(("de", "del", "da", "do"))
_TYPES = {kind + ending for kind in bearings.TYPES_AFTER for ending in ("", "s")}
_LARGE = 100_000
"""People of a town that is known abroad."""
_SEATS = frozenset(("capital", "city", "town"))
"""Words that mean a place that is not named: "the capital", "this city"."""
_LONGEST = 5
"""Words of the longest name."""
_SCENE = 2
"""Strength of a name at which things happen."""
_NO_SEAT = frozenset(("of", "'s", "city", "punishment", "gains", "letters"))
_BUILDINGS = frozenset(
    ("hotel", "school", "university", "college", "church", "court", "square", "warehouse", "shelter")
)


_SEAS = frozenset(("sea", "ocean", "gulf", "strait", "straits", "channel", "bay"))
_BESIDE_THE_SEA = frozenset(("port", "city", "town", "resort", "coast", "state", "province"))
"""What "the Red Sea port of Hodeidah" is, beside its sea."""


def find(sentence: Sentence, company: Company) -> list[Toponym]:
    """The names of places in a sentence, in order."""
    tokens, at = sentence.tokens, 0
    found: list[Toponym] = []
    is_upper, inside = sentence.is_upper, _inside_armed_names(sentence)
    while at < len(tokens):
        token = tokens[at]
        if not is_upper and token.text[0].islower() and token.low not in _SEATS and not token.low.startswith(_ARTICLES):
            at += 1  # most words of most sentences
            continue
        before = found[-1] if found else None
        hit = _name_at(tokens, at, sentence, company, before) if at not in inside else None
        if hit:
            found.append(hit)
        at = hit.last if hit else at + 1
    return found


def _name_at(
    tokens: Sequence[Token],
    at: int,
    sentence: Sentence,
    company: Company,
    before: Toponym | None,
) -> Toponym | None:
    token = tokens[at]
    if token.low == "capital":
        return _capital(tokens, at, company, before)
    if token.low in ("city", "town") and at and tokens[at - 1].low == "this":
        here = company.dateline_place
        return Toponym(at, at + 1, (here,), True, bearings.is_near(tokens, at)) if here else None
    if token.low == "mass" and at and tokens[at - 1].low != ",":
        return None  # the service, where "Springfield, Mass." is the state
    if not token.low[0].isalpha() or not _may_begin(token, sentence.is_upper):
        return None
    if token.low in _NEVER and not _begins_a_name(tokens, at):
        return None
    if sea := _end_of_water(tokens, at, sentence.is_upper):
        is_scene = sea == len(tokens) or tokens[sea].low not in _BESIDE_THE_SEA
        return Toponym(at, sea, (), is_scene, bearings.is_near(tokens, at))
    if road := _on_a_road(tokens, at):
        return road
    strength = bearings.strength(tokens, at, before)
    if sentence.is_upper and strength == 0 and not bearings.is_typed(tokens, at):
        return None
    reach = _reach(tokens, at, sentence.is_upper)
    for size in range(reach, 0, -1) if _may_be_known(token, company) else ():
        if not strength and (_is_of_deed(tokens, at, at + size) or bearings.has_its_dead(tokens, at + size)):
            strength = _SCENE
        found = _lookup(tokens, at, at + size, sentence.is_upper, company)
        if found and sentence.is_upper and (whole := _whole_name(tokens, at, at + size, found, company)):
            is_told = strength == _SCENE or bearings.type_after(tokens, whole) is not None
            is_scene = is_told or _is_attacked_town(tokens, at, whole, ())
            return Toponym(at, whole, (), is_scene, bearings.is_near(tokens, at))
        if found and sentence.is_upper and size == 1 and _is_word(tokens, at, found, company):
            found = ()
        if found and not (size == 1 and token.low in _NO_NAMES):
            typed = bearings.type_after(tokens, at + size)
            if not (sentence.is_upper or typed or any(map(company.may_mean, found))):
                return unlisted.find(
                    tokens, at, sentence.is_upper, company, before
                )  # Hayes in England is none of a text on Ohio
            if strength == 1 and bearings.is_its_part(tokens, at + size):
                strength = 2
            if _is_other_thing(tokens, at, at + size, sentence.is_upper, strength, typed):
                return unlisted.find(tokens, at, sentence.is_upper, company, before)
            is_scene = strength == 2 or bool(typed and strength) or _is_attacked_town(tokens, at, at + size, found)
            return Toponym(at, at + size, found, is_scene, bearings.is_near(tokens, at))
    return unlisted.find(tokens, at, sentence.is_upper, company, before)


def _whole_name(tokens: Sequence[Token], at: int, last: int, found: Sequence[Place], company: Company) -> int | None:
    """ "SAN PEDRO | NONUALCO", "SANTO TOMAS | DE PATA": where a line of capitals goes on with the name of a place that is none of
    those known by its beginning; None where it does not."""
    end = last + (last < len(tokens) and tokens[last].low in _OF)
    if end == last and (tokens[at].low not in _SAINTS or any(_is_at_hand(place, company) for place in found)):
        return None  # "IN SAN SALVADOR CRISTIANI SAID"
    while last < end < len(tokens) and tokens[end].low in _SAINTS:
        end += 1
    is_name = end < len(tokens) and tokens[end].low[0].isalpha() and tokens[end].low not in _TYPES
    return end + 1 if is_name and unlisted.is_no_word(tokens[end : end + 1]) else None


def _is_at_hand(place: Place, company: Company) -> bool:
    return place.country == company.country or place.feature in ("country", "admin1")


def _is_attacked_town(tokens: Sequence[Token], at: int, last: int, found: Sequence[Place]) -> bool:
    """ "An overnight attack on Yelwata", "an attack on Baga, a town in …": a small place, or one that is said to be a place."""
    if at < 2 or tokens[at - 1].low != "on" or not triggers.is_event_noun(tokens, at - 2):
        return False
    return bearings.is_apposed(tokens, last) or all(place.feature in bearings.SMALL for place in found)


def _on_a_road(tokens: Sequence[Token], at: int) -> Toponym | None:
    """ "On the Damaturu-Maiduguri highway", "the Bamenda–Kumba road": near the first of two towns that a road joins."""
    towns, last = tokens[at].text.replace("–", "-").split("-"), at + 1
    if len(towns) == 1 and last + 1 < len(tokens) and tokens[last].text in ("-", "–"):
        towns, last = [*towns, tokens[last + 1].text], last + 2
    if len(towns) != 2 or last == len(tokens) or tokens[last].low not in bearings.ROADS:
        return None
    found = [places.gazetteer().find(town) for town in towns]
    return Toponym(at, last, found[0], True, True) if all(found) else None


def _is_of_deed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Blytheville shooting", "a Tulsa nightclub shooting": a name in front of what was done there."""
    if triggers.is_event_noun(tokens, last):
        return True
    if not first or tokens[first - 1].kind != "determiner":
        return False
    while last < len(tokens) and tokens[last].word.is_plain and tokens[last].text[0].islower():
        last += 1
    return triggers.is_event_noun(tokens, last)


def _is_word(tokens: Sequence[Token], at: int, found: Sequence[Place], company: Company) -> bool:
    """ "A LIBERAL PARTY OFFICE", "IN A VAN": in a line of capitals, a word of everyday English that is a town elsewhere only,
    and what "a" stands before."""
    if at and tokens[at - 1].low in ("a", "an") and not bearings.is_typed(tokens, at):
        return tokens[at].low not in places.demonyms()
    return tokens[at].low in tables.common_words() and all(
        place.feature != "country" and place.country != company.country and place.population < _LARGE for place in found
    )


def _begins_a_name(tokens: Sequence[Token], at: int) -> bool:
    """ "North Kivu", "West Bank": a direction that belongs to a name the gazetteer has."""
    if tokens[at].low not in bearings.DIRECTIONS or at + 1 == len(tokens) or not tokens[at + 1].text[0].isupper():
        return False
    names = (" ".join(t.text for t in tokens[at:last]) for last in (at + 2, at + 3))
    return any(places.gazetteer().has(places.fold_name(name)) for name in names)


def _end_of_water(tokens: Sequence[Token], at: int, is_upper: bool) -> int:
    """Where "(in the) Gulf of Aden", "(off the) Black Sea" or "Lake Chad" ends, which no gazetteer of land has; 0 where none
    begins."""
    is_name = is_upper or (tokens[at].text[0].isupper() and tokens[at].text[1:].islower())
    if at == 0 or at + 1 >= len(tokens) or not is_name:
        return 0
    following = tokens[at + 1]
    if tokens[at].low == "lake" and following.text[0].isupper():
        return 0 if places.gazetteer().has(places.fold_name(f"lake {following.text}")) else at + 2
    if tokens[at - 1].low != "the":
        return 0
    if following.low in _SEAS and following.text[0].isupper():
        return at + 2
    is_named = following.low == "of" and at + 2 < len(tokens) and tokens[at + 2].text[0].isupper()
    return at + 3 if tokens[at].low in _SEAS and is_named else 0


def _capital(tokens: Sequence[Token], at: int, company: Company, owner: Toponym | None) -> Toponym | None:
    """ "In the capital", "in the Guatemalan capital", "in this capital": that of the country named or spoken of; in "Chad's
    capital", of the one that owns it."""
    before = tokens[at - 1].low if at else ""
    named = places.demonyms().get(before)
    is_owned = before == "'s" and owner is not None and owner.last == at - 1
    if named is None and before not in ("the", "this") and not is_owned:
        return None
    if is_owned and owner is not None:
        named = next((p.country for p in owner.found if p.feature == "country"), "")
    city = places.capital_of(named if is_owned or named else company.country or "")
    first = owner.first if is_owned and owner is not None else at - 1 if named else at
    is_beside = first >= 2 and "of" in (tokens[first - 1].low, tokens[first - 2].low)  # "north of the capital"
    if city is None or is_beside or _is_named_next(tokens, at + 1, is_owned):
        return None
    if bearings.strength(tokens, first, None) < (1 if is_owned else _SCENE):
        return None
    return Toponym(at if is_owned else first, at + 1, (city,), True, bearings.is_near(tokens, first))


def _is_named_next(tokens: Sequence[Token], at: int, is_owned: bool) -> bool:
    """ "The capital of Chad", "Peru's capital, Lima": where the words behind say which city it is, or that it is none."""
    words = tokens[at : at + 2]
    if not words or words[0].low in _NO_SEAT:
        return bool(words)
    return is_owned and len(words) > 1 and words[0].low == "," and words[1].text[0].isupper()


def _inside_armed_names(sentence: Sentence) -> set[int]:
    """The tokens that belong to the name of an armed body which begins before them ("Hayat Tahrir al Sham")."""
    tokens, names = sentence.tokens, _armed_names()
    begun = [(first, pair) for first, pair in enumerate(pairwise([token.low for token in tokens])) if pair in names]
    found = ((first, name) for first, pair in begun for name in names[pair] if stand_at(tokens, first, name))
    return {at for first, name in found for at in range(first + 1, first + len(name))}


@cache
def _armed_names() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The names of armed bodies of several words by their first two."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for name in chain.from_iterable(tables.armed_names().values()):
        if len(name) > 1:
            found.setdefault((name[0], name[1]), []).append(name)
    return found


def _may_be_known(token: Token, company: Company) -> bool:
    word = places.fold_name(token.text).split(" ", 1)[0]
    return places.gazetteer().begins(word) or (len(token.text) > 3 and company.country in places.TRANSLITERATED)


def _may_begin(token: Token, is_upper: bool) -> bool:
    if is_upper:
        return not token.kind and token.low not in tables.people()
    return token.text[0].isupper() or token.low.startswith(_ARTICLES)


def _reach(tokens: Sequence[Token], at: int, is_upper: bool) -> int:
    """How many words from `at` may be one name: at most the longest that are looked up."""
    if at + 2 < len(tokens) and tokens[at + 1].low == "and" and tokens[at + 2].text[0].isupper():
        joint = f"{tokens[at].text} and {tokens[at + 2].text}"  # "Jammu and Kashmir"
        return 3 if places.gazetteer().has(places.fold_name(joint)) else 1
    last = at + 1
    for token in tokens[at + 1 : at + _LONGEST]:
        if not token.low[0].isalpha() or not (
            is_upper or token.text[0].isupper() or token.low in _INNER or token.low == "countryside"
        ):
            break
        last += 1
    return last - at


def _lookup(tokens: Sequence[Token], first: int, last: int, is_upper: bool, company: Company) -> tuple[Place, ...]:
    words = tokens[first:last]
    if words[-1].low in _INNER and len(words) > 1:
        return ()
    name = " ".join(w.text for w in words)
    gazetteer = places.gazetteer()
    if gazetteer.has(places.fold_name(name)):
        return gazetteer.find(name)
    if (words[0].low,) in tables.armed_names().get(words[0].low, ()) or words[-1].low in places.demonyms():
        return ()  # "the Houthis" are no village of Huth, and "Syrian" is none of Sarrin
    if len(words) <= 3 and len(words[0].text) > 3 and company.country in places.TRANSLITERATED:
        spoken_of = frozenset(c for c, n in company.countries.most_common(4) if n >= 2)
        found = gazetteer.find_loose(name, spoken_of)
        return tuple(p for p in found if p.country == company.country or p.feature not in ("village", "site"))
    return ()


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
    if following is not None and following.low in _BODIES and not (strength == _SCENE and _is_building(tokens, last)):
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


def _is_building(tokens: Sequence[Token], at: int) -> bool:
    """ "At a Mogadishu hotel", "outside a Memphis high school": a building of the town, by no name of its own."""
    if tokens[at].low == "high" and at + 1 < len(tokens):
        at += 1
    return tokens[at].low == "airport" or (tokens[at].low in _BUILDINGS and tokens[at].text.islower())
