"""On which day a deed was done: not the day on which police said so, a court sat or somebody was buried.

Not for reading dates: that is `ingest.dates`."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import timedelta

from ingest.code import earlier, reckoning, stamps, tables
from ingest.code.chunks import Chunk
from ingest.code.mentions import FAMILIES
from ingest.code.sentences import Sentence
from ingest.dates import MONTH_PREC, DateSpan, meet, precision_of

_AFTERWARDS = tables.cues("afterwards")
_YEAR = re.compile(r"(?:since\s{1,3})?\d{4}$")
_ASIDE = re.compile(
    r",\s{1,3}(?:which|whose|who|where)(?:\s{1,3}(?!that\b)[\w'-]{1,20}(?:,\d{3})*){1,12}\s{1,3}$", re.IGNORECASE
)
_WHEN = re.compile(r",?\s{1,3}when\b")
_SINCE = re.compile(r"\bsince\s{1,3}(?=[\w'’]+\s)[^,;:.]{4,80}$", re.IGNORECASE)
_OCCASIONS = tables.cues("occasion")
_AT_OCCASION = re.compile(
    r"(?:\s{1,3}(?:morning|afternoon|evening|night))?(?:\s{1,3}(?:at|during|in)\s{1,3}an?)?\s{1,3}(?:(?:news|press|court|written)\s{1,3})?(\w+)"
)
_ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|worst|deadliest|bloodiest|largest|biggest)\b"
)
_RISEN = re.compile(
    r"\btoll\b[^.;]{0,120}?\b(?:rose|risen|rises|climbed|increased|grew|jumped)\s{1,3}to\s{1,3}(?:at\s{1,3}least\s{1,3})?[\w,-]{1,20}\s{1,3}"
    r"(?:(?:people|dead)\s{1,3})?(?:on\s{1,3}|late\s{1,3}|early\s{1,3}){0,2}$"
)
"""What leads to the day on which a toll was found to be higher."""
_PRIOR = re.compile(
    r"\b(?:hours?|minutes|days?|weeks?)\s{1,3}(?:prior\s{1,3}to|before)\s{1,3}(?:the|that)\s{1,3}(?:\w+\s{1,3})?$"
)
"""What leads from the day of something else to a deed that came after it."""
_NIGHT = 2
"""UCDP's precision of a night or a weekend."""
_ISSUED = frozenset(("issued", "released", "published", "posted", "made", "read"))
"""What was done to a statement on the day of it."""
_COUNTED = frozenset(("recorded", "registered", "reported", "documented", "counted"))
_NEAR = 24
_PHRASE = 3
"""Words before an event noun in which its preposition stands."""
_TOPIC = 5
"""Words before an event noun in which "about", "into" or "regarding" makes it what is spoken of."""
_AT = frozenset(("during", "at", "amid", "in"))
_WHILE = frozenset(("as", "when", "while", "where"))
_REFLEXIVE = frozenset(("himself", "herself", "themselves"))
_CAUSE = frozenset(("after", "following", "from", "since"))
_PATIENTS = frozenset(("survivor", "survivors", "victim", "victims"))
_TOWARDS = frozenset(("at", "toward", "towards", "into", "through"))
_ABOUT = frozenset(("about", "concerning", "regarding", "into"))
_SEARCHING = frozenset(("investigating", "investigate", "investigates", "probing"))
_CHARGES = frozenset(("suspicion", "count", "counts", "charge", "charges"))
_CHARGED = frozenset(("accused", "suspected", "convicted"))
_TO_COME = frozenset(("will", "scheduled", "slated"))
_RELATIVE = re.compile(r",\s{1,3}(?:which|who|where)\s{1,3}ha(?:s|ve)\b[^,;]*$")
_TO_DO = frozenset(("set", "due", "expected", "is", "are", "was", "were"))
"""What puts a verb in the future with the "to" behind it."""


