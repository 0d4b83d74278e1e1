"""One `get` under way, and one answer to it: what the parts of the web hand each other."""

from dataclasses import dataclass, field

from ingest.model import Capture, Purpose
from ingest.web.answers import Problem
from ingest.web.exchange import Heard
from ingest.web.statuses import header
from ingest.web.targets import askable


@dataclass(slots=True, kw_only=True)
class Call:
    """One `get` under way: for whom, what it has made so far, and the seconds it may still spend."""

    source_id: str
    purpose: Purpose
    conditions: dict[str, str]
    left_s: float
    captures: list[Capture] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    url: str
    heard: Heard
    capture: Capture


def next_hop(answer: Answer) -> str | Problem:
    """Where a redirect leads."""
    location = header(answer.heard.headers, "location")
    if not location:
        return Problem(reason="http_error", detail=f"HTTP {answer.heard.status} without a Location")
    return askable(location, answer.url)
