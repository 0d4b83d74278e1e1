"""Whether words look back to what was told before: "the attack took place in …", "as a result of the blast", "he later died". Not
for which story they look back to: that is `ingest.code.merge`."""

import re
from collections.abc import Iterator, Sequence

from ingest.code import casualties, tables, triggers
from ingest.code.mentions import DYING, Mention
from ingest.code.nouns import Noun
from ingest.code.sentences import Token

_POINTING = frozenset(("the", "this", "that"))
_FRESH = tables.cues("fresh_one")
"""Words by which "the second attack" is another one."""
_ANOTHER = tables.cues("another_one")
_ELSEWHERE = re.compile(
    r"\W*(?:in\s+(?:a\s+(?:separate|different|similar|second|related)|another)\s|separately\b|elsewhere\b|meanwhile\b"
    r"|another\s+(?:\w+\s+){0,2}(?:incident|instance|episode|case)\b)"
)
_HAPPENED = tables.cues("happened")
_AUXILIARY = frozenset(("be", "have", "adverb", "relative"))
_ANOTHER_HOUR = re.compile(
    r"(?:(?:\w+\s)?(?:minutes?|hours?|days?|weeks?)\s(?:later|earlier|after)|in\s(?:response|retaliation|return|revenge)|separately"
    r"|(?:also\s)?(?:on\s)?(?:the|that)\ssame\s(?:day|night|evening|morning|week))\b"
)
_OF_THEM = re.compile(
    r"(?:at\sleast\s)?[\w-]+\sof\s(?:them|those|the\s(?:victims|wounded|injured))\s(?:later\s|have\s|had\s)?"
    r"(?:died|succumbed|(?:was|were)\s(?:later\s)?(?:pronounced|declared)\sdead)\b",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"\bof\s{1,3}(?:the|those)\s{1,3}$")
_CARE = frozenset(("pronounced", "hospital", "hospitals", "hospitalized", "hospitalised", "medical", "scene"))
_HURT = frozenset(("injured", "wounded", "survivors"))
_HURTING = frozenset(("injury", "injurynoun"))
_WOUNDS = _HURT | {"hospital", "hospitals", "trauma", "injuries", "wounds"}
_BETWEEN = 3
"""Words that may stand between "the" and its event noun, and between that and its verb."""


def is_another(mention: Mention) -> bool:
    """ "Another strike killed five", "in a separate attack": besides what was told before."""
    tokens = mention.sentence.tokens
    own = [n for n, t in enumerate(tokens) if mention.start <= t.end and t.start <= mention.end]
    return any(
        triggers.is_event_noun(tokens, n) and not _ANOTHER.isdisjoint(t.low for t in tokens[max(0, n - 2) : n])
        for n in own
    ) or is_elsewhere(mention)


def is_elsewhere(mention: Mention) -> bool:
    """ "In another report from Herat", "separately": a sentence that turns away from what was told just before."""
    return bool(_ELSEWHERE.match(mention.sentence.low))


def is_of_another_hour(mention: Mention) -> bool:
    """ "Hours later, U.S. forces struck …", "in response …": besides what was told before."""
    return bool(_ANOTHER_HOUR.match(mention.sentence.low))


def happened(mention: Mention) -> bool:
    """ "The kidnapping took place on Monday in …": says where, when or how what was told before was done."""
    sentence, tokens = mention.sentence, mention.sentence.tokens
    if sentence.lows.isdisjoint(_HAPPENED):
        return False
    first, last = map(sentence.at, mention.trigger)
    verb = next((t.low for t in tokens[last : last + _BETWEEN] if t.kind not in _AUXILIARY), "")
    return verb in _HAPPENED and _is_definite(tokens, first)


def dies_of_what_was_told(mention: Mention) -> bool:
    """ "He was pronounced dead there", "the teenager died on Friday", "one later died": one of those that were told of before."""
    if not mention.effects <= DYING or mention.is_further or mention.agents:
        return False
    dead = casualties.total(mention.deaths)
    if dead is not None and _OF_THEM.match(mention.sentence.document, mention.sentence.start):
        return True
    if dead is None or dead.best != 1:
        return False
    return all(f.noun.kind == "pronoun" or _is_known(f.noun) for f in mention.victims)


def dies_of_wounds(mention: Mention) -> bool:
    """ "Two of the wounded died", "two more died in hospital": besides the dead of the deed told before, and of that deed."""
    if not (mention.is_further and mention.deaths) or mention.is_toll or not mention.effects <= DYING | _HURTING:
        return False
    return not _WOUNDS.isdisjoint(mention.sentence.lows)


def kills_more(mention: Mention) -> bool:
    """ "(Gunmen killed a chief.) The bandits also killed two others": besides the dead told just before, by the same hands."""
    if not (mention.is_further and mention.deaths) or mention.is_toll or mention.day or mention.place:
        return False
    before = mention.sentence.low[: mention.trigger[0] - mention.sentence.start]
    is_also = bool(mention.agents) or any(word in before for word in (" also ", "they "))
    return is_also and mention.modality == "fact" and not (is_another(mention) or names_a_new_deed(mention))


def is_of_care(mention: Mention) -> bool:
    """Whether a sentence says where somebody was taken, or that he was found to be dead; not that one of the injured died."""
    words = mention.sentence.lows
    return not words.isdisjoint(_CARE) and words.isdisjoint(_HURT)


def _is_known(noun: Noun) -> bool:
    """ "The teenager"."""
    return noun.determiner in _POINTING and not (noun.is_plural or noun.is_name)


def is_of_the_dead(mention: Mention) -> bool:
    """ "Four of those killed were students": who some of the dead were, and not who killed them."""
    return not mention.agents and bool(
        _OF_THE.search(mention.sentence.low, 0, mention.trigger[0] - mention.sentence.start)
    )


def names_the_deed(mention: Mention) -> bool:
    """Whether the words of a mention hold "the blast", "this attack"."""
    return any(_is_definite(mention.sentence.tokens, at) for at in _event_nouns(mention))


def names_a_new_deed(mention: Mention) -> bool:
    """ "In an ambush", "in a suicide bombing": as one of which nothing has been told."""
    return any(_is_indefinite(mention.sentence.tokens, at) for at in _event_nouns(mention))


def _event_nouns(mention: Mention) -> Iterator[int]:
    """The tokens of a mention's own words that are nouns of violence."""
    sentence, tokens = mention.sentence, mention.sentence.tokens
    return (
        at for at in range(sentence.at(mention.start), sentence.at(mention.end)) if triggers.is_event_noun(tokens, at)
    )


def _is_indefinite(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[max(0, at - _BETWEEN) : at]):
        if token.low in ("a", "an"):
            return True
        if token.kind or not token.word.is_word:
            return False
    return False


def _is_definite(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[max(0, at - _BETWEEN) : at]):
        if token.low in _POINTING:
            return True
        if token.kind or token.low in _FRESH or not token.word.is_word or token.low.endswith("iest"):
            return False  # "the deadliest strike" has not been told of
    return False
