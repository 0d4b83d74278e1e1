"""Content codings: whole, piece by piece, broken, lying, and as bombs."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encodings import BadEncoding, Decoder, TooLarge, codings_of, decode, gunzip


def _bare_deflate(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(data) + squeeze.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", _bare_deflate),
    ("br", lambda data: brotli.compress(data, quality=5)),
    ("zstd", zstandard.ZstdCompressor().compress),
]
each_coding = pytest.mark.parametrize(("name", "encode"), CODINGS)
PAGE = b"<html>" + b"".join(b"%d killed, " % n for n in range(30_000))


@each_coding
@settings(max_examples=30)
@given(body=st.binary(max_size=3000), size=st.integers(1, 700))
def test_decoding_undoes_encoding_however_the_bytes_arrive(
    name: str, encode: Callable[[bytes], bytes], body: bytes, size: int
) -> None:
    coded, decoder = encode(body), Decoder(codings_of(name), 10_000)
    for start in range(0, len(coded), size):
        decoder.feed(coded[start : start + size])
    decoder.finish()
    assert decoder.body == body


@each_coding
def test_a_long_body_survives_two_layers(name: str, encode: Callable[[bytes], bytes]) -> None:
    assert decode(gzip.compress(encode(PAGE)), f"{name}, gzip", 1_000_000) == PAGE


@each_coding
def test_a_stream_that_ends_too_early_is_bad(name: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadEncoding):
        decode(encode(PAGE)[:-9], name, 1_000_000)


@each_coding
def test_garbage_after_a_true_beginning_is_bad(name: str, encode: Callable[[bytes], bytes]) -> None:
    coded = encode(PAGE)
    with pytest.raises(BadEncoding):
        decode(coded[:200] + b"\xff" * 5000, name, 1_000_000)


@each_coding
def test_a_bomb_stops_at_the_cap_and_costs_no_more_memory(name: str, encode: Callable[[bytes], bytes]) -> None:
    bomb = encode(bytes(200_000_000))
    tracemalloc.start()
    decoder = Decoder(codings_of(name), 2_000_000)
    with pytest.raises(TooLarge):
        decoder.feed(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(decoder.body) == 2_000_000
    assert peak < 12_000_000


def test_a_middle_layer_is_capped_too_though_little_comes_out_of_it() -> None:
    bomb = gzip.compress(gzip.compress(b"little") + bytes(50_000_000))
    with pytest.raises(TooLarge):
        decode(bomb, "gzip, gzip", 1_000_000)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_plain_bytes_called_compressed_are_taken_as_they_are(name: str) -> None:
    assert decode(b"<html>", name, 100) == b"<html>"
    assert decode(b"<", name, 100) == b"<"
    assert decode(b"", name, 100) == b""


def test_members_and_frames_follow_each_other() -> None:
    assert decode(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100) == b"one two"
    frame = zstandard.ZstdCompressor().compress
    assert decode(frame(b"one ") + frame(b"two"), "zstd", 100) == b"one two"


def test_what_follows_a_finished_gzip_stream_is_ignored() -> None:
    assert decode(gzip.compress(b"one") + b"\0\0 trailing", "gzip", 100) == b"one"


def test_ten_thousand_empty_members_are_an_attack() -> None:
    with pytest.raises(BadEncoding, match="members"):
        decode(gzip.compress(b"") * 10_000, "gzip", 100)


def test_a_zstd_window_beyond_eight_megabytes_is_refused() -> None:
    wide = zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(window_log=27))
    stream = wide.compressobj()  # a one-shot frame would state its size and shrink the window
    with pytest.raises(BadEncoding):
        decode(stream.compress(PAGE) + stream.flush(), "zstd", 1_000_000)


@pytest.mark.parametrize("header", ["gzip, gzip, gzip", "compress", "gzip, sdch"])
def test_unknown_codings_and_towers_of_them_are_bad(header: str) -> None:
    with pytest.raises(BadEncoding):
        codings_of(header)


@pytest.mark.parametrize("header", [None, "", "identity", "UTF-8", "none, identity"])
def test_headers_that_name_no_coding_mean_none(header: str | None) -> None:
    assert codings_of(header) == ()


def test_a_gz_file_is_unzipped_within_the_cap_and_others_pass() -> None:
    assert gunzip(gzip.compress(b"<urlset/>"), 100) == b"<urlset/>"
    assert gunzip(b"<urlset/>", 100) == b"<urlset/>"
    with pytest.raises(TooLarge):
        gunzip(gzip.compress(bytes(1000)), 999)
