"""A PostgreSQL that somebody else runs, for Airflow's tables in place of our own: where it is, and whether it lets us in.
It is neither started nor stopped here.

Its password stands in a file, and goes from there into Airflow's closed configuration: never into a command line, an
environment or a log."""

import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from ingest.errors import Misconfigured, WorldDown
from launcher.postgres import binary
from launcher.secret_files import write_closed

URL, PASSWORD_FILE = "PRESSWATCH_POSTGRES", "PRESSWATCH_POSTGRES_PASSWORD_FILE"
PATIENCE_S = 120.0
_CURE = "Write postgresql://USER@HOST:PORT/DATABASE, with ?sslmode=… where wanted, and no password"
_REFUSALS_BELIEVED = 3  # a server that is about to restart after its first set-up may refuse once


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPostgres:
    """`sslmode` is libpq's word (`require`, `verify-full`, …), or None."""

    host: str
    port: int
    user: str
    database: str
    sslmode: str | None
    password_file: Path

    @property
    def name(self) -> str:
        """For messages."""
        return f"PostgreSQL at {self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Without scheme and password."""
        return self._url("")

    def password(self) -> str:
        """Raises Misconfigured where the file holds no single line."""
        try:
            word = self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
            raise self._no_password(f"{self.password_file} cannot be read: {reason}") from problem
        if not word or not word.isprintable():
            raise self._no_password(f"{self.password_file} does not hold one line of text")
        return word

    def addresses(self, password: str) -> tuple[str, str]:
        """SQLAlchemy's URLs of the database, for psycopg2 and for asyncpg, which calls sslmode ssl."""
        url = self._url(":" + quote(password, safe=""))
        return f"postgresql+psycopg2:{url}", f"postgresql+asyncpg:{url.replace('?sslmode=', '?ssl=')}"

    def _url(self, word: str) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        query = f"?sslmode={quote(self.sslmode, safe='')}" if self.sslmode else ""
        return f"//{quote(self.user, safe='')}{word}@{host}:{self.port}/{quote(self.database, safe='')}{query}"

    def _no_password(self, problem: str) -> Misconfigured:
        return Misconfigured(PASSWORD_FILE, problem, "Name a file that holds the password and that we may read")


def other_postgres(environ: Mapping[str, str]) -> OtherPostgres | None:
    """The server that PRESSWATCH_POSTGRES names, None where it is unset. Raises Misconfigured, and repeats nothing of the
    setting: a password may stand in it by mistake."""
    text, word = environ.get(URL), environ.get(PASSWORD_FILE)
    if not text:
        return None
    try:
        found = urlsplit(text)
        port, query = found.port or 5432, dict(parse_qsl(found.query, strict_parsing=True) if found.query else ())
    except ValueError as problem:
        raise Misconfigured(URL, "it is no URL", _CURE) from problem
    if fault := _fault(found, query):
        raise Misconfigured(URL, fault, _CURE)
    if not word:
        raise Misconfigured(PASSWORD_FILE, f"it is unset, and {URL} is set", "Name the file that holds the password")
    return OtherPostgres(
        host=found.hostname or "",
        port=port,
        user=unquote(found.username or ""),
        database=unquote(found.path[1:]),
        sslmode=query.get("sslmode"),
        password_file=Path(word),
    )


def _fault(found: SplitResult, query: Mapping[str, str]) -> str | None:
    if found.scheme not in ("postgresql", "postgres"):
        return "it is no URL of a PostgreSQL"
    if found.password is not None:
        return f"it holds a password, which belongs into the file that {PASSWORD_FILE} names"
    if not (found.hostname and found.username and found.path.strip("/")):
        return "it lacks a user, a host or a database"
    return "it has options other than sslmode" if query.keys() - {"sslmode"} or found.fragment else None


def wait_until_it_answers(
    server: OtherPostgres,
    password: str,
    home: Path,
    environ: Mapping[str, str],
    tell: Callable[[str], None],
    *,
    seconds: float = PATIENCE_S,
) -> None:
    """Wait until the database lets us in; say why we wait, once per reason. `home` is a closed folder.

    Raises WorldDown where nothing answers in time, Misconfigured where the server answers and refuses us."""
    deadline, told, refusals = time.monotonic() + seconds, "", 0
    while why := _refusal(server, password, home, environ):
        refusals += _accepts(server, environ)
        if refusals >= _REFUSALS_BELIEVED:
            raise Misconfigured(server.name, f"it refused us: {why}", f"Mend {URL}, or the file of {PASSWORD_FILE}")
        if time.monotonic() > deadline:
            raise WorldDown(server.name, f"no answer in {seconds:.0f} s: {why}", f"Start it, or mend {URL}")
        if why != told:
            tell(f"waiting for {server.name}: {why}")
            told = why
        time.sleep(1)


def _refusal(server: OtherPostgres, password: str, home: Path, environ: Mapping[str, str]) -> str | None:
    """Why a connection failed, in the server's or libpq's words; None where it came about."""
    word = home / "pgpass"
    escaped = password.replace("\\", "\\\\").replace(":", "\\:")
    write_closed(word, f"*:*:*:*:{escaped}\n")
    try:
        done = _client("psql", ["-Xw", "-c", "select 1"], server, {**environ, "PGPASSFILE": str(word)})
    finally:
        word.unlink()
    said = " ".join(done.stderr.split()).removeprefix("psql: error: ")
    return None if done.returncode == 0 else said or f"psql exit {done.returncode}"


def _accepts(server: OtherPostgres, environ: Mapping[str, str]) -> bool:
    """Whether the server takes connections at all."""
    return _client("pg_isready", [], server, environ).returncode == 0


def _client(
    program: str, arguments: list[str], server: OtherPostgres, environ: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    ours = {**environ, "PGCONNECT_TIMEOUT": "5", "PGCLIENTENCODING": "UTF8"}
    command = [binary(program), *arguments, "-d", f"postgresql:{server.url}"]
    return subprocess.run(  # noqa: S603  # our own command; the URL holds no password
        command, env=ours, capture_output=True, text=True, errors="replace", check=False, timeout=60
    )
