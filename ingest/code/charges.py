"""Which organisations a sentence says claim a deed, or are blamed, tried or held for one. Not for which deed it is."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ingest import places
from ingest.code import tables
from ingest.code.organisations import Organisation
from ingest.code.sentences import Sentence

_CLAIM = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|took|taken|takes|taking|assum(?:ed?|es|ing)|accept(?:ed|s)|acknowledged|admitted(?:\s+to)?)\s+"
    r"(?:the\s+|full\s+|its\s+|their\s+)?(?:responsibility|credit)\b"
    r"|\b(?:responsibility|credit)\b[^.]{0,90}?\b(?:was|were|has\s+been|had\s+been)\s+(?:claimed|assumed)\b"
    r"|\b(?:was|were|been)\s+(?:later\s+|also\s+|since\s+)?claimed\s+by\b"
    r"|\bclaim(?:ed|s|ing)\s+(?:the|this|that|both|an?|another)\s+(?:\w+\s+){0,2}"
    r"(?:attacks?|bombings?|blasts?|explosions?|killings?|assaults?|ambush|shootings?|raids?|massacre|kidnappings?|abductions?)\b"
    r"(?!\s+by\b)"
    r"|\b(?:attacks?|bombings?|blasts?|explosions?|killings?|assaults?|ambush|shootings?|raids?|massacre)\s+claimed\s+by\b"
    r"|\bsaid\s+(?:that\s+)?(?:it|they|its\s+\w+)\s+(?:had\s+|have\s+)?(?:carried\s+out|(?:was|were)\s+(?:behind|responsible\s+for))\b"
    r"|\bidentif(?:ied|ying)\s+(?:themselves|himself|herself|itself)\s+as\b"
)
_BLAMED_AFTER = re.compile(
    r"\b(?:blam(?:ed?|es|ing)(?:\b[^.,;]{3,70}?\s+on\b)?|accus(?:ed?|es|ing)|suspect(?:s|ed)?"
    r"|(?:attribut(?:ed?|es|ing)|ascribed|linked|traced)\b[^.,;]{0,60}?\bto"
    r"|(?<!would\sbe\s)(?<!will\sbe\s)(?:perpetrated|committed|carried\s+out|staged|masterminded|planned|ordered)\s+by|(?:work|hand|responsibility|guilt|orders|payroll)\s+of"
    r"|(?:at\s+the\s+service|in\s+the\s+(?:pay|service))\s+of|hired\s+by"
    r"|(?:participation|involvement|complicity)\s+(?:of|by)|responsibility\s+(?:on|to)"
    r"|h(?:old|olds|eld|olding)(?=[^;]{3,140}?\b(?:responsible|accountable)\b)"
    r"|(?:stamp|hallmarks?|trademark|signature)\s+of"
    r"|(?:leaflets?|pamphlets?|flyers|placards?|slogans|banners?|flags?|graffiti)\s+(?:of|by|from|(?:\w+\s+)?signed\s+(?:by|with)|alluding\s+to)"
    r"|(?:attackers?|assailants?|assassins?|kidnappers?|murderers?|killers?|perpetrators?)\s+(?:\w+\s+)?(?:belong(?:s|ed)?\s+to|(?:is|are|was|were)\s+(?:an?\s+)?(?:\w+\s+)?members?\s+of)"
    r"|point(?:s|ed|ing)?\s+to)\b\s*"
)
_BLAMED_BEFORE = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?"
    r"(?:to\s+blame|blamed|accused|suspected|responsible|accountable|behind|involved|implicated|guilty)"
    r"|linked\s+(?:with|to)\s+the\s+(?:\w+\s+){0,2}(?:murders?|killings?|assassinations?|massacres?|attacks?|bombings?|kidnappings?)"
    r"|(?:was|were|been|being|be)\s+(?:\w+\s+){0,2}(?:arrested|detained|charged|tried|indicted|convicted|sentenced|brought\s+to\s+trial)"
    r"\s+(?:\w+\s+){0,6}?(?:for|in\s+connection\s+with|of|over|because\s+of)"
    r"|perpetrated|committed|(?:participated|took\s+part)\s+in|masterminded|bears?\s+responsibility)\b(?!\s+by\b)"
)
_FORCES = re.compile(
    r"\b(?P<whose>\w+\s+)?(?:armed\s+forces|army|military|security\s+(?:forces|services)|intelligence\s+services?|air\s+force|police|government"
    r"|death\s+squads?|(?:paramilitary|rightist|leftist)\s+groups|(?:drug\s+|drug\s+trafficking\s+|criminal\s+)(?:cartels?|mafias?|rings?|gangs?)|mafias?)\b"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|not\s+responsible|no\s+responsibility|disclaim|(?:not|n't)\s+(?:\w+\s+){0,2}claimed"
    r"|no(?:\s+one|body|\s+(?:\w+\s+)?(?:group|organi[sz]ation))\s+has)\b"
)
_DEEDS = {
    "killing": re.compile(
        r"\b(?:murder|assassinat|kill|massacre|slay|slain|slaughter|execut|death|dead|die|shot|shoot|gun)"
    ),
    "blast": re.compile(r"\b(?:bomb|explo|blast|dynamit|detonat|mine|grenade|rocket|missile|shell)"),
    "capture": re.compile(r"\b(?:kidnap|abduct|hostage|captiv|held|hold|ransom|disappear)"),
    "fire": re.compile(r"\b(?:burn|arson|torch|fire|ablaze)"),
    "attack": re.compile(r"\b(?:attack|crime|ambush|assault|airstrike|air strike)"),
    "action": re.compile(r"\b(?:act|action|incident|operation|raid|offensive|deed|violence)"),
}
"""Kinds of deeds by the words that tell them."""
_OMISSION = re.compile(
    r"\W{0,6}(?:\w{1,40}\s{1,3}){0,3}?(?:of|for)\s+(?:fail|not\s|neglect|negligen|inact|ignor|cover|conceal|impunity|protect|having)"
)
"""What a government is often blamed for, and what is no deed."""
_JOINT = re.compile(
    r"[\s\"”'’)\],]{0,6}(?:\s{0,3}[(\[][^)\]]{0,80}[)\]])?[\s\"”,]{0,6}(?:members\s|guerrillas\s|groups?\s)?"
    r"(?:,|and|or|and/or|as\s{1,3}well\s{1,3}as)[\s\"“]{0,6}"
    r"(?:(?:the|by|to|of|on|its|their|leftist|rightist|a)\s{1,3}){0,4}[\"“]?(?:\w{1,30}\s{1,3})?[\"“]?"
)
"""What stands between two names that are blamed together."""
_IRREGULAR = {
    "squad": "death squads", "squads": "death squads", "groups": "paramilitary groups",
    "cartel": "drug cartels", "cartels": "drug cartels", "mafia": "drug mafias", "mafias": "drug mafias",
    "ring": "drug rings", "rings": "drug rings", "gang": "gangs", "gangs": "gangs",
}  # fmt: skip
"""Last words of common names to the keys of bodies that are no state's."""
_STATE = {"government": "government army", "police": "police army"}
_KIN = re.compile(
    r"\b(?:linked|allied|affiliated|loyal)\s+(?:to|with)\s+(?:the\s+)?[\"“]?$|\b(?:wing|branch|arm|heads|leaders|chiefs|bosses)\s+of\s+(?:the\s+)?[\"“]?$"
)
_HELPING = re.compile(r"\b(?:of|for)\s\w{1,20}ing\b", re.IGNORECASE)
"""Between whom somebody accuses and a name: "accused villagers of helping the army"."""
_TIES = re.compile(r"\s{1,3}(?:links?|ties|connections?|membership|sympathi[sz]ers?)\b", re.IGNORECASE)
_BESIDE = 12
"""Characters between a force and its owning up: "has now"."""
_NEAR = 40
"""Characters between the words of blame and whom they blame."""


