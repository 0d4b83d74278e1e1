"""The doer and the sufferers of an event noun: "the killing of 15 people by X", "an attack on X". Not for verbs."""

import itertools
from collections.abc import Sequence

from ingest import places
from ingest.code import lists, phrases, survivors, tables, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_LIGHT = tables.cues("light_verb")
_DONE = _LIGHT | tables.cues("directed")
_HELD = frozenset(
    ("held", "hold", "holds", "holding", "took", "take", "takes", "taking", "taken", "kept", "keep", "keeping")
)
_RECEIVED = tables.cues("received")
_GETTING = 5
"""Chunks between a verb of getting and a threat."""
_CARRYING = 8
"""Chunks between "was carried out" and "by"."""
_OWNING = ("'s", "s'", "’s", "s’")
_MARKS = ("'s", "’s", "'", "’")
"""What owns where it stands by itself: "the six Jesuits' murder"."""
_SUFFERED = frozenset(("killnoun", "deathnoun", "abductnoun"))
_PLACED = frozenset(("pn", "d", "nd", "pd", "pnd", "pnpn", "pg", "pgd"))
_TOWARDS = frozenset(("on", "against", "upon", "with", "between", "targeting"))
_EXPLODING = ("bomb", "device")
_AIMED_AT = ("police", "military", "civilian")
_ATTACKING = ("attack", "bomb")
_DISARMING = tables.cues("disarming")
_BESIDE = frozenset(("at", "in", "inside", "into", "near", "outside", "under", "beside", "behind", "opposite"))


