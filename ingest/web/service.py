"""One service that the operator chose: JSON is posted to it, and its answer read. Not for any address that the web names.

Its address comes from the settings alone, so it may be a private one; what it answers may lead nowhere: a redirect is a
refusal, and nothing in an answer is asked for. Its key travels in a header and is kept in no record, message or file."""

from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType

import aiohttp

from ingest.web.answers import Problem
from ingest.web.exchange import Heard, Limits, ask, session
from ingest.web.statuses import REDIRECTS, problem_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the service is, and the key that opens it."""

    url: str
    user_agent: str
    key: str | None = field(default=None, repr=False)


class Service:
    """A session with one service. Use as an async context manager."""

    def __init__(self, address: Address, *, seconds: float, body_bytes: int) -> None:
        self._address = address
        self._limits = Limits(seconds=seconds, body_bytes=body_bytes, skips_media=False)

    async def __aenter__(self) -> "Service":
        self._session = session(aiohttp.TCPConnector(force_close=True, limit=0))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def post(self, body: bytes, now: datetime) -> bytes | Problem:
        """What the service answers to a JSON body, or why it gave nothing. Bounded in time and size, whatever it sends."""
        heard, _ = await ask(self._session, self._address.url, self._headers(), self._limits, body)
        if isinstance(heard, Problem):
            return heard
        return _problem(heard, now) or heard.problem or self._without_key(heard.body)

    def _headers(self) -> dict[str, str]:
        headers = {
            "User-Agent": self._address.user_agent,
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
        }
        return headers | ({"Authorization": f"Bearer {self._address.key}"} if self._address.key else {})

    def _without_key(self, body: bytes) -> bytes | Problem:
        """An answer that repeats our key is not kept."""
        if self._address.key and self._address.key.encode() in body:
            return Problem(reason="bad_answer", detail="the answer repeats the key")
        return body


def _problem(heard: Heard, now: datetime) -> Problem | None:
    if heard.status in REDIRECTS:
        return Problem(reason="http_error", detail=f"HTTP {heard.status}: a service is not followed elsewhere")
    if heard.status != 200:
        said = problem_of(heard.status, heard.headers, heard.body, now)
        return said or Problem(reason="http_error", detail=f"HTTP {heard.status}")
    return None
