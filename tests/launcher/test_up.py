"""`make up`, `make down` and who may come in. The tests stand in the order of one installation's life."""

import json
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from ingest.settings import ROOT
from launcher import postgres
from launcher.api import Api
from tests.launcher.accounts import as_nobody, needs_root
from tests.launcher.instance import END_S, Instance, still_alive, wait_until

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(300)]


def secrets_of(up: Instance) -> list[str]:
    return list(json.loads((up.data / "airflow" / "secrets.json").read_text()).values())


def test_it_is_healthy_and_its_dags_are_read_without_an_error(up: Instance) -> None:
    assert set(up.api.health().values()) == {"healthy"}
    assert up.api.import_errors() == []
    assert up.api.dags() == {"watch_feeds": True, "sweep_days": False, "maintain_warehouse": False}


def test_the_pools_are_there(up: Instance) -> None:
    pools = {pool["name"]: pool["slots"] for pool in up.api.ask("GET", "/api/v2/pools")["pools"]}
    assert pools["warehouse"] == 1
    assert pools["web"] >= 1


def test_every_port_it_listens_on_is_on_loopback(up: Instance) -> None:
    listening = {
        (at.laddr.ip, at.laddr.port)
        for process in up.everyone()
        for at in process.net_connections("inet")
        if at.status == psutil.CONN_LISTEN
    }
    newsroom = json.loads((up.data / "presswatch.json").read_text())["newsroom_port"]
    assert listening == {("127.0.0.1", up.port), ("127.0.0.1", newsroom)}


def test_no_secret_stands_on_any_command_line(up: Instance) -> None:
    lines = " ".join(" ".join(process.cmdline()) for process in up.everyone())
    assert lines
    assert [secret for secret in secrets_of(up) if secret in lines] == []


def test_no_secret_stands_in_a_file_that_others_may_read(up: Instance) -> None:
    secrets = [secret.encode() for secret in secrets_of(up)]
    holding = [path for path in up.data.rglob("*") if path.is_file() and any(s in path.read_bytes() for s in secrets)]
    assert up.data / "airflow" / "secrets.json" in holding
    assert {stat.S_IMODE(path.stat().st_mode) for path in holding} == {0o600}
    assert stat.S_IMODE((up.data / "airflow").stat().st_mode) == 0o700


