"""The tour that docs/query.md tells of: three runs over the newsroom, then its queries. `python -m tests.query_tour` writes
the answers in docs/query.md, docs/duplicates.md and README.md anew; look at the difference before you keep it."""

import re
import subprocess
import tempfile
from pathlib import Path

from seeds.newsroom.server import DEFAULT_PORT, serve, write_sources
from tests.console.typed import typed

ROOT = Path(__file__).resolve().parents[1]
QUERY_PAGE, README = ROOT / "docs" / "query.md", ROOT / "README.md"
DUPLICATES_PAGE = ROOT / "docs" / "duplicates.md"
ASKED = re.compile(r"```sql\n(?P<query>.+?)\n```\n```text\n(?P<answer>.+?)\n```", re.DOTALL)
FIRST = re.compile(r'presswatch sql "(?P<query>[^"]+)"\n```\n\n```text\n(?P<answer>.+?)\n```', re.DOTALL)


def poll(data: Path, base_url: str) -> None:
    """What the feeds hold, as `make demo` stores it."""
    write_sources(data / "sources.csv", base_url)
    _run(data)


def tour(data: Path, port: int = 0) -> Path:
    """All three runs of the page; the published file."""
    with serve(port) as base_url:
        poll(data, base_url)
        _run(data, "--since", "2025-03-05", "--until", "2025-03-10")
    _run(data, "--since", "2025-03-03", "--until", "2025-03-04")
    return data / "presswatch.duckdb"


def _run(data: Path, *window: str) -> None:
    _said(typed("run", *window, data=data, PRESSWATCH_SOURCES=str(data / "sources.csv")))


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def rewritten(text: str, pattern: "re.Pattern[str]", data: Path) -> str:
    """The text with the answers that `presswatch sql` gives now."""

    def anew(found: "re.Match[str]") -> str:
        answer = _said(typed("sql", found["query"], data=data, COLUMNS="240")).rstrip()
        if "row" not in found["answer"].splitlines()[-1]:
            answer = answer.rsplit("\n", 1)[0]  # a page that leaves out the count of rows goes on doing so
        return found[0].replace(found["answer"], answer)

    return pattern.sub(anew, text)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        live, whole = Path(folder) / "live", Path(folder) / "tour"
        live.mkdir()
        whole.mkdir()
        with serve(DEFAULT_PORT) as base_url:
            poll(live, base_url)
        tour(whole, DEFAULT_PORT)
        for page, pattern, data in ((README, FIRST, live), (QUERY_PAGE, ASKED, whole), (DUPLICATES_PAGE, ASKED, whole)):
            page.write_text(rewritten(page.read_text(encoding="utf-8"), pattern, data), encoding="utf-8")


if __name__ == "__main__":
    main()
