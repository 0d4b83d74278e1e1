"""The one door to the web: robots.txt, turns, redirects, and every exchange into the archive. Parsing is not done here.

What is decided about robots.txt (RFC 9309): a 4xx (but 429) or an endless redirect means there are no rules; a 5xx, a
429 or no answer means nothing is fetched *now*: the page's refusal then bears that failure's reason and is tried again,
and the file is asked for again after a minute. Up to five redirects, 500 KiB, once per run and origin."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from types import TracebackType

import aiohttp

from ingest.archive import Exchange, WarcWriter
from ingest.encodings import BadEncoding, TooLarge, gunzip
from ingest.ids import make_id
from ingest.model import Capture, Purpose
from ingest.settings import Settings
from ingest.urls import absolute, host_of
from ingest.web import robots
from ingest.web.answers import Problem, Refusal, Reply, one_line, refusal
from ingest.web.contact import has_contact
from ingest.web.dial import Lookup, connector, system_lookup
from ingest.web.exchange import MAX_HEADER_BYTES, MAX_HEADERS, Heard, Limits, PeerResponse, ask
from ingest.web.pacing import CRAWL_DELAY_CAP_S, Host, Pacing
from ingest.web.statuses import REDIRECTS, header, problem_of, retry_after_at
from ingest.web.targets import askable, origin_of

_ACCEPT: dict[Purpose, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "sitemap": "application/xml, text/xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}
_ROBOTS_REDIRECTS = 5
_ROBOTS_RETRY_S = 60.0


@dataclass(slots=True, kw_only=True)
class _Call:
    """One `get` under way: for whom, what it has made so far, and the seconds it may still spend."""

    source_id: str
    purpose: Purpose
    conditions: dict[str, str]
    left_s: float
    captures: list[Capture] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    url: str
    heard: Heard
    capture: Capture


@dataclass(slots=True)
class _Rules:
    """What we know of one origin's robots.txt; a failure is believed until `stale_at` (loop time)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    known: robots.Robots | Problem | None = None
    stale_at: float | None = None


