"""Paragraphs that an outlet puts under everything: sign-offs, calls to subscribe, "about us". Not the judge of copies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.ids import hash63
from ingest.model import Comparable
from ingest.text import fold

PIECES = 3  # differently titled pieces of one outlet that bear a paragraph


def paragraphs(text: str) -> tuple[int, ...]:
    """The hashes of a text's distinct paragraphs, sorted; spacing, case and width aside."""
    return tuple(sorted({hash63(key) for key in map(_key, text.split("\n")) if key}))


def title_hash(title: str | None) -> int:
    """What tells pieces apart; 0 without a title."""
    return hash63(key) if title and (key := _key(title)) else 0


def marked(documents: Sequence[Comparable]) -> list[Comparable]:
    """The documents, each with those of its paragraphs that at least three differently titled pieces of its outlet bear."""
    titles: defaultdict[tuple[str, int], set[object]] = defaultdict(set)
    for document in documents:
        title = title_hash(document.title) or document.revision_id
        for paragraph in paragraphs(document.text):
            borne = titles[document.outlet, paragraph]
            if len(borne) < PIECES:
                borne.add(title)
    return [
        replace(each, repeated=tuple(p for p in paragraphs(each.text) if len(titles[each.outlet, p]) >= PIECES))
        for each in documents
    ]


def own_text(document: Comparable) -> str:
    """The document's text without its outlet's repeated paragraphs; whole where nothing else would be left."""
    if not document.repeated:
        return document.text
    repeated = frozenset(document.repeated)
    text = "\n".join(p for p in document.text.split("\n") if hash63(_key(p)) not in repeated)
    return text if text.strip() else document.text


def _key(paragraph: str) -> str:
    return " ".join(fold(paragraph).split())
