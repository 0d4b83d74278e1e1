"""RSS 0.9–2.0 and Atom that are XML, read by lxml in one pass with flat memory. What is not XML goes to `loose`.

No DTD, no external entity, no network: the prolog was dropped (`document`) and libxml2's own limits stay on."""

import html
import re
from datetime import datetime
from io import BytesIO

from lxml import etree

from ingest.discover.channel import MAX_ENTRIES, Format, ParsedChannel
from ingest.discover.fields import Fields, item_of, primary_language
from ingest.discover.links import absolute, base_of, is_web_link
from ingest.discover.plain import person

_XML = "{http://www.w3.org/XML/1998/namespace}"
# Which Atom links lead to the entry's page, in order of trust.
_RELATIONS = {"alternate": 0, "": 0, "canonical": 1, "via": 2, "related": 3, "self": 4}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LONG_BASE = re.compile(r"xml:base\s{0,9}=\s{0,9}(?:\"[^\"]{4097}|'[^']{4097})")  # would be copied for every entry
_PREFIXES = {
    "": "",
    "//purl.org/rss/1.0": "",
    "//my.netscape.com/rdf/simple/0.9": "",
    "//channel.netscape.com/rdf/simple/0.9": "",
    "//www.w3.org/2005/atom": "atom:",
    "//purl.org/atom/ns": "atom:",
    "//purl.org/dc/elements/1.1": "dc:",
    "//purl.org/dc/elements/1.0": "dc:",
    "//purl.org/dc/terms": "dcterms:",
    "//purl.org/rss/1.0/modules/content": "content:",
    "//search.yahoo.com/mrss": "media:",
    "//rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "//www.pheedo.com/namespace/pheedo": "pheedo:",
    "//purl.org/syndication/history/1.0": "fh:",
    "//www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "//www.w3.org/1999/xhtml": "xhtml:",
    "//www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "//prismstandard.org/namespaces/basic": "prism:",
}
_PUBLISHED = (
    "pubdate", "atom:published", "dc:date", "atom:issued", "dcterms:issued", "published", "issued", "date",
    "dcterms:created", "atom:created", "created", "prism:publicationdate", "prism:coverdate", "prism:creationdate",
)  # fmt: skip
_UPDATED = (
    "atom:updated", "updated", "dcterms:modified", "atom:modified", "modified", "lastbuilddate", "prism:modificationdate",
)  # fmt: skip
_CONTENT = ("content:encoded", "atom:content", "content", "encoded", "xhtml:body", "body")
_SUMMARY = ("description", "atom:summary", "summary", "dc:description", "media:description")
_AUTHORS = ("dc:creator", "author", "atom:author", "creator", "itunes:author")
_VERSION = re.compile(r"/\d\.\d\Z")
_TEXT_TYPES = ("text", "html", "xhtml", "application/xhtml+xml")

Element = etree._Element
Found = dict[str, list[Element]]


class Names:
    """Short keys of the tags of one document: `{http://purl.org/dc/elements/1.1/}Creator` is `dc:creator`. The root's
    own namespace, where it is none we know, counts as none: some feeds bear one of their own."""

    def __init__(self, root_tag: str) -> None:
        self._home = _space(root_tag)
        self._keys: dict[str, str] = {}

    def key(self, tag: str) -> str:
        found = self._keys.get(tag)
        if found is None:
            found = self._keys[tag] = self._prefix(_space(tag)) + tag.rpartition("}")[2].lower()
        return found

    def _prefix(self, space: str) -> str:
        short = space.lower().rstrip("/#").removeprefix("https:").removeprefix("http:")
        if short.startswith("//backend.userland.com/"):
            return ""
        short = _VERSION.sub("", short) if short.startswith("//prismstandard.org/") else short
        return _PREFIXES.get(short, "" if space == self._home else "?:")

    def group(self, parent: Element) -> Found:
        """The element's children by key."""
        found: Found = {}
        for child in parent:
            if isinstance(child.tag, str):
                found.setdefault(self.key(child.tag), []).append(child)
        return found


def _space(tag: str) -> str:
    return tag[1:].rpartition("}")[0] if tag.startswith("{") else ""


class NotWellFormed(ValueError):
    """The text is no XML; the message says where and why."""


def read_wellformed(
    text: str, *, url: str, root: str, seen_at: datetime | None, is_mending: bool = False
) -> ParsedChannel | None:
    """The channel in `text`; None where it is XML of another kind. Raises NotWellFormed, unless `is_mending`: then it is
    what libxml2 can make of the text."""
    try:
        top, entries, left_out, names = _read(text, url, is_mending)
    except etree.XMLSyntaxError as problem:
        if is_mending:
            return None
        raise NotWellFormed(f"{problem.msg}"[:150]) from problem
    return None if top is None else _channel(top, names, entries, left_out, url=url, root=root, seen_at=seen_at)


