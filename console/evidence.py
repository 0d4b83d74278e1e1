"""`presswatch show`: one event back to its sentence, its article and the bytes that came over the wire."""

from hashlib import sha256

from rich.console import Console
from rich.text import Text

from console import paper
from console.lines import json_line
from console.words import plain
from ingest.archive import ArchivedResponse, read
from ingest.errors import BadArchive
from ingest.settings import Settings
from warehouse.ask import Evidence, event_with_evidence

_ARTICLE = ("title", "outlet", "canonical_url", "published_at", "published_precision", "published_evidence", "authors")
_CAPTURE = ("url", "fetched_at", "status", "content_type", "ip_address", "warc_file", "warc_offset", "body_sha256")


def show_event(event_id: str, settings: Settings, *, as_json: bool) -> None:
    """Print the event and all it rests on. Raises Misconfigured for an id that is not there, and BadArchive where the
    archived bytes are not those that were written down (after the rest is printed)."""
    found = event_with_evidence(settings.published, event_id)
    if as_json:
        archived = _verified(found.capture, settings)
        paper.write(json_line(_record(found, archived)))
        return
    out = paper.out()
    _print_event(found, out)
    archived = _verified(found.capture, settings)
    _print_archived(archived, settings, out)


def _record(found: Evidence, archived: ArchivedResponse | None) -> dict[str, object]:
    return {
        "event": found.event,
        "article": found.article,
        "capture": found.capture,
        "archived_bytes": len(archived.body) if archived else None,
        "is_verified": archived is not None,
    }


def _print_event(found: Evidence, out: Console) -> None:
    facts = [(name, value) for name, value in found.event.items() if value not in (None, [], {}) and name != "evidence"]
    out.print(paper.table("event", ("field", "value"), facts))
    out.print(Text("\nsentence, in its text", style="bold"))
    out.print(highlighted(found), soft_wrap=True)
    out.print()
    out.print(paper.table("article", ("field", "value"), [(name, found.article.get(name)) for name in _ARTICLE]))
    if found.capture:
        capture = [(name, found.capture.get(name)) for name in _CAPTURE]
        out.print(paper.table("capture", ("field", "value"), capture))


def highlighted(found: Evidence) -> Text:
    """The article's text with the event's sentence set off: by colour, and by » « where there is none."""
    text = str(found.article.get("text") or "")
    start, end = int(str(found.event["quote_start"])), int(str(found.event["quote_end"]))
    before, quote, after = text[:start], text[start:end], text[end:]
    return Text.assemble(plain(before), (f"»{plain(quote)}«", "bold black on yellow"), plain(after))


def _verified(capture: dict[str, object] | None, settings: Settings) -> ArchivedResponse | None:
    """The archived response, once it is known to be what was fetched; None where the event has no capture."""
    if capture is None:
        return None
    file, offset = str(capture["warc_file"]), int(str(capture["warc_offset"]))
    archived = read(settings.archive, file, offset, cap=max(settings.max_body_bytes, int(str(capture["body_bytes"]))))
    if (found := sha256(archived.body).hexdigest()) != capture["body_sha256"]:
        cure = "Fetch the page again; something changed the archive"
        raise BadArchive(f"{file}@{offset}", f"holds other bytes than were fetched (sha256 {found})", cure)
    return archived


def _print_archived(archived: ArchivedResponse | None, settings: Settings, out: Console) -> None:
    if archived is None:
        out.print("No capture: the archive no longer keeps the page, or never did.")
    else:
        said = f"Archived in {settings.archive}: {len(archived.body):,} bytes, the same as were fetched (sha256)."
        out.print(Text(said, style="green"), soft_wrap=True)
