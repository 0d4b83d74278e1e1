"""Trees on which an extractor that weighs every element against every other would work for minutes: known by counting, and
read plainly in one pass. Not for ordinary pages, which deserve better; what a page may take is held from outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.etree import XPath, iterwalk
from lxml.html import HtmlElement

from ingest.text import clean_text

ELEMENTS = 30_000  # trafilatura takes a second for so many; of a thousand real pages the largest has a third
DEPTH = 256  # the way to the root is walked for every element; real pages go down 40
CHARACTERS = 4_000_000  # outside scripts: five hundred long articles
_HALF = 0.5

# Where one of these begins or ends, so does a paragraph; all else (spans, links, bold) runs on.
_BLOCKS = frozenset({
    "p", "div", "li", "tr", "br", "header", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "blockquote",
    "pre", "ul", "ol", "dl", "dt", "dd", "table", "caption", "figure", "figcaption", "hr", "body", "center", "details", "summary",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_PASSED_OVER = frozenset({
    "head", "script", "style", "template", "noscript", "nav", "footer", "aside", "header", "form", "button", "select", "textarea",
    "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "picture", "map", "dialog", "menu",
})  # fmt: skip
_REGIONS = frozenset({"article", "main"})

_count = XPath("count(//*)")
_is_deep = XPath("boolean(" + "/*" * DEPTH + ")")


def monstrous(tree: HtmlElement, size: int) -> str | None:
    """Why this tree, of a page of `size` bytes, is to be read plainly; None for nearly every page. Takes 0.3 ms."""
    count = float(str(_count(tree)))
    if count > ELEMENTS:
        return f"{count:.0f} elements"
    if count > DEPTH and _is_deep(tree):
        return f"nested deeper than {DEPTH}"
    if size > CHARACTERS and (length := _text_length(tree)) > CHARACTERS:
        return f"{length} characters"
    return None


def _text_length(tree: HtmlElement) -> int:
    return len(tree.text_content()) - sum(len(script.text or "") for script in tree.iter("script", "style"))


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    linked: int  # characters of it that are links
    is_inside: bool  # of an <article> or <main>


def plain_text(tree: HtmlElement) -> str:
    """The page's paragraphs, one per line, outside menus, forms and scripts, without those that are mostly links; only those in
    <article> and <main> where they are most of it. Time and memory grow with the page and nothing else."""
    blocks = [block for block in _Reading().blocks(tree) if block.linked <= _HALF * len(block.text)]
    inside = [block for block in blocks if block.is_inside]
    is_told_inside = _length(inside) >= _HALF * _length(blocks)
    return clean_text("\n".join(block.text for block in (inside if is_told_inside else blocks)))


def _length(blocks: Iterable[_Block]) -> int:
    return sum(len(block.text) for block in blocks)


class _Reading:
    """One walk through a tree: the pieces of the paragraph at hand, and how deep in links and regions they stand."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._linked = self._links = self._regions = 0

    def blocks(self, tree: HtmlElement) -> Iterator[_Block]:
        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            is_start, tag = event == "start", element.tag
            if tag in _BLOCKS:
                yield from self._paragraph()
            elif tag in _CELLS:
                self._pieces.append(" ")
            self._enter(tag, 1 if is_start else -1)
            if is_start and self._is_passed_over(element):
                walk.skip_subtree()
            else:
                self._take(element.text if is_start else element.tail)
        yield from self._paragraph()

    def _is_passed_over(self, element: HtmlElement) -> bool:
        tag = element.tag
        is_headline = tag == "header" and self._regions > 0  # an article's own has its lead
        return (tag in _PASSED_OVER and not is_headline) or element.get("hidden") is not None

    def _enter(self, tag: str, step: int) -> None:
        self._links += step if tag == "a" else 0
        self._regions += step if tag in _REGIONS else 0

    def _take(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._linked += len(text) if self._links else 0

    def _paragraph(self) -> Iterator[_Block]:
        text = " ".join("".join(self._pieces).split())
        if text:
            yield _Block(text, self._linked, self._regions > 0)
        self._pieces, self._linked = [], 0
