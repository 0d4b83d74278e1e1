"""What the demo shows is what its articles say: the newsroom's English pieces, read and coded, against `expected.json`."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from ingest.model import Event, Page
from ingest.pipeline import Processed, read_page
from ingest.text import fold
from seeds.newsroom.site import build
from tests.seeds.newsroom_expected import STORED

BASE = "http://127.0.0.1:8765"
ENGLISH = [article for article in STORED if article["language"] == "en"]
TOLLS = [(a, e) for a in ENGLISH for e in a["events"] if e.get("low") is not None]


def named(pair) -> str:
    article, event = pair
    return f"{article['path'].rsplit('/', 1)[1]}:{event['id']}"


@cache
def site() -> dict[str, Any]:
    return build(BASE)


@cache
def processed(path: str) -> Processed:
    page = Page(
        url=BASE + path,
        html=site()[path].body,
        content_type="text/html; charset=utf-8",
        run_id="r",
        source_id="s",
        capture_id=None,
        outlet="o",
        fetched_at=datetime(2025, 3, 10, tzinfo=UTC),
        entry=None,
    )
    done = read_page(page)
    assert isinstance(done, Processed), done
    return done


def found(article, expected) -> Event | None:
    """The event whose quote shares most with the expected one's; else one that has evidence there."""
    done = processed(article["path"])
    start = done.article.text.find(expected["quote"])
    assert start >= 0, "the page does not hold the quote"
    end = start + len(expected["quote"])

    def shared(event: Event) -> int:
        return min(event.quote_end, end) - max(event.quote_start, start)

    best = max(done.events, key=shared, default=None)
    if best and shared(best) > 0:
        return best
    near = [e for e in done.events if any(start <= first < end for first, _ in e.evidence.values())]
    return near[0] if near else None


def one_of(wanted, names) -> bool:
    wanted = wanted if isinstance(wanted, list) else [wanted]
    return any(fold(w) in fold(n) or fold(n) in fold(w) for w in wanted for n in names if n)


@pytest.mark.parametrize("pair", TOLLS, ids=named)
def test_a_toll_that_an_article_reports_is_read_with_its_numbers(pair):
    event = found(*pair)
    assert event is not None
    assert (event.low, event.best, event.high) == tuple(pair[1].get(name) for name in ("low", "best", "high"))


@pytest.mark.parametrize("pair", TOLLS, ids=named)
def test_a_toll_is_dated_and_placed(pair):
    expected, event = pair[1], found(*pair)
    assert event is not None
    assert one_of(expected["place"], [event.place, event.place_as_written])
    first, last = date.fromisoformat(expected["date_start"]), date.fromisoformat(expected["date_end"])
    assert event.date_start
    assert event.date_end
    assert first <= event.date_start <= event.date_end <= last


@pytest.mark.parametrize("article", ENGLISH, ids=lambda a: a["path"].rsplit("/", 1)[1])
def test_an_article_s_deaths_add_up_to_what_it_reports(article):
    """Denials aside: what is denied is no death."""
    events = processed(article["path"]).events
    whole = sum(e.low or 0 for e in events if not e.part_of and e.claim_status not in ("denied", "hypothetical"))
    denied = sum(e["low"] or 0 for e in article["events"] if e.get("claim_status") == ["denied"])
    assert whole == (article["deaths_total"] or 0) - denied


@pytest.mark.parametrize("article", [a for a in STORED if a["is_quiet"]], ids=lambda a: a["path"].rsplit("/", 1)[1])
def test_sport_markets_and_weather_hold_no_event(article):
    assert processed(article["path"]).events == ()
