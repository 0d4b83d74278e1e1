"""`presswatch gazetteer`: countries fetched from GeoNames, put into the index of places, listed and taken out."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console import paper
from console.lines import json_line
from ingest import gazetteer
from ingest.errors import Misconfigured, WorldDown
from ingest.place_index import Added, PlaceIndex
from ingest.settings import Settings
from ingest.web import check_contact, download

_OFFLINE = "Try again later, or fetch the file another way and give it with --file"
_MISTAKES = frozenset(("bad_url", "private_address", "too_large"))


def add(settings: Settings, codes: Sequence[str], file: Path | None, origin: str, now: datetime) -> None:
    """One country after the other, each whole or not at all. Raises Misconfigured and WorldDown."""
    wanted = [gazetteer.check_code(code) for code in codes]
    if file is not None and len(wanted) != 1:
        raise Misconfigured("--file", "holds one country", "Give the one code whose dump it is")
    if file is not None and not file.is_file():
        raise Misconfigured(str(file), "is no file", f"Name the dump as GeoNames gives it: {wanted[0]}.zip")
    settings.data.mkdir(parents=True, exist_ok=True)
    for code in wanted:
        if file is not None:
            _say(_added(settings, file, code, file.name, now))
            continue
        with TemporaryDirectory(prefix=".gazetteer-", dir=settings.data) as folder:
            dump, url = Path(folder) / f"{code}.zip", f"{origin.rstrip('/')}/{code}.zip"
            _fetch(settings, url, dump)
            _say(_added(settings, dump, code, url, now))


def _fetch(settings: Settings, url: str, dump: Path) -> None:
    asyncio.run(check_contact([url], settings))
    with paper.progress() as bars, paper.step(bars, f"fetch {url} (KB)") as task:

        def told(got: int, size: int | None) -> None:
            bars.update(task, completed=got // 1000, total=None if size is None else size // 1000)

        problem = asyncio.run(download(url, dump, settings, limit=gazetteer.MAX_ZIP_BYTES, progress=told))
    if problem is None:
        return
    if problem.reason in _MISTAKES:
        raise Misconfigured(url, str(problem.detail), "See --from, and PRESSWATCH_ALLOW_ADDRESSES in docs/operate.md")
    raise WorldDown(url, str(problem.detail), _OFFLINE)


def _added(settings: Settings, dump: Path, code: str, source: str, now: datetime) -> Added:
    """Raises Misconfigured about where the dump came from, not about the file that it was put into on the way."""
    try:
        with paper.progress() as bars, paper.step(bars, f"index {code}"):
            return gazetteer.add(settings.gazetteer, dump, code, source, now)
    except Misconfigured as problem:
        subject = source if problem.subject == str(dump) else problem.subject
        raise Misconfigured(subject, problem.problem, problem.cure) from problem


def _say(done: Added) -> None:
    paper.aside().print(
        f"{done.code}: {done.places:,} places, {done.names:,} names, from {done.source} "
        f"({done.bytes:,} bytes, sha256 {done.sha256})",
        soft_wrap=True,
    )


def show(settings: Settings, *, as_json: bool) -> None:
    """The countries in the index, on stdout."""
    found = PlaceIndex(settings.gazetteer).countries
    if as_json:
        paper.write(b"".join(json_line(one._asdict()) for one in found))
        return
    if not found:
        paper.aside().print(
            "No country was added: places are those of the seed table. `presswatch gazetteer add SY` adds one."
        )
        return
    rows = [(one.code, one.places, one.names, one.added_at, one.sha256[:8], one.source) for one in found]
    paper.out().print(paper.table("gazetteer", ("country", "places", "names", "added", "sha256", "from"), rows))


def remove(settings: Settings, codes: Sequence[str]) -> None:
    """Raises Misconfigured for a country that is not in."""
    for code in codes:
        gazetteer.remove(settings.gazetteer, code.upper())
        paper.aside().print(f"{code.upper()} is out; the places of the seed table stay")
