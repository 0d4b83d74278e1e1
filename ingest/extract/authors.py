"""Who signed the article: names of persons and desks, cleaned. Not who is quoted in it."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from ingest.extract.candidates import Choice
from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.extract.outlet import is_outlet, outlet_names
from ingest.extract.seen import Seen
from ingest.model import Page
from ingest.text import clean_line, fold

_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_BY = re.compile(
    r"^\s*(?:by|von|par|por|di|da|door|af|av|przez|aut(?:or|eur|ore)|interview|text|story"
    r"|written by|view all posts by|من|بقلم)[: ]\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:\([^)]{1,20}\)|link copied|updated|view author archive.*|get author rss.*|more stories by.*|staff(?: writer)?"
    r"|see full bio|january|february|march|april|may|june|july|august|september|october|november|december)\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[;|•\n]\s*|\s*,\s*(?:and|und|et|y|e|og)\s+|\s+(?:and|und|et|og|och|im gespräch mit|&)\s+|\s*,\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|uk|lt)\b|^\W*$|\d{3}|\(image|getty|istock"
    r"|^(?:admin|administrator|name|human|stand|lesedauer|none|null|undefined|authors?|staff|updated|see full bio)$",
    re.IGNORECASE,
)
_WORDS_MAX = 5  # a longer part is a job title, or a sentence
AUTHORS_MAX = 30


def authors(seen: Seen) -> Choice[tuple[str, ...]]:
    """Who signed, and every place that names somebody."""
    found = _authors(seen, seen.page, seen.tree, seen.linked, seen.head)
    return Choice(value=found or None, source="authors" if found else None)


def _authors(seen: Seen, page: Page, tree: HtmlElement, linked: Linked, head: Head) -> tuple[str, ...]:
    """The first of JSON-LD, meta tags, the visible byline and the feed that names someone other than the outlet; the
    outlet's own name where nobody else signed. Each name once."""
    outlets = outlet_names(seen)
    signed: tuple[str, ...] = ()
    for names in _signatures(page, tree, linked, head):
        signed = signed or names
        if persons := tuple(name for name in names if not is_outlet(name, outlets)):
            return persons
    return signed


def _signatures(page: Page, tree: HtmlElement, linked: Linked, head: Head) -> Iterator[tuple[str, ...]]:
    """One at a time: looking for the visible byline costs as much as all else about the metadata."""
    yield _names(linked.authors)
    yield _names(value for name in _METAS for value in head.metas.get(name, ()))
    yield _names((extract_author(tree) or "").split("; "))
    yield _names(page.entry.authors if page.entry else ())


def _names(said: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for raw in said:
        for name in _split(raw):
            names.setdefault(fold(name), name)
    return tuple(names.values())[:AUTHORS_MAX]


def _split(raw: str) -> Iterator[str]:
    """The names in one statement; none in an address (`article:author` is often a profile's)."""
    if "://" in raw:
        return
    for part in _BETWEEN.split(_BY.sub("", clean_line(raw, 400))):
        name = _AFTER.sub("", _AFTER.sub("", _BY.sub("", part))).strip(" .,-–—:")
        if 1 < len(name) <= 80 and not _NO_NAME.search(name) and len(name.split()) <= _WORDS_MAX:
            yield name
