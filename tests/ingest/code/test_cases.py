"""Saved texts and what a careful reader takes from them: a folder each in `tests/cases/code/`, where `part_of` gives an event's
place in the list."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.code.reading import read

CASES = Path(__file__).resolve().parents[2] / "cases" / "code"


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_the_coder_reads_a_saved_text_as_a_careful_reader_does(folder: Path) -> None:
    given = json.loads((folder / "input.json").read_text(encoding="utf-8"))
    wanted = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["events"]
    events = read(given["text"], given.get("published_at"), given.get("language"), given["id"], given.get("title"))
    found = [json.loads(json.dumps(dataclasses.asdict(event), default=str)) for event in events]
    ids = [event.event_id for event in events]
    for event in found:
        event["part_of"] = [ids.index(whole) for whole in event["part_of"]]
    assert [_picked(event, want) for event, want in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), [event["quote"] for event in found]


def _picked(event: dict[str, Any], want: dict[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in want}
