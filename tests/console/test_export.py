"""`presswatch export`: what counts, in the columns that others use. Real DuckDB, saved files to compare with.

`python -m tests.console.test_export` writes the saved files anew; look at the difference before you keep it."""

import csv
import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.model import Article, FeedEntry
from tests.console.typed import typed
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, Page, entry
from warehouse.connect import connect
from warehouse.publish import publish

GOLDEN = Path(__file__).resolve().parents[1] / "cases" / "export"
FORMATS = {"acled": "acled.csv", "ucdp": "ucdp.csv", "geojson": "incidents.geojson"}
FORMULA = '=HYPERLINK("http://x.example") killed 2 people.'

HTS: dict[str, Any] = {
    "side_a": ("Hayat Tahrir al-Sham",),
    "actor_a_ids": ("hts",),
    "side_b": ("soldiers", "policemen"),
    "actor_b_ids": (),
    "violence_type": 1,
    "deaths_b": 3,
    "deaths_civilians": None,
    "low": 3,
    "best": 3,
    "high": 3,
    "acled_sub_event": "Armed clash",
}
EVENTS: dict[str, list[dict[str, Any]]] = {
    "toll": [
        {"low": 12, "best": 12, "high": None, "event_clarity": 2, "acled_sub_event": "Attack", "where_prec": 4},
        {"low": 5, "best": 5, "high": 5, "parts": (0,), "acled_sub_event": "Attack"},
        {"low": 9, "best": 9, "high": 9, "claim_status": "denied", "acled_sub_event": "Attack"},
    ],
    "before": [{**HTS, "date_start": date(2024, 11, 20), "date_end": date(2024, 11, 20)}],
    "after": [{**HTS, "date_start": date(2025, 1, 9), "date_end": date(2025, 1, 11), "date_prec": 2}],
    "paris": [
        {
            "country": "FR", "place": "Saint-Étienne", "place_as_written": "Saint-Étienne", "latitude": None,
            "longitude": None, "admin1": None, "event_type": "PROTEST", "acled_sub_event": "Peaceful protest", "low": None,
            "best": None, "high": None, "victims": (), "deaths_civilians": None, "violence_type": None, "where_prec": 6,
            "side_a": ("students", "nurses"), "attributed_to": (),
        }
    ],
    "formula": [
        {"low": 1, "best": None, "high": None, "deaths_civilians": None, "violence_type": None, "side_a": (),
         "acled_sub_event": None, "date_start": None, "date_end": None, "date_prec": None, "quote": FORMULA}
    ],
}  # fmt: skip


def store(folder: Path) -> None:
    """A small world, published: a summary with its part and a denial, an actor in two roles, a copy, a second reading."""
    settings = made.settings_in(folder)
    made.passed(settings, "watch-a", [entry(name) for name in EVENTS], _site)
    made.passed(settings, "watch-b", [entry("copy", at=NOON + DAY)], _site)
    with connect(settings) as con:
        con.execute("insert into core.second_event from core.event")
        publish(con, settings.published)


def _site(of: FeedEntry) -> Page:
    """What the copy tells is what another article told before."""
    name = of.url.rsplit("/", 1)[1].replace("copy", "before")
    text = " ".join(f"{name}{number}" for number in range(100))
    found = replace(made.article(of, text), title=f"What happened {name}")
    return Page(article=found, events=tuple(_events(found, EVENTS[name])))


def _events(of: Article, told: list[dict[str, Any]]) -> list[Any]:
    ids = [made.event(of, number).event_id for number in range(len(told))]
    found = []
    for number, fields in enumerate(told):
        changes = {key: value for key, value in fields.items() if key != "parts"}
        parts = tuple(ids[each] for each in fields.get("parts", ()))
        found.append(made.event(of, number, part_of=parts, **changes))
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    store(folder)
    return folder


