"""What the page's JSON-LD says of the article (schema.org). No decision which source is believed."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Node: TypeAlias = dict[str, Any]

_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|Reportage|Review|LiveBlogPosting|SocialMediaPosting|PressRelease)$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", re.DOTALL)
_CLASS = re.compile(r"\.([\w-]+)")
_SCRIPTS_MAX = 40
_SCRIPT_CHARACTERS_MAX = 2_000_000
_DEPTH_MAX = 6
_DATED = ("WebPage", "VideoObject", "PodcastEpisode", "Recipe", "ItemPage", "AboutPage")
_DATES = ("datePublished", "dateCreated", "uploadDate", "dateModified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The article node's own words, as written; None or () where it says nothing. `is_free` None: not said."""

    headline: str | None = None
    subtitle: str | None = None  # alternativeHeadline
    description: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    persons: frozenset[str] = frozenset()  # those of the authors that are said to be a person, not an organisation
    published: str | None = None
    modified: str | None = None
    dates: tuple[
        tuple[str, str], ...
    ] = ()  # every other date of the page, its article and its videos, by what it is called
    body: str | None = None
    is_free: bool | None = None
    word_count: int | None = None
    language: str | None = None
    publishers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()  # the names of the web site that the article is part of
    addresses: tuple[str, ...] = ()  # url and mainEntityOfPage
    kinds: frozenset[str] = frozenset()  # the types of all that the page says of itself
    locked_classes: tuple[str, ...] = ()  # CSS classes of the parts declared not free
    is_article: bool = False


def linked(scripts: Sequence[str], url: str) -> Linked:
    """The JSON-LD of the article this page is about: the node that names the page's address, else the first article."""
    nodes = [node for raw in scripts[:_SCRIPTS_MAX] for node in _nodes(_loads(raw), 0)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    articles = [node for node in nodes if _is_article(node)]
    named = [node for node in articles if _is_about(node, url)]
    full = [node for node in named or articles if node.get("headline") or node.get("datePublished")]
    pages = [node for node in nodes if "WebPage" in _types(node) and node.get("datePublished")]
    dates = tuple(dict.fromkeys(_dates(nodes, articles)))
    kinds = frozenset(kind.rsplit("/")[-1] for node in nodes for kind in _types(node))
    for node in full or articles:
        return replace(_read(node, by_id, is_article=True), dates=dates, kinds=kinds)
    best = _read(pages[0], by_id, is_article=False) if pages else Linked()
    return replace(best, dates=dates, kinds=kinds)


def _dates(nodes: list[Node], articles: list[Node]) -> Iterator[tuple[str, str]]:
    """Of the articles (only where there is but one), the page itself, and what plays on it."""
    for node in nodes:
        kind = next((kind for kind in _DATED if kind in _types(node)), None)
        if kind or (_is_article(node) and len(articles) == 1):
            for name in _DATES:
                if said := _text(node.get(name)):
                    yield f"{kind} {name}" if kind else name, said


def _loads(raw: str) -> Any:
    if not 2 < len(raw) < _SCRIPT_CHARACTERS_MAX:
        return None
    for attempt in (raw, _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", raw))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None  # beyond repair: other sources have to do


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    """The page's own nodes; lists of other pieces (ItemList, hasPart, citations) are not entered."""
    if depth > _DEPTH_MAX:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "subjectOf"):
            if isinstance(value.get(key), list | dict):
                yield from _nodes(value[key], depth + 1)


def _types(node: Node) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(str(k) for k in kind) if isinstance(kind, list) else (str(kind),)


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.search(kind) for kind in _types(node))


def _is_about(node: Node, url: str) -> bool:
    wanted = urlsplit(url).path.rstrip("/")
    said = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    said += [s.get("@id") for s in said if isinstance(s, dict)]
    return bool(wanted) and any(isinstance(s, str) and urlsplit_path(s) == wanted for s in said)


def urlsplit_path(address: str) -> str:
    """The path of an address without its closing slash; "" for what is none."""
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _read(node: Node, by_id: dict[str, Node], *, is_article: bool) -> Linked:
    signed = list(_agents(node.get("author") or node.get("creator"), by_id))
    return Linked(
        headline=_text(node.get("headline")) or (_text(node.get("name")) if is_article else None),
        subtitle=_text(node.get("alternativeHeadline")) or _text(node.get("alternateName")),
        description=_text(node.get("description")),
        section=_text(node.get("articleSection")),
        authors=tuple(name for name, _ in signed),
        persons=frozenset(name for name, is_person in signed if is_person),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        body=_text(node.get("articleBody")),
        is_free=_truth(node.get("isAccessibleForFree")),
        word_count=_count(node.get("wordCount")),
        language=_language(node.get("inLanguage")),
        publishers=_names(node.get("publisher"), by_id),
        sites=_names(node.get("isPartOf"), by_id),
        addresses=tuple(_addresses(node)),
        locked_classes=tuple(_locked(node.get("hasPart"))),
        is_article=is_article,
    )


def _names(value: Any, by_id: dict[str, Node]) -> tuple[str, ...]:
    return tuple(name for name, _ in _agents(value, by_id))


def _agents(value: Any, by_id: dict[str, Node]) -> Iterator[tuple[str, bool]]:
    """Names, and whether a person's."""
    if isinstance(value, list):
        for item in value[:50]:
            if not isinstance(item, list):
                yield from _agents(item, by_id)
    elif isinstance(value, dict):
        full = value if value.get("name") else by_id.get(str(value.get("@id")), value)
        name = full.get("name") or _joined(full)
        for said in name if isinstance(name, list) else [name]:
            if text := _text(said):
                yield text, "Person" in _types(full)
    elif text := _text(value):
        yield text, False


def _joined(person: Node) -> str | None:
    parts = (_text(person.get("givenName")), _text(person.get("familyName")))
    return " ".join(part for part in parts if part) or None


def _language(value: Any) -> str | None:
    if isinstance(value, dict):  # a Language with a code or a name
        return _text(value.get("alternateName")) or _text(value.get("name"))
    return _text(value)


def _addresses(node: Node) -> Iterator[str]:
    """Where the article says that it lies."""
    page = node.get("mainEntityOfPage")
    for said in (node.get("url"), page.get("@id") or page.get("url") if isinstance(page, dict) else page):
        if (text := _text(said)) and text.startswith(("http://", "https://", "/")):
            yield text


def _locked(parts: Any) -> Iterator[str]:
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False:
            yield from _CLASS.findall(str(part.get("cssSelector") or ""))


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).lower()) if value is not None else None


def _count(value: Any) -> int | None:
    return int(value) if str(value).isdecimal() and len(str(value)) < 7 else None
