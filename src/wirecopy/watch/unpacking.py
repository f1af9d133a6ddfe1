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
        if self._packed and self._unpack is None:
            self._begin(piece)
        if self._unpack is None:
            self._keep(piece)
        elif not self._unpack.eof:  # what follows the end is padding
            self._inflate(self._unpack, piece)

    def body(self) -> bytes:
        """All that was unpacked."""
        return b"".join(self._parts)

    def _begin(self, piece: bytes) -> None:
        """Find out from the first bytes how it is packed, whatever the header says."""
        if piece[:2] == b"\x1f\x8b" or _is_zlib(piece):
            self._unpack = zlib.decompressobj(_EITHER)
        elif piece.lstrip()[:1] in (b"<", b"{", b"\xef", b""):
            self._packed = False
        else:
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without a header, as some send it

    def _inflate(self, unpack: zlib._Decompress, piece: bytes) -> None:
        while piece:
            try:
                self._keep(unpack.decompress(piece, self._limit - self._size + 1))
            except zlib.error as error:
                raise FetchError(f"the packed body is damaged: {error}", self._url) from None
            piece = unpack.unconsumed_tail

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> FetchError:
        return FetchError(f"larger than {self._limit:,} bytes", self._url, lasting=True)


def _is_zlib(piece: bytes) -> bool:
    """Whether a zlib header stands first (RFC 1950, 2.2)."""
    return len(piece) > 1 and piece[0] & 15 == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
