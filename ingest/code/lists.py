"""Phrases joined into one list, read from either end: "a teacher, two soldiers and Ana Ruiz", over ages, appositions and asides.

Not for one phrase by itself: that is `ingest.code.phrases`."""

from collections.abc import Sequence

from ingest import places
from ingest.code import appositions, asides, phrases, tables
from ingest.code.chunks import Chunk
from ingest.code.nouns import Noun
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_SUBJECTS = frozenset(("he", "she", "they", "we", "i"))
_PARTS = frozenset(("but", "or", "nor"))
_OWN = frozenset(("his", "her", "their", "my"))
_ANY = frozenset(("", "a", "an", "the"))
_ALONG = (("along", "with"), ("together", "with"), ("as", "well", "as"))
_FEW = 6
_LONG_POST = 4
"""Words of a post that stands without a name."""
_ASIDE = frozenset((",", "—", "-", "r"))  # "…, namely Ana Ruiz"
_OPENED_BY = {")": "(", "—": "—"}
_CLAUSE = 10
"""Chunks of what is said between dashes or brackets."""
_DIVISIONS = frozenset(("department", "province", "state", "district", "county", "region"))
_EXACT = frozenset(("civilian", "military", "police", "militant"))
"""Kinds of people of which none is of another."""
_LONGEST_LIST = 60
"""Chunks of a list of names with their ages."""
_MOSTLY = tables.cues("mostly")


