"""Who did it and to whom: the noun phrases that stand as doer and sufferer of one trigger. Not for counting or naming them."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import flight, lists, nominals, phrases, sufferers, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_SUSTAINED = ("injuries", "wounds")
"""What whom a deed befalls sustains or suffers."""
_FINDING = frozenset(("found", "located", "discovered"))
_OF_PLACE = "pnrdg"
"""Chunks that say where somebody was found."""
_AT = frozenset(("at", "on"))
_FROM = frozenset(("from", "to", "for", "after", "with", "by"))


class Roles(NamedTuple):
    """The doer and the sufferers of a trigger, and where its verb group begins (a chunk)."""

    agents: tuple[Filler, ...]
    patients: tuple[Filler, ...]
    start: int
    is_passive: bool


def find(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Roles:
    """The roles around the trigger chunk `at`."""
    entry = chunks[at].entry
    assert entry is not None
    if entry.form == "noun" and entry.effect not in ("die", "dead"):
        return Roles(*nominals.find(sentence, chunks, at), at, False)
    if found := _found_with(sentence, chunks, at):
        return Roles((), found, at, True)
    start, auxiliaries = verbs.group(sentence, chunks, at)
    among = verbs.is_among(sentence, chunks, at)
    is_one_of_them = among and entry.effect != "die"
    before = (sufferers.counted_among if is_one_of_them else sufferers.standing_before)(sentence, chunks, start)
    if entry.effect == "dead" and among:
        return Roles((), before or verbs.standing_inverted(sentence, chunks, at), start, True)
    if entry.effect == "dead" and (shot := sufferers.shot_dead(sentence, chunks, at)):
        return Roles((), shot, start, True)
    if entry.effect in ("die", "dead") or _is_sustained(chunks, at) or flight.is_own(entry):
        before = before or verbs.shared_subject(sentence, chunks, start)  # "stepped on a mine and died"
        killers = verbs.at_whose_hands(sentence, chunks, at)
        killers = killers or verbs.who_left(sentence, chunks, at)
        return Roles(killers, before or verbs.standing_after(sentence, chunks, at), start, True)
    if verbs.is_passive(sentence, chunks, at, start, auxiliaries):
        patients = before or verbs.standing_inverted(sentence, chunks, at)
        patients = patients or verbs.shared_subject(sentence, chunks, start) or _after_being(sentence, chunks, start)
        if entry.effect == "bomb":
            patients = _blasted(sentence, chunks, at, patients)
        elif entry.words[-1] in _AT:
            patients = verbs.standing_after(sentence, chunks, at) or patients  # "shots were fired at a bus"
        shared = lists.along(sentence, chunks, at + 1) if patients else ()
        return Roles(verbs.doer(sentence, chunks, at), (*patients, *shared), start, True)
    doers = () if among else verbs.subject(sentence, chunks, start)  # "police identified those killed"
    return Roles(doers, verbs.standing_after(sentence, chunks, at) or _whom(sentence, chunks, start), start, False)


def _whom(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """ "The judge, | whom | gunmen | (had kidnapped)": who suffered stands before "whom"."""
    at = next((n for n in range(start - 1, 0, -1) if chunks[n].kind not in "nqxra"), 0)
    if chunks[at].kind != "w" or sentence.tokens[chunks[at].first].low != "whom":
        return ()
    at -= 1 + (chunks[at - 1].kind == ",")
    noun = chunks[at].noun if at >= 0 else None
    return lists.joined_left(sentence, chunks, at) if noun and phrases.is_people(noun) else ()


def _is_sustained(chunks: Sequence[Chunk], at: int) -> bool:
    """ "Has sustained injuries", "with several gunshot wounds"; not the verb of "kills 12, wounds 30"."""
    entry = chunks[at].entry
    is_verb = at + 1 < len(chunks) and chunks[at + 1].kind in "nq"
    return entry is not None and entry.words[-1] in _SUSTAINED and (len(entry.words) > 1 or not is_verb)


def _found_with(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Officers who came found a man with a gunshot wound", "… two men suffering from …": whoever stands right before, else whom
    the verb before it found ("a woman was located in a shed with …", "found a man in a car with …")."""
    entry = chunks[at].entry
    if not at or entry is None or entry.form != "suffered":
        return ()
    if not (entry.words[0] == "with" or entry.words[0].endswith("ing")):
        return ()
    noun = chunks[at - 1].noun
    if noun is not None and phrases.is_people(noun) and not noun.is_name:
        return lists.joined_left(sentence, chunks, at - 1)
    found = next((n for n in range(at - 1, 0, -1) if chunks[n].kind not in _OF_PLACE), 0)
    word = sentence.tokens[chunks[found].first].low
    if word == "left" and chunks[found - 1].kind in "nq":
        return (phrases.filler_at(sentence, chunks, found - 1),)  # "five others left nursing injuries"
    if word in _FINDING:
        told = chunks[found + 1].noun
        if chunks[found - 1].kind == "a":
            return sufferers.standing_before(sentence, chunks, found - 1)
        if told is not None and phrases.is_people(told):
            return (phrases.filler_at(sentence, chunks, found + 1),)
    return lists.joined_left(sentence, chunks, at - 1) if noun is not None and noun.is_name else ()


def _after_being(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """ "A boy is in critical condition after being shot": who leads the verb before it."""
    if not start or sentence.tokens[chunks[start].first].low != "being" or chunks[start - 1].kind != "p":
        return ()
    for number in range(start - 2, 0, -1):
        if chunks[number].kind in "av":
            leads = number - (chunks[number].kind == "v" and chunks[number - 1].kind == "a")
            found = sufferers.standing_before(sentence, chunks, leads)
            return tuple(f for f in found if phrases.is_people(f.noun))
        if chunks[number].kind not in "pndgrq":
            return ()
    return ()


def _blasted(sentence: Sentence, chunks: Sequence[Chunk], at: int, before: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """What blew up and what it blew up at; not where it came from ("thrown from a car", "on the road to the airport")."""
    blown = tuple(f for f in before if not _comes_from(sentence, chunks, f.chunk))
    return (*blown, *nominals.hit_by(sentence, chunks, at))


def _comes_from(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    at -= 2 if at > 1 and chunks[at - 1].kind == "v" and chunks[at - 2].kind == "n" else 0  # "a passing car"
    return at > 0 and sentence.tokens[chunks[at - 1].first].low in _FROM
