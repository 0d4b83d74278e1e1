"""The processes of `make up`, in order: PostgreSQL, the newsroom, Airflow's parts. Starts, watches and ends them."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from ingest.errors import WorldDown
from launcher import airflow_home, other_postgres, postgres, processes
from launcher.place import Place, newsroom_port
from launcher.processes import Started
from launcher.secret_files import Secrets, closed_folder

_LARGEST_LOG = 50_000_000  # bytes; a longer one is moved to `<name>.log.1`
_RESTARTS, _WITHIN_S = 3, 600.0
Tell = Callable[[str], None]


class Crew:
    """Its parts by name, in the order they were started in."""

    def __init__(self, here: Place, environ: Mapping[str, str], secrets: Secrets, tell: Tell) -> None:
        self.here, self.tell, self._secrets, self._is_hurried = here, tell, secrets, False
        workers = max(2, airflow_home.CORES // airflow_home.WEB_TASKS)  # so that all tasks together fit the machine
        self._environ = airflow_home.environ_in(here.airflow, here, {"PRESSWATCH_WORKERS": str(workers), **environ})
        self.started: dict[str, Started] = {}
        self._restarts: dict[str, list[float]] = {}
        self._logs = closed_folder(here.airflow / "logs")

    def start_postgres(self) -> None:
        """The server, ours or the other one, and Airflow's home that points at it."""
        database, database_async = self._reach_other_postgres() or self._start_own_postgres()
        config = airflow_home.config(
            self.here.airflow,
            self._secrets,
            database=database,
            database_async=database_async,
            port=self.here.port,
            executor="LocalExecutor",
            bind=self.here.bind,
        )
        airflow_home.make_home(self.here.airflow, self._secrets, config)

    def _reach_other_postgres(self) -> tuple[str, str] | None:
        server = self.here.other_postgres
        if server is None:
            return None
        password = server.password()
        other_postgres.wait_until_it_answers(server, password, self.here.airflow, self._environ, self.tell)
        return server.addresses(password)

    def _start_own_postgres(self) -> tuple[str, str]:
        area = self.here.postgres
        postgres.make(area, self._secrets.postgres, self._environ)
        server = self._start("postgres", postgres.command(area), area)
        postgres.wait_until_ready(area, server.process, server.log)
        url = postgres.address(area, self._secrets.postgres)
        return f"postgresql+psycopg2:{url}", f"postgresql+asyncpg:{url}"

    def migrate(self) -> None:
        """Airflow's tables, once per Airflow version; in another's PostgreSQL at every start, for its state is not ours to
        remember, and tables that are there cost seconds. Raises WorldDown where it fails."""
        done = self.here.postgres / f"migrated-{airflow_home.airflow_version()}"
        is_other = self.here.other_postgres is not None
        if done.exists() and not is_other:
            return
        self.tell("making Airflow's tables, or finding them made" if is_other else "making Airflow's tables (once)")
        migration = self._start("migrate", airflow_home.command("db", "migrate"), self.here.airflow)
        if migration.process.wait(timeout=600):
            raise WorldDown("airflow db migrate", f"exit {migration.process.returncode}", f"See {migration.log}")
        del self.started["migrate"]
        if not is_other:
            done.touch()

    def start_newsroom(self) -> str:
        """Serve the newsroom on the port it always had, with a sources file that fits; its base URL."""
        port, sources = newsroom_port(self.here), self.here.newsroom_sources
        command = [sys.executable, "-m", "seeds.newsroom.server", "--port", str(port), "--sources", str(sources)]
        sources.unlink(missing_ok=True)
        newsroom = self._start("newsroom", command, self.here.data)
        deadline = time.monotonic() + 30
        while not sources.exists():
            if newsroom.process.poll() is not None or time.monotonic() > deadline:
                raise WorldDown("the newsroom", "it did not start", f"See {newsroom.log}")
            time.sleep(0.05)
        return f"http://127.0.0.1:{port}"

    def start_airflow(self) -> None:
        """No log servers: they listen on every address, and the logs are on this machine's disk anyway."""
        parts = {
            "api-server": ["api-server"],
            "scheduler": ["scheduler", "--skip-serve-logs"],
            "dag-processor": ["dag-processor"],
            "triggerer": ["triggerer", "--skip-serve-logs"],  # no task of ours defers, but the UI's health asks for it
        }
        for name, arguments in parts.items():
            self._start(name, airflow_home.command(*arguments), self.here.airflow)

    def _start(self, name: str, command: list[str], cwd: Path) -> Started:
        log = self._logs / f"{name}.log"
        log.touch(mode=0o600)
        started = processes.start(name, command, log=log, environ=self._environ, cwd=cwd)
        self.started[name] = started
        return started

    def check(self) -> None:
        """Start again what ended by itself; raises WorldDown where that happens too often."""
        processes.reap(but=[part.process.pid for part in self.started.values()])
        for part in list(self.started.values()):
            if part.process.poll() is not None:
                self._restart(part)
            _shorten(part.log)

    def _restart(self, part: Started) -> None:
        now = time.monotonic()
        recent = [at for at in self._restarts.get(part.name, []) if now - at < _WITHIN_S] + [now]
        self._restarts[part.name] = recent
        ending = f"{part.name} ended by itself (exit {part.process.returncode})"
        if len(recent) > _RESTARTS:
            raise WorldDown("presswatch", f"{ending}, and not for the first time", f"See {part.log}")
        self.tell(f"{ending}; starting it again. Its log: {part.log}")
        cwd = self.here.postgres if part.name == "postgres" else self.here.airflow
        again = self._start(part.name, list(part.command), cwd)
        if part.name == "postgres":
            postgres.wait_until_ready(self.here.postgres, again.process, again.log)

    def hurry(self) -> None:
        """No more patience with the ending: kill all but PostgreSQL, which ends in order."""
        self._is_hurried = True
        server = self.started.get("postgres")
        processes.kill_below(spare=[server.process.pid] if server else [])

    def stop(self) -> None:
        """End everything below this process: first those who give work, then the rest, PostgreSQL last."""
        server = self.started.get("postgres")
        spared = [server.process.pid] if server else []
        for names in (("scheduler", "dag-processor", "triggerer"), ("api-server", "newsroom")):
            parts = [psutil.Process(part.process.pid) for name in names if (part := self._living(name))]
            processes.end(parts, grace_s=0 if self._is_hurried else 10)
        processes.end_all_below(spare=spared, grace_s=0 if self._is_hurried else 5)
        if server and server.process.poll() is None:
            postgres.stop(psutil.Process(server.process.pid))
        processes.end_all_below(grace_s=0)
        shutil.rmtree(self.here.scratch, ignore_errors=True)

    def _living(self, name: str) -> Started | None:
        part = self.started.get(name)
        return part if part and part.process.poll() is None else None


def _shorten(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)  # the writer appends, so it goes on at the new end


def end_left_behind(here: Place) -> int:
    """End what a launcher that was killed outright left running; how many processes. PostgreSQL last and in its own way: ended
    like the rest it would wait for clients and be killed."""
    server = postgres.running(here.postgres)
    count = processes.end(processes.left_behind(here.data, spare=[server.pid] if server else []), grace_s=5)
    if server:
        postgres.stop(server)
        count += 1
    return count
