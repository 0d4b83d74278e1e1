"""Two texts laid side by side, sentence by sentence. A sentence that only moved is the same one."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.fingerprint.boilerplate import without
from ingest.fingerprint.words import words_of
from ingest.model import Comparable
from ingest.text import fold, words

_SENTENCE = re.compile(r".+?(?:[.!?…؟।۔][\"'”’»)\]]*(?=\s)|[。！？][”’」』）]*|$)")
_FEW = 3  # words; "Mr." and "No." belong to what follows
_ALIKE = 0.5  # share of their words that makes one sentence another's new wording
_COMMON = 12  # sentences; a word that more of them have proposes no pair
_PROPOSED = 5  # sentences that share most rare words are looked at
_MOST_SENTENCES = 5_000


class Sentence(NamedTuple):
    """A sentence as it stands, and its words, folded: what it is compared by."""

    text: str
    words: tuple[str, ...]


class Difference(NamedTuple):
    """What differs between two texts: places of sentences that were reworded (earlier, later), removed and added, ascending."""

    reworded: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def sentences_of(document: Comparable) -> list[Sentence]:
    """The sentences of a text, without the paragraphs that its outlet puts under everything."""
    lines = document.text.split("\n")
    if document.repeated:
        own = frozenset(without(words_of(document.text), document.repeated).paragraphs.tolist())
        lines = [line for place, line in enumerate(lines) if place in own]
    return [sentence for line in lines for sentence in _of_line(line)][:_MOST_SENTENCES]


def aligned(earlier: Sequence[Sentence], later: Sequence[Sentence]) -> Difference:
    """Which sentences differ, in time that grows with the number of words."""
    places: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, sentence in enumerate(earlier):
        places[sentence.words].append(place)
    added = []
    for place, sentence in enumerate(later):
        if same := places.get(sentence.words):
            same.popleft()
        else:
            added.append(place)
    removed = sorted(place for left in places.values() for place in left)
    reworded = _reworded(earlier, removed, later, added) if removed and added else {}
    old = set(reworded.values())
    return Difference(
        tuple((reworded[place], place) for place in sorted(reworded)),
        tuple(place for place in removed if place not in old),
        tuple(place for place in added if place not in reworded),
    )


def blocks(places: Sequence[int]) -> Iterator[range]:
    """Runs of places that follow one another."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield range(places[start], places[at - 1] + 1)
            start = at


def _of_line(line: str) -> Iterator[Sentence]:
    pending = ""
    for match in _SENTENCE.finditer(line):
        pending += match[0]
        found = tuple(words(fold(pending)))
        if len(found) >= _FEW or match.end() == len(line):
            if found:
                yield Sentence(pending.strip(), found)
            pending = ""


def _reworded(
    earlier: Sequence[Sentence], removed: Sequence[int], later: Sequence[Sentence], added: Sequence[int]
) -> dict[int, int]:
    """Later place → earlier place of the sentences that are most alike, one to one."""
    bearing: defaultdict[str, list[int]] = defaultdict(list)
    for place in removed:
        for word in set(earlier[place].words):
            bearing[word].append(place)
    alike = sorted(
        (-share, new, old) for new in added for old, share in _likeness(later[new], earlier, bearing) if share >= _ALIKE
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, new, old in alike:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _likeness(
    sentence: Sentence, earlier: Sequence[Sentence], bearing: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, float]]:
    """Earlier sentences that share rare words, and twice the shared words over all of both."""
    own = Counter(sentence.words)
    votes = Counter(place for word in own if len(bearing.get(word, ())) <= _COMMON for place in bearing.get(word, ()))
    for place, _ in votes.most_common(_PROPOSED):
        other = earlier[place].words
        yield place, 2 * (own & Counter(other)).total() / (len(sentence.words) + len(other))
