"""Countries added to the gazetteer: a small made dump, over real HTTP on loopback and from disk."""

import os
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest import gazetteer
from ingest.errors import Broken, Misconfigured
from ingest.place_index import PlaceIndex
from ingest.places import fold_name, loose_key

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2025, 3, 8, tzinfo=UTC)


def line(
    number: int, name: str, others: str, where: str, kind: str, divisions: str, people: int, code: str = "SY"
) -> str:
    latitude, longitude = where.split()
    first, _, second = divisions.partition(" ")
    cells = [str(number), name, "", others, latitude, longitude, *kind.split("."), code, "", first, second, "", ""]
    return "\t".join([*cells, str(people), "", "0", "Asia/Damascus", "2024-01-01"])


ROWS = (
    line(900000001, "Latakia Governorate", "Latakia,Al Ladhiqiyah", "35.5 36", "A.ADM1", "02", 900_000),
    line(900000002, "Zarhun District", "", "35.6 36.1", "A.ADM2", "02 0203", 90_000),
    line(900000003, "Kafr Zarhun", "Kufr Zarhoun,كفر زرهون", "35.61 36.11", "P.PPL", "02 0203", 800),
    line(900000004, "Zarhun Air Base", "", "35.62 36.12", "S.AIRB", "02 0203", 0),
    line(900000005, "Wadi Zarhun", "", "35.62 36.12", "H.WAD", "02 0203", 0),
    line(900000006, "Tall Zarhun", "", "35.62 36.12", "P.PPLQ", "02 0203", 0),
    line(900000007, "Elsewhere", "", "33 44", "P.PPL", "02", 0, code="IQ"),
    "a line that was cut short",
    line(10**30, "Of No Id", "", "35.62 36.12", "P.PPL", "02", 0),
    line(900000008, "Of All Mankind", "", "35.62 36.12", "P.PPL", "02", 10**30),
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "mirror" / "SY.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "made for a test")
        archive.writestr("SY.txt", "\n".join(ROWS) + "\n")
    return path


@pytest.fixture
def mirror(dump: Path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(dump.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def presswatch(data: Path, *arguments: str, given: str | None = None, allowed: str = "127.0.0.1/32"):
    environ = os.environ | {"PRESSWATCH_DATA": str(data), "PRESSWATCH_ALLOW_ADDRESSES": allowed}
    command = [sys.executable, "presswatch.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, input=given, capture_output=True, text=True, check=False)


def test_a_village_of_an_added_country_lies_in_its_district_and_governorate(dump: Path, tmp_path: Path) -> None:
    done = gazetteer.add(tmp_path / "index", dump, "SY", "SY.zip", NOW)
    found = PlaceIndex(tmp_path / "index").rows(fold_name("Kafr Zarhun"))
    assert [row[2:6] for row in found] == [("village", "Latakia", "Zarhun District", "SY")]
    assert done.places == 4  # neither the valley, nor the ruined village, nor the neighbour's, nor the torn line


@pytest.mark.parametrize("name", ["Kafr Zarhun", "Kufr Zarhoun", "كفر زرهون"])
def test_any_of_its_names_and_scripts_finds_it(dump: Path, tmp_path: Path, name: str) -> None:
    gazetteer.add(tmp_path / "index", dump, "SY", "SY.zip", NOW)
    assert [row[8] for row in PlaceIndex(tmp_path / "index").rows(fold_name(name))] == ["900000003"]


def test_a_transliteration_that_no_list_holds_finds_it(dump: Path, tmp_path: Path) -> None:
    gazetteer.add(tmp_path / "index", dump, "SY", "SY.zip", NOW)
    assert [row[8] for row in PlaceIndex(tmp_path / "index").loose_rows(loose_key("Kaffr Zerhoon"))] == ["900000003"]


def test_adding_again_changes_nothing_and_removing_leaves_nothing(dump: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = gazetteer.add(index, dump, "SY", "SY.zip", NOW)
    assert gazetteer.add(index, dump, "SY", "SY.zip", NOW) == first
    gazetteer.remove(index, "SY")
    assert PlaceIndex(index).countries == ()
    assert PlaceIndex(index).rows(fold_name("Kafr Zarhun")) == ()


def test_a_broken_dump_is_named_and_leaves_the_index_as_it_was(dump: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    gazetteer.add(index, dump, "SY", "SY.zip", NOW)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(dump.read_bytes()[:-40])
    with pytest.raises(Misconfigured, match="broken zip"):
        gazetteer.add(index, broken, "SY", "SY.zip", NOW)
    assert PlaceIndex(index).rows(fold_name("Kafr Zarhun"))
    assert list(tmp_path.glob("*.part")) == []


def test_a_zip_bomb_and_another_country_s_dump_are_refused(dump: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", b"\t" * 50_000_000)
    with pytest.raises(Misconfigured, match="would unpack"):
        gazetteer.add(tmp_path / "index", bomb, "SY", "SY.zip", NOW)
    with pytest.raises(Misconfigured, match=r"no NG\.txt"):
        gazetteer.add(tmp_path / "index", dump, "NG", "SY.zip", NOW)


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("this is no database, and long enough to be looked at")
    with pytest.raises(Broken, match="Remove the file"):
        PlaceIndex(tmp_path / "index")


def test_a_country_is_fetched_indexed_used_and_removed(mirror: str, tmp_path: Path) -> None:
    text = '{"id": "1", "text": "Gunmen killed six people in Kafr Zarhun, Syria, on Friday.", "published_at": "2025-03-08"}\n'
    data = tmp_path / "data"
    assert '"geonames_id":null' in presswatch(data, "code", given=text).stdout
    added = presswatch(data, "gazetteer", "add", "sy", "--from", mirror)
    assert added.returncode == 0, added.stderr
    assert "SY: 4 places" in added.stderr
    coded = presswatch(data, "code", given=text).stdout
    assert '"geonames_id":900000003' in coded
    assert "rules-1 geonames:SY@" in coded
    assert '"code":"SY"' in presswatch(data, "gazetteer", "list", "--json").stdout
    removed = presswatch(data, "gazetteer", "remove", "SY")
    assert (removed.returncode, "SY is out" in removed.stderr) == (0, True)
    assert "No country was added" in presswatch(data, "gazetteer", "list").stderr
    assert '"geonames_id":null' in presswatch(data, "code", given=text).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("XX",), "no country"),
        (("SY", "NG", "--file", "SY.zip"), "holds one country"),
        (("NG",), "HTTP 404"),
        (("SY", "--file", "nowhere.zip"), "nowhere.zip: is no file"),
    ],
)
def test_what_cannot_be_added_is_said_without_a_traceback(mirror: str, tmp_path: Path, arguments, said: str) -> None:
    done = presswatch(tmp_path, "gazetteer", "add", *arguments, "--from", mirror)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_private_address_that_nobody_allowed_is_not_dialled(mirror: str, tmp_path: Path) -> None:
    done = presswatch(tmp_path, "gazetteer", "add", "SY", "--from", mirror, allowed="")
    assert done.returncode == 1
    assert "not on the public internet" in done.stderr


def test_a_dump_that_came_broken_is_named_by_its_address(mirror: str, dump: Path, tmp_path: Path) -> None:
    dump.write_bytes(dump.read_bytes()[:100])
    done = presswatch(tmp_path, "gazetteer", "add", "SY", "--from", mirror)
    assert (done.returncode, f"{mirror}SY.zip: is a broken zip" in done.stderr) == (1, True)
