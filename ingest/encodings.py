"""HTTP content codings undone with bounded output: gzip, deflate, br, zstd. Not character sets.

Bytes are pushed in as they arrive; each step hands on a bounded piece, so a bomb is noticed when the cap is passed and
not when memory is gone. Intermediate layers are capped too."""

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard

_STEP = 65_536
_MAX_LAYERS = 2
_MAX_MEMBERS = 1_000  # concatenated gzip members; more is an attack on our time
_ZSTD_SLICE = 128  # zstandard's push interface has no output limit; 128 bytes hold at most 4 MB of run-length blocks
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: the largest window a web client must accept
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_KNOWN = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd"}
# Seen in the wild as Content-Encoding of bodies that bear no coding at all.
_MEANINGLESS = frozenset(("", "identity", "none", "binary", "utf-8", "utf8", "aws-chunked", "iso-8859-1"))


class BadEncoding(ValueError):
    """The body is not in the coding its headers name."""


class TooLarge(ValueError):
    """The decoded body passed its cap."""


class _Sink(Protocol):
    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...


def codings_of(header: str | None) -> tuple[str, ...]:
    """The codings a Content-Encoding names, in the order they were applied. Raises BadEncoding if unknown or too many."""
    names = tuple(name.strip().lower() for name in (header or "").split(","))
    meant = tuple(name for name in names if name not in _MEANINGLESS)
    unknown = tuple(name for name in meant if name not in _KNOWN)
    if unknown:
        raise BadEncoding(f"unknown content coding {unknown[0][:40]}")
    if len(meant) > _MAX_LAYERS:
        raise BadEncoding(f"{len(meant)} content codings on top of each other")
    return tuple(_KNOWN[name] for name in meant)


class Decoder:
    """Undoes `codings` on bytes given piece by piece; `body` never holds more than `cap` bytes."""

    def __init__(self, codings: tuple[str, ...], cap: int) -> None:
        self._out = _Bounded(cap)
        self._in: _Sink = self._out
        for number, coding in enumerate(codings):
            self._in = _Sniffing(coding, self._in if number == 0 else _Bounded(cap, self._in))

    def feed(self, data: bytes) -> None:
        """Raises TooLarge or BadEncoding; what was decoded before stays in `body`."""
        self._in.write(data)

    def finish(self) -> None:
        """The input is complete. Raises BadEncoding where the coded stream is not."""
        self._in.close()

    @property
    def body(self) -> bytes:
        return bytes(self._out.kept)


def decode(body: bytes, content_encoding: str | None, cap: int) -> bytes:
    """The body without its content codings. Raises BadEncoding or TooLarge."""
    decoder = Decoder(codings_of(content_encoding), cap)
    decoder.feed(body)
    decoder.finish()
    return decoder.body


def gunzip(body: bytes, cap: int) -> bytes:
    """A `.gz` file's content (such as a sitemap's), or the body itself where it is no gzip file. Raises as `decode`."""
    return decode(body, "gzip", cap) if body.startswith(_GZIP_MAGIC) else body


class _Bounded:
    """Counts what passes, keeps it or hands it on, and stops at the cap."""

    def __init__(self, cap: int, after: _Sink | None = None) -> None:
        self.kept = bytearray()
        self._left, self._cap, self._after = cap, cap, after

    def write(self, data: bytes) -> None:
        fits = data[: self._left]
        self._left -= len(fits)
        if self._after is None:
            self.kept += fits
        else:
            self._after.write(fits)
        if len(fits) < len(data):
            raise TooLarge(f"more than {self._cap} bytes once decoded")

    def close(self) -> None:
        if self._after is not None:
            self._after.close()


