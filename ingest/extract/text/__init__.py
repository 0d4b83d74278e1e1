"""The page's text: `outline` reads the tree once into blocks, `find` says which section is the article, `sift` leaves out what
stands between its paragraphs. Where that left prose out, trafilatura cleans the section too, and `agree` makes one text of both.
Not for JSON-LD, and not for what to do where all of this finds nothing (body.py)."""

from collections.abc import Iterator, Sequence

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.extract.guard import number
from ingest.extract.text.agree import agreed, is_prose
from ingest.extract.text.clean import cleaned
from ingest.extract.text.find import find
from ingest.extract.text.outline import Outline, Section, outline
from ingest.extract.text.sift import sift
from ingest.text import clean_text

_COMPARABLE = 5_000  # elements; the second reading takes half a second for so many, and real articles have a tenth
_count = XPath("count(descendant::*)")


def read(tree: HtmlElement) -> str:
    """The article as the markup gives it, one paragraph per line; "" where nothing on the page looks like one. The tree is
    not changed; time is linear in its size but for nesting."""
    body = tree.find("body")
    seen = outline(tree if body is None else body)
    if not seen.blocks:
        return ""
    found = find(seen)
    kept = sift(seen, found)
    walked = clean_text("\n".join(kept))
    apart = tuple(_apart(seen, found.section))
    if not _is_doubtful(seen, found.section, apart, kept) or number(_count, found.section.element) > _COMPARABLE:
        return walked
    return agreed(walked, cleaned(found.section.element, {part.element for part in apart}))


def _is_doubtful(seen: Outline, section: Section, apart: Sequence[Section], kept: Sequence[str]) -> bool:
    """Whether prose of the section is not in the text, and nothing but names or shape spoke against it."""
    lines = frozenset(kept)
    settled = {at for part in apart for at in range(part.start, part.end)}
    blocks = (seen.blocks[at] for at in range(section.start, section.end) if at not in settled)
    return any(block.text not in lines and is_prose(block.text) for block in blocks)


def _apart(seen: Outline, section: Section) -> Iterator[Section]:
    """What markup sets apart (names alone do not), and other articles within this one."""
    for inner in seen.sections:
        is_inside = inner is not section and section.start <= inner.start < inner.end <= section.end
        if is_inside and (inner.part in ("apart", "talk") or (inner.tag == "article" and section.claim > 1)):
            yield inner
