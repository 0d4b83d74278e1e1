"""A real Airflow for this process: its own home, on SQLite. Set before anything imports Airflow, which reads it once."""

import atexit
import os
import sys
import tempfile
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from ingest.settings import ROOT
from launcher import airflow_home
from launcher.secret_files import secrets_in

assert "airflow" not in sys.modules, "Airflow was imported before its home was chosen"

HOME = Path(tempfile.mkdtemp(prefix="presswatch-airflow-"))
atexit.register(rmtree, HOME, ignore_errors=True)


def _make_home() -> None:
    secrets, _ = secrets_in(HOME)
    database = f"sqlite:///{HOME / 'airflow.db'}"
    config = airflow_home.config(
        HOME,
        secrets,
        database=database,
        database_async=database.replace("sqlite:", "sqlite+aiosqlite:"),
        port=8080,
        executor="LocalExecutor",
    )
    airflow_home.make_home(HOME, secrets, config)
    os.environ["AIRFLOW_HOME"], os.environ["AIRFLOW_CONFIG"] = str(HOME), str(HOME / "airflow.cfg")


_make_home()


def read_dags() -> dict[str, Any]:
    """The DAGs by id, as Airflow reads them; read anew, because a run leaves its params in them."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(ROOT / "dags"))
    assert bag.import_errors == {}
    return dict(bag.dags)


@pytest.fixture(scope="session")
def airflow_database() -> None:
    """Airflow's tables."""
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture(scope="session")
def airflow_dags(airflow_database: None) -> dict[str, Any]:
    """The DAGs, to be read and not run."""
    return read_dags()
