"""`presswatch why`: what every place of a page said of its title, date and authors, and which of them was believed."""

from console import paper
from console.lines import json_line
from console.words import plain
from ingest.errors import Misconfigured
from ingest.settings import Settings
from ingest.urls import article_id, canonical_url
from warehouse.ask import Reasons, reasons

_COLUMNS = ("field", "place", "says", "read as", "verdict")
_SHOWN = 100  # characters of a cell; --json has all that was kept


def show_reasons(named: str, field: str | None, settings: Settings, *, as_json: bool) -> None:
    """Print what the places of the article `named` (an id or an address) said, of one field or of all. Raises Misconfigured
    for an article that is not there, and for one stored before these were kept."""
    found = reasons(settings.published, named, _ids(named))
    if not found.candidates:
        raise Misconfigured(
            f"article {named}",
            "was stored before presswatch kept what a page says of itself",
            f"`presswatch try {found.article['url']}` reads the page as it is now",
        )
    said = [one for one in found.candidates if field in (None, one["field"])]
    if as_json:
        paper.write(json_line({"article": found.article, "candidates": said}))
    else:
        _print(found, said)


def _ids(named: str) -> tuple[str, ...]:
    """The id as it was given, and that of the address where it is one."""
    address = canonical_url(named)
    return (named, article_id(address)) if address else (named,)


def _print(found: Reasons, said: list[dict[str, object]]) -> None:
    out = paper.out()
    out.print(plain(f"{found.article['title'] or 'without a title'}\n{found.article['url']}\n"), soft_wrap=True)
    rows = [(one["field"], one["source"], one["written"], one["reading"], _verdict(one)) for one in said]
    out.print(paper.table(None, _COLUMNS, rows, limit=_SHOWN) if rows else "No place says anything of it.")


def _verdict(one: dict[str, object]) -> str:
    """`chosen`, why it was refused, or nothing for what was merely not needed."""
    if one["is_chosen"]:
        return "chosen"
    return f"refused: {one['refused_because']}" if one["refused_because"] else ""
