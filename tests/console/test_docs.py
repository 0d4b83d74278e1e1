"""The page on the command line keeps up with it."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from typer.main import get_command

from console.explain import Explained
from console.filters.code import TextLine
from console.filters.extract import PageLine
from ingest.fingerprint import RULES
from ingest.fingerprint.changes.lexicon import CASUALTIES
from ingest.model import RelationName
from presswatch import app

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "command-line.md").read_text(encoding="utf-8")
ON_DUPLICATES = (DOCS / "duplicates.md").read_text(encoding="utf-8")


def test_every_command_is_on_the_page():
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"presswatch {name}" in PAGE, name


def test_every_field_that_a_filter_takes_is_on_the_page():
    hints = {"rejection", "error", "language", "country", "published"}
    for kind in (PageLine, TextLine):
        for field in msgspec.structs.fields(kind):
            assert field.name in hints or f"`{field.name}`" in PAGE, field.name


@pytest.mark.parametrize(("rule", "words"), RULES.items())
def test_every_rule_by_which_texts_are_related_is_explained_in_the_words_that_people_are_shown(rule, words):
    assert f"| `{rule}` | {words} |" in ON_DUPLICATES


@pytest.mark.parametrize("name", [*get_args(RelationName), *CASUALTIES, "number", "date", "title"])
def test_every_relation_and_every_sort_of_change_is_on_the_page_about_them(name):
    assert name == "unrelated" or f"`{name}`" in ON_DUPLICATES


@pytest.mark.parametrize("field", Explained.__slots__)
def test_every_field_of_an_explanation_is_on_the_page(field):
    assert f"`{field}`" in ON_DUPLICATES
