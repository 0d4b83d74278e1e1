"""Who signed the article: names of persons and desks, cleaned. Not who is quoted in it."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from ingest.extract.head import Head
from ingest.extract.linked import Linked
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
_BY = re.compile(r"^\s*(?:by|von|par|por|di|da|door|af|av|przez|от|بقلم)\s*[: ]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|/•]\s*|\s*,\s*(?:and|und|et|y|e)\s+|\s+(?:and|und|et|&)\s+|\s*,\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|uk)\b|^\W*$|\d{3}|^(?:admin|editor|none|null|undefined|author)$",
    re.IGNORECASE,
)
AUTHORS_MAX = 30


def authors(page: Page, tree: HtmlElement, linked: Linked, head: Head) -> tuple[str, ...]:
    """The first of JSON-LD, meta tags, the visible byline and the feed that names someone; each name once."""
    metas = [value for name in _METAS for value in head.metas.get(name, ())]
    for said in (linked.authors, metas):
        if names := _names(said):
            return names
    visible = extract_author(tree)
    return _names(visible.split("; ") if visible else ()) or _names(page.entry.authors if page.entry else ())


def _names(said: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for raw in said:
        for name in _split(raw):
            names.setdefault(fold(name), name)
    return tuple(names.values())[:AUTHORS_MAX]


def _split(raw: str) -> Iterator[str]:
    line = _BY.sub("", clean_line(raw, 400))
    for part in _BETWEEN.split(line):
        name = _BY.sub("", part).strip(" .,-–—")
        if 1 < len(name) <= 80 and not _NO_NAME.search(name):
            yield name
