"""`make demo`: serve the newsroom, run the real `watch_feeds` over it through Airflow, show what was found, leave nothing
running. Airflow runs here in one process on SQLite: no scheduler is needed for one run."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from rich.console import Console

from ingest.errors import PresswatchError, WorldDown
from launcher import airflow_home, processes, show
from launcher.crew import end_left_behind
from launcher.lock import held
from launcher.place import Place, claim, newsroom_port, place, refuse_taken
from launcher.secret_files import closed_folder, secrets_in
from seeds.newsroom.server import serve, write_sources

_STEP_ENDS = re.compile(r"\[DAG TEST\] end task task_id=(\w+) map_index=(-?\d+)")
_STATE = re.compile(r"Task instance state updated .*new_state=(\w+)")
_ERROR = re.compile(r"^[\w.]*(?:Error|Exception|Locked|Bad\w+|NoContact|NothingReachable): .*")
_PATIENCE_S = 600


def main() -> int:
    console = Console()
    if not console.is_terminal:  # a file or a pipe has no width; the tables want some
        console = Console(width=max(console.width, 190))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return demo(os.environ, console)
    except PresswatchError as problem:
        print(f"presswatch: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(environ: Mapping[str, str], console: Console) -> int:
    """0 where rows landed. Raises PresswatchError where it cannot run."""
    here = place(environ, is_newsroom=True, folder="demo")
    claim(here)
    closed_folder(here.airflow)
    with held(here.airflow, "make demo"):
        processes.adopt_orphans()
        end_left_behind(here)
        try:
            _run(here, environ, console)
        finally:
            processes.end_all_below(grace_s=5)
    return show.show(here.data / "presswatch.duckdb", console)


def _run(here: Place, environ: Mapping[str, str], console: Console) -> None:
    port = newsroom_port(here)
    refuse_taken(port, "End it: the newsroom's articles have their URLs there")
    with serve(port) as base_url:
        write_sources(here.newsroom_sources, base_url)
        console.print(f"[bold]The newsroom[/bold] is served on {base_url} while the demo runs.")
        home = _make_home(here)
        ours = airflow_home.environ_in(home, here, environ)
        _migrate(home, ours, console)
        _run_dag(home, ours, console)


def _make_home(here: Place) -> Path:
    home = here.airflow / "demo"
    secrets, _ = secrets_in(here.airflow)
    path = str(home / "airflow.db")
    config = airflow_home.config(
        home,
        secrets,
        database=f"sqlite:///{path}",
        database_async=f"sqlite+aiosqlite:///{path}",
        port=here.port,
        executor="LocalExecutor",
    )
    airflow_home.make_home(home, secrets, config)
    return home


def _migrate(home: Path, environ: Mapping[str, str], console: Console) -> None:
    done = home / f"migrated-{airflow_home.airflow_version()}"
    if done.exists():
        return
    log = home / "logs" / "migrate.log"
    with console.status("making Airflow's tables (once)"):
        migration = processes.start(
            "migrate", airflow_home.command("db", "migrate"), log=log, environ=environ, cwd=home
        )
        if migration.process.wait(timeout=_PATIENCE_S):
            raise WorldDown("airflow db migrate", f"exit {migration.process.returncode}", f"See {log}")
    done.touch()


def _run_dag(home: Path, environ: Mapping[str, str], console: Console) -> None:
    """The real DAG, every task of it; a line for each that ends."""
    log, began = home / "logs" / "watch_feeds.log", time.monotonic()
    console.print("[bold]watch_feeds[/bold] runs through Airflow:")
    with log.open("w", encoding="utf-8") as kept, console.status("plan"):
        process = subprocess.Popen(  # noqa: S603  # our own command
            airflow_home.command("dags", "test", "watch_feeds"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(environ), cwd=home, text=True, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        ending = _tell_steps(process.stdout, kept, console, began)
    if process.wait():
        raise WorldDown("watch_feeds", f"the run failed: {ending}", f"See {log}")


def _tell_steps(lines: Iterable[str], kept: TextIO, console: Console, began: float) -> str:
    """Keep every line, tell each step that ends; the last error among the lines."""
    state, error = "", "see the log"
    for line in lines:
        kept.write(line)
        if found := _STATE.search(line):
            state = found[1]
        elif found := _ERROR.match(line):
            error = found[0]
        elif ended := _STEP_ENDS.search(line):
            part = "" if ended[2] == "-1" else f" (part {int(ended[2]) + 1})"
            sign = "[green]✓[/green]" if state == "success" else f"[red]✗[/red] ({state})"
            console.print(f"  {sign} {ended[1]}{part}  [dim]{time.monotonic() - began:.0f} s[/dim]")
    return error


if __name__ == "__main__":
    sys.exit(main())
