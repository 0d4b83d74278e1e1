"""A sentence as a row of chunks: noun phrases with their number, triggers, other verbs, and the small words between.

Not a parser: it needs only closed word lists, so that it reads capitals, headlines and agency prose alike."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest import places
from ingest.code import nouns, numerals, quantities, tables, triggers
from ingest.code.nouns import Noun
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence, Token
from ingest.code.tables import Entry
from ingest.code.words import CHUNKS, POINTERS

_LIVE_ROUNDS = tables.cues("live_rounds")
_NOUN_OR_VERB = tables.cues("noun_or_verb")
_PARTICIPLE_ADJECTIVES = tables.cues("participle_adjective")
_SAY_NOUNS = tables.cues("say_noun")
_NOT_PARTICIPLES = frozenset(("building", "evening", "morning", "wedding", "meeting", "king", "housing"))
_NOT_ADVERBS = frozenset(("family", "assembly", "supply", "ally", "july", "italy", "monopoly", "anomaly"))
_SIDES = tables.cues("side_adjective")
_FREEING = frozenset(("rescued", "rescue", "rescuing", "recovered", "exchanged", "swapped", "liberated"))
_BEFALLING = frozenset(("death", "injury", "release"))
_COUNTING = 5
"""Words that may stand between a verb and whom it befell: "killed at least 50 …"."""
_CLOSING = frozenset("pbwsm-")
"""Kinds of words that no noun phrase goes on with."""
_BODIES_OF_MEN = ("group", "military", "police", "militant")
_ADJECTIVES_ED = tables.cues("adjectives_ed")
_NOT_VERB_ED = tables.cues("not_verb_ed")


class Chunk(NamedTuple):
    """Tokens `[first, last)` of one kind: n noun phrase, q bare number, x pronoun, t trigger, v verb, y verb of saying,
    a auxiliary, m modal, - negation, p preposition, b by, c conjunction, w relative, s subordinator, r adverb, d date word,
    g number of something else; a mark of punctuation is its own kind."""

    kind: str
    first: int
    last: int
    noun: Noun | None = None
    entry: Entry | None = None


def read(sentence: Sentence) -> tuple[Chunk, ...]:
    """The chunks of a sentence, in order, without gaps; read once and kept on it."""
    if sentence.row is None:
        sentence.row = _read(sentence)
    return sentence.row


def _read(sentence: Sentence) -> tuple[Chunk, ...]:
    tokens, at = sentence.tokens, 0
    chunks: list[Chunk] = []
    is_upper = sentence.is_upper
    while at < len(tokens):
        fixed = tokens[at].word.chunk
        if fixed == "n":
            chunk = _noun_phrase(tokens, at, at, None, is_upper)
        elif fixed == "-" and _is_dash(tokens, at):
            chunk = Chunk("—", at, at + 1 + (tokens[at + 1].text == "-"))
        elif fixed == "c" and (last := numerals.past_more(tokens, at)):
            chunk = Chunk("r", at, last)
        else:
            chunk = Chunk(fixed, at, at + 1) if fixed else _at(tokens, at, is_upper, chunks[-1] if chunks else None)
        chunks.append(chunk)
        at = chunk.last
    return tuple(chunks)


def _is_dash(tokens: Sequence[Token], at: int) -> bool:
    """ "--", or a stroke between spaces."""
    nearest = tokens[at + 1] if 0 < at < len(tokens) - 1 else None
    is_apart = nearest is not None and tokens[at - 1].end < tokens[at].start < nearest.start - 1
    return nearest is not None and (nearest.text == "-" or is_apart)


def _at(tokens: Sequence[Token], at: int, is_upper: bool, before: Chunk | None) -> Chunk:
    token = tokens[at]
    word = token.word
    trigger = _trigger(tokens, at) if word.entries else None
    if trigger and not _is_modifier(tokens, trigger, before):
        return Chunk("t", trigger.first, trigger.last, entry=trigger.entry)
    if word.low in POINTERS and at + 1 < len(tokens):
        if tokens[at + 1].kind == "time":
            return Chunk("d", at, at + 2)
        if _is_hour(tokens, at):
            return Chunk("r", at, at + 1)
    if word.low == "'s" and before is not None and before.kind == "d" and _is_eve(tokens, at + 1):
        return Chunk("d", at, at + 2)
    if word.low == "ages" and at + 1 < len(tokens) and tokens[at + 1].low.isdigit():
        return Chunk("g", at, numerals.ages_end(tokens, at + 1) or at + 2)
    kind = CHUNKS.get(word.kind)
    number = quantities.read(tokens, at) if word.is_numeric else None
    if (number and not (kind and kind not in "rx")) or (number and number.last > at + 1):
        return _numbered(tokens, at, number, is_upper)
    if token.low == "may":
        kind = "d" if numerals.has_day(tokens, at) else "m"
    if kind == "y" and (_is_said(tokens, at) or _is_alleged(tokens, at, before)):
        kind = None
    if kind == "v" and (_is_noun_here(tokens, at, before) or _describes(tokens, at)):
        kind = None
    is_name = (
        kind and kind in "vy" and _is_name_part(tokens, at, is_upper) and not (kind == "y" and _is_headline(tokens))
    )
    if before is not None and before.kind in "a," and word.may_end and _is_adverb(tokens, at, before):
        return Chunk("r", at, at + 1)
    if kind and not is_name and not trigger:
        return Chunk(kind, at, at + 1, noun=nouns.pronoun(token) if kind == "x" else None)
    if not trigger and not _describes(tokens, at) and _looks_like_verb(tokens, at, before, is_upper):
        return Chunk("v", at, at + 1)
    return _noun_phrase(tokens, at, at, None, is_upper)


def _is_adverb(tokens: Sequence[Token], at: int, before: Chunk) -> bool:
    """ "Was completely destroyed", "been savagely beaten": behind an auxiliary and before a verb, whatever no table knows."""
    low, following = tokens[at].low, _or_none(tokens, at + 1)
    if not low.endswith("ly") or low in _NOT_ADVERBS or following is None:
        return False
    if before.kind == ",":
        return following.low == "by"  # "…, presumably by rebels"
    return following.low.endswith("ed") or following.kind == "verb" or bool(following.word.verbs)


def _trigger(tokens: Sequence[Token], at: int) -> triggers.Trigger | None:
    """The trigger at a token; none in "the 32 hostages were killed", "freed 32 hostages", where "took 32 hostages" has one, and
    none in "death squads" and "the murder suspect", who are people."""
    found = triggers.find_at(tokens, at)
    if found is not None and found.entry.effect == "none" and found.entry.form == "noun":
        return None if found.last > at + 1 and tokens[found.last - 1].low in tables.people() else found
    if found is None or found.entry.effect != "abductnoun":
        return found
    is_subject = found.last < len(tokens) and tokens[found.last].kind in ("be", "have")
    are_people = tokens[at].low in tables.people() and (is_subject or _are_freed_or_killed(tokens, at))
    return None if are_people else found


def _are_freed_or_killed(tokens: Sequence[Token], at: int) -> bool:
    """ "Rescued the hostages", "killed 50 hostages": who were taken before."""
    words = tokens[max(0, at - _COUNTING) : at]
    for token in reversed(words):
        if token.low in _FREEING:
            return True
        if any(entry.effect in _BEFALLING for entry in token.word.verbs):
            return any(t.word.is_numeric for t in words)
        if not (token.word.is_numeric or token.kind == "determiner" or token.word.is_plain):
            return False
    return False


def _is_said(tokens: Sequence[Token], at: int) -> bool:
    """ "Benue state", "a police report": a verb of saying where only its noun can stand."""
    if tokens[at].low not in _SAY_NOUNS or not at:
        return False
    before = tokens[at - 1]
    if before.low == "'s":
        return True
    return before.kind in ("", "determiner", "group_adjective") and before.word.is_word and not before.low.endswith("s")


def _is_modifier(tokens: Sequence[Token], trigger: triggers.Trigger, before: Chunk | None) -> bool:
    """ "bomb squad", "the wounded man", "murder charge": a trigger that only describes the noun after it."""
    entry, last = trigger.entry, trigger.last
    follows_noun = last < len(tokens) and tokens[last].low[0].isalpha() and not tokens[last].kind
    follows_noun = follows_noun and not triggers.find_at(tokens, last) and tokens[last].low not in places.demonyms()
    if tokens[last : last + 1] and tokens[last].low in POINTERS and last + 1 < len(tokens):
        follows_noun = follows_noun and tokens[last + 1].kind != "time"  # "an attack last night"
    follows_noun = follows_noun and not (
        entry.form == "noun" and _is_verb_here(tokens, last, tokens[last].text.isupper())
    )
    previous = tokens[trigger.first - 1] if trigger.first else None
    if entry.form == "noun":
        return follows_noun and entry.effect not in ("dead", "deathnoun") and not _is_number_like(tokens[last].low)
    if entry.form in ("both", "participle", "ing") and len(entry.words) == 1:
        return (
            follows_noun
            and previous is not None
            and (
                _is_described(tokens, trigger.first - 1)
                or previous.kind == "determiner"
                or _is_owned(entry, previous)
                or _is_of_them(tokens, trigger)
            )
            and previous.low not in ("that", "all", "both")
        )
    return False


def _is_owned(entry: Entry, before: Token) -> bool:
    """ "The plane's burning wreckage"."""
    return entry.form == "ing" and entry.effect == "destroy" and before.low == "'s"


def _is_of_them(tokens: Sequence[Token], trigger: triggers.Trigger) -> bool:
    """ "A camp for displaced people": behind a preposition no verb can stand."""
    before = tokens[trigger.first - 1]
    is_behind = before.kind == "preposition" and before.low not in (
        "to",
        "as",
        "like",
        "after",
        "before",
        "since",
        "than",
    )
    return is_behind and trigger.entry.form != "ing" and _person_at(tokens, trigger.last)


def _is_described(tokens: Sequence[Token], at: int) -> bool:
    """ "The most tightly controlled town", "of brutally murdered men", "12 internally displaced people": an adverb that "most",
    "of" or a number opens."""
    if at < 1 or not tokens[at].low.endswith("ly"):
        return False
    return tokens[at - 1].low in ("most", "of", "for") or tokens[at - 1].word.is_numeric


def _is_number_like(word: str) -> bool:
    return word[0].isdigit()


def _is_name_part(tokens: Sequence[Token], at: int, is_upper: bool) -> bool:
    """A capitalised verb-like word inside a name ("Will Young", "Mark Hit")."""
    if is_upper or not at or not tokens[at].text[0].isupper():
        return False
    beside = (tokens[at - 1], *tokens[at + 1 : at + 2])
    return any(token.text[0].isupper() and token.low[0].isalpha() for token in beside)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether most words begin with capitals, so that one more names nothing ("Police Search Forest")."""
    letters = [token.text[0] for token in tokens if len(token.text) > 3]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def _is_noun_here(tokens: Sequence[Token], at: int, before: Chunk | None) -> bool:
    """ "the search", "in force": a word that is verb and noun, where only a noun can stand."""
    if tokens[at].low not in _NOUN_OR_VERB or not at:
        return False
    previous = tokens[at - 1]
    opens = previous.kind in ("determiner", "preposition", "by") and previous.low != "to"
    return opens or previous.low == "'s"


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """ "suspected insurgents", "live rounds": a participle straight before the people it describes, or "live" before shots."""
    if tokens[at].low == "live":
        return at + 1 < len(tokens) and tokens[at + 1].low in _LIVE_ROUNDS
    if tokens[at].low not in _PARTICIPLE_ADJECTIVES or at + 1 >= len(tokens):
        return False
    people = tables.people()
    if any(t.low in people or t.low in _PARTICIPLE_ADJECTIVES for t in tokens[at + 1 : at + 2]):
        return True
    if tokens[at].low in ("suspected", "alleged") and _opens_clause(tokens, at):
        last = at + 1
        while last < len(tokens) and tokens[last].low not in people and tokens[last].text[0].isupper():
            last += 1
        return last < len(tokens) and tokens[last].low in people  # "says suspected Red Dawn militants"
    is_described = at + 2 < len(tokens) and tokens[at + 2].low in people and not tokens[at + 1].kind
    return is_described and not tokens[at + 1].word.is_numeric  # "banned five Islamist groups"


