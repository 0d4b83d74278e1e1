"""The row that every document looked at leaves, whatever became of it."""

from ingest.discover.channel import ParsedChannel
from ingest.discover.entries import channel_of
from ingest.ids import make_id
from ingest.model import PlannedFetch, Poll, Refused, Run
from ingest.text import clean_line
from ingest.web import Refusal, Reply

_DETAIL_LIMIT, _VALIDATOR_LIMIT = 500, 500


def poll_of(
    answer: Reply | Refusal,
    planned: PlannedFetch,
    url: str,
    run: Run,
    *,
    channel: ParsedChannel | None = None,
    refused: Refused | None = None,
    note: str | None = None,
) -> Poll:
    """The row for one document asked for at `url`: refused by the web, unchanged, unreadable (`refused`) or read."""
    reply = answer if isinstance(answer, Reply) else None
    last = answer.captures[-1] if answer.captures else None
    detail = answer.detail if isinstance(answer, Refusal) else refused.detail if refused else note
    dates = [item.published.at for item in channel.items if item.published.at] if channel else []
    return Poll(
        poll_id=make_id("poll", run.run_id, planned.source_id, url),
        run_id=run.run_id,
        source_id=planned.source_id,
        channel=channel_of(channel) if channel else planned.channel,
        url=url,
        polled_at=reply.fetched_at if reply else last.fetched_at if last else run.started_at,
        outcome=_outcome(answer, refused),
        detail=clean_line(detail, _DETAIL_LIMIT) if detail else None,
        entries=len(channel.items) if channel else 0,
        oldest_at=min(dates, default=None),
        newest_at=max(dates, default=None),
        is_overlapping=None,  # only the warehouse knows what was known before
        etag=_validator(reply, "etag") or (planned.etag if reply and reply.status == 304 else None),
        last_modified=_validator(reply, "last-modified")
        or (planned.last_modified if reply and reply.status == 304 else None),
        retry_after_at=answer.retry_after_at if isinstance(answer, Refusal) else None,
        capture_id=last.capture_id if last else None,
    )


def _outcome(answer: Reply | Refusal, refused: Refused | None) -> str:
    if isinstance(answer, Refusal):
        return answer.reason
    if answer.status == 304:
        return "unchanged"
    return refused.reason if refused else "ok"


def _validator(reply: Reply | None, name: str) -> str | None:
    """ETag and Last-Modified as they came, where they are fit to be sent back."""
    headers = reply.headers if reply else ()
    value = next((value for key, value in headers if key.lower() == name), None)
    return value if value and len(value) <= _VALIDATOR_LIMIT and value.isprintable() else None
