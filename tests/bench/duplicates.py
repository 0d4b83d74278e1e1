"""De-duplication of labelled documents, scored by the shared scorer, beside its speed. Not a test.

python -m tests.bench.duplicates [--gold PATH] [--out PRED]
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.fingerprint import dedupe
from ingest.fingerprint.sketch import distinct, shingles, sketch
from ingest.model import Comparable, Relation
from tests.bench.material import DUPLICATES, SCORERS, require


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=DUPLICATES)
    parser.add_argument("--out", type=Path, default=Path("duplicates.pred.jsonl"))
    arguments = parser.parse_args()
    scorer = SCORERS / "duplicates_score.py"
    require(arguments.gold, scorer)
    documents = [_comparable(row) for row in _rows(arguments.gold)]
    started = time.process_time()
    relations = list(dedupe(documents))
    spent = time.process_time() - started
    _write(arguments.out, documents, relations)
    print(
        subprocess.run(
            [sys.executable, str(scorer), arguments.out, arguments.gold], check=True, capture_output=True, text=True
        ).stdout
    )
    print(
        f"dedupe: {len(documents) / spent:,.0f} documents/s on one core; sketch alone: {_sketch_rate(documents):,.0f}"
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.splitlines() if line.strip()]


def _comparable(row: dict[str, Any]) -> Comparable:
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


def _write(path: Path, documents: Sequence[Comparable], relations: Sequence[Relation | None]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for document, relation in zip(documents, relations, strict=True):
            line = {
                "id": document.revision_id,
                "cluster_id": relation.original_id if relation else document.revision_id,
                "relation": relation.relation if relation else None,
            }
            out.write(json.dumps(line) + "\n")


def _sketch_rate(documents: Sequence[Comparable]) -> float:
    started = time.process_time()
    for document in documents:
        sketch(distinct(shingles(document.text)))
    return len(documents) / (time.process_time() - started)


if __name__ == "__main__":
    main()
