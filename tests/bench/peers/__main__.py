"""Other extractors over the same labelled pages in the same run: newspaper4k, news-please, readability-lxml, Resiliparse,
Fundus and bare trafilatura beside ours. Not a test, and the one benchmark that needs the internet, to install them.

    python -m tests.bench.peers [--pages PATH] [--every N] [--only PEER ...] [--fresh] [--markdown]

Each peer lives in an environment of its own below `build/peers/`. What was installed and predicted there is used again unless
--fresh; ours is always asked anew. A peer that cannot be installed, raises, dies or takes longer than 30 s on a page is listed.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.extraction.ask import CannotStart, Side, answers, ask
from tests.bench.extraction.report import BARE, OURS, refusals
from tests.bench.material import PAGES, SCORERS, Row, pages_of, require
from tests.bench.meter import machine
from tests.bench.pages import LIMIT_S, SIDES
from tests.bench.peers.install import PEERS, CannotInstall, Peer, install
from tests.bench.peers.table import as_markdown, as_text, lines

FOLDER = Path("build/peers")
_NAMES = {BARE: "trafilatura"}
_FEWEST = 10  # pages of one set, of those that a partial peer knows
_LISTED = frozenset({"raised", "died", "too slow"})


def main() -> None:
    arguments = _arguments()
    require(arguments.pages, SCORERS / "pages_score.py")
    rows = pages_of(arguments.pages)[:: arguments.every]
    said = {_NAMES.get(side.name, side.name): _at_home(side, rows, arguments) for side in SIDES if _belongs(side)}
    failed: dict[str, str] = {}
    for peer in PEERS:
        if not arguments.only or peer.name in arguments.only:
            _visit(peer, rows, arguments, said, failed)
    _print(rows, said, failed, is_markdown=arguments.markdown)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [peer.name for peer in PEERS]
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth page")
    parser.add_argument("--only", action="append", choices=names, metavar="PEER", help=f"of {', '.join(names)}")
    parser.add_argument("--fresh", action="store_true", help="install and predict all anew")
    parser.add_argument("--markdown", action="store_true", help="the tables as docs/benchmarks.md shows them")
    return parser.parse_args()


def _belongs(side: Side) -> bool:
    return side.name in (OURS, BARE)


def _at_home(side: Side, rows: list[Row], arguments: argparse.Namespace) -> list[Row]:
    out = FOLDER / side.name / f"{side.name}.pred.jsonl"
    return _asked(side, rows, out, is_fresh=arguments.fresh or side.name == OURS)


def _visit(
    peer: Peer, rows: list[Row], arguments: argparse.Namespace, said: dict[str, list[Row]], failed: dict[str, str]
) -> None:
    """The peer's answers into `said`, or why there are none into `failed`."""
    try:
        side = install(peer, FOLDER, is_fresh=arguments.fresh)
        said[peer.name] = _asked(side, rows, peer.predictions(FOLDER), is_fresh=arguments.fresh)
    except (CannotInstall, CannotStart) as error:
        failed[peer.name] = f"{type(error).__name__}: {error}"


def _asked(side: Side, rows: list[Row], out: Path, *, is_fresh: bool) -> list[Row]:
    out.parent.mkdir(parents=True, exist_ok=True)
    if is_fresh:
        out.unlink(missing_ok=True)
    ask(side, rows, out, limit_s=LIMIT_S)
    ids = {row["id"] for row in rows}
    return [answer for answer in answers(out) if answer["id"] in ids]


def _print(rows: list[Row], said: dict[str, list[Row]], failed: Mapping[str, str], *, is_markdown: bool) -> None:
    partial = [peer.name for peer in PEERS if peer.is_partial and peer.name in said]
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in PEERS if peer.name in said)
    print(f"{len(rows)} pages; {machine()}; {versions}\n")
    print(*_table(rows, {side: of for side, of in said.items() if side not in partial}, is_markdown), sep="\n")
    for name in partial:
        known = [row for row, answer in _beside(rows, said[name]) if answer.get("rejection") != "no parser"]
        print(f"\nOn the {len(known)} pages of publishers that {name} has a parser for:\n")
        print(*_table(known, said, is_markdown, _FEWEST), sep="\n")
    _list_failures(said, failed)


def _beside(rows: list[Row], answers: list[Row]) -> Iterator[tuple[Row, Row]]:
    by_id = {answer["id"]: answer for answer in answers}
    yield from ((row, by_id[row["id"]]) for row in rows)


def _table(rows: list[Row], said: Mapping[str, list[Row]], is_markdown: bool, fewest: int = 1) -> Iterator[str]:
    if not rows:
        return
    ids = {row["id"] for row in rows}
    part = {side: [answer for answer in of if answer["id"] in ids] for side, of in said.items()}
    yield from (as_markdown if is_markdown else as_text)(list(part), lines(rows, part, fewest))


def _list_failures(said: Mapping[str, list[Row]], failed: Mapping[str, str]) -> None:
    """What a person has to know before believing the tables."""
    for name, why in failed.items():
        print(f"\n{name} did not run: {why}")
    for name, of in said.items():
        for line in refusals(name, [answer for answer in of if answer.get("rejection") in _LISTED]):
            print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
