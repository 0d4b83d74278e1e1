"""Which organisation stands behind a story: the one its doers are of, the one that claims it, the one that is blamed.

Not for a guess: where no words of the text lead from the deed to an organisation, there is none."""

import re
from collections.abc import Sequence, Set
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import bystanders, casting, charges, tables
from ingest.code.cast import Cast
from ingest.code.casting import Party
from ingest.code.charges import Charge, is_denial
from ingest.code.mentions import Mention
from ingest.code.organisations import Organisation
from ingest.code.phrases import Filler
from ingest.code.story import Story

_BRACKETED = 4
"""Tokens after a phrase in which an acronym or name in brackets still belongs to it."""
_AFTER = 2
"""Sentences after a deed in which a claim or blame is for it."""
_SOON = 2
"""Sentences after a deed in which the organisation of "the rebels" is first named."""
_FAR = 8
"""Sentences around it in which the only claim of a text is."""
_MARKS = re.compile(r"[\s\"“”)\]]{0,6}(?:[(\[][^)\]]{1,40}[)\]])?[\s\"“”)\]]{0,6}")
_OTHERS = frozenset(
    (
        "unidentified",
        "unknown",
        "another",
        "other",
        "different",
        "rival",
        "former",
        "ex",
        "remnants",
        "loyalist",
        "loyalists",
    )
)
"""Says that the doers are not those who were named last."""
_OF_SOMEBODY = ("-led", "-linked", "-affiliated", "-aligned", "-backed")
"""Says whose the doers are, by name."""
_NONSTATE = tables.cues("nonstate_words")
_BODIES = frozenset(("group", "organization", "organisation", "movement", "squad", "gang", "command", "cell"))
_ANYBODY = tables.cues("any_doer")
_OWN = frozenset(("its", "their"))
_SAYING = 7
"""Tokens from a name over "admitted today that" to "its commandos"."""
_ARTICLES = frozenset(("the", "alleged", "suspected", "so-called", "self-styled"))


class Culprit(NamedTuple):
    """An organisation, on what ground it is named, the characters that say so, and those that did it with it, or that are blamed
    beside it."""

    organisation: Organisation
    ground: Literal["named", "meant", "claimed", "accused"]
    start: int
    end: int
    others: tuple[Organisation, ...] = ()


def find(stories: Sequence[Story], cast: Cast) -> tuple[Culprit | None, ...]:
    """The organisation behind each story."""
    if not (cast.named or cast.charges):
        return (None,) * len(stories)
    told = [{m.sentence.number for m in story.mentions} for story in stories]
    deeds = (own for story, own in zip(stories, told, strict=True) if _is_deed(story))
    everywhere = set[int]().union(*deeds)
    return tuple(
        _behind(story, casting.fillers(story, "agents"), cast, everywhere - own)
        for story, own in zip(stories, told, strict=True)
    )


def _behind(story: Story, agents: Sequence[Party], cast: Cast, others: Set[int]) -> Culprit | None:
    """The organisation behind one story; `others` are the sentences that tell only other ones."""
    if (found := _named(agents, cast) or _owner(agents, cast)) or not _is_deed(story):
        return found
    is_open = not agents or any(map(_is_irregular, agents))
    claimed = _charged(story, cast, "claimed", others) if is_open or not _strikes_the_armed(story, agents) else None
    if claimed or (not is_open and any(map(_is_states, agents))):
        return claimed
    return (
        (_beside(story, agents, cast) if is_open else None)
        or _charged(story, cast, "accused", others)
        or (_meant(agents, cast, others) if is_open else None)
    )


def _is_deed(story: Story) -> bool:
    """Violence and robbery, which somebody may claim or be blamed for."""
    return story.lead.event_type == "ASSAULT" or story.lead.mode == "rob"