def of_deed(sentence: Sentence, row: Sequence[Chunk], at: int, days: Sequence[DateSpan]) -> DateSpan | None:
    """The day of the deed of trigger `at` among those its sentence names; None where they are days of something else."""
    if not days:
        return None
    named = days
    start, end, entry = sentence.tokens[row[at].first].start, sentence.tokens[row[at].last - 1].end, row[at].entry
    if (counted := reckoning.of_another(sentence, days, start)) is not None:
        return counted
    if _is_object(sentence, row[at]):
        days = [day for day in days if day.start > end] or days
    if (spoken := _spoken_of(sentence, row[at])) is not None:
        days = [day for day in days if day.start > spoken]
    fitting = [day for day in days if _is_of_deed(sentence, row, at, day, start)]

    def distance(day: DateSpan) -> int:
        return (start - day.end) if day.end <= start else (day.start - end) * 3 // 4

    if entry is not None and entry.effect in ("release", "seize"):
        fitting = [day for day in fitting if not day.is_since]  # "freed the two they had been holding since March"
    if _is_joined(row, at):
        fitting = [day for day in fitting if end < day.start <= _clause_end(sentence, row, at)] or fitting
    day = min(fitting, key=distance, default=None)
    if day is not None and day.precision == _NIGHT:
        day = _narrowed(sentence, row, day, fitting) or _before_saying(sentence, row, day, named)
    if day is not None and day.is_since and _is_when(sentence, day, start):
        return _began(sentence, day)
    return day


def _narrowed(sentence: Sentence, row: Sequence[Chunk], night: DateSpan, days: Sequence[DateSpan]) -> DateSpan | None:
    """ "During an overnight raid in Logar on Monday": the day that is told behind a night in the same clause."""
    for day in days:
        if day.precision == 1 and day.start > night.end and meet(day, night):
            between = (c for c in row if night.end <= sentence.tokens[c.first].start < day.start)
            if all(c.kind in "tnpdg," for c in between):
                return day
    return None


def _before_saying(sentence: Sentence, row: Sequence[Chunk], night: DateSpan, days: Sequence[DateSpan]) -> DateSpan:
    """ "Killed overnight, police said Sunday": the night before the day on which it was said."""
    if sentence.document[night.start : night.end].lower() != "overnight":
        return night
    later = (day for day in days if day.precision == 1 and day.start > night.end)
    said = next((day for day in later if is_afterwards(sentence, row, day)), None)
    return night._replace(first=said.first - timedelta(days=1), last=said.first) if said else night


def _is_joined(row: Sequence[Chunk], at: int) -> bool:
    """ "Was kidnapped on 5 May and freed on Sunday", "and gunmen killed five on Monday": a verb that "and" joins, with a subject
    of its own or none, to one with a day of its own before it."""
    before = at - 1
    while before > 0 and row[before].kind in "ar":
        before -= 1
    before -= before > 1 and row[before].kind == "n" and row[before - 1].kind == "c"
    return before > 0 and row[before].kind == "c" and row[before - 1].kind in "dg"


def _clause_end(sentence: Sentence, row: Sequence[Chunk], at: int) -> int:
    """Where the clause of a verb ends: before the next deed or saying, or what parts clauses."""
    after = next((c for c in row[at + 1 :] if c.kind in ';"cswty'), None)
    return sentence.tokens[after.first].start if after else sentence.end


def _began(sentence: Sentence, day: DateSpan) -> DateSpan:
    """The day, month or year from which "since" counts."""
    words = sentence.document[day.start : day.end].lower()
    last = day.first
    if _YEAR.search(words):
        last = day.first.replace(month=12, day=31)
    elif not any(letter.isdigit() for letter in words.replace(str(day.first.year), "")) and day.first.day == 1:
        last = day.first.replace(day=monthrange(day.first.year, day.first.month)[1])
    return day._replace(last=last, precision=precision_of(day.first, last))


def _is_when(sentence: Sentence, day: DateSpan, start: int) -> bool:
    """ "since Oct. 7, when gunmen killed …": the day on which it began, not all that came since."""
    _, when, clause = sentence.document[day.end : max(day.end, start)].lower().partition("when ")
    return bool(when) and ", " not in clause


def _is_object(sentence: Sentence, chunk: Chunk) -> bool:
    """ "accused on Monday of killing", "held since Friday for shooting": days before it are not the deed's."""
    entry = chunk.entry
    before = sentence.tokens[chunk.first - 1].low if chunk.first else ""
    return entry is not None and entry.form == "ing" and before in ("for", "of", "after", "over")


def _spoken_of(sentence: Sentence, chunk: Chunk) -> int | None:
    """ "Testified on Monday about the murder of": where "about" stands, days before which are those of what is said of it."""
    if chunk.entry is None or chunk.entry.form != "noun":
        return None
    before = range(chunk.first - 1, max(0, chunk.first - _TOPIC) - 1, -1)
    words = sentence.tokens
    return next((words[n].start for n in before if words[n].low in _ABOUT and not words[n + 1].word.is_numeric), None)


