"""One large file of an address that the operator named, written to disk as it comes. Through the same gate as every page;
not archived, not for pages."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp
from yarl import URL

from ingest.settings import Settings
from ingest.web.answers import Problem
from ingest.web.contact import has_contact
from ingest.web.dial import Lookup, connector, system_lookup, watch
from ingest.web.exchange import problem_of_error
from ingest.web.targets import askable

_CHUNK = 1 << 16
_DEADLINE_S = 1800.0
_SILENCE_S = 60.0
Progress = Callable[[int, int | None], None]


async def download(
    url: str, into: Path, settings: Settings, *, limit: int, progress: Progress, lookup: Lookup = system_lookup
) -> Problem | None:
    """Write what is at `url` into a file: whole, or not at all (a Problem says why). Redirects are not followed."""
    target = askable(url)
    if isinstance(target, Problem):
        return target
    part = into.with_name(into.name + ".part")
    gate = connector(settings.allow_addresses, lookup, has_contact=has_contact(settings.user_agent))
    timeout = aiohttp.ClientTimeout(total=_DEADLINE_S, sock_read=_SILENCE_S, sock_connect=settings.fetch_deadline_s)
    dialled = watch()
    try:
        async with (
            aiohttp.ClientSession(connector=gate, cookie_jar=aiohttp.DummyCookieJar(), timeout=timeout) as session,
            session.get(
                URL(target, encoded=True),
                headers={"User-Agent": settings.user_agent, "Accept-Encoding": "identity"},
                allow_redirects=False,
            ) as response,
        ):
            problem = await _save(response, part, limit, progress)
        if problem is None:
            await asyncio.to_thread(part.replace, into)
        return problem
    except (aiohttp.ClientError, TimeoutError) as error:
        return problem_of_error(error, dialled, settings.fetch_deadline_s)
    finally:
        part.unlink(missing_ok=True)


async def _save(response: aiohttp.ClientResponse, part: Path, limit: int, progress: Progress) -> Problem | None:
    if response.status != 200:
        return Problem(reason="http_error", detail=f"HTTP {response.status}")
    size, got = response.content_length, 0
    if size is not None and size > limit:
        return Problem(reason="too_large", detail=f"{size:,} bytes, more than {limit:,}")
    with part.open("wb") as file:
        async for chunk in response.content.iter_chunked(_CHUNK):
            got += len(chunk)
            if got > limit:
                return Problem(reason="too_large", detail=f"more than {limit:,} bytes")
            file.write(chunk)
            progress(got, size)
    return None
