"""What the markup of the visible page says of the article: schema.org microdata (`itemprop`) and RDFa (`property`). No
decision which source is believed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Reportage|Review|LiveBlogPosting|PressRelease)/?$")
_ADDRESSES = frozenset({"url", "mainEntityOfPage", "sameAs"})
_BOX_LEVELS = 3
_NAMES_MAX = 20
_PIECES_MAX = 60  # what is in more pieces is no value, but a part of the page
_LONG = frozenset({"articleBody", "text", "reviewBody"})  # the text has a reader of its own
_PREFIX = re.compile(r"^(?:schema|dc|dcterms|rnews):|^https?://schema\.org/")
_VALUE_CHARACTERS = 1000
_PROPERTIES_MAX = 200

_MARKED = "//@itemprop/.."
_RDFA = "//@property/parent::*[not(self::meta) and not(self::link)]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The article's properties by name, each with its values in order, as written."""

    properties: dict[str, tuple[str, ...]]

    def first(self, *names: str) -> str | None:
        """The first value of the first name that has one."""
        return next((value for name in names for value in self.properties.get(name, ())), None)


def items(tree: HtmlElement, html: bytes) -> Items:
    """The properties of the page's article; `html`, the page's bytes, only saves the search where there are none."""
    found: dict[str, list[str]] = {}
    html = html.lower()  # pages made by scripts bear itemProp
    if b"itemprop" in html:
        marked = _of_the_article(tree.xpath(_MARKED)[:_PROPERTIES_MAX])
        _read(_without_others_authors(marked), "itemprop", found)
    if b"typeof=" in html:
        _read(tree.xpath(_RDFA)[:_PROPERTIES_MAX], "property", found)
    return Items(properties={name: tuple(dict.fromkeys(values)) for name, values in found.items()})


def _of_the_article(marked: list[HtmlElement]) -> list[HtmlElement]:
    """The properties of the first item that is an article with a headline or a date; where no item is an article, those of
    the page itself, or that stand in no item."""
    scopes: dict[HtmlElement | None, list[HtmlElement]] = {}
    for element in marked:
        scopes.setdefault(_scope(element), []).append(element)
    articles = [scope for scope in scopes if scope is not None and _ARTICLE.search(scope.get("itemtype") or "")]
    for scope in articles:
        if {"headline", "datePublished", "name"} & {name for e in scopes[scope] for name in _names(e, "itemprop")}:
            return scopes[scope]
    if articles:
        return scopes[articles[0]]
    loose = (scope for scope in scopes if scope is None or (scope.get("itemtype") or "").endswith("WebPage"))
    return [element for scope in loose for element in scopes[scope]]


def _scope(element: HtmlElement) -> HtmlElement | None:
    return next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)


def _without_others_authors(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Less the authors that stand in another box than the first: they signed what the page links to."""
    authors = [element for element in elements if "author" in _names(element, "itemprop")]
    box = set(_box(authors[0])) if authors else set()
    return [element for element in elements if element not in authors or not box.isdisjoint(_box(element))]


def _box(element: HtmlElement) -> Iterator[HtmlElement]:
    yield from islice(element.iterancestors(), _BOX_LEVELS)


def _read(elements: list[HtmlElement], attribute: str, found: dict[str, list[str]]) -> None:
    for element in elements:
        for name in _names(element, attribute):
            if name not in _LONG and (value := _value(element, name)):
                found.setdefault(name, []).append(value)


def _names(element: HtmlElement, attribute: str) -> Iterator[str]:
    for name in (element.get(attribute) or "").split():
        yield _PREFIX.sub("", name)


def _value(element: HtmlElement, name: str) -> str:
    """What an element says: its attribute made for that, the names in the item that it holds, or its words."""
    said = element.get("href") if name in _ADDRESSES else None
    said = said or element.get("content") or element.get("datetime")
    if not said and element.get("itemscope") is not None:
        named = islice(element.iterfind(".//*[@itemprop='name']"), _NAMES_MAX)
        said = "; ".join(part.get("content") or _spoken(part) for part in named)
    return " ".join((said or _spoken(element)).split())[:_VALUE_CHARACTERS]


def _spoken(element: HtmlElement) -> str:
    return "".join(islice(element.itertext(), _PIECES_MAX))
