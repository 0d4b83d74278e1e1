"""The names under which a page's outlet goes, and whether a line is one of them. No decision which it is called by."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.extract.microdata import Items
from ingest.model import Page
from ingest.text import fold, words

_SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_LABEL_LETTERS = 4  # a shorter label of a host is found in too many words
_WORDS_MAX = 5  # a longer line that holds the outlet's name is about it, not it
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletNames:
    """What the page calls its outlet, each with its place; all names of it, folded and without spaces; and the label of its
    host ("bbc" of www.bbc.co.uk)."""

    stated: tuple[tuple[str, str], ...]
    folded: frozenset[str]
    label: str


def outlet_names(page: Page, linked: Linked, head: Head, items: Items) -> OutletNames:
    """All names under which the page's outlet goes."""
    stated = tuple(_said(linked, head, items))
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    label = max(host.split(".")[:-1] or [""], key=len)
    names = (page.outlet, host, label, *(name for _, name in stated))
    folded = frozenset(key for name in names if (key := squeezed(name)))
    return OutletNames(stated=stated, folded=folded, label=squeezed(label))


def is_outlet(line: str, names: OutletNames) -> bool:
    """Whether a short line is the outlet's name, as it stands or with the label of its host in it ("The Harbour Staff")."""
    key = squeezed(line)
    if key in names.folded:
        return True
    if len(names.label) < _LABEL_LETTERS or len(line.split()) > _WORDS_MAX:
        return False
    return names.label in key or names.label in _plain(line)


def _said(linked: Linked, head: Head, items: Items) -> Iterator[tuple[str, str]]:
    """What the page calls its outlet, and where."""
    for name in _SITE_METAS:
        yield from ((f"meta {name}", value) for value in head.metas.get(name, ())[:1])
    yield from (("json-ld publisher", name) for name in linked.publishers)
    yield from (("json-ld isPartOf", name) for name in linked.sites)
    yield from (("microdata publisher", name) for name in items.properties.get("publisher", ())[:1])


@lru_cache(maxsize=256)
def squeezed(name: str) -> str:
    """A name as it is compared: its folded letters and digits, without what stands between."""
    return "".join(words(fold(name)))


def _plain(name: str) -> str:
    """As a host would spell it: umlauts as two letters, no other marks."""
    letters = unicodedata.normalize("NFKD", fold(name).translate(_UMLAUTS))
    return "".join(words("".join(letter for letter in letters if not unicodedata.combining(letter))))
