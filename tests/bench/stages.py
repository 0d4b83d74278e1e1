"""What each stage costs on one core, page by page. No worker processes, no warehouse."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from ingest.code import code
from ingest.extract import Extracted, extract
from ingest.fingerprint import fingerprint
from ingest.model import Article, Document
from tests.bench import archived
from tests.bench.archived import Archived

T = TypeVar("T")
STAGES = ("read from the archive", "extract", "fingerprint", "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Processor seconds by stage over `pages` pages, of which `articles` came."""

    pages: int
    articles: int
    seconds: dict[str, float]

    @property
    def total_s(self) -> float:
        return sum(self.seconds.values())


def cost(pages: Sequence[Archived], warm_up: Sequence[Archived], archive: Path, texts: Path) -> Costs:
    """One pass in a process of its own. The articles' texts land in `texts`, as lines that `presswatch code` reads."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(_cost, tuple(pages), tuple(warm_up), archive, texts).result()


def _cost(pages: Sequence[Archived], warm_up: Sequence[Archived], archive: Path, texts: Path) -> Costs:
    for at in warm_up:
        _through(at, archive, defaultdict(float))
    seconds: defaultdict[str, float] = defaultdict(float)
    articles = [_through(at, archive, seconds) for at in pages]
    found = [article for article in articles if article]
    texts.write_text("".join(_line(article) for article in found), encoding="utf-8")
    return Costs(pages=len(pages), articles=len(found), seconds=dict(seconds))


def _through(at: Archived, archive: Path, seconds: defaultdict[str, float]) -> Article | None:
    """One page through the stages; their time is added to `seconds`."""
    page = _timed(seconds, "read from the archive", lambda: archived.page(archive, at))
    found = _timed(seconds, "extract", lambda: extract(page))
    if not isinstance(found, Extracted):
        return None
    article = found.article
    _timed(seconds, "fingerprint", lambda: fingerprint(article))
    _timed(seconds, "code", lambda: code(_document(article)))
    return article


def _timed(seconds: defaultdict[str, float], name: str, act: Callable[[], T]) -> T:
    began = time.process_time()
    result = act()
    seconds[name] += time.process_time() - began
    return result


def _document(article: Article) -> Document:
    return Document(
        doc_id=article.revision_id,
        text=article.text,
        title=article.title,
        published_on=article.published_at.date() if article.published_at else None,
        dateline=None,
        language=article.language,
        country=None,
    )


def _line(article: Article) -> str:
    at = article.published_at
    said = {
        "id": article.revision_id,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "published_at": at.isoformat() if at else None,
    }
    return json.dumps(said) + "\n"
