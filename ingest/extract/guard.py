"""Trees on which a reader that looks for sections, or weighs every element against every other, would work for minutes: known
by counting, and read plainly in one pass. Not for ordinary pages, which deserve better; a page's budget is held from outside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import XPath, iterwalk
from lxml.html import HtmlElement

from ingest.text import clean_text

ELEMENTS = 100_000  # of a thousand real pages the largest has ten thousand
CHARACTERS = 4_000_000  # outside scripts: five hundred long articles
_HALF, _LEFT = 0.5, 0.1

# Where one of these begins or ends, so does a paragraph; all else (spans, links, bold) runs on.
_BLOCKS = frozenset({
    "p", "div", "li", "tr", "br", "header", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "blockquote",
    "pre", "ul", "ol", "dl", "dt", "dd", "table", "caption", "figure", "figcaption", "hr", "body", "center", "details", "summary",
    "nav", "footer", "aside", "form", "dialog", "menu", "noscript",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_PASSED_OVER = frozenset({
    "head", "script", "style", "template", "button", "select", "textarea", "iframe", "object", "embed", "svg", "math", "canvas",
    "audio", "video", "picture", "map",
})  # fmt: skip
_BESIDE = frozenset({"nav", "footer", "aside", "header", "form", "dialog", "menu", "noscript"})
_REGIONS = frozenset({"article", "main"})

_count = XPath("count(//*)")


def monstrous(tree: HtmlElement, size: int) -> str | None:
    """Why this tree, of a page of `size` bytes, is to be read plainly; None for nearly every page. Takes 0.1 ms."""
    count = elements(tree)
    if count > ELEMENTS:
        return f"{count} elements"
    if size > CHARACTERS and (length := _text_length(tree)) > CHARACTERS:
        return f"{length} characters"
    return None


def elements(tree: HtmlElement) -> int:
    """How many elements the tree has."""
    return number(_count, tree)


def number(count: XPath, tree: HtmlElement) -> int:
    """What a path `count(…)` gives; lxml types it as anything that a path may give."""
    return int(float(str(count(tree))))


def _text_length(tree: HtmlElement) -> int:
    return len(tree.text_content()) - sum(len(script.text or "") for script in tree.iter("script", "style"))


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    linked: int  # characters of it that are links
    is_inside: bool  # an <article> or <main>
    is_beside: bool  # in a menu, a footer, a form


def plain_text(tree: HtmlElement) -> str:
    """The page's paragraphs, one per line, without those that are mostly links and without menus and forms, unless that leaves
    hardly anything; only those in <article> and <main> where they are most of it. Time and memory grow with the page and
    nothing else."""
    said = [block for block in _Reading().blocks(tree) if block.linked <= _HALF * len(block.text)]
    own = _most(said, [block for block in said if not block.is_beside], _LEFT)
    return clean_text("\n".join(block.text for block in _most(own, [block for block in own if block.is_inside], _HALF)))


def _most(blocks: Sequence[_Block], some: Sequence[_Block], share: float) -> Sequence[_Block]:
    """`some` of the blocks where they are a `share` of them, else all."""
    return some if _length(some) >= share * _length(blocks) else blocks


def _length(blocks: Iterable[_Block]) -> int:
    return sum(len(block.text) for block in blocks)


class _Reading:
    """One walk through a tree: the pieces of the paragraph at hand, and how deep in links and regions they stand."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._linked = self._links = self._inside = self._beside = 0

    def blocks(self, tree: HtmlElement) -> Iterator[_Block]:
        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            is_start, tag = event == "start", element.tag
            if tag in _BLOCKS:
                yield from self._paragraph()
            elif tag in _CELLS:
                self._pieces.append(" ")
            self._enter(tag, 1 if is_start else -1)
            if is_start and (tag in _PASSED_OVER or element.get("hidden") is not None):
                walk.skip_subtree()
            else:
                self._take(element.text if is_start else element.tail)
        yield from self._paragraph()

    def _enter(self, tag: str, step: int) -> None:
        if tag == "a":
            self._links += step
        elif tag in _REGIONS:
            self._inside += step
        elif tag in _BESIDE and (tag != "header" or not self._inside):  # an article's own header has its lead
            self._beside += step

    def _take(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._linked += len(text) if self._links else 0

    def _paragraph(self) -> Iterator[_Block]:
        if self._pieces:
            text = " ".join("".join(self._pieces).split())
            if text:
                yield _Block(text, self._linked, self._inside > 0, self._beside > 0)
            self._pieces, self._linked = [], 0
