"""The .sql files of this room: where they lie and how they are read. Runs nothing by itself."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent


@cache
def read(name: str) -> str:
    """The text of `name`, such as `loads/core.article`."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def names(folder: str) -> tuple[str, ...]:
    """The scripts of a folder, by name: `("checks/orphan_event", …)`."""
    return tuple(f"{folder}/{path.stem}" for path in sorted((HERE / folder).glob("*.sql")))


@cache
def digest(folder: str) -> str:
    """Changes when any script of the folder does."""
    return sha256("\0".join(f"{name}\0{read(name)}" for name in names(folder)).encode()).hexdigest()[:16]


@cache
def statements(name: str) -> tuple[str, ...]:
    """The single statements of a script, in order."""
    return tuple(statement.query for statement in duckdb.extract_statements(read(name)))
