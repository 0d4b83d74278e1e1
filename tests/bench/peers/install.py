"""An environment for each peer, made once below `build/peers/` and used again while what was asked for is the same. Runs no
peer."""

import hashlib
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from ingest.settings import ROOT
from tests.bench.extraction.ask import Side

HERE = Path(__file__).parent


class CannotInstall(Exception):
    """pip failed. Bears its last line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """`runner`: the module of this package that answers for it; `is_partial`: it answers for some pages only."""

    name: str
    runner: str
    is_partial: bool = False

    @property
    def requirements(self) -> Path:
        return HERE / f"requirements-{self.name}.txt"

    @property
    def version(self) -> str:
        pins = self.requirements.read_text(encoding="utf-8").splitlines()
        return next(pin.split("==")[1] for pin in pins if pin.lower().startswith(f"{self.name}=="))

    def predictions(self, folder: Path) -> Path:
        """Others, once what is installed or its runner has changed."""
        asked = self.requirements.read_bytes() + (HERE / f"{self.runner}.py").read_bytes()
        return folder / self.name / f"{hashlib.sha256(asked).hexdigest()[:12]}.pred.jsonl"


PEERS = (
    Peer(name="newspaper4k", runner="newspaper4k"),
    Peer(name="news-please", runner="news_please"),
    Peer(name="readability-lxml", runner="readability_lxml"),
    Peer(name="resiliparse", runner="resiliparse_plain"),
    Peer(name="fundus", runner="fundus_own", is_partial=True),
)


def install(peer: Peer, folder: Path, *, is_fresh: bool) -> Side:
    """The peer as a side. Raises CannotInstall."""
    home = folder / peer.name / "venv"
    python, stamp = home / "bin" / "python", folder / peer.name / "installed.txt"
    wanted = peer.requirements.read_text(encoding="utf-8")
    if is_fresh or not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        stamp.unlink(missing_ok=True)
        print(f"{peer.name}: installing into {home}", file=sys.stderr, flush=True)
        venv.create(home, clear=True, with_pip=True)
        _pip(python, peer.requirements)
        stamp.write_text(wanted, encoding="utf-8")
    return Side(name=peer.name, command=(str(python), "-m", f"tests.bench.peers.{peer.runner}"))


def _pip(python: Path, requirements: Path) -> None:
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotInstall((done.stderr.strip().splitlines() or ["pip said nothing"])[-1])
