"""What the page's meta tags and links say. No decision which source is believed."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Meta tags by lower-case name (`name`, `property` or `itemprop`), each with its values in order; the canonical links;
    the language that the page claims."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    canonicals: tuple[str, ...] = ()
    language: str | None = None
    title: str | None = None

    def first(self, *names: str) -> str | None:
        """The first value of the first name that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)


def head(tree: HtmlElement) -> Head:
    """Read the head, and metas that stray into the body."""
    metas: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iterfind(".//meta[@content]"):
        content = (meta.get("content") or "").strip()
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            if content and (name := meta.get(attribute)):
                metas[name.strip().lower()].append(content)
    links = [link for link in tree.iterfind(".//link[@href]") if "canonical" in (link.get("rel") or "").lower().split()]
    title = tree.find(".//title")
    return Head(
        metas=dict(metas),
        canonicals=tuple(dict.fromkeys(str(link.get("href")).strip() for link in links)),
        language=_language(tree, metas),
        title=" ".join(title.text_content().split()) or None if title is not None else None,
    )


def _language(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    said = tree.get("lang") or tree.get("xml:lang") or next(iter(metas.get("content-language", ())), None)
    said = said or next(iter(metas.get("og:locale", ())), None) or ""
    code = said.replace("_", "-").split("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() else None
