"""What only sounds like violence: sport, stage and screen, disasters, anniversaries, drills. Not for how a thing is said."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.code import tables
from ingest.code.words import CUE, cues_in

_FOOTAGE_REACH = 60
_SHOWING = re.compile(r"\b(?:of|show(?:s|ing|ed|n)?|circulat\w+|posted|purport\w*)\b")
_CRASH = re.compile(
    r"\b(?:truck|lorry|bus|minibus|car|van|train|tram|trailer|tanker|motorcycle|taxi|jeep)\s(?:hit|struck|slammed|smashed|ploughed"
    r"|plowed|rammed)\s(?:into\s|through\s)?an?\s(?:\w+\s){0,2}(?:truck|lorry|bus|minibus|car|van|train|tram|trailer|tanker|motorcycle|taxi"
    r"|jeep|tree|pole|wall|bridge|divider)\b"
)
_VEHICLES = frozenset(("hit", "struck", "slammed", "smashed", "ploughed", "plowed", "rammed"))
_MEANT = frozenset(
    (
        "attack",
        "attacker",
        "attackers",
        "bomb",
        "bomber",
        "explosives",
        "deliberately",
        "militants",
        "gunmen",
        "terrorist",
    )
)
_DEATHS = frozenset(("hanged", "executed", "beheaded", "put"))
_EXECUTED = re.compile(r"\b(?:hanged|executed|beheaded|put\sto\sdeath)\b")
_BY_LAW = re.compile(
    r"\b(?:convict(?:s|ed|ions?)?|death\srow|death\ssentences?|lethal\sinjection|judiciary)\b"
    r"|\bhanged\b[^.;]{0,60}\b(?:over|for)\s(?:the\s)?(?:killings?|murders?|spying|espionage)\b"
)
_READ = 3_500
"""Words of a text by which its topic is told."""
_ENOUGH = 4
_SHORT = 60
_SHARE = 0.006
"""Grave words per word below which a text, if it is not short, is about something else."""

_OUTCOMES = (
    "massacre", "slaughter", "demolition", "rout", "win", "victory", "defeat", "thrashing", "drubbing", "loss", "draw", "triumph",
)  # fmt: skip
_POINTS = ("points", "goals", "runs", "wickets", "strokes")
_SCORED = frozenset((*_OUTCOMES, *_POINTS))
_SCORE = re.compile(
    rf"\b\d{{1,2}}[-–]\d{{1,2}}\s{{1,3}}(?:{'|'.join(_OUTCOMES)})\b|\bby\s\d{{1,3}}\s(?:{'|'.join(_POINTS)})\b"
)
"""What only a match ends with."""
_FICTION = ("thriller", "film", "movie", "novel", "series", "drama", "sitcom", "play", "episode", "game", "comic")
_PLOT = re.compile(
    rf"\b(?:{'|'.join(_FICTION)})\s(?:that\s)?(?:opens|begins|starts|ends|closes|centers|centres"
    r"|revolves|imagines|casts|has)\b"
)
"""How a story that is made up is told."""
_MET_THERE = re.compile(
    r"\b(?:during|night|outside|(?:shot|wounded|injured|killed|stabbed|struck|fire|fired|shots)\b"
    r"(?:(?!\b(?:spoke|told|said|held|who|whose|was|were|\w+ed)\b)[^,.;]){0,45}?\s(?:at|into))\s"
    r"(?:an?\s)?(?:[\w-]+\s){0,2}(?:vigil|commemoration|memorial)\b"
)
"""Where people gather to remember, others kill them."""
_TALLY = re.compile(
    r"\b(?:it|this|that)(?:\s(?:was|is|marks|marked)|['’]s)\s(?:at\sleast\s)?the\s(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth|tenth)\s[^.;]{0,70}\b(?:(?:this|of\sthe|in\sa)\s(?:year|month|week)|so\sfar|since|in\s\d{4}|of\s\d{4})\b"
)
"""What has been told is counted with others: "it was the third shooting this year"."""
_BEGUN = re.compile(r"\bsince\b[^.;]{0,80}?\b(?:years|decades)\sago\b")
"""What began years ago lasts: "the deadliest attack since the rebellion began 15 years ago"."""
_JUST_LOST = re.compile(
    r"\b(?:memory of|vigil|tribute|memorial)\b[^;]{1,120}\b(?:killed|shot|slain|murdered|gunned down|stabbed|died)\b[^;]{0,80}"
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|weekend\b|last (?:week|night|month)\b|yesterday\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b(?!,? \d{4}))(?!['’])"
)
"""A vigil for those of the last days, or of a day that needs no year, is no day remembered."""
_BY_ACCIDENT = re.compile(
    r"[^,;:.]{0,40}?\b(?:in|of|from|by|after)\s(?:an?|the|two|several|\w{3,9}day's)\s(?:[\w-]+\s){0,3}?(?:(?:road|traffic|car|bus|boat|ferry|train|plane|truck|lorry|vehicle|motorcycle|mining|highway)\saccidents?|crash(?:es)?|collisions?"
    r"|shipwrecks?|capsizing|stampedes?|earthquakes?|landslides?|mudslides?|floods?|flooding|avalanches?|storms?|hurricane|typhoon|cyclone"
    r"|tornado(?:es)?|heatwave|drowning|derailment|building collapse|mine collapse)\b"
    r"|[^,;:.]{0,40}?\b(?:in|from|by|after)\s(?:an?|the)\s(?:(?:huge|massive|deadly|devastating|house|home|flat|apartment|factory|building|hotel|nightclub"
    r"|hospital|warehouse|market|school|tower|forest|kitchen|ship|ferry|train|bus|electrical)\s){0,2}?(?:fire|blaze|inferno)\b(?![^.;]*(?:"
    r"set by|set off|arson|attack|strike|bomb|shell|militant|rebel|gunm[ae]n|soldier|drone|missile|rocket|torch|grenade))"
    r"|\s(?:of|from)\s(?:hunger|thirst|starvation|malnutrition|cholera|malaria|measles|ebola|disease|illness|exhaustion|dehydration|natural\scauses|old\sage|cancer)\b"
)
"""What follows "died" and "killed" where nobody did it."""


class Topic(NamedTuple):
    """What a whole text is about, as far as it matters: `is_play`, its violent words are figures of speech; `is_accident`,
    its dead died of something that nobody did on purpose; `is_other`, it hardly speaks of violence at all. `phrases`: the cues of
    several words that stand in it, with their topics."""

    is_play: bool
    is_accident: bool
    is_other: bool
    phrases: tuple[tuple[str, str], ...]


@cache
def _cues() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str, str], ...]]:
    """Single words to their topics; and phrases, each with the longest word in it before the last and its topic."""
    words: dict[str, list[str]] = {}
    phrases = []
    for row in tables.rows("ontology/topics.csv"):
        if " " in row["cue"]:
            phrases.append((max(cues_in(row["cue"])[:-1], key=len), row["cue"], row["topic"]))
        else:
            words.setdefault(row["cue"], []).append(row["topic"])
    return {word: tuple(topics) for word, topics in words.items()}, tuple(phrases)


def topic(low: str, words: Sequence[str]) -> Topic:
    """The topic of a lower-cased text with these words."""
    counts = dict.fromkeys(
        ("sport", "stage", "money", "hard", "accident", "weapon", "memory", "imagined", "footage", "dispute", "labour"),
        0,
    )
    cues, phrases = _cues()
    words, told, grave = words[:_READ], frozenset(words), 0
    for word in filter(cues.__contains__, words):
        names = cues[word]
        grave += "hard" in names or "weapon" in names
        for name in names:
            counts[name] += 1
    played = max(counts["sport"], counts["stage"], counts["money"])
    return Topic(
        is_play=played >= _ENOUGH and played > 2 * counts["hard"],
        is_accident=counts["accident"] >= 1 and counts["accident"] > counts["weapon"],
        is_other=len(words) > _SHORT and grave < _SHARE * len(words),
        phrases=tuple((phrase, name) for word, phrase, name in phrases if word in told and phrase in low),
    )


class Tone(NamedTuple):
    """What one sentence is about: a day remembered, how many there were before, a drill or a film, an accident, pictures
    of an act, a war of words, where attacks are no violence, or of wages, where strikes are none."""

    is_memory: bool
    is_tally: bool
    is_imagined: bool
    is_accident: bool
    is_footage: bool
    is_dispute: bool
    is_labour: bool


def tone(low: str, words: frozenset[str], topic: Topic) -> Tone:
    """The tone of a lower-cased sentence with these words, in a text on this topic."""
    cues, _ = _cues()
    topics = {name for word in cues.keys() & words for name in cues[word]}
    topics.update(name for phrase, name in topic.phrases if phrase in low)
    return Tone(
        is_memory="memory" in topics and not (_MET_THERE.search(low) or _JUST_LOST.search(low) or _BEGUN.search(low)),
        is_tally=_TALLY.match(low) is not None,
        is_imagined="imagined" in topics or _is_score(low, words) or _is_plot(low, words),
        is_accident=("accident" in topics and "weapon" not in topics)
        or _is_crash(low, words)
        or _is_penalty(low, words),
        is_footage="footage" in topics and _shows(low),
        is_dispute="dispute" in topics and "hard" not in topics,
        is_labour="labour" in topics and "hard" not in topics,
    )


def dies_by_accident(low: str, at: int) -> bool:
    """Whether the clause behind a verb of death, which ends at character `at` of the lower-cased sentence, tells of an
    accident: "86 people died in a boat accident, while 14 were shot"."""
    return bool(_BY_ACCIDENT.match(low, at))


def _is_score(low: str, words: frozenset[str]) -> bool:
    return not _SCORED.isdisjoint(words) and bool(_SCORE.search(low))


def _is_plot(low: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_FICTION) and bool(_PLOT.search(low))


def _is_crash(low: str, words: frozenset[str]) -> bool:
    """ "A truck hit a bus": vehicles that meet, where no one is said to have meant it."""
    return not _VEHICLES.isdisjoint(words) and words.isdisjoint(_MEANT) and bool(_CRASH.search(low))


def _is_penalty(low: str, words: frozenset[str]) -> bool:
    """ "Hanged three prisoners after a court convicted them": put to death by law."""
    return not _DEATHS.isdisjoint(words) and bool(_EXECUTED.search(low)) and bool(_BY_LAW.search(low))


def _shows(low: str) -> bool:
    cues, _ = _cues()
    for match in CUE.finditer(low):
        if "footage" in cues.get(match.group(), ()):
            return bool(_SHOWING.search(low, match.end(), match.end() + _FOOTAGE_REACH))
    return False
