"""Mending the links that feeds and sitemaps give. Not canonical URLs, and not the rules of URLs (`ingest.urls`)."""

import re

from ingest.urls import resolve

_LIMIT = 4096  # characters of a link or a base: ten thousand short links on a base of megabytes would be gigabytes
_RESOLVED_LIMIT = 2 * _LIMIT
_BARE_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?=[/?#:]|\Z)", re.IGNORECASE)
_HTTP = re.compile(r"https?:/", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(//)?(?=\S)", re.IGNORECASE)


def absolute(base: str, link: str | None) -> str | None:
    """`link` as an absolute http(s) URL, or None. Relative links hang on `base`; a bare `www.` host and `feed:` are
    mended; `ingest.urls` mends ampersands that were escaped twice."""
    text = (link or "").strip()
    if not text or len(text) > _LIMIT:
        return None
    if found := _FEED_SCHEME.match(text):
        text = text[found.end() :] if is_web_link(text[found.end() :]) else f"http://{text[found.end() :]}"
    url = resolve(base, f"https://{text}" if _BARE_HOST.match(text) else text)
    return url if url and len(url) <= _RESOLVED_LIMIT else None


def base_of(stated: str | None, url: str) -> str:
    """Where the links of a channel hang: on the home page it states, else on its own address."""
    return stated if stated and len(stated) <= _LIMIT and is_web_link(stated) else url


def is_web_link(text: str | None) -> bool:
    """Whether a text (a GUID, say) is a web address by itself."""
    return bool(text and _HTTP.match(text.strip()))
