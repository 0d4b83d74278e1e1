"""The words by which figures are read, once from `seeds/change_words.csv`, which people edit. Values only: what they mean is
the business of the modules beside this one.

A line holds the words of one language and class, set apart by spaces; `_` joins words that stand together, `=` gives a number.
Classes: `death_toll`, `injured`, `missing`, `detained`, `displaced` (beside a number of people), `aside` (a number after it is
no count: "including 3 children", "aged 27"), `not_people` (a number before it counts no people), `number`, `multiplier`,
`number_part` (within one word only: dreiundzwanzig), `joint` (and), `prefix` (letters written together with the word after
them), `weekday`."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from ingest.errors import Misconfigured
from ingest.text import fold, words

FILE = Path(__file__).resolve().parent.parent.parent.parent / "seeds" / "change_words.csv"
CASUALTIES = ("death_toll", "injured", "missing", "detained", "displaced")
CLASSES = frozenset(
    {*CASUALTIES, "aside", "not_people", "number", "multiplier", "number_part", "joint", "prefix", "weekday"}
)

Phrase = tuple[str, ...]
V = TypeVar("V")


class Phrases(dict[Phrase, V]):
    """Phrases with what each says; `firsts`: the words that one may begin with."""

    def __init__(self, said: Mapping[Phrase, V]) -> None:
        super().__init__(said)
        self.firsts = frozenset(phrase[0] for phrase in said)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language, folded: `marks` are what befell people, `numbers` and `multipliers` have values."""

    marks: Phrases[str]
    numbers: Phrases[int]
    multipliers: Phrases[int]
    parts: dict[str, int]
    asides: Phrases[int]
    not_people: Phrases[int]
    joints: Phrases[int]
    prefixes: tuple[str, ...]
    weekdays: Phrases[int]

    @cached_property
    def atoms(self) -> dict[str, int]:
        """What a number written as one word is made of; empty where the language writes none so."""
        if not self.parts:
            return {}
        single = {**self.numbers, **self.multipliers}
        return {phrase[0]: value for phrase, value in single.items() if len(phrase) == 1} | self.parts

    @cached_property
    def fused(self) -> re.Pattern[str] | None:
        """Matches each part of a number written as one word."""
        return re.compile("|".join(sorted(self.atoms, key=len, reverse=True))) if self.atoms else None


@cache
def lexicon(language: str | None) -> Lexicon:
    """The words of a language (ISO 639-1); of none at all where it is not in the file."""
    known = _table().get(language or "", {})

    prefixes = tuple("".join(phrase) for phrase in known.get("prefix", {}))

    def phrases(name: str) -> Phrases[int]:
        return Phrases(known.get(name, {}))

    befell = {phrase: name for name in CASUALTIES for phrase in _prefixed(known.get(name, {}), prefixes)}

    return Lexicon(
        marks=Phrases(befell),
        numbers=Phrases(_prefixed(known.get("number", {}), prefixes)),
        multipliers=phrases("multiplier"),
        parts={"".join(phrase): value for phrase, value in known.get("number_part", {}).items()},
        asides=phrases("aside"),
        not_people=phrases("not_people"),
        joints=phrases("joint"),
        prefixes=prefixes,
        weekdays=phrases("weekday"),
    )


def languages() -> frozenset[str]:
    """The languages of the file."""
    return frozenset(_table())


@cache
def _table() -> dict[str, dict[str, dict[Phrase, int]]]:
    return read_words(FILE)


def read_words(file: Path) -> dict[str, dict[str, dict[Phrase, int]]]:
    """The phrases of a word file, by language and class. Raises Misconfigured, naming the line, for a class that is none or a
    value that is no number."""
    found: defaultdict[str, dict[str, dict[Phrase, int]]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as lines:
        read = csv.DictReader(lines)
        for row in read:
            where = f"{file}, line {read.line_num}"
            if row["class"] not in CLASSES:
                raise Misconfigured(
                    where, f"class {row['class']!r} is none", f"Classes are {', '.join(sorted(CLASSES))}"
                )
            found[row["language"]][row["class"]] = dict(_entry(written, where) for written in row["words"].split())
    return dict(found)


def _prefixed(phrases: dict[Phrase, int], prefixes: tuple[str, ...]) -> dict[Phrase, int]:
    """The phrases, also with what may be written together with them."""
    more = {(prefix + first, *rest): value for (first, *rest), value in phrases.items() for prefix in prefixes}
    return more | phrases


def _entry(written: str, where: str) -> tuple[Phrase, int]:
    phrase, _, value = written.partition("=")
    if value and not value.isdecimal():
        raise Misconfigured(where, f"{written!r} gives no number", "Write word=5")
    return tuple(words(fold(phrase.replace("_", " ")))), int(value or 0)
