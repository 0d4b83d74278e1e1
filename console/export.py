"""`presswatch export`: counted incidents or events as files that others' programs know. What counts is decided in mart."""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args
from uuid import uuid4

import msgspec

from console import paper
from console.instants import window
from console.queries import as_csv
from console.words import safe_json
from ingest.errors import Misconfigured
from ingest.model import Window
from ingest.settings import ROOT
from warehouse import ask
from warehouse.ask import Table

Format = Literal["acled", "ucdp", "geojson"]
FORMATS: tuple[str, ...] = get_args(Format)
Grain = Literal["incidents", "events"]
GRAINS: tuple[str, ...] = get_args(Grain)

_SEEDS = ROOT / "seeds"
_ACTOR = ("actor", "name", "role", "valid_from", "valid_to", "ucdp_name", "acled_name")


def export(
    published: Path,
    out: Path,
    kind: Format,
    *,
    of: Grain,
    since: str | None,
    until: str | None,
    countries: Sequence[str],
) -> None:
    """Write what is chosen to `out` ("-": stdout); a file appears whole or not at all. Raises Misconfigured for a country
    that nobody knows, BadWindow for a window that holds no time."""
    span = window(since, until, datetime.now(UTC))
    known = _rows("gazetteer/countries.csv", ("country", "name"))
    names: dict[str, object] = {"actors": _json(_rows("actors.csv", _ACTOR)), "country_names": _json(known)}
    answer = ask.exported(published, of, kind, _chosen(span, countries, known), names, _names(kind))
    raw = _WRITERS[kind](answer)
    if str(out) == "-":
        paper.write(raw)
    else:
        _write(out, raw)
        said = f"1 {of.removesuffix('s')}" if len(answer.rows) == 1 else f"{len(answer.rows):,} {of}"
        paper.aside().print(f"{said} in {out}", soft_wrap=True)


def _chosen(span: Window | None, countries: Sequence[str], known: Sequence[dict[str, str | None]]) -> dict[str, object]:
    """The parameters of queries/export_of_*.sql."""
    wanted = [code.upper() for code in countries]
    if strange := sorted(set(wanted) - {row["country"] for row in known}):
        raise Misconfigured(
            f"--country {strange[0]}", "is no country", "Give an ISO 3166 code of two letters, such as SY"
        )
    return {
        "since": span and f"{span.start:%Y-%m-%d %H:%M:%S}",
        "until": span and f"{span.end:%Y-%m-%d %H:%M:%S}",
        "countries": wanted or None,
    }


def _names(kind: Format) -> dict[str, object]:
    """The parameters of the format's own query."""
    if kind != "acled":
        return {}
    rows = _rows("ontology/acled.csv", ("sub_event", "acled_type"))
    return {"sub_events": _json([{"sub_event": row["sub_event"], "event_type": row["acled_type"]} for row in rows])}


def _rows(name: str, columns: Sequence[str]) -> list[dict[str, str | None]]:
    """A seed table's columns; what is empty there is nothing."""
    with (_SEEDS / name).open(encoding="utf-8", newline="") as lines:
        return [{column: row[column] or None for column in columns} for row in csv.DictReader(lines)]


def _json(rows: Sequence[object]) -> str:
    return msgspec.json.encode(rows).decode()


def _csv(answer: Table) -> bytes:
    return as_csv(answer.columns, answer.rows).encode("utf-8", "replace")


def _geojson(answer: Table) -> bytes:
    """RFC 7946: one feature a line, WGS 84, longitude first."""
    features = [safe_json(str(feature).encode("utf-8", "replace")) for (feature,) in answer.rows]
    return b'{"type": "FeatureCollection", "features": [\n' + b",\n".join(features) + b"\n]}\n"


_WRITERS: dict[Format, Callable[[Table], bytes]] = {"acled": _csv, "ucdp": _csv, "geojson": _geojson}


def _write(out: Path, raw: bytes) -> None:
    scratch = out.with_name(f".{out.name}.{uuid4().hex[:8]}")
    try:
        scratch.write_bytes(raw)
        scratch.replace(out)
    except OSError as problem:
        raise Misconfigured(
            str(out), f"cannot be written: {problem.strerror}", "Name a file in a folder of yours"
        ) from problem
    finally:
        scratch.unlink(missing_ok=True)
