"""`presswatch extract`: a page in, an article record or the reason why there is none out."""

import gzip
import zlib
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from console.filters.named import Id, Named, answered, moment, named
from console.lines import BadLine, Line, json_line, named_fields
from console.stream import Answers, Batch, Filter
from ingest.model import Article, Page, Refused

_NOT_OURS = frozenset({"run_id", "source_id", "capture_id", "fetched_at"})  # facts of a run, and there was none


class PageLine(Named, kw_only=True):
    """`{id, url, html | html_path}`; `html_path` may end in .gz. Optional: `content_type` (of the file), `outlet`
    (default: the host), `fetched_at` (default: now; no article is dated after it)."""

    url: str | None = None
    html: str | None = None
    html_path: str | None = None
    content_type: str | None = None
    outlet: str | None = None
    fetched_at: str | None = None


def extract_filter(fetched_at: datetime, most_bytes: int) -> Filter:
    """One page a batch: the budget of time and memory is the page's own."""
    return Filter(
        work=partial(extract_batch, fetched_at, most_bytes),
        over_budget=over_budget,
        most_lines=1,
        preload=("console.filters.extract", "ingest.extract"),
    )


def extract_batch(fetched_at: datetime, most_bytes: int, batch: Batch) -> Answers:
    return tuple(answered(line, partial(_extract, fetched_at, most_bytes)) for line in batch)


def _extract(fetched_at: datetime, most_bytes: int, line: Line) -> bytes:
    from ingest.extract import extract
    from ingest.urls import canonical_url

    given = named(line, PageLine)
    if given.url is None:
        raise BadLine("the line has no `url`")
    if canonical_url(given.url) is None:
        return _rejected(given, Refused(reason="bad_url", detail="not an http or https address"))
    made = extract(_page(given, given.url, fetched_at, most_bytes))
    return _rejected(given, made) if isinstance(made, Refused) else json_line(article_record(given.names, made.article))


def _page(given: PageLine, url: str, fetched_at: datetime, most_bytes: int) -> Page:
    from ingest.urls import host_of

    html, content_type = _html(given, most_bytes)
    return Page(
        url=url,
        html=html,
        content_type=content_type,
        run_id="",
        source_id="",
        capture_id=None,
        outlet=given.outlet or host_of(url),
        fetched_at=moment("fetched_at", given.fetched_at) or fetched_at,
        entry=None,
    )


def _html(given: PageLine, most_bytes: int) -> tuple[bytes, str | None]:
    """The page's bytes and their content type. A string in JSON is decoded already: UTF-8, whatever its meta tag says."""
    if given.html is not None:
        return given.html.encode("utf-8", "replace"), "text/html; charset=utf-8"
    if given.html_path is None:
        raise BadLine("the line has neither `html` nor `html_path`")
    return _file(Path(given.html_path), most_bytes), given.content_type


def _file(path: Path, most_bytes: int) -> bytes:
    try:
        if not path.is_file():  # nor a pipe or a device, which may never end
            raise BadLine(f"`html_path`: no such file: {path}")
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as source:
            body = source.read(most_bytes + 1)
    except (OSError, EOFError, ValueError, zlib.error) as problem:
        raise BadLine(f"`html_path`: {problem}") from problem
    if len(body) > most_bytes:
        raise BadLine(f"`html_path`: larger than {most_bytes} bytes: {path}")
    return body


def article_record(names: dict[str, Id], article: Article) -> dict[str, Any]:
    """The article as a line: its own fields less those of a run, under the name that was given; `published_at` in the zone
    that the page stated, so that its day is the outlet's."""
    from ingest.extract import as_written

    own = {key: value for key, value in msgspec.to_builtins(article).items() if key not in _NOT_OURS}
    if article.published_at:
        own["published_at"] = as_written(article.published_at, article.published_evidence).isoformat()
    return {**names, **own}


def _rejected(given: PageLine, refused: Refused) -> bytes:
    return json_line({**given.names, "url": given.url, "rejection": _rejection(refused)})


def over_budget(line: Line, refused: Refused) -> bytes:
    """The answer for a page whose worker had to be stopped."""
    return json_line({**named_fields(line, "id", "doc_id", "url"), "rejection": _rejection(refused)})


def _rejection(refused: Refused) -> dict[str, str | None]:
    return {"reason": refused.reason, "detail": refused.detail}
