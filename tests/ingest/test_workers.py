import os
import time

import pytest

from ingest.model import Refused
from ingest.workers import Workers


def obey(order: str) -> str:
    if order == "hang":
        time.sleep(60)
    if order == "bloat":
        return str(len(bytearray(4_000_000_000)))
    if order == "die":
        os._exit(3)
    if order == "raise":
        raise ValueError("as told")
    return order.upper()


@pytest.fixture(scope="module")
def workers():
    with Workers(obey, workers=2, seconds=2, memory_bytes=1_000_000_000, preload=()) as pool:
        yield pool


def test_an_answer_within_budget_comes_back(workers):
    assert workers.answer(workers.submit("hello")) == "HELLO"


@pytest.mark.parametrize("order", ["hang", "bloat", "die"])
def test_a_call_over_its_budget_is_refused_and_the_pool_goes_on(workers, order):
    answer = workers.answer(workers.submit(order))
    assert isinstance(answer, Refused)
    assert answer.reason == "page_budget"
    assert workers.answer(workers.submit("next")) == "NEXT"


def test_an_error_of_the_call_itself_is_raised(workers):
    with pytest.raises(ValueError, match="as told"):
        workers.answer(workers.submit("raise"))
