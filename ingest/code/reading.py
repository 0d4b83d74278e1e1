"""What one sentence reports: its triggers read together into mentions of events, with weapons, source and shares.

Not for what several sentences say about one event: that is `ingest.code.merge`."""

import re
from collections.abc import Sequence
from datetime import date

from ingest.code import (
    acts,
    airpower,
    attribution,
    chunks,
    drafts,
    flight,
    joining,
    placing,
    portions,
    reckoning,
    relevance,
    roles,
    shares,
    triggers,
    weapons,
)
from ingest.code.chunks import Chunk
from ingest.code.company import Company
from ingest.code.mentions import FAMILIES, Mention
from ingest.code.relevance import Topic
from ingest.code.sentences import Sentence, Token

_PLACES = ("village", "town", "city", "hamlet", "camp")
_THAT_PLACE = re.compile(
    rf"\b(?:in|of|at|near|outside|around)\s{{1,3}}the\s{{1,3}}(?:{'|'.join(_PLACES)})\b(?!\s{{1,3}}of)",
    re.IGNORECASE,
)
_STRIKES = re.compile(r"str(?:ik|uck)", re.IGNORECASE)
_WITH = 60
"""Characters around a mention's own words in which a weapon is still its weapon."""


def read(sentence: Sentence, company: Company, anchor: date | None, topic: Topic) -> tuple[Mention, ...]:
    """The mentions of a sentence of a text on this topic; none where its violent words are not meant."""
    low = sentence.low
    words = sentence.cue_words
    may_act = acts.may_tell(words)
    if not (may_act or triggers.may_tell(words)):
        return ()
    tone = relevance.tone(low, words, topic)
    if tone.is_imagined or tone.is_memory or tone.is_tally or (tone.is_accident and not may_act):
        return ()
    may_act = may_act and acts.stands(sentence)
    if not (may_act or _holds_trigger(sentence)):
        return ()
    row = chunks.read(sentence)
    done = tuple(acts.find(sentence, row)) if may_act else ()
    if not done and not any(chunk.kind == "t" for chunk in row):
        return ()
    places = placing.find(sentence, company)
    days = sentence.dates(anchor)
    acts_told = _in_order(sentence, row, done)
    told = [m for one in acts_told if (m := drafts.draft(sentence, one, places, days, topic.is_accident))]
    if tone.is_accident:
        told = [m for m in told if m.family == "protest"]  # "blocked the gates of a chemical plant"
    if not told:
        return ()
    sources = attribution.find(sentence, row)
    found = sorted(joining.facing(sentence, joining.grouped(sentence, told)), key=flight.is_flight)
    if tone.is_footage:
        found = [m for m in found if m.deaths and m.deaths[0].quantity.best is not None]
    if tone.is_dispute:
        found = [m for m in found if m.family != "violence" or m.deaths or m.injured or m.struck]
    if tone.is_labour or any(m.mode == "strike" for m in found):
        found = [m for m in found if not _STRIKES.match(sentence.document, *m.trigger)]
    echo = attribution.is_echo(sentence, row)
    whole = [
        reckoning.marked(_armed(airpower.bombarded(m._replace(sources=sources, is_echo=echo)), found)) for m in found
    ]
    parts = shares.find(sentence, row, places, days)
    return (
        *(portions.in_its_place(sentence, m, parts, places) for m in whole),
        *portions.shared_out(sentence, whole, parts),
    )


def _holds_trigger(sentence: Sentence) -> bool:
    """Whether a trigger of some event stands anywhere in a sentence, be it as part of something else."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        found = triggers.find_at(tokens, at) if token.word.entries else None
        if found is not None and found.entry.effect in FAMILIES:
            return True
    return False


def _in_order(sentence: Sentence, row: Sequence[Chunk], done: Sequence[acts.Act]) -> list[acts.Act]:
    """The acts of a sentence and the triggers that stand by themselves, not as an act's verb."""
    verbs = {act.row[act.at].first for act in done}
    single = [at for at, chunk in enumerate(row) if chunk.kind == "t" and chunk.first not in verbs]
    told = [acts.Act(row, at, roles.find(sentence, row, at)) for at in single]
    return sorted((*told, *done), key=lambda act: act.row[act.at].first)


def points_back(mention: Mention) -> bool:
    """Whether a mention without a place says "in the village": the one named before."""
    sentence = mention.sentence

    if mention.place is not None or sentence.cue_words.isdisjoint(_PLACES):
        return False
    return bool(_THAT_PLACE.search(sentence.document, sentence.start, sentence.end))


def _is_own(token: Token, mention: Mention, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a word is of what tells the mention, or near it and of no other's telling."""
    if mention.start <= token.start and token.end <= mention.end:
        return True
    is_near = mention.start - _WITH <= token.start and token.end <= mention.end + _WITH
    return is_near and not any(start <= token.start < end for start, end in others)


def _is_of_place(token: Token, mention: Mention) -> bool:
    """ "A shootout in Tank": a word of a place's name."""
    return mention.place is not None and mention.place.start <= token.start < mention.place.end


def _armed(mention: Mention, beside: Sequence[Mention]) -> Mention:
    """The weapons of the mention's own words, and no other's; they give violence a mode where its triggers do not."""
    if mention.family not in ("violence", "damage", "destroy") or not weapons.may_name(mention.sentence.lows):
        return mention
    others = [(m.start, m.end) for m in beside if m.family == mention.family and m.trigger != mention.trigger]
    own = [t for t in mention.sentence.tokens if _is_own(t, mention, others) and not _is_of_place(t, mention)]
    found = weapons.find(own)
    if not found:
        return mention
    mode = joining.stronger(mention.mode, joining.strongest(w.mode for w in found))
    if (
        mention.mode in ("assassinate", "execute", "destroy")
        or airpower.is_bombardment(mention)
        or mention.family == "destroy"
    ):
        mode = mention.mode
    span = next(((w.start, w.end) for w in found if w.mode == mode), None)
    return mention._replace(mode=mode, mode_span=mention.mode_span or span, weapons=found)