def joined_left(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "a teacher, two soldiers and Ana Ruiz" from its last member back."""
    found = [called(sentence, chunks, phrases.filler_at(sentence, chunks, at))]
    same = told_by_name(sentence, chunks, found[0])
    if sentence.tokens[chunks[at].first].low in _SUBJECTS:
        return (*found, *same)
    joined = False
    while at >= 2:
        joint = at - 1
        if size := _conjunction_before(sentence, chunks, joint + 1):
            if sentence.tokens[chunks[joint].first].low in _PARTS:
                break
            joined, joint = True, joint + 1 - size
            joint -= chunks[joint - 1].kind in ",;" if joint else 0
        elif not (chunks[joint].kind in ",;" and joined):
            break
        before = _before_aside(sentence, chunks, joint, found[-1])
        before = _before_place(sentence, chunks, _before_brackets(chunks, before))
        if before >= 3 and chunks[before - 3].kind == "g" and _is_origin(sentence, chunks, before - 2):
            before -= 3
        if before >= 0 and chunks[before].kind == "g" and before >= 2 and chunks[before - 1].kind == ",":
            before -= 2
        if before < 0 or chunks[before].kind not in "nq":
            break
        before = _before_apposition(sentence, chunks, phrases.hop(sentence, chunks, before), joint)
        noun = chunks[before].noun
        if (
            noun is None
            or not (phrases.is_people(noun) or (phrases.is_thing(found[0].noun) and phrases.is_thing(noun)))
            or (chunks[joint].kind == ";" and not (noun.is_name and found[-1].noun.is_name))
            or (before >= 1 and chunks[before - 1].kind in "pb" and not phrases.is_when(sentence, chunks[before - 1]))
        ):
            break
        told = phrases.filler_at(sentence, chunks, before)
        if _is_one_post_more(sentence, chunks, told, found[-1]):
            found[-1] = found[-1]._replace(first=told.first)
        elif called(sentence, chunks, told).chunk == found[-1].chunk:
            found[-1] = called(sentence, chunks, told)
        else:
            found.append(told)
        at = before
    return (*reversed(found), *same)


def _is_origin(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ ", of Lima": where somebody is from, after his age."""
    if at + 2 >= len(chunks) or chunks[at].kind != "," or chunks[at + 2].kind != "n":
        return False
    return sentence.tokens[chunks[at + 1].first].low in ("of", "from")


def _before_place(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From "Meta" in "candidate for mayor of Lopez, Meta, and her brother" to the place that lies in it."""
    if at < 3 or [chunk.kind for chunk in chunks[at - 3 : at + 1]] != ["p", "n", ",", "n"]:
        return at
    if phrases.is_of(sentence, chunks[at - 3]) and phrases.is_state_behind(sentence, chunks, at - 2):
        return at - 2
    words = [t.low for t in sentence.tokens[chunks[at].first : chunks[at].last]]
    is_place = words[-1] in _DIVISIONS or places.gazetteer().has(places.fold_name(" ".join(words)))
    noun, outer = chunks[at - 2].noun, chunks[at].noun
    is_name = noun is not None and outer is not None and noun.is_name and outer.kind is None
    return at - 2 if is_place and is_name else at


def _before_brackets(chunks: Sequence[Chunk], at: int) -> int:
    """From the mark that closes "(five of them nuns)" or "— five Spaniards and a Salvadoran —" to the phrase before the one that
    opens it."""
    if at < 0 or chunks[at].kind not in _OPENED_BY:
        return at
    opening = _OPENED_BY[chunks[at].kind]
    return next((back - 1 for back in range(at - 1, max(-1, at - _CLAUSE), -1) if chunks[back].kind == opening), at)


def _before_apposition(sentence: Sentence, chunks: Sequence[Chunk], at: int, joint: int) -> int:
    """From "candidate" in "Ana Ruiz, candidate for mayor, and her brother" back to "Ana Ruiz"."""
    noun = chunks[at].noun
    closes = chunks[joint].kind == ";" or (chunks[joint].kind == "," and chunks[joint + 1].kind == "c")
    if not closes or at < 2 or chunks[at - 1].kind != "," or chunks[at - 2].kind not in "ng":
        return at
    if noun is None or noun.kind is None or noun.is_plural or noun.quantity or noun.determiner not in _ANY:
        return at
    named = at - 4 if chunks[at - 2].kind == "g" else at - 2
    told = chunks[named].noun if named >= 0 and chunks[named + 1].kind == "," else None
    return named if told is not None and (told.is_name or phrases.is_named(sentence, chunks[named])) else at


def called(sentence: Sentence, chunks: Sequence[Chunk], filler: Filler) -> Filler:
    """The name that follows in apposition, with what it says they are; the filler itself where none does."""
    if not appositions.is_description(filler.noun):
        return filler
    at = appositions.name_after(sentence, chunks, phrases.end_of(chunks, filler))
    if at is None:
        return filler
    return phrases.filler_at(sentence, chunks, at)._replace(inner=filler.inner if filler.inner.kind else filler.noun)


def along(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """Who shares the lot of those before chunk `at`: "(was taken) along with two of his guards", "(died), along with …"."""
    if at + 1 < len(chunks) and chunks[at].kind == "," and chunks[at + 1].kind != "c":
        at += 1
    first = at + conjunction(sentence, chunks, at)
    if first < at + 2 or first >= len(chunks) or chunks[first].kind not in "nq":
        return ()
    noun = chunks[first].noun
    return joined_right(sentence, chunks, first) if noun is not None and phrases.is_people(noun) else ()


def joined_right(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "a teacher, two soldiers and Ana Ruiz" from its first member on."""
    found = [called(sentence, chunks, phrases.filler_at(sentence, chunks, at))]
    if same := told_by_name(sentence, chunks, found[0]):
        return (found[0], *same)
    latest = found[-1]
    while True:
        at = phrases.end_of(chunks, latest)
        at = _past_apposition(sentence, chunks, _skip_modifiers(sentence, chunks, at), found[-1])
        at = past_aside(sentence, chunks, at, found[-1])
        joint = at
        if joint < len(chunks) and chunks[joint].kind in ",;":
            joint += 1
        if size := conjunction(sentence, chunks, joint):
            joint += size
        elif joint == at or not (chunks[at].kind == ";" or _list_goes_on(sentence, chunks, joint)):
            break
        if joint >= len(chunks) or not _can_join(sentence, chunks, joint, found):
            break
        is_listed = chunks[at].kind == ";"
        member = phrases.filler_at(sentence, chunks, joint)
        member = called(sentence, chunks, member) if member.noun.determiner in _OWN else member
        if is_listed and not (member.noun.is_name and latest.noun.is_name):
            break
        goes_on = chunks[joint - 1].kind == "," or latest is not found[-1]
        if _is_one_post_more(sentence, chunks, latest, member):
            found[-1] = latest = member._replace(first=latest.first)
            continue
        latest = member
        if not (goes_on and _renames(chunks[joint], found[-1])):
            found.append(latest)
        elif found[-1].noun.quantity is None:
            found[-1] = latest._replace(inner=found[-1].noun)
            latest = found[-1]
    return tuple(found)


def told_by_name(sentence: Sentence, chunks: Sequence[Chunk], counted: Filler) -> tuple[Filler, ...]:
    """ "Two reporters, Ana Ruiz and Luis Mora", "two people, Ana Ruiz and her son": as many once more, by name."""
    number, begin = counted.noun.quantity, phrases.end_of(chunks, counted)
    if begin + 1 < len(chunks) and phrases.is_of(sentence, chunks[begin]) and chunks[begin + 1].kind == "x":
        begin += 2  # "two of them, Ana Ruiz and Luis Mora"
    while begin < len(chunks) and chunks[begin].kind in _ASIDE:
        begin += 1
    if number is None or begin >= len(chunks) or chunks[begin - 1].kind not in _ASIDE or not 1 < number.value < _FEW:
        return ()
    noun = chunks[begin].noun
    if noun is None or not noun.is_name or noun.determiner:
        return ()
    members = joined_right(sentence, chunks, begin)
    if len(members) != number.best or not all(f.noun.is_name or f.noun.determiner in _OWN for f in members):
        return ()
    return tuple(f._replace(is_same=True) for f in members)


def _can_join(sentence: Sentence, chunks: Sequence[Chunk], at: int, found: Sequence[Filler]) -> bool:
    """Whether the phrase behind a joint is one more of the kind of those before it, and begins no clause of its own."""
    noun, is_self = chunks[at].noun, _is_self(chunks[at])
    if noun is None or not (chunks[at].kind in "nq" or is_self) or (_is_subject(chunks, at) and not is_self):
        return False
    if not (phrases.is_people(noun) or (phrases.is_thing(found[0].noun) and phrases.is_thing(noun))):
        return False
    return not _is_apposition(sentence, chunks, at, found[-1])


def conjunction(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """How many chunks join the next phrase: "and", "along with", "as well as", "and then" before "himself"."""
    if at < len(chunks) and chunks[at].kind == "c":
        return 1 + _is_then_self(sentence, chunks, at + 1)
    if _is_then_self(sentence, chunks, at):
        return 1
    words = tuple(sentence.tokens[chunk.first].low for chunk in chunks[at : at + 3])
    return next((len(told) for told in _ALONG if words[: len(told)] == told), 0)


def _is_then_self(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "(killed his wife) and then himself"."""
    return at + 1 < len(chunks) and sentence.tokens[chunks[at].first].low == "then" and _is_self(chunks[at + 1])


def _conjunction_before(sentence: Sentence, chunks: Sequence[Chunk], end: int) -> int:
    """How many chunks that end before chunk `end` join it to the phrase before them."""
    if chunks[end - 1].kind == "c":
        return 1
    words = tuple(sentence.tokens[chunk.first].low for chunk in chunks[max(0, end - 3) : end])
    return next((len(told) for told in _ALONG if words[-len(told) :] == told), 0)


def _is_one_post_more(sentence: Sentence, chunks: Sequence[Chunk], told: Filler, following: Filler) -> bool:
    """ "Senator and presidential candidate Luis Vega" is one man with two posts."""
    nouns = (told.noun, following.noun)
    if any(noun.determiner or noun.quantity or noun.is_plural for noun in nouns) or told.noun.kind in (
        None,
        "group",
        "number",
    ):
        return False
    if chunks[told.chunk].last - chunks[told.chunk].first > _LONG_POST or phrases.is_named(
        sentence, chunks[told.chunk]
    ):
        return False
    is_joined = phrases.end_of(chunks, told) + 1 == following.chunk and chunks[following.chunk - 1].kind == "c"
    return is_joined and _is_post_and_name(sentence, chunks[following.chunk])


def _is_post_and_name(sentence: Sentence, chunk: Chunk) -> bool:
    """ "Presidential candidate Luis Vega"."""
    people, words = tables.people(), sentence.tokens[chunk.first : chunk.last]
    return phrases.is_named(sentence, chunk) or (
        chunk.noun is not None and chunk.noun.is_name and any(t.low in people for t in words[:-2])
    )


def _renames(chunk: Chunk, before: Filler) -> bool:
    """ "his wife, Ann Lee", "two children, Tom and Ann": the names of those told before, by what they are or how many."""
    noun, told = chunk.noun, before.noun
    if noun is None or noun.quantity is not None or told.is_name:
        return False
    if told.quantity is not None:
        return told.is_plural and told.quantity.value < _FEW and noun.is_name and not noun.determiner
    return noun.is_name and told.determiner in _OWN and not told.is_plural


def _is_self(chunk: Chunk) -> bool:
    return chunk.noun is not None and chunk.noun.head in phrases.SELF


def _skip_modifiers(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """Over ", 23", ", 23, of Lima", ", 23, of Conway, Washington" and "(23)" after a name."""
    if at + 1 < len(chunks) and chunks[at].kind == "," and chunks[at + 1].kind == "g":
        if not _is_origin(sentence, chunks, at + 2):
            return at + 2
        return at + (7 if phrases.is_state_behind(sentence, chunks, at + 4) else 5)
    if at + 2 < len(chunks) and chunks[at].kind == "(" and chunks[at + 2].kind == ")":
        return at + 3
    if at < len(chunks) and chunks[at].kind == "—":
        closing = next((n for n in range(at + 2, min(len(chunks) - 1, at + _CLAUSE)) if chunks[n].kind == "—"), None)
        return closing + 1 if closing is not None and chunks[closing + 1].kind == "c" else at
    return at


def _past_apposition(sentence: Sentence, chunks: Sequence[Chunk], at: int, before: Filler) -> int:
    """From the comma after a name over "leader of the party" to the comma that closes it, where the list goes on behind."""
    if not (before.noun.is_name and at + 3 < len(chunks) and chunks[at].kind == "," and chunks[at + 1].kind == "n"):
        return at
    noun = chunks[at + 1].noun
    if noun is None or noun.is_name or not phrases.is_people(noun):
        return at
    last = at + 2
    while last + 1 < len(chunks) and chunks[last].kind == "p" and chunks[last + 1].kind in "nq":
        last += 2
    if (
        last + 2 < len(chunks) and chunks[last].kind == "(" and chunks[last + 2].kind == ")"
    ):  # "leader of the Union (U)"
        last += 3
    if last + 2 >= len(chunks) or chunks[last].kind not in ",;":
        return at
    following = chunks[last + 1].noun
    size = conjunction(sentence, chunks, last + 1)
    is_next = size > 0 and last + 1 + size < len(chunks) and chunks[last + 1 + size].kind in "nq"
    return last if is_next or (following is not None and following.is_name) else at


def past_aside(sentence: Sentence, chunks: Sequence[Chunk], at: int, before: Filler) -> int:
    """From the comma in "eight civilians, including three children, and two soldiers" to the one that closes it, where others
    than may be among them follow."""
    closing = asides.end(sentence, chunks, at)
    size = conjunction(sentence, chunks, closing + 1) if closing is not None else 0
    if closing is None or not size or closing + size + 1 >= len(chunks):
        return at
    following = chunks[closing + size + 1].noun
    return closing if following is not None and _are_others(before, following) else at


def _before_aside(sentence: Sentence, chunks: Sequence[Chunk], joint: int, following: Filler) -> int:
    """The chunk before a joint, past such an aside: from "and two soldiers" back to "eight civilians"."""
    opening = asides.start(sentence, chunks, joint)
    if opening is None:
        return joint - 1
    told = (
        phrases.filler_at(sentence, chunks, phrases.hop(sentence, chunks, opening - 1))
        if chunks[opening - 1].noun
        else None
    )
    return opening - 1 if told is not None and _are_others(told, following.noun) else joint - 1


def _are_others(told: Filler, following: Noun) -> bool:
    """ "Civilians" and "soldiers"; soldiers may be among "people"."""
    kinds = {told.noun.kind, told.inner.kind} & _EXACT
    return following.kind in _EXACT and bool(kinds) and following.kind not in kinds


def _list_goes_on(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a comma is a list's: an "and" with another member follows, be it past "two of his wives"; or, as in a headline,
    "two others"."""
    noun = chunks[at].noun if at < len(chunks) else None
    if noun is not None and noun.quantity is not None and noun.head == "others":
        return True
    for chunk in chunks[at : at + _LONGEST_LIST]:
        if chunk.kind == "c":
            return True
        if chunk.kind not in "nq,g;" and not phrases.is_of(sentence, chunk):
            return False
    return False


def _is_subject(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of its own follows: then the phrase begins a new clause."""
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    if following is None:
        return False
    finite = following.kind in "amvy" or (
        following.kind == "t" and following.entry is not None and following.entry.form in ("past", "both", "s")
    )
    return finite


def _is_apposition(sentence: Sentence, chunks: Sequence[Chunk], at: int, before: Filler) -> bool:
    """ "Ana Ruiz, a teacher", "140 people, mostly civilians": the same people once more."""
    noun = chunks[at].noun
    if chunks[at - 1].kind == "," and sentence.tokens[chunks[at].first].low in _MOSTLY:
        return True
    return bool(before.noun.is_name and noun and noun.determiner in ("a", "an", "the") and chunks[at - 1].kind == ",")
