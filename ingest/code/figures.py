"""Several tolls of one event in one text: which one it goes by, and which others `low` and `high` span. Not for reading one.

It goes by the toll told first. A later one takes its place where it is told as newer ("the toll rose to 17"), where the first
was open ("at least 40") or from the same source, and the later is higher. What those who did it claim takes no place but
that of nothing, nor does what was told before ("an earlier toll of 12")."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from ingest.code import casualties, tables
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence, Token
from ingest.code.story import Story

_OLD = tables.cues("earlier_figure")
_NEWER = tables.cues("newer_figure")
_FAR_APART = 2
"""How many times an open toll ("at least 13") another source's must be to be no later count of the same."""
_PUTTING = frozenset(("put", "gave", "given", "set"))
_SPEAKING = frozenset(("spoke", "spoken", "speaks"))
_ESTIMATES = frozenset(("estimate", "estimates", "toll", "tally", "count", "figure"))
_GIVING = _PUTTING | {"provide", "provided", "cited", "reported", "estimated", "estimates", "revised", "counted"}
_LIMITING = frozenset(("up", "many", "most", "fewer", "less", "under"))
_ONLY = frozenset(("only", "just"))
_ANYBODY = frozenset(("people", "persons", "civilians", "victims"))
_CONTRAST = re.compile(r"\b(?:but|only|however|while|whereas|although|though|lower|just|disput\w+|differ\w*)\b")
_JOINED = re.compile(r"\b(?:but|while|whereas|although|though)\b|;")


class Told(NamedTuple):
    """A toll and the mention whose sentence gives it."""

    mention: Mention
    toll: Quantity


def is_old(sentence: Sentence, at: int) -> bool:
    """Whether the trigger at token `at` tells a figure that another took the place of: "had earlier reported 21 deaths"."""
    tokens = sentence.tokens
    return any(tokens[n].low in _OLD and _is_told(tokens[n + 1]) for n in range(max(0, at - 12), at))


def is_estimate(mention: Mention) -> bool:
    """ "The ministry put the toll at 30", "gave a worse estimate of 89 dead": another figure of the same dead."""
    words = mention.sentence.lows
    return (
        bool(mention.deaths) and (mention.is_toll or not words.isdisjoint(_ESTIMATES)) and not words.isdisjoint(_GIVING)
    )


def plays_down(mention: Mention, told: Quantity | None) -> bool:
    """ "The rebels said only eight civilians were killed": fewer of the same dead, as a source would have it."""
    fresh = casualties.total(mention.deaths)
    if fresh is None or told is None or fresh.value >= told.value or not mention.sources:
        return False
    first = mention.deaths[0].first
    return any(t.low in _ONLY for t in mention.sentence.tokens[max(0, first - 1) : first + 1])


def _is_told(token: Token) -> bool:
    return token.kind == "say" or token.low in _PUTTING or token.low.endswith(("toll", "figure", "count", "tally"))


def overrules(lead: Mention, mention: Mention, told: Quantity, fresh: Quantity) -> bool:
    """Whether a story goes by the toll of a later mention from now on."""
    if fresh.best is None or mention.is_further or (mention.is_part and told.low > 0):
        return False
    if told.best is None:
        return True  # "kill several insurgents … initial reports indicate 13 were killed"
    if mention.is_old:
        return False
    if yields(lead, mention):
        return True
    if fresh.best <= told.best or (_had_been_told(mention) and _has_other_source(lead, mention)):
        return False
    if mention.modality == "claimed" and lead.modality != "claimed":
        return False
    return told.high is None or _is_newer(mention) or not _is_contested(lead, mention, min(told.best, fresh.best))


def is_doubtful(story: Story, mention: Mention) -> bool:
    """ "At least 13 were killed, police said. Media reported that 37 were killed": at least twice as many by another source than
    any that tells the first figure, or by an estimate of a war; not where the toll is said to have risen."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or told.best is None or fresh.best is None or _is_newer(mention):
        return False
    if told.best < 2 or fresh.best < _FAR_APART * told.best:
        return False
    if mention.is_timeless and is_estimate(mention):
        return True
    return any(_gives(m, told.best) and _is_contested(m, mention, told.best) for m in story.mentions)


def _gives(mention: Mention, number: int) -> bool:
    told = casualties.total(mention.deaths)
    return told is not None and told.best == number


def _had_been_told(mention: Mention) -> bool:
    """ "The government had put the toll at 300": before the figure that the text goes by."""
    tokens = mention.sentence.tokens
    return any(a.low == "had" and _is_told(b) for a, b in pairwise(tokens))


def yields(lead: Mention, mention: Mention) -> bool:
    """Whether a toll is an earlier one, or one that the doers claim beside another's."""
    return lead.is_old or (lead.modality == "claimed" and mention.modality != "claimed")


