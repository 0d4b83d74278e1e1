"""Which organisation stands behind a story: the one its doers are of, the one that claims it, the one that is blamed.

Not for a guess: where no words of the text lead from the deed to an organisation, there is none."""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import casting, tables
from ingest.code.cast import Cast, Charge, is_denial
from ingest.code.casting import Party
from ingest.code.mentions import Mention
from ingest.code.organisations import Organisation
from ingest.code.phrases import Filler
from ingest.code.story import Story

_BRACKETED = 4
"""Tokens after a phrase in which an acronym or name in brackets still belongs to it."""
_AFTER = 2
"""Sentences after a deed in which a claim or blame is for it."""
_FAR = 8
"""Sentences around it in which the only claim of a text is."""
_HANGING = 6
"""Tokens after a phrase in which a name may still belong to it: "the candidate for the party"."""
_UNKNOWN = frozenset(("unidentified", "unknown", "another", "other", "different", "rival"))
_OF_SOMEBODY = ("-led", "-linked", "-affiliated", "-aligned", "-backed")
"""Says whose the doers are, by name."""
_NONSTATE = tables.cues("nonstate_words")
_BODIES = frozenset(("group", "organization", "organisation", "movement", "squad", "gang", "command", "cell"))
_AROUND = 4
"""Tokens beside a name that say how it stands to the deed."""
_ARTICLES = frozenset(("the", "alleged", "suspected", "so-called", "self-styled"))
_DENYING = frozenset(("no", "not", "n't", "never", "nor", "neither"))
_FACING = frozenset(("against", "with", "fighting", "from"))


class Culprit(NamedTuple):
    """An organisation, on what ground it is named, and the characters that say so."""

    organisation: Organisation
    ground: Literal["named", "meant", "claimed", "accused"]
    start: int
    end: int


def find(stories: Sequence[Story], cast: Cast) -> tuple[Culprit | None, ...]:
    """The organisation behind each story."""
    if not (cast.named or cast.charges):
        return (None,) * len(stories)
    told = [{m.sentence.number for m in story.mentions} for story in stories]
    everywhere = set[int]().union(*told)
    return tuple(
        _behind(story, casting.fillers(story, "agents"), cast, everywhere - own)
        for story, own in zip(stories, told, strict=True)
    )


def _behind(story: Story, agents: Sequence[Party], cast: Cast, others: Set[int]) -> Culprit | None:
    """The organisation behind one story; `others` are the sentences that tell only other ones."""
    if (found := _named(agents, cast)) or story.lead.event_type != "ASSAULT":
        return found
    if agents and not any(map(_is_irregular, agents)):
        return _charged(story, cast, "claimed", others)
    return (
        _charged(story, cast, "claimed", others)
        or _beside(story, agents, cast)
        or _meant(agents, cast)
        or _charged(story, cast, "accused", others)
    )


def _is_irregular(party: Party) -> bool:
    """Whether the doers are armed people of no state, or people of whom nothing is said."""
    mention, filler = party
    words = {t.low for t in mention.sentence.tokens[filler.first : filler.last]}
    if not words.isdisjoint(places.demonyms()) and filler.noun.kind != "militant":
        return False  # "an Israeli strike", "Russians"
    return filler.noun.kind in ("militant", "person", "number", "pronoun") or _is_generic(filler, words)


