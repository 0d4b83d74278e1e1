"""How many people one trigger says it befell: of its sufferers, of a toll, of names, or of who did it to himself. Not for reading
a number (`ingest.code.quantities`) nor for adding up those of several triggers."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.code import casualties, killers, portions, quantities, roles, rosters, verbs
from ingest.code.casualties import Count
from ingest.code.chunks import Chunk
from ingest.code.mentions import DEATHS
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_NOMINAL_DEATHS = frozenset(("deathnoun", "bodies", "body", "lives", "killnoun"))
_KILLED = frozenset(("death", "dead"))
_HURT = frozenset(("injury", "injurynoun"))
_WITNESS = frozenset(("i", "he", "she"))
_SEEING = frozenset(("saw", "seen", "counted", "found"))
_INJURIES = ("injuries",)
_CAUSED = frozenset(("deaths", "caused", "causing", "resulted", "resulting", "reported"))
"""Words by which injuries are as many people."""
_BY_OWN_HAND = "self-inflicted"


def befallen(
    sentence: Sentence, row: Sequence[Chunk], at: int, parts: roles.Roles, people: Sequence[Filler]
) -> tuple[Count, ...]:
    """The people whom the trigger chunk `at` befell, counted; nobody where it counts none of its own."""
    entry = row[at].entry
    assert entry is not None
    if entry.effect == "bodies" and _are_seen(sentence, row[at]):
        return ()
    if entry.effect in _NOMINAL_DEATHS and entry.form == "noun":
        return casualties.nominal(sentence, row, at, people)
    if entry.effect in ("abductnoun", "detainnoun") and not parts.patients and (taken := casualties.of_deeds(row, at)):
        return taken
    if entry.effect == "injurynoun" and casualties.is_toll(entry):
        return casualties.nominal(sentence, row, at, people)
    if (
        entry.words == _INJURIES
        and not _CAUSED.isdisjoint(sentence.cue_words)
        and (hurt := casualties.of_deeds(row, at))
    ):
        return hurt  # "resulted in 12 deaths and 30 injuries"
    if entry.effect in ("death", "injury") and (put := casualties.toll_of(sentence, row, at, parts.patients)):
        return put
    is_of_doer = not parts.patients and entry.effect in DEATHS and killers.dies_after(sentence, row, at)
    if entry.effect == "suicide" or is_of_doer:
        own = quantities.exact(1, row[at].first, row[at].last)
        return (Count(own, "self", row[at].first, row[at].last),)
    if entry.effect in _HURT and verbs.is_among(sentence, row, at):
        return ()  # "two of the wounded (died)"
    are_open = entry.effect in _KILLED and all(f.noun.is_plural and not f.noun.quantity for f in parts.patients)
    if are_open and (named := rosters.identified(sentence, row, at)):
        return casualties.count(named)
    share = portions.of_whole(row, at, parts) or portions.share_of(sentence, row, at)
    found = share or casualties.count(parts.patients)
    if _BY_OWN_HAND in sentence.cue_words and entry.effect in DEATHS:
        return tuple(count._replace(kind="self") if count.quantity.best == 1 else count for count in found)
    return found


def _are_seen(sentence: Sentence, bodies: Chunk) -> bool:
    """ "She had counted 12 bodies on the path": what one witness saw of the dead."""
    words = [t.low for t in sentence.tokens[max(0, bodies.first - 5) : bodies.first] if t.kind != "have"]
    return any(before in _WITNESS and word in _SEEING for before, word in pairwise(words))
