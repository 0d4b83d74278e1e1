"""The codebook says what the code and its tables say. Not a test of the coder."""

import csv
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from ingest.code.records import _SUB_EVENTS
from ingest.model import ClaimStatus, Event

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
LINES = frozenset(PAGE.splitlines())


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / "ontology" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def explained() -> list[str]:
    """The fields that the tables under "Fields" explain, in their order; one line may explain two."""
    section = PAGE.split("\n## Fields\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[a-z_0-9`, ]+`) \| [a-z ]+ \| \S.+ \|$", section, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_every_field_of_an_event_is_explained_once_and_no_other() -> None:
    assert sorted(explained()) == sorted(field.name for field in fields(Event))


@pytest.mark.parametrize("name", ["event_types", "contexts"])
def test_every_code_stands_with_its_definition(name: str) -> None:
    lacking = {f"| `{row['code']}` | {row['definition']} |" for row in table(name)} - LINES
    assert not lacking, "docs/codebook.md lacks these lines"


def test_every_mode_stands_with_its_type_and_definition() -> None:
    rows = {f"| `{row['event_type']}` | `{row['code']}` | {row['definition']} |" for row in table("modes")}
    assert not rows - LINES, "docs/codebook.md lacks these lines"


def test_every_claim_status_is_explained() -> None:
    assert set(get_args(ClaimStatus)) <= set(re.findall(r"^\| `([a-z]+)` \| .+ \| (?:yes|no) \|$", PAGE, re.MULTILINE))


def test_the_types_said_never_to_be_given_are_those_without_trigger_words() -> None:
    sentence = PAGE.split("It has none yet for ")[1].split(", so")[0]
    triggered = {row["event_type"] for row in table("triggers")}
    assert set(re.findall(r"`(\w+)`", sentence)) == {row["code"] for row in table("event_types")} - triggered


def test_every_sub_event_that_a_mode_gives_is_in_the_bridge() -> None:
    bridge = PAGE.split("\n## ACLED sub-events\n")[1]
    told = {mode: line.split(" | ")[1] for line in bridge.splitlines() for mode in re.findall(r"`([a-z-]+)`", line)}
    assert {mode: told[mode].removesuffix(" |") for mode in _SUB_EVENTS} == _SUB_EVENTS
