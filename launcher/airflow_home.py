"""Airflow's home in the data folder: its configuration, environment and commands. Imports no Airflow, starts nothing."""

import json
import os
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from ingest.settings import ROOT
from launcher.place import LOOPBACK, Place, environ_for
from launcher.processes import marked
from launcher.secret_files import Secrets, closed_folder, write_closed

USER = "admin"
CORES = os.cpu_count() or 2
WEB_TASKS = min(4, max(2, CORES // 2))  # tasks that fetch and read pages at once; each has worker processes of its own
Config = dict[str, dict[str, str]]


def make_home(home: Path, secrets: Secrets, config: Config) -> None:
    """Write what Airflow reads at its start; every file of it is its owner's alone."""
    for folder in (home, home / "tmp", home / "logs", home / "cache", home / "plugins"):
        closed_folder(folder)
    write_closed(home / "passwords.json", json.dumps({USER: secrets.ui}) + "\n")
    write_closed(home / "airflow.cfg", _ini(config))


def environ_in(home: Path, here: Place, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of Airflow's processes: no secret is in it, they read those from their files."""
    ours = marked(environ_for(here, environ), here.data)
    return {**ours, "AIRFLOW_HOME": str(home), "AIRFLOW_CONFIG": str(home / "airflow.cfg"), "TMPDIR": str(home / "tmp")}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


def airflow_version() -> str:
    return version("apache-airflow-core")


def config(
    home: Path,
    secrets: Secrets,
    *,
    database: str,
    database_async: str,
    port: int,
    executor: str,
    bind: str = LOOPBACK,
) -> Config:
    """Every option that differs from Airflow's default, and why. `bind`: where the UI listens; our own processes ask it
    over loopback in any case."""
    url = f"http://127.0.0.1:{port}"
    return {
        "core": {
            "dags_folder": str(ROOT / "dags"),
            "plugins_folder": str(home / "plugins"),
            "executor": executor,
            "parallelism": str(max(2, CORES)),  # idle workers cost memory, and tasks are bound to cores
            "max_active_tasks_per_dag": str(max(2, CORES)),
            "load_examples": "False",
            "dags_are_paused_at_creation": "False",
            "simple_auth_manager_users": f"{USER}:admin",
            "simple_auth_manager_passwords_file": str(home / "passwords.json"),
            "fernet_key": secrets.fernet,
            "execution_api_server_url": f"{url}/execution/",
        },
        "database": {"sql_alchemy_conn": database, "sql_alchemy_conn_async": database_async},
        "logging": {
            "base_log_folder": str(home / "logs"),
            "dag_processor_child_process_log_directory": str(home / "logs" / "dag_processor"),
            "colored_console_log": "False",
            "file_task_handler_new_folder_permissions": "0o700",
            "file_task_handler_new_file_permissions": "0o600",
        },
        "api": {
            "host": bind,
            "port": str(port),
            "base_url": url,
            "workers": "1",
            "secret_key": secrets.api,
            "instance_name": "presswatch",
            "expose_config": "False",
        },
        "api_auth": {"jwt_secret": secrets.jwt},
        "dag_processor": {
            "dag_bundle_storage_path": str(home / "bundles"),  # default: a shared temporary folder
            "parsing_processes": "1",
            "min_file_process_interval": "60",
        },
        "scheduler": {"catchup_by_default": "False", "orphaned_tasks_check_interval": "60"},
    }


def _ini(config: Config) -> str:
    """A doubled % is a plain one to the reader."""
    return "\n".join(
        f"[{section}]\n" + "\n".join(f"{name} = {value.replace('%', '%%')}" for name, value in options.items()) + "\n"
        for section, options in config.items()
    )
