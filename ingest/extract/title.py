"""The article's title without the outlet's name, chosen among the places that bear one. Not the summary."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement
from trafilatura.metadata import extract_title

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.outlet_names import OutletNames, is_outlet, squeezed
from ingest.extract.seen import Seen
from ingest.text import clean_line, fold, words

TITLE_CHARACTERS = 500

_LINKED, _OG, _ITEM, _TITLE, _H1 = "json-ld headline", "meta og:title", "microdata headline", "title", "h1"
_METAS = ("headline", "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_HEADLINES_MAX = 10
_PIECES_MAX = 300  # a heading that nobody closed holds the whole page
_ALIKE = 0.3  # share of the words of the shorter of two titles
_WORDS_AT_LEAST = 2  # one word in common is a section's name
_NAME_WORDS_MAX = 6
_REST_WORDS = 3  # what is left of a title when a part that only resembles the outlet's name is taken off
_SEPARATOR = re.compile(r"\s+[-–—|•·»«›:~/*]{1,2}\s+|\s*[|｜ㅣ：_]\s*|\s+::\s+|(?<=[^\x00-\u024f])-(?=[^\x00-\u024f])")
# What editors write into titles; any other tag in the text of a title is text.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|em|font|i|mark|p|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.)$|[(\[][^)\]]*$")
# Words run on across these; other elements inside a headline (a kicker's span, a line break) part them.
_RUNS_ON = frozenset({"b", "i", "em", "strong", "mark", "u", "sup", "sub", "wbr", "font", "abbr", "q", "cite", "a"})
_UNSPOKEN = frozenset({"style", "script", "noscript", "svg", "template"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A title that may be believed, and its folded words."""

    source: str
    text: str
    key: str


def title(seen: Seen) -> Choice[str]:
    """The title, fit for one line, and every place that bears one."""
    candidates = list(_candidates(seen))
    lines = [_Line(source=c.source, text=c.reading, key=_key(c.reading)) for c in candidates if c.reading]
    if not lines and (guess := clean_line(extract_title(seen.tree) or "", TITLE_CHARACTERS)):
        candidates.append(Candidate(source="trafilatura", written=guess, reading=guess))
        lines = [_Line(source="trafilatura", text=guess, key=_key(guess))]
    chosen = _whole(_believed(lines), lines) if lines else None
    return Choice(
        value=chosen.text if chosen else None, source=chosen.source if chosen else None, candidates=tuple(candidates)
    )


def _candidates(seen: Seen) -> Iterator[Candidate]:
    headings = [line for h1 in seen.head.headings[:_HEADLINES_MAX] if (line := _spoken(h1))]
    labels = frozenset([*_mastheads(seen, headings), *_sections(seen)]) - _stated_keys(seen)
    read: dict[str, str] = {}  # most places say the same
    for source, written in _written(seen, headings):
        if written not in read:
            read[written] = _without_outlet(clean_line(_plain(written), TITLE_CHARACTERS), seen.names, labels)
        reading = read[written]
        is_name = _is_name(reading, source, seen.names, labels)
        yield Candidate(
            source=source,
            written=written,
            reading=None if is_name else reading or None,
            refused_because="the name of the outlet or of a section" if is_name else None,
        )


def _is_name(line: str, source: str, outlet: OutletNames, labels: frozenset[str]) -> bool:
    """Whether a line names the outlet or one of its sections. An article may be called as the outlet is; then JSON-LD or
    og:title say so. Some pages give the article's title for either."""
    if len(line.split()) > _NAME_WORDS_MAX:
        return False
    return _key(line) in labels or (source not in (_LINKED, _OG) and _is_exactly(line, outlet))


