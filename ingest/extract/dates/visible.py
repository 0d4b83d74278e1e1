"""The dates that a reader sees beside the headline, or in an element made for a date. Not for dates in running text, nor for
those of other pieces that the page leads to."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Literal, NamedTuple

from lxml.html import HtmlElement

from ingest.extract.dates.dated import Dated, moment, whole_day
from ingest.extract.dates.machine import read
from ingest.extract.dates.phrases import Meaning, is_made_for_dates, is_of_another_piece, is_of_others, meaning
from ingest.extract.dates.spelled import Spelled, spelled

Side = Literal["before", "after", "apart"]

_SILENT = frozenset(
    {
        "script", "style", "noscript", "svg", "iframe", "template", "form", "select", "button", "nav", "footer", "aside",
        "figure", "figcaption", "video", "audio", "textarea", "object", "math", "head", "option", "blockquote", "pre",
    }
)  # fmt: skip
_MARKABLE = (
    "time", "span", "div", "p", "li", "small", "abbr", "td", "em", "b", "i", "strong", "dd", "font", "h2", "h3", "h4", "h5",
    "h6", "a", "section", "header", "address", "ul", "label", "cite",
)  # fmt: skip
_CHUNKS_BEFORE, _CHUNKS_AFTER = 14, 36
_CHUNK_CHARACTERS = 150  # longer: running text
_CHUNKS_MAX = 12
_CHILDREN_MAX = 12
_RUNNING_MAX = 320  # characters of long stretches: more than a standfirst, and the text itself runs
_WORDS_AROUND = 2  # on either side of a date within a sentence
_WORDS_BESIDE = 8  # more than these beside a date make a sentence
_MARKED_MAX = 60
_MADE_MAX = 1_000  # elements made for dates that are looked at
_LOOKED_AT = 50_000  # elements of a page; real ones have ten thousand
_LABEL, _AFTERTHOUGHT = 40, 15  # characters before and after a date in which it may be called something
_BOX_DEPTH, _BOX_CHARACTERS, _HEADLINE_WORDS = 2, 240, 4
_NO_BOXES = ("body", "main", "ul", "ol", "table", "tbody", "dl")
_HEADINGS = ("h2", "h3", "h4", "h5")
_ASIDE = ("aside", "nav", "footer")
_WHOLE = ("body", "html", "main", "article")
_PLACE: dict[Side, str] = {
    "before": "before the headline", "after": "after the headline", "apart": "in an element made for dates",
}  # fmt: skip
_LISTED = 4  # so many elements alike, each with another day, are a list of pieces
_BARE_WORDS = 2
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d\d")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{8}")
_UNSPACED_CHARACTERS = 40
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A date "before" or "after" the headline, or "apart" from it in an element made for dates. `written`: the words around it.
    `readings`: two where day and month may be either way round. `says`: what the page calls it, None: nothing.
    `is_marked`: it stands in an element made for dates, or bare on its line."""

    side: Side
    written: str
    readings: tuple[Dated, ...]
    says: Meaning | None
    is_marked: bool


class _Chunk(NamedTuple):
    """A stretch of text without markup, on one line; `is_machine`: the `datetime` of a <time>."""

    text: str
    element: HtmlElement
    is_machine: bool = False


def beside(headline: HtmlElement, *, is_day_first: bool | None) -> tuple[Sighting, ...]:
    """The dates after a headline, then those before it, the nearest first."""
    after = _first(_forwards(headline), _CHUNKS_AFTER)
    before = _first(_backwards(headline), _CHUNKS_BEFORE)[::-1]
    found = list(_sighted(after, "after", is_day_first))
    if _are_listed(found):
        found = [sighting for sighting in found if sighting.says == "published"]
    return (
        *found,
        *reversed([sighting for sighting in _sighted(before, "before", is_day_first) if sighting.is_marked]),
    )


def of_other_pieces(tree: HtmlElement) -> frozenset[date]:
    """The days of comments and of pieces that the page leads to."""
    around_headlines = _around_headlines(tree)
    others = (element for element in _made(tree) if _is_another_s(element, around_headlines))
    return frozenset(day for element in others for day in _days_in(element))


def _around_headlines(tree: HtmlElement) -> Set[HtmlElement]:
    """All that holds an <h1>. Gathered once: to search each box for one takes minutes where boxes are large and dates many."""
    around: set[HtmlElement] = set()
    for headline in tree.iter("h1"):
        for above in headline.iterancestors():
            if above in around:
                break
            around.add(above)
    return around


