"""Which language a text is in, and what little is read of Spanish, French and Arabic: deaths and wounded, counted.

Other languages are not read: they give no events rather than wrong ones."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ingest import dates
from ingest.code import locations, tables
from ingest.code.casualties import Count
from ingest.code.locations import Company, Location
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence, Token
from ingest.dates import DateSpan
from ingest.places import gazetteer

READ = ("en", "es", "fr", "ar")
"""Languages this coder reads (ISO 639-1); English in full, the others for casualties only."""

_SAMPLE = 4_000
_REACH = 6
_VIOLENT_SENTENCES = 3
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("han", re.compile("[\u3040-\u9fff]")),
    ("indic", re.compile("[\u0900-\u0dff]")),
)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_BETWEEN = frozenset(("entre", "بين"))
_ARTICLES = frozenset(("un", "una", "une"))
_ARABIC_PLACE_BEFORE = tables.cues("arabic_place_before")


def language_of(text: str, stated: str | None) -> str:
    """ISO 639-1 of a text, or the name of its script where that is all that can be said; "en" in doubt."""
    sample = text[:_SAMPLE]
    for name, script in () if sample.isascii() else _SCRIPTS:
        if len(script.findall(sample)) * 3 > sum(map(str.isalpha, sample)) > 0:
            return name if stated is None or name != "ar" else stated
    counts: Counter[str] = Counter()
    stopwords = _stopwords()
    for word in sample.lower().split():
        counts.update(stopwords.get(word.strip(".,;:!?\"'()"), ()))
    if not counts:
        return stated or "en"
    best, times = counts.most_common(1)[0]
    if stated is not None and counts[stated] >= 0.7 * times:
        return stated
    return "en" if counts["en"] >= 0.8 * times else best


@cache
def _stopwords() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in tables.rows("ontology/languages.csv"):
        if row["class"] == "stopword":
            found.setdefault(row["word"], []).append(row["language"])
    return {word: tuple(languages) for word, languages in found.items()}


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in tables.rows("ontology/languages.csv")
        if row["language"] == language and row["class"] == name
    )


@cache
def _numbers(language: str) -> dict[str, int]:
    return {
        row["word"]: int(row["value"])
        for row in tables.rows("ontology/languages.csv")
        if row["language"] == language and row["class"] == "number"
    }


def number_words(low: str) -> set[int]:
    """Every number that a stretch of lower-case text spells or writes in one of the languages read."""
    words = low.translate(_ARABIC_DIGITS).split()
    found = {int(word) for word in words if word.isdecimal() and len(word) < 9}
    return found | {_numbers(language)[word] for language in READ for word in words if word in _numbers(language)}


def is_violent(sentences: Sequence[Sentence], language: str) -> bool:
    """Whether a text tells of violence throughout, and of no accident: then a death needs no violent word beside it."""
    words = [{t.low for t in s.tokens} for s in sentences]
    if any(_words(language, "accident") & said for said in words):
        return False
    return sum(not _words(language, "violence").isdisjoint(said) for said in words) >= _VIOLENT_SENTENCES


def read(
    sentence: Sentence, company: Company, anchor: date | None, language: str, *, is_violent: bool
) -> tuple[Mention, ...]:
    """The one mention of deaths or wounded that a sentence of another language holds, if it counts them."""
    tokens = sentence.tokens
    words = [t.low for t in tokens]
    if (
        not _words(language, "death")
        .union(_words(language, "injury"), _words(language, "violence"))
        .intersection(words)
    ):
        return ()
    if any(_words(language, name).intersection(words) for name in ("accident", "doubt")):
        return ()
    zero = next((phrase for phrase in _words(language, "none") if phrase in sentence.low), None)
    deaths = _count(sentence, language, "death", zero)
    injured = _count(sentence, language, "injury", None)
    if not (deaths or injured) or not (is_violent or _words(language, "violence").intersection(words)):
        return ()
    day = _day(sentence, dates.find_dates(sentence.text, anchor, sentence.start))
    return (_mention(sentence, language, deaths, injured, day, _place(sentence, company, language)),)


def _day(sentence: Sentence, days: Sequence[DateSpan]) -> DateSpan | None:
    """The first day a sentence names, or the days from the first to the second: "entre el jueves y el sábado"."""
    if len(days) < 2 or not _BETWEEN.intersection(
        sentence.document[sentence.start : days[0].start].lower().split()[-3:]
    ):
        return days[0] if days else None
    first, second = days[:2]
    if not first.first < second.last:
        return first
    return replace(
        first, last=second.last, precision=dates.precision_of(first.first, second.last), end=max(first.end, second.end)
    )


def _count(sentence: Sentence, language: str, name: str, zero: str | None) -> tuple[Count, ...]:
    tokens = sentence.tokens
    if zero is not None:
        return ()
    best: tuple[int, Count] | None = None
    for at, token in enumerate(tokens):
        if token.low not in _words(language, name):
            continue
        for number in range(max(0, at - _REACH), min(len(tokens), at + _REACH + 1)):
            found = _number_at(tokens, number, language)
            if found is None or not _is_people(tokens, number, at, language):
                continue
            distance = abs(number - at)
            if best is None or distance < best[0]:
                best = (distance, _as_count(sentence, number, found, language))
    return (best[1],) if best else ()


def _number_at(tokens: Sequence[Token], at: int, language: str) -> int | None:
    word = tokens[at].low.translate(_ARABIC_DIGITS)
    if word.replace(",", "").replace(".", "").isdecimal() and len(word) < 8:
        return int(word.replace(",", "").replace(".", ""))
    return _numbers(language).get(word)


def _is_people(tokens: Sequence[Token], number: int, trigger: int, language: str) -> bool:
    """A number counts the dead when a person word follows it, or the word of death itself."""
    following = [t.low for t in tokens[number + 1 : number + 3]]
    if following[:1] and following[0] in _words(language, "not_people"):
        return False
    if tokens[number].low in _words(language, "person"):
        return True
    if tokens[number].low in _ARTICLES:  # "una masacre" is no count of one
        return following[:1] != [] and following[0] in _words(language, "person")
    people = _words(language, "person") | _words(language, "death") | _words(language, "injury")
    return any(word in people for word in following[:2]) or (trigger == number - 1 and language == "ar")


def _as_count(sentence: Sentence, at: int, value: int, language: str) -> Count:
    tokens = sentence.tokens
    before = " ".join(t.low for t in tokens[max(0, at - 4) : at]).removesuffix(" a")  # "al menos a 18"
    after = " ".join(t.low for t in tokens[at + 1 : at + 6])
    least = any(before.endswith(phrase) for phrase in _words(language, "least"))
    least = least or (language == "ar" and any(phrase in after for phrase in _words(language, "least")))
    quantity = Quantity(low=value, best=value, high=None if least else value, first=at, last=at + 1)
    near = [t.low for t in tokens[at : at + 3]]
    kind = "civilian" if _words(language, "civilian").intersection(near) else "person"
    return Count(quantity, kind, at, at + 1)


def _place(sentence: Sentence, company: Company, language: str) -> Location | None:
    if language != "ar":
        found = locations.find(sentence, company)
        return min((p for p in found if p.is_strong), key=lambda p: p.where_prec, default=None)
    tokens = sentence.tokens
    hits: list[Location] = []
    for at in range(1, len(tokens)):
        if tokens[at - 1].low not in _ARABIC_PLACE_BEFORE:
            continue
        for size in (3, 2, 1):
            name = " ".join(t.text for t in tokens[at : at + size])
            place = company.choose(gazetteer().find(name) if at + size <= len(tokens) else (), None)
            if place is not None:
                start, end = tokens[at].start, tokens[min(at + size, len(tokens)) - 1].end
                precision = {"country": 6, "region": 5, "admin1": 4, "admin2": 3}.get(place.feature, 1)
                hits.append(
                    Location(written=sentence.document[start:end], start=start, end=end, place=place, container=None,
                             where_prec=precision, is_strong=True)
                )  # fmt: skip
                break
    return min(hits, key=lambda p: p.where_prec, default=None)


def _mention(
    sentence: Sentence,
    language: str,
    deaths: tuple[Count, ...],
    injured: tuple[Count, ...],
    day: DateSpan | None,
    place: Location | None,
) -> Mention:
    tokens = sentence.tokens
    words = {t.low for t in tokens}
    mode = next(
        (m for m, name in (("explosives", "explosive"), ("heavy-weapons", "heavy")) if _words(language, name) & words),
        "",
    )
    deadly = _words(language, "death") | _words(language, "injury")
    trigger = next(t for t in tokens if t.low in deadly)
    counts = (*deaths, *injured)
    starts = [trigger.start, *(tokens[c.first].start for c in counts), *([place.start] if place else [])]
    ends = [trigger.end, *(tokens[c.last - 1].end for c in counts), *([place.end] if place else [])]
    return Mention(
        sentence=sentence, family="violence", event_type="ASSAULT", mode=mode, effects=frozenset(("death",)), modality="fact",
        deaths=deaths, injured=injured, struck=(), detained=(), abducted=(), displaced=(), agents=(), opponents=(), victims=(),
        targets=(), day=day, place=place, sources=(), is_part=False, is_further=False, is_toll=False,
        is_bare=False, start=min(starts), end=max(ends), trigger=(trigger.start, trigger.end),
    )  # fmt: skip
