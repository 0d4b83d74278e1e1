"""`make up`: Airflow with its UI on 127.0.0.1, on a PostgreSQL of its own, until Ctrl-C, SIGTERM or `make down`."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

from ingest.errors import PresswatchError, WorldDown
from ingest.settings import ROOT, from_environ
from launcher import airflow_home, processes
from launcher.api import PARTS, Api
from launcher.crew import Crew, end_left_behind
from launcher.lock import held
from launcher.place import EVERYWHERE, Place, claim, newsroom_port, place, refuse_taken
from launcher.secret_files import Secrets, closed_folder, secrets_in

POOLS = {
    "warehouse": (1, "Whoever writes the warehouse: one at a time"),
    "web": (airflow_home.WEB_TASKS, "Whoever fetches and reads pages; each task has worker processes of its own"),
}
_PATIENCE_S = 180.0


class Ended(BaseException):
    """Somebody asked us to end."""


def main() -> int:
    try:
        up(os.environ)
    except PresswatchError as problem:
        print(f"presswatch: {problem}", file=sys.stderr)
        return 1
    return 0


def up(environ: Mapping[str, str]) -> None:
    """Start everything and stay until asked to end. Raises PresswatchError where it cannot."""
    here = place(environ)
    claim(here)
    closed_folder(here.airflow)
    with held(here.airflow, "make up", here.url):
        processes.adopt_orphans()
        if left := end_left_behind(here):
            tell(f"ended {left} processes that an earlier start left behind")
        refuse_taken(here.port, "End it, or set PRESSWATCH_PORT to another port", here.bind)
        if here.is_newsroom:
            refuse_taken(newsroom_port(here), "End it: the newsroom's articles have their URLs there")
        if missing := no_contact(here, from_environ(environ).user_agent):
            tell(missing)
        secrets, is_first = secrets_in(here.airflow)
        _run(here, Crew(here, environ, secrets, tell), secrets, is_first)


def no_contact(here: Place, user_agent: str) -> str | None:
    """What to do first where real outlets would be refused for want of a contact; said at the start, not in a red run."""
    from ingest.web import has_contact

    if here.is_newsroom or has_contact(user_agent):
        return None
    return (
        "no real outlet will be asked: put a contact into PRESSWATCH_USER_AGENT and start again (docs/add-a-source.md)"
    )


def _run(here: Place, crew: Crew, secrets: Secrets, is_first: bool) -> None:
    _listen_to_signals(crew)
    try:
        api = Api(here.url, airflow_home.USER, secrets.ui)
        newsroom = _start(here, crew, api)
        _welcome(here, newsroom, secrets.ui if is_first else None)
        _watch(crew, api)
    except Ended as asked:
        tell(f"{asked}: ending everything")
    finally:
        crew.stop()
        tell("ended; all state is kept")


def _listen_to_signals(crew: Crew) -> None:
    """The first signal ends the work, wherever it is; the next one ends our patience with the ending."""
    heard: list[int] = []

    def listen(number: int, _: FrameType | None) -> None:
        heard.append(number)
        if len(heard) > 1:
            crew.hurry()
            return
        raise Ended(signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, listen)


def _start(here: Place, crew: Crew, api: Api) -> str | None:
    """Everything, until it is healthy; the newsroom's URL if there is one."""
    tell(f"starting; data in {here.data}")
    if here.bind == EVERYWHERE:
        tell(
            f"the UI listens on every address, port {here.port}, unencrypted: let the port out of this machine by a proxy only"
        )
    crew.start_postgres()
    newsroom = crew.start_newsroom() if here.is_newsroom else None
    crew.migrate()
    crew.start_airflow()
    _wait_until(lambda: _is_healthy(api), crew, f"no health at {api.url}: {api.health()}")
    for name, (slots, description) in POOLS.items():
        api.put_pool(name, slots, description)
    _wait_until(lambda: _knows_dags(api), crew, "the DAGs did not appear")
    return newsroom


def _is_healthy(api: Api) -> bool:
    return api.health() == dict.fromkeys(PARTS, "healthy")


def _knows_dags(api: Api) -> bool:
    """Every file in `dags/` is a DAG of its name. Raises WorldDown where one cannot be read."""
    if errors := api.import_errors():
        raise WorldDown("dags", "; ".join(errors), "Mend the file, and start again")
    wanted = {path.stem for path in (ROOT / "dags").glob("[a-z]*.py")}
    return wanted <= api.dags().keys()


def _wait_until(is_so: Callable[[], bool], crew: Crew, problem: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not is_so():
        if time.monotonic() > deadline:
            raise WorldDown("Airflow", problem, f"The logs are in {crew.here.airflow / 'logs'}")
        crew.check()
        time.sleep(0.5)


def _welcome(here: Place, newsroom: str | None, password: str | None) -> None:
    word = password or f"(kept since the first start in {here.airflow / 'passwords.json'})"
    lines = [
        ("UI", here.url),
        ("user", airflow_home.USER),
        ("password", word),
        ("analysts' file", here.data / "presswatch.duckdb"),
        ("all state", here.data),
        ("newsroom", newsroom),
        ("to end", _ways_to_end(here)),
    ]
    print("\npresswatch is running", *(f"  {name:<15}{value}" for name, value in lines if value), sep="\n", flush=True)
    print(flush=True)


def _ways_to_end(here: Place) -> str:
    if here.bind == EVERYWHERE:  # most likely a container, which knows no make
        return "SIGTERM, as `docker compose stop` sends it"
    return f"Ctrl-C, or `make down{' NEWSROOM=1' if here.is_newsroom else ''}` elsewhere"


def _watch(crew: Crew, api: Api) -> None:
    """Keep everything running, and tell each change of a run's state."""
    seen = api.runs()
    while True:
        for _ in range(5):
            crew.check()
            time.sleep(1)
        try:
            now = api.runs()
        except WorldDown as problem:
            tell(str(problem))
            continue
        for (dag, run), state in now.items():
            if seen.get((dag, run)) != state:
                tell(f"{dag} {run}: {state}")
        seen = now


def tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