def _written(seen: Seen, headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    entry = seen.page.entry
    places: list[tuple[str, str | None]] = [
        (_LINKED, seen.linked.headline),
        (_ITEM, seen.items.first("headline")),
        *((f"meta {name}", seen.head.first(name)) for name in _METAS),
        (_TITLE, seen.head.title),
        *((f"{_H1} {place}" if place else _H1, line) for place, line in enumerate(headings)),
        ("feed", entry.title if entry else None),
    ]
    yield from ((source, written) for source, written in places if written and written.strip())


def _believed(lines: Sequence[_Line]) -> _Line:
    """JSON-LD and og:title where they agree; og:title where an editor wrote it for itself; else the headline that the reader
    sees, if it has words in common with one of the stated titles; else the first that was stated."""
    linked, og = _of(_LINKED, lines), _of(_OG, lines)
    if linked and og and linked.key == og.key:
        return linked
    stated = [line for line in lines if not line.source.startswith((_H1, "feed"))]
    headline = _headline([line for line in lines if line.source.startswith(_H1)], stated)
    if linked and og and headline and _is_own(og, linked, headline, _of(_TITLE, lines)):
        return og
    return headline or next(iter(stated), lines[0])


def _is_own(og: _Line, linked: _Line, headline: _Line, named: _Line | None) -> bool:
    """Whether og:title is in nobody else's words: not made from the title of the window, nor the headline with something
    added to it. Where JSON-LD and the visible headline say the same, both come from one field, which search engines read."""
    if headline.key != linked.key or (named and named.key == og.key):
        return False
    return headline.key not in og.key and not _CUT.search(og.text)


def _of(source: str, lines: Sequence[_Line]) -> _Line | None:
    return next((line for line in lines if line.source == source), None)


def _headline(visible: Sequence[_Line], stated: Sequence[_Line]) -> _Line | None:
    """The visible headline most like a stated title; that title itself where it only goes without the kicker. A title of one
    word says nothing of a headline."""
    stated = [line for line in stated if len(line.key.split()) >= _WORDS_AT_LEAST]
    rated = [(max((_likeness(line, said) for said in stated), default=0.0), -n) for n, line in enumerate(visible)]
    if not rated or (stated and max(rated)[0] < _ALIKE):
        return None
    best = visible[-max(rated)[1]]
    return next((said for said in stated if best.key.endswith(" " + said.key)), best)


def _likeness(one: _Line, other: _Line) -> float:
    mine, others = set(one.key.split()), set(other.key.split())
    if min(len(mine), len(others)) < _WORDS_AT_LEAST:
        return 0.0
    return len(mine & others) / min(len(mine), len(others))


def _whole(chosen: _Line, lines: Sequence[_Line]) -> _Line:
    """A title that was cut off gives way to one that goes on where it ends."""
    if not _CUT.search(chosen.text):
        return chosen
    return next((line for line in lines if line.key.startswith(chosen.key + " ")), chosen)


def _mastheads(seen: Seen, headings: Sequence[str]) -> Iterator[str]:
    """Headlines that are the outlet's or its blog's name: they are a part of the window's title, and another, longer part
    of it is the article's title."""
    parts = [_key(part) for part in _SEPARATOR.split(seen.head.title or "") if part]
    if len(parts) < 2:
        return
    stated = _stated_keys(seen)
    longest = max(parts, key=len)
    for line in headings:
        key = _key(line)
        if key in parts and key != longest and key not in stated and (key == parts[-1] or stated & set(parts)):
            yield key


def _stated_keys(seen: Seen) -> frozenset[str]:
    return frozenset(_key(said) for said in (seen.linked.headline, seen.head.first("og:title")) if said)


def _spoken(heading: HtmlElement) -> str:
    """The words of a headline, parted where elements part them."""
    return " ".join("".join(islice(_pieces(heading), _PIECES_MAX)).split())


def _pieces(heading: HtmlElement) -> Iterator[str]:
    walk = iterwalk(heading, events=("start", "end"))
    for event, element in walk:
        if element is not heading and element.tag not in _RUNS_ON:
            yield " "
        if event == "end":
            yield (element.tail or "") if element is not heading else ""
        elif element.tag in _UNSPOKEN:
            walk.skip_subtree()
        else:
            yield element.text or ""


def _plain(line: str) -> str:
    """Without markup and entities, which come escaped once too often."""
    if "&" in line and _ENTITY.search(line):
        line = html.unescape(line)
    return _TAG.sub("", line) if "<" in line else line


def _without_outlet(line: str, outlet: OutletNames, labels: frozenset[str]) -> str:
    """Drop parts at either end that are the outlet's name or a section's; a title that is nothing else stays."""
    parts = list(_SEPARATOR.finditer(line))
    if not parts:
        return line
    head, tail = line[: parts[0].start()].strip(), line[parts[-1].end() :].strip()
    for part, rest in ((tail, line[: parts[-1].start()].strip()), (head, line[parts[0].end() :].strip())):
        if rest and (_key(part) in labels or _is_outlet(part, rest, outlet)):
            return _without_outlet(rest, outlet, labels)
    return line


def _is_outlet(part: str, rest: str, outlet: OutletNames) -> bool:
    return _is_exactly(part, outlet) or (len(words(rest)) >= _REST_WORDS and is_outlet(part, outlet))


def _is_exactly(part: str, outlet: OutletNames) -> bool:
    return squeezed(part) in outlet.folded


def _sections(seen: Seen) -> Iterator[str]:
    for name in (seen.linked.section, seen.head.first("article:section"), seen.items.first("articleSection")):
        if name and (key := _key(name)):
            yield key


@lru_cache(maxsize=64)
def _key(line: str) -> str:
    return " ".join(words(fold(line)))
