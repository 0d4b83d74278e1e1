"""What the page's head says (meta tags, links, the title), and the few elements of the body that stand out by their tag. No
decision which source is believed."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ingest.text import language_code

_OF_A_NAME = ("name", "property", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Meta tags by lower-case name (`name`, `property` or `itemprop`), each with its values in order; the canonical links;
    the language that the page claims first; `scripts`: its JSON-LD, unread; `headings` (h1) and `times` in document order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    canonicals: tuple[str, ...] = ()
    language: str | None = None
    title: str | None = None
    scripts: tuple[str, ...] = ()
    headings: tuple[HtmlElement, ...] = ()
    times: tuple[HtmlElement, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first value of the first name that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)


def head(tree: HtmlElement) -> Head:
    """Read the head, and what strays into the body, in one walk: each walk of the whole tree costs as much as all the rest."""
    found: dict[str, list[HtmlElement]] = {"meta": [], "link": [], "title": [], "script": [], "h1": [], "time": []}
    for element in tree.iter(*found):
        found[element.tag].append(element)
    metas = _metas(found["meta"])
    titles = (" ".join(title.text_content().split()) for title in found["title"])
    return Head(
        metas=metas,
        canonicals=tuple(dict.fromkeys(href for link in found["link"] if (href := _canonical(link)))),
        language=_language(tree, metas),
        title=next((title for title in titles if title), None),
        scripts=tuple(
            script.text or "" for script in found["script"] if "ld+json" in (script.get("type") or "").lower()
        ),
        headings=tuple(found["h1"]),
        times=tuple(found["time"]),
    )


def _metas(elements: list[HtmlElement]) -> dict[str, list[str]]:
    metas: defaultdict[str, list[str]] = defaultdict(list)
    for meta in elements:
        content = (
            meta.get("content") or meta.get("value") or ""
        ).strip()  # archived copies have been seen to say value
        for attribute in _OF_A_NAME if content else ():
            if name := meta.get(attribute):
                metas[name.strip().lower()].append(content)
    return dict(metas)


def _canonical(link: HtmlElement) -> str | None:
    if "canonical" not in (link.get("rel") or "").lower().split():
        return None
    return (link.get("href") or "").strip() or None


def _language(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    said = tree.get("lang") or tree.get("xml:lang") or next(iter(metas.get("content-language", ())), None)
    return language_code(said or next(iter(metas.get("og:locale", ())), None) or "")
