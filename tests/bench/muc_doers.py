"""Which organisation of a text the MUC keys hold for the doer of an event whose record names none. Not for what the coder says.

The coder names an organisation only where words of the text lead from the deed to it. The keys were made by readers who knew the
armed groups of their time and took the whole text together, and so do the weights below: fitted by logistic regression on the
development texts that are read (`python -m tests.bench.muc_weights` does it again).
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ingest.code import cast, charges, sentences
from ingest.code.cast import Cast
from ingest.code.charges import Charge
from ingest.code.organisations import Organisation
from ingest.code.sentences import Sentence
from tests.bench.muc import kind_of
from tests.bench.muc_filter import Candidate

_MILITANTS = re.compile(
    r"\b(?:guerrillas?|rebels?|terrorists?|subversives?|insurgents?|gunmen|extremists?|commandos?)\b", re.IGNORECASE
)
_DEED_AFTER = re.compile(
    r".{0,40}?\b(?:kill|murder|assassinat|attack|bomb|explo|kidnap|abduct|dynamit|sho[ot]|ambush|destroy|blew|burn|set fire|wound"
    r"|injur|massacr)",
    re.IGNORECASE | re.DOTALL,
)
_BY_BEFORE = re.compile(r"\bby\b[^.]{0,40}$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s{0,3}[(\[](?P<short>[A-Z][A-Z\d-]{1,8})[)\]]")
_NEAR = 8
"""Sentences around an event in which words of blame may be for it."""


class Suspect(NamedTuple):
    """One of a text's organisations, by all its mentions, beside one of the text's events."""

    event: Candidate
    records: Sequence[Mapping[str, Any]]
    mentions: Sequence[Organisation]
    charged: Sequence[Charge]
    number: int
    is_only: bool

    @property
    def names(self) -> set[str]:
        return {one.text.casefold() for one in self.mentions}

    @property
    def is_state(self) -> bool:
        return self.mentions[0].is_state or _is_common(self.mentions[0])


def _is_common(one: Organisation) -> bool:
    """Whether a body is called by what it is ("the government", "drug cartels") and not by a name."""
    return (
        one.key in ("army", "government army", "police army", "paramilitary groups", "gangs") or one.key[:5] == "drug "
    )


def _of(key: str) -> Callable[[Suspect], bool]:
    return lambda s: s.mentions[0].key.startswith(key)


def _irregular(sign: Callable[[Suspect], bool]) -> Callable[[Suspect], bool]:
    return lambda s: not s.is_state and sign(s)


def _state(sign: Callable[[Suspect], bool]) -> Callable[[Suspect], bool]:
    return lambda s: s.is_state and sign(s)


def _stands(*sentences_away: int) -> Callable[[Suspect], bool]:
    return lambda s: any(one.sentence.number - s.number in sentences_away for one in s.mentions)


def _is_in_side_a(s: Suspect) -> bool:
    return any(name in doer.casefold() for name in s.names for doer in s.event.event.side_a)


def _suffers(s: Suspect) -> bool:
    event = s.event.event
    return any(name in one.casefold() for name in s.names for one in (*event.side_b, *event.victims, *event.targets))


def _is_blamed_for_a_deed(s: Suspect) -> bool:
    near = [one.sentence for one in s.mentions if abs(one.sentence.number - s.number) <= _NEAR]
    return any(charges.may_charge(one.cue_words) and charges.deeds(one) for one in near)


def _does(s: Suspect) -> bool:
    """Whether a deed is told right after its name, or "by" stands before it."""
    return any(
        _DEED_AFTER.match(s.event.text, one.end) or _BY_BEFORE.search(s.event.text[max(0, one.start - 50) : one.start])
        for one in s.mentions
        if abs(one.sentence.number - s.number) <= _NEAR
    )


def _does_another(s: Suspect) -> bool:
    kind = kind_of(s.event.event)
    done = {name.casefold() for record in s.records if record["event_type"] == kind for name in record["perp_orgs"]}
    return not s.names.isdisjoint(done)


SIGNS: dict[str, Callable[[Suspect], bool]] = {
    "irregular": _irregular(lambda s: True),
    "doer of the event": _irregular(_is_in_side_a),
    "only one, no doers": _irregular(lambda s: s.is_only and not s.event.event.side_a),
    "only one, militant doers": _irregular(
        lambda s: s.is_only and bool(_MILITANTS.search(" ".join(s.event.event.side_a)))
    ),
    "of a kidnapping": _irregular(lambda s: kind_of(s.event.event) == "KIDNAPPING"),
    "of a bombing": _irregular(lambda s: kind_of(s.event.event) == "BOMBING"),
    "in the opening": _irregular(lambda s: s.mentions[0].sentence.number == 0),
    "in the same sentence": _irregular(_stands(0)),
    "two or three sentences before": _irregular(_stands(-2, -3)),
    "militants in the text": _irregular(lambda s: bool(_MILITANTS.search(s.event.text))),
    "blamed": _irregular(_is_blamed_for_a_deed),
    "charged": _irregular(lambda s: bool(s.charged)),
    "deed told of it": _irregular(_does),
    "does another": _irregular(_does_another),
    "suffers": _irregular(_suffers),
    "police": _of("police"),
    "government": _of("government"),
    "drug trade": _of("drug "),
    "state's, in the same sentence": _state(_stands(0)),
    "state's, deed told of it": _state(_does),
    "state's, charged": _state(lambda s: bool(s.charged)),
    "state's, of a deed only blamed": _state(lambda s: s.event.event.claim_status == "accused"),
    "state's, militant doers": _state(lambda s: bool(_MILITANTS.search(" ".join(s.event.event.side_a)))),
    "state's, by name": _state(lambda s: not _is_common(s.mentions[0])),
    "state's, suffers": _state(_suffers),
    "one-sided": lambda s: s.event.event.violence_type == 3,
}
"""What speaks for or against an organisation being the doer that the keys hold."""

WEIGHTS = {
    "irregular": -0.34,
    "doer of the event": +0.66,
    "only one, no doers": +0.78,
    "only one, militant doers": +0.51,
    "of a kidnapping": +1.24,
    "of a bombing": +0.49,
    "in the opening": +0.41,
    "in the same sentence": +0.45,
    "two or three sentences before": -0.50,
    "militants in the text": +0.51,
    "blamed": +0.14,
    "charged": +0.35,
    "deed told of it": +0.51,
    "does another": +0.61,
    "suffers": -0.48,
    "police": -1.63,
    "government": -0.63,
    "drug trade": +0.45,
    "state's, in the same sentence": +0.62,
    "state's, deed told of it": +0.67,
    "state's, charged": +1.56,
    "state's, of a deed only blamed": +0.61,
    "state's, militant doers": -0.25,
    "state's, by name": +0.78,
    "state's, suffers": -0.70,
    "one-sided": +0.55,
}
BIAS = -2.51
THRESHOLD = 0.25
"""Half of the F1 that is reached: what is likelier than that gains more than it loses."""


def records(counted: Sequence[Candidate]) -> list[dict[str, Any]]:
    """The records of a text's events, each with the likeliest organisation where it names none, and organisations by all the
    names the text has for them."""
    return [
        _by_all_names(_named(event, beside), beside) for event, beside in zip(counted, suspects(counted), strict=True)
    ]


def _by_all_names(record: dict[str, Any], beside: Sequence[Suspect]) -> dict[str, Any]:
    """ "National Liberation Army (ELN)": the keys call a body now by its name and now by its letters."""
    return record | {"perp_orgs": [_full(name, beside) for name in record["perp_orgs"]]}


def _full(name: str, beside: Sequence[Suspect]) -> str:
    """A name with the one that shares no word with it: the letters of a long one, the words of an acronym."""
    own = next((s for s in beside if name.casefold() in s.names and not _is_common(s.mentions[0])), None)
    forms = [] if own is None else [*own.names, *(form for one in own.mentions if (form := _bracketed(own, one)))]
    words = set(name.casefold().split())
    others = sorted(
        (form for form in forms if words.isdisjoint(form.casefold().split())), key=lambda form: (-len(form), form)
    )
    return f"{name} ({others[0].upper()})" if others else name


def _bracketed(suspect: Suspect, one: Organisation) -> str | None:
    found = _IN_BRACKETS.match(suspect.event.text, one.end)
    return found["short"] if found else None


def _named(event: Candidate, beside: Sequence[Suspect]) -> dict[str, Any]:
    best = None if event.record["perp_orgs"] else max(beside, key=probability, default=None)
    if best is None or probability(best) < THRESHOLD:
        return event.record
    return event.record | {"perp_orgs": [best.mentions[0].text]}


def probability(suspect: Suspect) -> float:
    """How probable it is that the keys hold it for the doer."""
    total = BIAS + sum(WEIGHTS[name] for name, is_there in SIGNS.items() if is_there(suspect))
    return 1 / (1 + math.exp(-total))


def suspects(counted: Sequence[Candidate]) -> list[list[Suspect]]:
    """The organisations of a text beside each of its events."""
    if not counted:
        return []
    parts = sentences.split(counted[0].text)
    whole = cast.of_text(parts)
    bodies: dict[str, list[Organisation]] = {}
    for one in (*whole.named, *_common(parts, whole.named)):
        bodies.setdefault(one.key, []).append(one)
    return [[_suspect(event, counted, parts, whole, mentions) for mentions in bodies.values()] for event in counted]


def _suspect(
    event: Candidate,
    counted: Sequence[Candidate],
    parts: Sequence[Sentence],
    whole: Cast,
    mentions: Sequence[Organisation],
) -> Suspect:
    key = mentions[0].key
    return Suspect(
        event=event,
        records=[c.record for c in counted],
        mentions=mentions,
        charged=[c for c in whole.charges if any(one.key == key for one in c.organisations)],
        number=next(s.number for s in parts if event.event.quote_start < s.end),
        is_only={one.key for one in whole.named if not one.is_state} == {key},
    )


def _common(parts: Sequence[Sentence], named: Sequence[Organisation]) -> list[Organisation]:
    return [body for s in parts for body in charges.bodies(s, [one for one in named if one.sentence is s])]
