from ipaddress import ip_network
from pathlib import Path

import pytest

from ingest.errors import Misconfigured
from ingest.settings import from_environ


def test_all_state_lies_under_the_data_folder(tmp_path):
    settings = from_environ({"PRESSWATCH_DATA": str(tmp_path)})
    places = (settings.archive, settings.runs, settings.published, Path(settings.warehouse))
    assert all(place.is_relative_to(tmp_path) for place in places)


def test_no_private_network_is_allowed_unless_said():
    assert from_environ({}).allow_addresses == ()
    allowed = from_environ({"PRESSWATCH_ALLOW_ADDRESSES": "127.0.0.1/32, fd00::/8"}).allow_addresses
    assert allowed == (ip_network("127.0.0.1/32"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSWATCH_ALLOW_ADDRESSES", "localhost"),
        ("PRESSWATCH_HOST_DELAY", "soon"),
        ("PRESSWATCH_HOST_DELAY", "-1"),
        ("PRESSWATCH_WORKERS", "nan"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_its_cure(name, value):
    with pytest.raises(Misconfigured, match=name):
        from_environ({name: value})
