"""The body of an answer, unpacked while it comes and never larger than allowed.

In: pieces of a body as they come, and its Content-Encoding. Out: the unpacked bytes. gzip and deflate,
which is what we say we take; a body that is called packed and is not is taken as it is. Too much, before or
after unpacking, is refused as soon as it is seen, so that a packed bomb costs its limit and no more.
"""

from __future__ import annotations

import zlib

from wirecopy.watch.answers import FetchError

_PLAIN = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")
_GZIP = b"\x1f\x8b"
_TELLING = 2  # bytes by which gzip and zlib can be told
_EITHER = zlib.MAX_WBITS | 32  # a gzip or a zlib header, whichever is there


class Unpacker:
    """Takes the pieces of one body; `received` counts the bytes as they came."""

    def __init__(self, encoding: str, limit: int, url: str) -> None:
        self._limit = limit
        self._url = url
        self._parts: list[bytes] = []
        self._size = 0
        self.received = 0
        encoding = encoding.strip().lower()
        if encoding not in _PLAIN + _PACKED:
            raise FetchError(f"packed as {encoding!r}, which was not asked for", url)
        self._packed = encoding in _PACKED
        self._pending = b""  # what came and could not be unpacked yet
        self._unpack: zlib._Decompress | None = None

    @property
    def whole(self) -> bool:
        """Whether a packed body came to its end."""
        return self._unpack is None or self._unpack.eof

    def take(self, piece: bytes) -> None:
        """Unpack the next piece.

        Raises:
            FetchError: the body is larger than the limit, or is damaged.
        """
        self.received += len(piece)
        if self.received > self._limit:
            raise self._too_large()
        self._pending += piece
        while self._packed and len(self._pending) >= (1 if self._is_unpacking() else _TELLING):
            if self._is_unpacking() or self._begin():
                self._inflate()
        if not self._packed:
            self._keep(self._pending)
            self._pending = b""

    def body(self) -> bytes:
        """All that was unpacked."""
        return b"".join([*self._parts, self._pending if self._unpack is None else b""])

    def _is_unpacking(self) -> bool:
        return self._unpack is not None and not self._unpack.eof

    def _begin(self) -> bool:
        """Find out from the first bytes how it is packed, whatever the header says; whether it is at all."""
        start = self._pending
        if start.startswith(_GZIP) or (self._unpack is None and _is_zlib(start)):
            self._unpack = zlib.decompressobj(_EITHER)  # a gzip body may have several members (RFC 1952, 2.2)
        elif self._unpack is not None:
            self._pending = b""  # padding behind the end
            return False
        elif start.lstrip()[:1] in (b"<", b"{", b"\xef", b""):
            self._packed = False
            return False
        else:
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without a header, as some send it
        return True

    def _inflate(self) -> None:
        unpack = self._unpack
        if unpack is None:
            return
        try:
            self._keep(unpack.decompress(self._pending, self._limit - self._size + 1))
        except zlib.error as error:
            raise FetchError(f"the packed body is damaged: {error}", self._url) from None
        self._pending = unpack.unused_data if unpack.eof else unpack.unconsumed_tail

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> FetchError:
        return FetchError(f"larger than {self._limit:,} bytes", self._url, lasting=True)


def _is_zlib(piece: bytes) -> bool:
    """Whether a zlib header stands first (RFC 1950, 2.2)."""
    return piece[0] & 15 == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
