"""What the places of a page say of one field, and which was believed. Not how any field is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.ids import make_id
from ingest.model import MetadataCandidate, MetadataField
from ingest.text import clean_line

WRITTEN_CHARACTERS = 300

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place (`source`), what stands there, what it was read as (None: unreadable), and why it may not be believed."""

    source: str
    written: str
    reading: str | None = None
    refused_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[Value]):
    """The value believed and the place it came from, both None where nothing was; all places that said something, in the
    order in which they were looked at. A place may speak more than once (authors)."""

    value: Value | None
    source: str | None
    candidates: tuple[Candidate, ...] = ()


def as_records(
    field: MetadataField,
    candidates: Sequence[Candidate],
    chosen: str | None,
    *,
    run_id: str,
    article_id: str,
    revision_id: str,
    capture_id: str | None,
) -> list[MetadataCandidate]:
    """The rows of one field."""
    return [
        MetadataCandidate(
            candidate_id=make_id("candidate", revision_id, field, place),
            run_id=run_id,
            article_id=article_id,
            revision_id=revision_id,
            capture_id=capture_id,
            field=field,
            place=place,
            source=said.source,
            written=clean_line(said.written, WRITTEN_CHARACTERS),
            reading=clean_line(said.reading, WRITTEN_CHARACTERS) if said.reading is not None else None,
            is_chosen=said.source == chosen and said.refused_because is None,
            refused_because=said.refused_because,
        )
        for place, said in enumerate(candidates)
    ]
