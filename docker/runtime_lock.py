"""The part of requirements.lock that a running presswatch needs, on stdout; the rest is for development. Reads the two files
named on the command line (`requirements.lock pyproject.toml`), and asks no registry."""

import re
import sys
import tomllib
from pathlib import Path


def runtime(lock: str, project: str) -> str:
    """The lock's blocks, unchanged, of the project's dependencies and of everything that a kept block pulled in, as the
    lock's own `# via` lines tell it."""
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", lock.strip())
    pulled_by = [(_name(block), _parents(block), block) for block in blocks]
    kept = {_name(wanted) for wanted in tomllib.loads(project)["project"]["dependencies"]}
    count = 0
    while count < len(kept):
        count = len(kept)
        kept |= {name for name, parents, _ in pulled_by if parents & kept}
    return "\n".join(block for name, _, block in pulled_by if name in kept) + "\n"


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def _parents(block: str) -> set[str]:
    _, _, via = block.partition("# via")
    return {_name(line.strip("# ")) for line in via.splitlines() if line.strip("# ")}


if __name__ == "__main__":
    sys.stdout.write(runtime(*(Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])))
