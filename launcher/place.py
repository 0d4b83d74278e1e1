"""Where this installation lives: data folder, ports, and whether it is the newsroom's or a real one. Starts nothing."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Misconfigured
from ingest.settings import ROOT, from_environ
from launcher.other_postgres import OtherPostgres, other_postgres

MARKER = "presswatch.json"
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104  # inside a container, whose engine decides who gets in
_OFF = ("", "0", "no", "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`port` is the UI's, `bind` the address it listens on. `other_postgres`: None where Airflow's tables are in ours."""

    data: Path
    is_newsroom: bool
    port: int
    bind: str = LOOPBACK
    other_postgres: OtherPostgres | None = None

    @property
    def airflow(self) -> Path:
        """Airflow's home: configuration, secrets, logs. Closed to other users."""
        return self.data / "airflow"

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def scratch(self) -> Path:
        """Where every process of ours puts its temporary files."""
        return self.airflow / "tmp"

    @property
    def newsroom_sources(self) -> Path:
        return self.data / "newsroom-sources.csv"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def place(environ: Mapping[str, str], *, is_newsroom: bool | None = None, folder: str = "newsroom") -> Place:
    """The place that the environment names: `PRESSWATCH_DATA`, `PRESSWATCH_PORT`, `PRESSWATCH_BIND`, `PRESSWATCH_POSTGRES`,
    `NEWSROOM`.

    A newsroom without PRESSWATCH_DATA gets `data/<folder>`. Raises Misconfigured for settings that cannot be used, so
    that a typing error shows before anything starts."""
    newsroom = environ.get("NEWSROOM", "").lower() not in _OFF if is_newsroom is None else is_newsroom
    settings = from_environ(environ)
    named = environ.get("PRESSWATCH_DATA")
    data = settings.data if named or not newsroom else settings.data / folder
    return Place(
        data=data,
        is_newsroom=newsroom,
        port=_port(environ),
        bind=_bind(environ),
        other_postgres=other_postgres(environ),
    )


def _port(environ: Mapping[str, str]) -> int:
    text = environ.get("PRESSWATCH_PORT") or "8080"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Misconfigured("PRESSWATCH_PORT", f"{text!r} is no port", "Give a number from 1 to 65535, or unset it")
    return int(text)


def _bind(environ: Mapping[str, str]) -> str:
    """One of two: Airflow's parts reach its API over loopback, which another address would not serve."""
    text = environ.get("PRESSWATCH_BIND") or LOOPBACK
    if text not in (LOOPBACK, EVERYWHERE):
        raise Misconfigured(
            "PRESSWATCH_BIND",
            f"{text!r} is neither {LOOPBACK} nor {EVERYWHERE}",
            f"Unset it; {EVERYWHERE} is for a container that publishes the port",
        )
    return text


def claim(here: Place) -> None:
    """Make the data folder and mark what it holds. Raises Misconfigured where it holds the other kind: the newsroom's
    invented articles and real ones never share a warehouse."""
    here.data.mkdir(parents=True, exist_ok=True)
    marker = here.data / MARKER
    wanted = "newsroom" if here.is_newsroom else "real"
    found = _kind(here.data)
    if found and found != wanted:
        raise Misconfigured(
            str(here.data),
            f"the folder holds {found} data, and this start is for {wanted} data",
            "Set PRESSWATCH_DATA to another folder" + (", or give NEWSROOM=1" if found == "newsroom" else ""),
        )
    if not marker.exists():
        marker.write_text(json.dumps({"kind": wanted}) + "\n", encoding="utf-8")


def _kind(data: Path) -> str | None:
    """What the folder holds; a folder that ran without a launcher bears no marker and is real. None: nothing yet."""
    marker = data / MARKER
    if marker.exists():
        return str(json.loads(marker.read_text(encoding="utf-8"))["kind"])
    return "real" if (data / "warehouse.duckdb").exists() or (data / "runs").exists() else None


def newsroom_port(here: Place) -> int:
    """The newsroom's port, chosen once per data folder: a new port would make every article a new URL."""
    marker = here.data / MARKER
    kept = json.loads(marker.read_text(encoding="utf-8"))
    if "newsroom_port" not in kept:
        kept["newsroom_port"] = _free_port()
        marker.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    return int(kept["newsroom_port"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refuse_taken(port: int, cure: str, address: str = LOOPBACK) -> None:
    """Raises Misconfigured where another program listens on `address`:`port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise Misconfigured(f"{address}:{port}", "another program uses this port", cure) from problem


def environ_for(here: Place, environ: Mapping[str, str]) -> dict[str, str]:
    """What every process of ours starts with: the operator's environment, without what would lead it astray.

    AIRFLOW* and PG* variables of the shell would point our Airflow at another installation's database; a proxy would be
    asked for 127.0.0.1; a real warehouse would take the newsroom's invented rows."""
    kept = {name: value for name, value in environ.items() if not name.startswith(("AIRFLOW", "_AIRFLOW", "PG"))}
    if here.is_newsroom:
        for name in ("PRESSWATCH_WAREHOUSE", "PRESSWATCH_HOST_DELAY"):
            kept.pop(name, None)
        kept["PRESSWATCH_SOURCES"] = str(here.newsroom_sources)
        kept["PRESSWATCH_ALLOW_ADDRESSES"] = "127.0.0.1/32"
    no_proxy = ",".join(filter(None, (environ.get("NO_PROXY") or environ.get("no_proxy"), "127.0.0.1,localhost")))
    return kept | {
        "PRESSWATCH_DATA": str(here.data),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), environ.get("PYTHONPATH")))),
        "PYTHONDONTWRITEBYTECODE": "1",  # nothing is written outside the data folder
        "TMPDIR": str(here.scratch),
        "XDG_CACHE_HOME": str(here.airflow / "cache"),
        "XDG_CONFIG_HOME": str(here.airflow / "cache"),
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
    }
