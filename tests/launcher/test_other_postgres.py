"""Airflow's tables in a PostgreSQL that somebody else runs: its settings, waiting for it, pointing Airflow at it."""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ingest.errors import Misconfigured, WorldDown
from launcher import airflow_home, postgres, processes
from launcher.crew import Crew
from launcher.other_postgres import OtherPostgres, other_postgres, wait_until_it_answers
from launcher.place import place
from launcher.secret_files import secrets_in
from tests.launcher.instance import free_port
from tests.launcher.test_postgres import ENVIRON

PASSWORD = "a:word \\ with p@rts/of%a?URL"
SETTING = "postgresql://airflow@db.example:6543/airflow"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherPostgres]:
    """A PostgreSQL of somebody else's, on a TCP port of loopback."""
    folder = tmp_path_factory.mktemp("theirs")
    area, log, port = folder / "postgres", folder / "postgres.log", free_port()
    postgres.make(area, PASSWORD, ENVIRON)
    command = [*postgres.command(area), "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"]
    server = processes.start("postgres", command, log=log, environ=ENVIRON, cwd=area)
    try:
        postgres.wait_until_ready(area, server.process, log)
        yield at(port, folder / "password")
    finally:
        postgres.stop(psutil.Process(server.process.pid))
        server.process.wait()


def at(port: int, file: Path, *, password: str = PASSWORD, database: str = "postgres") -> OtherPostgres:
    file.write_text(f"{password}\n")
    found = other_postgres(environ_of(f"postgresql://airflow@127.0.0.1:{port}/{database}", file))
    assert found
    return found


def environ_of(setting: str, file: Path) -> dict[str, str]:
    return {"PRESSWATCH_POSTGRES": setting, "PRESSWATCH_POSTGRES_PASSWORD_FILE": str(file)}


def wait(server: OtherPostgres, home: Path, seconds: float = 60) -> list[str]:
    """What was told meanwhile."""
    told: list[str] = []
    wait_until_it_answers(server, server.password(), home, ENVIRON, told.append, seconds=seconds)
    return told


def test_without_the_setting_there_is_no_other_postgres() -> None:
    assert other_postgres({}) is None
    assert other_postgres({"PRESSWATCH_POSTGRES": ""}) is None


def test_each_part_of_the_setting_is_read(tmp_path: Path) -> None:
    found = other_postgres(environ_of("postgresql://air%40flow@[2001:db8::1]/the%2Fbase?sslmode=verify-full", tmp_path))
    assert found == OtherPostgres(
        host="2001:db8::1", port=5432, user="air@flow", database="the/base", sslmode="verify-full",
        password_file=tmp_path,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("postgresql://airflow:hunter2@db.example/airflow", "it holds a password"),
        ("postgresql://airflow:@db.example/airflow", "it holds a password"),
        ("mysql://airflow@db.example/airflow", "no URL of a PostgreSQL"),
        ("db.example", "no URL of a PostgreSQL"),
        ("postgresql://db.example/airflow", "lacks a user"),
        ("postgresql://airflow@/airflow", "lacks a user, a host"),
        ("postgresql://airflow@db.example", "or a database"),
        ("postgresql://airflow@db.example:99999/airflow", "it is no URL"),
        ("postgresql://airflow@db.example:hunter2/airflow", "it is no URL"),
        ("postgresql://airflow@db.example/airflow?password=hunter2", "options other than sslmode"),
        ("postgresql://airflow@db.example/airflow?sslmode", "it is no URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_without_being_repeated(setting: str, fault: str) -> None:
    with pytest.raises(Misconfigured, match="PRESSWATCH_POSTGRES") as refusal:
        other_postgres(environ_of(setting, Path("/nowhere")))
    assert fault in str(refusal.value)
    assert "hunter2" not in str(refusal.value)


def test_the_setting_without_a_password_file_is_refused() -> None:
    with pytest.raises(Misconfigured, match=r"PRESSWATCH_POSTGRES_PASSWORD_FILE: it is unset"):
        other_postgres({"PRESSWATCH_POSTGRES": SETTING})


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"\xff\xfe\n"])
def test_a_password_file_that_holds_no_single_line_is_refused(content: bytes, tmp_path: Path) -> None:
    server = at(1, tmp_path / "password")
    (tmp_path / "password").write_bytes(content)
    with pytest.raises(Misconfigured, match="PRESSWATCH_POSTGRES_PASSWORD_FILE"):
        server.password()


