"""The doer and the sufferers of a verb: before it, after it, and after "by". Not for event nouns ("the attack on X")."""

import re
from collections.abc import Sequence

from ingest.code import lists, meanwhile, phrases, tables
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.code.tables import Entry
from ingest.code.words import POINTERS

_SKIP_LEFT = frozenset("ram-")
_FOUND = frozenset(("found", "discovered"))
_REPORTED = frozenset(("reported", "confirmed", "feared", "believed", "presumed"))
_CLOSED = frozenset(("fire", "at", "on", "upon", "to", "with", "from", "of"))
"""Last words of verbs that are no participle by themselves."""


_INCLUDING = frozenset(("include", "included", "includes", "comprised"))
_NAMED = frozenset(("identified", "named"))
_RAISING = tables.cues("raising")
_AIMED = frozenset(("at", "on", "upon", "against"))
_HELD_BY = frozenset(
    ("visit", "speech", "tour", "meeting", "concert", "performance", "statement", "appeal", "complaint")
)
_LINKED = 12
"""How many chunks apart two parts of one clause may stand."""


_BEFORE_DAYS = frozenset(
    ("this", "last", "the", "early", "late", "previous", "past", "same", "following", "next", "day", "night")
)
"""What leads to a day or hour: "this", "the same", "late"."""
_DAY_AND_OBJECT = re.compile("p?dn[pb,.c]")
_ARMED = ("militant", "military", "police", "person")
_BLAMING = tables.cues("accused")
_PERFECT = frozenset(("having", "have", "had"))
_OPENERS = tables.cues("openers")


