"""The benchmark of stories: its scores, and that they hold on the labelled events."""

import pytest

from tests.bench.stories import article, clustered, cost, scored, sets
from tests.shared import needs_shared
from tests.warehouse.made import NOON


def test_b_cubed_counts_what_stands_among_the_labelled_as_wrong() -> None:
    events = {"a": "fire", "b": "fire", "c": "talks", "d": None}
    score = scored(events, {"a": "1", "b": "1", "c": "2", "d": "2"})
    assert (score.articles, score.events) == (3, 2)
    assert (score.precision, score.recall) == (pytest.approx(5 / 6), 1.0)
    assert score.f == pytest.approx(10 / 11)


def test_articles_in_several_batches_end_in_one_story() -> None:
    told = "A fire in a furniture factory in Korinthos killed four workers, mayor Elpida Drosou said."
    found = clustered([[article("a", "Fire", told, NOON)], [article("b", None, told.replace("killed", "took"), NOON)]])
    assert found["a"] == found["b"]


def test_the_cost_of_a_batch_is_measured_on_a_made_up_store() -> None:
    assert all("arrived=1000" in line for line in cost(2_000))


@needs_shared
@pytest.mark.parametrize(("name", "least"), [("events", 0.93), ("events among other news", 0.93), ("shootings", 0.87)])
def test_labelled_events_are_told_apart(name: str, least: float) -> None:
    labelled = sets()[name]
    assert scored(labelled.events, clustered([labelled.articles])).f >= least
