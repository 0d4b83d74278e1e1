"""Whether a sentence says that an event happened, or denies, claims, threatens, plans, supposes or tries it. Not for who says so,
save where the doer claims his own deed."""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Literal

from ingest.code import attribution, phrases, tables, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

Modality = Literal[
    "fact",
    "negated",
    "hypothetical",
    "unreal",
    "planned",
    "threatened",
    "attempted",
    "denied",
    "accused",
    "claimed",
    "aim",
]
UNREAL: frozenset[Modality] = frozenset(("denied", "hypothetical", "threatened", "planned"))
"""Said of what did not happen, or not yet, or is not known to have: never told together with what did."""

_SUPPOSED = tables.cues("supposed")
_LIKELY = frozenset(("may", "might"))
_NEGATING = frozenset(("not", "never", "neither"))
_ALLEGED = frozenset(("allegedly", "alleged"))
_BELIEVED = tables.cues("believed")
_TRIED = tables.cues("tried")
_THREATENED = tables.cues("threatened")
_PLANNED = tables.cues("planned")
_TO_COME = frozenset(("will", "shall"))
_FOILED = tables.cues("foiled") | _TO_COME
_DONE = tables.cues("done")
_MADE = frozenset(["forced", "forcing", "forces", "compelled", "compelling", "prompted", "prompting", "obliged"])
_DENIED = tables.cues("denying")
_PART = tables.cues("share_in")
_ACCUSED = tables.cues("accused")
_CONTESTED = _DENIED | _ACCUSED
_SUFFERED = frozenset(("was", "were", "been", "being"))
_OWNING_UP = frozenset(("responsible", "behind"))
_CLAIMS = frozenset(("claimed", "claims", "claiming", "claim", "boasted", "boasts"))
_TAKEN = frozenset(("responsibility", "credit"))
_COMMANDS = frozenset(("defence", "defense", "army", "military", "navy", "command", "spokesman"))
_HEARD = 14
"""Chunks between a verb of saying and a deed that is still said by it."""
_MEANT = tables.cues("meant_of")
_FEARED = tables.cues("feared_of")
_CALLING = frozenset(("call", "calls", "called", "calling"))
_AVERTING = tables.cues("averting")
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_ARTICLES = _DEFINITE | {"a", "an", "any"}
_NEAR = 4
"""Words before a deed among which stands what makes it a mere intention."""
_OWN = frozenset(("it", "its", "they", "their", "he", "she", "we", "our"))
_ALONE = frozenset(("he", "she"))
_FIGHTERS = ("military", "militant", "group")
_JOINTS = frozenset(("and", "or"))
_IF = frozenset(["if", "unless", "whether"])
_LOSING = tables.cues("losing")
_MARKS = frozenset((";", '"', ".", "”"))
_REACH = 9


