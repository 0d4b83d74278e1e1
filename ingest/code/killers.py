"""The death of those who killed: "killed four before being shot dead", "the gunman was killed", "then himself". Which of the dead
they are, and where another sentence tells of them. Not for who did it (`ingest.code.culprits`)."""

import re
from collections.abc import Sequence

from ingest.code import tables
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_HIM = frozenset(("him", "her"))
_PERSONAL = _HIM | {"he", "she"}
_SUICIDE, _DYING = frozenset(("suicide",)), frozenset(("die", "dead", "shot"))
_MURDER_SUICIDE = re.compile(r"(?<!attempted )\bmurder[-–/ ]{1,3}suicide\b", re.IGNORECASE)


def are_of(sentence: Sentence, count: Count) -> bool:
    """Whether a count is of who did it: "… and himself", "the gunman was also killed"."""
    return count.kind == "self" or sentence.tokens[count.last - 1].low in tables.cues("doer")


def is_one_of(mention: Mention) -> bool:
    """ "The gunman was killed by police": nobody but one who did it is counted."""
    return all(count.quantity.best == 1 and are_of(mention.sentence, count) for count in mention.deaths)


def dies_after(sentence: Sentence, row: Sequence[Chunk], at: int) -> bool:
    """ "(Killed eight) before being shot dead by police": the one of whom the sentence told before."""
    words = [sentence.tokens[chunk.first].low for chunk in row[max(0, at - 2) : at]]
    return words == ["before", "being"]


def marked(mention: Mention, draft: Mention) -> Mention:
    """ "Stabbed to death by a man, who was then shot dead", "killed four before police shot him": the dead of the second deed who
    did the first. Where nobody did it, "he had died of a heart attack" tells of the same dead."""
    if draft.effects == _SUICIDE and mention.effects <= _DYING and not mention.agents:
        return draft._replace(deaths=())  # "he fatally turned the gun on himself"
    tokens, doers = mention.sentence.tokens, {filler.first for filler in mention.agents}
    of_him = {c for c in draft.deaths if tokens[c.last - 1].low in _PERSONAL and mention.deaths}
    deaths = tuple(
        c._replace(kind="self") if c.first in doers or c in of_him else c
        for c in draft.deaths
        if doers or c not in of_him
    )
    return draft._replace(deaths=deaths) if deaths != draft.deaths else draft


def victims_of(mention: Mention) -> list[Count]:
    """The dead of a mention but those who did it ("… before police shot him dead")."""
    sentence = mention.sentence
    return [c for c in mention.deaths if not are_of(sentence, c) and sentence.tokens[c.last - 1].low not in _HIM]


def told_apart(story: Story) -> tuple[int, int] | None:
    """The words by which another sentence than that of the toll tells that the one who killed died too ("… He then shot himself
    dead", "the gunman was killed by police"), or that it was a murder-suicide of one dead."""
    lead = story.toll
    if any(are_of(lead.sentence, count) for count in lead.deaths):
        return None
    is_done = lead.agents and any(map(_harms_another, story.mentions))
    for mention in story.mentions if is_done else ():
        for count in mention.deaths if mention.sentence is not lead.sentence else ():
            if are_of(mention.sentence, count) and count.quantity.best == 1:
                tokens = mention.sentence.tokens
                return tokens[count.first].start, tokens[count.last - 1].end
    return _by_own_hand(story)


def _harms_another(mention: Mention) -> bool:
    """Whether it is told whom somebody killed, shot or hurt but himself; not "a man died after accidentally shooting himself", "a
    boy is dead after the child shot himself"."""
    killed = () if mention.effects <= _DYING else mention.deaths
    return any(not are_of(mention.sentence, c) for c in (*killed, *mention.struck, *mention.injured))


def _by_own_hand(story: Story) -> tuple[int, int] | None:
    """ "A woman was killed in a murder-suicide": her killer died with her."""
    dead = story.deaths
    if dead is None or dead.best != 1:
        return None
    told = (_MURDER_SUICIDE.search(m.sentence.document, m.sentence.start, m.sentence.end) for m in story.mentions)
    return next((found.span() for found in told if found is not None), None)
