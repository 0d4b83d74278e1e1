"""Paragraphs that an outlet puts under everything: sign-offs, calls to subscribe, "about us". Not the judge of copies."""

from collections import defaultdict
from collections.abc import Sequence

from ingest.model import Comparable
from ingest.text import fold

PIECES = 3  # differently titled pieces of one outlet that bear a paragraph

Repeated = frozenset[tuple[str, str]]


def repeated_paragraphs(documents: Sequence[Comparable]) -> Repeated:
    """(outlet, folded paragraph) of every paragraph borne by at least three differently titled pieces of one outlet."""
    titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        title = _key(document.title or document.revision_id)
        for paragraph in set(map(_key, document.text.split("\n"))):
            borne = titles[document.outlet, paragraph]
            if paragraph and len(borne) < PIECES:
                borne.add(title)
    return frozenset(key for key, borne in titles.items() if len(borne) >= PIECES)


def without(document: Comparable, repeated: Repeated) -> str:
    """The document's text without its outlet's repeated paragraphs; whole where nothing else would be left."""
    kept = [p for p in document.text.split("\n") if (document.outlet, _key(p)) not in repeated]
    text = "\n".join(kept)
    return text if text.strip() else document.text


def _key(paragraph: str) -> str:
    return " ".join(fold(paragraph).split())