def modality(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> Modality:
    """How the trigger chunk `at`, whose verb group begins at chunk `start`, is said."""
    tokens = sentence.tokens
    group = [t.low for t in tokens[chunks[start].first : chunks[at].first]]
    if group and (helped := _helped(group)) is not None:
        return helped
    if _is_believed(chunks[at], group):
        return "hypothetical"
    before = [t.low for t in tokens[max(0, chunks[start].first - _REACH) : chunks[start].first]]
    if before[-1:] and before[-1] in ("attempted", "foiled", "thwarted", "failed"):
        return "attempted"  # "attempted murder"
    if not _IF.isdisjoint(before[-6:]) or ("which", "of") in pairwise(before[-6:]):
        return "unreal"  # "not clear which of the three died"
    if (intended := _intended(before[-_NEAR:])) is not None:
        return intended
    if before[-3:-2] == ["to"] and before[-1] in _JOINTS and _is_base(chunks[at]):
        before = before[:-2]  # "to harm or kill"
    if before and before[-1] == "to":
        if _is_base(chunks[at]) or group[:1] == ["be"]:
            return _infinitive(before[:-1])
        if group[:1] == ["have"]:
            return _perfect(before[:-1])
    if not _ALLEGED.isdisjoint((*group, *before[-1:])):
        return "accused"
    return _said(sentence, chunks, at, start)


def _helped(group: Sequence[str]) -> Modality | None:
    """ "Have not killed", "may have died", "will attack": what the words of its group make of a verb."""
    if not _NEGATING.isdisjoint(group) or any(word.endswith("n't") for word in group):
        return "negated"
    if not _SUPPOSED.isdisjoint(group):
        return "unreal" if _LIKELY.isdisjoint(group) else "hypothetical"
    return None if _TO_COME.isdisjoint(group) else "planned"


def _is_believed(chunk: Chunk, group: Sequence[str]) -> bool:
    """ "20 are feared dead", "are believed to have been killed"."""
    first = chunk.entry.words[0] if chunk.entry is not None and len(chunk.entry.words) > 1 else ""
    return first in _BELIEVED or not _BELIEVED.isdisjoint(group)


def _is_base(chunk: Chunk) -> bool:
    return chunk.entry is not None and chunk.entry.form == "base"


def _infinitive(before: list[str]) -> Modality:
    """ "tried to kill", "threatened to bomb", "in order to target": the word before decides."""
    for word in reversed(before[-4:]):
        if word in _TRIED:
            return "attempted"
        if word in _THREATENED:
            return "threatened"
        if word in _PLANNED:
            return "planned"
        if word in _DONE:
            return "fact"
    return "fact" if any(word in _MADE for word in before) else "aim"


def _intended(before: Sequence[str]) -> Modality | None:
    """ "The mission of assassinating", "the danger of an attack", "called for attacks", "refrain from attacks"."""
    for word, following in pairwise(before):
        if following == "of" and word in _MEANT:
            return "planned"
        if following in ("of", "that") and word in _FEARED:
            return "unreal"
        if following == "for" and word in _CALLING:
            return "unreal"
    is_averted = not _AVERTING.isdisjoint(before) and _DEFINITE.isdisjoint(before)
    return "unreal" if is_averted else None


def _perfect(before: list[str]) -> Modality:
    """ "are believed to have died", "claimed to have killed", "is alleged to have shot"."""
    last = before[-1] if before else ""
    if last in _BELIEVED:
        return "hypothetical"
    if last in _CLAIMS:
        return "claimed"
    return "accused" if last in _ACCUSED else "denied" if last in _DENIED else "fact"


def _said(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> Modality:
    words = _clause(sentence, chunks, start)
    is_noun = chunks[at].entry is not None and verbs.is_noun(chunks[at])
    if is_noun and not _FOILED.isdisjoint(words[-5:]):
        return "planned"
    if is_noun and not _SUPPOSED.isdisjoint(words[-4:]):
        return "unreal"
    for distance, word in enumerate(reversed(words)):
        if word not in _CONTESTED or _is_adjective(words, len(words) - distance - 1):
            continue
        after = words[len(words) - distance :]
        if word in _DENIED:
            is_condemned = is_noun and word.startswith("reject") and set(after) <= _ARTICLES
            return "denied" if _PART.isdisjoint(after) and not is_condemned else "fact"  # "they rejected the murder"
        is_next = verbs.is_joined(sentence, chunks, start) and not is_noun  # "accused villagers of spying and killed"
        if word in _ACCUSED and distance < 10 and ("of" in after or "for" in after) and not is_next:
            return "accused"
    return "claimed" if claimant(sentence, chunks, at, start) else _blamed(sentence, chunks, at)


def _is_adjective(words: Sequence[str], at: int) -> bool:
    """ "The disputed territory", "an accused man": said of a thing, where "the army disputed that" denies."""
    return at > 0 and words[at] in ("disputed", "contested") and words[at - 1] in ("the", "a", "this", "its")


def _clause(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> list[str]:
    """The words before a verb group but for days ("18 May"), as far as the nearest quotation mark or end."""
    near = (chunk for chunk in chunks[max(0, start - 14) : start] if chunk.kind != "d")
    words = [t.low for chunk in near for t in sentence.tokens[chunk.first : chunk.last]][-14:]
    cut = next((n for n in range(len(words) - 1, -1, -1) if words[n] in _MARKS), -1)
    return words[cut + 1 :]


def _blamed(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> Modality:
    after = [t.low for t in sentence.tokens[chunks[at].last : chunks[at].last + 12]]
    blamed = next((n for n, word in enumerate(after) if word == "blamed"), None)
    return "accused" if blamed is not None and after[blamed + 1 : blamed + 2] == ["on"] else "fact"


def claimant(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> tuple[Filler, ...]:
    """Who claims the deed of a trigger as his own: "X claimed responsibility for", "an attack claimed by X", "X claimed that it
    killed", "the rebels said they shot"."""
    tokens = sentence.tokens
    opens = next((n + 1 for n in range(start - 1, -1, -1) if chunks[n].kind == ";"), 0)
    for number in range(max(opens, start - _HEARD), start if not _is_suffered(sentence, chunks, at, start) else 0):
        chunk, word = chunks[number], tokens[chunks[number].first].low
        if chunk.kind == '"':
            break
        if chunk.kind != "y":
            continue
        speaker = verbs.subject(sentence, chunks, number) or _past_aside(sentence, chunks, number)
        between = {t.low for t in tokens[chunk.last : chunks[at].first]}
        if between & (_SUFFERED | _LOSING if verbs.is_noun(chunks[at]) else _SUFFERED) and not between & _OWNING_UP:
            continue  # "said nine of its soldiers were killed in an ambush"
        takes = word in _CLAIMS and bool(between & _TAKEN)
        if takes or (
            _speaks_of_itself(speaker, between)
            and not _tells_of_others(chunks[number + 1 : start])
            and (
                word in _CLAIMS
                or bool(between & _OWNING_UP)  # "said it was behind a bombing"
                or any(_fights(f) or _is_command(sentence, f) for f in speaker)
            )
        ):
            found = tuple(f for f in speaker if f.noun.determiner != "no")
            if found:
                return found
    for number in range(at + 1, min(len(chunks) - 2, at + 5)):
        if tokens[chunks[number].first].low == "claimed" and chunks[number + 1].kind == "b":
            return (phrases.filler_at(sentence, chunks, number + 2),) if chunks[number + 2].kind == "n" else ()
    return ()


def _past_aside(sentence: Sentence, chunks: Sequence[Chunk], verb: int) -> tuple[Filler, ...]:
    """ "The rebels, who claimed responsibility, (said it killed)": who speaks before what stands between commas."""
    told = attribution.before_aside(sentence, chunks, verb - 1, verb)
    noun = chunks[told[0]].noun if told is not None else None
    is_armed = noun is not None and (noun.is_name or noun.kind in _FIGHTERS)  # no "spokesman for the front"
    return (phrases.filler_at(sentence, chunks, told[0]),) if told is not None and is_armed else ()


def denier(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """Who denies a deed as his own: "the rebels rejected accusations that they had killed"."""
    tokens = sentence.tokens
    for number in range(start - 1, max(-1, start - _HEARD), -1):
        if tokens[chunks[number].first].low in _DENIED:
            between = {t.low for t in tokens[chunks[number].last : chunks[start].first]}
            return verbs.subject(sentence, chunks, number) if between & {"it", "they"} else ()
    return ()


def _speaks_of_itself(speaker: Sequence[Filler], between: Set[str]) -> bool:
    """ "The rebels said they shot"; not "authorities say he shot"."""
    many = any(f.noun.is_plural or f.noun.is_group for f in speaker)
    return bool(between & (_OWN - _ALONE if many else _OWN))


def _tells_of_others(told: Sequence[Chunk]) -> bool:
    """ "(The army reports that) | rebels entered the town, where they killed": what is said is of others."""
    first = next((chunk for chunk in told if chunk.kind not in "wr"), None)
    noun = first.noun if first is not None else None
    return noun is not None and noun.kind in _FIGHTERS and noun.determiner not in _OWN


def _is_suffered(sentence: Sentence, chunks: Sequence[Chunk], at: int, start: int) -> bool:
    """ "said its soldiers were killed", "said it had lost six": no deed of the speaker."""
    if sentence.tokens[chunks[at].first].low in _LOSING:
        return True
    return any(t.low in _SUFFERED for t in sentence.tokens[chunks[start].first : chunks[at].first])


def _fights(filler: Filler) -> bool:
    return filler.noun.kind in _FIGHTERS or filler.inner.kind in _FIGHTERS


def _is_command(sentence: Sentence, filler: Filler) -> bool:
    """ "Russia's defence ministry": who speaks for an army."""
    return any(t.low in _COMMANDS for t in sentence.tokens[filler.first : filler.last])
