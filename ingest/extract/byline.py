"""Who signed by what the reader sees: the line near the headline. Not what the page states of itself for machines."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from ingest.extract.names import BY, names, without_by
from ingest.extract.nearby import after_headline
from ingest.extract.seen import Seen

_MARK = re.compile(
    r"by-?line|author|autor(?!i[sz])|auteur|verfasser|skribent|forfatter|toimittaja|\bwriter|\bbyl\b|post-?by",
    re.IGNORECASE,
)
_NO_MARK = re.compile(
    r"comment|related|avatar|image|img|photo|bild|foto|caption|credit|bio\b|description|affiliation|social|follow|share|count"
    r"|sidebar|widget|footer|teaser",
    re.IGNORECASE,
)
_PERSON_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autore|by|byline|profiles?|contributors?|staff|journalists?"
    r"|redakteure?|reporters?|writers?|columnists?|team)/[^/?#]",
    re.IGNORECASE,
)
_TAGS = ("a", "address", "span", "div", "p", "li", "h3", "h4", "strong")
_PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "zu", "bin", "ibn",
    "al", "el", "y", "e", "i", "und",
})  # fmt: skip
_JOINTS = frozenset({",", ";", "&", "and", "und", "et", "y", "e", "og", "och", "ja", "и", "و"})
_NO_PERSON = re.compile(
    r":|^(?:facebook|twitter|instagram|linkedin|whats ?app|telegram|e-?mail|youtube|tiktok|rss|x|news|newsletter|home|posted"
    r"|more|mehr|follow)$",
    re.IGNORECASE,
)
_MARKED_MAX = 40
_LOOKED_AT = 50_000  # elements of a page; real ones have ten thousand
_MARKS_CHARACTERS = 1_000
_NEAR = 90  # elements after the headline in which a byline is looked for
_GAP = 14  # elements between the names of those who signed together
_BOX_LEVELS = 3
_PIECES_MAX = 60
_LINE_CHARACTERS = 160
_UNSEEN = frozenset({"script", "style", "noscript", "svg", "template", "figcaption", "nav"})


def byline(seen: Seen) -> tuple[str, ...]:
    """What the page shows as its writers' names, in order; () where it shows none. Looked for after the headline first, and
    in the whole page only where nothing is found there."""
    near = tuple(_signed(after_headline(seen, _NEAR), _UNSEEN))
    return near or tuple(_signed(islice(_marked(seen.tree), _MARKED_MAX), _UNSEEN | {"footer"}))


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of the whole page that may be marked, in document order."""
    for element in islice(tree.iter(*_TAGS), _LOOKED_AT):
        marks = element.get("class")
        is_marked = marks and ("uthor" in marks or "yline" in marks or "autor" in marks)  # before anything dearer
        if is_marked or element.get("rel") == "author":
            yield element


def _signed(elements: Iterable[HtmlElement], unseen: frozenset[str]) -> Iterator[str]:
    """The names in the first marked elements that hold any, and in those close by; `unseen`: tags not looked into."""
    taken: list[HtmlElement] = []
    last: int | None = None
    for place, element in enumerate(elements):
        if last is not None and place - last > _GAP:
            return
        if element.tag in unseen or not _is_marked(element):
            continue
        around = list(element.iterancestors())
        if any(above in taken or above.tag in unseen for above in around):
            continue
        if taken and not _is_beside(taken[0], around):
            return
        is_link = _is_person_link(element)
        found = [name for name in _said(element) if not _NO_PERSON.search(name) and (is_link or _is_like_a_name(name))]
        if found:
            yield from found
            taken.append(element)
            last = place


def _is_beside(first: HtmlElement, around: list[HtmlElement]) -> bool:
    """Whether an element with these ancestors stands in one box with the first that signed."""
    box = list(first.iterancestors())[:_BOX_LEVELS]
    return any(above in box for above in around[:_BOX_LEVELS])


def _is_marked(element: HtmlElement) -> bool:
    if _is_person_link(element):
        return True
    marks = " ".join(filter(None, map(element.get, ("class", "id", "data-testid", "itemprop"))))
    if 3 < len(marks) <= _MARKS_CHARACTERS and _MARK.search(marks):
        return not _NO_MARK.search(marks)
    return bool(element.text and BY.match(element.text))


def _is_person_link(element: HtmlElement) -> bool:
    """Whether it leads to a writer's page; a link amid a paragraph leads to somebody written about."""
    if element.tag != "a":
        return False
    if "author" not in (element.get("rel") or "") and not _PERSON_PATH.search(element.get("href") or ""):
        return False
    around = element.getparent()
    return around is None or around.tag != "p" or len(around.text_content()) <= _LINE_CHARACTERS


def _said(element: HtmlElement) -> Iterator[str]:
    """The names in a marked element: those it links to, those after "by", or else the first that it says."""
    pieces = [piece for raw in islice(_holder(element).itertext(), _PIECES_MAX) if (piece := " ".join(raw.split()))]
    if not pieces or len(pieces) == _PIECES_MAX or sum(map(len, pieces)) > _LINE_CHARACTERS:
        return
    if linked := [link.text_content() for link in element.iter("a") if _is_person_link(link)]:
        pieces = linked
    else:
        start = next((n for n, piece in enumerate(pieces) if BY.match(piece)), 0)
        pieces = list(_going_on([without_by(pieces[start]), *pieces[start + 1 :]]))
    for piece in pieces:
        yield from names(piece)


def _going_on(pieces: Iterable[str]) -> Iterator[str]:
    """The first piece, and those that a comma or an "and" joins to it."""
    is_joined = True
    for piece in pieces:
        if piece in _JOINTS:
            is_joined = True
        elif piece and is_joined:
            yield piece
            is_joined = piece.endswith((",", " and", " und", " et", " y", " e"))
        elif piece:
            return


def _holder(element: HtmlElement) -> HtmlElement:
    """The element that holds the name: where one holds "by" alone, the one around it."""
    parent = element.getparent()
    is_by_alone = (
        element.text is not None and BY.sub("", element.text) == "" and BY.match(element.text) and not len(element)
    )
    return parent if is_by_alone and parent is not None else element


def _is_like_a_name(name: str) -> bool:
    """Whether each word is one of a name: capital, or in a script without capitals."""
    parts = name.split()
    if any(part.isdigit() for part in parts):
        return False
    proper = [part for part in parts if not part[:1].islower() and part[:1].isalpha()]
    return bool(proper) and all(part in proper or part.lower() in _PARTICLES for part in parts)