def test_a_password_file_that_is_missing_is_named(tmp_path: Path) -> None:
    server = at(1, tmp_path / "password")
    (tmp_path / "password").unlink()
    with pytest.raises(Misconfigured, match=rf"{tmp_path}/password cannot be read: No such file"):
        server.password()


def test_both_drivers_get_the_password_and_their_own_word_for_tls(tmp_path: Path) -> None:
    server = other_postgres(environ_of(f"{SETTING}?sslmode=require", tmp_path))
    assert server
    assert server.addresses("a/b") == (
        "postgresql+psycopg2://airflow:a%2Fb@db.example:6543/airflow?sslmode=require",
        "postgresql+asyncpg://airflow:a%2Fb@db.example:6543/airflow?ssl=require",
    )


def test_a_server_that_answers_is_not_waited_for(served: OtherPostgres, tmp_path: Path) -> None:
    assert wait(served, tmp_path) == []
    assert list(tmp_path.iterdir()) == [], "the password's scratch file outlived its use"


def test_a_wrong_password_is_said_soon_and_in_the_servers_words(served: OtherPostgres, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(Misconfigured, match=r"it refused us: .*password authentication failed") as refusal:
        wait(at(served.port, tmp_path / "password", password="wrong-word"), tmp_path)
    assert time.monotonic() - began < 20
    assert "wrong-word" not in str(refusal.value)


def test_a_missing_database_is_said(served: OtherPostgres, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match='database "nothing" does not exist'):
        wait(at(served.port, tmp_path / "password", database="nothing"), tmp_path)


def test_a_server_that_is_not_there_is_waited_for_and_then_said(tmp_path: Path) -> None:
    port = free_port()
    told: list[str] = []
    server = at(port, tmp_path / "password")
    with pytest.raises(WorldDown, match=rf"PostgreSQL at 127\.0\.0\.1:{port}: no answer in 2 s"):
        wait_until_it_answers(server, server.password(), tmp_path, ENVIRON, told.append, seconds=2)
    assert len(told) == 1
    assert "Connection refused" in told[0]


def test_a_server_that_comes_up_late_is_waited_for(tmp_path: Path) -> None:
    area, log, port = tmp_path / "postgres", tmp_path / "postgres.log", free_port()
    postgres.make(area, PASSWORD, ENVIRON)
    server = [*postgres.command(area), "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"]
    late = ["bash", "-c", 'sleep 2; exec "$@"', "late", *server]
    started = processes.start("postgres", late, log=log, environ=ENVIRON, cwd=area)
    try:
        assert wait(at(port, tmp_path / "password"), tmp_path), "it was waited for, and that was told"
    finally:
        postgres.stop(psutil.Process(started.process.pid))
        started.process.wait()


def test_the_ui_listens_where_the_setting_says_and_our_parts_stay_on_loopback(tmp_path: Path) -> None:
    for setting, address in ({}, "127.0.0.1"), ({"PRESSWATCH_BIND": "0.0.0.0"}, "0.0.0.0"):
        here = place({"PRESSWATCH_DATA": str(tmp_path), **setting})
        secrets, _ = secrets_in(tmp_path)
        config = airflow_home.config(
            tmp_path, secrets, database="", database_async="", port=here.port, executor="", bind=here.bind
        )
        assert config["api"]["host"] == address
        assert config["core"]["execution_api_server_url"] == "http://127.0.0.1:8080/execution/"
        assert here.url == "http://127.0.0.1:8080"


@pytest.mark.parametrize("address", ["192.0.2.1", "::", "everywhere"])
def test_another_address_for_the_ui_is_refused(address: str) -> None:
    with pytest.raises(Misconfigured, match="PRESSWATCH_BIND"):
        place({"PRESSWATCH_BIND": address})


def test_airflow_is_pointed_at_the_other_server_and_none_of_our_own_is_made(
    served: OtherPostgres, tmp_path: Path
) -> None:
    setting = f"postgresql:{served.url}"
    here = place({"PRESSWATCH_DATA": str(tmp_path), **environ_of(setting, served.password_file)})
    here.airflow.mkdir()
    secrets, _ = secrets_in(here.airflow)
    crew = Crew(here, ENVIRON, secrets, lambda _: None)
    crew.start_postgres()
    written = (here.airflow / "airflow.cfg").read_text()
    assert served.addresses(PASSWORD)[0].replace("%", "%%") in written
    assert (here.airflow / "airflow.cfg").stat().st_mode & 0o777 == 0o600
    assert not here.postgres.exists()
    assert crew.started == {}