def _made(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements made for dates, in document order. The first of them: to look around one costs as much as its box is wide."""
    looked_at = islice(tree.iter(*_MARKABLE), _LOOKED_AT)
    return islice((e for e in looked_at if e.tag == "time" or is_made_for_dates(_names(e))), _MADE_MAX)


def _days_in(element: HtmlElement) -> Iterator[date]:
    if dated := read(element.get("datetime") or "", "time"):
        yield dated.day
    for found in spelled(element.text_content()[:_CHUNK_CHARACTERS], is_day_first=None):
        yield from found.days


def _is_another_s(element: HtmlElement, around_headlines: Set[HtmlElement]) -> bool:
    if _is_beside_link(element):
        return True
    above = (element, *element.iterancestors())
    named = (e for e in above if e.tag in _ASIDE or is_of_another_piece(_names(e)))
    return any(e.tag not in _WHOLE and e not in around_headlines for e in named)


def _are_listed(sightings: Sequence[Sighting]) -> bool:
    return len({sighting.readings[0].day for sighting in sightings}) >= _LISTED


def marked(tree: HtmlElement, *, is_day_first: bool | None) -> tuple[Sighting, ...]:
    """The dates in elements made for them, anywhere on the page, but for lists of other pieces."""
    found: list[Sighting] = []
    around_headlines = _around_headlines(tree)
    for element in _made(tree):
        chunks = _short(element)
        if chunks and not _is_of_others(element, around_headlines):
            found.extend(_sighted(chunks, "apart", is_day_first))
            if len(found) > _MARKED_MAX:
                break
    return () if _are_listed(found) else tuple(found)


def _short(element: HtmlElement) -> list[_Chunk]:
    if _is_wide(element):
        return []
    said = [chunk for chunk in _inside(element) if chunk.text.strip()]
    is_short = sum(len(chunk.text) for chunk in said) <= 2 * _CHUNK_CHARACTERS
    return _first(said, _CHUNKS_MAX) if is_short else []


def _is_of_others(element: HtmlElement, around_headlines: Set[HtmlElement]) -> bool:
    """What holds the headline is of this piece, whatever it is called."""
    above = (element, *element.iterancestors())
    named = (e for e in above if e.tag in _SILENT or (e.tag not in _WHOLE and is_of_others(_names(e))))
    return any(e not in around_headlines for e in named)


def _is_wide(element: HtmlElement) -> bool:
    """Whether it has many children; without counting them all, which is done for each of them."""
    return next(islice(element, _CHILDREN_MAX, None), None) is not None


def _first(chunks: Iterable[_Chunk], count: int) -> list[_Chunk]:
    """The first with words in them, up to where the text itself runs."""
    found: list[_Chunk] = []
    running = 0
    for chunk in chunks:
        if text := " ".join(chunk.text.split()):
            found.append(chunk._replace(text=text[: _CHUNK_CHARACTERS + 1]))
            running += len(text) if len(text) > _CHUNK_CHARACTERS else 0
            if len(found) == count or running > _RUNNING_MAX:
                break
    return found


def _forwards(headline: HtmlElement) -> Iterator[_Chunk]:
    """What follows in the order of the document."""
    element = headline
    while (above := element.getparent()) is not None:
        if (said := element.tail) and not said.isspace():
            yield _Chunk(said, above)
        for sibling in element.itersiblings():
            yield from _inside(sibling)
            if (said := sibling.tail) and not said.isspace():
                yield _Chunk(said, above)
        element = above


def _inside(element: HtmlElement) -> Iterator[_Chunk]:
    if _is_silent(element):
        return
    if machine := element.get("datetime"):
        yield _Chunk(machine, element, True)
    if (said := element.text) and not said.isspace():
        yield _Chunk(said, element)
    for child in element:
        yield from _inside(child)
        if (said := child.tail) and not said.isspace():
            yield _Chunk(said, element)


def _backwards(headline: HtmlElement) -> Iterator[_Chunk]:
    """What precedes, from the headline to the top."""
    element = headline
    while (above := element.getparent()) is not None:
        for sibling in element.itersiblings(preceding=True):
            if (said := sibling.tail) and not said.isspace():
                yield _Chunk(said, above)
            yield from _inside_backwards(sibling)
        if (said := above.text) and not said.isspace():
            yield _Chunk(said, above)
        element = above


def _inside_backwards(element: HtmlElement) -> Iterator[_Chunk]:
    if _is_silent(element):
        return
    for child in reversed(element):
        if (said := child.tail) and not said.isspace():
            yield _Chunk(said, element)
        yield from _inside_backwards(child)
    if (said := element.text) and not said.isspace():
        yield _Chunk(said, element)
    if machine := element.get("datetime"):
        yield _Chunk(machine, element, True)


def _is_silent(element: HtmlElement) -> bool:
    return element.tag in _SILENT or is_of_others(_names(element))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def _sighted(chunks: Sequence[_Chunk], side: Side, is_day_first: bool | None) -> Iterator[Sighting]:
    """The dates in chunks that follow one another; a date may be spread over some of them."""
    text = "\n".join("" if chunk.is_machine else chunk.text for chunk in chunks)
    starts = _starts(chunks)
    found = [(starts[at], sighting) for at, sighting in _machines(chunks, side)]
    if _YEAR.search(text):
        found.extend(_spelled_out(chunks, starts, text, side, is_day_first))
    yield from (sighting for _, sighting in sorted(found, key=lambda pair: pair[0]))


def _spelled_out(
    chunks: Sequence[_Chunk], starts: Sequence[int], text: str, side: Side, is_day_first: bool | None
) -> Iterator[tuple[int, Sighting]]:
    for found in spelled(text, is_day_first=is_day_first):
        place = bisect_right(starts, found.start) - 1
        line, element = chunks[place].text, chunks[place].element
        date = text[found.start : found.end]
        if _stands_alone(chunks[place]) and not _is_beside_link(element) and not _is_told(chunks[place], date):
            label = _label(chunks, place, found.start - starts[place])
            is_marked = _is_marked(element) or _is_bare(line, date)
            yield found.start, _sighting(text, found, side, label, is_marked=is_marked)


def _machines(chunks: Sequence[_Chunk], side: Side) -> Iterator[tuple[int, Sighting]]:
    for at, chunk in enumerate(chunks):
        if (
            chunk.is_machine
            and not _is_beside_link(chunk.element)
            and (dated := read(chunk.text, f"time {_PLACE[side]}"))
        ):
            says = meaning(_label(chunks, at, 0), _names(chunk.element))
            yield at, Sighting(side=side, written=chunk.text, readings=(dated,), says=says, is_marked=True)


def _label(chunks: Sequence[_Chunk], place: int, at: int) -> str:
    """What stands right before a date: in its own stretch of text, and in the one before, if that is as short as a label."""
    own = "" if chunks[place].is_machine else chunks[place].text[:at]
    above = next((chunk.text for chunk in reversed(chunks[:place]) if not chunk.is_machine), "")
    return f"{above if len(above) <= _LABEL else ''}\n{own}"[-_LABEL:]


def _sighting(text: str, date: Spelled, side: Side, label: str, *, is_marked: bool) -> Sighting:
    source = f"visible {_PLACE[side]}"
    said = [(day, date.said(day)) for day in date.days]
    return Sighting(
        side=side,
        written=text[max(0, date.start - _LABEL) : date.end + _AFTERTHOUGHT],
        readings=tuple(moment(at, source) if at else whole_day(day, source) for day, at in said),
        says=meaning(label, text[date.end : date.end + _AFTERTHOUGHT]),
        is_marked=is_marked,
    )


def _starts(chunks: Sequence[_Chunk]) -> list[int]:
    starts, at = [], 0
    for chunk in chunks:
        starts.append(at)
        at += (0 if chunk.is_machine else len(chunk.text)) + 1
    return starts


def _stands_alone(chunk: _Chunk) -> bool:
    """A date in a line of its own or a byline, rather than in a sentence."""
    if len(chunk.text) > _CHUNK_CHARACTERS:
        return False
    if _UNSPACED.search(chunk.text):
        return len(chunk.text) <= _UNSPACED_CHARACTERS
    return len(_WORD.findall(chunk.text)) <= _WORDS_BESIDE or _is_marked(chunk.element)


def _is_told(chunk: _Chunk, date: str) -> bool:
    """A short sentence around a date: "The concert on 1 January was great." tells of the concert."""
    before, _, after = chunk.text.partition(date.strip())
    is_sentence = chunk.text.rstrip().endswith((".", "!", "?")) and not _is_marked(chunk.element)
    return is_sentence and min(len(_WORD.findall(before)), len(_WORD.findall(after))) >= _WORDS_AROUND


def _is_bare(line: str, date: str) -> bool:
    """Nothing on the line but the date, and at most two words: a weekday, "published"."""
    rest = line.replace(date.strip(), "", 1)
    return not _DIGIT.search(rest) and len(_WORD.findall(rest)) <= _BARE_WORDS


def _is_beside_link(element: HtmlElement) -> bool:
    """Whether it stands in a small box with the headline of another piece: a link of some words, or within a heading."""
    boxes = chain([element] if element.tag == "li" else [], element.iterancestors())
    for box in islice(boxes, _BOX_DEPTH):
        if not _is_box(box):
            return False
        if any(_is_headline(link, element) for link in box.iter("a")):
            return box.find(".//h1") is None
    return False


def _is_box(element: HtmlElement) -> bool:
    if element.tag in _NO_BOXES or _is_wide(element):
        return False
    return len(element.text_content()) <= _BOX_CHARACTERS


def _is_headline(link: HtmlElement, date: HtmlElement) -> bool:
    above = list(link.iterancestors())[:2]
    if any(e.tag in _HEADINGS for e in (*above, *link)) and date not in link.iter():
        return True
    own = _words(date) if link in date.iterancestors() else 0
    return _words(link) - own >= _HEADLINE_WORDS


def _words(element: HtmlElement) -> int:
    """Words, and for scripts without spaces four letters each."""
    text = element.text_content()
    return len(text) // 4 if _UNSPACED.search(text) else len(_WORD.findall(text))


def _is_marked(element: HtmlElement) -> bool:
    above = element.getparent()
    near = (element,) if above is None else (element, above)
    return element.tag == "time" or any(e.tag not in _WHOLE and is_made_for_dates(_names(e)) for e in near)
