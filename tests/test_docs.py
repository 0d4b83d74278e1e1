"""The words keep their promises: what exists is written about, what is linked exists, and every command in a page runs."""

import os
import re
import subprocess
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from ingest.sources import read_sources
from launcher.up import POOLS
from presswatch import app
from seeds.newsroom.server import DEFAULT_PORT, write_sources

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "docker" / "README.md", ROOT / "seeds" / "newsroom" / "README.md"]
WORDS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

# Commands that run elsewhere, because they are slow or need what is not here: the file that runs each, and how it calls it.
ELSEWHERE = {
    "presswatch gazetteer add": ("tests/ingest/test_gazetteer.py", '"gazetteer", "add"'),
    "make demo": ("tests/launcher/test_demo.py", "launcher.demo"),
    "make up": ("tests/launcher/instance.py", "launcher.up"),
    "make down": ("tests/launcher/test_up.py", "launcher.down"),
    "make test": (".ci/run", "make test"),
    "make check": ("Makefile", "test: check"),
    "make clean": ("tests/test_docs.py", '"make", "clean"'),
    "make bench": ("tests/bench/test_bench.py", "tests.bench"),
    "python -m tests.bench": ("tests/bench/test_bench.py", "tests.bench"),
    "python -m seeds.newsroom.server --port": ("tests/seeds/test_newsroom.py", "seeds.newsroom.server"),
    # No engine is there to be asked: these are read and held against the files they are about (docker/README.md says so).
    "docker": ("tests/docker/test_compose.py", "README.md"),
    "sh docker/secret.sh": ("tests/docker/test_image.py", "secret.sh"),
}
MADE_BY = {
    "make demo": "launcher.demo",
    "make up": "launcher.up",
    "make down": "launcher.down",
    "make bench": "tests.bench",
    "make bench-peers": "tests.bench.peers",
}


def blocks() -> list[tuple[str, str]]:
    found = []
    for page in ALL_PAGES:
        for number, body in enumerate(re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S)):
            found.append((f"{page.relative_to(ROOT)}:{number + 1}", body))
    return found


def is_elsewhere(line: str) -> bool:
    """Whether another test runs this command."""
    bare = re.sub(r"^(export )?([A-Z_]+=('[^']*'|\S*)\s*)+", "", line.strip())
    return bare.removeprefix(".venv/bin/").startswith(tuple(ELSEWHERE))


def rest(body: str) -> str:
    """A block without the commands that other tests run."""
    lines = body.replace("\\\n", " ").splitlines()
    return "\n".join(line for line in lines if line.strip() and not is_elsewhere(line))


def first_feed(sources: Path) -> str:
    return read_sources(sources)[0].feeds[0]


HERE = [(where, rest(body)) for where, body in blocks() if rest(body)]


