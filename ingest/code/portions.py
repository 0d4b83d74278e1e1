"""Which portion of a number a phrase counts: some of it ("69 of them"), more besides it, or a total. Not for reading numbers."""

from collections.abc import Sequence
from itertools import pairwise

from ingest import dates
from ingest.code import casualties, shares, verbs
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.locations import PROVINCE, Location
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.roles import Roles
from ingest.code.sentences import Sentence, Token
from ingest.code.shares import Share

_TOTALS = (
    "bringing the total", "bringing the number", "raising the number", "total number of", "brings to ", "bringing to ",
    "raising to ", "died in all", "killed in all", "died in total", "killed in total",
)  # fmt: skip
_OF_TOTALS = frozenset(("total", "number", "brings", "bringing", "raising", "all"))
"""Words of which each of these phrases has one."""
_BESIDES = ("in addition to ", "apart from ", "aside from ", "besides ")
"""What leads to one of a number told before, and then to the others of it."""
_HURT = frozenset(("wounded", "injured"))
_PRONOUNS = (["he"], ["she"], ["they"])
_NEXT = ("the other ", "the others ", "another ", "the second ", "a second ", "the third ", "a third ")
_OF_THEM = (["of", "them"], ["of", "those"], ["of", "whom"])


def is_part(sentence: Sentence, row: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> bool:
    """Whether the people of the trigger at `at` are some of a number told before."""
    entry = row[at].entry
    assert entry is not None
    if _is_alone(sentence) or (entry.effect != "injury" and sentence.low.startswith(_BESIDES)):
        return True  # but "in addition to those killed, three were hurt"
    if (entry.form != "noun" or entry.effect == "dead") and verbs.is_among(sentence, row, at):
        return True
    if entry.effect in ("deathnoun", "bodies") and casualties.some_of(sentence, row, at) is not None:
        return True
    return any(_is_some(sentence.tokens, filler) for filler in patients)


def _is_alone(sentence: Sentence) -> bool:
    """ "On Thursday alone 11 died", "in Gaza City alone": of those told of more days or of a wider land."""
    if "alone" not in sentence.cue_words:
        return False
    return any(
        t.low == "alone" and (before.kind == "time" or before.text[0].isupper())
        for before, t in pairwise(sentence.tokens)
    )


def _is_some(tokens: Sequence[Token], filler: Filler) -> bool:
    words = [t.low for t in tokens[filler.first : filler.last]]
    if _are_the_others(tokens, filler):
        return True
    if "of" in words and not {"dead", "victims", "fatalities", "deaths"}.isdisjoint(words):
        return True
    following = [t.low for t in tokens[filler.last : filler.last + 2]]
    return following in _OF_THEM or words[1:3] in _OF_THEM or _is_of_them(tokens, filler)


def _are_the_others(tokens: Sequence[Token], filler: Filler) -> bool:
    """ "The other five killed": of those told before."""
    at = filler.first + (tokens[filler.first].low == "the")
    if at == len(tokens):
        return False
    return tokens[at].low == "other" and at > 0 and tokens[at - 1].low == "the" and filler.noun.quantity is not None


def is_further(sentence: Sentence, patients: Sequence[Filler]) -> bool:
    """Whether people come besides those told before: "another 20", "two others"."""
    if not patients:
        return False
    if any(_are_of_the_hurt(sentence.tokens, f) for f in patients):
        return True
    first = patients[0]  # "the leader, his son and 15 others": besides those named in the same breath
    words = [t.low for t in sentence.tokens[first.first : first.last]]
    if _are_the_others(sentence.tokens, first):
        return False
    if words in _PRONOUNS and sentence.low.startswith(_NEXT):
        return True  # "(One died.) The other was taken to a hospital, where he died"
    if sentence.low.startswith(_BESIDES):
        return False
    if words[1:2] == ["of"] and words[3:4] == ["own"]:
        return True  # "(They killed nine officers.) Three of their own men died"
    more = "more" in words[:3] and "than" not in words[:4]  # "more than 40" are no more than were told
    is_one_more = words[0] in ("another", "additional", "further") or words[:2] in (
        ["a", "further"],
        ["an", "additional"],
    )
    return more or is_one_more or "others" in words or "other" in words[1:3]


def _are_of_the_hurt(tokens: Sequence[Token], filler: Filler) -> bool:
    """ "Two of the wounded", "one of the injured soldiers": none of those who were told dead before."""
    words = [t.low for t in tokens[filler.first : filler.last + 1]]
    return "of" in words and not _HURT.isdisjoint(words)


def _is_of_them(tokens: Sequence[Token], filler: Filler) -> bool:
    """ "Of them, 69 were …", "Among the dead were …"."""
    before = [t.low for t in tokens[max(0, filler.first - 6) : filler.first]]
    return any(a in ("of", "among") and b in ("them", "those", "these") for a, b in pairwise(before)) or (
        not {"among", "included"}.isdisjoint(before) and any(word in before for word in ("dead", "killed", "victims"))
    )


def is_total(sentence: Sentence) -> bool:
    """Whether a sentence gives a running total."""
    return not _OF_TOTALS.isdisjoint(sentence.cue_words) and any(phrase in sentence.low for phrase in _TOTALS)


def of_whole(row: Sequence[Chunk], at: int, told: Roles) -> tuple[Count, ...]:
    """ "One of the two shot dead (was a driver)": two were shot, for the participle describes them all."""
    if len(told.patients) != 1 or not told.is_passive or told.start != at:
        return ()
    filler = told.patients[0]
    whole = filler.inner.quantity if filler.inner is not filler.noun and filler.inner.determiner == "the" else None
    if whole is None or filler.noun.quantity is None or filler.last != row[at].first:
        return ()
    return (Count(whole, casualties.noun_kind(filler.inner), filler.first, filler.last),)


def share_of(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Count, ...]:
    """ "69 of those killed were …": the number before "of those"."""
    if at < 3 or not verbs.is_among(sentence, row, at) or row[at - 2].kind != "p":
        return ()
    whole = row[at - 3].noun
    if whole is None or whole.quantity is None:
        return ()
    return (Count(whole.quantity, "person", row[at - 3].first, row[at - 3].last),)


def shared_out(sentence: Sentence, told: Sequence[Mention], parts: Sequence[Share]) -> list[Mention]:
    """The shares of a toll as mentions of their own, after the mention they are shares of."""
    whole = next((m for m in told if m.deaths), None)
    if whole is None:
        return []
    told_of = {(c.first, c.last) for m in told for c in m.deaths}  # "12 in Goma; five were killed in Bunia"
    total = casualties.total(whole.deaths)
    if total is None:
        return []
    fresh = [s for s in parts if (s.people.first, s.people.last) not in told_of]
    if of_them := [s for s in fresh if s.is_of_them and s.people.quantity.value < total.value]:
        return [_shared(whole, share, is_part=True) for share in of_them]
    if len(whole.deaths) == 1 and (others := shares.elsewhere(sentence, parts, whole.deaths[0])):
        beside = [share for share in others if share in fresh]
        return [_shared(whole, share, is_part=whole.is_part)._replace(is_further=not whole.is_part) for share in beside]
    if not (whole.is_part or _adds_up(fresh, total.value)):
        return []
    return [_shared(whole, share, is_part=True) for share in fresh]


def in_its_place(sentence: Sentence, told: Mention, parts: Sequence[Share], places: Sequence[Location]) -> Mention:
    """A toll that others follow, each with a place or a day of its own, where and when its own words say ("two were killed in
    Kherson and a man in Nikopol"); a toll that is no share in none of theirs: "53 died in attacks in Plateau: 22 in Bokkos, 31 in
    Mushu"."""
    if len(told.deaths) != 1:
        return told
    own = (told.deaths[0].first, told.deaths[0].last)
    mine = next((s for s in parts if (s.people.first, s.people.last) == own), None)
    if mine is not None and shares.elsewhere(sentence, parts, told.deaths[0]):
        told = told._replace(day=mine.day or told.day)
    if mine is None or mine.day is None:
        told = _over_their_days(told, parts)
    if mine is not None and mine.place is not None:
        return told._replace(place=mine.place)
    of_parts = [s.place for s in parts]
    if told.place not in of_parts:
        return told
    wider = (p for p in places if p.is_strong and p not in of_parts and _may_hold(p, parts))
    return told._replace(place=next(wider, None))


def _may_hold(place: Location, parts: Sequence[Share]) -> bool:
    """Whether a place is told before the shares, or is a province or country: not "20 in Karou and the others in Lellehoy"."""
    return place.start < parts[0].start or (place.place is not None and place.where_prec >= PROVINCE)


def _over_their_days(told: Mention, parts: Sequence[Share]) -> Mention:
    """ "18 were killed in Homs, seven on Saturday and 11 on Sunday": a toll on the days of its shares."""
    of_parts = [s.day for s in parts if s.day is not None]
    if told.day is None or told.day not in of_parts:
        return told
    return told._replace(day=dates.over([told.day, *of_parts]))


def _shared(whole: Mention, share: Share, *, is_part: bool) -> Mention:
    return whole._replace(
        deaths=(share.people,), injured=(), struck=(), victims=_alike(whole, share), day=share.day or whole.day,
        place=share.place or whole.place, is_part=is_part, is_toll=False, start=share.start, end=share.end,
    )  # fmt: skip


def _alike(whole: Mention, share: Share) -> tuple[Filler, ...]:
    """ "Three peasants in Jos and two in Wase": whom a bare number counts, those of the count before are called."""
    is_bare = whole.sentence.tokens[share.people.last - 1].word.is_numeric
    are_many = all(f.noun.is_plural and not f.noun.is_name for f in whole.victims)
    return whole.victims if is_bare and are_many and len(whole.victims) == 1 else ()


def _adds_up(parts: Sequence[Share], total: int) -> bool:
    return len(parts) >= 2 and sum(share.people.quantity.value for share in parts) <= total
