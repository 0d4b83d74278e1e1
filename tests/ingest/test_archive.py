"""The archive: what was written is read back, by us and by warcio, whatever else is torn."""

import gzip
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from ingest import archive
from ingest.archive import Exchange, WarcWriter, read
from ingest.errors import BadArchive

AT = datetime(2025, 3, 7, 23, 59, 59, 123456, tzinfo=UTC)
EXCHANGE = Exchange(
    url="https://example.org/a",
    fetched_at=AT,
    ip_address="192.0.2.1",
    request=b"GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n",
    status_line=b"HTTP/1.1 200 OK",
    headers=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"), (b"Content-Length", b"27")),
    body=gzip.compress(b"hello\r\n\r\n", mtime=0),
    truncated=None,
)
_NAMES = st.text(alphabet="abcXYZ0123-", min_size=1, max_size=12).map(lambda name: f"X{name}".encode())
_VALUES = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), max_size=30).map(
    str.encode
)
_EXCHANGES = st.builds(
    lambda headers, body, status: replace(
        EXCHANGE, headers=tuple(headers), body=body, status_line=b"HTTP/1.1 %d Any" % status
    ),
    st.lists(st.tuples(_NAMES, _VALUES), max_size=5),
    st.binary(max_size=2000),
    st.integers(100, 599),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_EXCHANGES, min_size=1, max_size=4))
def test_what_was_written_is_read_back(exchanges: list[Exchange]) -> None:
    with TemporaryDirectory() as folder:
        with WarcWriter(Path(folder), "run") as warc:
            places = [warc.write(exchange) for exchange in exchanges]
        for exchange, place in zip(exchanges, places, strict=True):
            back = read(Path(folder), *place)
            length = (("Content-Length", str(len(exchange.body))),)
            assert (back.url, back.fetched_at) == (exchange.url, exchange.fetched_at)
            assert str(back.status).encode() in exchange.status_line
            assert back.headers == tuple((n.decode(), v.decode()) for n, v in exchange.headers) + length
            assert (back.body, back.is_truncated) == (exchange.body, False)


def _written(folder: Path, *exchanges: Exchange) -> list[tuple[str, int]]:
    with WarcWriter(folder, "run") as warc:
        return [warc.write(exchange) for exchange in exchanges]


def test_a_content_coded_body_is_stored_as_transferred_and_read_decoded(tmp_path: Path) -> None:
    [place] = _written(tmp_path, replace(EXCHANGE, headers=EXCHANGE.headers[:2]))
    assert read(tmp_path, *place).body == b"hello\r\n\r\n"
    record = next(r for r in ArchiveIterator((tmp_path / place[0]).open("rb")) if r.rec_type == "response")
    assert record.raw_stream.read() == EXCHANGE.body


def test_the_framing_that_is_gone_is_kept_under_other_names(tmp_path: Path) -> None:
    framed = ((b"Transfer-Encoding", b"chunked"), (b"content-length", b"999"), (b"X-A", b"1\r\nX-B: 2"))
    [place] = _written(tmp_path, replace(EXCHANGE, headers=framed, body=b"abc"))
    assert read(tmp_path, *place).headers == (
        ("X-Crawl-Transfer-Encoding", "chunked"),
        ("X-Crawl-Content-Length", "999"),
        ("X-A", "1 X-B: 2"),
        ("Content-Length", "3"),
    )


def test_a_file_stands_in_the_folder_of_its_day_under_a_safe_name_of_its_own(tmp_path: Path) -> None:
    first = _written(tmp_path, EXCHANGE)
    with WarcWriter(tmp_path, "../00-example.org+3/x") as warc:
        second = warc.write(EXCHANGE)[0]
    assert first[0][0].startswith("2025/03/07/run-")
    assert second.startswith("2025/03/07/00-example.org+3-x-")
    assert _written(tmp_path, EXCHANGE)[0][0] != first[0][0]


