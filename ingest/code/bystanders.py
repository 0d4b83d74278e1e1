"""Whether an organisation that is named in the sentence of a deed only stands by: it speaks of it, suffered it, condemns it, or
says whose somebody is. Not for who did it."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.code import tables
from ingest.code.mentions import Mention
from ingest.code.organisations import Organisation
from ingest.code.phrases import Filler
from ingest.code.sentences import Token

_HANGING = 6
"""Tokens after a phrase in which a name may still belong to it: "the candidate for the party"."""
_ASIDE = 14
"""Tokens of what is said of somebody between commas."""
_VERBS = frozenset(("be", "have", "say", "modal", "relative"))
_AROUND = 4
"""Tokens beside a name that say how it stands to the deed."""
_REACH = 9
"""Tokens after a name within which its verb stands."""
_DENYING = frozenset(("no", "not", "n't", "never", "nor", "neither"))
_FACING = frozenset(("against", "with", "fighting", "from"))
_BRACKETS = {"(": ")", "[": "]"}
_BETWEEN = frozenset(("adverb", "be", "have", "time"))
_OFFICES = frozenset(("authorities", "government", "administration", "leadership"))
"""Whose word it is: "the Taliban authorities said"."""
_STANDING_BACK = tables.cues("standing_back")


def stands_by(one: Organisation, mention: Mention) -> bool:
    """Whether an organisation only stands by the deed of a mention in its sentence."""
    return suffers(one, mention) or _speaks(one, mention) or _is_aside(one) or _stands_back(one)


def _speaks(one: Organisation, mention: Mention) -> bool:
    """Whether it is only the source of what is told: "the M-19 accused the army of the murder"."""
    return any(source.start <= one.start < source.end for source in mention.sources)


def _is_aside(one: Organisation) -> bool:
    """ "The group bears no responsibility", "a candidate of the group", "the group's secretary": it is said not to have done
    it, or only says whose somebody is."""
    tokens, people = one.sentence.tokens, tables.people()
    first = (
        one.first - 2 if one.first > 1 and tokens[one.first - 1].text in _BRACKETS else one.first
    )  # "the MIR [Movement …]"
    before, after = tokens[max(0, first - _AROUND) : first], tokens[one.last : one.last + _AROUND]
    if any(t.low in _DENYING for t in (*before, *after)):
        return True
    beside = [*after[:1], *(t for t, link in pairwise(before) if link.low in ("of", "for"))]
    return any(t.low in people and people[t.low].kind == "civilian" for t in beside)


def _stands_back(one: Organisation) -> bool:
    """ "The group condemned the attack", "areas under the group's control": what follows its name is no deed."""
    word = _what_follows(one.sentence.tokens, one.last)
    return word is not None and (word.kind == "say" or word.low in _STANDING_BACK)


def _what_follows(tokens: Sequence[Token], at: int) -> Token | None:
    """The first word that says something of a name: past its acronym in brackets, its people, offices, adverbs, auxiliaries."""
    people, end = tables.people(), min(len(tokens), at + _REACH)
    while at < end:
        token = tokens[at]
        if token.text in _BRACKETS:
            at = next((n for n in range(at, end) if tokens[n].text == _BRACKETS[token.text]), end) + 1
        elif token.kind in _BETWEEN or token.low in people or token.low in _OFFICES or token.low in ("'s", '"'):
            at += 1
        else:
            return token
    return None


def suffers(one: Organisation, mention: Mention) -> bool:
    """Whether it, or one of its own, suffered the deed."""
    fillers = (*mention.victims, *mention.targets, *mention.opponents)
    before = one.sentence.tokens[max(0, one.first - 3) : one.first]
    if any(t.low in _FACING for t in before):
        return True
    return any(_hangs_on(one, f) for f in fillers)


def _hangs_on(one: Organisation, filler: Filler) -> bool:
    """ "The candidate for the party", "Ana Vega, a deputy and a former member of the party (…)": it says whose they are."""
    if not filler.first <= one.first or _by(one, filler.last):
        return False
    between = one.sentence.tokens[filler.last : one.first]
    is_aside = len(between) < _ASIDE and between[:1] and between[0].text == "," and not any(map(_tells, between))
    return one.first < filler.last + _HANGING or bool(is_aside)


def _tells(token: Token) -> bool:
    """Whether a word begins a clause of its own."""
    return token.kind in _VERBS or (not token.kind and bool(token.word.entries))


def _by(one: Organisation, start: int) -> bool:
    return any(t.low == "by" for t in one.sentence.tokens[start : one.first])
