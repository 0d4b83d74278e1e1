"""The command line as a person types it: the installed `presswatch`, a process of its own, an environment of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PRESSWATCH = Path(sys.executable).parent / "presswatch"


def environ(data: Path, **settings: str) -> dict[str, str]:
    """Only this data folder, loopback allowed, nothing else of the tester's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PRESSWATCH_")}
    return kept | {"PRESSWATCH_DATA": str(data), "PRESSWATCH_ALLOW_ADDRESSES": "127.0.0.1/32"} | settings


def typed(*words: str, data: Path, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """`presswatch WORDS`, whatever its exit code."""
    command = [str(PRESSWATCH), *words]
    env = environ(data, **settings)
    return subprocess.run(command, input=stdin, env=env, cwd=data, capture_output=True, timeout=120, check=False)


def answers(*words: str, data: Path, lines: list[Any], **settings: str) -> list[Any]:
    """What a filter answers to these lines (bytes as they are, anything else as JSON)."""
    raw = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    done = typed(*words, data=data, stdin=raw, **settings)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]
