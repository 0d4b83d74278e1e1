"""Extraction of real pages, scored by the shared scorer, beside a bare trafilatura loop over the same pages. Not a test.

    python -m tests.bench.pages [--pages PATH] [--out PRED] [--no-peer]

PATH: a `pages.jsonl` whose `file` names gzipped HTML beside it. Each side runs alone in a process of its own, on one core.
"""

import argparse
import gzip
import json
import logging
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.material import PAGES, SCORERS, require

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--out", type=Path, default=Path("pages.pred.jsonl"))
    parser.add_argument("--no-peer", action="store_true", help="leave the bare trafilatura loop out")
    arguments = parser.parse_args()
    require(arguments.pages, SCORERS / "pages_score.py")
    _report("presswatch", _ours, arguments.pages, arguments.out)
    if not arguments.no_peer:
        _report("bare trafilatura", _bare, arguments.pages, arguments.out.with_suffix(".bare.jsonl"))


def _report(name: str, side: Callable[[], Callable[[Row, bytes], Row]], pages: Path, out: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        rate, memory, refused = alone.submit(_run, side, pages, out).result()
    print(f"== {name}: {rate:.1f} pages/s on one core, peak memory {memory:.0f} MB, refused {refused or 'none'}")
    scorer = str(SCORERS / "pages_score.py")
    print(subprocess.run([sys.executable, scorer, out, pages], check=True, capture_output=True, text=True).stdout)


def _run(
    side: Callable[[], Callable[[Row, bytes], Row]], pages: Path, out: Path
) -> tuple[float, float, dict[str, int]]:
    """Pages per second of processor time, peak memory (MB), refusals by reason; predictions go to `out`."""
    extract_page = side()
    spent, count, refused = 0.0, 0, Counter[str]()
    with out.open("w", encoding="utf-8") as lines:
        for row, html in _rows(pages):
            started = time.process_time()
            said = extract_page(row, html)
            spent += time.process_time() - started
            count += 1
            refused.update([said["rejection"]] if "rejection" in said else [])
            lines.write(json.dumps({"id": row["id"], **said}) + "\n")
    return count / spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, dict(refused)


def _rows(pages: Path) -> Iterator[tuple[Row, bytes]]:
    with pages.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row, gzip.decompress((pages.parent / row["file"]).read_bytes())


def _ours() -> Callable[[Row, bytes], Row]:
    from ingest.extract import as_written, extract
    from ingest.model import Page, Refused

    fetched_at = datetime.now(UTC)  # the pages do not say when they were fetched

    def extract_page(row: Row, html: bytes) -> Row:
        host = urlsplit(row["url"] or "").hostname or "unknown.example"
        article = extract(
            Page(
                url=row["url"] or f"https://{host}/unknown",
                html=html,
                content_type=None,
                run_id="bench",
                source_id=host,
                capture_id=None,
                outlet=host.removeprefix("www."),
                fetched_at=fetched_at,
                entry=None,
            )
        )
        if isinstance(article, Refused):
            return {"rejection": article.reason, "detail": article.detail}
        return {
            "text": article.text,
            "title": article.title,
            "authors": article.authors,
            "published_at": as_written(at, article.published_evidence).isoformat()
            if (at := article.published_at)
            else None,
            "evidence": article.published_evidence,
            "precision": article.published_precision,
            "language": article.language,
        }

    return extract_page


def _bare() -> Callable[[Row, bytes], Row]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    def extract_page(row: Row, html: bytes) -> Row:
        document = trafilatura.bare_extraction(html, url=row["url"], with_metadata=True)
        if document is None or isinstance(document, dict):
            return {"rejection": "nothing"}
        authors = [name for name in (document.author or "").split("; ") if name]
        return {"text": document.text, "title": document.title, "authors": authors, "published_at": document.date}

    return extract_page


if __name__ == "__main__":
    main()
