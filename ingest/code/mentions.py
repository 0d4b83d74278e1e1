"""What a mention is: an event as one sentence tells it. Not for finding mentions (`ingest.code.reading`), nor for what several
sentences say about one event (`ingest.code.merge`)."""

from typing import NamedTuple

from ingest.code.attribution import Source
from ingest.code.casualties import Count
from ingest.code.claims import Modality
from ingest.code.locations import Location
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.code.weapons import Weapon
from ingest.dates import DateSpan

_FAMILY_EFFECTS = {
    "violence": "death die dead burial deathnoun killnoun bodies body lives injury injurynoun suicide shot harm attackverb attack"
    " clash bomb device",
    "abduct": "abduct abductnoun", "detain": "detain detainnoun", "capture": "capture", "seize": "seize",
    "displace": "displace", "destroy": "destroy", "damage": "damage", "rob": "rob", "mobilize": "mobilize mobilizenoun",
    "retreat": "retreat", "release": "release", "restrict": "restrict restrictnoun", "consult": "consult",
    "threat": "threat threatnoun", "protest": "protest protestnoun",
}  # fmt: skip
FAMILIES = {effect: family for family, effects in _FAMILY_EFFECTS.items() for effect in effects.split()}
FAMILIES["act"] = ""
"""Effect of a trigger to the kind of event it belongs to; that of an act is its event type's."""
DEATHS = frozenset(("death", "die", "dead", "burial", "deathnoun", "killnoun", "bodies", "body", "lives", "suicide"))
DYING = frozenset(("die", "dead"))
TARGETS = frozenset(("attack", "attackverb", "bomb", "device", "damage", "destroy", "seize", "rob", "capture"))


class Mention(NamedTuple):
    """An event as one sentence tells it. Counts hold the phrase they were read from (token numbers of the sentence);
    `[start, end)` are the characters that tell it. `is_part`: some of a number told before ("among those killed");
    `is_further`: besides what was told before ("another 20"); `is_toll`: a running total; `is_bare`: says only that there
    was such an event; `is_vague`: what it was done to is nothing that people attack ("an attack on the record");
    `is_deed`: a verb tells that it was done, and to whom or what; `names_those_of`: only names the people of
    the deed that this trigger tells; `is_old`: its toll is one that another took the place of; `rivals`: other tolls of the same
    dead in the sentence; `is_timeless`: its toll is of more than one day or of another, and no day is told."""

    sentence: Sentence
    family: str
    event_type: str
    mode: str
    effects: frozenset[str]
    modality: Modality
    deaths: tuple[Count, ...]
    injured: tuple[Count, ...]
    struck: tuple[Count, ...]
    detained: tuple[Count, ...]
    abducted: tuple[Count, ...]
    displaced: tuple[Count, ...]
    agents: tuple[Filler, ...]
    opponents: tuple[Filler, ...]
    victims: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    day: DateSpan | None
    place: Location | None
    sources: tuple[Source, ...]
    is_part: bool
    is_further: bool
    is_toll: bool
    is_bare: bool
    start: int
    end: int
    trigger: tuple[int, int]
    weapons: tuple[Weapon, ...] = ()
    same_day: tuple[int, int] | None = None
    is_echo: bool = False
    is_vague: bool = False
    is_deed: bool = False
    mode_span: tuple[int, int] | None = None
    names_those_of: tuple[int, int] | None = None
    is_old: bool = False
    is_timeless: bool = False
    rivals: tuple[tuple[Count, ...], ...] = ()
