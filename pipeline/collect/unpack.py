"""Bodies that a server packed though it was asked not to: unpacked within bounds."""

from __future__ import annotations

import zlib

from pipeline.errors import SourceError

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits; 47 takes both zlib's and gzip's header."""


def unpack(data: bytes, encoding: str | None, limit: int, url: str) -> bytes:
    """``data`` without its Content-Encoding; SourceError when it is cut, broken, unknown to us,
    or unpacks to more than ``limit`` bytes (memory never grows beyond that)."""
    for one in reversed((encoding or "").lower().split(",")):
        name = one.strip()
        if name in ("", "identity"):
            continue
        if name not in _WINDOW:
            raise SourceError(f"{url}: packed as {name!r}, which nobody asked for")
        data = _inflate(data, _WINDOW[name], limit, url)
    return data


def _inflate(data: bytes, window: int, limit: int, url: str) -> bytes:
    bits = window
    if window == 47 and data[:1] and data[0] & 0x0F != 8 and data[:2] != b"\x1f\x8b":
        bits = -15  # bare deflate, as some servers mean it
    unpacker = zlib.decompressobj(bits)
    try:
        plain = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise SourceError(f"{url}: its packed body is broken ({error})") from error
    if len(plain) > limit:
        raise SourceError(f"{url}: unpacks to more than {limit} bytes; refused")
    if not unpacker.eof:
        raise SourceError(f"{url}: its packed body is cut short")
    return plain
