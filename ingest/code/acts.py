"""Acts told by a verb and what it is done with: "signed a truce", "imposed sanctions on", "threw a grenade".

Not for what one word tells: that is `ingest.code.triggers`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ingest import places
from ingest.code import actors, lists, phrases, roles, tables, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.roles import Roles
from ingest.code.sentences import Sentence, Token, stand_at
from ingest.code.tables import Pattern

_VERBS = frozenset("vyt")
_ENDS = frozenset((",", ";", ":", "s", "w", "y", '"', "(", "m"))
_REACH = 12
"""How many words from its verb what an act is done with may stand."""
_TOWARDS = frozenset(("with", "to", "on", "against", "for", "from", "between", "toward", "towards"))
_FROM = frozenset(("from",))
_WAYS = _FROM | {"out", "into"}
_AIMED = ("attackverb", "bomb")
_AT = frozenset(("at", "into", "towards", "toward"))
_BY = frozenset(("by", "with"))
_ARTICLES = frozenset(("a", "an", "the"))
_TO_DEATH = ("to", "death")
_ORGANISED = ("military", "police", "militant", "group")


class Act(NamedTuple):
    """An act at chunk `at` of a row in which the words of its verb are one trigger chunk, with its roles."""

    row: Sequence[Chunk]
    at: int
    roles: Roles
    is_whole: bool = False
    """Whether the verb has what it is done with: then nobody else need be named."""


def may_tell(words: Iterable[str]) -> bool:
    """Whether a sentence with these lower-case words may hold an act: a cheap first look."""
    needs, told = _needs(), frozenset(words)
    for word in needs.keys() & told:  # noqa: SIM110  a generator costs more than the few words it asks about
        if not needs[word] or not needs[word].isdisjoint(told):
            return True
    return False


@cache
def _needs() -> dict[str, frozenset[str]]:
    """First word of each act's verb to the words of which one must stand beside it; empty where none must."""
    found: dict[str, frozenset[str]] = {}
    for word, patterns in tables.acts().items():
        wanted = [act.objects or act.subjects or frozenset(act.entry.words[1:]) for act in patterns]
        found[word] = frozenset().union(*wanted) if all(wanted) else frozenset()
    return found


def stands(sentence: Sentence) -> bool:
    """Whether the verb of an act stands in a sentence, with a word it needs anywhere beside it."""
    acts, tokens, told = tables.acts(), sentence.tokens, sentence.lows
    for at, token in enumerate(tokens):
        for act in acts.get(token.low, ()):
            if told.issuperset(act.entry.words) and _has_needed(act, told) and _end(tokens, at, act):
                return True
    return False


def _has_needed(act: Pattern, told: frozenset[str]) -> bool:
    """Whether words that an act needs stand among those of a sentence."""
    return all(not needed or not needed.isdisjoint(told) for needed in (act.objects, act.subjects))


def _end(tokens: Sequence[Token], at: int, act: Pattern) -> int:
    """Past the last word of an act's verb that begins at `at`, over a day within it ("agreed on Sunday to"); 0 where it does
    not stand there."""
    words = act.entry.words
    if len(words) == 1 or stand_at(tokens, at, words):
        return at + len(words)
    behind = _past_day(tokens, at + 1)
    return behind + len(words) - 1 if behind and stand_at(tokens, behind, words[1:]) else 0


def _past_day(tokens: Sequence[Token], at: int) -> int:
    """Past "on Sunday" and "Sunday" at `at`; 0 where no day stands there."""
    day = at + 1 if stand_at(tokens, at, ("on",)) else at
    is_day = day < len(tokens) and tokens[day].kind == "time" and tokens[day].text[0].isupper()
    return day + 1 if is_day else 0


def find(sentence: Sentence, row: Sequence[Chunk]) -> Iterator[Act]:
    """The acts of a sentence, in order, each with somebody who did it; not the launch of what another act stops."""
    found = tuple(_all(sentence, row))
    stopped = {first for act in found if _stops(act) for first in _describing(act)}
    return (act for act in found if act.row[act.at].first not in stopped)


