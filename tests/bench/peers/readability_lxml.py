"""readability-lxml: the text of its summary, its short title, its author. It reads no dates and no language. Runs in the
environment of that name."""

from lxml.html import HtmlElement, fromstring
from lxml.html.defs import block_tags
from readability import Document

from tests.bench.extraction.answer import Row, decoded, serve

_BLOCKS = block_tags | {"br", "li", "tr", "td", "th"}
_NO_AUTHOR = "[no-author]"


def predict(row: Row, html: bytes) -> Row:
    document = Document(decoded(html), url=row["url"])
    title, author = document.short_title(), document.author()  # before the summary, which changes the tree
    summary = document.summary(html_partial=True)
    return {
        "text": _text(fromstring(summary)) if summary.strip() else "",
        "title": title,
        "authors": [author] if author and author != _NO_AUTHOR else [],
    }


def _text(tree: HtmlElement) -> str:
    """Its summary is HTML: the text, with an end of line where a block ends."""
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
    return tree.text_content()


if __name__ == "__main__":
    serve(predict)
