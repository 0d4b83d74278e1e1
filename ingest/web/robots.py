"""What a robots.txt says to us (RFC 9309). Fetching it, and what an absent one means, is the client's business.

protego reads the rules, after a filter: it keeps every agent it meets, and multiplies agents by rules, so 400 kB of
agents and rules would take it gigabytes. Only the groups that name our token, or everybody, are handed to it."""

import re
from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*(?::|\s)\s*([^#]*)", re.IGNORECASE)
_OTHERS = "User-agent: another"


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules, for one product token. None: everything is allowed."""

    _rules: Protego | None
    _token: str

    def allows(self, url: str) -> bool:
        return self._rules is None or bool(self._rules.can_fetch(url, self._token))

    @property
    def crawl_delay_s(self) -> float:
        delay = None if self._rules is None else self._rules.crawl_delay(self._token)
        return float(delay or 0.0)


def everything_allowed(token: str) -> Robots:
    """The rules of a site without a robots.txt."""
    return Robots(None, token)


def parse(body: bytes, token: str) -> Robots:
    """The rules in `body` for `token`; bytes beyond 500 KiB are not looked at, as the RFC permits."""
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    return Robots(Protego.parse("\n".join(_ours(text.splitlines(), token.lower()))), token)


def product_token(user_agent: str) -> str:
    """The name robots.txt files know us by: `presswatch` of `presswatch/0.1 (+https://…)`."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0].lower() if found else "presswatch"


def _ours(lines: list[str], token: str) -> list[str]:
    kept: list[str] = []
    for line in lines:
        agent = _AGENT_LINE.match(line)
        if agent is None:
            kept.append(line)
        elif (named := _renamed(agent[1].strip().lower(), token)) and not (kept and kept[-1] == named):
            kept.append(named)
    return kept


def _renamed(agent: str, token: str) -> str:
    if agent == "*":
        return "User-agent: *"
    return f"User-agent: {token}" if re.split(r"[/\s*]", agent)[0] == token else _OTHERS