def _beside(story: Story, agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """The only organisation in the sentence of the deed that did not suffer it; it is accused where it is blamed there, and
    does not only say whose the doers are ("gunmen linked to the group")."""
    for mention in story.mentions:
        if mention.is_bare or is_denial(mention.sentence):
            continue
        here = [o for o in cast.named if o.sentence is mention.sentence and not o.is_state]
        here = [o for o in here if not (_suffers(o, mention) or _speaks(o, mention) or _is_aside(o))]
        if len({o.key for o in here}) == 1:
            blamed = None if agents else _blamed(here[0], cast)
            return blamed or Culprit(here[0], "named", here[0].start, here[0].end)
    return None


def _blamed(one: Organisation, cast: Cast) -> Culprit | None:
    """The charge by which a sentence names an organisation, where it only blames it."""
    return next((_culprit(c) for c in cast.charges if c.organisation == one and c.kind == "accused"), None)


def _speaks(one: Organisation, mention: Mention) -> bool:
    """Whether it is only the source of what is told: "the M-19 accused the army of the murder"."""
    return any(source.start <= one.start < source.end for source in mention.sources)


def _is_aside(one: Organisation) -> bool:
    """ "The group bears no responsibility", "a candidate of the group", "the group's secretary": it is said not to have done
    it, or only says whose somebody is."""
    tokens, people = one.sentence.tokens, tables.people()
    before, after = tokens[max(0, one.first - _AROUND) : one.first], tokens[one.last : one.last + _AROUND]
    if any(t.low in _DENYING for t in (*before, *after)):
        return True
    beside = [*after[:1], *(t for t, link in pairwise(before) if link.low in ("of", "for"))]
    return any(t.low in people and people[t.low].kind == "civilian" for t in beside)


def _suffers(one: Organisation, mention: Mention) -> bool:
    fillers = (*mention.victims, *mention.targets, *mention.opponents)
    before = one.sentence.tokens[max(0, one.first - 3) : one.first]
    if any(t.low in _FACING for t in before):
        return True
    return any(f.first <= one.first < f.last + _HANGING and not _by(one, f.last) for f in fillers)


def _by(one: Organisation, start: int) -> bool:
    return any(t.low == "by" for t in one.sentence.tokens[start : one.first])


def _named(agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """ "FMLN guerrillas", "terrorists of the Popular Front (PF)"."""
    return next(
        (
            Culprit(one, "named", one.start, one.end)
            for mention, filler in agents
            for one in cast.named
            if one.sentence is mention.sentence and _is_inside(one, filler)
        ),
        None,
    )


def _is_inside(one: Organisation, filler: Filler) -> bool:
    if one.first < filler.first or one.first > filler.last + _BRACKETED:
        return False
    return one.first < filler.last or _in_brackets(one, filler) or _hangs_on(one, filler)


def _hangs_on(one: Organisation, filler: Filler) -> bool:
    """ "A column of Shining Path members": the name begins with what could be a verb."""
    between = one.sentence.tokens[filler.last : one.first]
    return bool(between) and between[0].low == "of" and all(t.low in _ARTICLES for t in between[1:])


def _in_brackets(one: Organisation, filler: Filler) -> bool:
    return one.first > filler.last and one.sentence.tokens[filler.last].text in ("(", "[")


def _meant(agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """ "The guerrillas": those of the organisation that the text named last."""
    for mention, filler in agents:
        words = {t.low for t in mention.sentence.tokens[filler.first : filler.last]}
        if not _is_generic(filler, words) or words & _UNKNOWN or any(word.endswith(_OF_SOMEBODY) for word in words):
            continue
        irregular = [o for o in cast.named if not (o.is_state or is_denial(o.sentence))]
        before = [o for o in irregular if o.start < mention.end]
        if irregular:
            one = before[-1] if before else irregular[0]
            return Culprit(one, "meant", one.start, one.end)
    return None


def _is_generic(filler: Filler, words: set[str]) -> bool:
    if "our" in words or (filler.noun.head in _BODIES and filler.noun.determiner in ("the", "this", "that")):
        return True
    return "militant" in (filler.noun.kind, filler.inner.kind) or not words.isdisjoint(_NONSTATE)


def _charged(story: Story, cast: Cast, kind: str, others: Set[int]) -> Culprit | None:
    """A claim or blame in a sentence of the story, or in one after it that tells no other story; or the only one of the
    text."""
    charges = [c for c in cast.charges if c.kind == kind and c.organisation.sentence.number not in others]
    numbers = [m.sentence.number for m in story.mentions]
    near = [c for c in charges if any(n <= c.organisation.sentence.number <= n + _AFTER for n in numbers)]
    if near:
        return _culprit(near[0])
    far = [c for c in charges if any(abs(c.organisation.sentence.number - n) <= _FAR for n in numbers)]
    is_only = len({c.organisation.key for c in charges}) == 1
    return _culprit(far[0]) if far and is_only else None


def _culprit(charge: Charge) -> Culprit:
    return Culprit(charge.organisation, charge.kind, charge.start, charge.end)