def _is_of_deed(sentence: Sentence, row: Sequence[Chunk], at: int, day: DateSpan, start: int) -> bool:
    is_said = any(chunk.kind == "y" for chunk in row[:at])
    between = sentence.document[day.end : start]
    if between.startswith(" that ") or (is_said and " that " in between):
        return False  # "denied on Saturday that …", "will be told today that …": the day of the saying
    if (
        _is_of_a_beginning(sentence, day, start)
        or _is_of_a_tally(sentence, row[at], day)
        or _is_charge(sentence, row[at])
    ):
        return False
    if earlier.is_repaid(sentence, day.start, start) or earlier.is_record(sentence, start, day):
        return False
    if day.start < start and _PRIOR.search(sentence.low, day.end - sentence.start, start - sentence.start):
        return False
    if "toll" in sentence.low and _RISEN.search(sentence.low, 0, day.start - sentence.start):
        return False
    if _is_of_aside(sentence, day, start) or (day.start > start and _is_another_saying(sentence, row, at, day)):
        return False
    return not stamps.is_stamp(sentence, day) and not is_afterwards(sentence, row, day, at)


def _is_of_aside(sentence: Sentence, day: DateSpan, start: int) -> bool:
    """ "The envoy, whose term began in 1986, was shot": the day of a clause that commas close before the deed; "was shot near the
    camp, which has been besieged since May": from which a clause behind it counts."""
    if day.is_since and _RELATIVE.search(sentence.document, start, max(day.start, start)):
        return True
    opened = _ASIDE.search(sentence.document[sentence.start : day.start])
    return opened is not None and "," in sentence.document[day.end : max(day.end, start)]


def _is_of_a_beginning(sentence: Sentence, day: DateSpan, start: int) -> bool:
    """ "Fighting has gripped it since the army took power in May", "the deadliest
    attack since May, when …": the day from which what the trigger tells has lasted."""
    if day.is_since and day.start > start and _WHEN.match(sentence.document, day.end):
        return True
    opened = _SINCE.search(sentence.document[sentence.start : day.start])
    return opened is not None and not day.is_since and start < sentence.start + opened.start()


def _is_charge(sentence: Sentence, chunk: Chunk) -> bool:
    """ "Arrested on suspicion of murder on Thursday", "two counts of murder": what somebody is held for, done before."""
    before = [t.low for t in sentence.tokens[max(0, chunk.first - 2) : chunk.first]]
    return before[1:] == ["of"] and before[0] in _CHARGES


def _is_of_a_tally(sentence: Sentence, chunk: Chunk, day: DateSpan) -> bool:
    """ "The city's third homicide of 2024", "the worst attack this year": the year in which they are counted."""
    end = sentence.tokens[chunk.last - 1].end
    counted = _ORDINAL.search(sentence.document, max(sentence.start, end - _NEAR * 2), end)
    return (
        counted is not None and day.precision > MONTH_PREC and sentence.document[end : day.start].strip() in ("", "in")
    )


def _is_another_saying(sentence: Sentence, row: Sequence[Chunk], at: int, day: DateSpan) -> bool:
    """ "… had killed 15 men, and said that footage shared since Friday …": the day of another statement."""
    tokens = sentence.tokens
    between = [c for c in row[at + 1 :] if tokens[c.last - 1].end <= day.start]
    return any(c.kind == "y" and c.last < len(tokens) and tokens[c.last].low == "that" for c in between)


def is_afterwards(sentence: Sentence, row: Sequence[Chunk], day: DateSpan, at: int | None = None) -> bool:
    """Whether the verb a day goes with tells what came after a deed: "police said Sunday", "was charged on Monday"."""
    place = _chunk_of(sentence, row, day)
    if place is None:
        return False
    if _is_to_come(sentence, row, place) or _is_of_occasion(sentence, row, place, day):
        return True
    if _is_of_state(sentence, row, place) or _is_of_patients(sentence, row, place, at):
        return True
    number = _governor(sentence, row, place, day)
    if number is None or number == at or _is_of_own_clause(sentence, row, number, place):
        return False
    if at is not None and _is_said_of(sentence, row, number, at):
        return True
    own = row[at].entry if at is not None else None
    if _is_meanwhile(sentence, row, number) or _is_counted(sentence, row, number, day):
        return False
    return _comes_after(sentence, row[number], FAMILIES.get(own.effect) if own else "violence")