class _Sniffing:
    """Waits for the first four bytes, then undoes the coding they bear; plain bytes called gzip or zstd pass as they are."""

    def __init__(self, coding: str, after: _Sink) -> None:
        self._coding, self._after = coding, after
        self._head = b""
        self._chosen: _Sink | None = None

    def write(self, data: bytes) -> None:
        if self._chosen is not None:
            return self._chosen.write(data)
        self._head += data
        if len(self._head) >= 4:
            self._choose()

    def close(self) -> None:
        if self._chosen is None and self._head:
            self._choose()
        (self._chosen or self._after).close()

    def _choose(self) -> None:
        head, self._head = self._head, b""
        self._chosen = _chosen(self._coding, head, self._after)
        self._chosen.write(head)


def _chosen(coding: str, head: bytes, after: _Sink) -> _Sink:
    if coding == "gzip":
        return _Inflate(zlib.MAX_WBITS | 16, after) if head.startswith(_GZIP_MAGIC) else after
    if coding == "zstd":
        return _Zstd(after) if head.startswith(_ZSTD_MAGIC) else after
    if coding == "br":
        return _Brotli(after)
    # "deflate" means zlib (RFC 9110), but some servers send it bare.
    is_zlib = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return _Inflate(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, after)


class _Inflate:
    """gzip (several members allowed; what follows them is ignored, as browsers do), zlib or bare deflate."""

    def __init__(self, wbits: int, after: _Sink) -> None:
        self._wbits, self._after = wbits, after
        self._stream = zlib.decompressobj(wbits)
        self._members = 1
        self._rest = b""  # what followed a finished member, too short to tell

    def write(self, data: bytes) -> None:
        if self._stream.eof:
            data = self._next_member(self._rest + data)
        while data:
            data = self._member(data)
            if self._stream.eof:
                data = self._next_member(data)

    def close(self) -> None:
        if not self._stream.eof:
            raise BadEncoding("the compressed body ends too early")
        self._after.close()

    def _member(self, data: bytes) -> bytes:
        """Decode up to the end of the member or the input; what was left over."""
        while True:
            try:
                piece = self._stream.decompress(data, _STEP)
            except zlib.error as problem:
                raise BadEncoding(str(problem)) from problem
            self._after.write(piece)
            if self._stream.eof:
                return self._stream.unused_data
            data = self._stream.unconsumed_tail
            if not data and len(piece) < _STEP:
                return b""

    def _next_member(self, data: bytes) -> bytes:
        if self._wbits <= zlib.MAX_WBITS or not data.startswith(_GZIP_MAGIC):
            self._rest = data if data in (b"", b"\x1f") else b"-"
            return b""
        if self._members == _MAX_MEMBERS:
            raise BadEncoding(f"more than {_MAX_MEMBERS} gzip members")
        self._members += 1
        self._stream, self._rest = zlib.decompressobj(self._wbits), b""
        return data


class _Brotli:
    def __init__(self, after: _Sink) -> None:
        self._after = after
        self._stream = brotli.Decompressor()

    def write(self, data: bytes) -> None:
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=_STEP)
            except brotli.error as problem:
                raise BadEncoding("not a brotli stream") from problem
            self._after.write(piece)
            data = b""  # accepted whole; empty calls draw out what the output limit held back
            if not piece and self._stream.can_accept_more_data():
                return

    def close(self) -> None:
        if not self._stream.is_finished():
            raise BadEncoding("the compressed body ends too early")
        self._after.close()


class _Zstd:
    def __init__(self, after: _Sink) -> None:
        self._after = after
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._decompressor.decompressobj()

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), _ZSTD_SLICE):
            self._slice(data[start : start + _ZSTD_SLICE])

    def close(self) -> None:
        if not self._frame.eof:
            raise BadEncoding("the compressed body ends too early")
        self._after.close()

    def _slice(self, data: bytes) -> None:
        while data:
            if self._frame.eof:
                self._frame = self._decompressor.decompressobj()
            try:
                piece = self._frame.decompress(data)
            except zstandard.ZstdError as problem:
                raise BadEncoding(str(problem)) from problem
            for start in range(0, len(piece), _STEP):
                self._after.write(piece[start : start + _STEP])
            data = self._frame.unused_data if self._frame.eof else b""
