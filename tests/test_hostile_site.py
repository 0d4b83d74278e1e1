"""The whole journey over a site that means harm: honest news comes home, nothing forbidden is touched, the run ends."""

import csv
import io
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pytest

from ingest.archive import read
from tests.console.typed import PRESSWATCH, environ, typed
from tests.hostile_site import Script, Site, hostile_site
from tests.hostile_traps import ORIGINS, Traps, sources_csv
from warehouse.connect import connect
from warehouse.maintain import check

LONGEST_S = 90.0  # measured: 20 s on 2 idle cores, 32 s on busy ones
MOST_BYTES = 1_500_000_000  # of all processes of a run together; measured: 1.0 GB
LIMITS = {
    "PRESSWATCH_FETCH_DEADLINE": "1",
    "PRESSWATCH_PAGE_BUDGET": "2",
    "PRESSWATCH_PAGE_MEMORY": "600000000",
    "PRESSWATCH_WORKERS": "2",
}
TITLES = {
    "ansi": "Red news of the day 2J",
    "crlf": "First line Set-Cookie: a=b second line",
    "sql": "'); drop table core.article; --",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> and a word",
    "markup": "[bold red]rich[/bold red] [link=file:///etc/passwd]markup[/link] :skull:",
    "formula": '=HYPERLINK("http://127.0.0.2/","open")',
    "command": "@SUM(1+9)*cmd|' /C calc'!A0",
    "nul": "beforeafter the NUL",
    "bidi": "gnp.exe reads backwards",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run: what it printed, how long it took, and the most memory that all its processes held at once."""

    code: int
    said: dict[str, Any]
    stderr: str
    seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    site: Site
    traps: Traps
    data: Path
    first: Ran
    second: Ran

    def rows(self, query: str) -> list[dict[str, Any]]:
        done = typed("sql", "--json", query, data=self.data)
        assert done.returncode == 0, done.stderr.decode()
        return list(json.loads(done.stdout))


def _run(data: Path) -> Ran:
    began, peaks = time.monotonic(), [0]
    command = [str(PRESSWATCH), "run", "--sources", "sources.csv", "--json"]
    process = subprocess.Popen(
        command, cwd=data, env=environ(data, **LIMITS), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watching = Thread(target=_watch, args=(process, peaks))
    watching.start()
    out, err = process.communicate(timeout=LONGEST_S + 30)
    watching.join()
    took = time.monotonic() - began
    said = json.loads(out) if process.returncode == 0 else {}
    return Ran(code=process.returncode, said=said, stderr=err.decode(), seconds=took, peak_bytes=max(peaks))


def _watch(process: "subprocess.Popen[bytes]", peaks: list[int]) -> None:
    while process.poll() is None:
        peaks.append(sum(map(_resident, _family(process.pid))))
        time.sleep(0.05)


def _family(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Two runs over the hostile site."""
    data = tmp_path_factory.mktemp("hostile")
    built: list[Traps] = []

    def script(site: Site) -> dict[str, Script]:
        built.append(Traps(site))
        return built[0].script()

    with hostile_site(ORIGINS, script) as site:
        (data / "sources.csv").write_text(sources_csv(site, built[0].channels), encoding="utf-8")
        yield Visit(site=site, traps=built[0], data=data, first=_run(data), second=_run(data))


def _balance(said: dict[str, Any]) -> int:
    refused = sum(said["rejected"].values()) + sum(said["failed"].values())
    return int(said["stored"] + said["duplicate"] + said["pending"] + refused)


def test_the_run_ends_in_time_and_in_bounded_memory_and_its_counts_balance(visit: Visit) -> None:
    for run in (visit.first, visit.second):
        assert (run.code, run.stderr) == (0, "")
        assert run.seconds < LONGEST_S
        assert run.peak_bytes < MOST_BYTES
        assert run.said["discovered"] == _balance(run.said) > 10_000


def test_every_honest_article_is_stored_under_its_title(visit: Visit) -> None:
    stored = {row["url"]: row["title"] for row in visit.rows("select url, title from core.article")}
    assert {url: stored.get(url) for url in visit.traps.honest} == visit.traps.honest
    assert len(visit.traps.honest) >= 20


def test_nothing_forbidden_is_dialled_or_asked_for(visit: Visit) -> None:
    assert visit.site.tripped == []
    asked = set(visit.site.asked)
    assert not {(origin, path) for origin, path in asked if path.startswith(("/forbidden/", "/private/"))}
    for origin in ("deny", "led_away", "dripping"):
        assert set(visit.site.paths(origin)) == {"/robots.txt"}
    assert ("main", "/loop/disallowed") in asked  # the trap was there, and was walked up to
    assert not [path for _, path in asked if not path.isprintable() or len(path) > 32_768]


def test_every_trap_is_a_row_with_its_reason(visit: Visit) -> None:
    reasons = {row["url"]: row["reason"] for row in visit.rows("select url, reason from ops.rejection")}
    base = visit.traps.base
    expected = {
        "/private/page": "robots", "/loop/disallowed": "robots", "/loop/self": "too_many_redirects",
        "/loop/0": "too_many_redirects", "/loop/file": "bad_url", "/loop/port": "bad_url", "/bomb/gzip": "too_large",
        "/bomb/br": "too_large", "/bomb/zstd": "too_large", "/bomb/twice": "too_large", "/endless/body": "too_large",
        "/endless/head": "bad_response", "/drip/head": "timeout", "/drip/body": "timeout", "/drip/silence": "timeout",
        "/lies/encoding": "bad_encoding", "/lies/binary": "not_html", "/lies/ssh": "bad_response", "/away/0": "private_address",
        "/heavy/rows": "page_budget",
    }  # fmt: skip
    assert {path: reasons.get(base + path) for path in expected} == expected


def test_the_second_run_stores_nothing_twice(visit: Visit) -> None:
    assert visit.second.said["stored"] == 0
    assert visit.second.said["duplicate"] == visit.first.said["stored"] + visit.first.said["duplicate"]


def test_hostile_titles_are_kept_as_text(visit: Visit) -> None:
    base = f"{visit.traps.base}/titles/"
    rows = visit.rows("select url, title from core.article where contains(url, '/titles/')")
    stored = {row["url"].removeprefix(base): row["title"] for row in rows}
    assert {kind: stored.get(kind) for kind in TITLES} == TITLES


def test_what_is_printed_obeys_no_title(visit: Visit) -> None:
    refused = "select url, detail, [] from ops.rejection where url not like 'javascript:%'"
    query = f"select url, title, authors from core.article union all {refused}"
    for words in (["sql", query], ["sql", "--csv", query], ["sql", "--json", query], ["status"]):
        done = typed(*words, data=visit.data)
        assert (done.returncode, done.stderr) == (0, b"")
        assert not {c for c in done.stdout.decode() if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160}
    cells = csv.reader(io.StringIO(typed("sql", "--csv", query, data=visit.data).stdout.decode()))
    assert not [cell for row in cells for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_warehouse_is_sound_afterwards(visit: Visit) -> None:
    from tests.warehouse.made import settings_in

    with connect(settings_in(visit.data)) as warehouse:
        wrong = {result.check_name: result.sample for result in check(warehouse) if result.wrong_rows}
    assert wrong == {}


def test_every_exchange_can_be_read_back_from_the_archive(visit: Visit) -> None:
    rows = visit.rows("select url, status, warc_file, warc_offset from raw.capture")
    assert len(rows) > 200
    for row in rows:
        if "/lies/encoding" in row["url"] or "/bomb/" in row["url"] or "/lies/unknown" in row["url"]:
            continue  # no body without its coding there
        back = read(visit.data / "archive", row["warc_file"], row["warc_offset"])
        assert (back.url, back.status) == (row["url"], row["status"])