def _read(text: str, url: str, is_mending: bool) -> tuple[Element | None, list[Fields], int, Names]:
    names, entries, left_out = Names(""), list[Fields](), 0
    base = url if "xml:base" in text and not _LONG_BASE.search(text) else None
    events = etree.iterparse(
        BytesIO(text.encode()), events=("end",), tag=("{*}item", "{*}entry"), encoding="utf-8", recover=is_mending,
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in events:
        if next(element.iterancestors("{*}item", "{*}entry"), None) is not None:
            continue
        if not entries:
            names = Names(str(element.getroottree().getroot().tag))
        if len(entries) < MAX_ENTRIES:
            entries.append(_fields(element, names, base))
        else:
            left_out += 1
        element.clear(keep_tail=False)
    top = events.root
    return top, entries, left_out, names if entries or top is None else Names(str(top.tag))


def _fields(entry: Element, names: Names, base: str | None) -> Fields:
    found = names.group(entry)
    guid = _first(found, ("guid", "atom:id", "id")) or entry.get(_ABOUT)
    return Fields(
        links=_links(entry, found, base),
        base=_base_of(entry, base) if base else None,
        guid=guid,
        title=_markup(found, ("title", "atom:title", "dc:title", "media:title")),
        summary=_markup(found, _SUMMARY),
        content=_content(found),
        authors=_authors(found),
        language=_first(found, ("language", "dc:language")) or entry.get(f"{_XML}lang"),
        published=_all(found, _PUBLISHED),
        updated=_all(found, _UPDATED),
    )


def _links(entry: Element, found: Found, base: str | None) -> list[str]:
    """Links in the order in which they are to be tried: the outlet's own before a counter's, a link before a GUID."""
    links = _all(found, ("feedburner:origlink", "pheedo:origlink"))
    plain = found.get("link", [])
    links += [text for each in plain if (text := (each.text or "").strip() or "")]
    links += _alternates([*plain, *found.get("atom:link", [])], base)
    links += [guid for each in found.get("guid", []) if _is_link(each, guid := (each.text or "").strip())]
    about = entry.get(_ABOUT)
    links += [about] if about and is_web_link(about) else []
    links += [text for text in _all(found, ("atom:id", "id")) if is_web_link(text)]
    return links


def _is_link(guid: Element, text: str) -> bool:
    """Whether a GUID leads anywhere: a web address, or a path that is said to be a permanent link."""
    return is_web_link(text) or (text.startswith("/") and guid.get("isPermaLink", "").lower() == "true")


def _alternates(links: list[Element], base: str | None) -> list[str]:
    """The href of Atom links: pages first, then other alternates, then what is at least about the entry."""
    ranked = []
    for link in links:
        rel, kind, href = link.get("rel", "alternate").lower(), link.get("type", "text/html"), link.get("href")
        if href and rel in _RELATIONS:
            rank = _RELATIONS[rel] * 2 + (not kind.lower().startswith(("text/html", "application/xhtml")))
            ranked.append((rank, (absolute(_base_of(link, base), href) or href) if base else href))
    return [href for _, href in sorted(ranked, key=lambda pair: pair[0])]


def _base_of(element: Element | None, base: str) -> str:
    """xml:base of the element and all above it, hung on each other, the outermost on the channel's address."""
    hops = []
    while element is not None:
        if hop := element.get(f"{_XML}base"):
            hops.append(hop)
        element = element.getparent()
    for hop in reversed(hops):
        base = absolute(base, hop) or base
    return base


def _first(found: Found, keys: tuple[str, ...]) -> str | None:
    return next(iter(_all(found, keys)), None)


def _all(found: Found, keys: tuple[str, ...]) -> list[str]:
    """The texts of the elements under these keys, in the order of the keys, without empty ones."""
    return [text for key in keys for each in found.get(key, ()) if (text := (each.text or "").strip())]


def _markup(found: Found, keys: tuple[str, ...]) -> str | None:
    """The first of these elements that holds anything, as HTML."""
    return next((inner for key in keys for each in found.get(key, ()) if (inner := _inner(each))), None)


def _inner(element: Element) -> str:
    """What an element holds: its text, which may be HTML, or the markup below it (Atom's xhtml)."""
    if len(element) == 0:
        return (element.text or "").strip()
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts).strip()


def _content(found: Found) -> str | None:
    for key in _CONTENT:
        for element in found.get(key, ()):
            kind = element.get("type", "html").lower()
            if kind.startswith(_TEXT_TYPES) and (inner := _inner(element)):
                return html.escape(inner, quote=False) if kind in ("text", "text/plain") else inner
    return None


def _authors(found: Found) -> list[str]:
    names = []
    for key in _AUTHORS:
        for element in found.get(key, ()):
            inside = [each.text or "" for each in element if str(each.tag).rpartition("}")[2] == "name"]
            names += inside or [element.text or ""]
        if any(map(person, names)):
            break
    return names


def _channel(
    top: Element, names: Names, entries: list[Fields], left_out: int, *, url: str, root: str, seen_at: datetime | None
) -> ParsedChannel | None:
    head = next((child for child in top if names.key(str(child.tag)) == "channel"), top)
    found = names.group(head)
    if root == "rdf" and head is top and not entries:
        return None  # RDF of another kind
    is_atom = root in ("feed", "entry")
    language = primary_language(
        _first(found, ("language", "dc:language")) or head.get(f"{_XML}lang") or top.get(f"{_XML}lang")
    )
    home = None if is_atom else next((link for link in _all(found, ("link",)) if is_web_link(link)), None)
    base = _base_of(head, url)
    hook = base_of(home, base)
    ways = _ways(found, base)
    form: Format = "atom" if is_atom else "rss"
    return ParsedChannel(
        format=form,
        items=tuple(item_of(each, base=hook, language=language, seen_at=seen_at) for each in entries),
        left_out=left_out,
        language=language,
        next_url=ways.get("next"),
        archive_url=ways.get("prev-archive"),
        is_complete="fh:complete" in found,
    )


def _ways(found: Found, base: str) -> dict[str, str]:
    """Where the channel says that more of it is (RFC 5005): relation → address."""
    ways: dict[str, str] = {}
    for link in [*found.get("atom:link", []), *found.get("link", [])]:
        if target := absolute(base, link.get("href")):
            ways.setdefault(link.get("rel", "alternate").lower(), target)
    return ways
