"""Two coders side by side, from the feed to the view: real HTTP, a service that speaks the protocol, real DuckDB."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.settings import Llm
from tests.fake_model import FakeModel, Reply, answer, event, fake_model, raw, says
from tests.fake_web import fake_web
from tests.test_stand_in import LEAD, Desk, page

TOLD = event(quote=LEAD, deaths="eleven people", place="Al-Mukhtariyah", date="Friday", side_a=["Gunmen"])
RECORD = "select coder[:3], best from mart.event order by all"
SECOND = "select coder[:3], best from core.second_event order by all"
DEATHS = "select sum(deaths_best) from mart.event_daily"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with fake_web() as web:
        desk = Desk(tmp_path, web)
        web.pages["/a"] = page(
            LEAD, *(f"The road to the town was closed, and nobody answered, for {n} days." for n in range(9))
        )
        yield desk


def ask(desk: Desk, reply: Reply, *, is_of_record: bool = False) -> FakeModel:
    with fake_model(reply) as model:
        llm = Llm(url=model.url, model="m", deadline_s=5.0, is_of_record=is_of_record)
        desk.settings = replace(desk.settings, llm=llm)
        desk.run()
    return model


def test_without_a_setting_nobody_is_asked(desk):
    desk.run()
    assert desk.rows(RECORD) == [("rul", 11)]
    assert desk.rows(SECOND) == []
    assert not desk.settings.llm_answers.exists()


def test_the_dead_are_counted_once_though_two_coders_tell_of_them(desk):
    ask(desk, says(answer(TOLD)))
    assert desk.rows(RECORD) == [("rul", 11)]
    assert desk.rows(SECOND) == [("llm", 11)]
    assert desk.rows(DEATHS) == [(11,)]
    assert desk.rows("select events, second_events, second_coder from mart.second_reading") == [(1, 1, "llm-1.1:m")]


def test_the_coder_of_record_is_who_the_setting_says(desk):
    ask(desk, says(answer({**TOLD, "deaths": None})), is_of_record=True)
    assert desk.rows(RECORD) == [("llm", None)]
    assert desk.rows(SECOND) == [("rul", 11)]


def test_a_coder_of_record_that_finds_nothing_is_believed(desk):
    ask(desk, says(answer()), is_of_record=True)
    assert desk.rows(RECORD) == []
    assert desk.rows("select events, second_events, is_alike from mart.second_reading") == [(0, 1, False)]


@pytest.mark.parametrize("is_of_record", [False, True])
@pytest.mark.parametrize("reply", [says("no"), raw(b"", 401), raw(b"", 302, Location="http://127.0.0.1/")])
def test_where_the_model_fails_the_rules_are_the_record_and_the_refusal_a_row(desk, reply, is_of_record):
    ask(desk, reply, is_of_record=is_of_record)
    assert desk.rows(RECORD) == [("rul", 11)]
    assert desk.rows(SECOND) == []
    assert desk.rows("select stage, outcome from ops.rejection") in ([("code", "failed")], [("code", "rejected")])
    assert desk.rows("select status from ops.url") == [("stored",)]
    assert desk.rows("select count(*) from mart.rejection") == [(0,)]


def test_a_second_run_asks_nothing_and_changes_nothing(desk):
    with fake_model(says(answer(TOLD))) as model:
        desk.settings = replace(desk.settings, llm=Llm(url=model.url, model="m"))
        desk.run()
        before = desk.rows(RECORD) + desk.rows(SECOND)
        desk.announce_change("2025-03-07T11:00:00Z")
        desk.run()
        assert len(model.asked) == 1
    assert desk.rows(RECORD) + desk.rows(SECOND) == before
