"""Which events the MUC-3/4 keys hold, among those that a text tells. Not for how the keys name things: that is `tests.bench.muc`.

The keys hold violence by irregular actors or against civilians in nine countries, not older than two months, that is told as an
incident.
What speaks for that and what against it was weighed by logistic regression on the part of the development texts that is
read (`python -m tests.bench.muc_weights` does it again); the kept part is only scored.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ingest.model import Event
from tests.bench.muc import ARMED, kind_of, record, with_their_dead

_RECENT = timedelta(days=61)
_OPENING = 400
"""Characters in which a text tells what it is about."""
_FEW, _MANY = 2, 6
"""Events of a text that is about one thing, and of one that surveys many."""
_STATE = re.compile(r"\b(?:army|air force|troops|soldiers|police|government|armed forces|battalion)\b", re.IGNORECASE)
_FIGHTING = re.compile(
    r"(?:clash\w*|fight\w*|fought|battle\w*|combat|skirmish\w*|hostilities|confrontation\w*|offensives?|crossfire)",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:since|years|months|always|often|every|daily|decade|continu\w+|wave of|so far|war)\b", re.IGNORECASE
)
_WAR = re.compile(
    r"\b(?:fighting|troops|weapons|combats?|offensive|battalions?|clash(?:es|ed)?|ambush\w*|columns?|artillery|ammunition"
    r"|helicopters?)\b",
    re.IGNORECASE,
)
_CIVIL = re.compile(
    r"\b(?:elections?|candidates?|unions?|commission|priests?|offices?|workers?|teachers?|mayors?|judges?|leaders?|lawyers?"
    r"|journalists?)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:our|we|us|i|peace|dialogue|negotiat\w+|agreement|must|democracy|people's|struggle|imperialis\w+)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\[(?:speech|commentary|interview|communique|editorial|statement|article|announcement|message|letter)",
    re.IGNORECASE,
)
"""What the service that gathered the texts wrote before those that are no news report."""
_WEEKS = timedelta(days=28)
_COUNTRIES = frozenset(("AR", "BO", "CL", "CO", "EC", "GT", "HN", "PE", "SV"))
"""The nine countries that the task of MUC-3 and MUC-4 was about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event and its record, number `number` of the `among` that its text tells."""

    event: Event
    record: dict[str, Any]
    text: str
    published: date | None
    trigger: str
    number: int
    among: int


SIGNS: dict[str, Callable[[Candidate], float]] = {
    "armed victims": lambda c: bool(ARMED.search(" ".join(c.event.victims))),
    "armed target": lambda c: bool(ARMED.search(" ".join(c.event.targets))),
    "state doer": lambda c: bool(_STATE.search(" ".join(c.event.side_a))),
    "named victim": lambda c: any(_is_name(victim) for victim in c.event.victims),
    "target": lambda c: bool(c.event.targets),
    "other side": lambda c: bool(c.event.side_b),
    "one-sided": lambda c: c.event.violence_type == 3,
    "old": lambda c: _is_old(c.event, c.published),
    "summary": lambda c: c.event.event_clarity == 2,
    "weapon": lambda c: bool(c.event.weapons),
    "assassination": lambda c: c.event.event_mode == "assassinate",
    "kidnapping": lambda c: c.event.event_mode == "abduct",
    "attack": lambda c: kind_of(c.event) == "ATTACK",
    "wounded": lambda c: bool(c.event.injured),
    "dead counted": lambda c: c.event.best is not None,
    "20 dead": lambda c: (c.event.low or 0) >= 20,
    "told at once": lambda c: c.event.quote_start < _OPENING,
    "told first": lambda c: not c.number,
    "fighting": lambda c: bool(_FIGHTING.fullmatch(c.trigger)),
    "lasting": lambda c: bool(_LASTING.search(c.event.quote)),
    "elsewhere": lambda c: c.event.country not in _COUNTRIES,
    "no place": lambda c: not c.record["location"],
    "victims": lambda c: bool(c.record["victims"]),
    "several victims": lambda c: len(c.record["victims"]) > 1,
    "several targets": lambda c: len(c.record["targets"]) > 1,
    "people did it": lambda c: bool(c.record["perp_inds"]),
    "organisation did it": lambda c: bool(c.record["perp_orgs"]),
    "one of few": lambda c: c.among <= _FEW,
    "one of many": lambda c: c.among >= _MANY,
    "of war": lambda c: bool(_WAR.search(c.event.quote)),
    "text of war": lambda c: _density(_WAR, c.text),
    "of civil life": lambda c: bool(_CIVIL.search(c.event.quote)),
    "text of civil life": lambda c: _density(_CIVIL, c.text),
    "of speech": lambda c: bool(_SPEECH.search(c.event.quote)),
    "text of speech": lambda c: _density(_SPEECH, c.text),
    "long text": lambda c: math.log(len(c.text) / 1000),
    "over weeks": lambda c: _lasts(c.event) > _WEEKS,
    "text of opinion": lambda c: bool(_OPINION.search(c.text[:_OPENING])),
}
"""What speaks for or against an event being one that the keys hold: there or not, or how much of it there is."""

WEIGHTS = {
    "armed victims": -0.64,
    "armed target": -0.84,
    "state doer": -0.35,
    "named victim": +0.58,
    "target": +0.86,
    "other side": -0.61,
    "one-sided": +0.43,
    "old": -1.26,
    "summary": -0.39,
    "weapon": +0.59,
    "assassination": +0.77,
    "kidnapping": +0.67,
    "attack": -0.27,
    "wounded": +0.13,
    "dead counted": +0.60,
    "20 dead": -0.66,
    "told at once": +0.35,
    "told first": +0.46,
    "fighting": -0.31,
    "lasting": -0.72,
    "elsewhere": -0.74,
    "no place": -0.30,
    "victims": +0.39,
    "several victims": +0.46,
    "several targets": +0.63,
    "people did it": +0.41,
    "organisation did it": +0.24,
    "one of few": -0.05,
    "one of many": +0.38,
    "of war": -0.30,
    "text of war": -0.50,
    "of civil life": +0.28,
    "text of civil life": +0.54,
    "of speech": +0.04,
    "text of speech": -0.18,
    "long text": -0.18,
    "over weeks": -0.50,
    "text of opinion": -0.40,
}
BIAS = -1.06
THRESHOLD = 0.38


def counted(events: Sequence[Event], text: str, published: date | None) -> list[Candidate]:
    """The events of a text that the keys would hold."""
    return [c for c in candidates(events, text, published) if probability(c) >= THRESHOLD]


def candidates(events: Sequence[Event], text: str, published: date | None) -> list[Candidate]:
    """The events that happened or were threatened, of a kind that the keys know."""
    happened = [e for e in events if e.claim_status in ("reported", "claimed", "accused", "threatened")]
    known = [e for e in with_their_dead(happened) if kind_of(e) is not None]
    return [
        Candidate(
            event=event,
            record=record(event, published),
            text=text,
            published=published,
            trigger=_trigger(event, text),
            number=number,
            among=len(known),
        )
        for number, event in enumerate(known)
    ]


def probability(candidate: Candidate) -> float:
    """How probable it is that the keys hold it."""
    total = BIAS + sum(WEIGHTS[name] * sign(candidate) for name, sign in SIGNS.items())
    return 1 / (1 + math.exp(-total))


def _density(words: re.Pattern[str], text: str) -> float:
    """Words of a kind in a thousand characters, by logarithm."""
    return math.log1p(1000 * len(words.findall(text)) / len(text))


def _trigger(event: Event, text: str) -> str:
    """The last of the words that say what happened."""
    start, end = event.evidence["event_type"]
    return text[start:end].split()[-1]


def _is_name(victim: str) -> bool:
    return len(victim.split()) >= 2 and not victim[0].isdigit() and not ARMED.search(victim)


def _lasts(event: Event) -> timedelta:
    return event.date_end - event.date_start if event.date_end and event.date_start else timedelta(0)


def _is_old(event: Event, published: date | None) -> bool:
    return bool(published and event.date_end and event.date_end < published - _RECENT)
