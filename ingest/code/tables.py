"""The coder's tables, read once from `seeds/ontology/`. Values only: what they mean is the business of the modules."""

import csv
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a seed table as dicts by header."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Entry(NamedTuple):
    """One written form of a trigger. `form` is base, s, past, participle, both (past and participle alike), ing or noun, or
    suffered, whose subject is whom it befell ("came under fire"); `words` its lower-case tokens."""

    words: tuple[str, ...]
    form: str
    event_type: str
    mode: str
    effect: str


class Pattern(NamedTuple):
    """One written form of an act: the words of its verb, what must stand behind it (before it in the passive), what its
    subject must name, and which parties it needs: "one", "both" or ""; "sufferer" where the subject did nothing ("ran over a
    mine")."""

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


ACRONYM = 5
"""Letters of the longest acronym that must be written as one."""


def is_acronym(alias: str) -> bool:
    """Whether a name is one only as it is written: "HTS", "LeT"."""
    return " " not in alias and len(alias) <= ACRONYM and sum(letter.isupper() for letter in alias) > 1


def is_description(alias: str) -> bool:
    """Whether a name only says what kind of people are meant: "Salvadoran guerrillas", "urban commandos"; not "M23 group"."""
    last = alias.rsplit(" ", 1)[-1]
    return last.islower() and last not in cues("organisation_head")


def actor_names(row: dict[str, str]) -> Iterable[tuple[str, bool]]:
    """The names of a line of `actors.csv`, and whether each counts only in the actor's own country. What a name has in
    brackets is for the reader of the table."""
    if " (" not in row["name"]:
        yield row["name"], False
    yield from ((alias, False) for alias in row["aliases"].split("|") if alias)
    yield from ((alias, True) for alias in row["local_aliases"].split("|") if alias)


@cache
def common_words() -> frozenset[str]:
    """The commonest English words, folded."""
    lines = (SEEDS / "common_words" / "en.txt").read_text(encoding="utf-8").split()
    return frozenset(lines)


@cache
def armed_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of armed actors as lower-case words, by first word: what can stand before "attack" as its author. Without names
    that are common words or bear only at home."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("actors.csv"):
        if row["role"] in ("rebel", "militia", "criminal", "mercenary", "military", "police"):
            for alias, is_local in actor_names(row):
                words = tuple(alias.lower().split())
                if not is_local and (len(words) > 1 or words[0] not in common_words()):
                    index.setdefault(words[0], []).append(words)
    return {first: tuple(dict.fromkeys(found)) for first, found in index.items()}


def first_day(written: str) -> date | None:
    """The first day of a year, a month or a day as the tables write it; None for an empty cell."""
    return date.fromisoformat((written + "-01-01")[:10]) if written else None


def last_day(written: str) -> date | None:
    """The last day of a year, a month or a day as the tables write it; None for an empty cell."""
    if not written or len(written) == len("2024-12-31"):
        return first_day(written)
    year, month = (int(part) for part in (written + "-12").split("-")[:2])
    return date(year, month, monthrange(year, month)[1])


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
    longest = {first: sorted(dict.fromkeys(found), key=lambda e: -len(e.words)) for first, found in index.items()}
    return {first: tuple(found) for first, found in longest.items()}


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
    """Words divided by "|"; "@name" stands for a class of cues, "@people" for everybody who bears no arms."""
    words = filter(None, written.split("|"))
    return frozenset(word for w in words for word in (_class(w[1:]) if w[0] == "@" else (w,)))


def _class(name: str) -> frozenset[str]:
    if name != "people":
        return cues(name)
    return frozenset(noun for noun, person in people().items() if person.kind in ("person", "civilian"))


def _forms(row: dict[str, str]) -> Iterable[Entry]:
    rest = (row["event_type"], row["mode"], row["effect"])
    if row["part"] == "noun":
        yield Entry(_split(row["phrase"]), "noun", *rest)
        return
    head, *tail = row["phrase"].split()
    if tail and head.endswith("ly") and head != "fly":  # "fatally shoot": the verb bends, not the adverb
        yield from (e._replace(words=(head, *e.words)) for e in _forms(_without_adverb(row, head)))
        return
    past = row["past"] or " ".join((_past(head), *tail))
    participle = row["participle"] or past
    written = [("base", row["phrase"]), ("s", " ".join((_third(head), *tail))), ("ing", " ".join((_ing(head), *tail)))]
    written += [("both", past)] if past == participle else [("past", past), ("participle", participle)]
    seen = set()
    for form, phrase in reversed(written):  # "shot", "hit" and "beat": the past hides the base
        if phrase not in seen:
            seen.add(phrase)
            yield Entry(_split(phrase), "suffered" if row["part"] == "suffer" else form, *rest)


def _without_adverb(row: dict[str, str], adverb: str) -> dict[str, str]:
    return row | {name: row[name].removeprefix(f"{adverb} ") for name in ("phrase", "past", "participle")}


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
