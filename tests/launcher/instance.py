"""One `make up` over the newsroom, for several tests: started once, asked many things, ended and started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from ingest.settings import ROOT
from launcher.api import Api
from launcher.processes import MARK

START_S, END_S = 180, 45


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], object], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not after {seconds} s: {what}"
        time.sleep(0.2)


class Instance:
    """`home` stands for the user's home and `shared` for the machine's temporary folder; both must stay empty."""

    def __init__(self, folder: Path) -> None:
        self.data, self.home, self.shared = folder / "data", folder / "home", folder / "shared"
        self.home.mkdir()
        self.shared.mkdir()
        self.port = free_port()
        self.output = folder / "up.log"
        self.password = ""
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "PRESSW"))}
        self.environ |= {
            "PRESSWATCH_DATA": str(self.data), "PRESSWATCH_PORT": str(self.port), "NEWSROOM": "1",
            "HOME": str(self.home), "TMPDIR": str(self.shared), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> Api:
        return Api(self.url, "admin", self.password)

    def start(self) -> str:
        """Start it, wait until it says it is running; what it said."""
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "launcher.up"],
                cwd=ROOT, env=self.environ, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        wait_until(self._is_up, f"running ({self.output})", START_S)
        if word := re.search(r"password +(\S+)\n", self.said()):
            self.password = word[1]
        return self.said()

    def _is_up(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.said()
        return "to end" in self.said()

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def run(self, module: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        """Another command on the same data folder, such as `launcher.down`."""
        return subprocess.run(
            [sys.executable, "-m", module], cwd=ROOT, env=self.environ | environ,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def everyone(self) -> list[psutil.Process]:
        """The launcher and all below it, and whoever else bears this data folder's mark."""
        found = set()
        if self.process and self.process.poll() is None:
            top = psutil.Process(self.process.pid)
            found |= {top, *top.children(recursive=True)}
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == str(self.data):
                    found.add(process)
            except psutil.Error:
                continue
        return sorted(found, key=lambda process: process.pid)

    def end(self, number: signal.Signals) -> float:
        """Send the signal to the launcher alone, wait for its end; seconds that took."""
        assert self.process
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=END_S)
        return time.monotonic() - began


def still_alive(processes: list[psutil.Process]) -> list[str]:
    return [str(process) for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