def test_warcio_finds_every_digest_right_and_the_records_complete(tmp_path: Path) -> None:
    places = _written(tmp_path, EXCHANGE, replace(EXCHANGE, truncated="length"))
    path = tmp_path / places[0][0]
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr
    assert check.stdout.count("digest pass") == 5
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers) for r in ArchiveIterator(file, check_digests="raise")]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request", "response", "request"]
    response, request = records[1][1], records[2][1]
    assert response.get_header("WARC-IP-Address") == "192.0.2.1"
    assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
    assert records[3][1].get_header("WARC-Truncated") == "length"


def test_a_torn_end_leaves_the_records_before_it_readable(tmp_path: Path) -> None:
    first, second = _written(tmp_path, EXCHANGE, EXCHANGE)
    path = tmp_path / first[0]
    path.write_bytes(path.read_bytes()[: second[1] + 60])
    assert read(tmp_path, *first).body == b"hello\r\n\r\n"
    with pytest.raises(BadArchive):
        read(tmp_path, *second)


def test_a_flipped_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    [(file, offset)] = _written(tmp_path, replace(EXCHANGE, headers=(), body=bytes(range(256)) * 4))
    path, whole = tmp_path / file, (tmp_path / file).read_bytes()
    for at in range(offset + 30, offset + 600, 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        with pytest.raises(BadArchive):
            read(tmp_path, file, offset)


@pytest.mark.parametrize(("file", "offset"), [("none.warc.gz", 0), ("../../etc/passwd", 0), ("", 0)])
def test_a_capture_that_is_not_there_is_a_bad_archive(tmp_path: Path, file: str, offset: int) -> None:
    with pytest.raises(BadArchive):
        read(tmp_path, file, offset)


def test_only_the_start_of_a_response_is_a_capture(tmp_path: Path) -> None:
    [(file, offset)] = _written(tmp_path, EXCHANGE)
    for wrong in (0, offset + 1, 10**9):
        with pytest.raises(BadArchive):
            read(tmp_path, file, wrong)


def test_a_body_beyond_the_cap_is_cut_and_says_so(tmp_path: Path) -> None:
    [place] = _written(tmp_path, replace(EXCHANGE, headers=EXCHANGE.headers[:2], body=gzip.compress(bytes(10_000))))
    back = read(tmp_path, *place, cap=100)
    assert (back.body, back.is_truncated) == (bytes(100), True)


def test_a_body_that_was_cut_in_its_coding_reads_as_far_as_it_came(tmp_path: Path) -> None:
    cut = replace(EXCHANGE, headers=EXCHANGE.headers[:2], body=EXCHANGE.body[:-8], truncated="disconnect")
    back = read(tmp_path, *_written(tmp_path, cut)[0])
    assert (back.body, back.is_truncated) == (b"hello\r\n\r\n", True)
    with pytest.raises(BadArchive):
        read(tmp_path, *_written(tmp_path, replace(cut, truncated=None))[0])


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WarcWriter(tmp_path, "run") as warc:
        first = warc.write(EXCHANGE)
        size = (tmp_path / first[0]).stat().st_size
        with monkeypatch.context() as broken:
            broken.setattr(archive.os, "fsync", _no_space)
            with pytest.raises(OSError, match="No space"):
                warc.write(EXCHANGE)
        assert (tmp_path / first[0]).stat().st_size == size
        second = warc.write(EXCHANGE)
    assert second == (first[0], size)
    assert read(tmp_path, *second).status == 200


def _no_space(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_many_threads_may_write_and_each_gets_its_own_place(tmp_path: Path) -> None:
    places: dict[int, tuple[str, int]] = {}
    with WarcWriter(tmp_path, "run") as warc:

        def write(number: int) -> None:
            places[number] = warc.write(replace(EXCHANGE, headers=(), body=b"%d" % number))

        threads = [Thread(target=write, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {number: int(read(tmp_path, *place).body) for number, place in places.items()} == {n: n for n in range(12)}


def test_a_writer_that_wrote_nothing_leaves_no_file(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "run"):
        pass
    assert list(tmp_path.rglob("*.gz")) == []
