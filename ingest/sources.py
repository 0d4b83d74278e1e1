"""The sources file: the outlets a person chose, one a line, checked in full. Nothing is asked of the web here.

Header `id,name,home_url,country,language,feeds,sitemaps,items_per_week,enabled`; UTF-8; several URLs in a cell stand
apart by spaces; `country` is ISO 3166-1 alpha-2, `language` BCP 47; `items_per_week` may be empty."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from ingest.errors import BadSources
from ingest.model import Source
from ingest.urls import absolute, canonical_url

HEADER = ("id", "name", "home_url", "country", "language", "feeds", "sitemaps", "items_per_week", "enabled")
_YES, _NO = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no"})
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CREDENTIALS = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
_MAX_ID, _MAX_CELL, _MAX_URL = 64, 100_000, 2_000
_CURE = "Mend the file; `presswatch sources check` looks at it again"

# ISO 3166-1 alpha-2, and XK, which is in use for Kosovo.
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())


@dataclass(slots=True)
class _Reading:
    """One reading of a file: what was found wrong, and what must not come twice."""

    problems: list[tuple[int, str]] = field(default_factory=list)
    lines_of_id: dict[str, int] = field(default_factory=dict)
    lines_of_url: dict[str, int] = field(default_factory=dict)

    def fault(self, line: int, column: str, problem: str) -> None:
        self.problems.append((line, f"line {line}, {column}: {problem}"))


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources in the file, in its order, disabled ones too. Raises BadSources, which lists every bad line."""
    reading = _Reading()
    text = _text(path, reading)
    found = [_source(line, cells, reading) for line, cells in _rows(path, text, reading)]
    if not found and not reading.problems:
        reading.fault(2, "id", "there is no source in the file")
    if reading.problems:
        count = len(reading.problems)
        listed = "\n  ".join(problem for _, problem in sorted(reading.problems, key=lambda noted: noted[0]))
        raise BadSources(str(path), f"{count} thing{'s' if count > 1 else ''} wrong:\n  {listed}\n", _CURE)
    return tuple(source for source in found if source)


def _text(path: Path, reading: _Reading) -> str:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        cure = "Name the file with --sources or PRESSWATCH_SOURCES"
        raise BadSources(str(path), f"cannot be read ({problem.strerror})", cure) from problem
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError as problem:
            reading.fault(number, f"byte {problem.start + 1}", "is not UTF-8; save the file as UTF-8")
        if b"\0" in line:
            reading.fault(number, f"byte {line.index(0) + 1}", "is a NUL; save the file as plain UTF-8 text")
    return raw.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")


def _rows(path: Path, text: str, reading: _Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells by column) of every line that has the right number of cells; empty lines are skipped."""
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = tuple(cell.strip() for cell in next(rows, []))
        if header != HEADER:
            hint = " (cells must stand apart by commas)" if len(header) == 1 and ";" in header[0] else ""
            raise BadSources(str(path), f"line 1: the header must be {','.join(HEADER)}{hint}", _CURE)
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(HEADER):
                yield rows.line_num, {name: cell.strip() for name, cell in zip(HEADER, cells, strict=True)}
            else:
                reading.fault(rows.line_num, "cells", f"there are {len(cells)}, and there must be {len(HEADER)}")
    except csv.Error as problem:
        reading.fault(rows.line_num, "quotes", str(problem))


def _source(line: int, cells: dict[str, str], reading: _Reading) -> Source | None:
    """The source of one line; None where anything about the line is wrong (it is noted in `reading`)."""
    before = len(reading.problems)
    _check_words(line, cells, reading)
    home = _urls(line, "home_url", cells["home_url"], reading)
    if len(home) != 1:
        reading.fault(line, "home_url", "must be one URL")
    feeds = _channels(line, "feeds", cells["feeds"], reading)
    sitemaps = _channels(line, "sitemaps", cells["sitemaps"], reading)
    is_enabled = cells["enabled"].lower() in _YES
    if is_enabled and not cells["feeds"] and not cells["sitemaps"]:
        reading.fault(line, "feeds", "an enabled source needs a feed or a sitemap")
    items = _number(line, cells["items_per_week"], reading)
    if len(reading.problems) > before:
        return None
    return Source(
        source_id=cells["id"],
        name=cells["name"],
        home_url=home[0],
        country=cells["country"].upper(),
        language=cells["language"],
        feeds=feeds,
        sitemaps=sitemaps,
        items_per_week=items,
        is_enabled=is_enabled,
    )


def _check_words(line: int, cells: dict[str, str], reading: _Reading) -> None:
    for column, cell in cells.items():
        if _CONTROL.search(cell) or len(cell) > _MAX_CELL:
            reading.fault(line, column, "holds control characters or is far too long")
    if not _SLUG.fullmatch(cells["id"]) or len(cells["id"]) > _MAX_ID:
        reading.fault(line, "id", f"{cells['id']!r} is not made of small letters, digits and hyphens")
    elif (first := reading.lines_of_id.setdefault(cells["id"], line)) != line:
        reading.fault(line, "id", f"{cells['id']!r} stands on line {first} already")
    if not cells["name"]:
        reading.fault(line, "name", "is empty")
    if cells["country"].upper() not in COUNTRIES:
        reading.fault(line, "country", f"{cells['country']!r} is not an ISO 3166-1 alpha-2 code, such as SY")
    if not _LANGUAGE.fullmatch(cells["language"]):
        reading.fault(line, "language", f"{cells['language']!r} is not a language tag, such as ar or pt-BR")
    if cells["enabled"].lower() not in _YES | _NO:
        reading.fault(line, "enabled", f"{cells['enabled']!r} is neither true nor false")


def _urls(line: int, column: str, cell: str, reading: _Reading) -> tuple[str, ...]:
    urls = tuple(cell.split())
    for url in urls:
        if not url.lower().startswith(("http://", "https://")) or len(url) > _MAX_URL or absolute(url) is None:
            reading.fault(line, column, f"{url[:200]!r} is not an http(s) URL")
        elif _CREDENTIALS.match(url):
            reading.fault(line, column, "a URL with a user name or password in it is not asked for")
    return urls


def _channels(line: int, column: str, cell: str, reading: _Reading) -> tuple[str, ...]:
    urls = _urls(line, column, cell, reading)
    for number, url in enumerate(urls):
        key = canonical_url(url) or url
        first = reading.lines_of_url.setdefault(key, line)
        if first != line:
            reading.fault(line, column, f"{url!r} stands on line {first} already")
        elif key in {canonical_url(other) for other in urls[:number]}:
            reading.fault(line, column, f"{url!r} stands twice on this line")
    return urls


def _number(line: int, cell: str, reading: _Reading) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e6:
        reading.fault(line, "items_per_week", f"{cell!r} is not a number of 0 or more")
    return number
