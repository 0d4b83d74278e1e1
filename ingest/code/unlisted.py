"""Names of places that no gazetteer lists, told by the words around them. Not for names that one lists: that is
`ingest.code.toponyms`."""

from collections.abc import Sequence

from ingest import places
from ingest.code import bearings, tables, triggers
from ingest.code.bearings import Toponym
from ingest.code.company import Company
from ingest.code.sentences import Token

_AT = frozenset(("in", "near", "outside", "nearby"))
_NO_WORDS = bearings.DIRECTIONS | tables.cues("place_quality") | bearings.TYPES_AFTER
_TELLING_TYPES = bearings.TYPES_AFTER - {
    "area",
    "region",
    "state",
    "city",
    "zone",
    "territory",
    "settlement",
    "ward",
    "locality",
}
_NAMED_TYPES = bearings.TYPES_BEFORE | {"community", "locality"}
"""What "of" ties to its name, be it one that no gazetteer has."""
_ON_PLACES = frozenset(("attackverb", "destroy", "bomb", "seize"))
_CLOSING = ("preposition", "by", "conjunction", "time", "be", "have", "subordinator", "relative", "say", "verb")
_BEFORE_NAMES = _AT | {"at", "on", "from", "of"}
_DIVISIONS = _TELLING_TYPES | {"territory", "region", "state"}
_AFFILIATIONS = tables.cues("affiliation")
_NOT_PLACES = tables.cues("not_place")
_WORD_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ence", "ance", "sal", "ly", "ed")
"""How English nouns and adverbs end, and towns seldom."""


def find(tokens: Sequence[Token], at: int, is_upper: bool, company: Company, before: Toponym | None) -> Toponym | None:
    """The place that a name from token `at` on is of, though no gazetteer has it; `before` is the one told just before."""
    last = at
    while last < len(tokens) and last - at < 4 and _is_name_token(tokens[last], is_upper):
        last += 1
    if last == at or (last == at + 1 and tokens[at].low in places.demonyms()):
        return None  # "the Syrian province of Sweida"
    if is_upper:
        is_told = _is_of_its_kind(tokens, at, last, is_upper) or _stands_alone(tokens, at, last, is_upper)
    else:
        is_told = (
            _is_told_beside(tokens, at, last)
            or _is_of_its_kind(tokens, at, last, is_upper)
            or _stands_alone(tokens, at, last, is_upper)
            or _is_in_a_list(tokens, at, last, before)
            or _is_hit_as_one(tokens, at, last, company)
        )
    return Toponym(at, last, (), True, bearings.is_near(tokens, at)) if is_told else None