def _stops(act: Act) -> bool:
    entry = act.row[act.at].entry
    return entry is not None and (entry.event_type, entry.mode) == ("COERCE", "disarm")


def _describing(act: Act) -> Iterator[int]:
    """The first tokens of participles that say of what an act stops where it came from: "a missile fired at Riyadh" behind
    the verb, "a rocket launched from Gaza (was intercepted)" before it."""
    row, start = act.row, act.roles.start
    near = range(1, start) if act.roles.is_passive else range(act.at + 2, min(len(row), act.at + 3))
    return (row[n].first for n in near if row[n].kind in "vt" and row[n - 1].kind == "n")


def _all(sentence: Sentence, row: Sequence[Chunk]) -> Iterator[Act]:
    acts, tokens = tables.acts(), sentence.tokens
    for at, chunk in enumerate(row):
        candidates = acts.get(tokens[chunk.first].low) if chunk.kind in _VERBS else None
        if candidates and (found := next((f for act in candidates if (f := _read(sentence, row, at, act))), None)):
            yield found


def _read(sentence: Sentence, row: Sequence[Chunk], at: int, act: Pattern) -> Act | None:
    first = row[at].first
    last = _end(sentence.tokens, first, act)
    if not last or not _has_needed(act, sentence.lows):
        return None
    after = next((n for n in range(at, len(row)) if row[n].last >= last), at)
    if row[after].last != last or _is_idiom(row[at]):
        return None
    own = (*row[:at], Chunk("t", first, last, entry=act.entry), *row[after + 1 :])
    told = roles.find(sentence, own, at)
    if act.entry.form in ("base", "ing") and not told.agents:
        return None
    if not _fits(sentence, own, at, told, act):
        is_bare, told = told.start == at, roles.Roles(verbs.subject(sentence, own, at), (), at, False)
        if act.entry.form != "both" or not is_bare or not _fits(sentence, own, at, told, act):
            return None  # "dispersed with tear gas a crowd" looks like a participle
    parties = _parties(sentence, own, at, told, act)
    return Act(own, at, parties, is_whole=True) if parties is not None else None


def _is_idiom(chunk: Chunk) -> bool:
    """Whether a verb stands for something else or, with words behind its object, for more: "stoned a man to death"."""
    return chunk.entry is not None and (chunk.entry.effect == "none" or chunk.entry.words[1:] == _TO_DEATH)


def _fits(sentence: Sentence, row: Sequence[Chunk], at: int, told: Roles, act: Pattern) -> bool:
    """Whether what the act is done with stands where it must: after an active verb, before a passive one."""
    before = _before(sentence, row, told.start) if act.subjects or told.is_passive else ()
    doers = _by(sentence, row, at) if told.is_passive else before  # "was hit by an explosion"
    if act.subjects and act.subjects.isdisjoint((*_words(sentence, doers), *_said(sentence, told.agents))):
        return False
    side = [*before, *_taken_from(sentence, row, at)] if told.is_passive else _behind(row, at)
    if act.entry.effect == "protest":
        side = [*side, *_purposes(sentence, row, at)]
    return not act.objects or not act.objects.isdisjoint(_words(sentence, side))


def _taken_from(sentence: Sentence, row: Sequence[Chunk], at: int) -> list[Chunk]:
    """ "Was dragged | from his home", "was forced | into a car": what stands behind a passive verb as behind an active one."""
    behind = _behind(row, at)
    is_way = bool(behind) and behind[0].kind == "p" and sentence.tokens[behind[0].first].low in _WAYS
    return behind if is_way else []


def _by(sentence: Sentence, row: Sequence[Chunk], at: int) -> list[Chunk]:
    """Who stands behind the "by" of a passive verb; "by remote control [outside a police college]" no policeman."""
    found: list[Chunk] = []
    for chunk in _behind(row, at):
        word = sentence.tokens[chunk.first].low
        if found and chunk.kind == "p" and word != "of":
            break
        if found or word in _BY:
            found.append(chunk)
    return found