def find(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Roles of an event noun: "killing of 15 people by X", "attack on X", "X's attack", "X launched an attack"."""
    patients: tuple[Filler, ...] = ()
    agents: tuple[Filler, ...] = ()
    following = at + 1
    while following + 1 < len(chunks) and chunks[following].kind == "c" and chunks[following + 1].kind == "t":
        following += 2
    entry = chunks[at].entry
    assert entry is not None
    for number in range(following, min(len(chunks) - 1, following + (14 if entry.effect == "clash" else 8))):
        chunk, nxt = chunks[number], chunks[number + 1]
        word = sentence.tokens[chunk.first].low
        if chunk.kind == "b" and nxt.kind in "nq" and nxt.noun and phrases.is_people(nxt.noun):
            if not patients and (told := _by_of(sentence, chunks, at, number + 1)):
                return told
            if not _is_disarmed(sentence, chunks[at:number]):
                agents = agents or lists.joined_right(sentence, chunks, number + 1)
        elif entry.effect in _EXPLODING and _is_beside(sentence, chunks, number) and not patients:
            patients = _hit(sentence, chunks, number)
        elif (
            chunk.kind == "p"
            and nxt.kind in "nq"
            and (
                word == "of"
                or (word == "to" and entry.effect == "damage")
                or (word in _TOWARDS and (entry.effect not in _SUFFERED or word == "against"))
            )
        ):
            if word == "with" and _is_border(chunks[number - 1]):
                continue
            if (
                number != following
                and not _is_placed(chunks, following, number, word)
                and (word == "of" or (entry.effect in ("killnoun", "deathnoun") and word != "against"))
            ):
                continue
            patients = patients or _faced(sentence, chunks, number + 1, word, is_subject=_is_subject(chunks, at))
        elif entry.effect in _EXPLODING and _is_planted(chunks, following, number):
            continue  # "a bomb was thrown at …", "a bomb exploded in …", "a bomb which had been planted under …"
        elif entry.effect == "clash" and chunk.kind == "y" and chunks[number - 1].kind == "a":
            continue  # "clashes were reported between …"
        elif chunk.kind in "vary" and _is_carried_out(sentence, chunks, following, number):
            continue  # "the attack was carried out this morning by …", "was directed against …"
        elif chunk.kind == "," and nxt.kind == "v" and sentence.tokens[nxt.first].low in _DONE:
            continue  # "the murder of the judge, perpetrated by …"
        elif chunk.kind in (",", ";", "s", "w", "t", "y") or (chunk.kind in "vam" and entry.effect != "clash"):
            break
    if entry.effect == "abductnoun" and not patients:
        agents, patients = _held(sentence, chunks, at) or (agents, patients)
    patients = patients or _targeted(sentence, chunks, at) or _bereft(sentence, chunks, at)
    patients = patients or _received(sentence, chunks, at)
    if entry.effect in _ATTACKING:
        patients = (*survivors.find(sentence, chunks, at), *patients)
    agents = agents or _light_subject(sentence, chunks, at) or _possessor(sentence, chunks, at)
    return agents or _carrying_out(sentence, chunks, at), patients


def _faced(sentence: Sentence, chunks: Sequence[Chunk], at: int, word: str, *, is_subject: bool) -> tuple[Filler, ...]:
    """Those behind "of", "on" or "between", with the last of them where the verb behind it is the noun's: "the deaths of 11
    soldiers and two civilians were confirmed", "clashes between herders and farmers left 12 dead"."""
    found = lists.joined_right(sentence, chunks, at)
    if not found or not (is_subject or (word == "between" and len(found) == 1)):
        return found
    last = lists.past_aside(sentence, chunks, phrases.end_of(chunks, found[-1]), found[-1])
    last += last + 1 < len(chunks) and chunks[last].kind == ","
    last += (size := lists.conjunction(sentence, chunks, last))
    is_one_more = size > 0 and last < len(chunks) and chunks[last].kind == "n"
    return (*found, phrases.filler_at(sentence, chunks, last)) if is_one_more else found


def _is_subject(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a noun stands at the head of its clause, so that a verb to come is its own."""
    before = itertools.takewhile(lambda chunk: chunk.kind not in ",;:s", reversed(chunks[:at]))
    return all(chunk.kind in "nd" for chunk in before)


def _is_border(chunk: Chunk) -> bool:
    """ "An ambush near the border with Mali": a land in which nothing is said to happen."""
    return chunk.noun is not None and chunk.noun.head in ("border", "borders", "frontier", "boundary")


def _by_of(
    sentence: Sentence, chunks: Sequence[Chunk], at: int, doer: int
) -> tuple[tuple[Filler, ...], tuple[Filler, ...]] | None:
    """ "The killing by police of a driver": behind who did it, those it befell."""
    entry, whom = chunks[at].entry, doer + 2
    if entry is None or entry.effect not in _SUFFERED or whom >= len(chunks) or chunks[whom].kind not in "nq":
        return None
    noun = chunks[doer].noun
    if noun is None or not phrases.is_of(sentence, chunks[doer + 1]):
        return None
    return (Filler(doer, chunks[doer].first, chunks[doer].last, noun, noun),), lists.joined_right(
        sentence, chunks, whom
    )


def _is_disarmed(sentence: Sentence, told: Sequence[Chunk]) -> bool:
    """ "A bomb was defused by police": who makes it safe did not plant it."""
    entry = told[0].entry
    is_device = entry is not None and entry.effect in _EXPLODING
    return is_device and any(sentence.tokens[chunk.first].low in _DISARMING for chunk in told[1:])


def _is_placed(chunks: Sequence[Chunk], following: int, number: int, word: str) -> bool:
    """ "The murder in Guatemala of two deputies": only a place or a time stands between noun and "of"."""
    return word == "of" and "".join(c.kind for c in chunks[following:number]) in _PLACED


def _is_planted(chunks: Sequence[Chunk], following: int, number: int) -> bool:
    """Whether a chunk behind a bomb is of the verb that says what became of it, be it in a clause of its own."""
    is_told_of = chunks[following].kind == "w"
    if chunks[number].kind == "w":
        return number == following
    return chunks[number].kind in "vat" and number < following + (5 if is_told_of else 3)


def hit_by(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "(A grenade thrown from a car) exploded at the offices of …": what stands where it went off, behind the verb."""
    for number in range(at + 1, min(len(chunks) - 1, at + _CARRYING)):
        if _is_beside(sentence, chunks, number):
            if found := _hit(sentence, chunks, number):
                return found
        elif chunks[number].kind not in "pndgr":
            break
    return ()


def _is_beside(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "At | (the embassy)", "next to | (a bank)": what leads to where a bomb goes off."""
    low, before = sentence.tokens[chunks[at].first].low, sentence.tokens[chunks[at - 1].last - 1].low
    return chunks[at].kind == "p" and (low in _BESIDE or (low == "to" and before in ("next", "close")))


def _is_carried_out(sentence: Sentence, chunks: Sequence[Chunk], following: int, number: int) -> bool:
    """Whether a verb after the noun says no more than that it was done."""
    if chunks[number].kind in "ar":
        return True
    return number < following + 4 and sentence.tokens[chunks[number].first].low in _DONE


def _carrying_out(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "The massacre of 12 farmers in Kano, which …, was carried out on Sunday by bandits": those behind "by" of the noun's own
    verb."""
    verb = _own_verb(chunks, at)
    if verb is None or sentence.tokens[chunks[verb].first].low not in _DONE:
        return ()
    for number in range(verb + 1, min(len(chunks) - 1, verb + _CARRYING)):
        if chunks[number].kind == "b":
            noun = chunks[number + 1].noun
            return lists.joined_right(sentence, chunks, number + 1) if noun and phrases.is_people(noun) else ()
        if chunks[number].kind not in "pdgnr":
            return ()
    return ()


def _own_verb(chunks: Sequence[Chunk], at: int) -> int | None:
    """The passive verb whose subject a noun is, over what hangs on the noun and a clause that two commas close."""
    number = at + 1
    while number < len(chunks) and chunks[number].kind in "pnqdg":
        number += 1
    if number + 1 < len(chunks) and chunks[number].kind == "," and chunks[number + 1].kind == "w":
        closing = next((n for n in range(number + 1, len(chunks)) if chunks[n].kind == ","), len(chunks))
        number = closing + 1
    if number + 1 < len(chunks) and chunks[number].kind == "a" and chunks[number + 1].kind == "v":
        return number + 1
    return None


def _held(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[tuple[Filler, ...], tuple[Filler, ...]] | None:
    """ "The group held 20 diplomats hostage", "took a group of tourists as hostages": the keepers and the kept."""
    kept = at - 1
    if kept >= 0 and sentence.tokens[chunks[kept].first].low == "as":
        kept -= 1
    while kept >= 2 and chunks[kept].kind in "nq" and phrases.is_of(sentence, chunks[kept - 1]):
        kept -= 2
    if kept < 1 or chunks[kept].kind not in "nq" or chunks[kept - 1].kind != "v":
        return None
    if sentence.tokens[chunks[kept - 1].first].low not in _HELD:
        return None
    return verbs.subject(sentence, chunks, kept - 1), (phrases.filler_at(sentence, chunks, kept),)


def _targeted(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "His house was the target of a bomb attack"."""
    back = at - 1
    if back >= 0 and chunks[back].kind == "n":  # "of [a] [bomb attack]"
        back -= 1
    if back < 3 or chunks[back].kind != "p" or chunks[back - 1].kind != "n" or chunks[back - 2].kind != "a":
        return ()
    head = sentence.tokens[chunks[back - 1].last - 1].low
    whole = back - 3
    if chunks[whole].kind == "," and whole > 2 and chunks[whole - 2].kind == ",":
        whole -= 3  # "the house of the mayor, Luis Vega, was the target"
    if head not in ("target", "targets", "object", "victim", "victims", "scene") or chunks[whole].kind not in "nq":
        return ()
    while whole >= 2 and chunks[whole - 1].kind == "p" and chunks[whole - 2].kind in "nq":
        whole -= 2
    return (phrases.filler_at(sentence, chunks, whole),)


def _received(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "The judge received death threats": who gets a threat is the one who is threatened."""
    entry = chunks[at].entry
    if entry is None or entry.effect != "threatnoun":
        return ()
    for number in range(at - 1, max(0, at - _GETTING), -1):
        if chunks[number].kind == "v" and sentence.tokens[chunks[number].first].low in _RECEIVED:
            return verbs.subject(sentence, chunks, number)
    return ()


def _bereft(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "The senator's murder": whose it was suffered it."""
    entry, whose = chunks[at].entry, at - 1
    if whose < 0 or entry is None or entry.effect not in _SUFFERED or chunks[whose].kind != "n":
        return ()
    if not sentence.tokens[chunks[whose].last - 1].low.endswith((*_OWNING, *_MARKS)):
        return ()
    if whose and chunks[whose].last - chunks[whose].first == 1 and sentence.tokens[chunks[whose].first].low in _MARKS:
        whose -= 1
    noun = chunks[whose].noun
    return (phrases.filler_at(sentence, chunks, whose),) if noun and phrases.is_people(noun) else ()


def _hit(sentence: Sentence, chunks: Sequence[Chunk], number: int) -> tuple[Filler, ...]:
    """The thing a bomb goes off at: "at the embassy", "in front of a bank"; never a town it only lies in."""
    at = number + 1
    if (
        at + 2 < len(chunks)
        and sentence.tokens[chunks[at].first].low == "front"
        and phrases.is_of(sentence, chunks[at + 1])
    ):
        at += 2
    if at >= len(chunks) or chunks[at].kind != "n":
        return ()
    noun = chunks[at].noun
    if noun is not None and noun.kind in _AIMED_AT and sentence.tokens[chunks[number].first].low == "at":
        return lists.joined_right(sentence, chunks, at)  # "threw a grenade at policemen"
    filler = phrases.filler_at(sentence, chunks, at)  # with the house that "the bathroom" is of
    named = {t.low for t in sentence.tokens[filler.first : filler.last]} & tables.targets()
    return (filler,) if named else ()


def _light_subject(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    for number in range(at - 1, max(-1, at - 8), -1):
        if chunks[number].kind in "vt" and sentence.tokens[chunks[number].first].low in _LIGHT:
            return verbs.subject(sentence, chunks, number)
        if chunks[number].kind in ",;sy":
            return ()
    return ()


def _is_country(sentence: Sentence, chunk: Chunk) -> bool:
    """ "Israel's offensive": a state by its name."""
    if chunk.noun is None:
        return False
    return places.names_country([t.low for t in sentence.tokens[chunk.first : chunk.last] if t.low != "'s"])


def _possessor(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "rebel attack", "the militants' raid", "an ELN ambush": the phrase that runs straight into the noun."""
    if at >= 2 and sentence.tokens[chunks[at - 1].first].low == "'s" and _is_country(sentence, chunks[at - 2]):
        return (phrases.filler_at(sentence, chunks, at - 2),)
    before = chunks[at - 1] if at else None
    if before is None or before.kind != "n" or before.noun is None or before.noun.quantity is not None:
        return ()
    if before.noun.kind in ("militant", "military", "police", "group") or _names_armed(sentence, before):
        return (phrases.filler_at(sentence, chunks, at - 1),)
    return (phrases.filler_at(sentence, chunks, at - 1),) if _is_nation_at_war(sentence, chunks, at) else ()


def _is_nation_at_war(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Indian missile strikes", "Israeli strikes": a nation's, where what is done takes a state's arms."""
    entry = chunks[at].entry
    word = sentence.tokens[chunks[at - 1].last - 1].low
    return (
        entry is not None
        and (entry.mode == "heavy-weapons" or entry.words[-1] in ("strike", "strikes"))
        and word in places.demonyms()
    )


def _names_armed(sentence: Sentence, chunk: Chunk) -> bool:
    words = [t.low for t in sentence.tokens[chunk.first : chunk.last]]
    index = tables.armed_names()
    return any(
        tuple(words[at : at + len(name)]) == name for at in range(len(words)) for name in index.get(words[at], ())
    )
