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
        ("PRESSWATCH_CODER", "llm"),
        ("PRESSWATCH_CODER", "both"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_its_cure(name, value):
    with pytest.raises(Misconfigured, match=name):
        from_environ({name: value})


def test_the_second_coder_is_off_unless_its_address_is_set(tmp_path):
    assert from_environ({}).llm is None
    key = tmp_path / "key"
    key.write_text("sk-secret\n")
    given = {"PRESSWATCH_LLM_URL": "http://127.0.0.1:11434/v1/", "PRESSWATCH_LLM_MODEL": "m"}
    settings = from_environ({**given, "PRESSWATCH_LLM_KEY_FILE": str(key), "PRESSWATCH_LLM_REQUESTS": "0"})
    assert settings.llm is not None
    assert (settings.llm.url, settings.llm.key, settings.llm.requests) == ("http://127.0.0.1:11434/v1", "sk-secret", 0)
    assert "sk-secret" not in repr(settings)
    assert not settings.llm.is_of_record
    of_record = from_environ({**given, "PRESSWATCH_CODER": "llm"}).llm
    assert of_record is not None
    assert of_record.is_of_record


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSWATCH_LLM_URL", "ftp://a.example"),
        ("PRESSWATCH_LLM_URL", "127.0.0.1:11434"),
        ("PRESSWATCH_LLM_URL", "http://user:sk-secret@a.example/v1"),
        ("PRESSWATCH_LLM_URL", "http://a.example/v1?key=sk-secret"),
        ("PRESSWATCH_LLM_URL", "http://[::1/v1"),
        ("PRESSWATCH_LLM_MODEL", ""),
        ("PRESSWATCH_LLM_KEY_FILE", "/nowhere/sk"),
    ],
)
def test_a_bad_setting_of_the_second_coder_is_named_and_no_secret_is(name, value):
    given = {"PRESSWATCH_LLM_URL": "http://127.0.0.1:1/v1", "PRESSWATCH_LLM_MODEL": "m", name: value}
    with pytest.raises(Misconfigured, match=name) as problem:
        from_environ(given)
    assert "sk-secret" not in str(problem.value)