def group(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[int, list[str]]:
    """Where the verb group of a trigger begins, over "shot and" and auxiliaries, and the auxiliaries' words."""
    start, words = at, []
    while start > 0:
        before = chunks[start - 1]
        if before.kind in _SKIP_LEFT:
            words += [t.low for t in sentence.tokens[before.first : before.last]]
        elif start == at and before.kind == '"' and start >= 2 and chunks[start - 2].kind == "a":
            pass  # was "kidnapped"
        elif start == at and (_finds(sentence, before, chunks[at]) or _reports(sentence, chunks, at)):
            words.append("be")
        elif raised := _raised(sentence, chunks, start):
            start = raised + 1  # "were" of "were reported to have killed" makes no passive
        elif (before.kind == "c" and start >= 2 and _is_of_a_group(sentence, chunks[start - 2], chunks[start])) or (
            before.kind == "p" and start >= 2 and chunks[start - 2].kind == "v" and chunks[start].kind == "c"
        ):
            start -= 1
        else:
            break
        start -= 1
    return start, words


def _is_of_a_group(sentence: Sentence, before: Chunk, verb: Chunk) -> bool:
    """ "Looted and burned"; not "(accused villagers of) spying and burned"."""
    if before.kind not in "tv" or is_noun(before):
        return False
    is_ing = [sentence.tokens[chunk.first].low.endswith("ing") for chunk in (before, verb)]
    return is_ing != [True, False]


def _raised(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int:
    """The auxiliary of "are (now) believed to | have been killed": the believing is part of the verb group; 0 where there is
    none."""
    back = start - 3
    back -= back > 0 and chunks[back].kind == "r"
    if start < 3 or chunks[start].kind != "a" or chunks[back].kind != "a":
        return 0
    words = [sentence.tokens[chunks[n].first].low for n in (start - 2, start - 1)]
    return back if words[0] in _RAISING and words[1] == "to" else 0


def _finds(sentence: Sentence, before: Chunk, trigger: Chunk) -> bool:
    """ "found shot dead": what was found is what was shot."""
    form = trigger.entry.form if trigger.entry else ""
    return sentence.tokens[before.first].low in _FOUND and form in ("both", "participle")


def _reports(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Two soldiers (were) reported killed": an auxiliary, left out as in headlines and notes or told before."""
    told = at - 2 - (at > 2 and chunks[at - 2].kind == "a")
    if at < 2 or chunks[told].kind not in "nq" or sentence.tokens[chunks[at - 1].first].low not in _REPORTED:
        return False
    entry, following = chunks[at].entry, _after(chunks, at)
    form = entry.form if entry else ""
    return form in ("both", "participle") and (following is None or following.kind not in "nqx")


def is_passive(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int, auxiliaries: list[str]) -> bool:
    entry = chunks[at].entry
    assert entry is not None
    if entry.form not in ("both", "participle"):
        return entry.form == "suffered"
    if any(tables.word_classes().get(word) == "be" for word in auxiliaries):
        return True
    if any(tables.word_classes().get(word) == "have" for word in auxiliaries) or _is_intransitive(entry):
        return False
    following = _after(chunks, at)
    if following is None:
        return True
    if entry.effect == "threat" and sentence.tokens[following.first].low == "to":
        return False  # "a resident threatened to leave"
    if entry.effect == "shot" and _is_aimed(sentence, chunks, at):
        return False
    if following.kind in "nqxg" and not (following.kind in "ng" and _is_time(sentence, chunks, at)):
        return entry.form == "participle"
    return True


def _is_intransitive(entry: Entry) -> bool:
    """ "Residents demonstrated in", "police opened fire": a past that needs no object is no participle."""
    return entry.effect in ("protest", "clash", "consult") or entry.words[-1] in _CLOSED


def _is_aimed(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Police shot at them": at people, where "four were shot at a house" tells the place."""
    if at + 2 >= len(chunks) or sentence.tokens[chunks[at + 1].first].low not in ("at", "towards", "toward"):
        return False
    noun = chunks[at + 2].noun
    if noun is None:
        return False
    return noun.kind not in (None, "number", "group") or noun.head == "them" or noun.head in tables.cues("on_the_move")


def _is_time(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "killed this morning": what follows is a time."""
    following = chunks[at + 1]
    if following.kind == "g":  # "kidnapped 11 days ago"
        return at + 2 < len(chunks) and chunks[at + 2].kind == "d"
    words = {token.low for token in sentence.tokens[following.first : following.last]}
    return at + 2 < len(chunks) and chunks[at + 2].kind == "d" and words <= _BEFORE_DAYS  # not "killed the mayor today"


def _after(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    at = _past_verbs(chunks, at)
    return chunks[at] if at < len(chunks) else None


def _past_verbs(chunks: Sequence[Chunk], at: int) -> int:
    """Where what follows a verb begins: past its adverbs, its day ("kidnapped today two Mexicans") and the verbs joined to it
    ("attacked, looted and killed …")."""
    at += 1
    while at < len(chunks) and (chunks[at].kind == "r" or _is_day_of_verb(chunks, at)):
        at += 1 if chunks[at].kind in "rd" else 2
    return _past_verbs(chunks, at + 1) if _joins_verbs(chunks, at) else at


def _is_day_of_verb(chunks: Sequence[Chunk], at: int) -> bool:
    """A day stands between a verb and its object, not before the subject of another verb ("killed Monday, police say")."""
    if chunks[at].kind not in "pd":
        return False
    kinds = "".join(chunk.kind for chunk in chunks[at : at + 4]) + "."
    return bool(_DAY_AND_OBJECT.match(kinds))


def _joins_verbs(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb with the same object is joined at chunk `at`: "and killed", "and sank a boat", ", looted and burned"."""
    if at + 1 >= len(chunks) or chunks[at + 1].kind not in "tv" or is_noun(chunks[at + 1]):
        return False
    following = chunks[at + 2].kind if at + 2 < len(chunks) else "."
    if chunks[at].kind == "c":
        return chunks[at + 1].kind == "t" or following in "nqx"
    return chunks[at].kind == "," and following in "c," and _joins_verbs(chunks, at + 2)


def is_noun(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.form == "noun"


def standing_after(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
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
    return lists.joined_right(sentence, chunks, at)


def doer(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    entry = chunks[at].entry
    is_suffered = entry is not None and entry.form == "suffered"  # "came under fire from gunmen"
    for number in range(at + 1, min(len(chunks), at + _LINKED)):
        kind = chunks[number].kind
        if kind == "a" and chunks[number - 1].kind != "c":
            return ()  # "one of those shot dead was named by police"
        if kind in ('"', ";", "s", "y") or (
            kind == "t" and not is_noun(chunks[number]) and chunks[number - 1].kind not in "c"
        ):
            return ()
        is_by = kind == "b" or (is_suffered and sentence.tokens[chunks[number].first].low == "from")
        if is_by and number + 1 < len(chunks) and chunks[number + 1].kind in "nq":
            if _is_occasion(sentence, chunks[number - 1]):
                return ()  # "were arrested after a march | by teachers"
            noun = chunks[number + 1].noun
            if noun is not None and phrases.is_people(noun):
                return lists.joined_right(sentence, chunks, number + 1)
            return phrases.nation_of(sentence, chunks, number + 1)
    return at_whose_hands(sentence, chunks, at)


def _is_occasion(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a phrase is what people were hurt or held at, whose "by" says who held it: a rally, a visit, a speech."""
    is_protest = chunk.entry is not None and chunk.entry.event_type == "PROTEST" and chunk.entry.form == "noun"
    return is_protest or (chunk.kind == "n" and sentence.tokens[chunk.last - 1].low in _HELD_BY)


def at_whose_hands(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Died | at | the hands | of | gunmen": right behind a verb, who did it."""
    whose = at + 4
    if whose >= len(chunks) or chunks[whose].kind not in "nq":
        return ()
    words = [t.low for t in sentence.tokens[chunks[at].last : chunks[whose].first]]
    noun = chunks[whose].noun
    is_theirs = words == ["at", "the", "hands", "of"] and noun is not None and phrases.is_people(noun)
    return lists.joined_right(sentence, chunks, whose) if is_theirs else ()


def who_left(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Rebels | left | two peasants | dead": who did it leads the verb."""
    is_left = at > 1 and chunks[at - 1].kind in "nq" and sentence.tokens[chunks[at - 2].first].low == "left"
    return subject(sentence, chunks, at - 2) if is_left else ()


def subject(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """The subject of an active verb: the first phrase of the clause that no preposition governs."""
    best = _gathered(sentence, chunks, start) or _told_to(sentence, chunks, start) or _accused(sentence, chunks, start)
    if best is not None:
        filler = phrases.filler_at(sentence, chunks, best)
        return (filler,) if phrases.is_people(filler.noun) and filler.noun.kind != "pronoun" else ()
    for at in phrases.backwards(chunks, start, 2 * _LINKED):
        kind = chunks[at].kind
        if kind in (";", ":") or (kind == '"' and best is not None):
            break
        if kind == "s":
            if best is not None or not (
                meanwhile.is_aside(sentence, chunks, at, start) or meanwhile.is_by_the_way(sentence, chunks, at)
            ):
                break
            continue
        if kind == "w" and best is None and at and sentence.tokens[chunks[at].first].low in ("who", "which", "that"):
            before = at - 1 - (chunks[at - 1].kind == ",")
            if before >= 0 and chunks[before].kind in "nqx" and not _is_where_of_deed(chunks, before):
                best = phrases.hop(sentence, chunks, before)
            break
        if kind == "w" or (kind == "y" and best is not None):
            break
        if kind == "y" and _is_led_by_deed(chunks[at + 1 : start]):
            return ()
        if best is not None and _begins_clause(chunks, at):
            break
        opens = at > 0 and kind not in "dg" and sentence.tokens[chunks[at - 1].first].low in _OPENERS
        if opens and best is not None and _is_of_another_clause(chunks, at, best, start):
            break
        if kind in "nqx" and (opens or not _is_led(sentence, chunks, at, start)) and not _is_object(chunks, at):
            best = best if _leads_nothing(sentence, chunks, at, best) else at
        if opens and meanwhile.is_aside(sentence, chunks, at - 1, start):
            best = None
        elif opens:
            break
    if best is None or chunks[best].noun is None:
        return ()
    filler = phrases.filler_at(sentence, chunks, _renamed(chunks, best, start))
    if filler.noun.kind is None and is_noun(chunks[best + 1]):
        return ()  # "the Lahore bombing killed 12"
    if filler.noun.head == "they":
        return _before_they(sentence, chunks, best)
    if phrases.is_people(filler.noun):
        is_somebody = filler.noun.kind != "pronoun" and not (_is_one_more(filler) or _is_nobody(sentence, filler))
        return (filler,) if is_somebody else ()
    return phrases.nation_of(sentence, chunks, best)


def _is_where_of_deed(chunks: Sequence[Chunk], at: int) -> bool:
    """ "An attack | on | southern Lebanon, (which killed five)": where a deed was done, which did it."""
    return at > 1 and chunks[at - 1].kind == "p" and is_noun(chunks[at - 2])


def _is_led(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> bool:
    """Whether a preposition or another verb leads a phrase that stands before the verb at `start`: it is no subject."""
    if (at and chunks[at - 1].kind in "pb") or _is_between(sentence, chunks, at):
        return True
    return is_joined(sentence, chunks, start) and _is_accused(sentence, chunks, at)


def _is_between(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Clashes between herders and | farmers | killed 12": the second of those between whom it was."""
    if at < 3 or chunks[at - 1].kind != "c" or chunks[at - 2].kind not in "nq":
        return False
    return sentence.tokens[chunks[at - 3].first].low == "between"


def _leads_nothing(sentence: Sentence, chunks: Sequence[Chunk], at: int, best: int | None) -> bool:
    """Whether a phrase before another is no subject: "in Ica, the seat of the province, | rebels shot …", "at 6 this morning"."""
    if phrases.holds_a_town(sentence, chunks, at) or _is_when(chunks, at):
        return True
    is_aside = at > 2 and chunks[at - 1].kind == "," and chunks[at - 2].kind == "n" and chunks[at - 3].kind in "pb"
    return best is not None and is_aside and chunks[best - 1].kind == ","


def _is_when(chunks: Sequence[Chunk], at: int) -> bool:
    """ "This | morning", "the past | few | hours"."""
    noun, following = chunks[at].noun, chunks[at + 1 : at + 3]
    is_pointer = noun is not None and noun.kind is None and (noun.head == noun.determiner or noun.head in POINTERS)
    return is_pointer and any(chunk.kind == "d" for chunk in following)


def _before_they(sentence: Sentence, chunks: Sequence[Chunk], they: int) -> tuple[Filler, ...]:
    """ "Several terrorists entered the town, where they shot …": those who lead the clause before."""
    for at in phrases.backwards(chunks, they, 2 * _LINKED):
        noun = chunks[at].noun
        if chunks[at].kind in ';y"':
            break
        is_led = at == 0 or chunks[at - 1].kind not in "pb"
        if noun is not None and noun.kind in _ARMED and noun.is_plural and is_led and not _is_object(chunks, at):
            return (phrases.filler_at(sentence, chunks, at),)
    return ()


def _is_led_by_deed(clause: Sequence[Chunk]) -> bool:
    """ "The mayor said | the blasts on Friday | damaged homes": an event noun, not who speaks, is what did it."""
    first = next((chunk for chunk in clause if chunk.kind not in "wnqr"), None)
    return first is not None and is_noun(first)


def _is_of_another_clause(chunks: Sequence[Chunk], at: int, best: int, start: int) -> bool:
    """ "After gunmen killed four, police shot …": a clause with a verb that a comma closes before the subject of the next."""
    entry, between = chunks[start].entry, chunks[at:best]
    is_done = any(chunk.kind in "tv" and not is_noun(chunk) for chunk in between)
    return entry is not None and entry.form != "ing" and is_done and between[-1].kind == ","


def _begins_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """ "Senators met on Tuesday, and the governor threatened": behind a verb, a comma and "and" a new subject follows."""
    is_joint = chunks[at].kind == "c" and at > 0 and chunks[at - 1].kind == ","
    return is_joint and any(chunk.kind in "tv" and not is_noun(chunk) for chunk in chunks[:at])


def shared_subject(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """ "A gunman killed four people on Friday and was shot dead": who leads the verb before it suffers the passive one."""
    if start < 2 or chunks[start - 1].kind != "c":
        return ()
    for at in range(start - 2, max(0, start - _LINKED), -1):
        if chunks[at].kind in "tv" and not is_noun(chunks[at]):
            return subject(sentence, chunks, at) if chunks[at - 1].kind != "a" else ()
        if chunks[at].kind not in "npbdgqrt()":
            return ()
    return ()


def _is_one_more(filler: Filler) -> bool:
    """ "A third (exploded)": of whatever was told before."""
    return filler.noun.kind == "number" and filler.noun.determiner == "a"


def _is_nobody(sentence: Sentence, filler: Filler) -> bool:
    """ "No one (has claimed it)", and an agency that only tells of it ("which Reuters could not verify")."""
    tokens = sentence.tokens[filler.first : filler.last]
    return tokens[0].low == "no" or tokens[-1].low in tables.cues("tells_only")


def _renamed(chunks: Sequence[Chunk], at: int, start: int) -> int:
    """From "the armed wing" in "the Red Dawn, the armed wing of the party, shot …" back to the name."""
    noun, before = chunks[at].noun, at - 1
    while before > 0 and chunks[before].kind in ',"':
        before -= 1
    if noun is None or noun.is_name or before < 0 or before == at - 1 or chunks[start - 1].kind != ",":
        return at
    if before and chunks[before - 1].kind in "pb":
        return at  # "In Lima, the army shot …"
    told = chunks[before].noun
    return before if told is not None and told.is_name and not noun.is_plural else at


def _gathered(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int | None:
    """ "Police fired at people demonstrating", "at demonstrators gathered": those right before the participle protest, not who
    leads the clause."""
    entry, before = chunks[start].entry, chunks[start - 1].noun if start else None
    if entry is None or before is None or entry.effect != "protest" or not phrases.is_people(before):
        return None
    is_aimed_at = start > 1 and sentence.tokens[chunks[start - 2].first].low in _AIMED
    return phrases.hop(sentence, chunks, start - 1) if entry.form == "ing" or is_aimed_at else None


def _told_to(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int | None:
    """ "forcing the rebels to withdraw": who is made to act stands right before "to"."""
    if (
        start >= 2
        and chunks[start - 1].kind == "p"
        and sentence.tokens[chunks[start - 1].first].low == "to"
        and chunks[start - 2].kind in "nq"
    ):
        return phrases.hop(sentence, chunks, start - 2)
    return None


def _accused(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int | None:
    """ "The mayor blamed rebels for having killed …": those right behind the verb of blame are said to have done it."""
    if start < 3 or sentence.tokens[chunks[start - 1].first].low not in ("for", "of") or chunks[start - 2].kind != "n":
        return None
    whom = phrases.hop(sentence, chunks, start - 2)
    is_blamed = whom > 0 and sentence.tokens[chunks[whom - 1].first].low in _BLAMING
    return whom if is_blamed else None


def is_joined(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> bool:
    """ "(Accused villagers of spying) and burned …": a verb of its own, not one more of what they are accused of."""
    is_next = (
        start > 0 and chunks[start - 1].kind == "c" and not sentence.tokens[chunks[start].first].low.endswith("ing")
    )
    return is_next and _PERFECT.isdisjoint(t.low for t in sentence.tokens[: chunks[start].first])


def _is_accused(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "(Rebels) accused | villagers | of spying and burned …": the object of the verb of blame."""
    return at > 0 and chunks[at - 1].kind == "y" and sentence.tokens[chunks[at - 1].first].low in _BLAMING


def _is_object(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase follows a verb straight on, and so is its object."""
    return at > 0 and (chunks[at - 1].kind == "v" or (chunks[at - 1].kind == "t" and not is_noun(chunks[at - 1])))


def standing_inverted(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Among those killed (in Sunday's attack on Goma) were 15 men", "the dead included 15 men", "the dead were named as …": the
    people stand after "to be" or "include"."""
    link = next((n for n in range(at + 1, min(len(chunks), at + _LINKED)) if not _is_where(chunks[n])), len(chunks))
    following = link + 1
    if following + 1 < len(chunks) and sentence.tokens[chunks[following].first].low in _NAMED:
        following += 1 + (sentence.tokens[chunks[following + 1].first].low == "as")
    if following >= len(chunks) or chunks[following].kind not in "nq":
        return ()
    is_link = chunks[link].kind == "a" or sentence.tokens[chunks[link].first].low in _INCLUDING
    return lists.joined_right(sentence, chunks, following) if is_link else ()


def _is_where(chunk: Chunk) -> bool:
    """What says where or when between those who died and the verb: "in Sunday's attack on Goma"."""
    return chunk.kind in "pndg" or (chunk.kind == "t" and is_noun(chunk))


def is_among(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a participle stands in "among those killed", "of those killed", "the dead included"."""
    before = chunks[at - 1] if at else None
    if before is None or before.kind not in "nx":
        return False
    return sentence.tokens[before.first].low in ("those", "the") and before.last - before.first == 1
