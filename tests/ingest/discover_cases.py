"""Saved documents of tests/cases/discover and what is to be read in them: one folder each. No checks."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.discover import Item, ParsedChannel
from ingest.model import Refused

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "discover"
SEEN_AT = datetime(2025, 3, 10, 12, tzinfo=UTC)


def names(*starts: str) -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.name.startswith(starts))


def load(name: str) -> tuple[bytes, dict[str, Any]]:
    """The document and what is expected of it."""
    expected = json.loads((FOLDER / name / "expected.json").read_text(encoding="utf-8"))
    document = next(path for path in sorted((FOLDER / name).iterdir()) if path.name != "expected.json")
    return document.read_bytes(), expected


def agree(found: ParsedChannel | Refused, expected: dict[str, Any]) -> None:
    """Every field that the case names is as it says; the number of items is exact."""
    if isinstance(found, Refused):
        assert found.reason == expected.get("refused"), found
        assert expected["detail"] in str(found.detail)
        return
    assert "refused" not in expected, found
    assert found.format == expected["format"]
    assert expected.get("detail", "") in (found.detail or ""), found.detail
    assert ("detail" in expected) == (found.detail is not None), found.detail
    for field in ("language", "next_url", "archive_url", "is_complete"):
        if field in expected:
            assert getattr(found, field) == expected[field]
    children = [[child.url, child.changed.at.isoformat() if child.changed.at else None] for child in found.children]
    assert children == expected.get("children", [])
    assert len(found.items) == len(expected["items"])
    for item, wanted in zip(found.items, expected["items"], strict=True):
        _agree(item, wanted)


def _agree(item: Item, wanted: dict[str, Any]) -> None:
    said = {
        "published": item.published.at.isoformat() if item.published.at else None,
        "updated": item.updated.at.isoformat() if item.updated.at else None,
        "published_raw": item.published.raw,
        "authors": list(item.authors),
    }
    for field, value in wanted.items():
        if field == "content_has":
            assert value in (item.content or "")
        else:
            assert said.get(field, getattr(item, field, None)) == value, (field, item)
