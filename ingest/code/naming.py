"""Whom the next sentences name of those that one sentence counts: "they are …", "the victims were identified as …". Not for names
in the sentence that counts them (`ingest.code.rosters`)."""

from collections.abc import Iterator, Sequence, Set

from ingest.code import appositions, chunks, claims, lists, phrases
from ingest.code.chunks import Chunk
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
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
_VICTIMS = frozenset(("victims", "hostages"))
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
    told = [*_naming(found, parts), *_freed(mentions)] if found else []
    return sorted((*mentions, *told), key=lambda m: m.sentence.number) if told else list(mentions)


def _naming(mentions: Sequence[Mention], parts: Sequence[Sentence]) -> Iterator[Mention]:
    latest = {m.sentence.number: m for m in mentions if _hurts(m)}
    telling = {m.sentence.number for m in mentions if m.victims}
    near = {number + ahead for number in latest for ahead in range(1, _LOOK_BACK + 1)} - telling
    for sentence in parts:
        if sentence.number not in near:
            continue
        deed = latest[next(n for n in range(sentence.number - 1, -1, -1) if n in latest)]
        called = _POINTING | {noun.head for f in deed.victims for noun in (f.noun, f.inner)}
        if not called.isdisjoint(sentence.cue_words):
            yield from _read(deed, sentence, called)


def _freed(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Whom a release names, where the kidnapping that was told only counts them."""
    taken = [m for m in mentions if m.family == "abduct" and m.modality not in claims.UNREAL]
    if not taken or any(map(_is_named, (f for m in taken for f in m.victims))):
        return
    for mention in mentions:
        names = tuple(filter(_is_named, mention.victims)) if mention.family == "release" else ()
        if names:
            yield _naming_those_of(taken[0], mention.sentence, names)


def _is_named(filler: Filler) -> bool:
    return filler.noun.is_name


def _hurts(mention: Mention) -> bool:
    return bool(mention.deaths or mention.injured or mention.struck or mention.abducted or mention.victims)


def _read(deed: Mention, sentence: Sentence, called: Set[str]) -> Iterator[Mention]:
    row = chunks.read(sentence)
    begin = _opening(sentence, row, called)
    if begin is None:
        begin = _described(row)
    if begin is None:
        return
    names = tuple(f for f in lists.joined_right(sentence, row, begin) if f.noun.kind != "number")
    yield _naming_those_of(deed, sentence, names)


def _naming_those_of(deed: Mention, sentence: Sentence, names: tuple[Filler, ...]) -> Mention:
    start, end = sentence.tokens[names[0].first].start, sentence.tokens[names[-1].last - 1].end
    return deed._replace(
        sentence=sentence, victims=names, start=start, end=end, trigger=(start, end), deaths=(), injured=(), struck=(),
        abducted=(), agents=(), opponents=(), targets=(), weapons=(), sources=(), day=None, place=None, mode_span=None,
        same_day=None, is_part=False, is_further=False, is_toll=False, is_bare=False, is_deed=False, names_those_of=deed.trigger,
    )  # fmt: skip


def _opening(sentence: Sentence, row: Sequence[Chunk], called: Set[str]) -> int | None:
    """The chunk where the names begin: after "identified … as", after "they are", or after "the victim, "."""
    for at in range(1, min(len(row), _REACH)):
        before = [t.low for t in sentence.tokens[: row[at].first]]
        if not _is_person(sentence, row[at], before[-1] == "as"):
            continue
        if before[-1] == "as":
            return at if not called.isdisjoint(_identified(before)) else None
        if row[at - 1].kind == "a" and _is_plain(row[:at]):
            return at if not called.isdisjoint(before) else None
        if row[at - 1].kind == "," and before[-2:-1] and before[-2] in _POINTING and appositions.is_closed(row, at + 1):
            return at
    return None


def _is_plain(before: Sequence[Chunk]) -> bool:
    """Whether no verb stands before the verb "to be" but in a clause that says who they are ("those who died are …")."""
    return not any(chunk.kind in "vty" for chunk in before) or any(chunk.kind == "w" for chunk in before[1:3])


def _described(row: Sequence[Chunk]) -> int | None:
    """ "The victims were two women and a boy": the chunk where it says what they were."""
    for at in range(2, min(len(row), _REACH)):
        subject, noun = row[at - 2].noun, row[at].noun
        if (
            subject is None
            or noun is None
            or subject.head not in _VICTIMS
            or row[at - 1].kind != "a"
            or row[at].kind != "n"
        ):
            continue
        is_told = noun.kind not in (None, "pronoun", "number") and noun.determiner not in ("the", "those")
        return at if is_told and (at < 3 or row[at - 3].kind not in "pbv") else None
    return None


def _identified(words: Sequence[str]) -> Sequence[str]:
    """The words that tell who is identified, in "the victims were identified as", "police identified the dead man as"."""
    at = next((n for n, word in enumerate(words) if word in _IDENTIFYING), None)
    if at is None:
        return ()
    between = words[at + 1 : -1]
    return between if between and between[0] == "the" else words[max(0, at - _SUBJECT) : at]


def _is_person(sentence: Sentence, chunk: Chunk, is_introduced: bool) -> bool:
    return appositions.is_full_name(sentence, chunk, is_introduced) or phrases.is_named(sentence, chunk)
