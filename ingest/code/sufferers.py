"""Who stands before a passive or intransitive verb, read back over times, ages, appositions and relative clauses. Not for what
stands after a verb (`ingest.code.verbs`)."""

from collections.abc import Sequence

from ingest.code import appositions, asides, lists, meanwhile, phrases, tables, verbs
from ingest.code.chunks import Chunk
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence

_BEFORE_AGE = ("aged", "age", "ages", ",")
_MARKS = (",", "(", "—")
_FOR = frozenset(("for", "to", "among"))
_THEIR_OWN = frozenset(
    ("families", "family", "relatives", "parents", "mothers", "widows", "friends", "colleagues", "names", "memory")
)
"""Who or what is of the dead."""
_LEFT = frozenset(("left", "leaving", "leaves"))
_COMPRISING = ("comprising", "consisting")
_CLOSING = (",", ")", "—")
_CLAUSE = 14
"""Chunks of a relative clause."""
_VICTIMS = frozenset(("victim", "victims"))
_SHORTEST = 3
_ASIDE = 24
"""Chunks of what is said between commas."""


def standing_before(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """The phrases before the verb group that begins at chunk `start`."""
    if (told := _told_of(sentence, chunks, start)) is not None:
        return (phrases.filler_at(sentence, chunks, told),)
    at = _first_verb(chunks, start) - 1
    if at >= 3 and _are_of_the_hurt(sentence, chunks, at):
        some = phrases.filler_at(sentence, chunks, at - 3)
        return (some._replace(inner=some.noun),)
    if at >= 2 and _is_whom(sentence, chunks, at):
        return (phrases.filler_at(sentence, chunks, at - 2),)
    while at >= 0 and chunks[at].kind in "wr":
        at -= 1
    if at >= 0 and chunks[at].kind in _CLOSING:
        if (aside := _before_aside(sentence, chunks, at)) is not None:
            return lists.joined_left(sentence, chunks, phrases.hop(sentence, chunks, aside))
        if (told := _told_beside(sentence, chunks, at)) is not None:
            return lists.joined_left(sentence, chunks, told)
        at = _over_apposition(sentence, chunks, at)
    if at >= 0 and chunks[at].kind == "d":
        at = _over_time(sentence, chunks, at)
    if at >= 2 and chunks[at].kind == "g" and sentence.tokens[chunks[at - 1].first].low in _BEFORE_AGE:
        at -= 2
    if at >= 1 and chunks[at].kind == "g" and sentence.tokens[chunks[at].first].low == "ages":
        at -= 1  # "brothers ages 14 and 16 (were shot)"
    if at >= 0 and not _is_free(sentence, chunks, at):
        at = _before_relative(sentence, chunks, at)
    if (victim := _victim_of(sentence, chunks, at)) is not None:
        return (phrases.filler_at(sentence, chunks, victim),)
    if at < 0 or chunks[at].kind not in "nqx":
        return ()
    if (whole := _made_up(sentence, chunks, at)) is not None:
        return (phrases.filler_at(sentence, chunks, whole),)
    if at >= 2 and chunks[at].kind == "n" and chunks[at - 1].kind == "a" and chunks[at - 2].kind in "nq":
        subject = chunks[at - 2].noun
        if subject is not None and subject.quantity is not None:
            return (
                phrases.filler_at(sentence, chunks, at - 2),
                phrases.filler_at(sentence, chunks, at)._replace(is_same=True),
            )
    return lists.joined_left(sentence, chunks, phrases.hop(sentence, chunks, at))


def _told_of(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> int | None:
    """The people of "a funeral for | 12 people | killed on Sunday", "the families of 12 people killed", "was one of 12 people
    killed": they died, not who is told of them."""
    entry, counted = chunks[start].entry, chunks[start - 1].noun if start > 2 else None
    if entry is None or counted is None or counted.quantity is None or not phrases.is_people(counted):
        return None
    is_object = start + 1 < len(chunks) and chunks[start + 1].kind in "nqx"
    if entry.form not in ("both", "participle") or is_object or chunks[start - 2].kind != "p":
        return None
    word, head = sentence.tokens[chunks[start - 2].first].low, sentence.tokens[chunks[start - 3].last - 1].low
    is_one = head == "one" and start > 3 and sentence.tokens[chunks[start - 4].first].low == "was"
    return start - 1 if word in _FOR or (word == "of" and (is_one or head in _THEIR_OWN)) else None


def _before_aside(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """From the comma in "12 people, including a girl, were killed" and "left ten people, six of them women, dead" to the people;
    not in "a teen who shot four, including an agent, was killed"."""
    aside = asides.start(sentence, chunks, at)
    if aside is None or chunks[aside - 1].kind not in "nqx":
        return None
    following = chunks[at + 1].entry if at + 1 < len(chunks) else None
    is_left = sentence.tokens[chunks[max(0, aside - 2)].first].low in _LEFT
    is_left = is_left or (following is not None and following.effect == "dead")
    return aside - 1 if is_left or _is_free(sentence, chunks, aside - 1) else None


def _are_of_the_hurt(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Two of the wounded (died)"."""
    entry = chunks[at].entry
    is_hurt = entry is not None and entry.effect in ("injury", "injurynoun") and verbs.is_among(sentence, chunks, at)
    return is_hurt and phrases.is_of(sentence, chunks[at - 2]) and chunks[at - 3].kind in "nq"


def _is_whom(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "Shot two people, one of whom (died)"."""
    is_whom = chunks[at].kind == "w" and sentence.tokens[chunks[at].first].low == "whom"
    return is_whom and phrases.is_of(sentence, chunks[at - 1]) and chunks[at - 2].kind in "nq"


def counted_among(sentence: Sentence, chunks: Sequence[Chunk], start: int) -> tuple[Filler, ...]:
    """ "Five officers were among those killed": those before the "to be" that leads up to "those"."""
    if start < 4 or chunks[start - 3].kind != "a" or sentence.tokens[chunks[start - 2].first].low != "among":
        return ()
    return standing_before(sentence, chunks, start - 3)


def _made_up(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """From "a driver" in "20 people comprising 19 pupils and a driver were taken" to "20 people"."""
    for back in range(at - 1, max(-1, at - _CLAUSE), -1):
        noun, words = chunks[back].noun, {t.low for t in sentence.tokens[chunks[back].first : chunks[back].last]}
        if noun is not None and noun.quantity is not None and not words.isdisjoint(_COMPRISING):
            return back
    return None


def _victim_of(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """From "Dallas" in "a fourth victim of Sunday's shooting in Dallas has died" to "a fourth victim"."""
    for back in range(at, max(0, at - _CLAUSE), -1):
        if chunks[back].kind not in "npdgqt" or (chunks[back].kind == "t" and not verbs.is_noun(chunks[back])):
            return None
        noun = chunks[back - 1].noun
        if phrases.is_of(sentence, chunks[back]) and noun is not None and noun.head in _VICTIMS:
            return back - 1
    return None


def shot_dead(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> tuple[Filler, ...]:
    """ "A man with a rifle shot five people dead", "ended with a man and his son dead": those between a verb or "with" and
    "dead", not who leads the verb."""
    first = next((n + 1 for n in range(at - 1, -1, -1) if chunks[n].kind not in "nqc"), 0)
    is_with = sentence.tokens[chunks[first - 1].first].low == "with" and chunks[first - 2].kind != "r"
    if 0 < first < at and chunks[first].kind in "nq" and is_with:  # not "together with"
        return lists.joined_right(sentence, chunks, first)
    if at < 2 or chunks[at - 1].kind not in "nq" or chunks[at - 2].kind != "t" or verbs.is_noun(chunks[at - 2]):
        return ()
    return lists.joined_left(sentence, chunks, at - 1)


def _told_beside(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int | None:
    """The phrase right before the comma in "to replace Luis Vega, who was killed" and "the release of Ana Ruiz, held in Kano":
    whatever governs it, the clause behind the comma is about it."""
    following = chunks[at + 1]
    is_relative = following.kind == "w" and sentence.tokens[following.first].low == "who"
    if chunks[at].kind != "," or not at or not (is_relative or _is_participle(following)):
        return None
    return _whom(sentence, chunks, at - 1) if _is_one(sentence, chunks[at - 1]) else None


def _is_participle(chunk: Chunk) -> bool:
    """ "Kidnapped"; no "died" or "dead", which after a comma go on with the sentence ("two more, a man and a woman, died")."""
    return (
        chunk.entry is not None
        and chunk.entry.form in ("both", "participle")
        and chunk.entry.effect not in ("die", "dead")
    )


def _is_one(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a phrase is of one person: "the lawyer", "the writer Luis Vega"; a name may be a place's."""
    noun = chunk.noun
    if noun is None or noun.is_plural:
        return False
    if noun.kind in ("person", "civilian", "police", "military"):
        return True
    plain = chunk._replace(noun=noun._replace(determiner=""))  # "the political leader Luis Vega", in capitals
    return noun.is_name and appositions.is_full_name(sentence, plain, False)


def as_person(filler: Filler) -> Filler:
    """ "The hopeful Luis Galan was murdered": what no table knows as a thing is the name of somebody."""
    noun = filler.noun
    is_unknown = noun.kind is None and noun.quantity is None and not noun.is_plural and _is_rare(noun.head)
    return filler._replace(noun=noun._replace(is_name=True)) if is_unknown else filler


def _is_rare(word: str) -> bool:
    """Whether a word is a name, by no table knowing it."""
    known = (tables.people(), tables.common_words(), tables.targets())
    is_word = len(word) > _SHORTEST and word.replace("-", "").isalpha() and not word.endswith("ly")
    return is_word and not any(word in words for words in known)


def _first_verb(chunks: Sequence[Chunk], start: int) -> int:
    """From "shot" in "two men were dragged from a bus by rebels and shot" to "were": they have one subject."""
    if not start or chunks[start - 1].kind != "c":
        return start
    for back in range(start - 2, max(0, start - _CLAUSE), -1):
        if chunks[back].kind in "vt" and not verbs.is_noun(chunks[back]):
            return back - 1 if chunks[back - 1].kind == "a" else start
        if chunks[back].kind not in "npbdrqgt,":
            return start
    return start


def _is_free(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase can be a subject: people, and no preposition or verb governs it."""
    if chunks[at].kind not in "nqx":
        return False
    whole = phrases.hop(sentence, chunks, at)
    noun, before = chunks[whole].noun, chunks[whole - 1] if whole else None
    if before is not None and (before.kind in "pbv" or (before.kind == "t" and not verbs.is_noun(before))):
        return False
    return noun is not None and (phrases.is_people(noun) or noun.quantity is not None)


def _before_relative(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From "Kano" in "three men who were driving to Kano" to "three men"; `at` itself where no such clause is open."""
    for back in range(at, max(0, at - _CLAUSE), -1):
        chunk = chunks[back]
        if chunk.kind == "w":
            is_open = sentence.tokens[chunk.first].low == "who" and any(
                c.kind in "vatm" for c in chunks[back + 1 : at + 1]
            )
            return back - 1 if is_open and chunks[back - 1].kind in "nqx" else at
        if chunk.kind in ',;:s"y' and not _is_meanwhile(sentence, chunks, back):
            return at
        if back < at and chunks[at + 1].kind != "w" and _is_reduced(sentence, chunks, back, at):
            return back - 1
    return at


def _is_meanwhile(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> bool:
    """ "(A boy who was hit) while playing (in a yard died)": a subordinator that opens no clause of its own."""
    is_while = sentence.tokens[chunks[at].first].low in ("while", "when")
    return is_while and meanwhile.is_by_the_way(sentence, chunks, at)


def _is_reduced(sentence: Sentence, chunks: Sequence[Chunk], at: int, end: int) -> bool:
    """ "(Soldiers) guarding the bridge at Kano (were attacked)", "(tourists) taken to Kano …": a participle that says more of the
    people before it."""
    if chunks[at].kind not in "vt" or not at or chunks[at - 1].kind not in "nq" or chunks[end].kind not in "nqx":
        return False
    if any(chunk.kind == "c" for chunk in chunks[at:end]):
        return False
    word, noun = sentence.tokens[chunks[at].first].low, chunks[at - 1].noun
    is_participle = word.endswith("ing") or chunks[at + 1].kind == "b"
    is_participle = is_participle or (word.endswith("ed") and chunks[at + 1].kind == "p")
    return is_participle and noun is not None and phrases.is_people(noun)


def _over_time(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    while at >= 0 and (
        chunks[at].kind in "dpg"
        or (chunks[at].kind == "n" and sentence.tokens[chunks[at].first].low in ("this", "last"))
    ):
        at -= 1
    return at


def _over_apposition(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From the mark that closes ", 23," or "(a teacher)" to the phrase before the one that opens it, past those that only say
    where or what ("a teacher from Kano, in the north,")."""
    opening = _opening(chunks, at) if chunks[at].kind in ")—" else 0
    if opening and _is_free(sentence, chunks, opening - 1):
        return _whom(sentence, chunks, opening - 1)
    nearest, back = None, at - 1
    while back > max(0, at - _ASIDE) and chunks[back].kind not in ';"':
        if chunks[back].kind == ")":
            back = _opening(chunks, back)
        elif chunks[back].kind in _MARKS and chunks[back - 1].kind in "nqx":
            if _is_free(sentence, chunks, back - 1):
                return _whom(sentence, chunks, back - 1)
            nearest = back - 1 if nearest is None else nearest
        back -= 1
    return at - 1 if nearest is None or _is_free(sentence, chunks, at - 1) else nearest


def _opening(chunks: Sequence[Chunk], at: int) -> int:
    mark = "—" if chunks[at].kind == "—" else "("
    return next((back for back in range(at - 1, -1, -1) if chunks[back].kind == mark), 0)


def _whom(sentence: Sentence, chunks: Sequence[Chunk], at: int) -> int:
    """From "members" in "two soldiers, members of a unit based in Kano, were" to "two soldiers"."""
    whole = phrases.hop(sentence, chunks, at)
    noun = chunks[whole].noun
    if whole and chunks[whole - 1].kind == ")":  # "the Civic Union (UC) candidate"
        whole = max(0, _opening(chunks, whole - 1) - 1)
    if whole < 2 or chunks[whole - 1].kind != "," or chunks[whole - 2].kind != "n":
        return at
    told = chunks[whole - 2].noun
    if noun is None or told is None or noun.is_name or noun.quantity is not None:
        return at
    is_told = told.is_name or told.quantity is not None
    return whole - 2 if is_told and _is_free(sentence, chunks, whole - 2) else at
