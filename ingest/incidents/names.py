"""Names in a text that tell one incident from another: people, and streets or sites. Knows no gazetteer and compares nothing."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.stories.common import rarity
from ingest.text import fold

_TABLE = Path(__file__).resolve().parent.parent.parent / "seeds" / "incident_words.csv"


def _words(kind: str) -> frozenset[str]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return frozenset(line["word"] for line in csv.DictReader(lines) if line["class"] == kind)


_CHARACTERS = 8_000  # of a text in which names are looked for
_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_MIDDLE = r"(?:[A-Z]\.?|[\"“'‘][A-Z][\w .]*[\"”'’])"
_NAME = re.compile(rf"(?<![\w'’-]){_WORD}(?:[ \u00a0](?:{_MIDDLE}[ \u00a0])?{_WORD}){{0,3}}")
_AGE_BEFORE = re.compile(r"\b\d{1,2}[- ]year[- ]old[,]? $", re.IGNORECASE)
_AGE_AFTER = re.compile(r"(?: Jr\.?| Sr\.?| II+)?,? (?:\()?(?:age[d]? )?\d{1,2}(?=[,.;:)]| (?:and|of|was|were)\b)")
_SITE = re.compile(
    rf"(?<![\w'’-])((?:(?:[NSEW]\.? |North |South |East |West )?(?:{_WORD} |\d+(?:st|nd|rd|th) ){{1,3}})"
    r"(?:Streets?|St\.|Avenues?|Ave\.?|Roads?|Rd\.?|Drive|Dr\.|Lane|Ln\.?|Boulevard|Blvd\.?|Highway|Hwy\.?|Court|Ct\.|Place|"
    r"Parkway|Pkwy\.?|Terrace|Circle|Way|Park|School|Church|Apartments?|Motel|Hotel|Inn|Mosque|Market|Square|Bridge|Camp))"
    r"(?![\w])"
)
_TITLES = _words("office")
"""Before a name: one who speaks or acts for an office, in many reports of many incidents."""
_NEVER = _words("no_person")
"""In the names of bodies, days and menus, and not of people."""
_ACTORS = _TABLE.with_name("actors.csv")
_KINDS = {"ave": "avenue", "st": "street", "rd": "road", "dr": "drive", "blvd": "boulevard", "hwy": "highway"}
_LINKING = 1.5  # rarity up to which a word that begins a sentence is no name: "The", "After", "When"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Folded. `people`: first and last name of those without an office; `aged`: of them, those whose age is told."""

    people: tuple[str, ...]
    aged: tuple[str, ...]
    sites: tuple[str, ...]


def names(text: str, language: str | None) -> Names:
    """The names of a text, each sorted."""
    text = text[:_CHARACTERS]
    people, aged, officials = set[str](), set[str](), set[str]()
    for match in _NAME.finditer(text):
        words, titled = _bare(match.group(), _word_before(text, match.start()), language)
        if (name := _person(words)) and name not in _bodies():
            is_aged = bool(_AGE_BEFORE.search(text[max(0, match.start() - 18) : match.start()])) or bool(
                _AGE_AFTER.match(text, match.end())
            )
            (aged if is_aged else officials if titled else people).add(name)
    return Names(
        people=tuple(sorted((people - officials) | aged)),
        aged=tuple(sorted(aged)),
        sites=tuple(sorted(set(_sites(text)))),
    )


def _word_before(text: str, start: int) -> str:
    before = text[max(0, start - 24) : start].split()
    return fold(before[-1]).strip(".,:(") if before else ""


def _bare(written: str, before: str, language: str | None) -> tuple[list[str], bool]:
    """The words of a name without what only begins the sentence or owns it, and whether an office stands before it."""
    words = _owned([fold(word).strip("'’.\"“”") for word in written.split()])
    titled = before in _TITLES
    while words and (words[0] in _TITLES or rarity(words[0], language) <= _LINKING):
        titled = titled or words[0] in _TITLES
        words = words[1:]
    return [_no_genitive(word) for word in words], titled


def _owned(words: list[str]) -> list[str]:
    """Of "Syria's Mediterranean" the last word, of "the daily's Omar Haddad" the man."""
    owners = [place for place, word in enumerate(words[:-1]) if word != _no_genitive(word)]
    return words[owners[-1] + 1 :] if owners else words


def _no_genitive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _person(words: list[str]) -> str | None:
    """First and last word of a name of two to four words, no initials."""
    full = [word for word in words if len(word) > 1]
    if len(full) < 2 or any(word in _NEVER or not word[0].isalpha() for word in full):
        return None
    return f"{full[0]} {full[-1]}"


@cache
def _bodies() -> frozenset[str]:
    """What in the names of known actors looks like a person's."""
    with _ACTORS.open(encoding="utf-8", newline="") as lines:
        known = "|".join(f"{line['name']}|{line['aliases']}" for line in csv.DictReader(lines))
    found = (_person(_bare(match.group(), "", "en")[0]) for match in _NAME.finditer(known))
    return frozenset(name for name in found if name)


def _sites(text: str) -> Iterator[str]:
    for match in _SITE.finditer(text):
        words = [word.strip(".") for word in fold(match.group(1)).split()]
        while len(words) > 2 and words[0] in {
            "n",
            "s",
            "e",
            "w",
            "north",
            "south",
            "east",
            "west",
            "the",
            "at",
            "in",
            "on",
        }:
            words = words[1:]
        yield " ".join([*words[:-1], _KINDS.get(words[-1], words[-1])])
