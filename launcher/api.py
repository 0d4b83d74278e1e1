"""A small client of Airflow's REST API, for what the launcher asks of it: health, pools, DAGs, runs."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from ingest.errors import WorldDown

PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
Json = Any  # what json.loads gives


class Api:
    """Logs in when first needed, and again when its token has run out."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self._login = {"username": user, "password": password}
        self._token: str | None = None
        self._open = build_opener(ProxyHandler({})).open  # 127.0.0.1 is never asked through a proxy

    def health(self) -> dict[str, str]:
        """Status by part ("healthy", "unhealthy"); empty while nothing answers."""
        with suppress(OSError, ValueError):
            answer = self._send("GET", "/api/v2/monitor/health", None, {})
            return {part: str((answer.get(part) or {}).get("status")) for part in PARTS}
        return {}

    def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Json:
        """The decoded answer. Raises WorldDown with what the server said."""
        try:
            return self._authorised(method, path, body)
        except HTTPError as problem:
            detail = problem.read(2000).decode("utf-8", "replace")
            raise WorldDown(f"{method} {path}", f"{problem.code} {detail}", "See the API server's log") from problem
        except URLError as problem:
            raise WorldDown(f"{method} {path}", str(problem.reason), "See the API server's log") from problem

    def _authorised(self, method: str, path: str, body: Mapping[str, object] | None) -> Json:
        for is_last in (False, True):
            if self._token is None:
                self._token = str(self._send("POST", "/auth/token", self._login, {})["access_token"])
            try:
                return self._send(method, path, body, {"Authorization": f"Bearer {self._token}"})
            except HTTPError as problem:
                if problem.code != 401 or is_last:
                    raise
                self._token = None
        return None

    def _send(self, method: str, path: str, body: Mapping[str, object] | None, headers: dict[str, str]) -> Json:
        raw = None if body is None else json.dumps(body).encode()
        request = Request(  # noqa: S310  # our own loopback URL
            self.url + path, data=raw, method=method, headers={"Content-Type": "application/json", **headers}
        )
        with self._open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def dags(self) -> dict[str, bool]:
        """DAG ids, and whether each is paused."""
        return {dag["dag_id"]: bool(dag["is_paused"]) for dag in self.ask("GET", "/api/v2/dags?limit=100")["dags"]}

    def import_errors(self) -> list[str]:
        found = self.ask("GET", "/api/v2/importErrors?limit=20")["import_errors"]
        return [f"{error['filename']}: {error['stack_trace'].strip().splitlines()[-1]}" for error in found]

    def runs(self) -> dict[tuple[str, str], str]:
        """The newest runs of all DAGs: (dag_id, run_id) to state."""
        newest = self.ask("GET", "/api/v2/dags/~/dagRuns?limit=25&order_by=-run_after")["dag_runs"]
        return {(run["dag_id"], run["dag_run_id"]): str(run["state"]) for run in newest}

    def put_pool(self, name: str, slots: int, description: str) -> None:
        """Make the pool; one that is there already keeps the size its operator gave it."""
        kept = self.ask("GET", "/api/v2/pools?limit=100")["pools"]
        if name not in {pool["name"] for pool in kept}:
            pool = {"name": name, "slots": slots, "description": description, "include_deferred": False}
            self.ask("POST", "/api/v2/pools", pool)