def _is_counted(sentence: Sentence, row: Sequence[Chunk], number: int, day: DateSpan) -> bool:
    """ "412 homicides have been recorded this year": the month or year whose deeds are counted."""
    before = sentence.tokens[row[number].first - 1] if number else None
    is_counted = sentence.tokens[row[number].first].low in _COUNTED and before is not None and before.kind == "be"
    return is_counted and day.precision >= MONTH_PREC


def _is_of_state(sentence: Sentence, row: Sequence[Chunk], place: int) -> bool:
    """ "One of those shot was in critical condition on Wednesday", "was in custody Monday": how somebody was on that day."""
    for number in range(place - 1, -1, -1):
        kind = row[number].kind
        if kind == "a":
            words = {t.low for t in sentence.tokens[row[number].last : row[place].first]}
            return words.isdisjoint(_CAUSE) and not words.isdisjoint(_AFTERWARDS)
        if kind not in "pndgr":
            return False
    return False


def _is_of_patients(sentence: Sentence, row: Sequence[Chunk], place: int, at: int | None) -> bool:
    """ "On Thursday, the conditions of three shooting survivors were upgraded": the day of what befell them afterwards."""
    noun = row[at + 1].noun if at is not None and at + 1 < len(row) else None
    if at is None or noun is None or noun.head not in _PATIENTS:
        return False
    verb = next((chunk for chunk in row[at + 2 :] if chunk.kind in "vty"), None)
    return verb is not None and verb.kind == "v" and _comes_after(sentence, verb, "violence")


def _is_of_own_clause(sentence: Sentence, row: Sequence[Chunk], number: int, place: int) -> bool:
    """ "Police say she was hunting on Sunday", "is investigating a shooting on Friday": not the day of the saying or search."""
    between = row[number + 1 : place]
    if sentence.tokens[row[number].first].low in _SEARCHING:
        return any(chunk.kind in "nt" for chunk in between)
    at = next((n for n, chunk in enumerate(between) if chunk.kind == "a"), None)
    if at is None or row[number].kind != "y":
        return False
    words = {t.low for t in sentence.tokens[between[at].first : row[place].first]}
    return words.isdisjoint(_AFTERWARDS)


def _is_said_of(sentence: Sentence, row: Sequence[Chunk], number: int, at: int) -> bool:
    """ "The president on Monday promised justice for four soldiers killed by rebels": the day of the verb before a participle
    that only says which people are meant."""
    entry = row[at].entry
    if entry is None or entry.form not in ("both", "participle") or row[number].kind != "v" or not number < at - 1:
        return False
    if row[at - 1].kind not in "nq" or at + 1 >= len(row) or row[at + 1].kind not in "bp":
        return False
    between = row[number + 1 : at - 1]
    return any(c.kind == "p" for c in between) and not any(c.kind in ",;cswat" for c in between)


def _is_meanwhile(sentence: Sentence, row: Sequence[Chunk], number: int) -> bool:
    """ "Shot dead at a rally on Wednesday", "as people gathered on Friday": the protest is where and when it was done."""
    before = [sentence.tokens[c.first].low for c in row[max(0, number - _PHRASE) : number]]
    if row[number].kind == "v" and [c.kind for c in row[max(0, number - _PHRASE) : number]] == ["t", "p", "n"]:
        return True  # "an attack on Catholics gathered for prayer on Sunday"
    if row[number].kind == "v":
        opens = next((c for c in reversed(row[:number]) if c.kind in "s;tvy"), None)
        return opens is not None and sentence.tokens[opens.first].low in _WHILE
    entry = row[number].entry
    is_protest = entry is not None and FAMILIES.get(entry.effect) == "protest"
    return is_protest and not (_WHILE | _AT).isdisjoint(before)


def _is_to_come(sentence: Sentence, row: Sequence[Chunk], place: int) -> bool:
    """ "He will be in court on Wednesday", "classes are set to resume Monday"."""
    tokens, is_past_verb = sentence.tokens, False
    for number in range(place - 1, -1, -1):
        chunk = row[number]
        if chunk.kind in ',;"sw':
            return False
        word, following = tokens[chunk.first].low, tokens[chunk.last].low
        if word in _TO_COME or (following == "to" and word in _TO_DO):
            return True
        if is_past_verb and chunk.kind not in "mapr":
            return False  # "will face a judge for killing two men on Monday"
        is_past_verb = is_past_verb or chunk.kind in "tvy"
    return False


