"""The article's title without the outlet's name, chosen among the places that bear one. Not the summary."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_title

from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.model import Page
from ingest.text import clean_line, fold, words

TITLE_CHARACTERS = 500
_SEPARATOR = re.compile(r"\s+[-–—|•·»«›:~/]{1,2}\s+|\s*[|｜]\s*|\s+::\s+")


def title(page: Page, tree: HtmlElement, linked: Linked, head: Head) -> str | None:
    """The title that two places agree on, in the order of trust: JSON-LD, og:title, the only h1, twitter, <title>."""
    outlets = _outlet_names(page, linked, head)
    said = [linked.headline, head.first("og:title"), _only_h1(tree), head.first("twitter:title"), head.title]
    cleaned = [line for raw in said if raw and (line := _without_outlet(clean_line(raw, TITLE_CHARACTERS), outlets))]
    keys = [_key(line) for line in cleaned]
    for line, key in zip(cleaned, keys, strict=True):
        if keys.count(key) > 1:
            return line
    if cleaned:
        return cleaned[0]
    fallback = extract_title(tree) or (page.entry.title if page.entry else None)
    return clean_line(fallback, TITLE_CHARACTERS) or None if fallback else None


def _only_h1(tree: HtmlElement) -> str | None:
    found = {" ".join(h1.text_content().split()) for h1 in tree.iterfind(".//h1")} - {""}
    return found.pop() if len(found) == 1 else None


def _outlet_names(page: Page, linked: Linked, head: Head) -> frozenset[str]:
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    names: Iterable[str | None] = (
        page.outlet, host, host.split(".")[0], head.first("og:site_name"), head.first("application-name"), *linked.publishers
    )  # fmt: skip
    return frozenset(key for name in names if name and (key := _key(name)))


def _without_outlet(line: str, outlets: frozenset[str]) -> str:
    """Drop parts at either end that are the outlet's name; a title that is nothing else stays."""
    parts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(line)]
    if parts and _names_outlet(line[parts[-1][1] :], outlets):
        return _without_outlet(line[: parts[-1][0]].strip(), outlets)
    if parts and _names_outlet(line[: parts[0][0]], outlets):
        return _without_outlet(line[parts[0][1] :].strip(), outlets)
    return line


def _names_outlet(part: str, outlets: frozenset[str]) -> bool:
    key = _key(part)
    return key in outlets or key.replace(" ", "") in {name.replace(" ", "") for name in outlets}


def _key(line: str) -> str:
    return " ".join(words(fold(line)))