def _is_alleged(tokens: Sequence[Token], at: int, before: Chunk | None) -> bool:
    """ "Reported that | alleged rebels", "on Monday, alleged rebels": said of people where no subject stands before it."""
    return tokens[at].low == "alleged" and (before is None or before.kind in ",:wyspb") and _describes(tokens, at)


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether no subject can stand before a word: where a sentence opens, or behind a verb of saying or a small word."""
    return at == 0 or tokens[at - 1].kind in ("say", "by", "preposition", "subordinator")


def _looks_like_verb(tokens: Sequence[Token], at: int, before: Chunk | None, is_upper: bool) -> bool:
    low = tokens[at].low
    if len(low) < 5 or "-" in low or (not is_upper and at > 0 and tokens[at].text[0].isupper()):
        return False
    after_determiner = before is not None and before.kind == "n"
    if low.endswith("ed") and low not in _NOT_VERB_ED and low not in _ADJECTIVES_ED:
        opens_none = before is not None and before.kind in "w)"  # "a gang that extorted shopkeepers"
        is_led = after_determiner and not tokens[at - 1].low.endswith("ly")  # not "a privately owned passenger bus"
        return opens_none or is_led or not _person_at(tokens, at + 1)  # "rebels | dragged peasants"
    if low.endswith("ing") and low not in _NOT_PARTICIPLES:
        return after_determiner or before is None or before.kind in ",pcs"
    return False


def _numbered(tokens: Sequence[Token], at: int, number: Quantity, is_upper: bool) -> Chunk:
    following = tokens[number.last] if number.last < len(tokens) else None
    if numerals.is_years_old(tokens, number.last):  # "a man, 16 year old", "24 year old Ana Ruiz"
        return _noun_phrase(tokens, at, number.last, None, is_upper)
    if at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].low in ("age", "ages"):  # "under the age of 16"
        return Chunk("n", at, number.last, noun=Noun(None, "age", None, False, False, "", False))
    if ages := numerals.ages_end(tokens, at):
        return Chunk("g", at, ages)
    if numerals.counts_nobody(tokens, at, number, following):
        return Chunk("g", at, number.last + 2 if numerals.is_told_old(tokens, number.last) else number.last)
    if following is None or not _continues(tokens, number.last):
        noun = Noun(number, "", "number", number.value != 1, False, "", False)
        return Chunk("q", at, number.last, noun=noun)
    return _noun_phrase(tokens, at, number.last, number, is_upper)


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun goes on at token `at`."""
    low = tokens[at].low
    if not low[0].isalnum() or low in ("'s",):
        return False
    kind = tokens[at].kind
    trigger = _trigger(tokens, at)
    if trigger and not _is_modifier(tokens, trigger, None):
        return bool(trigger.entry.form in ("both", "participle") and _person_at(tokens, trigger.last))
    if kind == "verb" and low in _NOUN_OR_VERB:  # "several search warrants"
        return at + 1 < len(tokens) and tokens[at + 1].word.is_plain
    if kind in ("time", "unit"):
        return numerals.says_which(tokens, at)
    if low == "state":  # "five state police officers"
        return _is_said(tokens, at) and tokens[at + 1 : at + 2] != () and tokens[at + 1].low in tables.people()
    return _describes(tokens, at) or (kind in ("", "determiner", "group_adjective") and low not in ("that", "this"))


