"""Whether a deed without violence is one that an analyst of conflict wants: done, and by somebody who acts in it. Not for the
deed's words (`ingest.code.triggers`, `ingest.code.acts`)."""

from collections.abc import Sequence

from ingest.code import acts, lists, roles, tables
from ingest.code.acts import Act
from ingest.code.claims import Modality
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_QUIET = frozenset(("act", "release", "retreat", "mobilize", "protest", "consult", "restrict", "seize", "detain"))
_PLANNABLE = frozenset(("detain", "seize", "protest", "mobilize", "retreat", "release", "restrict"))
_SOLDIERLY = ("military", "police", "militant")
_FACING = frozenset(("with", "against"))
_NEAR = 7
"""Chunks within which a clash names whom it is with."""
_OTHER_CLAUSE = frozenset((",", ";", "s", "w", "y", "t", "v"))
_AFTER_ING = frozenset(("after", "by", "before", "while", "and", "with"))


def is_wanted(sentence: Sentence, act: Act, effect: str, modality: Modality, people: Sequence[Filler]) -> bool:
    """Whether a deed of this effect is told as done, by and to such people as do it; violence is, save against no people."""
    entry = act.row[act.at].entry
    assert entry is not None
    if entry.words[0].startswith("encounter") and not _is_of_arms(sentence, act):
        return False  # "an encounter with fans"
    if effect == "clash" and entry.form != "noun":
        return not act.roles.patients or bool(_armed(act.roles.patients))  # nobody is fought who fights a fire
    if effect not in _QUIET:
        return True
    if modality == "attempted" or (modality == "planned" and effect not in _PLANNABLE):
        return False
    if _is_loose(sentence, act, entry.form):
        return False
    doers = act.roles.agents
    if effect == "consult":
        several = acts.joined(act.row, doers, act.roles.start)[1:]
        return _is_official(sentence, doers) and (bool(several) or _is_official(sentence, people))
    if entry.words[0].startswith("controll"):
        return bool(doers and act.roles.patients) and not act.roles.is_passive
    if effect == "protest":
        return _is_crowd(doers) and not (entry.words[0].startswith("demonstrat") and bool(act.roles.patients))
    if effect == "release":
        return any(f.noun.kind or f.noun.is_name for f in people) and not _is_discharge(sentence, act)
    if effect == "retreat" and not act.roles.is_passive:
        return any(acts.is_actor(sentence, f) for f in doers)
    if effect == "mobilize" and len(entry.words) == 1 and not act.is_whole:
        return any(_is_soldierly(sentence, f) for f in (*doers, *act.roles.patients))
    return True


def _is_of_arms(sentence: Sentence, act: Act) -> bool:
    """Whether a meeting is one in arms: with soldiers or rebels, and where it is a verb, of soldiers or rebels too."""
    entry, sides = act.row[act.at].entry, (act.roles.agents, act.roles.patients)
    armed = [any(_is_soldierly(sentence, f) for f in side) for side in sides]
    return all(armed) if entry is not None and entry.form != "noun" else any(armed)


def _is_soldierly(sentence: Sentence, filler: Filler) -> bool:
    kinds = (filler.noun.kind, filler.inner.kind)
    words = {t.low for t in sentence.tokens[filler.first : filler.last]}
    return any(kind in _SOLDIERLY for kind in kinds) or not tables.cues("troops").isdisjoint(words)


def _is_loose(sentence: Sentence, act: Act, form: str) -> bool:
    """A bare form that no verb governs ("a free vote") or that a preposition makes a purpose ("a plan for holding talks")."""
    before = act.row[act.roles.start - 1] if act.roles.start else None
    if form == "base":
        governed = act.roles.start < act.at or (before is not None and before.kind in "pm")
        return not governed and not any(f.noun.is_plural or f.noun.kind == "group" for f in act.roles.agents)
    if form == "ing" and before is not None and before.kind in "pb":
        return sentence.tokens[before.first].low not in _AFTER_ING
    return False


def _is_crowd(doers: Sequence[Filler]) -> bool:
    return any(f.noun.kind is not None or (f.noun.is_name and not f.noun.determiner) for f in doers)


def _is_discharge(sentence: Sentence, act: Act) -> bool:
    """ "Released from hospital", "released on bail": no retreat of anybody."""
    after = {t.low for t in sentence.tokens[act.row[act.at].last : act.row[act.at].last + 8]}
    return not tables.cues("discharge").isdisjoint(after)


def _is_official(sentence: Sentence, fillers: Sequence[Filler]) -> bool:
    """Whether some phrase names people who meet in office."""
    words = {t.low for f in fillers for t in sentence.tokens[f.first : f.last]}
    return not words.isdisjoint(tables.cues("official"))


def sides(sentence: Sentence, parts: roles.Roles) -> tuple[Filler, ...]:
    """Who faces the doer of an act: those of its people who act in politics."""
    return tuple(f for f in parts.patients if acts.is_actor(sentence, f))


def fighters(sentence: Sentence, act: Act) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """The two sides of "A and B clashed", "A clashed with B"."""
    told = act.roles
    doers = acts.joined(act.row, told.agents, told.start)
    met = (*_armed(told.patients), *_met(sentence, act))
    return (doers, met) if met else (doers[:1], doers[1:])


def _armed(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    return tuple(f for f in fillers if f.noun.kind is not None or f.noun.is_name)


def _met(sentence: Sentence, act: Act) -> tuple[Filler, ...]:
    """Whom those who clash clash with."""
    row = act.row
    for at in range(act.at + 1, min(len(row) - 1, act.at + _NEAR)):
        if row[at].kind == "p" and sentence.tokens[row[at].first].low in _FACING and row[at + 1].kind in "nq":
            return _armed(lists.joined_right(sentence, row, at + 1))
        if row[at].kind in _OTHER_CLAUSE:
            break
    return ()
