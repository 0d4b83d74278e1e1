"""The page on the command line keeps up with it."""

from pathlib import Path

import msgspec
from typer.main import get_command

from console.filters.code import TextLine
from console.filters.extract import PageLine
from presswatch import app

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


def test_every_command_is_on_the_page():
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"presswatch {name}" in PAGE, name


def test_every_field_that_a_filter_takes_is_on_the_page():
    hints = {"rejection", "error", "language", "country", "published"}
    for kind in (PageLine, TextLine):
        for field in msgspec.structs.fields(kind):
            assert field.name in hints or f"`{field.name}`" in PAGE, field.name