def _person_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in tables.people()


def _noun_phrase(tokens: Sequence[Token], first: int, at: int, number: Quantity | None, is_upper: bool) -> Chunk:
    determiner = ""
    start = at
    while at < len(tokens):
        word = tokens[at].word
        low = word.low
        if word.is_plain and low not in ("year", "month"):
            if word.may_end and at > start and _ends_before(tokens, at, start):
                break
            at += 1
            continue
        if at > start and (word.chunk in _CLOSING or not (word.is_word or low == "'s")):
            break
        inner = quantities.read(tokens, at) if at > start and word.is_numeric else None
        if inner and numerals.tells_how_far(tokens, inner):
            break
        if number is None and at > start:
            if inner and _counts_others(tokens, start, at, inner):
                break
            if inner and numerals.is_years_old(tokens, inner.last):
                at = inner.last
                continue
            if (
                inner
                and ((determiner and at == start + 1) or tokens[at - 1].low == "'s")
                and not numerals.counts_nobody(tokens, at, inner, _or_none(tokens, inner.last))
            ):
                number, at = inner, inner.last
                if at >= len(tokens) or not _continues(tokens, at):
                    break
                continue
        kind = tokens[at].kind
        if kind == "determiner" and at == start:
            determiner = low
        elif word.is_age or low == "'s":
            pass
        elif low in ("year", "month") and at + 1 < len(tokens) and tokens[at + 1].low == "old":
            at += 1
        elif at > start and not (_stays(tokens, at, is_upper, start) or _joins_adjectives(tokens, start, at)):
            break
        at += 1
    while at - 1 > start and tokens[at - 1].low == "'s":
        at -= 1
    if determiner == "her" and at == first + 1:
        return Chunk("x", first, at, noun=nouns.pronoun(tokens[first]))  # "killed her and two others"
    return Chunk("n", first, at, noun=nouns.describe(tokens, first, at, number, determiner, is_upper))


