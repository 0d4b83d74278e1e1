"""The benchmark of size on a DuckLake, in an environment of its own: the extension is packaged for DuckDB 1.5 only. Not a test,
and needs the internet once, to install that.

    python -m tests.bench.lake [what tests.bench.size takes]        (or: python -m tests.bench.lake --tests)

--tests: run the tests of the lake in that environment instead. It is kept below `build/peers/ducklake`, and has the product's own
libraries behind its own.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

from ingest.settings import ROOT
from tests.bench.peers.__main__ import FOLDER
from tests.bench.peers.install import Peer, install

LAKE = Peer(name="ducklake", runner="size")
_TESTS = ("-m", "pytest", "-p", "no:cacheprovider", "--noconftest", "tests/warehouse/test_lake.py")


def main() -> None:
    wanted = _TESTS if sys.argv[1:] == ["--tests"] else ("-m", "tests.bench.size", "--lake", *sys.argv[1:])
    raise SystemExit(subprocess.run([python(), *wanted], cwd=ROOT, check=False).returncode)


def python() -> str:
    """The interpreter of the environment, made where it is missing."""
    found = install(LAKE, FOLDER, is_fresh=False).command[0]
    (_libraries(Path(found).parent.parent) / "product.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return found


def _libraries(home: Path) -> Path:
    return next((home / "lib").glob("python*/site-packages"))


if __name__ == "__main__":
    main()
