"""Who did it and to whom: the noun phrases that stand as doer and sufferer of one trigger. Not for counting or naming them."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.code import tables
from ingest.code.chunks import Chunk, Noun
from ingest.code.sentences import Sentence

_SKIP_LEFT = frozenset("ram-")
_LINKED = 12
"""How many chunks apart two parts of one clause may stand."""


class Filler(NamedTuple):
    """A noun phrase in a role: its chunk, the tokens `[first, last)` with what hangs on it by "of", and the innermost noun
    that says what kind of people they are ("members of the army")."""

    chunk: int
    first: int
    last: int
    noun: Noun
    inner: Noun
    is_same: bool = False
    """Says who those are that the phrase before it counts ("69 were villagers")."""


class Roles(NamedTuple):
    """The doer and the sufferers of a trigger, and where its verb group begins (a chunk)."""

    agents: tuple[Filler, ...]
    patients: tuple[Filler, ...]
    start: int
    is_passive: bool


def is_people(noun: Noun) -> bool:
    """Whether a phrase can name people: a person word, a name, or a number that stands alone."""
    if noun.kind == "pronoun":
        return noun.quantity is not None or noun.head in ("him", "her", "them", "he", "she", "they")
    return noun.kind is not None or noun.is_name


def find(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Roles:
    """The roles around the trigger chunk `at`."""
    entry = chunks[at].entry
    assert entry is not None
    start, auxiliaries = _verb_group(sentence, chunks, at)
    if entry.effect in ("die", "dead"):
        if entry.effect == "dead" and is_among(sentence, chunks, at):
            return Roles((), _inverted(sentence, chunks, at), start, True)
        return Roles((), _left(sentence, chunks, start) or _right(sentence, chunks, at), start, True)
    if entry.form == "noun":
        return _nominal(sentence, chunks, at)
    if _is_passive(sentence, chunks, at, start, auxiliaries):
        among = is_among(sentence, chunks, at)
        patients = (
            _inverted(sentence, chunks, at)
            if among
            else _left(sentence, chunks, start) or _inverted(sentence, chunks, at)
        )
        return Roles(_by(sentence, chunks, at), patients, start, True)
    return Roles(_subject(sentence, chunks, start), _right(sentence, chunks, at), start, False)


def _verb_group(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[int, list[str]]:
    """Where the verb group of a trigger begins, over "shot and" and auxiliaries, and the auxiliaries' words."""
    start, words = at, []
    while start > 0:
        before = chunks[start - 1]
        if before.kind in _SKIP_LEFT:
            words += [t.low for t in sentence.tokens[before.first : before.last]]
        elif (
            before.kind == "c"
            and start >= 2
            and chunks[start - 2].kind in "tv"
            and not _is_noun_trigger(chunks[start - 2])
        ) or (before.kind == "p" and start >= 2 and chunks[start - 2].kind == "v" and chunks[start].kind == "c"):
            start -= 1
        elif before.kind in "tv" and chunks[start].kind in "cp" and start < at and not _is_noun_trigger(before):
            pass
        else:
            break
        start -= 1
    return start, words


