"""`presswatch status`: how things stand, from the published file."""

from rich.text import Text

from console import paper
from console.lines import json_line
from ingest.settings import Settings
from warehouse.ask import Table, status

_CELL_SHOWN = 80
_COLOURS = {"ok": "green", "failing": "red", "partly_failing": "yellow", "quiet": "yellow"}


def show_status(settings: Settings, *, as_json: bool) -> None:
    """Print sources, coverage, runs and failed checks. Raises Misconfigured where nothing was published yet."""
    found = status(settings.published)
    if as_json:
        parts = {"sources": found.sources, "coverage": found.coverage, "runs": found.runs, "checks": found.checks}
        paper.write(json_line({name: _objects(part) for name, part in parts.items()}))
        return
    out = paper.out()
    out.print(_health(found.sources))
    out.print(paper.table("coverage by day of publication", *found.coverage, limit=_CELL_SHOWN))
    out.print(paper.table("last runs", *found.runs, limit=_CELL_SHOWN))
    if found.checks.rows:
        out.print(paper.table("checks that found wrong rows", *found.checks, limit=_CELL_SHOWN))
    out.print(f"For analysts: {settings.published}", soft_wrap=True)


def _health(sources: Table) -> object:
    place = sources.columns.index("health")
    rows = [
        [Text(str(value), style=_COLOURS.get(str(value), "")) if at == place else value for at, value in enumerate(row)]
        for row in sources.rows
    ]
    return paper.table("sources", sources.columns, rows, limit=_CELL_SHOWN)


def _objects(part: Table) -> list[dict[str, object]]:
    return [dict(zip(part.columns, row, strict=True)) for row in part.rows]
