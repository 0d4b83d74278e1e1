"""What differs between two texts, most telling first, in one line each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ingest.fingerprint.changes.figures import Figure, Token, figures_of, tokens_of
from ingest.fingerprint.changes.lexicon import CASUALTIES, languages
from ingest.fingerprint.changes.sentences import Difference as Apart
from ingest.fingerprint.changes.sentences import Sentence, aligned, blocks, sentences_of
from ingest.model import Comparable
from ingest.text import clean_line, fold, language_code, language_of, words

METHOD = "sentences and figures 1"
MOST = 20

_CASUALTIES_MOST, _NUMBERS_MOST, _DATES_MOST, _TEXTS_MOST = 6, 4, 3, 8
_AROUND = 2  # words shown on either side of what was reworded
_SAID, _KEPT = 100, 400  # characters of a passage in the line, and in the row
_LABELS = {what: what.replace("_", " ") for what in CASUALTIES}


class Difference(NamedTuple):
    """One thing that differs; fields as in the record Change."""

    what: str
    before: str | None
    after: str | None
    said: str


class _Read(NamedTuple):
    """A sentence with its words, numbers and figures."""

    text: str
    tokens: list[Token]
    figures: list[Figure]


class _Edit(NamedTuple):
    """A passage that was reworded, added or removed; `place` in [0, 1] of the text, `size` in words."""

    place: float
    size: int
    difference: Difference


Pair = tuple[_Read, _Read]  # earlier, later


def differences(later: Comparable, earlier: Comparable) -> list[Difference]:
    """At most MOST of them: casualties, other numbers, dates, the headline, the text."""
    if (later.title, later.text, later.repeated) == (earlier.title, earlier.text, earlier.repeated):
        return []
    old, new = sentences_of(earlier), sentences_of(later)
    apart = aligned(old, new)
    read = _reader(_language(later) or _language(earlier))
    titles = _reworded_titles(earlier, later, read)
    pairs = [(read(old[was].text), read(new[now].text)) for was, now in apart.reworded]
    figures = list(islice(_casualties(earlier, later, (old, new), apart, [*titles, *pairs], read), _CASUALTIES_MOST))
    figures += islice(_of_pairs("number", [*titles, *pairs]), _NUMBERS_MOST)
    figures += islice(_of_pairs("date", [*titles, *pairs]), _DATES_MOST)
    figures += _title(earlier, later)
    edits = list(_edits(old, new, apart, pairs))
    return figures + _chosen(edits, min(_TEXTS_MOST, MOST - len(figures)))


def _language(document: Comparable) -> str | None:
    """The language as far as figures are read in it; of a text that bears none, the one it is in."""
    stated = language_code(document.language) if document.language else None
    return stated if stated in languages() else language_of(document.text)[0] if stated is None else None


def _reader(language: str | None) -> Callable[[str], _Read]:
    @cache
    def read(text: str) -> _Read:
        tokens = tokens_of(text)
        return _Read(text, tokens, figures_of(text, tokens, language))

    return read


def _reworded_titles(earlier: Comparable, later: Comparable, read: Callable[[str], _Read]) -> list[Pair]:
    """Both headlines where they differ."""
    both = earlier.title and later.title and earlier.title != later.title
    return [(read(earlier.title or ""), read(later.title or ""))] if both else []


# Casualties


def _casualties(
    earlier: Comparable,
    later: Comparable,
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    apart: Apart,
    pairs: Sequence[Pair],
    read: Callable[[str], _Read],
) -> Iterator[Difference]:
    """The dead, injured and so on that only one of the texts tells of: side by side where a sentence was reworded, else the first
    of the earlier text and the first new one."""
    removed = [read(texts[0][place].text) for place in apart.removed]
    added = [read(texts[1][place].text) for place in apart.added]
    touched = {f.what for one in (*removed, *added, *(r for pair in pairs for r in pair)) for f in one.figures}
    for what in CASUALTIES:
        if what in touched:
            before = _values(what, earlier.title, texts[0], read)
            after = _values(what, later.title, texts[1], read)
            yield from _moved(what, before, after, pairs)


def _values(what: str, title: str | None, sentences: Iterable[Sentence], read: Callable[[str], _Read]) -> list[str]:
    """The distinct figures of one sort, headline first."""
    texts = [title or "", *(sentence.text for sentence in sentences)]
    return list(dict.fromkeys(figure.value for text in texts for figure in read(text).figures if figure.what == what))


def _moved(what: str, before: Sequence[str], after: Sequence[str], pairs: Iterable[Pair]) -> Iterator[Difference]:
    gone = [value for value in before if value not in after]
    fresh = [value for value in after if value not in before]
    told = list(_side_by_side(what, gone, fresh, pairs))
    if told:
        yield from told
    elif fresh:
        earlier = next(iter([*gone, *before]), None)
        yield _counted(what, earlier, next((value for value in fresh if _is_at_least(value, earlier)), fresh[0]))
    elif gone and not after:
        yield _counted(what, gone[0], None)


def _is_at_least(value: str, earlier: str | None) -> bool:
    """Tolls rise: "two more died, which brings the toll to 17"."""
    return earlier is None or int(value) >= int(earlier)


def _side_by_side(what: str, gone: Sequence[str], fresh: Sequence[str], pairs: Iterable[Pair]) -> Iterator[Difference]:
    """What replaced what in reworded sentences, once each."""
    seen: set[tuple[str, str]] = set()
    for was, now in pairs:
        old = [figure.value for figure in was.figures if figure.what == what]
        new = [figure.value for figure in now.figures if figure.what == what]
        for one, other in zip(old, new, strict=False):
            if one != other and (one in gone or other in fresh) and (one, other) not in seen:
                seen.add((one, other))
                yield _counted(what, one, other)


def _counted(what: str, before: str | None, after: str | None) -> Difference:
    label = _LABELS[what]
    if before is None:
        return Difference(what, None, after, f"{label} given: {_grouped(after)}")
    if after is None:
        return Difference(what, before, None, f"{label} no longer given: {_grouped(before)}")
    return Difference(what, before, after, f"{label} {_grouped(before)} → {_grouped(after)}")


def _grouped(value: str | None) -> str:
    return f"{int(value):,}" if value and value.isdecimal() else value or ""


# Numbers, dates, headline


def _of_pairs(what: str, pairs: Iterable[Pair]) -> Iterator[Difference]:
    """Numbers, or dates, that replaced one another in a reworded sentence, once each."""
    seen: set[tuple[str, str]] = set()
    for one, other in _replaced(what, pairs):
        if (one.value, other.value) not in seen:
            seen.add((one.value, other.value))
            before, after = clean_line(one.shown, _SAID), clean_line(other.shown, _SAID)
            yield Difference(what, before, after, f"{what} {before} → {after}")


def _replaced(what: str, pairs: Iterable[Pair]) -> Iterator[tuple[Figure, Figure]]:
    for was, now in pairs:
        if _stand_for_each_other(what, was, now):
            yield from zip(_own(what, was, now), _own(what, now, was), strict=True)


def _stand_for_each_other(what: str, was: _Read, now: _Read) -> bool:
    """Whether both wordings have as many figures of a sort; numbers, which may count anything, beside the same words."""
    old, new = _own(what, was, now), _own(what, now, was)
    if len(old) != len(new):
        return False
    return what != "number" or all(
        set(_beside(was, one)) & set(_beside(now, other)) for one, other in zip(old, new, strict=True)
    )


def _beside(one: _Read, figure: Figure) -> Iterator[tuple[int, str]]:
    """The words before and after a figure; "" where the sentence begins or ends."""
    words = ["", *(token.word for token in one.tokens), ""]
    yield -1, words[figure.first]
    yield 1, words[figure.last + 1]


def _own(what: str, one: _Read, other: _Read) -> list[Figure]:
    """The figures of a sentence that the other wording lacks."""
    held = Counter(figure.value for figure in other.figures if figure.what == what)
    found = []
    for figure in one.figures:
        if figure.what == what:
            held[figure.value] -= 1
            if held[figure.value] < 0:
                found.append(figure)
    return found


def _title(earlier: Comparable, later: Comparable) -> Iterator[Difference]:
    before, after = clean_line(earlier.title or "", _KEPT), clean_line(later.title or "", _KEPT)
    if words(fold(before)) != words(fold(after)):
        said = f"headline {_quoted(before)} → {_quoted(after)}"
        yield Difference("title", before or None, after or None, said)


# Text


def _edits(old: Sequence[Sentence], new: Sequence[Sentence], apart: Apart, pairs: Sequence[Pair]) -> Iterator[_Edit]:
    for (_, place), pair in zip(apart.reworded, pairs, strict=True):
        if reworded := _reworded(*pair):
            yield _Edit(place / len(new), len(pair[1].tokens), reworded)
    for block in blocks(apart.added):
        passage = " ".join(new[place].text for place in block)
        size = sum(len(new[place].words) for place in block)
        said = f"added: {_quoted(passage)}{_extent(passage, size)}"
        yield _Edit(block[0] / len(new), size, Difference("text_added", None, clean_line(passage, _KEPT), said))
    for block in blocks(apart.removed):
        passage = " ".join(old[place].text for place in block)
        size = sum(len(old[place].words) for place in block)
        said = f"removed: {_quoted(passage)}{_extent(passage, size)}"
        yield _Edit(block[0] / len(old), size, Difference("text_removed", clean_line(passage, _KEPT), None, said))


def _reworded(was: _Read, now: _Read) -> Difference | None:
    """The differing middle of two wordings; None where nothing differs but figures told elsewhere."""
    old, new = _masked(was, now), _masked(now, was)
    if old == new:
        return None
    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - first
    same = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    before, after = _middle(was, first, len(old) - same), _middle(now, first, len(new) - same)
    what = "text_changed" if first + same < min(len(old), len(new)) else _one_sided(old, new)
    return Difference(
        what, clean_line(before, _KEPT), clean_line(after, _KEPT), f"{_quoted(before)} → {_quoted(after)}"
    )


def _one_sided(old: Sequence[str], new: Sequence[str]) -> str:
    return "text_added" if len(new) > len(old) else "text_removed"


def _masked(one: _Read, other: _Read) -> list[str]:
    """The words of a sentence, the figures that are told by themselves aside."""
    figures = _told(one, other)
    told = {place for figure in figures for place in range(figure.first, figure.last)}
    starts = {figure.first: figure.what for figure in figures}
    return [starts.get(at, token.word) for at, token in enumerate(one.tokens) if at in starts or at not in told]


def _told(one: _Read, other: _Read) -> list[Figure]:
    """Figures that are told by themselves, of both wordings alike."""
    told = {what for what in {f.what for f in one.figures} if _stand_for_each_other(what, one, other)}
    return [figure for figure in one.figures if figure.what in told]


def _middle(one: _Read, first: int, last: int) -> str:
    """The words from `first` to `last` as they stand, and two on either side."""
    if not one.tokens:
        return ""
    start, end = max(0, first - _AROUND), min(len(one.tokens), last + _AROUND)
    return one.text[one.tokens[start].start : one.tokens[end - 1].end]


def _chosen(edits: Sequence[_Edit], most: int) -> list[Difference]:
    """The largest edits in the order of the text, and one line for the rest."""
    if len(edits) <= most:
        return [edit.difference for edit in sorted(edits, key=lambda edit: edit.place)]
    largest = sorted(edits, key=lambda edit: (-edit.size, edit.place))
    kept, left = largest[: most - 1], largest[most - 1 :]
    size = sum(edit.size for edit in left)
    rest = Difference("text_changed", None, None, f"{len(left)} more passages changed ({size} words)")
    return [*(edit.difference for edit in sorted(kept, key=lambda edit: edit.place)), rest]


def _quoted(text: str) -> str:
    return f"“{clean_line(text, _SAID)}”"


def _extent(passage: str, size: int) -> str:
    return f" ({size} words)" if len(passage) > _SAID else ""
