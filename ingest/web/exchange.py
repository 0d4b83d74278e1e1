"""One request and its answer over one connection, bounded in time and size. Redirects, robots and turns are not known here."""

import asyncio
import re
from dataclasses import dataclass

import aiohttp
from aiohttp.connector import Connection
from yarl import URL

from ingest.archive import RawHeaders, header_text
from ingest.encodings import BadEncoding, Decoder, TooLarge, codings_of
from ingest.web.answers import Problem
from ingest.web.dial import Dialled, watch
from ingest.web.statuses import REDIRECTS

_MAX_HEADER_BYTES = 32_768  # per line; real content-security policies pass 16,000
_MAX_HEADERS = 200
_REDIRECT_BODY_BYTES = 65_536
_REDIRECT_BODY_SECONDS = 5.0
_ERROR_BODY_BYTES = 1_000_000
# Servers that announce a wrong length, or forget the last chunk, are many: a document with its end is taken as whole.
_WHOLE = re.compile(rb"</(?:html|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>\s*\Z", re.IGNORECASE)
_MEDIA = ("audio/", "video/", "image/", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` for the whole exchange, `body_bytes` for the body before and after its content codings;
    `skips_media`: the body of a film or a picture is not wanted."""

    seconds: float
    body_bytes: int
    skips_media: bool


def session(
    connector: aiohttp.BaseConnector, response_class: type[aiohttp.ClientResponse] = aiohttp.ClientResponse
) -> aiohttp.ClientSession:
    """A session for exchanges: no cookies, no proxy of the environment, bodies as transferred, headers bounded."""
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None),  # each exchange has its own, over everything
        response_class=response_class,
        max_line_size=_MAX_HEADER_BYTES,
        max_field_size=_MAX_HEADER_BYTES,
        max_headers=_MAX_HEADERS,
    )


@dataclass(slots=True, kw_only=True)
class Heard:
    """What came back, as it fills up. `raw` is as transferred, `body` decoded; `truncated` is WARC's reason or None;
    `problem` is why the body is not whole or not readable, whatever the status says; `truncated` without `problem` is
    a body cut off after the end of its document."""

    status: int
    status_line: bytes
    raw_headers: RawHeaders
    headers: tuple[tuple[str, str], ...]
    request: bytes
    ip_address: str
    raw: bytes = b""
    body: bytes = b""
    truncated: str | None = None
    problem: Problem | None = None

    @property
    def content_type(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")


class PeerResponse(aiohttp.ClientResponse):
    """A response that remembers whom it came from: its connection is gone once a short body is read."""

    ip_address = ""

    async def start(self, connection: Connection) -> "PeerResponse":
        peer = connection.transport.get_extra_info("peername") if connection.transport else None
        self.ip_address = str(peer[0]) if peer else ""
        await super().start(connection)
        return self


async def ask(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], limits: Limits, sent: bytes | None = None
) -> tuple[Heard | Problem, Dialled]:
    """GET `url` (spelled as it goes over the wire), or POST `sent` to it. A Problem where no response came; whatever came is
    in Heard."""
    method = "GET" if sent is None else "POST"
    dialled, heard = watch(), None
    try:
        async with (
            asyncio.timeout(limits.seconds),
            session.request(
                method, URL(url, encoded=True), headers=headers, data=sent, allow_redirects=False
            ) as response,
        ):
            heard = _head(response)
            try:
                await _read(heard, response.content, limits)
            finally:
                response.close()
    except (aiohttp.ClientError, OSError, ValueError) as error:
        problem = problem_of_error(error, dialled, limits.seconds)
        if heard is None:
            return problem, dialled
        heard.truncated = heard.truncated or ("time" if problem.reason == "timeout" else "disconnect")
        if not _WHOLE.search(heard.body[-200:]):
            heard.problem = heard.problem or problem
    return heard, dialled


def _head(response: aiohttp.ClientResponse) -> Heard:
    version, asked = response.version, response.request_info
    number = f"{version.major}.{version.minor}" if version else "1.1"
    request = [
        f"{asked.method} {asked.url.raw_path_qs} HTTP/1.1",
        *(f"{name}: {value}" for name, value in asked.headers.items()),
    ]
    return Heard(
        status=response.status,
        status_line=f"HTTP/{number} {response.status} {response.reason or ''}".encode(
            "utf-8", "surrogateescape"
        ).rstrip(),
        raw_headers=response.raw_headers,
        headers=tuple((header_text(name), header_text(value)) for name, value in response.raw_headers),
        request="\r\n".join([*request, "", ""]).encode("utf-8", "surrogateescape"),
        ip_address=response.ip_address if isinstance(response, PeerResponse) else "",
    )


async def _read(heard: Heard, content: aiohttp.StreamReader, limits: Limits) -> None:
    if heard.status in REDIRECTS:
        await _read_redirect(heard, content)
    elif limits.skips_media and heard.content_type.lower().startswith(_MEDIA):
        heard.truncated = "unspecified"
        heard.problem = Problem(reason="not_html", detail=f"content type {heard.content_type[:80]}")
    else:
        is_wanted = 200 <= heard.status < 300
        cap = limits.body_bytes if is_wanted else min(limits.body_bytes, _ERROR_BODY_BYTES)
        await _read_body(heard, content, cap)


async def _read_redirect(heard: Heard, content: aiohttp.StreamReader) -> None:
    """A redirect has said all in its head; its body is kept for the archive if it is short and quick."""
    try:
        async with asyncio.timeout(_REDIRECT_BODY_SECONDS):
            await _read_body(heard, content, _REDIRECT_BODY_BYTES)
    except TimeoutError:
        heard.truncated = "time"
    except aiohttp.ClientError:
        heard.truncated = "disconnect"


async def _read_body(heard: Heard, content: aiohttp.StreamReader, cap: int) -> None:
    decoder, raw = _decoder(heard, cap), bytearray()
    try:
        async for chunk in content.iter_any():
            raw += chunk[: cap - len(raw)]
            if decoder is not None:
                _decode(heard, decoder, chunk)
            if heard.truncated is None and len(raw) >= cap and not content.at_eof():
                _cut(heard, f"more than {cap} bytes")
            if heard.truncated:
                return
        _finish(heard, decoder)
    finally:
        heard.raw = bytes(raw)
        heard.body = heard.raw if decoder is None else decoder.body  # one copy where there is one


def _decoder(heard: Heard, cap: int) -> Decoder | None:
    """What undoes the codings; None where there are none, or none that we know."""
    coding = ",".join(value for name, value in heard.headers if name.lower() == "content-encoding")
    try:
        codings = codings_of(coding)
    except BadEncoding as problem:
        heard.problem = Problem(reason="bad_encoding", detail=str(problem))
        return None
    return Decoder(codings, cap) if codings else None


def _decode(heard: Heard, decoder: Decoder, chunk: bytes) -> None:
    """After the first bytes that cannot be decoded the rest is still kept, as it came, for the archive."""
    if heard.problem is not None:
        return
    try:
        decoder.feed(chunk)
    except TooLarge as problem:
        _cut(heard, str(problem))
    except BadEncoding as problem:
        heard.problem = Problem(reason="bad_encoding", detail=str(problem))


def _finish(heard: Heard, decoder: Decoder | None) -> None:
    try:
        if decoder is not None and heard.problem is None:
            decoder.finish()
    except BadEncoding as problem:
        heard.problem = Problem(reason="bad_encoding", detail=str(problem))


def _cut(heard: Heard, detail: str) -> None:
    heard.truncated = "length"
    heard.problem = Problem(reason="too_large", detail=detail)


def problem_of_error(error: Exception, dialled: Dialled, seconds: float) -> Problem:
    """Why no whole answer came: a refused address before whatever the client says of it."""
    if isinstance(error, TimeoutError):
        return Problem(reason="timeout", detail=f"not done after {seconds:.1f} s")
    if dialled.refused and not dialled.allowed:
        return dialled.refused[0]
    return Problem(reason=_reason(error), detail=f"{type(error).__name__}: {error}")


# The first class that fits decides; subclasses stand before their bases.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "dns"),
    (aiohttp.ClientSSLError, "tls"),
    (aiohttp.ClientConnectorError, "connect"),
    (aiohttp.InvalidURL, "bad_url"),
    (aiohttp.ClientError, "bad_response"),
    (OSError, "connect"),
    (ValueError, "bad_url"),
)


def _reason(error: Exception) -> str:
    return next(reason for kind, reason in _REASONS if isinstance(error, kind))
