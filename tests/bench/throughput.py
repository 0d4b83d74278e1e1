"""Pages per second of each stage and of the whole journey, and peak memory, beside a bare trafilatura loop over the same
pages on as many cores in the same run. Not a test.

    python -m tests.bench.throughput [--pages PATH] [--count 200] [--rounds 5] [--cores N] [--json FILE]

Both sides take turns, each round in fresh processes that are warmed up on other pages first. A ratio is taken within its
round; figures are medians, with the lowest and the highest. The yardstick of a shared machine is the ratio.
"""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

from tests.bench.material import PAGES, require
from tests.bench.meter import machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--count", type=int, default=200, help="pages, spread over the file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    require(arguments.pages)
    from tests.bench import rounds  # the peer's processes import this file again, and must not carry our libraries

    sample = rounds.sample_of(arguments.pages, arguments.count)
    figures = rounds.measure(sample, arguments.rounds, arguments.cores)
    print(f"{len(sample.chosen)} pages, {arguments.rounds} rounds, {arguments.cores} cores; {machine()}")
    for name, figure in figures.items():
        print(f"{name:62} {figure}")
    if arguments.json:
        said = {name: asdict(figure) for name, figure in figures.items()}
        arguments.json.write_text(json.dumps(said, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
