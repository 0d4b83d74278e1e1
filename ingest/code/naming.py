"""Whom the next sentences name of those that one sentence counts: "they are …", "the victims were identified as …". Not for names
in the sentence that counts them (`ingest.code.rosters`)."""

from collections.abc import Iterator, Sequence

from ingest.code import appositions, chunks, phrases
from ingest.code.chunks import Chunk
from ingest.code.mentions import Mention
from ingest.code.sentences import Sentence

_IDENTIFYING = frozenset(("identified", "named", "identifies", "names", "listed"))
_POINTING = frozenset(
    (
        "they",
        "them",
        "those",
        "victim",
        "victims",
        "dead",
        "deceased",
        "slain",
        "wounded",
        "injured",
        "hostages",
        "hostage",
    )
)
"""What those who suffered are called when they are named."""
_LOOK_BACK = 3
"""Sentences between the deed and the names."""
_SUBJECT = 4
"""Words from "the victims" to "identified"."""
_REACH = 12
"""Chunks of a sentence in which its names begin."""
_FAMILIES = ("violence", "abduct")


def named(mentions: Sequence[Mention], parts: Sequence[Sentence]) -> list[Mention]:
    """The mentions in their order, and after them the sentences that name their people."""
    found = [m for m in mentions if m.family in _FAMILIES]
    told = list(_naming(found, parts)) if found else []
    return sorted((*mentions, *told), key=lambda m: m.sentence.number) if told else list(mentions)


def _naming(mentions: Sequence[Mention], parts: Sequence[Sentence]) -> Iterator[Mention]:
    latest = {m.sentence.number: m for m in mentions if _hurts(m)}
    telling = {m.sentence.number for m in mentions if m.victims}
    near = {number + ahead for number in latest for ahead in range(1, _LOOK_BACK + 1)} - telling
    for sentence in parts:
        if sentence.number in near and not _POINTING.isdisjoint(sentence.cue_words):
            number = next(n for n in range(sentence.number - 1, -1, -1) if n in latest)
            yield from _read(latest[number], sentence)


def _hurts(mention: Mention) -> bool:
    return bool(mention.deaths or mention.injured or mention.struck or mention.abducted)


def _read(deed: Mention, sentence: Sentence) -> Iterator[Mention]:
    row = chunks.read(sentence)
    begin = _opening(sentence, row)
    if begin is None:
        return
    names = tuple(f for f in phrases.joined_right(sentence, row, begin) if f.noun.kind != "number")
    start, end = sentence.tokens[names[0].first].start, sentence.tokens[names[-1].last - 1].end
    yield deed._replace(
        sentence=sentence, victims=names, start=start, end=end, trigger=(start, end), deaths=(), injured=(), struck=(),
        abducted=(), agents=(), opponents=(), targets=(), weapons=(), sources=(), day=None, place=None, mode_span=None,
        same_day=None, is_part=False, is_further=False, is_toll=False, is_bare=False, is_deed=False, names_those_of=deed.trigger,
    )  # fmt: skip


def _opening(sentence: Sentence, row: Sequence[Chunk]) -> int | None:
    """The chunk where the names begin: after "identified … as", or after "they are"."""
    for at in range(1, min(len(row), _REACH)):
        if not _is_person(sentence, row[at]):
            continue
        before = [t.low for t in sentence.tokens[: row[at].first]]
        if before[-1] == "as":
            return at if _points(_identified(before)) else None
        is_plain = before[:2] == ["those", "who"] or not any(chunk.kind in "vty" for chunk in row[:at])
        if row[at - 1].kind == "a" and is_plain:
            return at if _points(before) else None
    return None


def _identified(words: Sequence[str]) -> Sequence[str]:
    """The words that tell who is identified, in "the victims were identified as", "police identified the dead man as"."""
    at = next((n for n, word in enumerate(words) if word in _IDENTIFYING), None)
    if at is None:
        return ()
    between = words[at + 1 : -1]
    return between if between and between[0] == "the" else words[max(0, at - _SUBJECT) : at]


def _points(words: Sequence[str]) -> bool:
    return not _POINTING.isdisjoint(words)


def _is_person(sentence: Sentence, chunk: Chunk) -> bool:
    return appositions.is_full_name(sentence, chunk, False) or phrases.is_named(sentence, chunk)
