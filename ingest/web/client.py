"""The one door to the web: a URL in, a Reply or a Refusal out, redirects followed by hand. Parsing is not done here."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from ingest.archive import WarcWriter
from ingest.encodings import BadEncoding, TooLarge, gunzip
from ingest.model import Purpose
from ingest.settings import Settings
from ingest.web.answers import Problem, Refusal, Reply, refusal
from ingest.web.calls import Answer, Call, next_hop
from ingest.web.courier import Courier
from ingest.web.dial import Lookup, system_lookup
from ingest.web.permits import Permits
from ingest.web.robots import product_token
from ingest.web.statuses import REDIRECTS, problem_of
from ingest.web.targets import askable


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
        self._settings = settings
        self._courier = Courier(settings, run_id=run_id, warc=warc, clock=clock, lookup=lookup)
        self._permits = Permits(self._courier, product_token(settings.user_agent), settings.fetch_deadline_s)

    async def __aenter__(self) -> "Web":
        await self._courier.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._courier.__aexit__(kind, error, trace)

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
        call = Call(
            source_id=source_id,
            purpose=purpose,
            conditions=_conditions(etag, last_modified),
            left_s=self._settings.fetch_deadline_s,
        )
        found = await self._follow(call, url)
        answer = self._reply(call, found) if isinstance(found, Answer) else found
        return refusal(answer, tuple(call.captures)) if isinstance(answer, Problem) else answer

    async def _follow(self, call: Call, url: str) -> Answer | Problem:
        """The answer at the end of the redirects, each hop asked for only where its robots.txt allows."""
        seen: set[str] = set()
        follows_id: str | None = None
        target = askable(url)
        while not isinstance(target, Problem):
            if len(seen) > self._settings.max_redirects:
                return Problem(reason="too_many_redirects", detail=f"more than {self._settings.max_redirects}")
            seen.add(target)
            answer = await self._permits.problem(call, target) or await self._courier.send(
                call, target, call.purpose, follows_id
            )
            if isinstance(answer, Problem) or answer.heard.status not in REDIRECTS:
                return answer
            follows_id = answer.capture.capture_id
            target = next_hop(answer)
            if target in seen:
                return Problem(reason="too_many_redirects", detail=f"a loop at {target}")
        return target

    def _reply(self, call: Call, answer: Answer) -> Reply | Problem:
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

    def _unzipped(self, call: Call, body: bytes) -> bytes | Problem:
        if call.purpose != "sitemap":
            return body
        try:
            return gunzip(body, self._settings.max_body_bytes)
        except TooLarge as problem:
            return Problem(reason="too_large", detail=str(problem))
        except BadEncoding as problem:
            return Problem(reason="bad_encoding", detail=f"broken .gz file: {problem}")


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Validators as we got them earlier; what could not be a header value is left out."""
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}
