"""Who published the page, by its own word. Not the source that a person described in the sources file."""

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.seen import Seen
from ingest.text import clean_line

SOURCES_FILE = "sources file"
_NAME_CHARACTERS = 120


def outlet(seen: Seen) -> Choice[str]:
    """The outlet: the name in the sources file where the page came from one; what the page calls itself beside it."""
    candidates = [_read(SOURCES_FILE, seen.page.outlet), *(_read(source, name) for source, name in seen.names.stated)]
    chosen = next((said for said in candidates if said.reading), None)
    return Choice(
        value=chosen.reading if chosen else None,
        source=chosen.source if chosen else None,
        candidates=tuple(candidates if seen.page.outlet else candidates[1:]),
    )


def _read(source: str, written: str) -> Candidate:
    name = clean_line(written, _NAME_CHARACTERS)
    is_address = "://" in name
    return Candidate(
        source=source,
        written=written,
        reading=None if is_address else name or None,
        refused_because="an address" if is_address else None,
    )
