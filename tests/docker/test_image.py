"""The Dockerfile's helpers: the lock without development's packages, what the build may see, the shared password."""

import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

from ingest.settings import ROOT

NAME = re.compile(r"^([a-z0-9][a-z0-9_.-]*)(?:\[.*\])?==", re.MULTILINE | re.IGNORECASE)


def runtime_lock(lock: Path, project: Path) -> str:
    command = [sys.executable, str(ROOT / "docker" / "runtime_lock.py"), str(lock), str(project)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def plain(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_the_images_lock_holds_every_dependency_and_no_tool_of_development() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    kept = {plain(name) for name in NAME.findall(runtime_lock(ROOT / "requirements.lock", ROOT / "pyproject.toml"))}
    assert {plain(wanted) for wanted in project["dependencies"]} <= kept
    assert {"psycopg2-binary", "asyncpg", "sqlalchemy", "apache-airflow-core"} <= kept, "what a dependency pulls in"
    needed_by_both = {plain(wanted) for wanted in project["dependencies"]}
    assert kept & {plain(wanted) for wanted in project["optional-dependencies"]["dev"]} <= needed_by_both
    assert not kept & {"scipy", "pytest", "mypy-extensions"}


def test_every_block_of_the_images_lock_stands_in_the_lock_hashes_and_all() -> None:
    whole = (ROOT / "requirements.lock").read_text()
    part = runtime_lock(ROOT / "requirements.lock", ROOT / "pyproject.toml")
    blocks = re.split(r"\n(?=[a-z0-9])", part.strip())
    assert len(blocks) > 50
    assert all(block in whole and "--hash=sha256:" in block for block in blocks)


def test_a_package_is_kept_through_any_of_those_who_pull_it_in(tmp_path: Path) -> None:
    lock, project = tmp_path / "lock", tmp_path / "pyproject.toml"
    project.write_text('[project]\ndependencies = ["Top_One[extra]>=1"]\n')
    lock.write_text(
        "deep==1 \\\n    --hash=sha256:a\n    # via\n    #   middle\n    #   tool\n"
        "middle==1 \\\n    --hash=sha256:b\n    # via top-one\n"
        "only-tool==1 \\\n    --hash=sha256:c\n    # via tool\n"
        "tool==1 \\\n    --hash=sha256:d\n    # via presswatch (pyproject.toml)\n"
        "top-one==1 ; python_full_version < '3.12' \\\n    --hash=sha256:e\n    # via presswatch (pyproject.toml)\n"
        "top-one==2 ; python_full_version >= '3.12' \\\n    --hash=sha256:f\n    # via presswatch (pyproject.toml)\n"
    )
    assert NAME.findall(runtime_lock(lock, project)) == ["deep", "middle", "top-one", "top-one"]


def test_the_build_sees_what_is_named_and_nothing_else() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms <= let_in, "a room of the program is missing in the image"
    assert not let_in & {".git", ".venv", "data", "tests", "docker", "docker/secrets", "docs"}


def test_the_shared_password_is_made_once_behind_a_closed_folder(tmp_path: Path) -> None:
    script = tmp_path / "secret.sh"
    script.write_bytes((ROOT / "docker" / "secret.sh").read_bytes())
    first = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=True).stdout
    file = tmp_path / "secrets" / "postgres-password"
    word = file.read_text()
    assert re.fullmatch(r"[A-Za-z0-9]{30,}", word)
    assert word not in first
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    again = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=True).stdout
    assert "kept" in again
    assert file.read_text() == word
