"""The WARC archive: every HTTP exchange as it came over the wire, written before anything is derived from it.

What is fetched, and when, is decided elsewhere. Files stand at `YYYY/MM/DD/<name>-<unique>.warc.gz`, one gzip member per
record; every writer has files of its own, so a killed process leaves at most a torn last record in a file of its own.

aiohttp removes the chunked framing, so `Transfer-Encoding` is kept as `X-Crawl-Transfer-Encoding` and a
`Content-Length` that does not count the stored body as `X-Crawl-Content-Length`, as Common Crawl does."""

import os
import re
import zlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO
from uuid import uuid4

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.encodings import BadEncoding, Decoder, TooLarge, codings_of
from ingest.errors import BadArchive

RawHeaders = tuple[tuple[bytes, bytes], ...]

_VERSION = "WARC/1.1"
_MAX_FILE_BYTES = 1_000_000_000
_UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._+-]+")
_BREAKS = re.compile(rb"[\r\n\0]+")
_FRAMING = {b"transfer-encoding": b"X-Crawl-Transfer-Encoding", b"content-length": b"X-Crawl-Content-Length"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response, as bytes. `body` is as transferred (still content-coded); `truncated` is WARC's
    reason (length, time, disconnect, unspecified) or None."""

    url: str
    fetched_at: datetime
    ip_address: str
    request: bytes
    status_line: bytes
    headers: RawHeaders
    body: bytes
    truncated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedResponse:
    """A response read back: `body` without content codings, cut where the capture itself was cut or at the cap."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_truncated: bool


class WarcWriter:
    """Appends exchanges to a file of its own below `archive`; opens it at the first one, in the folder of that day.

    Used by one `Web`; `write` may be called from any thread."""

    def __init__(self, archive: Path, name: str) -> None:
        self._archive = archive
        self._name = _UNSAFE_NAME.sub("-", name).strip(".-")[:120] or "warc"
        self._file: BinaryIO | None = None
        self._relative = ""
        self._lock = Lock()

    def __enter__(self) -> "WarcWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._close()

    def write(self, exchange: Exchange) -> tuple[str, int]:
        """File (relative to the archive) and offset of the response record, once both records are on the disk.

        Raises OSError (disk full); the file then ends where it ended before."""
        response = _response(exchange)
        members = _member(response), _member(_request(exchange, response))
        with self._lock:
            file = self._open(exchange.fetched_at)
            offset = file.tell()
            _append(file, b"".join(members))
            return self._relative, offset

    def _open(self, at: datetime) -> BinaryIO:
        if self._file is not None and self._file.tell() < _MAX_FILE_BYTES:
            return self._file
        self._close()
        path = self._archive / f"{at.astimezone(UTC):%Y/%m/%d}" / f"{self._name}-{uuid4().hex[:10]}.warc.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file, self._relative = path.open("xb"), path.relative_to(self._archive).as_posix()
        _append(self._file, _member(_warcinfo(path.name, at)))
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def read(archive: Path, warc_file: str, offset: int, *, cap: int = 100_000_000) -> ArchivedResponse:
    """The response at `offset` of `warc_file`, its digest verified. A torn end elsewhere in the file does no harm.

    Raises BadArchive where there is no whole response record, or its body is not in the coding it names."""
    subject = f"{warc_file}@{offset}"
    try:
        record, block = _record(archive, warc_file, offset)
    except (OSError, ValueError, EOFError, zlib.error, ArchiveLoadFailed) as problem:
        raise _bad(subject, str(problem) or type(problem).__name__) from problem
    if record.rec_type != "response":
        raise _bad(subject, f"a {record.rec_type} record stands here")
    if record.rec_headers.get_header("WARC-Block-Digest") != _digest(block):
        raise _bad(subject, "the digest does not match the bytes")
    return _archived(subject, record, block, cap)


def _archived(subject: str, record: ArcWarcRecord, block: bytes, cap: int) -> ArchivedResponse:
    head, _, raw = block.partition(b"\r\n\r\n")
    status_line, *lines = head.split(b"\r\n")
    headers = tuple(_header(line) for line in lines)
    try:
        status = int(status_line.split(b" ", 2)[1])
        body, is_cut = _decoded(
            raw, headers, is_torn=record.rec_headers.get_header("WARC-Truncated") is not None, cap=cap
        )
    except (ValueError, IndexError) as problem:
        raise _bad(subject, str(problem)) from problem
    return ArchivedResponse(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        status=status,
        headers=headers,
        body=body,
        is_truncated=is_cut,
    )


def _decoded(raw: bytes, headers: tuple[tuple[str, str], ...], *, is_torn: bool, cap: int) -> tuple[bytes, bool]:
    coding = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    decoder = Decoder(codings_of(coding), cap)
    try:
        decoder.feed(raw)
        decoder.finish()
    except TooLarge:
        return decoder.body, True
    except BadEncoding:
        if not is_torn:
            raise
    return decoder.body, is_torn


def _record(archive: Path, warc_file: str, offset: int) -> tuple[ArcWarcRecord, bytes]:
    path = (archive / warc_file).resolve()
    if not path.is_relative_to(archive.resolve()):
        raise ValueError("outside the archive")
    with path.open("rb") as file:
        file.seek(offset)
        record = next(iter(WARCIterator(file, no_record_parse=True)), None)
        if record is None:
            raise EOFError("nothing stands here")
        block = record.raw_stream.read()
        if len(block) != record.length:
            raise EOFError("the record is torn")
        return record, block


def _bad(subject: str, problem: str) -> BadArchive:
    return BadArchive(subject, problem, "Fetch the page again; `warcio check` tells whether the whole file is damaged")


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.partition(b":")
    return header_text(name), header_text(value).strip()


def header_text(raw: bytes) -> str:
    """A header's bytes as text: UTF-8 where they are, else Latin-1, as HTTP once said."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _response(exchange: Exchange) -> ArcWarcRecord:
    lines = [_BREAKS.sub(b" ", exchange.status_line), *_header_lines(exchange)]
    head = b"\r\n".join(lines) + b"\r\n\r\n"
    extra = [("WARC-Truncated", exchange.truncated)] if exchange.truncated else []
    return _http_record("response", exchange, head, exchange.body, extra)


def _header_lines(exchange: Exchange) -> list[bytes]:
    length = b"%d" % len(exchange.body)
    lines, is_counted = [], False
    for name, value in exchange.headers:
        lower = name.lower()
        is_true_length = lower == b"content-length" and value.strip() == length and not is_counted
        is_counted = is_counted or is_true_length
        kept = name if is_true_length else _FRAMING.get(lower, name)
        lines.append(_BREAKS.sub(b" ", kept) + b": " + _BREAKS.sub(b" ", value))
    return lines if is_counted else [*lines, b"Content-Length: " + length]


def _request(exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
    concurrent = ("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    return _http_record("request", exchange, exchange.request, b"", [concurrent])


def _http_record(
    kind: str, exchange: Exchange, head: bytes, body: bytes, extra: list[tuple[str, str]]
) -> ArcWarcRecord:
    block = head + body
    headers = [
        *_common(kind, exchange.fetched_at),
        ("WARC-Target-URI", exchange.url),
        ("WARC-IP-Address", exchange.ip_address),
        *extra,
        ("WARC-Payload-Digest", _digest(body)),
        ("WARC-Block-Digest", _digest(block)),
    ]
    return _warc_record(kind, headers, block, f"application/http; msgtype={kind}")


def _warcinfo(filename: str, at: datetime) -> ArcWarcRecord:
    fields = b"software: presswatch\r\nformat: WARC File Format 1.1\r\n"
    headers = [*_common("warcinfo", at), ("WARC-Filename", filename), ("WARC-Block-Digest", _digest(fields))]
    return _warc_record("warcinfo", headers, fields, "application/warc-fields")


def _common(kind: str, at: datetime) -> list[tuple[str, str]]:
    date = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return [("WARC-Type", kind), ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"), ("WARC-Date", date)]


def _warc_record(kind: str, headers: list[tuple[str, str]], block: bytes, content_type: str) -> ArcWarcRecord:
    # Built without warcio's reading of the HTTP head, which would rewrite headers that are not ASCII.
    head = StatusAndHeaders("", headers, protocol=_VERSION)
    record = ArcWarcRecord("warc", kind, head, BytesIO(block), None, content_type, len(block))
    record.payload_length = len(block)
    return record


def _member(record: ArcWarcRecord) -> bytes:
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version=_VERSION).write_record(record)
    squeeze = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # warcio's own is fixed at level 9
    return squeeze.compress(plain.getbuffer()) + squeeze.flush()


def _digest(raw: bytes) -> str:
    return "sha1:" + b32encode(sha1(raw, usedforsecurity=False).digest()).decode()


def _append(file: BinaryIO, raw: bytes) -> None:
    end = file.tell()
    try:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        file.seek(end)
        file.truncate()
        raise
