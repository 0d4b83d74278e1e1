"""What a short note or snippet is about where it tells no deed of the coder's: disasters, crime, talks, blame, and the headings
that event data projects put before their notes. For the adapters of `tests.bench.events`; nothing of the product reads it."""

import csv
import re
from pathlib import Path

_ROWS = tuple(csv.DictReader((Path(__file__).parent / "snippets.csv").read_text(encoding="utf-8").splitlines()))
_HEADINGS = {row["words"]: row["label"] for row in _ROWS if row["where"] == "heading"}
_TOPICS = {row["label"]: re.compile(rf"\b(?:{row['words']})\b") for row in _ROWS if row["where"] == "text"}
MEMBERS = {row["label"]: row["words"] for row in _ROWS if row["where"] == "member"}
"""Whom ACLED names beside a crowd, civilians or armed men, with the words for them."""
_PLANT = r"(?:plant|factory|refinery|boiler|tanker|gas|fuel|fireworks|coal|mine|warehouse|workshop|cylinder)"
_ACCIDENT = re.compile(
    rf"\b{_PLANT}\w* (?:\w+ ){{0,2}}(?:explo|blast|blew)"
    rf"|\bexplosion (?:\w+ ){{0,2}}(?:at|in) (?:an? |the )?(?:\w+ ){{0,2}}{_PLANT}"
    r"|(?<!opened )(?<!under )(?<!artillery )(?<!mortar )(?<!rocket )(?<!of )(?<!live )"
    r"\b(?:fire|blaze) (?:in|at|swept|tore|ripped|broke out)\b"
)
_MEANT = re.compile(r"\b(?:bomb|attack|militant|rebel|planted|ied|landmine|sabotage|claimed)")
_HEADING = re.compile(r"\s*([A-Za-z/ -]{4,40}):\s")


def heading(text: str) -> str | None:
    """The label that a note's heading names."""
    match = _HEADING.match(text)
    return _HEADINGS.get(match[1].strip().lower()) if match else None


def told(text: str) -> str:
    """A note without its heading."""
    match = _HEADING.match(text)
    return text[match.end() :] if match and heading(text) else text


def topic(text: str) -> str | None:
    """The label of a text that tells no deed, by its first topic in the order of the table."""
    low = text.lower()
    return next((label for label, words in _TOPICS.items() if words.search(low)), None)


def is_of(text: str, label: str) -> bool:
    """Whether the words of a topic stand in a text."""
    return bool(_TOPICS[label].search(text.lower()))


def is_blame(text: str) -> bool:
    """Whether a text says who did something rather than that it was done."""
    return is_of(text, "ATTRIB")


def blame_at(text: str) -> int:
    """Where a text first says who did something; past its end where it does not."""
    found = _TOPICS["ATTRIB"].search(text.lower())
    return found.start() if found else len(text)


def is_crime(text: str) -> bool:
    """Whether a text speaks of organised crime."""
    return is_of(text, "ORG_CRIME")


def is_accident(text: str) -> bool:
    """Whether what exploded is a plant, a pipe or a vehicle that nobody is said to have attacked."""
    low = text.lower()
    return bool(_ACCIDENT.search(low)) and not _MEANT.search(low)