class Web:
    """A polite, suspicious HTTP client for one run. Use as an async context manager.

    `clock` gives the moments that are stored; `lookup` (names to addresses) is the seam for tests."""

    def __init__(
        self,
        settings: Settings,
        *,
        run_id: str,
        warc: WarcWriter,
        clock: Callable[[], datetime],
        lookup: Lookup = system_lookup,
    ) -> None:
        self._settings, self._run_id, self._warc, self._clock, self._lookup = settings, run_id, warc, clock, lookup
        self._token = robots.product_token(settings.user_agent)
        self._pacing = Pacing(settings.host_delay_s)
        self._rules: dict[str, _Rules] = {}

    async def __aenter__(self) -> "Web":
        settings = self._settings
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="warc")  # one writer; the disk must not stop the loop
        self._session = aiohttp.ClientSession(
            connector=connector(settings.allow_addresses, self._lookup, has_contact=has_contact(settings.user_agent)),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None),  # each exchange has its own, over everything
            response_class=PeerResponse,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
            max_headers=MAX_HEADERS,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        self._writing.shutdown()

    async def get(
        self,
        url: str,
        *,
        source_id: str,
        purpose: Purpose,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Reply | Refusal:
        """GET `url`, following redirects. Reply for 2xx and 304, Refusal for all else; raises OSError if the archive
        cannot be written. `settings.fetch_deadline_s` bounds the whole call without the time it waits for its turn."""
        call = _Call(
            source_id=source_id,
            purpose=purpose,
            conditions=_conditions(etag, last_modified),
            left_s=self._settings.fetch_deadline_s,
        )
        found = await self._follow(call, url)
        answer = self._reply(call, found) if isinstance(found, _Answer) else found
        return refusal(answer, tuple(call.captures)) if isinstance(answer, Problem) else answer

    async def _follow(self, call: _Call, url: str) -> _Answer | Problem:
        """The answer at the end of the redirects, each hop asked for only where its robots.txt allows."""
        seen: set[str] = set()
        follows_id: str | None = None
        target = askable(url)
        while not isinstance(target, Problem):
            if len(seen) > self._settings.max_redirects:
                return Problem(reason="too_many_redirects", detail=f"more than {self._settings.max_redirects}")
            seen.add(target)
            answer = await self._permit(call, target) or await self._exchange(call, target, call.purpose, follows_id)
            if isinstance(answer, Problem) or answer.heard.status not in REDIRECTS:
                return answer
            follows_id = answer.capture.capture_id
            target = _next_hop(answer)
            if target in seen:
                return Problem(reason="too_many_redirects", detail=f"a loop at {target}")
        return target

    def _reply(self, call: _Call, answer: _Answer) -> Reply | Problem:
        heard, at = answer.heard, answer.capture.fetched_at
        problem = problem_of(heard.status, heard.headers, heard.body, at) or heard.problem
        if problem is None and heard.status == 304 and not call.conditions:
            problem = Problem(reason="bad_response", detail="HTTP 304, though nothing was known")
        body = self._unzipped(call, heard.body) if problem is None else problem
        if isinstance(body, Problem):
            return body
        return Reply(
            url=answer.url,
            status=heard.status,
            headers=heard.headers,
            content_type=answer.capture.content_type,
            body=body,
            fetched_at=at,
            captures=tuple(call.captures),
        )

    def _unzipped(self, call: _Call, body: bytes) -> bytes | Problem:
        if call.purpose != "sitemap":
            return body
        try:
            return gunzip(body, self._settings.max_body_bytes)
        except TooLarge as problem:
            return Problem(reason="too_large", detail=str(problem))
        except BadEncoding as problem:
            return Problem(reason="bad_encoding", detail=f"broken .gz file: {problem}")

    async def _permit(self, call: _Call, url: str) -> Problem | None:
        """Why robots.txt keeps us from `url`; None if it does not."""
        rules = self._rules.setdefault(origin_of(url), _Rules())
        async with rules.lock:
            known = self._believed(rules) or await self._learn(call, rules, url)
        if isinstance(known, Problem):
            return known
        return None if known.allows(url) else Problem(reason="robots", detail=f"robots.txt disallows {url}")

    def _believed(self, rules: _Rules) -> robots.Robots | Problem | None:
        is_stale = rules.stale_at is not None and asyncio.get_running_loop().time() > rules.stale_at
        return None if is_stale else rules.known

    async def _learn(self, call: _Call, rules: _Rules, url: str) -> robots.Robots | Problem:
        had_s = call.left_s
        found = await self._fetch_robots(call, url)
        if isinstance(found, robots.Robots):
            host = self._pacing.host(host_of(url))
            host.crawl_delay_s = max(host.crawl_delay_s, min(found.crawl_delay_s, CRAWL_DELAY_CAP_S))
            rules.known, rules.stale_at = found, None
        elif found.reason != "timeout" or had_s > 0.9 * self._settings.fetch_deadline_s:
            # A call that had little time left proves nothing about the site.
            rules.known, rules.stale_at = found, asyncio.get_running_loop().time() + _ROBOTS_RETRY_S
        return found

    async def _fetch_robots(self, call: _Call, url: str) -> robots.Robots | Problem:
        target: str | Problem = absolute("/robots.txt", url) or url
        follows_id: str | None = None
        for _ in range(_ROBOTS_REDIRECTS + 1):
            if isinstance(target, Problem):  # a redirect to nowhere
                break
            answer = await self._exchange(call, target, "robots", follows_id)
            if isinstance(answer, Problem):
                return replace(answer, detail=f"robots.txt: {answer.detail}")
            if answer.heard.status not in REDIRECTS:
                return self._read_robots(answer)
            follows_id, target = answer.capture.capture_id, _next_hop(answer)
        return robots.everything_allowed(self._token)

    def _read_robots(self, answer: _Answer) -> robots.Robots | Problem:
        heard, status = answer.heard, answer.heard.status
        if 400 <= status < 500 and status != 429:
            return robots.everything_allowed(self._token)
        if not 200 <= status < 300:
            wait_until = retry_after_at(heard.headers, answer.capture.fetched_at)
            reason = "rate_limited" if status == 429 else "server_error"
            return Problem(reason=reason, detail=f"robots.txt: HTTP {status}", retry_after_at=wait_until)
        if heard.problem is not None and heard.problem.reason != "too_large":
            return Problem(reason=heard.problem.reason, detail=f"robots.txt: {heard.problem.detail}")
        return robots.parse(heard.body, self._token)

    async def _exchange(self, call: _Call, url: str, purpose: Purpose, follows_id: str | None) -> _Answer | Problem:
        """One exchange in the host's turn, landed in the archive; a Problem where no response came."""
        host = self._pacing.host(host_of(url))
        async with self._pacing.turn(host):
            if closed := self._closed(host) or _spent(call):
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
        return _Answer(url=url, heard=heard, capture=capture)

    def _closed(self, host: Host) -> Problem | None:
        if host.closed_until is None or self._clock() >= host.closed_until:
            return None
        return Problem(
            reason="rate_limited",
            detail=f"the host asked for a pause until {host.closed_until:%Y-%m-%d %H:%M:%S} UTC",
            retry_after_at=host.closed_until,
        )

    def _headers(self, call: _Call, purpose: Purpose) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT[purpose],
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Connection": "close",
            **(call.conditions if purpose != "robots" else {}),
        }

    def _limits(self, call: _Call, purpose: Purpose) -> Limits:
        cap = robots.MAX_BYTES if purpose == "robots" else self._settings.max_body_bytes
        return Limits(seconds=call.left_s, body_bytes=cap, skips_media=purpose == "page")

    async def _land(
        self, call: _Call, url: str, purpose: Purpose, follows_id: str | None, heard: Heard, at: datetime, took_s: float
    ) -> Capture:
        """Write the exchange to the archive, then speak of it."""
        landed = Exchange(
            url=url,
            fetched_at=at,
            ip_address=heard.ip_address,
            request=heard.request,
            status_line=heard.status_line,
            headers=heard.raw_headers,
            body=bytes(heard.raw),
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


def _spent(call: _Call) -> Problem | None:
    return None if call.left_s > 0 else Problem(reason="timeout", detail="the time for the whole call is used up")


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Validators as we got them earlier; what could not be a header value is left out."""
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _next_hop(answer: _Answer) -> str | Problem:
    location = header(answer.heard.headers, "location")
    if not location:
        return Problem(reason="http_error", detail=f"HTTP {answer.heard.status} without a Location")
    return askable(location, answer.url)
