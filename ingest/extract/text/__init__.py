"""The page's text: `outline` reads the tree once into blocks, `find` says which section is the article, `sift` leaves out what
stands between its paragraphs; trafilatura cleans that section alone, and `agree` holds the two readings against each other.
Not for JSON-LD, and not for what to do where all of this finds nothing (body.py)."""

from lxml.html import HtmlElement

from ingest.extract.text.agree import agreed
from ingest.extract.text.clean import cleaned
from ingest.extract.text.find import find
from ingest.extract.text.outline import outline
from ingest.extract.text.sift import sift
from ingest.text import clean_text


def read(tree: HtmlElement) -> str:
    """The article as the markup gives it, one paragraph per line; "" where nothing on the page looks like one. The tree is
    not changed; time is linear in its size but for nesting."""
    body = tree.find("body")
    seen = outline(tree if body is None else body)
    if not seen.blocks:
        return ""
    found = find(seen)
    return agreed(clean_text("\n".join(sift(seen, found))), cleaned(found.section.element))