def _is_told_beside(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "Nowhere, a village in …", "Nowhere (North Kivu)", "a town called Nowhere", "shelling of Nowhere", "Nowhere, Djugu
    territory"."""
    return not tokens[at].kind and (
        bearings.is_apposed(tokens, last)
        or bearings.is_held(tokens, at, last)
        or _is_called(tokens, at)
        or (tokens[at - 1].low == "on" and bearings.is_hit(tokens, at - 1))
        or (tokens[at - 1].low in _BEFORE_NAMES and _lies_in_a_kind(tokens, last))
    )


def _is_of_its_kind(tokens: Sequence[Token], at: int, last: int, is_upper: bool) -> bool:
    """ "The village of Kafr Nowhere", "in Nowhere district"."""
    if at >= 2 and tokens[at - 1].low == "of" and tokens[at - 2].low in _NAMED_TYPES:
        # not "THE COMMUNITIES OF POPULATION"
        return not (is_upper and all(t.low in tables.common_words() for t in tokens[at:last]))
    if bearings.type_after(tokens, last) not in _TELLING_TYPES or _only_describes(tokens, at, last, is_upper):
        return False
    return bearings.strength(tokens, at, None) != 0 or _is_attacked(tokens, at)


def _lies_in_a_kind(tokens: Sequence[Token], last: int) -> bool:
    """ "(At Lala), Djugu territory": a name that the name of a division follows, which is not the first word of an office."""
    if last >= len(tokens) or tokens[last].low != ",":
        return False
    end = last + 1
    while end < len(tokens) and end - last < 4 and tokens[end].text[0].isupper():
        end += 1
    if end == last + 1 or bearings.type_after(tokens, end) not in _DIVISIONS:
        return False
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    return following is None or not following.low[0].isalpha() or following.kind in _CLOSING


def _is_in_a_list(tokens: Sequence[Token], at: int, last: int, before: Toponym | None) -> bool:
    """ "(Stormed Karou), Ouatagouna and Daoutegeft on Sunday": an unknown name in a list that one which was entered begins."""
    if before is None or before.found or before.last != at - 1 or not _may_be_one(tokens, at):
        return False
    first = before.first
    while first > 1 and (tokens[first - 1].low in (",", "and") or tokens[first - 1].text[0].isupper()):
        first -= 1
    if tokens[first - 1].low not in bearings.ENTERING and not _is_attacked(tokens, first):
        return False
    following = tokens[last].low if last < len(tokens) else "."
    if tokens[at - 1].low == "and":
        return not following[0].isalnum() or tables.word_classes().get(following) in ("preposition", "time")
    return tokens[at - 1].low == "," and following in (",", "and")


def _is_hit_as_one(tokens: Sequence[Token], at: int, last: int, company: Company) -> bool:
    """ "The attack on Sobame", "attacked Lala": what the text speaks of as a place, and of nobody by that name."""
    if last - at > 2 or at < 2:
        return False
    is_hit = (tokens[at - 1].low == "on" and triggers.is_event_noun(tokens, at - 2)) or _is_attacked(tokens, at)
    return is_hit and _may_be_one(tokens, at) and company.has_place(" ".join(t.text for t in tokens[at:last]))


def _only_describes(tokens: Sequence[Token], at: int, last: int, is_upper: bool) -> bool:
    """ "The Andean town of Tambillo", "the ADMINISTRATIVE DEPARTMENT of …": words before a kind of place that are not its name;
    "the Tillaberi region of Niger" is in Niger."""
    if is_upper and all(t.low in tables.common_words() for t in tokens[at:last]):
        return True
    named = last + 2
    if named >= len(tokens) or tokens[last + 1].low != "of" or not _is_name_token(tokens[named], is_upper):
        return False
    if bearings.type_after(tokens, named + 1):
        return False  # "Haidarkhel village of Chak district"
    names = (" ".join(t.text for t in tokens[named : named + size]) for size in (1, 2, 3))
    return not any(place.feature in ("country", "admin1") for name in names for place in places.gazetteer().find(name))


def _is_called(tokens: Sequence[Token], at: int) -> bool:
    """ "In a town called Patikul"."""
    return at >= 2 and tokens[at - 1].low in ("called", "named") and tokens[at - 2].low in bearings.TYPES_BEFORE


def _is_attacked(tokens: Sequence[Token], at: int) -> bool:
    """ "Raided the Gakurdi village": what a verb of attack has as its object."""
    before = tokens[at - 2] if at > 1 and tokens[at - 1].low == "the" else tokens[at - 1]
    return any(entry.effect in _ON_PLACES for entry in before.word.verbs)


def _stands_alone(tokens: Sequence[Token], at: int, last: int, is_upper: bool) -> bool:
    """ "in Baga", "near Kafr Nowhere", "stormed Nowhere": an unknown name of one or two words right after "in", "near" or a
    verb of coming there."""
    if last - at > 2 or at < 1:
        return False
    before = tokens[at - 2] if at > 1 and tokens[at - 1].low in bearings.BESIDE else tokens[at - 1]
    if before.low not in _AT and before.low not in bearings.ENTERING:
        return False
    if is_upper:
        return at == 1 and tokens[last : last + 1] != () and tokens[last].low == "," and is_no_word(tokens[at:last])
    following = tokens[last].low if last < len(tokens) else "."
    ends = not following[0].isalnum() or tables.word_classes().get(following) in _CLOSING
    ends = ends or (last < len(tokens) and bool(tokens[last].word.verbs)) or _is_dated(tokens, last)
    is_long = last - at > 1 or len(tokens[at].text) > 3
    return ends and is_long and _may_be_one(tokens, at)


def _is_dated(tokens: Sequence[Token], at: int) -> bool:
    """ "(In Baga) the next day", "this month", "last week"."""
    words, is_the = tokens[at : at + 3], at < len(tokens) and tokens[at].low == "the"
    is_near = at < len(tokens) and tokens[at].low in ("this", "that", "last")
    return (is_the or is_near) and any(token.kind == "time" for token in words[1 : 2 + is_the])


def _may_be_one(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name begins with no word that is known to be something else."""
    word = tokens[at]
    if _begins_with_a_people(tokens, at):
        return True
    known = word.low in tables.word_classes() or word.low in tables.people() or word.low in places.demonyms()
    return not (known or word.word.entries or word.text.isupper() or word.low in _NOT_PLACES)


def _begins_with_a_people(tokens: Sequence[Token], at: int) -> bool:
    """ "Dogon Noma", "Fulani Kindan": behind the name of a people, a word that is none of English."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.text.istitle() or following.kind or following.word.entries:
        return False
    if tokens[at].low not in _AFFILIATIONS and tokens[at].low not in places.demonyms():
        return False
    return following.low not in tables.people() and following.low not in tables.common_words()


def is_no_word(name: Sequence[Token]) -> bool:
    """ "IN COMAS, …": in a line of capitals, what neither is a word of everyday English nor looks like one."""
    lows = [token.low for token in name]
    known = (tables.common_words(), tables.people(), tables.targets(), _NOT_PLACES)
    if any(low.endswith(_WORD_ENDINGS) or any(low in words for words in known) for low in lows):
        return False
    return not any(token.word.entries for token in name)


def _is_name_token(token: Token, is_upper: bool) -> bool:
    if not token.low[0].isalpha():
        return False
    if is_upper:
        return not token.kind and token.low not in _NO_WORDS and token.low not in tables.people()
    return (
        (token.text[0].isupper() and token.low not in bearings.DIRECTIONS)
        or token.low in ("de", "la", "el", "al")
        or token.low.startswith(("al-", "el-"))
    )
