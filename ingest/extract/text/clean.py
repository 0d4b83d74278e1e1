"""trafilatura, asked about a page or the part of it that holds the article. What that part is, is decided elsewhere."""

import logging
from collections.abc import Collection
from copy import copy

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Extractor, use_config

from ingest.text import clean_text

# It warns of every page it finds nothing on; that is our answer `empty_text`, not a log line.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")  # short texts are marked, not dropped
_CONFIG.set("DEFAULT", "MIN_OUTPUT_COMM_SIZE", "1")
# fast: there is another reading to weigh it against, and jusText, which it would ask, takes a tenth of a second a page.
# deduplicate stays off: its memory of earlier pages would make the result depend on them.
_OPTIONS = Extractor(config=_CONFIG, output_format="python", fast=True, comments=False, dedup=False)
_GENEROUS = Extractor(config=_CONFIG, output_format="python", fast=True, comments=False, dedup=False, recall=True)


def cleaned(section: HtmlElement, apart: Collection[HtmlElement]) -> str:
    """The text of a section without the elements `apart` in it, one paragraph per line. Such a tree is small: a quarter of the
    time that a whole page takes."""
    page = section.makeelement("html")
    page.append(section.makeelement("body"))
    part = _without(section, apart)
    part.tag, part.tail = "article", None
    page[0].append(part)
    return of_page(page)


def of_page(tree: HtmlElement, *, is_generous: bool = False) -> str:
    """The text of a whole page, one paragraph per line; generous: more of it, and more that is none."""
    document = trafilatura.bare_extraction(tree, options=_GENEROUS if is_generous else _OPTIONS)
    return clean_text(document.text or "") if document and not isinstance(document, dict) else ""


def _without(section: HtmlElement, apart: Collection[HtmlElement]) -> HtmlElement:
    """A copy, which has its elements in the same order."""
    part = copy(section)
    if apart:
        unwanted = [twin for element, twin in zip(section.iter(), part.iter(), strict=True) if element in apart]
        for twin in unwanted:
            if twin.getparent() is not None and twin is not part:
                twin.drop_tree()
    return part
