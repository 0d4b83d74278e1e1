"""Every setting, read once at the edge (`from_environ(os.environ)`) and handed on as a value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from ingest.errors import Misconfigured

Network = IPv4Network | IPv6Network
DEFAULT_AGENT = "presswatch/0.1"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator decides; docs/operate.md has a line for each."""

    data: Path
    warehouse: str  # an ATTACH target: a DuckDB file, or ducklake:…
    sources: Path
    user_agent: str = DEFAULT_AGENT
    allow_addresses: tuple[Network, ...] = ()
    host_delay_s: float | None = None  # None: 1 s between requests to one host, none inside allow_addresses
    fetch_deadline_s: float = 30.0
    max_body_bytes: int = 20_000_000
    max_redirects: int = 5
    page_budget_s: float = 20.0
    page_memory_bytes: int = 1_000_000_000
    workers: int = 2
    lock_wait_s: float = 120.0
    warehouse_memory_bytes: int = 1_000_000_000  # DuckDB spills to the data folder beyond
    keep_archive_days: int | None = None  # None: for ever

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def runs(self) -> Path:
        return self.data / "runs"

    @property
    def published(self) -> Path:
        """The analysts' file."""
        return self.data / "presswatch.duckdb"


def from_environ(environ: Mapping[str, str]) -> Settings:
    """Settings from `PRESSWATCH_*`. Raises Misconfigured, naming the variable and what it should hold."""
    data = Path(environ.get("PRESSWATCH_DATA") or "data").expanduser().resolve()
    return Settings(
        data=data,
        warehouse=environ.get("PRESSWATCH_WAREHOUSE") or str(data / "warehouse.duckdb"),
        sources=Path(environ.get("PRESSWATCH_SOURCES") or ROOT / "seeds" / "sources.csv").expanduser().resolve(),
        user_agent=environ.get("PRESSWATCH_USER_AGENT") or DEFAULT_AGENT,
        allow_addresses=_networks(environ.get("PRESSWATCH_ALLOW_ADDRESSES", "")),
        host_delay_s=_number(environ, "PRESSWATCH_HOST_DELAY", None),
        fetch_deadline_s=_number(environ, "PRESSWATCH_FETCH_DEADLINE", 30.0) or 30.0,
        max_body_bytes=int(_number(environ, "PRESSWATCH_MAX_BODY", 20_000_000.0) or 20_000_000),
        page_budget_s=_number(environ, "PRESSWATCH_PAGE_BUDGET", 20.0) or 20.0,
        page_memory_bytes=int(_number(environ, "PRESSWATCH_PAGE_MEMORY", 1_000_000_000.0) or 1_000_000_000),
        workers=int(_number(environ, "PRESSWATCH_WORKERS", None) or os.cpu_count() or 2),
        lock_wait_s=_number(environ, "PRESSWATCH_LOCK_WAIT", 120.0) or 0.0,
        warehouse_memory_bytes=int(_number(environ, "PRESSWATCH_WAREHOUSE_MEMORY", 1e9) or 1_000_000_000),
        keep_archive_days=_days(environ, "PRESSWATCH_KEEP_ARCHIVE_DAYS"),
    )


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part) for part in text.replace(",", " ").split())
    except ValueError as problem:
        raise Misconfigured(
            "PRESSWATCH_ALLOW_ADDRESSES", str(problem), "Give networks apart by spaces, such as 127.0.0.1/32"
        ) from problem


def _number(environ: Mapping[str, str], name: str, default: float | None) -> float | None:
    text = environ.get(name)
    if not text:
        return default
    try:
        number = float(text)
    except ValueError as problem:
        raise Misconfigured(name, f"{text!r} is not a number", "Give a number, or unset it") from problem
    if not 0 <= number < 1e12:
        raise Misconfigured(name, f"{text} is out of range", "Give a number of 0 or more")
    return number


def _days(environ: Mapping[str, str], name: str) -> int | None:
    number = _number(environ, name, None)
    return None if number is None else int(number)
