"""Who published the page, by its own word, and the names under which that outlet goes. Not the source that a person described
in the sources file."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.seen import Seen
from ingest.text import clean_line, fold, words

SOURCES_FILE = "sources file"
_NAME_CHARACTERS = 120
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_LABEL_LETTERS = 4  # a shorter label of a host is found in too many words
_WORDS_MAX = 5  # a longer line that holds the outlet's name is about it, not it
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletNames:
    """The names of a page's outlet, folded and without spaces, and the label of its host ("bbc" of www.bbc.co.uk)."""

    folded: frozenset[str]
    label: str


def outlet(seen: Seen) -> Choice[str]:
    """The outlet: the name in the sources file where the page came from one; what the page calls itself beside it."""
    candidates = [_read(SOURCES_FILE, seen.page.outlet), *(_read(source, name) for source, name in _said(seen))]
    chosen = next((said for said in candidates if said.reading), None)
    return Choice(
        value=chosen.reading if chosen else None,
        source=chosen.source if chosen else None,
        candidates=tuple(candidates if seen.page.outlet else candidates[1:]),
    )


def outlet_names(seen: Seen) -> OutletNames:
    """All names under which the page's outlet goes."""
    host = (urlsplit(seen.page.url).hostname or "").removeprefix("www.")
    label = max(host.split(".")[:-1] or [""], key=len)
    names = (seen.page.outlet, host, label, *(name for _, name in _said(seen)))
    return OutletNames(folded=frozenset(key for name in names if (key := _squeezed(name))), label=_squeezed(label))


def is_outlet(line: str, names: OutletNames) -> bool:
    """Whether a short line is the outlet's name, as it stands or with the label of its host in it ("The Harbour Staff")."""
    key = _squeezed(line)
    if key in names.folded:
        return True
    if len(names.label) < _LABEL_LETTERS or len(line.split()) > _WORDS_MAX:
        return False
    return names.label in key or names.label in _plain(line)


def _said(seen: Seen) -> Iterator[tuple[str, str]]:
    """What the page calls its outlet, and where."""
    for name in _SITE_METAS:
        yield from ((f"meta {name}", value) for value in seen.head.metas.get(name, ())[:1])
    yield from (("json-ld publisher", name) for name in seen.linked.publishers)
    yield from (("json-ld isPartOf", name) for name in seen.linked.sites)
    yield from (("microdata publisher", name) for name in seen.items.properties.get("publisher", ())[:1])


def _read(source: str, written: str) -> Candidate:
    name = clean_line(written, _NAME_CHARACTERS)
    is_address = "://" in name
    return Candidate(
        source=source,
        written=written,
        reading=None if is_address else name or None,
        refused_because="an address" if is_address else None,
    )


def _squeezed(name: str) -> str:
    return "".join(words(fold(name)))


def _plain(name: str) -> str:
    """As a host would spell it: umlauts as two letters, no other marks."""
    letters = unicodedata.normalize("NFKD", fold(name).translate(_UMLAUTS))
    return "".join(words("".join(letter for letter in letters if not unicodedata.combining(letter))))
