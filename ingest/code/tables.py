"""The coder's tables, read once from `seeds/ontology/`. Values only: what they mean is the business of the modules."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a seed table as dicts by header."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Entry(NamedTuple):
    """One written form of a trigger. `form` is base, s, past, participle, both (past and participle alike), ing or noun;
    `words` its lower-case tokens."""

    words: tuple[str, ...]
    form: str
    event_type: str
    mode: str
    effect: str


class Pattern(NamedTuple):
    """One written form of an act: the words of its verb, what must stand behind it (before it in the passive), what its
    subject must name, and which parties it needs: "one", "both" or ""."""

    entry: Entry
    objects: frozenset[str]
    subjects: frozenset[str]
    needs: str


class Person(NamedTuple):
    """What a noun says of the people it names: kind and whether it is plural."""

    kind: str
    is_plural: bool


@cache
def word_classes() -> dict[str, str]:
    """Word to its class; the first line of the table that has a word decides."""
    classes: dict[str, str] = {}
    for row in rows("ontology/words.csv"):
        classes.setdefault(row["word"], row["class"])
    return classes


@cache
def words_of(wanted: str) -> frozenset[str]:
    """Every word listed under a class, whatever other class it has."""
    return frozenset(row["word"] for row in rows("ontology/words.csv") if row["class"] == wanted)


@cache
def cues(wanted: str) -> frozenset[str]:
    """Every word that is a cue of this class."""
    return frozenset(row["word"] for row in rows("ontology/cues.csv") if row["class"] == wanted)


@cache
def people() -> dict[str, Person]:
    """Noun (singular or plural, possibly of several words) to what it says of people."""
    found: dict[str, Person] = {}
    for row in rows("ontology/people.csv"):
        found.setdefault(row["singular"], Person(row["kind"], row["singular"] == row["plural"]))
        found.setdefault(row["plural"], Person(row["kind"], True))
    return found


@cache
def armed_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of armed actors as lower-case words, by first word: what can stand before "attack" as its author."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("actors.csv"):
        if row["role"] in ("rebel", "militia", "criminal", "military", "police"):
            for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
                words = tuple(alias.lower().split())
                index.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in index.items()}


@cache
def targets() -> frozenset[str]:
    """Nouns of things that are attacked: buildings, vehicles, positions."""
    return frozenset(row["noun"] for row in rows("ontology/targets.csv"))


@cache
def triggers() -> dict[str, tuple[Entry, ...]]:
    """First word to the entries that begin with it, longest first."""
    index: dict[str, list[Entry]] = {}
    for row in rows("ontology/triggers.csv"):
        for entry in _forms(row):
            index.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(entries, key=lambda e: -len(e.words))) for first, entries in index.items()}


@cache
def acts() -> dict[str, tuple[Pattern, ...]]:
    """First word to the acts whose verb begins with it, longest first."""
    index: dict[str, list[Pattern]] = {}
    for row in rows("ontology/acts.csv"):
        objects, subjects = _wanted(row["objects"]), _wanted(row["subjects"])
        for entry in _forms({**row, "part": "verb"}):
            index.setdefault(entry.words[0], []).append(Pattern(entry, objects, subjects, row["needs"]))
    return {first: tuple(sorted(found, key=lambda act: -len(act.entry.words))) for first, found in index.items()}


def _wanted(written: str) -> frozenset[str]:
    """Words divided by "|"; "@name" stands for a class of cues."""
    words = filter(None, written.split("|"))
    return frozenset(word for w in words for word in (cues(w[1:]) if w[0] == "@" else (w,)))


def _forms(row: dict[str, str]) -> Iterable[Entry]:
    rest = (row["event_type"], row["mode"], row["effect"])
    if row["part"] == "noun":
        yield Entry(_split(row["phrase"]), "noun", *rest)
        return
    head, *tail = row["phrase"].split()
    past = row["past"] or " ".join((_past(head), *tail))
    participle = row["participle"] or past
    written = [("base", row["phrase"]), ("s", " ".join((_third(head), *tail))), ("ing", " ".join((_ing(head), *tail)))]
    written += [("both", past)] if past == participle else [("past", past), ("participle", participle)]
    seen = set()
    for form, phrase in reversed(written):  # "shot", "hit" and "beat": the past hides the base
        if phrase not in seen:
            seen.add(phrase)
            yield Entry(_split(phrase), form, *rest)


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s"


def _doubles(verb: str) -> bool:
    return verb in cues("doubling")


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + "ed"


def _ing(verb: str) -> str:
    if verb == "die":
        return "dying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"
