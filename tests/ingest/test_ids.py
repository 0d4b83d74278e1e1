from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import make_id

FIELD = st.one_of(st.none(), st.integers(), st.text())


@given(st.lists(FIELD))
def test_the_same_fields_give_the_same_id(fields):
    assert make_id("event", *fields) == make_id("event", *fields)


@given(st.lists(st.text(min_size=1), min_size=2, max_size=4))
def test_moving_a_character_across_a_field_border_changes_the_id(fields):
    moved = [fields[0] + fields[1][0], fields[1][1:], *fields[2:]]
    assert make_id("event", *fields) != make_id("event", *moved)


def test_nothing_and_the_empty_string_are_different_identities():
    assert make_id("article", None) != make_id("article", "")


def test_an_id_says_its_kind_and_version():
    assert make_id("article", "x").startswith("art1")
