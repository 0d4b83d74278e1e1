"""The one running instance that the launcher's tests share."""

import signal
from collections.abc import Iterator

import pytest

from tests.launcher.instance import Instance, still_alive


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """`make up NEWSROOM=1` on an empty data folder, with `watch_feeds` paused as soon as it is there."""
    instance = Instance(tmp_path_factory.mktemp("up"))
    instance.start()
    instance.api.ask("PATCH", "/api/v2/dags/watch_feeds?update_mask=is_paused", {"is_paused": True})
    yield instance
    everyone = instance.everyone()
    if instance.process and instance.process.poll() is None:
        instance.end(signal.SIGTERM)
    assert not still_alive(everyone)
