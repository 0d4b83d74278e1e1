"""Which phrases of a story's mentions fill one of its roles. Not for what they name."""

from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.story import Story

_GATHERED = frozenset(("victims", "targets"))
Party = tuple[Mention, Filler]
"""A phrase, and the mention whose sentence it stands in."""


def fillers(story: Story, role: str) -> list[Party]:
    """The fillers of a role from the mention that tells the story best and, while none is named, from the others; victims and
    targets are gathered from all of them."""
    found: list[Party] = []
    for mention in story.mentions:
        own: tuple[Filler, ...] = getattr(mention, role)
        found += [(mention, filler) for filler in own if not _is_nobody(filler)]
        if found and role not in _GATHERED:
            break
    return found


def _is_nobody(filler: Filler) -> bool:
    """ "No one was hurt"."""
    quantity = filler.noun.quantity
    return quantity is not None and quantity.best == 0
