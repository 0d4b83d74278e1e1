"""Other ways to find near-copies over the same labelled documents in the same run: equal hashes, SimHash, datasketch and
rensa beside ours. Not a test, and needs the internet once, to install two of them.

    python -m tests.bench.peers.copies [--gold PATH] [--only SIDE ...] [--fresh] [--markdown]

Each peer lives in an environment of its own below `build/peers/`; each side is one process, and attaches every text to the
earliest one that it finds for it. The checked sides compare what they are given on all five-word shingles, as ours does.
None but ours knows outlets, dates and titles: ours leaves out what an outlet puts under everything.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.settings import ROOT
from tests.bench.material import DUPLICATES, SCORERS, require
from tests.bench.meter import machine
from tests.bench.peers.__main__ import FOLDER
from tests.bench.peers.install import CannotInstall, Peer, install

PEERS = (Peer(name="datasketch", runner="datasketch_lsh"), Peer(name="rensa", runner="rensa_lsh"))
_SCORES = re.compile(r"pairs P ([\d.]+) R ([\d.]+) F1 ([\d.]+) \| B-cubed P [\d.]+ R [\d.]+ F ([\d.]+)")
_KIND = re.compile(r"^ *(found|false) (\S+) +([\d.]+)", re.MULTILINE)
_COLUMNS = (
    "pairs P",
    "pairs R",
    "pairs F1",
    "B-cubed F",
    "weakest kind found",
    "false, worst kind",
    "ms per 1,000",
    "peak MB",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way. `peer`: whose environment it needs, None for ours; `options` follow the files."""

    name: str
    runner: str
    peer: Peer | None = None
    options: tuple[str, ...] = ()


CONTENDERS = (
    Contender(name="presswatch", runner="presswatch_own"),
    Contender(name="equal hash", runner="exact_hash"),
    Contender(name="SimHash, 3 bits", runner="simhash"),
    Contender(name="datasketch, 0.7", runner="datasketch_lsh", peer=PEERS[0], options=("0.7",)),
    Contender(name="datasketch, 0.4, checked", runner="datasketch_lsh", peer=PEERS[0], options=("0.4", "check")),
    Contender(name="rensa, 16 bands", runner="rensa_lsh", peer=PEERS[1], options=("16",)),
    Contender(name="rensa, 32 bands, checked", runner="rensa_lsh", peer=PEERS[1], options=("32", "check")),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [each.name for each in CONTENDERS]
    parser.add_argument("--gold", type=Path, default=DUPLICATES)
    parser.add_argument("--only", action="append", choices=names, metavar="SIDE", help=f"of {', '.join(names)}")
    parser.add_argument("--fresh", action="store_true", help="install anew")
    parser.add_argument("--markdown", action="store_true", help="the table as docs/benchmarks.md shows it")
    arguments = parser.parse_args()
    require(arguments.gold, SCORERS / "duplicates_score.py")
    print(f"{machine()}; {', '.join(f'{peer.name} {peer.version}' for peer in PEERS)}\n")
    print(*_table(_rows(arguments), is_markdown=arguments.markdown), sep="\n")


def _rows(arguments: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    for contender in CONTENDERS:
        if not arguments.only or contender.name in arguments.only:
            print(f"{contender.name} …", file=sys.stderr, flush=True)
            try:
                yield contender.name, _measured(contender, arguments)
            except (CannotInstall, subprocess.CalledProcessError) as error:
                yield contender.name, [f"did not run: {error}"]


def _measured(contender: Contender, arguments: argparse.Namespace) -> list[str]:
    python = sys.executable
    if contender.peer:
        python = install(contender.peer, FOLDER, is_fresh=arguments.fresh).command[0]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "pred.jsonl"
        module = f"tests.bench.peers.{contender.runner}"
        said = json.loads(_run(python, "-m", module, str(arguments.gold), str(out), *contender.options))
        scored = _run(sys.executable, str(SCORERS / "duplicates_score.py"), str(out), str(arguments.gold))
    return [*_figures(scored), f"{1e6 * said['cpu_s'] / said['documents']:,.0f}", f"{said['peak_mb']:.0f}"]


def _run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _figures(scored: str) -> Iterator[str]:
    """The scorer's line, the positive kind found least and the negative kind joined most."""
    scores = _SCORES.search(scored)
    yield from scores.groups() if scores else ("?",) * 4
    kinds = _KIND.findall(scored)
    for sort, pick in (("found", min), ("false", max)):
        shares = [(float(share), kind) for way, kind, share in kinds if way == sort]
        share, kind = pick(shares) if shares else (float("nan"), "none")
        yield f"{share:.3f} ({kind.removeprefix('neg_')})"


def _table(rows: Iterator[tuple[str, list[str]]], *, is_markdown: bool) -> Iterator[str]:
    lines = [("", list(_COLUMNS)), *rows]
    if is_markdown:
        for number, (name, cells) in enumerate(lines):
            yield f"| {' | '.join((name, *cells))} |"
            if not number:
                yield "|---" * (len(_COLUMNS) + 1) + "|"
        return
    widths = [max(len(cells[i]) for _, cells in lines if i < len(cells)) for i in range(len(_COLUMNS))]
    for name, cells in lines:
        yield f"{name:26}" + "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=False))


if __name__ == "__main__":
    main()
