"""One exchange in its host's turn, brought home into the archive. Which URL is asked for is decided elsewhere."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from types import TracebackType

from ingest.archive import Exchange, WarcWriter
from ingest.ids import make_id
from ingest.model import Capture, Purpose
from ingest.settings import Settings
from ingest.urls import host_of
from ingest.web.answers import Problem, one_line
from ingest.web.calls import Answer, Call
from ingest.web.contact import has_contact
from ingest.web.dial import Lookup, connector
from ingest.web.exchange import Heard, Limits, PeerResponse, ask, session
from ingest.web.pacing import Host, Pacing
from ingest.web.robots import MAX_BYTES
from ingest.web.statuses import header, retry_after_at

_ACCEPT: dict[Purpose, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "sitemap": "application/xml, text/xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}


class Courier:
    """Sends requests and lands what comes back; an async context manager holding the session and the writing thread."""

    def __init__(
        self, settings: Settings, *, run_id: str, warc: WarcWriter, clock: Callable[[], datetime], lookup: Lookup
    ) -> None:
        self._settings, self._run_id, self._warc, self._clock, self._lookup = settings, run_id, warc, clock, lookup
        self._pacing = Pacing(settings.host_delay_s)

    async def __aenter__(self) -> "Courier":
        settings = self._settings
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="warc")  # one writer; the disk must not stop the loop
        self._session = session(
            connector(settings.allow_addresses, self._lookup, has_contact=has_contact(settings.user_agent)),
            PeerResponse,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        self._writing.shutdown()

    def slow_down(self, url: str, delay_s: float) -> None:
        """From now on leave `delay_s` between the starts of two requests to the URL's host (up to a cap)."""
        self._pacing.slow_down(host_of(url), delay_s)

    async def send(self, call: Call, url: str, purpose: Purpose, follows_id: str | None) -> Answer | Problem:
        """One exchange in the host's turn, landed in the archive; a Problem where no response came."""
        host = self._pacing.host(host_of(url))
        if refused := self._closed(host) or _spent(call):
            return refused
        async with self._pacing.turn(host):
            if closed := self._closed(host):  # asked for while we queued
                return closed
            loop, at = asyncio.get_running_loop(), self._clock()
            began = loop.time()
            heard, dialled = await ask(self._session, url, self._headers(call, purpose), self._limits(call, purpose))
            took = loop.time() - began
            call.left_s -= took
            host.is_ours = dialled.is_ours
            if isinstance(heard, Heard) and heard.status in (429, 503):
                host.closed_until = retry_after_at(heard.headers, at)
        if isinstance(heard, Problem):
            return heard
        capture = await self._land(call, url, purpose, follows_id, heard, at, took)
        return Answer(url=url, heard=heard, capture=capture)

    def _closed(self, host: Host) -> Problem | None:
        if host.closed_until is None or self._clock() >= host.closed_until:
            return None
        return Problem(
            reason="rate_limited",
            detail=f"the host asked for a pause until {host.closed_until:%Y-%m-%d %H:%M:%S} UTC",
            retry_after_at=host.closed_until,
        )

    def _headers(self, call: Call, purpose: Purpose) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT[purpose],
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Connection": "close",
            **(call.conditions if purpose != "robots" else {}),
        }

    def _limits(self, call: Call, purpose: Purpose) -> Limits:
        cap = MAX_BYTES if purpose == "robots" else self._settings.max_body_bytes
        return Limits(seconds=call.left_s, body_bytes=cap, skips_media=purpose == "page")

    async def _land(
        self, call: Call, url: str, purpose: Purpose, follows_id: str | None, heard: Heard, at: datetime, took_s: float
    ) -> Capture:
        """Write the exchange to the archive, then speak of it."""
        landed = Exchange(
            url=url,
            fetched_at=at,
            ip_address=heard.ip_address,
            request=heard.request,
            status_line=heard.status_line,
            headers=heard.raw_headers,
            body=heard.raw,
            truncated=heard.truncated,
        )
        warc_file, offset = await asyncio.get_running_loop().run_in_executor(self._writing, self._warc.write, landed)
        content_type = header(heard.headers, "content-type")
        capture = Capture(
            capture_id=make_id("capture", warc_file, offset),
            run_id=self._run_id,
            source_id=call.source_id,
            purpose=purpose,
            url=url,
            follows_id=follows_id,
            status=heard.status,
            fetched_at=at,
            duration_ms=round(took_s * 1000),
            ip_address=heard.ip_address,
            content_type=None if content_type is None else one_line(content_type),
            body_bytes=len(heard.body),
            body_sha256=sha256(heard.body).hexdigest(),
            is_truncated=heard.truncated is not None,
            warc_file=warc_file,
            warc_offset=offset,
        )
        call.captures.append(capture)
        return capture


def _spent(call: Call) -> Problem | None:
    return None if call.left_s > 0 else Problem(reason="timeout", detail="the time for the whole call is used up")
