"""Markup that would undo the parser and whoever walks its trees: tags with attributes by the ten thousand, which it compares pair
by pair, and boxes in boxes in boxes; past 2,048 it stops, and the rest of the page is lost. Honest slips it mends by itself."""

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

_WINDOW = 25_000
_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*+)([^<>]{{{2 * _WINDOW},}}+)>")
_ATTRIBUTE = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+|["']""")
_DEEPEST = 256  # real pages go down 40
_KEPT = "html|head|body|title|meta|link|base|script|style|br|img|a"
_BLOCK = (
    "p|div|section|article|main|header|footer|nav|aside|table|tr|td|th|ul|ol|li|dl|dt|dd|blockquote|pre|figure|"
    "figcaption|center|form|h[1-6]"
)
_TAG = re.compile(rf"</?+(?:(?P<kept>(?:{_KEPT})\b)|(?P<block>(?:{_BLOCK})\b)|[a-zA-Z])[^<>]*+>", re.IGNORECASE)

_deep = XPath("boolean(" + "/*" * _DEEPEST + ")")


def with_few_attributes(text: str) -> str:
    """The page's text, tags of thousands of attributes without them. A long value is no reason."""
    return _LONG_TAG.sub(_bare, text) if any(_long_tags(text)) else text


def _long_tags(text: str) -> Iterator[bool]:
    """A tag so long fills one of these windows; on nearly every page each has some < or > right at its start."""
    for start in range(_WINDOW, len(text), _WINDOW):
        window = text[start : start + _WINDOW]
        if "<" not in window and ">" not in window:
            yield _LONG_TAG.match(text, max(0, text.rfind("<", start - _WINDOW, start))) is not None


def _bare(tag: re.Match[str]) -> str:
    many = sum(1 for _ in _ATTRIBUTE.finditer(tag[2])) > _ATTRIBUTES
    return f"<{tag[1]}>" if many else tag[0]


def is_too_deep(tree: HtmlElement) -> bool:
    """Whether boxes stand in boxes past all reason: every element's way to the root is long then, or the page was cut short."""
    return bool(_deep(tree))


def flattened(text: str) -> str:
    """The page with a paragraph where a block began or ended, and without what else may nest; all its words are there."""
    return _TAG.sub(_unnested, text)


def _unnested(tag: re.Match[str]) -> str:
    if tag["kept"]:
        return tag[0]
    return "</a><p>" if tag["block"] else ""  # neither stands in itself, nor now in the other
