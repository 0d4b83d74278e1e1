"""Which phrases of a story's mentions fill one of its roles. Not for what they name."""

from ingest.code.mentions import Mention
from ingest.code.merge import Story
from ingest.code.phrases import Filler

Party = tuple[Mention, Filler]
"""A phrase, and the mention whose sentence it stands in."""


def fillers(story: Story, role: str) -> list[Party]:
    """The fillers of a role from the mention that tells the story best and, while none is named, from the others; victims
    nobody counted are gathered from all of them."""
    found: list[Party] = []
    for mention in story.mentions:
        fillers: tuple[Filler, ...] = getattr(mention, role)
        found += [(mention, filler) for filler in fillers]
        if found and (role != "victims" or (story.deaths is not None and story.deaths.best is not None)):
            break
    return found
