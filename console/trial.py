"""`presswatch try`: what every stage makes of one URL. Stores nothing: the exchange is archived in a folder that goes away."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from rich.text import Text

from console import paper
from console.lines import json_line
from console.words import one_line
from ingest.model import Article, Capture
from ingest.pipeline import Trial, try_url
from ingest.settings import Settings

_TEXT_SHOWN = 600
_ITEMS_SHOWN = 100


def show_trial(url: str, settings: Settings, *, as_json: bool) -> bool:
    """Print the trial; whether the URL gave entries or an article."""
    with TemporaryDirectory(prefix="presswatch-try-") as folder:
        trial = try_url(url, replace(settings, data=Path(folder)))
    if as_json:
        paper.write(json_line(_record(trial)))
    else:
        _print(trial, paper.out())
    return trial.refused is None


def _record(trial: Trial) -> dict[str, object]:
    """One key per stage; those that had nothing to work on are missing."""
    record: dict[str, object] = {"fetch": trial.captures}
    if trial.refused:
        record["rejection"] = trial.refused
    elif done := trial.processed:
        record |= {"extract": done.article, "fingerprint": done.fingerprint, "code": done.events}
    else:
        record["discover"] = {"entries": trial.entries, "sitemaps": trial.sitemaps}
    return record


def _print(trial: Trial, out: Console) -> None:
    out.print(_exchanges(trial.captures))
    if trial.refused:
        detail = one_line(trial.refused.detail or "nothing more is known")
        out.print(Text(f"Refused as {trial.refused.reason}: {detail}", style="bold red"))
    elif done := trial.processed:
        out.print(_article(done.article))
        out.print(f"fingerprint: {done.fingerprint.shingles} shingles, {len(done.fingerprint.sketch)} kept")
        out.print(paper.events(f"code: {len(done.events)} events", done.events))
    else:
        _print_channel(trial, out)


def _exchanges(captures: Sequence[Capture]) -> Table:
    rows = [(c.purpose, c.url, c.status, c.content_type, c.body_bytes, c.duration_ms) for c in captures]
    return paper.table("fetch", ("purpose", "url", "status", "type", "bytes", "ms"), rows)


def _print_channel(trial: Trial, out: Console) -> None:
    rows = [(item.published.at, item.updated.at, item.title, item.url or item.link) for item in trial.entries]
    rows += [(None, child.changed.at, "(a sitemap)", child.url) for child in trial.sitemaps]
    title = f"discover: {len(trial.entries)} entries, {len(trial.sitemaps)} sitemaps"
    out.print(paper.table(title, ("published", "updated", "title", "url"), rows[:_ITEMS_SHOWN]))
    if len(rows) > _ITEMS_SHOWN:
        out.print(f"and {len(rows) - _ITEMS_SHOWN:,} more; --json gives all")


def _article(article: Article) -> Table:
    facts = [
        ("title", article.title),
        ("published_at", article.published_at),
        ("published_precision", article.published_precision),
        ("published_evidence", article.published_evidence),
        ("authors", article.authors),
        ("outlet", article.outlet),
        ("language", article.language),
        ("language_confidence", article.language_confidence),
        ("canonical_url", article.canonical_url),
        ("words", article.word_count),
        ("text", one_line(article.text, _TEXT_SHOWN)),
    ]
    return paper.table("extract", ("field", "value"), facts)