_CUES = tables.cues("charge")


class Charge(NamedTuple):
    """Organisations that claim or are said to have done what is told around them; `[start, end)` are the words."""

    organisations: tuple[Organisation, ...]
    kind: Literal["claimed", "accused"]
    start: int
    end: int

    @property
    def sentence(self) -> Sentence:
        return self.organisations[0].sentence


def may_charge(words: frozenset[str]) -> bool:
    """Whether a sentence with these lower-case words may blame anybody: a cheap first look."""
    return not _CUES.isdisjoint(words)


def deeds(sentence: Sentence) -> set[str]:
    """The kinds of deeds a sentence speaks of."""
    return {kind for kind, words in _DEEDS.items() if words.search(sentence.low)}


def is_denial(sentence: Sentence) -> bool:
    """ "Denied any part in it", "has not yet claimed responsibility": a sentence that puts nobody behind a deed."""
    return bool(_DENIAL.search(sentence.low))


def _is_of_ties(one: Organisation) -> bool:
    """ "Detained over suspected PKK links": said of those who were detained, and of no deed."""
    return bool(_TIES.match(one.sentence.document, one.end))


def find(sentence: Sentence, here: Sequence[Organisation]) -> list[Charge]:
    """The charges of a sentence that names these organisations; a claim goes before blame."""
    low = sentence.low
    denial = _DENIAL.search(low)
    start = denial.end() if denial else 0
    irregular = [o for o in here if not (o.is_state or _is_kin(o))]
    claim = _CLAIM.search(low) if irregular and not denial else None
    if claim:
        return [_charge([_closest(sentence, irregular, claim)], "claimed", sentence, claim)]
    if not (irregular or denial) and (owned := _owned_up(sentence, here)):
        return [owned]
    blames = [(m, True) for m in _BLAMED_AFTER.finditer(low, start)]
    blames += [(m, False) for m in _BLAMED_BEFORE.finditer(low)] if not denial else []
    if not blames:
        return []
    named = sorted((o for o in (*here, *bodies(sentence, here)) if not _is_of_ties(o)), key=lambda o: o.start)
    for blame, is_after in blames:
        if blamed := _blamed(sentence, named, blame, is_after):
            return [_charge(blamed, "accused", sentence, blame)]
    return []