def _is_noun_trigger(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.form == "noun"


def _is_passive(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int, auxiliaries: list[str]) -> bool:
    entry = chunks[at].entry
    assert entry is not None
    if entry.form not in ("both", "participle"):
        return False
    if any(tables.word_classes().get(word) == "be" for word in auxiliaries):
        return True
    if any(tables.word_classes().get(word) == "have" for word in auxiliaries):
        return False
    following = _after(chunks, at)
    if following is None:
        return True
    if following.kind in "nqxg" and not (following.kind == "n" and _is_time(sentence, chunks, at)):
        return entry.form == "participle"
    return True


def _is_time(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "killed this morning": what follows is a time."""
    following = chunks[at + 1]
    return (
        at + 2 < len(chunks)
        and chunks[at + 2].kind == "d"
        and sentence.tokens[following.first].low in ("this", "last", "the", "early", "late")
    )


def _after(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    at = _past_verbs(chunks, at)
    return chunks[at] if at < len(chunks) else None


def _past_verbs(chunks: Sequence[Chunk], at: int) -> int:
    """Where what follows a verb begins: past its adverbs and the verbs joined to it ("attacked and killed …")."""
    at += 1
    while at < len(chunks) and chunks[at].kind == "r":
        at += 1
    if (
        at + 1 < len(chunks)
        and chunks[at].kind == "c"
        and chunks[at + 1].kind == "t"
        and not _is_noun_trigger(chunks[at + 1])
    ):
        return _past_verbs(chunks, at + 1)
    return at


def _filler(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Filler:
    noun = chunks[at].noun
    assert noun is not None
    counts = noun.head in ("number", "handful", "majority") and noun.quantity is None
    if counts and at + 2 < len(chunks) and chunks[at + 2].kind == "n" and _is_of(sentence, chunks[at + 1]):
        return _filler(sentence, chunks, at + 2)
    last, inner = at, noun
    while (
        last + 2 < len(chunks)
        and chunks[last + 1].kind == "p"
        and chunks[last + 2].kind in "nq"
        and _is_of(sentence, chunks[last + 1])
    ):
        following = chunks[last + 2].noun
        if following is None:
            break
        last += 2
        if inner.kind in (None, "person", "number", "group") or inner.head in ("members", "member"):
            inner = following if following.kind else inner
    return Filler(at, chunks[at].first, chunks[last].last, noun, inner)


def _is_of(sentence: Sentence, chunk: Chunk) -> bool:
    return sentence.tokens[chunk.first].low == "of"


def _left(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """The phrases before a passive or intransitive verb, read back over relative pronouns, ages and appositions."""
    at = start - 1
    while at >= 0 and chunks[at].kind in "wr":
        at -= 1
    if at >= 0 and chunks[at].kind in (",", ")", "—"):
        at = _over_apposition(chunks, at)
    if at >= 0 and chunks[at].kind == "d":
        at = _over_time(sentence, chunks, at)
    if at >= 2 and chunks[at].kind == "g" and sentence.tokens[chunks[at - 1].first].low in ("aged", "age", "ages"):
        at -= 2
    if at < 0 or chunks[at].kind not in "nqx":
        return ()
    if at >= 2 and chunks[at].kind == "n" and chunks[at - 1].kind == "a" and chunks[at - 2].kind in "nq":
        counted = chunks[at - 2].noun
        if counted is not None and counted.quantity is not None:
            return (_filler(sentence, chunks, at - 2), _filler(sentence, chunks, at)._replace(is_same=True))
    return _coordinated_left(sentence, chunks, _hop(sentence, chunks, at))


def _over_time(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    while at >= 0 and (
        chunks[at].kind in "dpg"
        or (chunks[at].kind == "n" and sentence.tokens[chunks[at].first].low in ("this", "last"))
    ):
        at -= 1
    return at


def _over_apposition(chunks: Sequence[Chunk], at: int) -> int:
    """From the mark that closes ", 23," or "(a teacher)" to the phrase before the one that opens it."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if chunks[back].kind in (",", "(", "—") and back > 0:
            inside = chunks[back + 1 : at]
            if chunks[back - 1].kind in "nqx" and not any(
                c.kind == "t" and c.entry and c.entry.form != "noun" for c in inside[:0]
            ):
                return back - 1
            if chunks[at].kind == ")":
                return back - 1
    return at - 1


def _hop(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From "the village" in "15 people in the village" back to "15 people"."""
    while at >= 2 and chunks[at - 1].kind == "p" and chunks[at - 2].kind in "nqx":
        left = chunks[at - 2].noun
        if left is None or not (is_people(left) or left.quantity is not None or _is_of(sentence, chunks[at - 1])):
            break
        here = chunks[at].noun
        if here and is_people(here) and not is_people(left) and left.quantity is None:
            break
        at -= 2
    return at


def _coordinated_left(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "a teacher, two soldiers and Ana Ruiz" from its last member back."""
    found = [_filler(sentence, chunks, at)]
    joined = False
    while at >= 2:
        joint = at - 1
        if chunks[joint].kind == "c":
            joined = True
            joint -= chunks[joint - 1].kind == "," if joint else 0
        elif not (chunks[joint].kind == "," and joined):
            break
        before = joint - 1
        if before >= 0 and chunks[before].kind == "g" and before >= 2 and chunks[before - 1].kind == ",":
            before -= 2
        if before < 0 or chunks[before].kind not in "nq":
            break
        before = _hop(sentence, chunks, before)
        noun = chunks[before].noun
        if noun is None or not is_people(noun) or (before >= 1 and chunks[before - 1].kind in "pb"):
            break
        found.append(_filler(sentence, chunks, before))
        at = before
    return tuple(reversed(found))


def _right(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """The object of an active verb and what is joined to it."""
    at = _past_verbs(chunks, at)
    if at >= len(chunks) or chunks[at].kind not in "nqx":
        return ()
    if (
        chunks[at].kind == "n"
        and at + 1 < len(chunks)
        and chunks[at + 1].kind == "d"
        and chunks[at].last - chunks[at].first == 1
    ):
        return ()
    return _coordinated_right(sentence, chunks, at)


def _coordinated_right(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    found = [_filler(sentence, chunks, at)]
    while True:
        at = _end_of(chunks, found[-1])
        at = _skip_modifiers(sentence, chunks, at)
        joint = at
        if joint < len(chunks) and chunks[joint].kind == ",":
            joint += 1
        if joint < len(chunks) and chunks[joint].kind == "c":
            joint += 1
        elif joint == at or not _list_goes_on(chunks, joint):
            break
        if joint >= len(chunks) or chunks[joint].kind not in "nq":
            break
        noun = chunks[joint].noun
        if (
            noun is None
            or not is_people(noun)
            or _is_subject(chunks, joint)
            or _is_apposition(chunks, joint, found[-1])
        ):
            break
        found.append(_filler(sentence, chunks, joint))
    return tuple(found)


def _end_of(chunks: Sequence[Chunk], filler: Filler) -> int:
    at = filler.chunk
    while at < len(chunks) and chunks[at].last <= filler.last:
        at += 1
    return at


def _skip_modifiers(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """Over ", 23" and "(23)" after a name."""
    if at + 1 < len(chunks) and chunks[at].kind == "," and chunks[at + 1].kind == "g":
        return at + 2
    if at + 2 < len(chunks) and chunks[at].kind == "(" and chunks[at + 2].kind == ")":
        return at + 3
    return at


def _list_goes_on(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a comma is a list's: an "and" with another member follows."""
    for chunk in chunks[at : at + 9]:
        if chunk.kind == "c":
            return True
        if chunk.kind not in "nq,g":
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


def _is_apposition(chunks: Sequence[Chunk], at: int, before: Filler) -> bool:
    noun = chunks[at].noun
    return bool(before.noun.is_name and noun and noun.determiner in ("a", "an", "the") and chunks[at - 1].kind == ",")


def _by(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    for number in range(at + 1, min(len(chunks), at + _LINKED)):
        kind = chunks[number].kind
        if kind in ('"', ";", "s", "y") or (
            kind == "t" and not _is_noun_trigger(chunks[number]) and chunks[number - 1].kind not in "c"
        ):
            return ()
        if kind == "b" and number + 1 < len(chunks) and chunks[number + 1].kind in "nq":
            noun = chunks[number + 1].noun
            return _coordinated_right(sentence, chunks, number + 1) if noun and is_people(noun) else ()
    return ()


_OPENERS = tables.cues("openers")


def _subject(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """The subject of an active verb: the first phrase of the clause that no preposition governs."""
    best = _told_to(sentence, chunks, start)
    if best is not None:
        filler = _filler(sentence, chunks, best)
        return (filler,) if is_people(filler.noun) and filler.noun.kind != "pronoun" else ()
    for at in range(start - 1, max(-1, start - 2 * _LINKED), -1):
        kind = chunks[at].kind
        if kind in (";", ":", "s") or (kind == '"' and best is not None):
            break
        if kind == "w" and best is None and at and sentence.tokens[chunks[at].first].low in ("who", "which", "that"):
            before = at - 1 - (chunks[at - 1].kind == ",")
            if before >= 0 and chunks[before].kind in "nqx":
                best = _hop(sentence, chunks, before)
            break
        if kind == "w" or (kind == "y" and best is not None):
            break
        opens = at > 0 and sentence.tokens[chunks[at - 1].first].low in _OPENERS
        if kind in "nqx" and (opens or not (at and chunks[at - 1].kind in "pb")) and not _is_object(chunks, at):
            best = at
        if opens:
            break
    if best is None or chunks[best].noun is None:
        return ()
    filler = _filler(sentence, chunks, best)
    return (filler,) if is_people(filler.noun) and filler.noun.kind != "pronoun" else ()


def _told_to(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int | None:
    """ "forcing the rebels to withdraw": who is made to act stands right before "to"."""
    if (
        start >= 2
        and chunks[start - 1].kind == "p"
        and sentence.tokens[chunks[start - 1].first].low == "to"
        and chunks[start - 2].kind in "nq"
    ):
        return _hop(sentence, chunks, start - 2)
    return None


def _is_object(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase follows a verb straight on, and so is its object."""
    return at > 0 and (
        chunks[at - 1].kind == "v" or (chunks[at - 1].kind == "t" and not _is_noun_trigger(chunks[at - 1]))
    )


def _inverted(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Among those killed were 15 men": the people stand after the verb "to be"."""
    following = at + 1
    if following + 1 < len(chunks) and chunks[following].kind == "a" and chunks[following + 1].kind in "nq":
        return _coordinated_right(sentence, chunks, following + 1)
    return ()


def is_among(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a participle stands in "among those killed", "of those killed", "the dead included"."""
    before = chunks[at - 1] if at else None
    if before is None or before.kind not in "nx":
        return False
    return sentence.tokens[before.first].low in ("those", "the") and before.last - before.first == 1


def _nominal(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Roles:
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
        if chunk.kind == "b" and nxt.kind in "nq" and nxt.noun and is_people(nxt.noun):
            agents = agents or _coordinated_right(sentence, chunks, number + 1)
        elif (
            chunk.kind == "p"
            and nxt.kind in "nq"
            and word in ("of", "on", "against", "upon", "with", "between", "targeting")
        ):
            if number != following and (word == "of" or entry.effect in ("killnoun", "deathnoun")):
                continue
            patients = patients or _coordinated_right(sentence, chunks, number + 1)
        elif chunk.kind in (",", ";", "s", "w", "t", "y") or (chunk.kind in "vam" and entry.effect != "clash"):
            break
    agents = agents or _light_subject(sentence, chunks, at) or _possessor(sentence, chunks, at)
    return Roles(agents, patients, at, False)


_LIGHT = tables.cues("light_verb")


def _light_subject(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    for number in range(at - 1, max(-1, at - 8), -1):
        if chunks[number].kind == "v" and sentence.tokens[chunks[number].first].low in _LIGHT:
            return _subject(sentence, chunks, number)
        if chunks[number].kind in ",;sy":
            return ()
    return ()


def _possessor(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "rebel attack", "the militants' raid", "an ELN ambush": the phrase that runs straight into the noun."""
    before = chunks[at - 1] if at else None
    if before is None or before.kind != "n" or before.noun is None or before.noun.quantity is not None:
        return ()
    if before.noun.kind in ("militant", "military", "police", "group") or _names_armed(sentence, before):
        return (_filler(sentence, chunks, at - 1),)
    return ()


def _names_armed(sentence: Sentence, chunk: Chunk) -> bool:
    words = [t.low for t in sentence.tokens[chunk.first : chunk.last]]
    index = tables.armed_names()
    return any(
        tuple(words[at : at + len(name)]) == name for at in range(len(words)) for name in index.get(words[at], ())
    )
