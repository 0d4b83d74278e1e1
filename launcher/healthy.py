"""`python -m launcher.healthy`: exit 0 where the instance of this environment is healthy, else 1 and why. For containers."""

import os
import sys

from ingest.errors import PresswatchError
from launcher.api import PARTS, Api
from launcher.place import place


def main() -> int:
    try:
        here = place(os.environ)
    except PresswatchError as problem:
        print(f"presswatch: {problem}", file=sys.stderr)
        return 1
    health = Api(here.url, "", "").health()  # health is told without a login
    print("; ".join(f"{part}: {state}" for part, state in health.items()) or f"no answer at {here.url}")
    return int(health != dict.fromkeys(PARTS, "healthy"))


if __name__ == "__main__":
    sys.exit(main())
