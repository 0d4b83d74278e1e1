"""What a status line and its headers mean for us: reasons, challenges, Retry-After. Nothing here reads a socket."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest.web.answers import Problem

Headers = tuple[tuple[str, str], ...]

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_REASONS = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    410: "gone",
    429: "rate_limited",
    451: "geoblocked",
}
# Statuses under which challenge pages come; a page that merely writes about one answers 200.
_CHALLENGE_STATUSES = frozenset((202, 401, 403, 405, 429, 503))
_CHALLENGE_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-datadome", ""),
    ("x-sucuri-block", ""),
)
_CHALLENGE_MARKS = re.compile(
    rb"/cdn-cgi/challenge-platform/|cf-chl-|_cf_chl_opt|captcha-delivery\.com|_Incapsula_Resource|px-captcha"
    rb"|geo\.captcha|awsWafCookieDomainList|ddos-guard/js-challenge|sucuri_cloudproxy_js|/_sec/cp_challenge/"
)
_LONGEST_RETRY_AFTER = timedelta(days=1)  # a slip of the keyboard there must not silence a source for years


def header(headers: Headers, name: str) -> str | None:
    """The first header of that (lower-case) name."""
    return next((value for key, value in headers if key.lower() == name), None)


def problem_of(status: int, headers: Headers, body: bytes, at: datetime) -> Problem | None:
    """Why a final (not redirecting) answer is no page; None for 2xx that may be one, and for 304."""
    if status in _CHALLENGE_STATUSES and is_challenge(headers, body):
        return Problem(reason="bot_challenge", detail=f"HTTP {status} with a challenge page")
    if status == 206:
        return Problem(reason="bad_response", detail="HTTP 206, though no part was asked for")
    if 200 <= status < 300 or status == 304:
        return None
    reason = _REASONS.get(status) or ("server_error" if status >= 500 else "http_error")
    wait_until = retry_after_at(headers, at) if status in (429, 503) else None
    return Problem(reason=reason, detail=f"HTTP {status}", retry_after_at=wait_until)


def is_challenge(headers: Headers, body: bytes) -> bool:
    """Whether a blocked answer asks for a browser or a person (Cloudflare, DataDome, Imperva, AWS, …)."""
    marked = any(
        (value := header(headers, name)) is not None and part in value.lower() for name, part in _CHALLENGE_HEADERS
    )
    return marked or _CHALLENGE_MARKS.search(body[:200_000]) is not None


def retry_after_at(headers: Headers, at: datetime) -> datetime | None:
    """The moment a Retry-After names (seconds or HTTP date), at most a day from `at`; None without a usable one."""
    text = (header(headers, "retry-after") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        wait = timedelta(seconds=int(text))
    else:
        try:
            date = parsedate_to_datetime(text)
            wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - at
        except (ValueError, TypeError, OverflowError):
            return None
    return at + max(timedelta(0), min(wait, _LONGEST_RETRY_AFTER))
