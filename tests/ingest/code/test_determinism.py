"""The same text gives the same events in every process: Python's string hashing, which differs by process, decides nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "cases" / "code"
TIED = "Gunmen killed two people on Tuesday.\n\nThe talks between the U.S. and El Salvador go on."


PROGRAM = """
import json, sys
from tests.ingest.code.reading import read
for line in sys.stdin:
    given = json.loads(line)
    events = read(given["text"], given.get("published_at"), given.get("language"), given["id"])
    print([repr(event) for event in events])
"""


def coded(lines: str, seed: str) -> str:
    """What the coder says of the lines in a process with this hash seed."""
    command = [sys.executable, "-c", PROGRAM]
    environ = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(command, input=lines, env=environ, check=True, capture_output=True, text=True).stdout


def test_events_do_not_depend_on_the_process():
    texts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*/input.json"))]
    texts.append({"id": "tied", "text": TIED, "published_at": "2025-03-08"})
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    first, *others = (coded(lines, seed) for seed in ("1", "2", "3", "4"))
    assert first.count("\n") == len(texts)
    assert all(other == first for other in others)
