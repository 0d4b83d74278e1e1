"""The PostgreSQL of `make up`, by itself."""

import os
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from launcher import postgres, processes
from launcher.postgres import binary, cluster
from tests.launcher.accounts import as_nobody, needs_root

PASSWORD = "a password of the test's"
ENVIRON = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}


@contextmanager
def served(area: Path) -> Iterator[psutil.Process]:
    postgres.make(area, PASSWORD, ENVIRON)
    log = area.parent / "postgres.log"
    server = processes.start("postgres", postgres.command(area), log=log, environ=ENVIRON, cwd=area)
    try:
        postgres.wait_until_ready(area, server.process, log)
        yield psutil.Process(server.process.pid)
    finally:
        postgres.stop(psutil.Process(server.process.pid))
        server.process.wait()


def ask(area: Path, password: str) -> "subprocess.CompletedProcess[str]":
    url = "postgresql:" + postgres.address(area, password)
    return subprocess.run([binary("psql"), url, "-Atc", "select 6 * 7"], capture_output=True, text=True, timeout=30)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A running server whose data lies in a closed folder, at a path that is too long for a socket."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    data = closed / ("a-folder-with-a-rather-long-name-" * 4)
    data.mkdir()
    before = {path: path.stat().st_mode for path in data.parents}
    with served(data / "postgres"):
        yield data / "postgres"
    assert {path: path.stat().st_mode for path in data.parents} == before


def test_it_runs_in_a_closed_folder_at_a_long_path_and_answers_who_knows_the_password(area: Path) -> None:
    assert len(str(cluster(area))) > 107
    assert ask(area, PASSWORD).stdout == "42\n"


def test_a_wrong_password_is_refused(area: Path) -> None:
    answer = ask(area, "wrong")
    assert answer.returncode
    assert "password authentication failed" in answer.stderr


def test_no_line_of_its_access_rules_trusts_anybody(area: Path) -> None:
    rules = [line.split() for line in (cluster(area) / "pg_hba.conf").read_text().splitlines() if line[:1] not in "#"]
    assert rules
    assert {rule[-1] for rule in rules} == {"scram-sha-256"}


def test_it_listens_on_no_network_port_and_its_socket_lies_in_its_closed_folder(area: Path) -> None:
    server = postgres.running(area)
    assert server
    listening = [at for process in (server, *server.children()) for at in process.net_connections("inet")]
    assert listening == []
    assert (cluster(area) / ".s.PGSQL.5432").is_socket()
    assert stat.S_IMODE(cluster(area).stat().st_mode) == 0o700
    assert stat.S_IMODE(area.stat().st_mode) == 0o700


@needs_root
def test_under_root_it_runs_as_a_user_that_no_account_has(area: Path) -> None:
    server = postgres.running(area)
    assert server
    uid = server.uids().effective
    assert uid == cluster(area).stat().st_uid != 0
    assert not [line for line in Path("/etc/passwd").read_text().splitlines() if f":{uid}:" in line]


@needs_root
def test_another_user_reaches_neither_the_socket_nor_a_file(area: Path) -> None:
    def connect() -> None:
        descriptor = postgres.address(area, PASSWORD)
        assert descriptor
        client = socket.socket(socket.AF_UNIX)
        os.chdir(cluster(area))
        client.connect(".s.PGSQL.5432")

    assert as_nobody(connect) == "PermissionError"
    assert as_nobody(lambda: (cluster(area) / "pg_hba.conf").read_text()) == "PermissionError"
    server = postgres.running(area)
    assert server
    assert as_nobody(lambda: Path(f"/proc/{server.pid}/environ").read_text()) == "PermissionError"


def test_what_was_written_is_there_after_a_stop_and_a_start(tmp_path: Path) -> None:
    area = tmp_path / "postgres"
    with served(area):
        url = "postgresql:" + postgres.address(area, PASSWORD)
        subprocess.run([binary("psql"), url, "-c", "create table kept as select 7 as seven"], check=True, timeout=30)
    with served(area):
        url = "postgresql:" + postgres.address(area, PASSWORD)
        answer = subprocess.run([binary("psql"), url, "-Atc", "table kept"], capture_output=True, text=True, timeout=30)
    assert answer.stdout == "7\n"
    assert "was not properly shut down" not in (tmp_path / "postgres.log").read_text()


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    area = tmp_path / "postgres"
    (area / "cluster.new").mkdir(parents=True)
    (area / "cluster.new" / "PG_VERSION").write_text("18\n")
    with served(area):
        assert ask(area, PASSWORD).stdout == "42\n"
    assert not list(area.glob(".password")), "the password's file outlived initdb"
