"""Who the dead, hurt or taken of a deed are, where the sentence names them after telling how many: "three people died: …",
"… among them …", "the injured were …". Not for counting them: they are counted before."""

from collections.abc import Sequence

from ingest.code import lists, phrases
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_WITHIN = frozenset(("including", "namely"))
_AMONG = frozenset(("among", "amongst"))
_SUFFERED = frozenset(("injurynoun", "injury", "death", "dead", "abduct", "abductnoun"))
_HOLDING = frozenset(("include", "includes", "included"))
_CLAUSE = 14
"""Chunks of a clause about the dead that ends in their names."""
_NAMING = frozenset(("identified", "identify", "identifies", "named", "names"))
_SOME = frozenset(("among", "amongst", "of", "other"))
_WORDS_BEFORE = 3
_ENDS = "wysmv"
_REACH = 9
"""Chunks after the deed in which its sufferers are named."""


def find(sentence: Sentence, chunks: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> tuple[Filler, ...]:
    """Those that are named after the trigger chunk `at` and its patients; the patients themselves are left out."""
    entry = chunks[at].entry
    if entry is None or (entry.effect not in _SUFFERED and not patients):
        return ()
    told = {f.chunk for f in patients}
    if (subject := _among(sentence, chunks, at)) is not None:
        return lists.joined_left(sentence, chunks, subject)
    begin = _opening(sentence, chunks, at, patients)
    if begin is None:
        return ()
    noun = chunks[begin].noun
    if noun is None or not phrases.is_people(noun):
        return ()
    named = lists.joined_right(sentence, chunks, begin)
    return tuple(f._replace(is_same=True) for f in named if f.chunk not in told and _tells(f))


def identified(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "Police identified those killed in the shooting as Ana Ruiz, 8, and Luis Mora", "the dead were Ana Ruiz and …": all of
    the dead of trigger `at`, by name; not those who are among them, nor the others of them."""
    before = [t.low for t in sentence.tokens[max(0, chunks[at].first - _WORDS_BEFORE) : chunks[at].first]]
    if not _SOME.isdisjoint(before):
        return ()
    for number in range(at + 1, min(len(chunks) - 1, at + _CLAUSE)):
        chunk, following = chunks[number], chunks[number + 1]
        word = sentence.tokens[chunk.first].low
        is_equal = chunk.kind == "a" or (word == "as" and _is_naming(sentence, chunks, number))
        if is_equal and following.kind == "n" and (_is_name(following) or _holds_name(sentence, following)):
            return tuple(f for f in lists.joined_right(sentence, chunks, number + 1) if _tells(f))
        if chunk.kind in ',;:cwm"y' or (chunk.kind == "s" and word != "as"):
            return ()
    return ()


def _is_naming(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether "identified" or "named" stands before an "as"."""
    words = {t.low for chunk in chunks[:at] if chunk.kind == "v" for t in sentence.tokens[chunk.first : chunk.last]}
    return not words.isdisjoint(_NAMING)


def _tells(filler: Filler) -> bool:
    return filler.noun.kind not in ("pronoun", "number")


def _opening(sentence: Sentence, chunks: Sequence[Chunk], at: int, patients: Sequence[Filler]) -> int | None:
    """The chunk where the names begin."""
    if are := _are(sentence, chunks, at):
        return are
    if not patients:
        return None
    first = min(at, patients[0].chunk)
    for number in range(first + 1, min(len(chunks) - 1, max(at, patients[-1].chunk) + _REACH)):
        chunk, following = chunks[number], chunks[number + 1]
        if number == at or chunk.first < patients[0].last:
            continue
        word = sentence.tokens[chunk.first].low
        if following.kind == "n" and (word in _WITHIN or (chunk.kind == ":" and _is_name(following))):
            return number + 1
        if word in _AMONG and following.kind == "x" and number + 2 < len(chunks):
            return _past_being(chunks, number + 2)
        if chunk.kind in _ENDS or (chunk.kind == "t" and number > at):
            return None
    return None


def _past_being(chunks: Sequence[Chunk], at: int) -> int | None:
    while at < len(chunks) and chunks[at].kind in "ra,":
        at += 1
    return at if at < len(chunks) and chunks[at].kind == "n" else None


def _among(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """ "Two officers are among the wounded": the chunk of the subject."""
    row = chunks[max(0, at - 4) : at]
    if [chunk.kind for chunk in row[1:]] != ["a", "p", "n"] or sentence.tokens[row[2].first].low not in _AMONG:
        return None
    subject = row[0].noun
    return at - 4 if subject is not None and phrases.is_people(subject) and subject.kind != "pronoun" else None


def _are(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """ "The injured were Ana Ruiz and …", "among the injured are …", "the dead include two children": past the verb."""
    entry = chunks[at].entry
    if entry is None or entry.effect not in _SUFFERED or not at or chunks[at - 1].kind != "n":
        return None
    number = at + 1
    while number < len(chunks) and chunks[number].kind == "r":
        number += 1
    if number + 1 >= len(chunks) or chunks[number + 1].kind != "n":
        return None
    if sentence.tokens[chunks[number].first].low in _HOLDING:
        return number + 1
    is_told = chunks[number].kind == "a" and (_is_name(chunks[number + 1]) or _holds_name(sentence, chunks[number + 1]))
    return number + 1 if is_told else None


def _is_name(chunk: Chunk) -> bool:
    return chunk.noun is not None and chunk.noun.is_name


def _holds_name(sentence: Sentence, chunk: Chunk) -> bool:
    return phrases.is_named(sentence, chunk)
