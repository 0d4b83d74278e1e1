"""The issue's own check: a backfill of three days, by hand, in a real browser, against a running scheduler."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ingest.settings import ROOT
from tests.launcher.instance import Instance, wait_until
from warehouse import ask

CHROMIUM = Path("/usr/bin/chromium")
EXPECTED = json.loads((ROOT / "seeds" / "newsroom" / "expected.json").read_text(encoding="utf-8"))
DAYS = ("2025-03-06", "2025-03-07", "2025-03-08")

pytestmark = [
    pytest.mark.airflow,
    pytest.mark.browser,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM} (apt-get install chromium)"),
]


@pytest.fixture
def page(up: Instance) -> Iterator[Any]:
    """A page of headless chromium, logged in. PRESSWATCH_SCREENSHOTS, a folder, receives what is shown."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 860}, locale="en-GB")
        page.set_default_timeout(30_000)
        page.goto(up.url)
        page.fill("input[name=username]", "admin")
        page.fill("input[name=password]", up.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{up.url}/")
        yield page
        browser.close()


def keep_picture(page: Any, name: str) -> None:
    if folder := os.environ.get("PRESSWATCH_SCREENSHOTS"):
        page.wait_for_timeout(1_000)  # closing calendars fade
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def fill_instant(page: Any, form: Any, label: str, day: str) -> None:
    """Open the field's calendar, type the day and midnight, and wait until it has closed: a fading one is visible still."""
    form.get_by_text(label, exact=True).locator("xpath=..").get_by_test_id("datetime-input").click()
    days = page.get_by_placeholder("YYYY/MM/DD").locator("visible=true")
    days.fill(day.replace("-", "/"))
    page.get_by_placeholder("HH:mm").locator("visible=true").fill("00:00")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    days.wait_for(state="hidden")


def runs_of(up: Instance) -> dict[str, str]:
    found = up.api.ask("GET", "/api/v2/dags/sweep_days/dagRuns?limit=50")["dag_runs"]
    return {run["data_interval_start"][:10]: run["state"] for run in found if run["run_type"] == "backfill"}


def test_a_backfill_of_three_days_by_hand_publishes_exactly_their_articles(up: Instance, page: Any) -> None:
    page.goto(f"{up.url}/dags/sweep_days")
    page.get_by_test_id("trigger-dag-button").click()
    form = page.locator(".chakra-dialog__content")
    form.get_by_text("Backfill", exact=True).click()
    fill_instant(page, form, "From", DAYS[0])
    fill_instant(page, form, "To", DAYS[-1])
    keep_picture(page, "backfill-form")
    form.get_by_role("button", name="Run Backfill").click()

    wait_until(lambda: set(runs_of(up)) == set(DAYS), "three runs, one a day", 60)
    wait_until(lambda: set(runs_of(up).values()) <= {"success", "failed"}, "all runs have ended", 240)
    assert runs_of(up) == dict.fromkeys(DAYS, "success")
    assert published_paths(up) == {day: sorted(EXPECTED["days"][day]) for day in DAYS}

    keep_result(up, page)


def keep_result(up: Instance, page: Any) -> None:
    """The list of runs, once Airflow has closed the backfill."""
    if os.environ.get("PRESSWATCH_SCREENSHOTS"):
        listed = "/api/v2/backfills?dag_id=sweep_days"
        wait_until(lambda: up.api.ask("GET", listed)["backfills"][0]["completed_at"], "the backfill is closed", 120)
    page.goto(f"{up.url}/dags/sweep_days/runs")
    page.get_by_text("success", exact=False).first.wait_for()
    page.wait_for_load_state("networkidle")
    keep_picture(page, "backfill-result")


def published_paths(up: Instance) -> dict[str, list[str]]:
    """Paths of the published articles by day of publication (UTC)."""
    found: dict[str, list[str]] = {}
    for url, published_at in ask.rows(up.data / "presswatch.duckdb", "select url, published_at from mart.article").rows:
        assert isinstance(published_at, datetime)
        parts = urlsplit(str(url))
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        found.setdefault(f"{published_at:%Y-%m-%d}", []).append(path)
    return {day: sorted(paths) for day, paths in found.items()}


def test_each_run_names_its_chunks_and_marks_what_it_loaded(up: Instance) -> None:
    days = runs_of(up)
    assert set(days) == set(DAYS), "the backfill above has run"
    tasks = up.api.ask("GET", "/api/v2/dags/sweep_days/dagRuns/~/taskInstances?limit=100&task_id=process")
    names = {task["rendered_map_index"] for task in tasks["task_instances"] if task["map_index"] >= 0}
    assert names
    assert all(name.startswith("00-127.0.0.1") for name in names), names
    events = up.api.ask("GET", "/api/v2/assets/events?limit=100")["asset_events"]
    loaded = [event["extra"] for event in events if "stored" in event["extra"]]
    assert sum(extra["stored"] for extra in loaded) == sum(len(EXPECTED["days"][day]) for day in DAYS)
    assert all(extra["run_id"].startswith("sweep-") for extra in loaded)


def test_a_manual_run_without_a_window_is_refused_and_says_why(up: Instance) -> None:
    started = up.api.ask("POST", "/api/v2/dags/sweep_days/dagRuns", {"logical_date": None})
    run = f"/api/v2/dags/sweep_days/dagRuns/{started['dag_run_id']}"
    wait_until(lambda: up.api.ask("GET", run)["state"] == "failed", "the run is refused", 90)
    log = json.dumps(up.api.ask("GET", f"{run}/taskInstances/plan/logs/1"))
    assert "it has no window" in log
    assert "since" in log
    assert "until" in log
    assert up.api.ask("GET", f"{run}/taskInstances/plan")["try_number"] == 1, "a person must act: no second try"
