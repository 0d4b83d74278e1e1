"""`presswatch try`: what every stage makes of one URL. Stores nothing: the exchange is archived in a folder that goes away."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from rich.text import Text

from console import paper
from console.lines import json_line
from console.words import one_line
from ingest.discover.channel import Item
from ingest.model import Article, Capture
from ingest.pipeline import Processed, Trial, try_url
from ingest.settings import Settings

_TEXT_SHOWN = 600


def show_trial(url: str, settings: Settings, *, as_json: bool) -> bool:
    """Print the trial; whether the URL gave entries or an article."""
    with TemporaryDirectory(prefix="presswatch-try-") as folder:
        trial = try_url(url, replace(settings, data=Path(folder)))
    if as_json:
        paper.write(json_line(trial))
    else:
        _print(trial, paper.out())
    return trial.processed is not None or bool(trial.entries)


def _print(trial: Trial, out: Console) -> None:
    out.print(_exchanges(trial.captures))
    if trial.refused:
        out.print(Text(f"Refused: {trial.refused.reason}: {one_line(trial.refused.detail or '')}", style="bold red"))
    if trial.entries:
        out.print(_entries(trial.entries))
    if trial.processed:
        _print_article(trial.processed.article, out)
        _print_findings(trial.processed, out)


def _exchanges(captures: tuple[Capture, ...]) -> Table:
    rows = [(c.purpose, c.url, c.status, c.content_type, c.body_bytes, c.duration_ms) for c in captures]
    return paper.table("fetch", ("purpose", "url", "status", "type", "bytes", "ms"), rows)


def _entries(entries: tuple[Item, ...]) -> Table:
    rows = [(entry.published.at or entry.updated.at, entry.title, entry.url or entry.link) for entry in entries]
    return paper.table(f"discover: {len(entries)} entries", ("published", "title", "url"), rows, limit=100)


def _print_article(article: Article, out: Console) -> None:
    facts = [
        ("title", article.title),
        ("published_at", article.published_at),
        ("published_precision", article.published_precision),
        ("published_evidence", article.published_evidence),
        ("authors", article.authors),
        ("outlet", article.outlet),
        ("language", f"{article.language} ({article.language_confidence})"),
        ("canonical_url", article.canonical_url),
        ("words", article.word_count),
        ("text", one_line(article.text, _TEXT_SHOWN)),
    ]
    out.print(paper.table("extract", ("field", "value"), facts))


def _print_findings(done: Processed, out: Console) -> None:
    sketch = done.fingerprint
    out.print(f"fingerprint: {sketch.shingles} shingles, {len(sketch.sketch)} kept, by {sketch.method}")
    out.print(paper.events(f"code: {len(done.events)} events", done.events))
