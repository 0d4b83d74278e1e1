"""The part of the outlet in which the article stands ("World", "Politik"). Not its topics or tags."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.outlet_names import OutletNames, is_outlet
from ingest.extract.seen import Seen
from ingest.text import clean_line

_METAS = (
    "article:section",
    "section",
    "parsely-section",
    "cxenseparse:section",
    "og:article:section",
)
_PATH = "address"
_SECTION_CHARACTERS = 60
_WORD = re.compile(r"[^\W\d_]{3,}(?:[-_][^\W\d_]+){0,2}")
# Folders in which outlets keep all they have.
_ANY = frozenset({
    "article", "articles", "artikel", "articolo", "articulo", "noticia", "noticias", "nachrichten", "nachricht", "actualite",
    "news", "story", "stories", "post", "posts", "blog", "archive", "archives", "archiv", "index", "content", "node", "item",
    "page", "pages", "amp", "home", "web", "site", "media", "read", "view", "show", "detail", "details", "entry", "default",
    "berita", "haber", "aktuelles", "online", "mobile", "www", "php", "html", "cgi-bin", "wiki", "de-de", "en-us", "en-gb",
    "category", "tag", "topic", "topics", "files",
})  # fmt: skip


def section(seen: Seen) -> Choice[str]:
    """The section as the outlet names it; in the end the first folder of the address, where that is a word."""
    outlet = seen.names
    candidates = [_read(source, written, outlet) for source, written in _written(seen)]
    if folder := _folder(seen.page.url):
        candidates.append(Candidate(source=_PATH, written=seen.page.url, reading=folder))
    chosen = next((said for said in candidates if said.reading and not said.refused_because), None)
    return Choice(
        value=chosen.reading if chosen else None,
        source=chosen.source if chosen else None,
        candidates=tuple(candidates),
    )


def _written(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.linked.section:
        yield "json-ld articleSection", seen.linked.section
    for name in _METAS:
        yield from ((f"meta {name}", value) for value in seen.head.metas.get(name, ())[:1])
    yield from (("microdata articleSection", value) for value in seen.items.properties.get("articleSection", ())[:1])


def _read(source: str, written: str, outlet: OutletNames) -> Candidate:
    name = clean_line(written.split(",")[0].strip(" /|>"), 200)  # some list all that an article was filed under
    return Candidate(source=source, written=written, reading=name or None, refused_because=_objection(name, outlet))


def _objection(name: str, outlet: OutletNames) -> str | None:
    if not any(letter.isalpha() for letter in name):
        return "no word"
    if len(name) > _SECTION_CHARACTERS:
        return "too long for a section"
    if "://" in name:
        return "an address"
    return "the outlet's name" if is_outlet(name, outlet) else None


def _folder(url: str) -> str | None:
    """The first folder of a path that is a word of its own, and not one in which everything lies."""
    folders = [unquote(part) for part in urlsplit(url).path.strip("/").split("/")[:-1]]
    words = (part for part in folders[:3] if _WORD.fullmatch(part) and part.lower() not in _ANY)
    return next(words, None)