def _owner(agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """ "The front admitted that its commandos killed …": whose they are says so itself."""
    for mention, filler in agents:
        tokens = mention.sentence.tokens
        if filler.noun.determiner not in _OWN:
            continue
        for one in cast.named:
            between = tokens[one.last : filler.first] if one.sentence is mention.sentence else ()
            if 0 < len(between) <= _SAYING and between[-1].low == "that":
                return Culprit(one, "claimed", one.start, one.end)
    return None


def _strikes_the_armed(story: Story, agents: Sequence[Party]) -> bool:
    """ "Soldiers killed two militants": no group owns up to that."""
    return any(map(_is_states, agents)) and any(f.noun.kind == "militant" for m in story.mentions for f in m.victims)


def _is_irregular(party: Party) -> bool:
    """Whether the doers are armed people of no state, or people of whom nothing is said."""
    _, filler = party
    words = _words(party)
    if not words.isdisjoint(places.demonyms()) and filler.noun.kind != "militant":
        return False  # "an Israeli strike", "Russians"
    return filler.noun.kind in ("militant", "person", "number", "pronoun") or _is_generic(filler, words)


def _is_states(party: Party) -> bool:
    """Whether the doers are a state's: its forces, or "an Israeli strike"."""
    _, filler = party
    if not {filler.noun.kind, filler.inner.kind}.isdisjoint(("military", "police")):
        return True
    words = _words(party)
    return len(words) > 1 and not words.isdisjoint(places.demonyms())


def _words(party: Party) -> set[str]:
    mention, filler = party
    return {t.low for t in mention.sentence.tokens[filler.first : filler.last]}


def _beside(story: Story, agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """The only organisation in the sentence of the deed that did not suffer it; it is accused where it is blamed there, and
    does not only say whose the doers are ("gunmen linked to the group")."""
    for mention in story.mentions:
        if mention.is_bare or is_denial(mention.sentence):
            continue
        here = [o for o in cast.named if o.sentence is mention.sentence and not o.is_state]
        here = [o for o in here if not bystanders.stands_by(o, mention)]
        if len({o.key for o in here}) == 1:
            blamed = None if agents else _blamed(here[0], cast)
            return blamed or Culprit(here[0], "named", here[0].start, here[0].end)
    return None


def _blamed(one: Organisation, cast: Cast) -> Culprit | None:
    """The charge by which a sentence names an organisation, where it only blames it."""
    return next((_culprit(c) for c in cast.charges if one in c.organisations and c.kind == "accused"), None)


def _named(agents: Sequence[Party], cast: Cast) -> Culprit | None:
    """ "FMLN guerrillas", "terrorists of the Popular Front (PF)"; several where each did it ("the ELN and the FARC")."""
    found: dict[str, Organisation] = {}
    for mention, filler in agents:
        for one in cast.named:
            if one.sentence is mention.sentence and (
                _is_inside(one, filler) or any(charges.are_joined(first, one) for first in found.values())
            ):
                found.setdefault(one.key, one)
    if not found:
        return None
    first, *others = found.values()
    return Culprit(first, "named", first.start, first.end, tuple(others))


def _is_inside(one: Organisation, filler: Filler) -> bool:
    if one.last <= filler.first:
        return _touches(one, filler)
    if one.first < filler.first or one.first > filler.last + _BRACKETED:
        return False
    return one.first < filler.last or _in_brackets(one, filler) or _hangs_on(one, filler)


def _touches(one: Organisation, filler: Filler) -> bool:
    """ "The [Popular Liberation Front (FPL)] guerrillas", 'the Shining Path "elimination command"'."""
    return bool(_MARKS.fullmatch(one.sentence.document, one.end, one.sentence.tokens[filler.first].start))


def _hangs_on(one: Organisation, filler: Filler) -> bool:
    """ "A column of Shining Path members": the name begins with what could be a verb."""
    between = one.sentence.tokens[filler.last : one.first]
    return bool(between) and between[0].low == "of" and all(t.low in _ARTICLES for t in between[1:])


def _in_brackets(one: Organisation, filler: Filler) -> bool:
    return one.first > filler.last and one.sentence.tokens[filler.last].text in ("(", "[")


def _meant(agents: Sequence[Party], cast: Cast, others: Set[int]) -> Culprit | None:
    """ "The guerrillas": those of the organisation that the text named last, or names soon after and for no other deed."""
    for mention, filler in agents:
        words = _words((mention, filler))
        if not _is_generic(filler, words) or words & _OTHERS or any(word.endswith(_OF_SOMEBODY) for word in words):
            continue
        if not filler.noun.determiner and filler.noun.head in _ANYBODY:
            continue  # "gunmen attacked a church": some, and not those told of before
        irregular = [o for o in cast.named if not (o.is_state or is_denial(o.sentence) or _suffered(o, mention))]
        before = [o for o in irregular if o.start < mention.end]
        near = before or [
            o
            for o in irregular
            if o.sentence.number - mention.sentence.number <= _SOON and o.sentence.number not in others
        ]
        if near:
            one = before[-1] if before else near[0]
            return _blamed(one, cast) or Culprit(one, "meant", one.start, one.end)
    return None


def _suffered(one: Organisation, mention: Mention) -> bool:
    """ "The guerrillas killed a leader of the movement": theirs is another; not where soldiers fell beside its men ("ten soldiers
    and 30 Red Dawn fighters were killed when the militants attacked")."""
    if {"military", "police"} & (kinds := {f.noun.kind for f in mention.victims}) and "militant" in kinds:
        return False
    return one.sentence is mention.sentence and bystanders.suffers(one, mention)


def _is_generic(filler: Filler, words: set[str]) -> bool:
    if "our" in words or (filler.noun.head in _BODIES and filler.noun.determiner in ("the", "this", "that")):
        return True
    return "militant" in (filler.noun.kind, filler.inner.kind) or not words.isdisjoint(_NONSTATE)


def _charged(story: Story, cast: Cast, kind: str, others: Set[int]) -> Culprit | None:
    """A claim or blame in a sentence of the story, or in one after it that tells no other story; or the only one of the
    text."""
    numbers = [m.sentence.number for m in story.mentions]
    found = [c for c in cast.charges if c.kind == kind and c.sentence.number not in others and _fits(c, story)]
    near = [c for c in found if any(n <= c.sentence.number <= n + _AFTER for n in numbers)]
    near = [c for c in near if not _is_of_another(c, numbers, others)]
    if near:
        return _culprit(min(near, key=lambda c: c.sentence.number not in numbers))
    free = [
        c for c in found if kind == "claimed" or others.isdisjoint(range(c.sentence.number - _AFTER, c.sentence.number))
    ]
    far = [c for c in free if any(abs(c.sentence.number - n) <= _FAR for n in numbers)]
    is_only = len({c.organisations[0].key for c in found}) == 1
    return _culprit(far[0]) if far and is_only else None


def _is_of_another(charge: Charge, own: Sequence[int], others: Set[int]) -> bool:
    """ "(Helicopters bombed a hospital.) Gunmen ambushed a convoy. The army blamed a militia": blame right behind another deed is
    for that one."""
    if charge.kind == "claimed":
        return False
    told = max(n for n in own if n <= charge.sentence.number)
    return any(told < n < charge.sentence.number for n in others)


def _fits(charge: Charge, story: Story) -> bool:
    """Whether a charge can be for a story's deed: nobody claims a kidnapping by claiming a blast."""
    charged = charges.deeds(charge.sentence)
    if not charged or charged & {"attack", "action"}:
        return True
    return bool(charged & set().union(*(charges.deeds(m.sentence) for m in story.mentions)))


def _culprit(charge: Charge) -> Culprit:
    return Culprit(charge.organisations[0], charge.kind, charge.start, charge.end, charge.organisations[1:])