def _owned_up(sentence: Sentence, here: Sequence[Organisation]) -> Charge | None:
    """ "The army accepted responsibility for the death of two farmers": a state's force that says so itself."""
    claim = _CLAIM.search(sentence.low)
    forces = [*here, *bodies(sentence, here)] if claim else []
    for one in forces:
        gap = claim.start() + sentence.start - one.end if claim else -1
        if 0 < gap <= _BESIDE and claim:
            return _charge([one], "claimed", sentence, claim)
    return None


def _blamed(
    sentence: Sentence, named: Sequence[Organisation], blame: re.Match[str], is_after: bool
) -> list[Organisation]:
    """The organisation next to the words of blame, and those that are joined to it."""
    edge = sentence.start + (blame.end() if is_after else blame.start())
    near = [o for o in named if 0 <= (o.start - edge if is_after else edge - o.end) < _NEAR]
    if not near or _is_no_deed(near[0 if is_after else -1]):
        return []
    if is_after and (_HELPING.search(sentence.document, edge, near[0].start) or _is_hit(near[0], edge)):
        return []
    at = named.index(near[0 if is_after else -1])
    return _with_joined(named[at:]) if is_after else _with_joined(named[: at + 1][::-1])


def _is_hit(one: Organisation, edge: int) -> bool:
    """ "Suspected hitmen opened fire on a police car": a verb stands between those who are suspected and whom they hit."""
    between = (token for token in one.sentence.tokens if edge <= token.start < one.start)
    return any(
        e.form in ("past", "both") and e.event_type == "ASSAULT" for token in between for e in token.word.entries
    )


def _is_no_deed(one: Organisation) -> bool:
    """Whether a state's body is blamed for what it did not do, or for no violence."""
    sentence = one.sentence
    omits = _OMISSION.match(sentence.document, one.end, sentence.end)
    return one.is_state and bool(omits or not deeds(sentence) - {"action"})


def _with_joined(named: Sequence[Organisation]) -> list[Organisation]:
    """The first of the names, and those that are told together with it, one after another."""
    found = [*named[:1]]
    for one in named[1:]:
        if not (are_joined(found[-1], one) or are_joined(one, found[-1])):
            break
        found.append(one)
    return found


def are_joined(first: Organisation, second: Organisation) -> bool:
    """Whether two names of a sentence are told together ("the government and the army")."""
    start = first.sentence.start
    return first.end <= second.start and bool(
        _JOINT.fullmatch(first.sentence.low, first.end - start, second.start - start)
    )


def bodies(sentence: Sentence, here: Sequence[Organisation]) -> list[Organisation]:
    """A state's forces and other bodies by their common names."""
    found = []
    for match in _FORCES.finditer(sentence.low):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        inside = [n for n, t in enumerate(sentence.tokens) if start <= t.start and t.end <= end]
        if match["whose"] and match["whose"].strip() not in places.demonyms():
            inside = inside[1:]
        if inside and not any(o.first <= inside[-1] < o.last for o in here):
            word = match.group().split()[-1]
            key = _IRREGULAR.get(word) or _STATE.get(word, "army")
            found.append(Organisation(sentence, inside[0], inside[-1] + 1, key))
    return found


def _charge(
    who: Sequence[Organisation], kind: Literal["claimed", "accused"], sentence: Sentence, words: re.Match[str]
) -> Charge:
    start, end = words.start() + sentence.start, words.end() + sentence.start
    return Charge(tuple(who), kind, min(start, who[0].start), max(end, who[0].end))


def _is_kin(one: Organisation) -> bool:
    """ "A group linked to the cartel", "the armed wing of the party": another than the one it is named beside."""
    return bool(_KIN.search(one.sentence.low[: one.start - one.sentence.start][-40:]))


def _closest(sentence: Sentence, here: Sequence[Organisation], words: re.Match[str]) -> Organisation:
    start, end = words.start() + sentence.start, words.end() + sentence.start

    def distance(one: Organisation) -> int:
        return one.start - end if one.start >= end else start - one.end

    return min(here, key=distance)
