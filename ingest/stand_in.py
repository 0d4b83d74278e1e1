"""Which refusals a feed's own body may stand in for, and that body as a page to be read. Judges no text (extract)."""

from ingest.model import FAILED, FeedEntry, Page, Refused, Standby

# Not `not_found`, `gone`, `soft_404`: what the outlet took back is no report of its any more. Not `private_address`,
# `bad_url`: such an address is no article's. Not `undated`, `outside_window`: the page was had.
_STANDS_FOR = frozenset(
    {
        "forbidden", "unauthorized", "geoblocked", "http_error", "robots", "too_many_redirects", "too_large", "not_html",
        "empty_text", "paywall", "consent_wall", "bot_challenge", "page_budget",
    }
)  # fmt: skip


def stand_in(entry: FeedEntry, standby: Standby | None, refused: Refused, *, run_id: str, outlet: str) -> Page | None:
    """The body that the feed carried, to be read in place of the page; None where it may not stand in: none was carried, the
    refusal is no lasting one, or it says that there is no such article."""
    if standby is None or not entry.content or not _is_lasting(refused.reason, standby):
        return None
    return Page(
        url=entry.url,
        html=_document(entry.content).encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        run_id=run_id,
        source_id=entry.source_id,
        capture_id=standby.capture_id,
        outlet=outlet,
        fetched_at=entry.discovered_at,
        entry=entry,
        is_from_feed=True,
    )


def _is_lasting(reason: str, standby: Standby) -> bool:
    return reason in _STANDS_FOR or (reason in FAILED and standby.is_last_try)


def _document(content: str) -> str:
    """HTML of its own; of plain text, each line a paragraph."""
    if "<" not in content:
        content = "".join(f"<p>{line}</p>" for line in content.splitlines())
    return f"<!doctype html><html><head><title></title></head><body><article>{content}</article></body></html>"
