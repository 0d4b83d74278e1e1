"""Fixtures that every room's tests may use."""

from collections.abc import Iterator

import pytest

from seeds.newsroom.server import serve


@pytest.fixture(scope="session")
def newsroom() -> Iterator[str]:
    """The base URL of the demo newsroom, served on loopback for the whole session."""
    with serve() as base_url:
        yield base_url
