"""Every setting, read once at the edge (`from_environ(os.environ)`) and handed on as a value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import Misconfigured

Network = IPv4Network | IPv6Network
DEFAULT_AGENT = "presswatch/0.1"
GAZETTEER = "gazetteer.sqlite"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    """A model behind an OpenAI-compatible endpoint, as a second coder; docs/llm-coder.md. Budgets are a run's."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    is_of_record: bool = False
    requests: int = 200
    tokens: int = 1_000_000
    deadline_s: float = 120.0
    at_once: int = 2


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
    llm: Llm | None = None  # None: the rules code alone

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def runs(self) -> Path:
        return self.data / "runs"

    @property
    def gazetteer(self) -> Path:
        """Places of whole countries, beside those of the seed table."""
        return self.data / GAZETTEER

    @property
    def llm_answers(self) -> Path:
        """What the second coder was answered, and what it has spent."""
        return self.data / "llm.sqlite"

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
        llm=_llm(environ),
    )


def _llm(environ: Mapping[str, str]) -> Llm | None:
    coder = environ.get("PRESSWATCH_CODER") or "rules"
    url = (environ.get("PRESSWATCH_LLM_URL") or "").rstrip("/")
    if coder not in ("rules", "llm") or (coder == "llm" and not url):
        raise Misconfigured("PRESSWATCH_CODER", f"{coder!r} cannot be the coder of record", _CODER_CURE)
    if not url:
        return None
    if not (model := environ.get("PRESSWATCH_LLM_MODEL")):
        raise Misconfigured("PRESSWATCH_LLM_MODEL", "is not set", "Name the model that PRESSWATCH_LLM_URL is to run")
    return Llm(
        url=_endpoint(url),
        model=model,
        key=_secret(environ, "PRESSWATCH_LLM_KEY_FILE"),
        is_of_record=coder == "llm",
        requests=int(_given(_number(environ, "PRESSWATCH_LLM_REQUESTS", None), 200)),
        tokens=int(_given(_number(environ, "PRESSWATCH_LLM_TOKENS", None), 1_000_000)),
        deadline_s=_number(environ, "PRESSWATCH_LLM_DEADLINE", 120.0) or 120.0,
        at_once=max(1, int(_number(environ, "PRESSWATCH_LLM_AT_ONCE", 2.0) or 2)),
    )


_CODER_CURE = "Give rules, or llm together with PRESSWATCH_LLM_URL and PRESSWATCH_LLM_MODEL"


def _given(number: float | None, default: float) -> float:
    return default if number is None else number


def _endpoint(url: str) -> str:
    """The base of the API, such as http://127.0.0.1:11434/v1; the key has a file of its own."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if not is_good or parts.username or parts.password or parts.query or parts.fragment:
        raise Misconfigured(
            "PRESSWATCH_LLM_URL", "is no plain http(s) address", "Give something like http://127.0.0.1:11434/v1"
        )
    return url


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    """The one line of a file that holds a secret; what it says stands in no message."""
    path = environ.get(name)
    if not path:
        return None
    try:
        secret = Path(path).expanduser().read_text(encoding="ascii").strip()
    except (OSError, ValueError) as problem:
        raise Misconfigured(
            name, f"{path} cannot be read ({type(problem).__name__})", "Name a file of one line"
        ) from None
    if not secret or not secret.isprintable():
        raise Misconfigured(name, f"{path} holds no key", "Put the key into it, as its only line")
    return secret


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
