"""Which language a text is in, and what little is read of Spanish, French and Arabic: deaths and wounded, counted.

Other languages are not read: they give no events rather than wrong ones."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from ingest import dates
from ingest.code import locations, placing, tables
from ingest.code.casualties import Count
from ingest.code.company import Company
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence, Token
from ingest.dates import DateSpan
from ingest.places import Place, gazetteer

READ = ("en", "es", "fr", "ar")
"""Languages this coder reads (ISO 639-1); English in full, the others for casualties only."""

_SAMPLE = 4_000
_AROUND = ".,;:!?\"'()"
"""Marks that stand right beside a word."""
_REACH = 7
_NEAR = 60
_VIOLENT_SENTENCES = 3
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("han", re.compile("[\u3040-\u9fff]")),
    ("indic", re.compile("[\u0900-\u0dff]")),
)
_ABROAD = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff\u3040-\u9fff]")
"""A letter of any of these scripts."""
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_BETWEEN = frozenset(("entre", "بين"))
_ARTICLES = frozenset(("un", "una", "une"))
_ARABIC_PLACE_BEFORE = tables.cues("arabic_place_before")


def language_of(text: str, stated: str | None) -> str:
    """ISO 639-1 of a text, or the name of its script where that is all that can be said; "en" in doubt."""
    sample = text[:_SAMPLE]
    for name, script in _SCRIPTS if _ABROAD.search(sample) else ():
        written = len(script.findall(sample))
        if written and written * 3 > sum(map(str.isalpha, sample)):
            return name if stated is None or name != "ar" else stated
    counts: Counter[str] = Counter()
    stopwords = _stopwords()
    for word, times in Counter(sample.lower().split()).items():
        if word[0] in _AROUND or word[-1] in _AROUND:
            word = word.strip(_AROUND)
        if word in stopwords:
            for language in stopwords[word]:
                counts[language] += times
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
    words = [s.lows for s in sentences]
    if any(_words(language, "accident") & said for said in words):
        return False
    return sum(not _words(language, "violence").isdisjoint(said) for said in words) >= _VIOLENT_SENTENCES


def read(
    sentence: Sentence, company: Company, anchor: date | None, language: str, *, is_violent: bool
) -> tuple[Mention, ...]:
    """The mentions of counted dead and wounded in a sentence of another language, one for each number of dead."""
    words = sentence.lows
    if words.isdisjoint(_words(language, "death") | _words(language, "injury")):
        return ()
    if any(not _words(language, name).isdisjoint(words) for name in ("accident", "doubt")):
        return ()
    if any(phrase in sentence.low for phrase in _words(language, "none")):
        return ()
    if not is_violent and _words(language, "violence").isdisjoint(words):
        return ()
    days = sentence.dates(anchor)
    places = _places(sentence, company, language)
    told = [
        _mention(sentence, language, kind, count, _day(sentence, days, count), places)
        for kind, count in _counts(sentence, language)
    ]
    return _with_wounded(told)


def _with_wounded(told: Sequence[Mention]) -> tuple[Mention, ...]:
    """The wounded belong to the last dead of their sentence."""
    joined: list[Mention] = []
    for mention in told:
        if mention.injured and joined and joined[-1].deaths and not joined[-1].injured:
            joined[-1] = joined[-1]._replace(injured=mention.injured, end=max(joined[-1].end, mention.end))
        else:
            joined.append(mention)
    return tuple(joined)


def _counts(sentence: Sentence, language: str) -> list[tuple[str, Count]]:
    """Each number of people with what its nearest word says befell them, in order."""
    tokens = sentence.tokens
    found: list[tuple[str, Count]] = []
    for at in range(len(tokens)):
        value = _number_at(tokens, at, language)
        if value is not None and _is_people(tokens, at, language):
            kind = _nearest_kind(tokens, at, language)
            found += [(kind, _as_count(sentence, at, value, language))] if kind else []
    return found


def _nearest_kind(tokens: Sequence[Token], at: int, language: str) -> str | None:
    near = [
        (abs(number - at), kind)
        for number in range(max(0, at - _REACH), min(len(tokens), at + _REACH + 1))
        for kind in ("death", "injury")
        if tokens[number].low in _words(language, kind)
    ]
    return min(near)[1] if near else None


def _day(sentence: Sentence, days: Sequence[DateSpan], count: Count) -> DateSpan | None:
    """The day nearest to a count, or the days from the first to the second: "entre el jueves y el sábado"."""
    at = sentence.tokens[count.first].start
    if len(days) < 2 or not _BETWEEN.intersection(
        sentence.document[sentence.start : days[0].start].lower().split()[-3:]
    ):
        return min(days, key=lambda day: abs(day.start - at), default=None)
    first, second = days[:2]
    if not first.first < second.last:
        return first
    return first._replace(
        last=second.last, precision=dates.precision_of(first.first, second.last), end=max(first.end, second.end)
    )


def _number_at(tokens: Sequence[Token], at: int, language: str) -> int | None:
    word = tokens[at].low.translate(_ARABIC_DIGITS)
    if word.replace(",", "").replace(".", "").isdecimal() and len(word) < 8:
        return int(word.replace(",", "").replace(".", ""))
    return _numbers(language).get(word)


def _is_people(tokens: Sequence[Token], number: int, language: str) -> bool:
    """A number counts people where a person word or a word of death follows it, or where nothing else is counted
    ("otras 20", "69 eran …")."""
    own, following = tokens[number].low, [t.low for t in tokens[number + 1 : number + 3]]
    if following[:1] and following[0] in _words(language, "not_people"):
        return False
    if own in _words(language, "person"):
        return True
    if own in _ARTICLES:  # "una masacre" is no count of one
        return following[:1] != [] and following[0] in _words(language, "person")
    people = _words(language, "person") | _words(language, "death") | _words(language, "injury")
    if any(word in people for word in following):
        return True
    before = tokens[number - 1].low if number else ""
    is_figure = own.translate(_ARABIC_DIGITS).isdecimal()
    further, being = _words(language, "further"), _words(language, "being")
    return is_figure and (before in further or (following[:1] != [] and following[0] in being))


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


def _places(sentence: Sentence, company: Company, language: str) -> list[Location]:
    if language != "ar":
        found = placing.find(sentence, company)
        exact = [p for p in found if p.is_strong and p.where_prec < 6]
        return exact or [p for p in found if p.place is not None and p.where_prec < 6] or [p for p in found if p.place]
    tokens = sentence.tokens
    hits: list[Location] = []
    for at in range(1, len(tokens)):
        if tokens[at - 1].low not in _ARABIC_PLACE_BEFORE:
            continue
        for size in (3, 2, 1):
            name = " ".join(t.text for t in tokens[at : at + size])
            place = company.choose(gazetteer().find(name) if at + size <= len(tokens) else (), None)
            if place is not None:
                hits.append(_location(sentence, tokens[at].start, tokens[at + size - 1].end, place))
                break
    return hits


def _location(sentence: Sentence, start: int, end: int, place: Place) -> Location:
    return Location(
        written=sentence.document[start:end],
        start=start,
        end=end,
        place=place,
        container=None,
        where_prec=locations.precision_of(place),
        is_strong=True,
    )


def _mention(
    sentence: Sentence, language: str, kind: str, count: Count, day: DateSpan | None, places: Sequence[Location]
) -> Mention:
    tokens, at = sentence.tokens, sentence.tokens[count.first].start
    words = {t.low for t in tokens}
    modes = (("explosives", "explosive"), ("heavy-weapons", "heavy"))
    mode = next((mode for mode, name in modes if _words(language, name) & words), "")
    trigger = min((t for t in tokens if t.low in _words(language, kind)), key=lambda t: abs(t.start - at))
    before = {t.low for t in tokens[max(0, count.first - 5) : count.first]}
    place = _place(sentence, places, at, is_part=bool(before & _words(language, "part")))
    own = [(trigger.start, trigger.end), (at, tokens[count.last - 1].end)]
    own += [(p.start, p.end) for p in (place, day) if p is not None and abs(p.start - at) < _NEAR]
    return Mention(
        sentence=sentence, family="violence", event_type="ASSAULT", mode=mode, effects=frozenset((kind,)), modality="fact",
        deaths=(count,) if kind == "death" else (), injured=(count,) if kind == "injury" else (), struck=(), detained=(),
        abducted=(), displaced=(), agents=(), opponents=(), victims=(), targets=(), day=day, place=place, sources=(),
        is_part=bool(before & _words(language, "part")), is_further=bool(before & _words(language, "further")),
        is_toll=False, is_bare=False, start=min(a for a, _ in own), end=max(b for _, b in own),
        trigger=(trigger.start, trigger.end),
    )  # fmt: skip


def _place(sentence: Sentence, places: Sequence[Location], at: int, *, is_part: bool) -> Location | None:
    """The place nearest to a count, not beyond another number; a share of a number has one only right beside it."""
    fitting = [p for p in places if abs(p.start - at) < (_NEAR if is_part else 3 * _NEAR)]
    fitting = [p for p in fitting if not _other_number(sentence, min(at, p.start), max(at, p.start))]
    return min(fitting, key=lambda p: (p.where_prec >= 6, abs(p.start - at)), default=None)


def _other_number(sentence: Sentence, first: int, last: int) -> bool:
    between = sentence.document[first:last].translate(_ARABIC_DIGITS).split()
    return any(word.isdecimal() for word in between[1:])
