"""trafilatura called bare, in one of its modes. Nothing of ours is around it.

python -m tests.bench.extraction.sides.bare MODE
"""

import logging
import sys
from typing import Any

from tests.bench.extraction.answer import Predict, Row, serve

MODES: dict[str, dict[str, Any]] = {
    "balanced": {"with_metadata": True},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
}
"""The first gives body and metadata, as a script with trafilatura in it would ask for them; the others the body alone."""


def predicting(mode: str) -> Predict:
    import trafilatura

    options = MODES[mode]

    def predict(row: Row, html: bytes) -> Row:
        document = trafilatura.bare_extraction(html, url=row["url"], **options)
        if document is None or isinstance(document, dict):
            return {"rejection": "nothing"}
        if not options.get("with_metadata"):
            return {"text": document.text}
        authors = [name for name in (document.author or "").split("; ") if name]
        return {"text": document.text, "title": document.title, "authors": authors, "published_at": document.date}

    return predict


if __name__ == "__main__":
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    serve(predicting(sys.argv[1]))
