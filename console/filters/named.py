"""What all filters share: a line has a name to give back, and every line gets an answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from console.instants import instant
from console.lines import BadLine, Line, error_line, read

Id = str | int


class Named(msgspec.Struct, kw_only=True):
    """What every line may bear: its name, and what an earlier filter said of it."""

    id: Id | None = None
    doc_id: Id | None = None
    rejection: Any = None
    error: Any = None

    @property
    def names(self) -> dict[str, Id]:
        """The keys to give back, as they were given."""
        return {key: value for key, value in (("id", self.id), ("doc_id", self.doc_id)) if value is not None}

    @property
    def name(self) -> Id:
        """The one that others refer to; only for a line that `named` let through."""
        return next(iter(self.names.values()))


L = TypeVar("L", bound=Named)


def named(line: Line, kind: type[L]) -> L:
    """The line as a `kind` that has a name and was not refused before. Raises BadLine."""
    record = read(line, kind)
    if record.error is not None or record.rejection is not None:
        raise BadLine(f"refused before: {_refusal(record)}")
    if not record.names:
        raise BadLine("the line has no `id`")
    return record


def _refusal(record: Named) -> str:
    said = record.error if record.rejection is None else record.rejection
    if isinstance(said, dict):
        said = ": ".join(str(said[key]) for key in ("reason", "detail") if said.get(key))
    return str(said).removeprefix("refused before: ")[:500]


def answered(line: Line, work: Callable[[Line], bytes]) -> bytes:
    """What `work` makes of the line, or an error line. A bug costs its line, not the pipe."""
    try:
        return work(line)
    except BadLine as problem:
        return error_line(line, str(problem))
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it becomes a line that names it
        return error_line(line, f"internal: {type(bug).__name__}: {bug}"[:500])


def moment(key: str, text: str | None) -> datetime | None:
    """The instant that a field holds, None where it holds nothing. Raises BadLine, naming the field."""
    if not text:
        return None
    try:
        return instant(text)
    except (ValueError, OverflowError) as problem:
        raise BadLine(f"`{key}`: {problem}") from problem