def exported(data: Path, kind: str, *words: str) -> str:
    done = typed("export", "--format", kind, "--out", "-", *words, data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def rows(data: Path, kind: str, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(exported(data, kind, *words).splitlines()))


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_what_was_saved(data, kind):
    assert exported(data, kind) == (GOLDEN / FORMATS[kind]).read_text(encoding="utf-8")


def test_neither_a_part_nor_a_copy_nor_a_denial_nor_a_second_reading_is_exported(data):
    assert sum(int(row["best"] or 0) for row in rows(data, "ucdp")) == 12 + 3 + 3
    assert sum(int(row["fatalities"] or 0) for row in rows(data, "acled")) == 12 + 3 + 3
    assert len(json.loads(exported(data, "geojson"))["features"]) == 5


QUETTA = (
    "By {outlet}: a bomb killed {dead} people at a market in Quetta. Gul Rahim, 34, and Sher Khan, 41, were among them."
)


def test_an_attack_that_two_outlets_tell_is_one_row_and_with_of_events_two(tmp_path):
    settings = made.settings_in(tmp_path)
    tolls = {"coast": 11, "fjord": 17}

    def site(of: FeedEntry) -> Page:
        dead = tolls[of.source_id]
        found = made.article(of, QUETTA.format(outlet=of.source_id, dead=dead) * 3, title=None)
        told = {"low": dead, "best": dead, "high": dead, "deaths_civilians": dead, "place": "Quetta", "country": "PK"}
        return Page(article=found, events=(made.event(found, **told),))

    prints = [entry("x", source_id=outlet, at=NOON + day * DAY) for day, outlet in enumerate(tolls)]
    made.passed(settings, "watch-a", prints, site)
    with connect(settings) as con:
        con.execute("delete from core.pointer")  # the two are no copies
        publish(con, settings.published)
    (row,) = rows(tmp_path, "ucdp")
    figures = [row[name] for name in ("low", "best", "high", "deaths_civilians", "number_of_sources", "source_office")]
    assert figures == ["11", "17", "17", "17", "2", "coast; fjord"]
    assert row["id"] == row["incident_id"]
    reports = rows(tmp_path, "ucdp", "--of", "events")
    assert {(report["best"], report["id"] == report["event_id"]) for report in reports} == {("11", True), ("17", True)}
    assert {report["incident_id"] for report in reports} == {row["id"]}


def test_an_actor_bears_the_name_that_it_had_on_the_day(data):
    found = {row["year"]: row["side_a"] for row in rows(data, "ucdp") if row["type_of_violence"] == "1"}
    assert found == {"2024": "HTS", "2025": "Government of Syria"}


def test_what_is_not_known_is_empty_and_never_nought(data):
    open_toll = next(row for row in rows(data, "ucdp") if row["best"] == "12")
    assert (open_toll["high"], open_toll["deaths_a"]) == ("", "")
    uncounted = next(row for row in rows(data, "ucdp") if row["best"] == "")
    assert (uncounted["low"], uncounted["type_of_violence"], uncounted["date_start"]) == ("1", "", "")
    protest = next(row for row in rows(data, "acled") if row["event_type"] == "Protests")
    assert (protest["fatalities"], protest["latitude"]) == ("", "")


def test_no_cell_runs_in_a_spreadsheet(data):
    found = next(row for row in rows(data, "ucdp") if "HYPERLINK" in row["quote"])
    assert found["quote"] == "'" + FORMULA
    assert found["where_coordinates"] == "Baniyas"


def test_geojson_is_points_with_longitude_first_or_nothing(data):
    collection = json.loads(exported(data, "geojson"))
    assert collection["type"] == "FeatureCollection"
    shapes = [feature["geometry"] for feature in collection["features"]]
    assert {"type": "Point", "coordinates": [35.95, 35.18]} in shapes
    assert None in shapes


@pytest.mark.parametrize(
    ("words", "years"),
    [
        (("--since", "2025-01-01"), ["2025", "2025", "2025"]),
        (("--since", "2025-01-11", "--until", "2025-03-07"), ["2025"]),  # 9 to 11 January meets it, 7 March does not
        (("--since", "2025-01-12", "--until", "2025-03-07"), []),
        (("--since", "2024-11-20", "--until", "2024-11-21"), ["2024"]),
        (("--country", "FR"), ["2025"]),
        (("--country", "fr", "--country", "SY", "--since", "2024-01-01"), ["2024", "2025", "2025", "2025"]),
    ],
)
def test_days_and_countries_can_be_chosen(data, words, years):
    assert [row["year"] for row in rows(data, "acled", *words)] == years


def test_a_file_appears_whole_and_its_count_is_said(data, tmp_path):
    out = tmp_path / "events.csv"
    done = typed("export", "--format", "ucdp", "--out", str(out), data=data)
    assert (done.returncode, done.stdout) == (0, b"")
    assert f"4 incidents in {out}" in done.stderr.decode()
    assert out.read_text(encoding="utf-8") == exported(data, "ucdp")
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--format", "xls", "--out", "-"), 2, "acled, ucdp, geojson"),
        (("--format", "acled"), 2, "--out"),
        (("--format", "acled", "--out", "-", "--of", "reports"), 2, "incidents, events"),
        (("--format", "acled", "--out", "-", "--country", "XX"), 1, "is no country"),
        (("--format", "acled", "--out", "-", "--country", "'; drop table core.event; --"), 1, "is no country"),
        (("--format", "acled", "--out", "-", "--until", "2025-01-01"), 1, "needs a start"),
        (("--format", "acled", "--out", "-", "--since", "2025-02-01", "--until", "2025-01-01"), 1, "no time"),
        (("--format", "acled", "--out", "nowhere/x.csv"), 1, "cannot be written"),
    ],
)
def test_a_mistake_is_said_in_words(data, words, code, said):
    done = typed("export", *words, data=data)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_nothing_published_is_said(tmp_path):
    done = typed("export", "--format", "acled", "--out", "-", data=tmp_path)
    assert (done.returncode, b"published" in done.stderr) == (1, True)


@pytest.mark.parametrize("kind", ["acled", "ucdp", "geojson"])
def test_every_column_is_on_the_page(kind):
    page = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    saved = (GOLDEN / FORMATS[kind]).read_text(encoding="utf-8")
    is_json = kind == "geojson"
    columns = json.loads(saved)["features"][0]["properties"] if is_json else next(csv.reader(saved.splitlines()))
    assert [column for column in columns if f"`{column}`" not in page] == []


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store(Path(folder))
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for kind, name in FORMATS.items():
            (GOLDEN / name).write_text(exported(Path(folder), kind), encoding="utf-8")


if __name__ == "__main__":
    main()
