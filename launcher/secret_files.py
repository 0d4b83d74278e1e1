"""Files that only their owner may read, and the secrets in them. Nothing here ever reaches a command line."""

import json
import os
import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Made once per data folder. `ui` is what a person types; the others only programs know."""

    ui: str
    postgres: str
    jwt: str
    api: str
    fernet: str


def write_closed(path: Path, text: str) -> None:
    """Write a file of mode 0600, whole or not at all; at no moment can another user read it."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    scratch.replace(path)


def closed_folder(path: Path) -> Path:
    """A folder of mode 0700, made where it is missing and closed where it was open."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def secrets_in(home: Path) -> tuple[Secrets, bool]:
    """The secrets kept in `home/secrets.json`, and whether they were made just now."""
    kept = home / "secrets.json"
    if kept.exists():
        return Secrets(**json.loads(kept.read_text(encoding="utf-8"))), False
    made = Secrets(
        ui=secrets.token_urlsafe(15),
        postgres=secrets.token_urlsafe(32),
        jwt=secrets.token_urlsafe(48),
        api=secrets.token_urlsafe(32),
        fernet=urlsafe_b64encode(os.urandom(32)).decode(),
    )
    write_closed(kept, json.dumps(asdict(made)) + "\n")
    return made, True
