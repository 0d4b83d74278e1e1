"""The codebook says what the code and its tables say. Not a test of the coder."""

import re
from dataclasses import fields
from typing import get_args

from ingest.model import ClaimStatus, Event
from tests.codebook import PAGE as FILE
from tests.codebook import rewritten, seed

PAGE = FILE.read_text(encoding="utf-8")


def explained() -> list[str]:
    """The fields that the tables under "Fields" explain, in their order; one line may explain two."""
    section = PAGE.split("\n## Fields\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[a-z_0-9`, ]+`) \| [a-z ]+ \| \S.+ \|$", section, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_every_field_of_an_event_is_explained_once_and_no_other() -> None:
    assert sorted(explained()) == sorted(field.name for field in fields(Event))


def test_the_tables_of_the_page_are_those_of_the_seeds() -> None:
    assert rewritten(PAGE) == PAGE, "write it anew: python -m tests.codebook"


def test_every_claim_status_is_explained() -> None:
    assert set(get_args(ClaimStatus)) <= set(re.findall(r"^\| `([a-z]+)` \| .+ \| (?:yes|no) \|$", PAGE, re.MULTILINE))


def test_every_type_has_words_that_lead_to_it_and_every_mode_a_definition() -> None:
    words = [row for name in ("triggers", "acts") for row in seed(name)]
    assert {row["code"] for row in seed("event_types")} == {row["event_type"] for row in words} - {""}
    told = {(row["event_type"], row["mode"]) for row in words if row["mode"]}
    defined = {(row["event_type"], row["code"]) for row in seed("modes")}
    assert told == defined


def test_every_rule_leads_to_a_sub_event_that_is_defined_and_each_is_reached() -> None:
    assert {row["sub_event"] for row in seed("acled_rules")} == {row["sub_event"] for row in seed("acled")}
