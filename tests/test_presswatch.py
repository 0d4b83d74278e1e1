"""The command line over the demo newsroom, as a person uses it."""

import json
import re
from pathlib import Path

import pytest

import presswatch
from seeds.newsroom.server import sources_csv
from tests.console.typed import typed
from tests.fake_web import HTML, fake_web, rss
from tests.fake_web import sources_csv as fake_sources

EXPECTED = json.loads((Path(__file__).parents[1] / "seeds" / "newsroom" / "expected.json").read_text(encoding="utf-8"))


def balance(run) -> int:
    refused = sum(run["rejected"].values()) + sum(run["failed"].values())
    return run["stored"] + run["duplicate"] + run["pending"] + refused


def ran(*words, data):
    done = typed("run", "--sources", "sources.csv", "--json", *words, data=data)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def asked(query, data):
    return json.loads(typed("sql", "--json", query, data=data).stdout)


@pytest.fixture(scope="module")
def watched(newsroom, tmp_path_factory):
    """A data folder after two runs over the newsroom, and what the two said."""
    data = tmp_path_factory.mktemp("watched")
    (data / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    return data, ran(data=data), ran(data=data)


def test_help_names_every_command(tmp_path):
    shown = typed("--help", data=tmp_path).stdout.decode()
    for command in ("run", "try", "show", "why", "sql", "status", "sources", "extract", "dedupe", "code"):
        assert re.search(rf"│ {command} ", shown), command


def test_the_version_is_that_of_the_package(tmp_path):
    from importlib.metadata import version

    assert typed("--version", data=tmp_path).stdout.decode().split() == ["presswatch", version("presswatch")]


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["run", "--since"],
        ["code", "--workers", "0"],
        ["sql", "x", "--csv", "--json"],
        ["why", "x", "--field", "date"],
    ],
)
def test_a_mistake_in_the_command_is_exit_code_2(words, tmp_path):
    done = typed(*words, data=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "--since", "2025-03-08", "--until", "2025-03-07"], "holds no time"),
        (["run", "--until", "2025-03-07"], "needs a start"),
        (["run", "--sources", "nowhere.csv"], "nowhere.csv"),
        (["status"], "nothing has been published yet"),
        (["show", "eve1"], "nothing has been published yet"),
        (["why", "art1"], "nothing has been published yet"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message_with_a_cure(words, said, tmp_path):
    done = typed(*words, data=tmp_path)
    assert done.returncode == 1
    assert said in done.stderr.decode().replace("\n", " ")
    assert b"Traceback" not in done.stderr


def test_a_bad_setting_is_named(tmp_path):
    done = typed("code", data=tmp_path, PRESSWATCH_WORKERS="many")
    assert done.returncode == 1
    assert b"PRESSWATCH_WORKERS" in done.stderr


def test_a_data_folder_that_cannot_be_written_is_named(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    data = tmp_path / "sources.csv" / "below-a-file"
    done = typed("run", "--sources", "sources.csv", data=tmp_path, PRESSWATCH_DATA=str(data))
    assert done.returncode == 1
    assert b"PRESSWATCH_DATA" in done.stderr
    assert b"Traceback" not in done.stderr


def test_real_sources_are_not_asked_without_a_contact(tmp_path):
    row = "a,A,http://192.0.2.7/,GB,en,http://93.184.216.34/feed,,,true\n"
    (tmp_path / "sources.csv").write_text(
        "id,name,home_url,country,language,feeds,sitemaps,items_per_week,enabled\n" + row, encoding="utf-8"
    )
    done = typed("run", "--sources", "sources.csv", data=tmp_path)
    assert done.returncode == 1
    assert b"PRESSWATCH_USER_AGENT" in done.stderr


def test_a_run_accounts_for_every_url_and_says_where_the_file_is(watched):
    data, first, _ = watched
    assert set(first) >= {"discovered", "stored", "duplicate", "pending", "rejected", "failed", "events"}
    assert first["discovered"] == balance(first) > 20
    assert first["stored"] == asked("select count(distinct article_id) as n from mart.article", data)[0]["n"]
    assert first["events"] == asked("select count(*) as n from core.event", data)[0]["n"] > 0
    assert first["published_file"] == str(data / "presswatch.duckdb")


def test_the_second_run_adds_nothing(watched):
    _, first, second = watched
    assert second["stored"] == second["events"] == 0
    assert second["discovered"] == balance(second) <= first["discovered"]  # a feed that has not changed says nothing
    assert 0 < second["duplicate"] <= first["stored"]


def test_a_run_leaves_no_folder_behind(watched):
    data, _, _ = watched
    assert list((data / "runs").glob("*/run.json")) == []


def test_a_window_takes_what_was_published_in_it_and_nothing_else(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    run = ran("--since", "2025-03-07", "--until", "2025-03-08", data=tmp_path)
    assert run["discovered"] == balance(run)
    stored = {row["url"].removeprefix(newsroom) for row in asked("select url from core.article", tmp_path)}
    assert stored == set(EXPECTED["days"]["2025-03-07"])


def test_only_the_source_that_was_named_is_asked(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    ran("--only", "harbour-gazette", data=tmp_path)
    assert asked("select distinct source_id from core.article", tmp_path) == [{"source_id": "harbour-gazette"}]


def test_a_source_that_is_not_in_the_file_is_named(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    done = typed("run", "--sources", "sources.csv", "--only", "nobody", data=tmp_path)
    assert done.returncode == 1
    assert b"nobody" in done.stderr
    assert not (tmp_path / "runs").exists()


def test_without_json_a_run_prints_a_table(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    done = typed("run", "--sources", "sources.csv", "--only", "al-mina", data=tmp_path)
    assert done.returncode == 0
    assert re.search(r"stored\s+│\s+[1-9]", done.stdout.decode())
    assert str(tmp_path / "presswatch.duckdb") in done.stdout.decode()


def test_an_event_is_shown_down_to_the_bytes_that_were_fetched(watched):
    data, _, _ = watched
    [event] = asked(
        "select event_id, quote, place from mart.event where best is not null order by best desc limit 1", data
    )
    done = typed("show", event["event_id"], data=data)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert f"»{event['quote']}«" in shown
    assert "the same as were fetched" in shown


def test_an_event_is_shown_as_json_with_its_article_and_capture(watched):
    data, _, _ = watched
    [event] = asked("select event_id from core.event order by event_id limit 1", data)
    found = json.loads(typed("show", event["event_id"], "--json", data=data).stdout)
    start, end = found["event"]["quote_start"], found["event"]["quote_end"]
    assert found["article"]["text"][start:end] == found["event"]["quote"]
    assert found["is_verified"]
    assert found["archived_bytes"] == found["capture"]["body_bytes"]


def test_bytes_that_changed_in_the_archive_are_not_passed_over(newsroom, tmp_path):
    (tmp_path / "sources.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    ran("--only", "halyard-wire", data=tmp_path)
    [event] = asked("select event_id from core.event limit 1", tmp_path)
    for file in (tmp_path / "archive").rglob("*.warc.gz"):
        file.write_bytes(file.read_bytes()[:-2000].replace(b"\0", b"\1"))
    done = typed("show", event["event_id"], data=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"warc.gz" in done.stderr


def test_an_unknown_event_is_named(watched):
    done = typed("show", "eve1nothing", data=watched[0])
    assert done.returncode == 1
    assert b"eve1nothing" in done.stderr


def test_an_article_is_shown_with_every_place_that_dates_it(watched):
    data, _, _ = watched
    [article] = asked("select * from mart.article where published_evidence like 'json-ld%' order by url limit 1", data)
    done = typed("why", article["url"], "--field", "published_at", data=data)
    rows = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.decode().splitlines() if "│" in line
    ]
    assert done.returncode == 0
    assert article["title"] in done.stdout.decode()
    assert {row[0] for row in rows} == {"published_at"}
    assert [row[1] for row in rows if row[4] == "chosen"] == ["json-ld datePublished"]
    assert "feed entry" in {row[1] for row in rows}


def test_an_article_is_found_by_its_id_and_by_any_spelling_of_its_address(watched):
    data, _, _ = watched
    [article] = asked("select article_id, url, title from mart.article order by url limit 1", data)
    names = (
        article["article_id"],
        article["url"],
        article["url"] + "#comments",
        article["url"].replace("http:", "HTTP:"),
    )
    for name in names:
        found = json.loads(typed("why", name, "--json", data=data).stdout)
        assert found["article"]["article_id"] == article["article_id"]
        chosen = [one["reading"] for one in found["candidates"] if one["field"] == "title" and one["is_chosen"]]
        assert set(chosen) == {article["title"]}


def test_of_a_field_that_no_place_speaks_of_that_is_said(watched):
    data, _, _ = watched
    silent = """
        select url from mart.article
        where article_id not in (select article_id from mart.metadata_candidate where field = 'section') limit 1"""
    done = typed("why", asked(silent, data)[0]["url"], "--field", "section", data=data)
    assert done.returncode == 0
    assert "No place says anything of it" in done.stdout.decode()


def test_an_article_that_is_not_there_is_named_with_a_cure(watched):
    done = typed("why", "https://nowhere.example/a", data=watched[0])
    assert done.returncode == 1
    assert b"https://nowhere.example/a: is not in the published file" in done.stderr
    assert b"mart.rejection" in done.stderr


def test_status_tells_of_sources_coverage_and_runs(watched):
    data, first, second = watched
    found = json.loads(typed("status", "--json", data=data).stdout)
    assert {source["source_id"] for source in found["sources"]} >= {"halyard-wire", "al-mina"}
    assert {run["run_id"] for run in found["runs"]} == {first["run_id"], second["run_id"]}
    assert found["coverage"]
    done = typed("status", data=data)
    assert done.returncode == 0
    assert first["run_id"] in done.stdout.decode()


def test_try_shows_a_page_through_every_stage_and_stores_nothing(newsroom, tmp_path):
    url = newsroom + EXPECTED["days"]["2025-03-08"][1]
    done = typed("try", url, data=tmp_path)
    assert done.returncode == 0
    assert all(stage in done.stdout.decode() for stage in ("fetch", "extract", "fingerprint", "code"))
    found = json.loads(typed("try", url, "--json", data=tmp_path).stdout)
    assert found["extract"]["text"]
    assert found["code"]
    assert list(tmp_path.iterdir()) == []


def test_try_shows_the_entries_of_a_feed(newsroom, tmp_path):
    found = json.loads(typed("try", newsroom + "/harbour-gazette/feed/", "--json", data=tmp_path).stdout)
    assert all(entry["url"].startswith(newsroom) for entry in found["discover"]["entries"])
    assert found["discover"]["entries"]


def test_try_says_why_a_url_gives_nothing(newsroom, tmp_path):
    done = typed("try", newsroom + "/no-such-page", data=tmp_path)
    assert done.returncode == 1
    assert "not_found" in done.stdout.decode()


def test_a_sources_file_without_fault_is_told_apart_from_one_with_faults(newsroom, tmp_path):
    (tmp_path / "good.csv").write_text(sources_csv(newsroom), encoding="utf-8")
    (tmp_path / "bad.csv").write_text(sources_csv(newsroom) + "x,,nonsense\n", encoding="utf-8")
    good, bad = (typed("sources", "check", name, data=tmp_path) for name in ("good.csv", "bad.csv"))
    assert good.returncode == 0
    assert "5 sources" in good.stdout.decode()
    assert bad.returncode == 1
    assert "line 7" in bad.stderr.decode()


def test_a_run_says_which_feeds_gave_nothing(tmp_path):
    with fake_web() as web:
        web.pages["/feed"] = ("application/rss+xml", rss(web.url, []))
        (tmp_path / "sources.csv").write_text(fake_sources(web.url, "/feed", "/dead"), encoding="utf-8")
        run = ran(data=tmp_path)
        shown = typed("run", "--sources", "sources.csv", data=tmp_path).stdout.decode()
    assert [(poll["url"].removeprefix(web.url), poll["outcome"]) for poll in run["silent"]] == [("/dead", "not_found")]
    assert run["discovered"] == 0
    assert "pending" in shown


def test_a_dead_feed_is_reported_beside_the_living(tmp_path):
    with fake_web() as web:
        web.pages["/feed"] = ("application/rss+xml", rss(web.url, ["/a"]))
        (tmp_path / "s.csv").write_text(fake_sources(web.url, "/feed", "/dead"), encoding="utf-8")
        done = typed("sources", "check", "s.csv", "--online", "--json", data=tmp_path)
    assert done.returncode == 1
    found = {
        url["url"].removeprefix(web.url): (url["is_alive"], url["outcome"]) for url in json.loads(done.stdout)["urls"]
    }
    assert found == {"/feed": (True, "ok"), "/dead": (False, "not_found")}
    assert not (tmp_path / "runs").exists()


def test_hostile_titles_are_stored_and_shown_without_being_obeyed(tmp_path):
    title = "=1+1 \x9b2J\u202e[bold red]11 killed[/] <script>"
    text = "Gunmen killed 11 people in the village of Al-Mukhtariyah in Latakia on Friday, the monitor said. "
    page = f"<html lang=en><head><title>x</title></head><body><article><h1>%s</h1><p>{text * 5}</p></article></body></html>"
    with fake_web() as web:
        web.pages["/a"] = (HTML + "; charset=utf-8", (page % title.replace("<", "&lt;")).encode())
        web.pages["/feed"] = ("application/rss+xml", rss(web.url, ["/a"]))
        (tmp_path / "sources.csv").write_text(fake_sources(web.url, "/feed"), encoding="utf-8")
        assert ran(data=tmp_path)["stored"] == 1
        tried = typed("try", web.url + "/a", data=tmp_path)
    for shown in (tried, typed("sql", "select title from core.article", data=tmp_path), typed("status", data=tmp_path)):
        assert shown.returncode == 0
        assert not {
            c for c in shown.stdout.decode() if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c == "\u202e"
        }
    assert "[bold red]" in tried.stdout.decode()


def test_the_module_imports_nothing_heavy(tmp_path):
    """Help and filters start at once because only a command imports what it needs."""
    import subprocess
    import sys

    heavy = "duckdb trafilatura aiohttp airflow rich.table msgspec"
    script = f"import presswatch, sys; print([name for name in {heavy.split()!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "[]"
    assert presswatch.__doc__
