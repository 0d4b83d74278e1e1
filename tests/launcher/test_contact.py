from pathlib import Path

from launcher.place import Place
from launcher.up import no_contact


def at(*, is_newsroom: bool) -> Place:
    return Place(data=Path("data"), is_newsroom=is_newsroom, port=8080)


def test_a_start_on_real_sources_without_a_contact_says_so():
    assert "PRESSWATCH_USER_AGENT" in str(no_contact(at(is_newsroom=False), "presswatch/0.1"))


def test_a_contact_or_the_newsroom_needs_no_such_word():
    assert no_contact(at(is_newsroom=False), "presswatch/0.1 (desk@example.org)") is None
    assert no_contact(at(is_newsroom=True), "presswatch/0.1") is None
