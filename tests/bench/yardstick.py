"""`presswatch code` on the yardstick text, held against its events by the shared scorer: the deaths, then every field.
Not a test.

    python -m tests.bench.yardstick [--folder PATH] [--out PRED]

PATH holds `article.txt` and `events.json`. Exit code 1 where an event is missing or wrong.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from ingest.settings import ROOT
from tests.bench.material import SCORERS, YARDSTICK, require

_PUBLISHED = "2025-03-08"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=YARDSTICK)
    parser.add_argument("--out", type=Path, default=Path("yardstick.pred.jsonl"))
    arguments = parser.parse_args()
    text, events = arguments.folder / "article.txt", arguments.folder / "events.json"
    require(text, events, SCORERS / "yardstick_score.py")
    arguments.out.write_bytes(coded(text.read_text(encoding="utf-8")))
    deaths = _score("deaths only", [arguments.out, events, text, "--deaths-only"])
    fields = _score("every field", [arguments.out, events, text])
    raise SystemExit(0 if deaths and fields else 1)


def coded(text: str) -> bytes:
    """What the command prints for the text, unaltered."""
    line = json.dumps({"id": "yardstick", "text": text, "published_at": _PUBLISHED}) + "\n"
    command = [sys.executable, "-m", "presswatch", "code", "--workers", "1"]
    return subprocess.run(command, input=line.encode(), stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout


def _score(name: str, arguments: list[Path | str]) -> bool:
    command = [sys.executable, str(SCORERS / "yardstick_score.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"== {name}\n{done.stdout}{done.stderr}")
    return done.returncode == 0


if __name__ == "__main__":
    main()
