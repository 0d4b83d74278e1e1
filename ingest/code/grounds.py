"""Whether a mention is enough in a text about something else: a shop, a game, a recipe. Not for texts about violence."""

from ingest.code.mentions import Mention
from ingest.code.phrases import Filler

_ARMED = frozenset(("military", "police", "militant", "group"))
_PEOPLE = _ARMED | {"person", "civilian"}
_VIOLENT = frozenset(
    ("death", "killnoun", "shot", "harm", "attack", "attackverb", "bomb", "injury", "abduct", "detain", "displace")
)
"""Effects that somebody has on somebody; to die, and to be dead, needs a weapon beside it."""
_CRIMES = frozenset(("assassinate", "execute", "firearms", "abduct"))
"""Modes of a deed that is no figure of speech where somebody suffered it by name."""


def is_grounded(mention: Mention) -> bool:
    """Somebody armed did it, or people did or suffered it that are called people: a name or a pronoun may be a brand's."""
    if "act" in mention.effects:
        return True  # its doers are looked at where it is read
    if any(_is(filler, _ARMED) for filler in (*mention.agents, *mention.opponents)) or _is_crime(mention):
        return True
    if mention.family in ("violence", "abduct", "detain", "displace"):
        is_violent = not _VIOLENT.isdisjoint(mention.effects) or bool(mention.weapons)
        return is_violent and any(_is(filler, _PEOPLE) for filler in mention.victims)
    return mention.family in ("protest", "consult") and any(_is(filler, _PEOPLE) for filler in mention.agents)


def _is_crime(mention: Mention) -> bool:
    """ "The murder of Ana Ruiz", "Ana Ruiz was kidnapped": a crime, and the full name of whom it befell."""
    if "killnoun" not in mention.effects and (mention.mode not in _CRIMES or mention.effects <= {"attack", "bomb"}):
        return False
    return any(f.noun.is_name and f.last - f.first > 1 for f in mention.victims)


def _is(filler: Filler, kinds: frozenset[str]) -> bool:
    return filler.noun.kind in kinds or filler.inner.kind in kinds
