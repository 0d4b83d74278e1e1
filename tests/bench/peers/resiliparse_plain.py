"""Resiliparse's plain text of the main content, without comments, and the page's <title>. It reads no other metadata. Runs in
the environment `resiliparse`."""

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from tests.bench.extraction.answer import Row, serve


def predict(row: Row, html: bytes) -> Row:
    tree = HTMLTree.parse_from_bytes(html, detect_encoding(html, from_html_meta=True))
    text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False, comments=False)
    return {"text": text, "title": tree.title}


if __name__ == "__main__":
    serve(predict)
