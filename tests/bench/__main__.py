"""All benchmarks, one after the other, and a table of their headline figures. Not a test.

    python -m tests.bench [--quick] [--json FILE] [--predictions FOLDER] [NAME ...]

NAME: only these. --quick: small samples, to see that all of it runs; its figures say little.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.material import SCORERS, require
from tests.bench.meter import Spread, machine
from tests.bench.suite import NAMES, Figure, Result, run, suite
from tests.shared import SHARED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write figures and full output here")
    parser.add_argument("--predictions", type=Path, metavar="FOLDER", help="keep what was predicted here")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    require(SHARED / "data", SCORERS)
    with tempfile.TemporaryDirectory() as scratch:
        out = arguments.predictions or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        results = _run(arguments.names or NAMES, out, is_quick=arguments.quick)
    _print(results)
    if arguments.json:
        arguments.json.write_text(json.dumps([result.record() for result in results], indent=1), encoding="utf-8")
    raise SystemExit(0 if all(result.is_whole for result in results) else 1)


def _run(names: list[str] | tuple[str, ...], out: Path, *, is_quick: bool) -> list[Result]:
    results = []
    chosen = [bench for bench in suite(out, is_quick=is_quick) if bench.name in names]
    for number, bench in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {bench.name}: {bench.shown}", file=sys.stderr, flush=True)
        results.append(run(bench))
        print(f"{results[-1].output}\n", flush=True)
    return results


def _print(results: list[Result]) -> None:
    table = Table(title=machine(), title_justify="left")
    for heading in ("benchmark", "figure", "value"):
        table.add_column(heading, overflow="fold")
    for result in results:
        rows = result.figures or {"no figures": f"exit code {result.exit_code}"}
        for number, (figure, value) in enumerate(rows.items()):
            first = f"{result.bench.name} ({result.seconds:.0f} s)" if number == 0 else ""
            table.add_row(first, figure, _shown(value), end_section=number == len(rows) - 1)
    width = None if sys.stdout.isatty() else 120
    Console(width=width).print(table)


def _shown(figure: Figure) -> str:
    if isinstance(figure, dict):
        return str(Spread(**figure))
    return "not found" if figure is None else str(figure)


if __name__ == "__main__":
    main()
