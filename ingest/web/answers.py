"""What a caller of the web gets back, and nothing that fetches: a Reply, or a Refusal with a reason of the model."""

import re
from dataclasses import dataclass
from datetime import datetime

from ingest.model import REJECTED, Capture, Outcome

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_USERINFO = re.compile(r"(//)[^/\s@]*@")
_DETAIL_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A 2xx or 304 answer. `url` is the address that answered, `body` without content codings (and, for a sitemap,
    without its `.gz`); `captures` are all exchanges of the call in order, robots.txt and redirects included, the
    answer's own last."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content_type: str | None
    body: bytes
    fetched_at: datetime
    captures: tuple[Capture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """No answer to work with. `reason` is one of model.REJECTED (final) or model.FAILED (tried again); `detail` is one
    short line without control characters; `retry_after_at` is the earliest moment the host wants to be asked again."""

    reason: str
    outcome: Outcome
    detail: str
    captures: tuple[Capture, ...]
    retry_after_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an exchange, or the way to it, gave nothing: a Refusal before its captures are known."""

    reason: str
    detail: str
    retry_after_at: datetime | None = None


def refusal(problem: Problem, captures: tuple[Capture, ...]) -> Refusal:
    """The problem as the caller gets it, its detail made fit for a row and a log line."""
    return Refusal(
        reason=problem.reason,
        outcome="rejected" if problem.reason in REJECTED else "failed",
        detail=one_line(problem.detail),
        captures=captures,
        retry_after_at=problem.retry_after_at,
    )


def one_line(text: str) -> str:
    """Text from outside as one short line: control characters and credentials in URLs taken out."""
    line = _USERINFO.sub(r"\1", _CONTROLS.sub(" ", text[: 4 * _DETAIL_LIMIT])).strip()
    return line.encode("utf-8", "replace").decode()[:_DETAIL_LIMIT]