def replaces(mention: Mention, told: Quantity) -> bool:
    """Whether a higher toll is one of all whom a lower one counted: told as newer, or after an open one ("at least 40")."""
    return told.value > 1 and told.best is not None and (told.high is None or mention.is_toll)


def _is_newer(mention: Mention) -> bool:
    return not _NEWER.isdisjoint(mention.sentence.cue_words)


def _is_contested(lead: Mention, mention: Mention, least: int) -> bool:
    """Whether two sources count the same people, more than one, each in its own way."""
    return least > 1 and _has_other_source(lead, mention) and _alike(lead, mention)


def _has_other_source(lead: Mention, mention: Mention) -> bool:
    """Whether both say according to whom, and it is not the same."""
    first, second = _sources(lead), _sources(mention)
    return bool(first and second) and first.isdisjoint(second) and not mention.is_echo


def _sources(mention: Mention) -> set[str]:
    return {source.text.casefold() for source in mention.sources}


def rivals(sentence: Sentence, first: Mention, second: Mention) -> bool:
    """Whether two counts of one sentence are tolls of the same dead: "officials put the toll at 12, while residents say 30
    people died", "at least 22 people were killed, updating an earlier toll of 12"."""
    if not (first.deaths and second.deaths) or first.deaths == second.deaths:
        return False
    if first.is_old != second.is_old:
        return True
    between = sentence.document[first.trigger[1] : second.trigger[0]]
    said = sum(t.kind == "say" or t.low in _PUTTING or t.low in _SPEAKING for t in sentence.tokens)
    return said > 1 and bool(_JOINED.search(between)) and (first.is_toll or second.is_toll or _alike(first, second))


def _alike(first: Mention, second: Mention) -> bool:
    """Whether two mentions count people by the same word, or one of them by none that tells."""
    heads = [_heads(m) - _ANYBODY for m in (first, second)]
    return not (heads[0] and heads[1]) or bool(heads[0] & heads[1])


def _heads(mention: Mention) -> set[str]:
    """The words for those who are counted: of "43 people, including nine children" the people."""
    people = [f for f in mention.victims if f.noun.kind != "number"]
    counted = {count.first for count in mention.deaths}
    return {f.noun.head for f in people if f.first in counted} or {f.noun.head for f in people}


def spanned(story: Story) -> tuple[Told, ...]:
    """The toll a story goes by, and the others told of the same dead."""
    lead = story.toll
    best = casualties.total(lead.deaths)
    if best is None:
        return ()
    others = [m for m in story.mentions if m.deaths and m.deaths != lead.deaths and _is_of_all(lead, m, best)]
    found = [Told(m, t) for m in others if (t := casualties.total(m.deaths)) is not None and t.best is not None]
    found += [Told(m, t) for m in story.mentions if (t := casualties.total(m.deaths)) and _is_most(m, t, best)]
    return (Told(lead, best), *found, *(r for m in story.mentions for r in _beside(m)))


def _is_most(mention: Mention, toll: Quantity, best: Quantity) -> bool:
    """ "As many as 50", beside the 28 that a story goes by: no more than the most that is told; not "50 killed or wounded"."""
    spans = (mention.sentence.tokens[c.quantity.first : c.quantity.last] for c in mention.deaths)
    if not any(token.low in _LIMITING for span in spans for token in span):
        return False
    return toll.best is None and toll.high is not None and best.best is not None and toll.high > best.best


def _beside(mention: Mention) -> Iterable[Told]:
    totals = (casualties.total(counts) for counts in mention.rivals)
    return (Told(mention, toll) for toll in totals if toll is not None and toll.best is not None)


def _is_of_all(lead: Mention, mention: Mention, best: Quantity) -> bool:
    """Whether a mention's figure is of all the dead, and not of some whom a sentence tells by themselves."""
    if mention.is_part or mention.is_further or best.value == 0:
        return False
    fresh = casualties.total(mention.deaths)
    if fresh is not None and fresh.value == 0:
        return False
    if mention.is_old or mention.is_toll:
        return True
    if fresh is not None and fresh.best == best.best and fresh.high is None:
        return True  # "100 killed", and then "at least 100"
    if fresh is not None and fresh.value > best.value and mention.modality == "claimed":
        return True
    if fresh is None or not _is_contested(lead, mention, min(fresh.value, best.value)):
        return False
    return fresh.value > best.value or bool(_CONTRAST.search(mention.sentence.low))


def lowest(tolls: Iterable[Told]) -> Told:
    """The toll that is least; what only says a most ("up to 50") says no least beside another."""
    return min(tolls, key=lambda told: (told.toll.best is None and told.toll.high is not None, told.toll.low))


def highest(tolls: Iterable[Told]) -> Told:
    """The toll that reaches furthest; open ones reach further than others of the same number."""
    return max(tolls, key=lambda told: (told.toll.high or told.toll.value, told.toll.high is None))
