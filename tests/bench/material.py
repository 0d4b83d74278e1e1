"""What benches read beside the checkout, samples of it, and plain words where it is missing. Measures nothing."""

import gzip
import importlib.util
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.shared import SHARED

Row = dict[str, Any]

PAGES = SHARED / "data/pages/pages.jsonl"
DUPLICATES = SHARED / "data/duplicates/dev.jsonl.gz"
FEEDS = SHARED / "data/feeds/feeds.jsonl"
EVENTS = {name: SHARED / f"data/events/{name}_dev.jsonl.gz" for name in ("muc", "gva", "isaf")}
YARDSTICK = SHARED / "data/yardstick"
SCORERS = SHARED / "bench"


def require(*paths: Path) -> None:
    """Leave with exit code 2, saying what is missing, unless all `paths` are there."""
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        print(f"missing: {path}", file=sys.stderr)
    if missing:
        print("Benchmarks read labelled data and scorers from ../shared beside this checkout.", file=sys.stderr)
        raise SystemExit(2)


@cache
def scorer(name: str) -> ModuleType:
    """The shared scorer of this name, where it lies, as a module."""
    spec = importlib.util.spec_from_file_location(name, SCORERS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> Iterator[Row]:
    """The records of a JSON lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def spread_out(found: list[Row], count: int) -> list[Row]:
    """At most `count` of them, evenly apart, the same ones every time."""
    step = max(1, len(found) // max(1, count))
    return found[::step][:count]


def excerpt(path: Path, count: int, folder: Path, *, from_start: bool = False) -> Path:
    """A file of `count` of the rows of `path`, of the same form, whose `file`s still lead to where they lie.
    `from_start`: the first ones, where neighbours belong together."""
    found = [_anchored(row, path.parent) for row in rows(path) if row.get("kind") != "series"]
    chosen = found[:count] if from_start else spread_out(found, count)
    short = folder / path.name.removesuffix(".gz")
    short.write_text("".join(json.dumps(row) + "\n" for row in chosen), encoding="utf-8")
    return short


def _anchored(row: Row, folder: Path) -> Row:
    return row | {"file": str(folder / row["file"])} if "file" in row else row


def html_of(row: Row, pages: Path) -> bytes:
    """The bytes of a page that a `pages.jsonl` lists."""
    return gzip.decompress((pages.parent / row["file"]).read_bytes())


def pages_of(pages: Path) -> list[Row]:
    """The rows of a `pages.jsonl`, whose `file`s lead to where they lie."""
    return [_anchored(row, pages.parent) for row in rows(pages)]


def url_of(row: Row) -> str:
    """Some pages of the sets came without their address."""
    return str(row["url"] or f"https://unknown.example/{row['id']}")
