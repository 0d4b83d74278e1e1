"""Addresses that bear another one: redirectors, AMP caches, web archives, translators. Which ones, `seeds/url_rules.csv` says."""

import re
from base64 import urlsafe_b64decode
from functools import lru_cache
from urllib.parse import unquote

from ingest.urls.parts import Parts, href, parts
from ingest.urls.rules import RULES, Viewer

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]+(?::\d+)?(?=[/?#]|\Z)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/{0,2}(?=[^/])", re.IGNORECASE)
_NEWS_FIELD = b"\x08\x13\x22"  # what Google News puts before the length of an address
_NEWS_BEGIN = len(_NEWS_FIELD)


def is_viewer(host: str) -> bool:
    """Whether addresses of this host may bear another."""
    return bool(_viewers(host)) or host.endswith(RULES.translators)


def seen_through(written: str) -> str:
    """The address that another bears, in WHATWG spelling, however often it was wrapped; any other as it is."""
    while (inner := _inner(written, copies=True)) and len(inner) < len(written):
        written = inner
    return written


def handed_on(written: str) -> str:
    """As `seen_through`, but a page that an archive or a translator keeps is left where it is kept: the original may be gone."""
    while (inner := _inner(written, copies=False)) and len(inner) < len(written):
        written = inner
    return written


def _inner(written: str, *, copies: bool) -> str | None:
    at = parts(written)
    for viewer in _viewers(at.host):
        if (copies or not viewer.is_copy) and (found := _borne(viewer, at)):
            return found
    if copies and at.host.endswith(RULES.translators):
        return _translated(at)
    return None


@lru_cache(maxsize=50_000)
def _viewers(host: str) -> tuple[Viewer, ...]:
    return tuple(viewer for viewer in RULES.viewers if viewer.host.match(host))


def _borne(viewer: Viewer, at: Parts) -> str | None:
    if viewer.shape is None:
        return _in_query(viewer, at)
    query = f"?{at.query}" if at.query else ""
    found = viewer.shape.match(at.path + query)
    if not found:
        return None
    said = found.groupdict()
    if coded := said.get("base64"):
        return _news(coded)
    if escaped := said.get("escaped"):
        return _address(_unescaped(escaped), "https")
    # `s/` of an AMP cache stands for https; without it the outlet is asked over http.
    scheme = "https" if said.get("tls", "s/") else "http"
    return _address(said["bare"], scheme)


def _in_query(viewer: Viewer, at: Parts) -> str | None:
    if not at.path.startswith(viewer.path):
        return None
    for part in at.query.split("&"):
        name, _, value = part.partition("=")
        if name in viewer.names and (found := _address(_unescaped(value), None)):
            return found
    return None


def _unescaped(value: str) -> str:
    """A value read once. Where that would lose bytes (a path that is not UTF-8), it is left as it is."""
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        return value


def _address(text: str, scheme: str | None) -> str | None:
    """The address that a text is; one without `http://` only where a viewer leaves that out (`scheme`)."""
    if found := _SCHEME.match(text):
        return href(f"{found[1]}://{text[found.end() :]}")
    return href(f"{scheme}://{text}") if scheme and _HOST.match(text) else None


def _news(coded: str) -> str | None:
    try:
        raw = urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    except ValueError:
        return None
    if not raw.startswith(_NEWS_FIELD) or len(raw) <= _NEWS_BEGIN + 1:
        return None
    length, begin = raw[_NEWS_BEGIN], _NEWS_BEGIN + 1
    if length & 0x80:  # the length takes two bytes, seven bits each
        length, begin = (length & 0x7F) | raw[begin] << 7, begin + 1
    return _address(raw[begin : begin + length].decode("utf-8", "replace"), None)


def _translated(at: Parts) -> str | None:
    """Google's own recipe backwards: hyphens are dots, doubled hyphens are hyphens; `_x_tr_enc` says what stood before."""
    name = at.host.removesuffix(next(end for end in RULES.translators if at.host.endswith(end)))
    said = dict(part.partition("=")[::2] for part in at.query.split("&"))
    encodings = said.get("_x_tr_enc", "").split(",")
    name = said.get("_x_tr_hp", "") + name
    if "1" in encodings:
        name = name.removeprefix("1-")
    is_idn = "0" in encodings and name.startswith("0-")
    name = re.sub(r"\b-\b", ".", name.removeprefix("0-") if is_idn else name).replace("--", "-")
    kept = "&".join(part for part in at.query.split("&") if not part.startswith("_x_tr_"))
    host = f"xn--{name}" if is_idn else name
    return _address(f"{host}{at.path}" + (f"?{kept}" if kept else ""), "https")