def _is_of_occasion(sentence: Sentence, row: Sequence[Chunk], place: int, day: DateSpan) -> bool:
    """ "At a news conference Friday", "in a statement (issued) on Monday", "Thursday at a briefing": when something was said of
    it."""
    tokens = sentence.tokens
    before = [t.low for t in tokens[max(0, row[place].first - 3) : row[place].first] if t.low != "on"][-2:]
    if before and before[-1] in _ISSUED:
        before.pop()
    after = _AT_OCCASION.match(sentence.document, day.end)
    return (bool(before) and before[-1] in _OCCASIONS) or (after is not None and after[1].lower() in _OCCASIONS)


def _chunk_of(sentence: Sentence, row: Sequence[Chunk], day: DateSpan) -> int | None:
    return next((n for n, c in enumerate(row) if sentence.tokens[c.last - 1].end > day.start), None)


def _governor(sentence: Sentence, row: Sequence[Chunk], place: int, day: DateSpan) -> int | None:
    """The chunk a day goes with: the noun it owns ("Saturday's vigil"), else the verb before it in its clause, else the one
    after it, unless a comma sets the day before the whole sentence."""
    tokens = sentence.tokens
    after = next((n for n in range(place, len(row)) if tokens[row[n].first].start >= day.end), len(row))
    if sentence.document[day.end : day.end + 2].lower() in ("'s", "’s"):
        return _owned(row, after)
    if (noun := _described(sentence, row, after, day)) is not None:
        return noun
    for number in range(place - 1, -1, -1):
        if row[number].kind in ("t", "v", "y") and not _is_no_verb(sentence, row[number]):
            return number
        if row[number].kind in (";", '"', "s", "w"):
            break
    if after < len(row) and row[after].kind == ",":
        return None
    return next((n for n in range(after, min(len(row), after + 5)) if row[n].kind in "tvy"), None)


def _is_no_verb(sentence: Sentence, chunk: Chunk) -> bool:
    """ "According (to)", "(lynched a man) accused of": no verb that a day could go with."""
    low, after = sentence.tokens[chunk.first].low, sentence.tokens[chunk.last : chunk.last + 1]
    if chunk.kind == "y" and chunk.first and sentence.tokens[chunk.first - 1].low in ("a", "an", "the"):
        return True  # "after an alleged dispute"
    return low == "according" or (low in _CHARGED and [t.low for t in after] == ["of"])


def _described(sentence: Sentence, row: Sequence[Chunk], after: int, day: DateSpan) -> int | None:
    """The event noun that a day stands right before: "the Feb. 6 shooting", "the Feb. 6, 2021, shooting"."""
    is_of_year = sentence.document[day.end - len("2021") : day.end].isdecimal()
    if is_of_year and after and after < len(row) and row[after].kind == ",":
        after += 1
    for number in range(after, min(len(row), after + 3)):
        entry = row[number].entry
        if entry is not None:
            return number if entry.form == "noun" else None
        if row[number].kind not in "nd" or _is_determined(row[number]):
            return None  # "confirmed today the arrest of": the day of the saying
    return None


def _is_determined(chunk: Chunk) -> bool:
    return chunk.noun is not None and bool(chunk.noun.determiner)


def _owned(row: Sequence[Chunk], after: int) -> int | None:
    return next((n for n in range(after, min(len(row), after + 3)) if row[n].kind in "tn" or row[n].kind in "vy"), None)


def _is_call(sentence: Sentence, chunk: Chunk) -> bool:
    """ "Shots were reported about 10:45 p.m. Tuesday": the call is of the hour of the deed."""
    before = sentence.tokens[chunk.first - 1] if chunk.first else None
    is_passive = before is not None and before.kind == "be"
    return is_passive and sentence.tokens[chunk.first].low == "reported"


def _comes_after(sentence: Sentence, chunk: Chunk, family: str | None) -> bool:
    if chunk.kind == "y":
        return not _is_call(sentence, chunk)
    words = {t.low for t in sentence.tokens[chunk.first : chunk.last]}
    if "found" in words and "guilty" in sentence.cue_words:
        return True  # "found him guilty in July"
    if "turned" in words and sentence.tokens[chunk.last].low in _REFLEXIVE:
        return True  # "turned himself in"
    if "charged" in words and sentence.tokens[chunk.last].low in _TOWARDS:
        return False  # "who charged at them on Sunday": in no court
    if chunk.kind == "t" and chunk.entry is not None:
        if chunk.entry.effect == "burial":
            return True
        told = FAMILIES.get(chunk.entry.effect)
        return family == "violence" and told in ("detain", "release", "consult", "protest", "restrict")
    return not words.isdisjoint(_AFTERWARDS)