def _words(sentence: Sentence, side: Sequence[Chunk]) -> list[str]:
    """The words of what an act may be done with: no days, and no other deed ("went on to strike a deal")."""
    things = (chunk for chunk in side if chunk.kind != "d" and not _is_phrase(chunk))
    return [t.low for chunk in things for t in sentence.tokens[chunk.first : chunk.last]]


def _is_phrase(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.effect == "none" and len(chunk.entry.words) > 1


def _said(sentence: Sentence, fillers: Sequence[Filler]) -> list[str]:
    """The words of the doers, with what they are: "by unknown men"."""
    heads = [noun.head for f in fillers for noun in (f.noun, f.inner)]
    return [*heads, *(t.low for f in fillers for t in sentence.tokens[f.first : f.last])]


def _before(sentence: Sentence, row: Sequence[Chunk], start: int) -> list[Chunk]:
    found: list[Chunk] = []
    for at in phrases.backwards(row, start, _REACH):
        chunk = row[at]
        is_verb = chunk.kind == "v" and not _describes(sentence, row, at)
        if chunk.kind in _ENDS or is_verb or row[start].first - chunk.first > _REACH:
            break
        found.append(chunk)
    return found


def _describes(sentence: Sentence, row: Sequence[Chunk], at: int) -> bool:
    """ "A rocket launched from Gaza (was intercepted)": a participle behind the noun it tells of."""
    word = sentence.tokens[row[at].first].low
    return word.endswith("ed") and at > 0 and row[at - 1].kind == "n" and row[at + 1].kind in "pb"


def _purposes(sentence: Sentence, row: Sequence[Chunk], at: int) -> list[Chunk]:
    """What stands after each "to" of a verb's clause: "gathered at the gate on Monday to demand …"."""
    found: list[Chunk] = []
    for before, chunk in pairwise(row[at + 1 :]):
        if before.kind in _ENDS:
            break
        if before.kind == "p" and sentence.tokens[before.first].low == "to":
            found.append(chunk)
    return found


def _behind(row: Sequence[Chunk], at: int) -> list[Chunk]:
    found: list[Chunk] = []
    for chunk in row[at + 1 :]:
        if chunk.kind in _ENDS or chunk.kind in "va" or chunk.last - row[at].last > _REACH:
            break
        if found and chunk.kind == "p" and found[-1].kind != "p" and not any(c.kind in "nqt" for c in found):
            break
        found.append(chunk)
        if chunk.kind in "p" and len(found) > 5:
            break
    return found


def _parties(sentence: Sentence, row: Sequence[Chunk], at: int, told: Roles, act: Pattern) -> Roles | None:
    """The doers and the other side; None where the act wants more of them than the sentence names."""
    doers = joined(row, tuple(f for f in told.agents if not _is_means(f, act)), told.start)
    if act.needs == "sufferer":
        return Roles((), doers or told.patients, told.start, told.is_passive)  # "a bus ran over a mine"
    others = _others(sentence, row, at) or (_aimed_at(sentence, row, at) if act.entry.effect in _AIMED else ())
    others = others or (_robbed(sentence, row, at) if act.entry.effect == "rob" else ())
    if not (act.objects or act.subjects) or not others:
        others = (*(f for f in told.patients if not _is_article(f)), *others)
    if act.needs and not any(is_actor(sentence, f) for f in doers):
        return None
    if act.needs == "police" and all(f.noun.kind == "militant" for f in doers):
        return None  # "the attackers raided a village"
    if act.entry.mode == "obstruct" and doers and all(f.noun.kind == "militant" for f in doers):
        return None  # "bandits blocked a road and robbed travellers"
    if act.needs == "both" and not _are_several(doers) and not any(is_actor(sentence, f) for f in others):
        return None
    return Roles(doers, others, told.start, told.is_passive)


def _is_means(filler: Filler, act: Pattern) -> bool:
    """ "Explosions rocked the town": what an act is done with did not do it."""
    return filler.noun.kind is None and filler.noun.head in act.subjects


def _are_several(doers: Sequence[Filler]) -> bool:
    """ "Armenia and Azerbaijan", "the warring parties"."""
    return len(doers) > 1 or any(f.noun.head in tables.cues("jointly") for f in doers)


def _is_article(filler: Filler) -> bool:
    """ "the" of "condemned the murder of …": what the verb governs is a deed."""
    return bool(filler.noun.head) and filler.noun.head == filler.noun.determiner


def joined(row: Sequence[Chunk], doers: Sequence[Filler], start: int) -> tuple[Filler, ...]:
    """ "Armenia and Azerbaijan agreed": the phrases that "and" joins to the subject before its verb."""
    found = list(doers)
    if not found:
        return ()
    number = next((n for n in range(found[-1].chunk, start) if row[n].first >= found[-1].last), start)
    while number + 1 < start and row[number].kind in "c," and row[number + 1].kind == "n":
        if row[number].kind == "," and _is_told_again(found[-1], row[number + 1]):
            break
        found.append(_filler(row, number + 1))
        number += 2
    return tuple(found)


def _is_told_again(doer: Filler, chunk: Chunk) -> bool:
    """ "Ana Ruiz, the mayor of Lima, shot …"."""
    return doer.noun.is_name and chunk.noun is not None and chunk.noun.determiner in _ARTICLES


def _filler(row: Sequence[Chunk], number: int) -> Filler:
    noun = row[number].noun
    assert noun is not None
    return Filler(number, row[number].first, row[number].last, noun, noun)


def _others(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """The first actor that a preposition ties to the act: "with the rebels", "on Iran", "between A and B"; nobody is hit where a
    rocket is "fired from"."""
    entry = row[at].entry
    if entry is not None and entry.event_type == "ACCUSE":
        return ()  # "accused residents of working with the army"
    is_aimed = entry is not None and entry.effect in _AIMED
    return _actors_behind(sentence, row, at, _TOWARDS - _FROM if is_aimed else _TOWARDS)


def taken_from(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """Who held what is seized: "took the town of Bara | from | the RSF"."""
    return _actors_behind(sentence, row, at, _FROM)


def _actors_behind(sentence: Sentence, row: Sequence[Chunk], at: int, words: frozenset[str]) -> tuple[Filler, ...]:
    for number in range(at + 1, min(len(row) - 1, at + 9)):
        if row[number].kind in _ENDS:
            break
        if row[number].kind != "p" or row[number + 1].kind != "n":
            continue
        if sentence.tokens[row[number].first].low in words:
            found = joined(row, (_filler(row, number + 1),), len(row))
            if is_actor(sentence, found[0]):
                return tuple(f for f in found if is_actor(sentence, f))
    return ()


def _aimed_at(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """Those at whom something is fired or thrown, or into whom something is driven: "fired tear gas at the students"."""
    for number in range(at + 1, min(len(row) - 1, at + 5)):
        if row[number].kind in _ENDS or row[number].kind in "vt":
            break
        if row[number].kind == "p" and sentence.tokens[row[number].first].low in _AT:
            aim = row[number + 1].noun
            is_aim = aim is not None and (phrases.is_thing(aim) or (phrases.is_people(aim) and not aim.is_name))
            return lists.joined_right(sentence, row, number + 1) if is_aim else ()
    return ()


def _robbed(sentence: Sentence, row: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """Whom or what the plunder is taken from: "stole a million pesos from a bank"."""
    for number in range(at + 1, min(len(row) - 1, at + 5)):
        if row[number].kind in _ENDS or row[number].kind in "vt":
            break
        if row[number].kind == "p" and sentence.tokens[row[number].first].low in _FROM:
            return lists.joined_right(sentence, row, number + 1) if row[number + 1].kind == "n" else ()
    return ()


def is_actor(sentence: Sentence, filler: Filler) -> bool:
    """Whether a phrase names somebody who acts in politics: a state, its offices, an organised group, a crowd."""
    words = sentence.tokens[filler.first : filler.last]
    if filler.noun.kind in _ORGANISED or filler.inner.kind in _ORGANISED:
        return True
    lows = {t.low for t in words}
    if any(not tables.cues(name).isdisjoint(lows) for name in ("official", "polity", "crowd")):
        return True
    if filler.noun.kind is None and places.names_country([t.text for t in words]):
        return True
    return bool(actors.resolve(words, None))