@pytest.fixture(scope="module")
def sandbox(newsroom, tmp_path_factory):
    """A folder like a checkout, with the newsroom's articles loaded into `data/demo`."""
    folder = tmp_path_factory.mktemp("reader")
    for name in (".venv", "seeds", "docker"):
        (folder / name).symlink_to(ROOT / name)
    write_sources(folder / "my-sources.csv", newsroom)
    (folder / "pages.jsonl").write_text('{"id": "1", "url": "https://a.example/1", "html": "<p>Rain fell.</p>"}\n')
    environ = os.environ | {
        "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}",
        "PRESSWATCH_DATA": str(folder / "data" / "demo"),
        "PRESSWATCH_SOURCES": str(folder / "my-sources.csv"),
        "PRESSWATCH_ALLOW_ADDRESSES": "127.0.0.1/32",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(["presswatch", "run"], cwd=folder, env=environ, check=True, capture_output=True)
    return folder, environ


@pytest.mark.parametrize(("where", "body"), HERE, ids=[where for where, _ in HERE])
def test_the_commands_of_a_page_run(sandbox, newsroom, where, body):
    folder, environ = sandbox
    real = body.replace("https://example.org/feed/", first_feed(folder / "my-sources.csv"))
    real = re.sub(r"https://example\.org/\S+", f"{newsroom}/halyard-wire/story/HW48211", real)
    real = real.replace(f"--port {DEFAULT_PORT}", f"--port {DEFAULT_PORT} >/dev/null 2>&1")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", real], cwd=folder, env=environ, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, f"{where}\n{real}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"


@pytest.mark.parametrize("command", ELSEWHERE)
def test_a_command_that_runs_elsewhere_is_called_in_that_file(command):
    file, call = ELSEWHERE[command]
    assert call in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", MADE_BY)
def test_a_make_target_is_what_the_tests_of_it_call(target):
    recipe = subprocess.run(["make", "-n", *target.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"python (-B )?-m {re.escape(MADE_BY[target])}$", recipe.stdout, re.M)


def test_make_clean_removes_what_was_made_and_no_data(tmp_path):
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    for name in (".venv", ".mypy_cache", "data", "seeds"):
        (tmp_path / name).mkdir()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == {"Makefile", "data", "seeds"}


def test_the_first_query_of_the_readme_gives_the_columns_it_shows(sandbox):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    query = re.search(r'presswatch sql "(.*?)"', readme)
    assert query
    _, environ = sandbox
    published = str(Path(environ["PRESSWATCH_DATA"]) / "presswatch.duckdb")
    with duckdb.connect(published, read_only=True) as con:
        found = con.execute(query[1])
        columns = [column[0] for column in found.description]
        rows = found.fetchall()
    shown = re.search(r"```text\n┏.*?\n(┃.*?)\n", readme, re.S)
    assert shown
    assert [cell.strip() for cell in shown[1].strip("┃").split("┃")] == columns
    table = re.search(r"```text\n┏.*?```", readme, re.S)
    assert table
    shown_places = [line.split("│")[3].strip() for line in table[0].splitlines() if line.startswith("│")]
    assert shown_places
    assert set(shown_places) <= {row[2] for row in rows}


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def anchors(page: Path) -> set[str]:
    """What links may name in a page: its headings, as GitHub spells them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_into_a_page_lead_to_a_heading(page):
    links = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [(page.parent / file if file else page, heading) for file, heading in links if "://" not in file]
    assert [heading for file, heading in local if heading not in anchors(file)] == []


def test_every_dag_is_written_about():
    dags = [path.stem for path in (ROOT / "dags").glob("[a-z]*.py")]
    assert dags
    assert [dag for dag in dags if dag not in WORDS] == []


def test_every_table_and_view_is_written_about(sandbox):
    _, environ = sandbox
    with duckdb.connect(str(Path(environ["PRESSWATCH_DATA"]) / "presswatch.duckdb"), read_only=True) as con:
        names = con.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    assert len(names) > 10
    assert [name for (name,) in names if name not in WORDS] == []


def test_every_setting_is_written_about():
    folders = ("ingest", "launcher", "console", "warehouse")
    code = "".join(path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py"))
    settings = set(re.findall(r"PRESSWATCH_[A-Z_]+", code)) - {"PRESSWATCH_UP"}  # our own mark on processes
    assert len(settings) > 8
    assert [name for name in sorted(settings) if name not in WORDS] == []


def test_every_make_target_is_written_about():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert "demo" in targets
    assert [target for target in targets if target != "help" and f"make {target}" not in WORDS] == []


def test_every_command_is_written_about():
    assert [name for name in get_command(app).commands if f"presswatch {name}" not in WORDS] == []


def test_every_reason_of_a_refusal_is_explained():
    from ingest.model import FAILED, REJECTED

    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert [reason for reason in (*REJECTED, *FAILED) if f"`{reason}`" not in page] == []


def test_every_check_and_pool_is_explained():
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    checks = [path.stem for path in (ROOT / "warehouse" / "checks").glob("*.sql")]
    assert checks
    assert [name for name in (*checks, *POOLS) if f"`{name}`" not in page] == []


def test_licence_and_credits_are_there():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert [name for name in ("GeoNames", "UCDP", "PLOVER", "ACLED") if name not in notice] == []
