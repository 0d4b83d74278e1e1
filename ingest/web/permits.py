"""Whether a site's robots.txt lets us ask: fetched once per run and origin. The rules are read in `robots`.

What is decided here (RFC 9309): a 4xx (but 429) or an endless redirect means there are no rules; a 5xx, a 429 or no
answer means nothing is fetched *now*: the page's refusal then bears that failure's reason and is tried again, and the
file is asked for again after a minute; one that leads to a private address refuses the page as such. Up to five
redirects, 500 KiB; a crawl-delay is waited for up to a cap."""

import asyncio
from dataclasses import dataclass, field, replace

from ingest.urls import absolute
from ingest.web import robots
from ingest.web.answers import Problem
from ingest.web.calls import Answer, Call, next_hop
from ingest.web.courier import Courier
from ingest.web.statuses import REDIRECTS, retry_after_at
from ingest.web.targets import origin_of

_REDIRECTS = 5
_RETRY_S = 60.0
_OURS = ("private_address", "no_contact")  # refused by us, whatever the file would say


@dataclass(slots=True)
class _Rules:
    """What we know of one origin's robots.txt; a failure is believed until `stale_at` (loop time)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    known: robots.Robots | Problem | None = None
    stale_at: float | None = None


class Permits:
    """The rules of every origin met so far. `full_s`: what a call may spend in all."""

    def __init__(self, courier: Courier, token: str, full_s: float) -> None:
        self._courier, self._token, self._full_s = courier, token, full_s
        self._rules: dict[str, _Rules] = {}

    async def problem(self, call: Call, url: str) -> Problem | None:
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

    async def _learn(self, call: Call, rules: _Rules, url: str) -> robots.Robots | Problem:
        had_s = call.left_s
        found = await self._fetch_robots(call, url)
        if isinstance(found, robots.Robots):
            self._courier.slow_down(url, found.crawl_delay_s)
            rules.known, rules.stale_at = found, None
        elif found.reason != "timeout" or had_s > 0.9 * self._full_s:
            # A call that had little time left proves nothing about the site.
            rules.known, rules.stale_at = found, asyncio.get_running_loop().time() + _RETRY_S
        return found

    async def _fetch_robots(self, call: Call, url: str) -> robots.Robots | Problem:
        target: str | Problem = absolute("/robots.txt", url) or url
        follows_id: str | None = None
        for _ in range(_REDIRECTS + 1):
            if isinstance(target, Problem):  # a redirect to nowhere
                break
            answer = await self._courier.send(call, target, "robots", follows_id)
            if isinstance(answer, Problem):
                return answer if answer.reason in _OURS else replace(answer, detail=f"robots.txt: {answer.detail}")
            if answer.heard.status not in REDIRECTS:
                return self._read_robots(answer)
            follows_id, target = answer.capture.capture_id, next_hop(answer)
        return robots.everything_allowed(self._token)

    def _read_robots(self, answer: Answer) -> robots.Robots | Problem:
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