def _counts_others(tokens: Sequence[Token], start: int, at: int, number: Quantity) -> bool:
    """ "By nightfall | 43 civilians", "in Kano | nine people": a number of people behind a plain noun, or behind a name that a
    preposition leads to, begins a phrase of its own."""
    before = tokens[at - 1]
    is_behind = before.text[0].islower() or (start > 0 and tokens[start - 1].kind == "preposition")
    return is_behind and not before.kind and before.word.is_plain and _person_at(tokens, number.last)


def _joins_adjectives(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "An Afghan and coalition force": two adjectives before one noun; not "between Indian and Chinese troops", who are two."""
    if tokens[at].low != "and" or at + 2 >= len(tokens) or (start and tokens[start - 1].low == "between"):
        return False
    first = tokens[start:at][tokens[start].kind == "determiner" :]
    if not (first and all(map(_is_of_side, first)) and _is_of_side(tokens[at + 1])):
        return False
    people = tables.people()
    return any(t.low in people and people[t.low].kind in _BODIES_OF_MEN for t in tokens[at + 2 : at + 4])


def _is_of_side(token: Token) -> bool:
    """An adjective that says whose soldiers they are."""
    return token.low in _SIDES or (token.low in places.demonyms() and not token.low.endswith("s"))


def _ends_before(tokens: Sequence[Token], at: int, start: int) -> bool:
    """ "killed two men | last night", "six people | late on Friday", "gunmen | riding a motorcycle", "a group |
    apparently led by", "brothers | ages 14 and 16"."""
    low, following = tokens[at].low, _or_none(tokens, at + 1)
    if low == "ages":
        return following is not None and following.word.is_numeric
    is_time = following is not None and following.kind == "time"
    if low in POINTERS and (is_time or not low.endswith("ly")):
        return is_time or _is_hour(tokens, at)
    person = tables.people().get(tokens[at - 1].low)
    if low.endswith("ly"):
        is_last = person is not None and (following is None or not following.word.is_plain)
        return low not in _NOT_ADVERBS and (is_last or (following is not None and following.low.endswith("ed")))
    is_thing = low in tables.targets() and not (following is not None and following.kind == "preposition")
    is_people = person is not None or tokens[at - 1].low in places.demonyms()
    if not is_people or low in tables.people() or is_thing or low in _NOT_PARTICIPLES:
        return False
    return following is None or bool(following.kind) or not following.word.is_word


def _is_eve(tokens: Sequence[Token], at: int) -> bool:
    """ "New Year | 's Eve"."""
    return at < len(tokens) and tokens[at].low in ("eve", "day")


def _is_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "Late on Friday", "early in the morning"."""
    following = _or_none(tokens, at + 1)
    return tokens[at].low in ("early", "late") and following is not None and following.low in ("on", "in")


def _or_none(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if at < len(tokens) else None


def _stays(tokens: Sequence[Token], at: int, is_upper: bool, start: int) -> bool:
    """Whether token `at` belongs to the noun phrase that is being read."""
    low = tokens[at].low
    trigger = _trigger(tokens, at) if tokens[at].word.entries else None
    if trigger:
        return _is_modifier(tokens, trigger, None)
    if low == "first" and tokens[at].text[0].isupper() and tokens[at - 1].low == "the":  # "the First Infantry Brigade"
        return at + 1 < len(tokens) and tokens[at + 1].word.is_plain
    kind = tokens[at].kind
    if _describes(tokens, at):
        return kind != "say" or tokens[at - 1].kind == "determiner"  # not "the opposition accused soldiers of"
    if kind == "verb" and low in _NOUN_OR_VERB:
        return _closes(tokens, at + 1) or (_is_name_part(tokens, at, is_upper) and not _is_headline(tokens))
    if (kind == "say" and _is_said(tokens, at)) or (kind in ("time", "verb") and numerals.says_which(tokens, at)):
        return True
    if kind in ("", "group_adjective", "unit"):
        return not _is_verb_here(tokens, at, is_upper)
    if kind == "say" and _is_headline(tokens):
        return _ends_country(tokens, at)
    return kind in ("verb", "say", "time", "be") and _is_name_part(tokens, at, is_upper) and kind != "time"


def _ends_country(tokens: Sequence[Token], at: int) -> bool:
    """ "The United States"."""
    return places.names_country((tokens[at - 1].low, tokens[at].low))


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands at `at` can follow a noun but not a verb and its object."""
    if at >= len(tokens) or not tokens[at].low[0].isalnum():
        return True
    if tokens[at].low in ("up", "off", "ablaze", "into"):
        return False  # "the rebels set up"
    kind = tokens[at].kind
    if kind == "":  # "the security force engaged"
        return _is_verb_here(tokens, at, tokens[at].text.isupper()) or triggers.find_at(tokens, at) is not None
    return kind not in ("determiner", "pronoun", "group_adjective") or triggers.find_at(tokens, at) is not None


def _is_verb_here(tokens: Sequence[Token], at: int, is_upper: bool) -> bool:
    low = tokens[at].low
    if not is_upper and tokens[at].text[0].isupper():
        return False
    return (
        len(low) > 4 and low.endswith("ed") and "-" not in low and low not in _NOT_VERB_ED and low not in _ADJECTIVES_ED
    )
