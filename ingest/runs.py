"""Run folders: the plain files in which the stages of one run meet. Not the warehouse, and not the archive.

    <data>/runs/<run_id>/
        run.json                                the Run
        plan.jsonl                              PlannedFetch       written by warehouse.plan
        sources.jsonl                           Source             written by warehouse.plan
        discovered/  polls entries captures rejections .jsonl      written by discover, renamed into place whole
        chunks/<name>.jsonl                     FeedEntry          written by warehouse.plan.select
        standbys.jsonl                          Standby            written by warehouse.plan.select; then chunks/READY
        processed/<name>/  articles metadata_candidates fingerprints gists events second_events aliases captures rejections .jsonl
                                                one folder per chunk, renamed into place whole

A folder that stands under its final name is complete, so a killed task leaves nothing half-written behind."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import uuid4

import msgspec

from ingest.errors import BadRunFolder
from ingest.model import Run

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")


def run_id_for(kind: str, started_at: datetime, window_start: datetime | None, window_end: datetime | None) -> str:
    """A readable, sortable id: `watch-20250307T061500-3fa9c1`; a window shows in it, and the tail keeps it unique."""
    span = "" if not (window_start and window_end) else f"-{window_start:%Y%m%dT%H%M}-{window_end:%Y%m%dT%H%M}"
    return f"{kind}-{started_at:%Y%m%dT%H%M%S}{span}-{uuid4().hex[:6]}"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """One run's folder; `path` is all that travels through XCom."""

    path: Path

    @property
    def run(self) -> Run:
        try:
            return msgspec.json.decode((self.path / "run.json").read_bytes(), type=Run)
        except (OSError, msgspec.DecodeError) as problem:
            raise BadRunFolder(
                str(self.path), str(problem), "Move the folder aside; its pages are in the archive"
            ) from problem

    @property
    def is_discovered(self) -> bool:
        return (self.path / "discovered").is_dir()

    @property
    def is_selected(self) -> bool:
        return (self.path / "chunks" / "READY").exists()

    @property
    def chunks(self) -> tuple[str, ...]:
        return tuple(sorted(p.stem for p in (self.path / "chunks").glob("*.jsonl")))

    @property
    def processed(self) -> tuple[Path, ...]:
        return tuple(
            sorted(p for p in (self.path / "processed").glob("*") if p.is_dir() and not p.name.startswith("."))
        )

    @property
    def is_complete(self) -> bool:
        """Every selected chunk was processed."""
        return self.is_selected and {p.name for p in self.processed} == set(self.chunks)


def create(runs: Path, run: Run) -> RunFolder:
    """A new folder holding `run.json`; again with the same run it is the same folder."""
    folder = RunFolder(runs / run.run_id)
    folder.path.mkdir(parents=True, exist_ok=True)
    _write_whole(folder.path / "run.json", msgspec.json.encode(run))
    return folder


def existing(runs: Path) -> tuple[RunFolder, ...]:
    """All run folders, oldest first by name."""
    return tuple(RunFolder(p.parent) for p in sorted(runs.glob("*/run.json")))


def write_records(path: Path, records: Iterable[object]) -> int:
    """Write records as JSON lines, atomically and durably; how many."""
    encoder, count, parts = msgspec.json.Encoder(), 0, bytearray()
    for record in records:
        parts += _line(encoder, record) + b"\n"
        count += 1
    _write_whole(path, bytes(parts))
    return count


def _line(encoder: msgspec.json.Encoder, record: object) -> bytes:
    """One record as JSON; half characters (lone surrogates), which no file can hold, become U+FFFD one for one, so that
    offsets stay true."""
    try:
        return encoder.encode(record)
    except UnicodeEncodeError:
        return encoder.encode(_whole(msgspec.to_builtins(record)))


def _whole(value: object) -> object:
    if isinstance(value, str):
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return value


def read_records(path: Path, kind: type[T]) -> Iterator[T]:
    """Records from JSON lines; none where there is no such file. Raises BadRunFolder, naming file and line."""
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as problem:
                raise BadRunFolder(
                    f"{path}:{number}", str(problem), "Move the run folder aside and run again"
                ) from problem


def put_folder(final: Path, files: dict[str, Iterable[object]]) -> dict[str, int]:
    """Write `files` (name → records) as `final/<name>.jsonl`, the whole folder appearing at once; counts by name.
    Where `final` stands already, an earlier try finished: it is left alone."""
    with filling(final, tuple(files)) as folder:
        for name, records in files.items():
            for record in records:
                folder.add(name, record)
    return folder.counts


class Filling:
    """A folder in the making: records go to disk as they come, so that a chunk of any size takes little memory."""

    def __init__(self, scratch: Path, names: Sequence[str]) -> None:
        self._encoder = msgspec.json.Encoder()
        self._files: dict[str, BinaryIO] = {name: (scratch / f"{name}.jsonl").open("wb") for name in names}
        self.counts = dict.fromkeys(names, 0)

    def add(self, name: str, record: object) -> None:
        self._files[name].write(_line(self._encoder, record) + b"\n")
        self.counts[name] += 1

    def close(self) -> None:
        """All of it on the disk."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
            file.close()


@contextmanager
def filling(final: Path, names: Sequence[str]) -> Iterator[Filling]:
    """Fill `final` with a file `<name>.jsonl` for each name; it appears whole when the block ends, and not at all when the
    block fails. Where `final` stands already, an earlier try finished: it is left alone."""
    final.parent.mkdir(parents=True, exist_ok=True)
    scratch = final.parent / f".{final.name}.{uuid4().hex[:8]}"
    scratch.mkdir()
    try:
        with closing(Filling(scratch, names)) as folder:
            yield folder
        _put_in_place(scratch, final)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def _put_in_place(scratch: Path, final: Path) -> None:
    try:
        scratch.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        shutil.rmtree(scratch)


def remove(folder: RunFolder) -> None:
    """Delete a loaded run folder; gone already is fine."""
    shutil.rmtree(folder.path, ignore_errors=True)


def _write_whole(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    with scratch.open("wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    scratch.replace(path)