def test_the_password_is_told_on_the_terminal_and_in_no_log(up: Instance) -> None:
    assert len(up.password) >= 20
    logs = [path for path in (up.data / "airflow" / "logs").rglob("*") if path.is_file()]
    assert logs
    assert [path for path in logs if up.password.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("path", ["/api/v2/dags", "/api/v2/config", "/execution/variables/x"])
def test_without_a_login_nothing_is_told(up: Instance, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(up.url + path, timeout=30)
    assert refusal.value.code in (401, 403)


@pytest.mark.parametrize(("user", "password"), [("admin", "admin"), ("admin", ""), ("nobody", "x")])
def test_a_guess_is_refused(up: Instance, user: str, password: str) -> None:
    with pytest.raises(Exception, match=r"40[01] "):
        Api(up.url, user, password).dags()


@needs_root
def test_another_user_reads_no_secret_and_no_environment(up: Instance) -> None:
    for name in ("secrets.json", "passwords.json", "airflow.cfg"):
        assert as_nobody((up.data / "airflow" / name).read_text) == "PermissionError", name
    for folder in ("airflow", "airflow/logs", "postgres"):
        assert as_nobody(lambda folder=folder: list((up.data / folder).iterdir())) == "PermissionError", folder
    for process in up.everyone():
        shown = as_nobody(lambda pid=process.pid: Path(f"/proc/{pid}/environ").read_bytes())
        assert shown in ("PermissionError", "FileNotFoundError"), process


def test_a_second_start_says_that_one_is_running_and_does_no_harm(up: Instance) -> None:
    before = up.everyone()
    second = up.run("launcher.up")
    assert second.returncode == 1
    assert "is running already" in second.stderr
    assert up.url in second.stderr
    assert len(second.stderr.splitlines()) == 1
    assert not [process for process in before if process.status() == psutil.STATUS_ZOMBIE]
    assert set(up.api.health().values()) == {"healthy"}


def test_a_port_in_use_is_a_clear_error(up: Instance, tmp_path: Path) -> None:
    other = up.run("launcher.up", PRESSWATCH_DATA=str(tmp_path / "other"))
    assert other.returncode == 1
    assert f"127.0.0.1:{up.port}: another program uses this port" in other.stderr
    assert "PRESSWATCH_PORT" in other.stderr


def test_the_newsrooms_folder_is_refused_for_real_news(up: Instance) -> None:
    real = up.run("launcher.up", NEWSROOM="")
    assert real.returncode == 1
    assert "holds newsroom data" in real.stderr


def test_a_part_that_dies_is_started_again(up: Instance) -> None:
    victim = next(process for process in up.everyone() if "dag-processor" in " ".join(process.cmdline()))
    victim.kill()
    wait_until(lambda: "dag-processor ended by itself" in up.said(), "the death is told")
    wait_until(
        lambda: any("dag-processor" in " ".join(p.cmdline()) and p.pid != victim.pid for p in up.everyone()),
        "a new one runs",
    )


def test_postgresql_killed_outright_comes_back_with_all_that_lives_on_it(up: Instance) -> None:
    server = postgres.running(up.data / "postgres")
    assert server
    server.kill()
    wait_until(lambda: "postgres ended by itself" in up.said(), "the death is told")
    wait_until(lambda: postgres.running(up.data / "postgres") not in (None, server), "a new one runs")
    wait_until(lambda: set(up.api.health().values()) == {"healthy"}, "all is healthy again", 90)
    assert up.api.dags()["watch_feeds"] is True, "nothing of the state was lost"


def test_ctrl_c_ends_every_process_in_bounded_time(up: Instance) -> None:
    everyone = up.everyone()
    assert len(everyone) > 10
    assert up.end(signal.SIGINT) < END_S
    assert up.process
    assert up.process.returncode == 0
    assert still_alive(everyone) == []
    assert up.everyone() == []


def test_postgresql_was_shut_down_in_order(up: Instance) -> None:
    log = (up.data / "airflow" / "logs" / "postgres.log").read_text()
    assert "received fast shutdown request" in log
    assert log.rstrip().endswith("database system is shut down")


def test_a_restart_keeps_the_state_and_does_not_tell_the_password_again(up: Instance) -> None:
    password = up.password
    said = up.start()
    assert password not in said
    assert up.api.dags()["watch_feeds"] is True, "paused before, paused still"


def test_down_from_elsewhere_ends_every_process(up: Instance) -> None:
    everyone = up.everyone()
    down = up.run("launcher.down")
    assert down.returncode == 0
    assert "ended" in down.stdout
    assert up.process
    assert up.process.wait(timeout=5) == 0
    assert still_alive(everyone) == []
    assert "nothing is running" in up.run("launcher.down").stdout


def test_after_the_launcher_was_killed_outright_down_ends_what_it_left(up: Instance) -> None:
    up.start()
    everyone = up.everyone()
    up.end(signal.SIGKILL)
    assert still_alive(everyone), "a kill -9 leaves processes behind; else this test shows nothing"
    assert "left behind" in up.run("launcher.down").stdout
    assert still_alive(everyone) == []
    assert (up.data / "airflow/logs/postgres.log").read_text().rstrip().endswith("database system is shut down")


def test_a_second_ctrl_c_does_not_wait(up: Instance) -> None:
    up.start()
    everyone = up.everyone()
    assert up.process
    up.process.send_signal(signal.SIGINT)
    wait_until(lambda: "ending everything" in up.said(), "the first is heard")
    assert up.end(signal.SIGINT) < 5
    assert still_alive(everyone) == []
    assert (up.data / "airflow/logs/postgres.log").read_text().rstrip().endswith("database system is shut down")


def test_down_kills_no_stranger_that_has_the_old_number(up: Instance) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        stale = {"pid": stranger.pid, "started_at": 1.0, "what": "make up", "url": up.url}
        (up.data / "airflow" / "running.json").write_text(json.dumps(stale))
        assert "nothing is running" in up.run("launcher.down").stdout
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_nothing_was_written_outside_the_data_folder(up: Instance) -> None:
    assert list(up.home.rglob("*")) == []
    assert list(up.shared.rglob("*")) == []
    new = [path for path in _project_files() if path.stat().st_mtime > up.data.parent.stat().st_ctime]
    assert [path for path in new if _is_airflows(path)] == []


def _project_files() -> list[Path]:
    rooms = ("dags", "launcher", "ingest", "warehouse", "seeds")
    return [path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()]


def _is_airflows(path: Path) -> bool:
    return path.suffix in (".cfg", ".db", ".log", ".pid", ".duckdb")
