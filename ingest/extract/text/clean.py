"""trafilatura, asked about the part of a page that holds the article. What that part is, is decided elsewhere."""

from collections.abc import Collection
from copy import copy

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Extractor, use_config

from ingest.text import clean_text

CONFIG = use_config()
"""How trafilatura is asked wherever it is."""
CONFIG.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")  # short texts are marked, not dropped
CONFIG.set("DEFAULT", "MIN_OUTPUT_COMM_SIZE", "1")
# fast: in a section that is known to hold the article there is nothing to weigh against other extractors.
# deduplicate stays off: its memory of earlier pages would make the result depend on them.
_OPTIONS = Extractor(config=CONFIG, output_format="python", fast=True, comments=False, dedup=False)


def cleaned(section: HtmlElement, apart: Collection[HtmlElement]) -> str:
    """The text of a section without the elements `apart` in it, one paragraph per line. Such a tree is small: a quarter of the
    time that a whole page takes."""
    page = section.makeelement("html")
    page.append(section.makeelement("body"))
    part = _without(section, apart)
    part.tag, part.tail = "article", None
    page[0].append(part)
    document = trafilatura.bare_extraction(page, options=_OPTIONS)
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
