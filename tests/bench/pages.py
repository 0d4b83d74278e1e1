"""Extraction of labelled pages beside trafilatura's modes, scored by the shared scorer: levels, and how much ours gains, with
intervals and what is wanted. Not a test.

    python -m tests.bench.pages [--pages PATH] [--out FOLDER] [--set NAME ...] [--every N] [--only SIDE ...] [--reuse]

PATH: a `pages.jsonl` whose `file` names gzipped HTML beside it. FOLDER keeps a file of predictions for each side; with
--reuse those of trafilatura stand, and only ours is asked anew. Each side runs alone, on one core, unless --processes says more.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.extraction import report
from tests.bench.extraction.ask import Side, answers, ask
from tests.bench.extraction.score import set_of
from tests.bench.extraction.sides.bare import MODES
from tests.bench.material import PAGES, SCORERS, Row, pages_of, require
from tests.bench.meter import machine

LIMIT_S = 30.0
_SIDES = "tests.bench.extraction.sides"
OURS = Side(name=report.OURS, command=(sys.executable, "-m", f"{_SIDES}.presswatch"))
SIDES = (OURS, *(Side(name=mode, command=(sys.executable, "-m", f"{_SIDES}.bare", mode)) for mode in MODES))


def main() -> None:
    arguments = _arguments()
    require(arguments.pages, SCORERS / "pages_score.py")
    rows = chosen(pages_of(arguments.pages), arguments.set, arguments.every)
    sides = [side for side in SIDES if not arguments.only or side.name in arguments.only]
    arguments.out.mkdir(parents=True, exist_ok=True)
    said = {side.name: _said(side, rows, arguments) for side in sides}
    print(f"{len(rows)} pages; {machine()}\n")
    _print(rows, said, is_markdown=arguments.markdown)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ", ".join(side.name for side in SIDES)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--out", type=Path, default=Path("build/bench/pages"))
    parser.add_argument("--set", action="append", metavar="NAME", help="only this labelled set; may be repeated")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth page of those")
    parser.add_argument("--only", action="append", metavar="SIDE", help=f"only this side, of {names}; may be repeated")
    parser.add_argument("--reuse", action="store_true", help="keep the predictions of trafilatura in FOLDER")
    parser.add_argument("--processes", type=int, default=1, help="at once for each side; above 1 no speed is taken")
    parser.add_argument(
        "--markdown", action="store_true", help="the gains that are wanted, as docs/benchmarks.md shows them"
    )
    return parser.parse_args()


def chosen(rows: list[Row], sets: Sequence[str] | None, every: int) -> list[Row]:
    return [row for row in rows if not sets or set_of(row) in sets][::every]


def _said(side: Side, rows: list[Row], arguments: argparse.Namespace) -> list[Row]:
    out = arguments.out / f"{side.name}.pred.jsonl"
    if side is OURS or not arguments.reuse:
        out.unlink(missing_ok=True)
    ask(side, rows, out, limit_s=LIMIT_S, processes=arguments.processes)
    ids = {row["id"] for row in rows}
    return [answer for answer in answers(out) if answer["id"] in ids]


def _print(rows: list[Row], said: dict[str, list[Row]], *, is_markdown: bool) -> None:
    found = report.scored(rows, said)
    print(*report.levels(found), sep="\n")
    if {report.OURS, report.BARE} <= set(said):
        print("\ngains of presswatch over trafilatura, with 95 % intervals over resampled pages")
        gained = list(report.gains(found))
        print(*(report.as_markdown(gained) if is_markdown else map(report.in_words, gained)), sep="\n")
    print()
    print(*(report.costs(side, answers) for side, answers in said.items()), sep="\n")
    print(*report.refusals(report.OURS, said.get(report.OURS, [])), sep="\n")


if __name__ == "__main__":
    main()
