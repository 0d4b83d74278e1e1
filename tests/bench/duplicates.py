"""De-duplication of labelled documents, scored by the shared scorer, beside its speed. Not a test.

python -m tests.bench.duplicates [--gold PATH] [--out PRED]
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.fingerprint import dedupe, fingerprint
from ingest.fingerprint.sketch import sketch_of
from ingest.model import SAME_TEXT, Article, Comparable, Relation
from tests.bench.material import DUPLICATES, SCORERS, require


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=DUPLICATES)
    parser.add_argument("--out", type=Path, default=Path("duplicates.pred.jsonl"))
    arguments = parser.parse_args()
    scorer = SCORERS / "duplicates_score.py"
    require(arguments.gold, scorer)
    documents = [comparable(row) for row in _rows(arguments.gold)]
    started = time.process_time()
    relations = list(dedupe(documents))
    spent = time.process_time() - started
    _write(arguments.out, documents, relations)
    print(
        subprocess.run(
            [sys.executable, str(scorer), arguments.out, arguments.gold], check=True, capture_output=True, text=True
        ).stdout
    )
    print(f"dedupe: {len(documents) / spent:,.0f} documents/s on one core", end="; ")
    articles = [_article(document) for document in documents]
    print(f"sketch alone: {rate(sketch_of, [each.text for each in articles]):,.0f}", end="; ")
    print(f"fingerprint: {rate(fingerprint, articles):,.0f}")


def _rows(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.splitlines() if line.strip()]


def comparable(row: dict[str, Any]) -> Comparable:
    published = datetime.fromisoformat(row["published"])
    return Comparable(
        revision_id=row["id"],
        article_id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        language=row.get("language"),
        arrived_at=published if published.tzinfo else published.replace(tzinfo=UTC),
    )


def _write(path: Path, documents: Sequence[Comparable], relations: Sequence[tuple[Relation, ...]]) -> None:
    """Clusters by the texts that others stand behind: what an original is linked to besides is left out."""
    with path.open("w", encoding="utf-8") as out:
        for document, found in zip(documents, relations, strict=True):
            behind = next((relation for relation in found if relation.relation in SAME_TEXT), None)
            line = {
                "id": document.revision_id,
                "cluster_id": behind.original_id if behind else document.revision_id,
                "relation": behind.relation if behind else None,
                "rule": [relation.rule for relation in found],
            }
            out.write(json.dumps(line) + "\n")


def rate(step: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Inputs a second on one core, the better of two goes."""
    return max(_rate(step, inputs) for _ in range(2))


def _rate(step: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    started = time.process_time()
    for each in inputs:
        step(each)
    return len(inputs) / (time.process_time() - started)


def _article(document: Comparable) -> Article:
    address = f"https://{document.outlet}/{document.revision_id}"
    return Article(
        article_id=document.article_id,
        revision_id=document.revision_id,
        run_id="bench",
        source_id=document.outlet,
        capture_id=None,
        url=address,
        canonical_url=address,
        outlet=document.outlet,
        title=document.title,
        subtitle=None,
        section=None,
        kind="article",
        text_source="page",
        text=document.text,
        authors=(),
        published_at=document.arrived_at,
        published_precision="minute",
        published_evidence=None,
        modified_at=None,
        language=document.language,
        language_confidence=None,
        word_count=0,
        is_short=False,
        text_hash=document.revision_id,
        fetched_at=document.arrived_at,
        arrived_at=document.arrived_at,
        extractor="bench",
    )


if __name__ == "__main__":
    main()
