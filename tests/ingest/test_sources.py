"""The sources file: what it means, and that every bad line is named with its cure."""

from pathlib import Path

import pytest

from ingest.errors import BadSources
from ingest.model import Source
from ingest.sources import COUNTRIES, HEADER, read_sources

HEAD = ",".join(HEADER)
GOOD = "paper,The Paper,https://paper.example/,SY,ar,https://paper.example/feed,,7,true"


def _file(folder: Path, *lines: str | bytes, head: str | bytes = HEAD) -> Path:
    path = folder / "sources.csv"
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in (head, *lines)) + b"\n")
    return path


def _problem(folder: Path, *lines: str | bytes, head: str | bytes = HEAD) -> str:
    with pytest.raises(BadSources) as caught:
        read_sources(_file(folder, *lines, head=head))
    return str(caught.value)


def test_a_line_is_a_source(tmp_path: Path) -> None:
    line = 'al-mina,"Al-Mina, daily",https://mina.example/,lb,ar-LB,https://mina.example/a  https://mina.example/b?c=1,https://mina.example/s.xml,3.5,No'
    assert read_sources(_file(tmp_path, line)) == (
        Source(
            source_id="al-mina",
            name="Al-Mina, daily",
            home_url="https://mina.example/",
            country="LB",
            language="ar-LB",
            feeds=("https://mina.example/a", "https://mina.example/b?c=1"),
            sitemaps=("https://mina.example/s.xml",),
            items_per_week=3.5,
            is_enabled=False,
        ),
    )


@pytest.mark.parametrize(
    ("cell", "enabled"), [("true", True), ("1", True), ("YES", True), ("false", False), ("0", False)]
)
def test_enabled_may_be_said_in_several_ways(tmp_path: Path, cell: str, enabled: bool) -> None:
    assert read_sources(_file(tmp_path, GOOD[: -len("true")] + cell))[0].is_enabled is enabled


def test_a_byte_order_mark_windows_line_ends_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD + "\r", "\r", "", head=b"\xef\xbb\xbf" + HEAD.encode() + b"\r")
    assert [source.source_id for source in read_sources(path)] == ["paper"]


def test_items_per_week_may_be_unknown(tmp_path: Path) -> None:
    assert read_sources(_file(tmp_path, GOOD.replace(",7,", ",,")))[0].items_per_week is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (GOOD.replace("https://paper.example/feed", "ftp://x"), "line 2, feeds: 'ftp://x' is not an http(s) URL"),
        (GOOD.replace("https://paper.example/feed", "https://"), "line 2, feeds: 'https://' is not an http(s) URL"),
        (GOOD.replace("https://paper.example/,", ","), "line 2, home_url: must be one URL"),
        (GOOD.replace("paper,The", "The Paper,The"), "line 2, id: 'The Paper' is not made of small letters"),
        (GOOD.replace("The Paper", " "), "line 2, name: is empty"),
        (GOOD.replace(",SY,", ",UK,"), "line 2, country: 'UK' is not an ISO 3166-1 alpha-2 code"),
        (GOOD.replace(",ar,", ",arabic,"), "line 2, language: 'arabic' is not a language tag"),
        (GOOD.replace(",7,", ",many,"), "line 2, items_per_week: 'many' is not a number"),
        (GOOD.replace(",7,", ",-1,"), "line 2, items_per_week: '-1' is not a number of 0 or more"),
        (GOOD.replace(",7,", ",nan,"), "line 2, items_per_week: 'nan' is not a number of 0 or more"),
        (GOOD.replace(",true", ",perhaps"), "line 2, enabled: 'perhaps' is neither true nor false"),
        (GOOD.replace("https://paper.example/feed", ""), "line 2, feeds: an enabled source needs a feed or a sitemap"),
        (GOOD.replace("/feed", "/feed https://paper.example/feed"), "stands twice on this line"),
        (GOOD.replace("https://paper.example/feed", "https://a:b@paper.example/feed"), "user name or password"),
        (GOOD + ",more", "line 2, cells: there are 10, and there must be 9"),
        (GOOD.replace("The Paper", "The \x1b[31mPaper"), "line 2, name: holds control characters"),
        (GOOD.replace("The Paper", '"The Paper'), "line 2, quotes:"),
        (GOOD.replace("The Paper", "The\0Paper"), "line 2, byte 10: is a NUL"),
        (GOOD.encode().replace(b"The Paper", b"Caf\xe9"), "line 2, byte 10: is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_with_its_column(tmp_path: Path, line: str | bytes, problem: str) -> None:
    assert problem in _problem(tmp_path, line)


def test_every_bad_line_is_listed_in_the_order_of_the_file(tmp_path: Path) -> None:
    twin = GOOD.replace("The Paper", "Another")
    text = _problem(tmp_path, GOOD, GOOD.replace(",SY,", ",QQ,").replace("paper,", "q,"), twin, b"\xff,x", "a,b")
    order = ["line 3, country", "line 3, feeds", "line 4, id: 'paper' stands on line 2 already", "line 4, feeds"]
    order += ["line 5, byte 1", "line 5, cells", "line 6, cells"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert f"{len(order)} things wrong" in text
    assert "presswatch sources check" in text


def test_one_feed_under_two_spellings_is_one_feed(tmp_path: Path) -> None:
    other = GOOD.replace("paper,", "other,").replace(
        "https://paper.example/feed", "HTTPS://Paper.example:443/feed?utm_source=x"
    )
    assert "stands on line 2 already" in _problem(tmp_path, GOOD, other)


@pytest.mark.parametrize("head", ["id,name", HEAD.replace(",", ";"), "", HEAD.upper()])
def test_another_header_is_refused_with_the_right_one(tmp_path: Path, head: str) -> None:
    text = _problem(tmp_path, GOOD, head=head)
    assert "line 1" in text
    assert HEAD in text


def test_a_file_without_sources_is_refused(tmp_path: Path) -> None:
    assert "there is no source in the file" in _problem(tmp_path)


def test_a_file_that_cannot_be_read_is_refused_with_its_path(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.csv", tmp_path):
        with pytest.raises(BadSources, match="cannot be read") as caught:
            read_sources(path)
        assert str(path) in str(caught.value)


def test_a_quoted_cell_may_hold_several_lines_and_later_lines_keep_their_numbers(tmp_path: Path) -> None:
    wrapped = GOOD.replace("https://paper.example/feed", '"https://paper.example/feed\nhttps://paper.example/two"')
    text = _problem(tmp_path, wrapped, "a,b")
    assert "line 4, cells" in text


def test_every_country_code_is_two_capital_letters() -> None:
    assert len(COUNTRIES) == 250
    assert all(len(code) == 2 and code.isalpha() and code.isupper() for code in COUNTRIES)
