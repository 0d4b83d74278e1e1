"""One walk over the tree: its text in blocks (what a reader sees as one paragraph) within sections. Decides nothing of what the
article is, and leaves the tree as it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from ingest.extract.text.names import Claim, Part, claim_of, part_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_TEXT = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "audio", "video", "canvas",
    "map", "picture", "figure", "figcaption", "nav", "menu", "button", "select", "option", "optgroup", "datalist", "textarea",
    "input", "label", "legend", "fieldset", "dialog", "progress", "output", "frame", "frameset", "head", "link", "meta", "img",
    "source", "track", "area", "base", "param", "noindex", "amp-ad", "time", "rp", "rt",
})  # fmt: skip
_APART = frozenset({"figure", "nav"})  # text before and after them is not one paragraph
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "strike", "sub", "sup", "tt", "u", "var", "wbr", "rb", "rbc",
    "rtc", "nobr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_BESIDE_TAGS = frozenset({"aside", "footer", "form"})
_BESIDE_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert", "toolbar"}
)
_HIDING = re.compile(r"display:\s?none|visibility:\s?hidden", re.IGNORECASE)
_NO_PART: tuple[Part, str] = ("", "")
# The names of these speak of the whole page, or of a single player in the table of players.
_NAMELESS = frozenset({"html", "body", "main", "article", "tbody", "tr", "td", "th"})


class Block(NamedTuple):
    """`text` is one clean line, `linked` of its characters are links."""

    text: str
    linked: int
    tag: str


@dataclass(slots=True, kw_only=True)
class Section:
    """An element that holds blocks `start` to `end` (not included). `word`: which of its names says that it plays its `part`."""

    element: HtmlElement
    tag: str
    names: str
    part: Part
    word: str
    claim: Claim
    start: int
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Blocks in the page's order; sections too, each before those within it. The first section is the whole."""

    blocks: list[Block]
    sections: list[Section]


class _Level(NamedTuple):
    """An element on the way down: `section` is None for one within a paragraph."""

    element: HtmlElement
    children: Iterator[HtmlElement]
    section: Section | None


def outline(body: HtmlElement) -> Outline:
    """Linear in the size of the tree, and indifferent to its depth: pages nest deeper than Python calls may."""
    walk = _Walk()
    walk.over(body)
    return Outline(blocks=walk.blocks, sections=walk.sections)


class _Walk:
    """The state of one walk: what was found so far, and the pieces of the block that is being gathered."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.sections: list[Section] = []
        self._open: list[Section] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0  # open <a> elements

    def over(self, body: HtmlElement) -> None:
        way = [self._section(body, "body")]
        while way:
            child = next(way[-1].children, None)
            if child is None:
                self._leave(way.pop())
            elif (inner := self._meet(child)) is not None:
                way.append(inner)

    def _meet(self, element: HtmlElement) -> _Level | None:
        tag = element.tag
        if tag in _INLINE:
            if not (tag == "span" and len(element) == 0 and _is_label(element)):
                return self._inline(element, tag)
        elif tag == "br" or tag == "hr":
            self._end_block()
        elif tag in _CELLS and _is_one_paragraph(element):
            self._say(" ")
            return self._inline(element, tag)
        elif tag not in _NO_TEXT or (tag == "figure" and element.find(".//table") is not None):
            if isinstance(tag, str):
                self._end_block()
                return self._section(element, tag)
        elif tag in _APART:
            self._end_block()
        self._say(element.tail)
        return None

    def _inline(self, element: HtmlElement, tag: str) -> _Level:
        self._links += tag == "a"
        self._say(element.text)
        return _Level(element, iter(element), None)

    def _section(self, element: HtmlElement, tag: str) -> _Level:
        section = _described(element, tag, len(self.blocks))
        self.sections.append(section)
        self._open.append(section)
        self._say(element.text)
        return _Level(element, iter(element), section)

    def _leave(self, level: _Level) -> None:
        if level.section is not None:
            self._end_block()
            level.section.end = len(self.blocks)
            self._open.pop()
        elif level.element.tag == "a":
            self._links -= 1
        if self._open:
            self._say(level.element.tail)

    def _say(self, piece: str | None) -> None:
        if piece:
            self._pieces.append(piece)
            if self._links:
                self._linked += len(piece.strip())

    def _end_block(self) -> None:
        if self._pieces:
            text = " ".join("".join(self._pieces).split())
            if text:
                self.blocks.append(Block(text, min(self._linked, len(text)), self._open[-1].tag))
            self._pieces.clear()
        self._linked = 0


def _is_one_paragraph(cell: HtmlElement) -> bool:
    """A row of such cells is read as one line; pages laid out in tables have whole articles in a cell."""
    return all(child.tag in _INLINE or child.tag in _NO_TEXT for child in cell)


def _is_label(element: HtmlElement) -> bool:
    names = element.get("class")
    return bool(names) and part_of(names)[0] != ""


def _described(element: HtmlElement, tag: str, start: int) -> Section:
    get = element.get
    # The id of a heading is made of its words.
    names = f"{get('class') or ''} {get('id') or ''}" if tag not in HEADINGS else get("class") or ""
    role = get("role")
    part, word = part_of(names) if len(names) > 1 and tag not in _NAMELESS else _NO_PART
    if part != "talk" and (tag in _BESIDE_TAGS or role in _BESIDE_ROLES or _is_hidden(element, tag)):
        part = "apart"
    return Section(
        element=element,
        tag=tag,
        names=names,
        part=part,
        word=word,
        claim=_claim(element, tag, names, role),
        start=start,
    )


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    """Paragraphs behind a paywall's curtain are hidden from screen readers, and are text all the same."""
    if element.get("hidden") is not None or (tag != "p" and element.get("aria-hidden") == "true"):
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(style) is not None


def _claim(element: HtmlElement, tag: str, names: str, role: str | None) -> Claim:
    itemprop = element.get("itemprop")
    if itemprop and "articleBody" in itemprop:
        return 3
    claim = claim_of(names) if len(names) > 1 else 0
    if claim > 1:
        return claim
    return 2 if tag == "article" else 1 if tag == "main" or role == "main" else 0
