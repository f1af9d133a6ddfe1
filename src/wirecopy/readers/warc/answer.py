"""An HTTP answer as a crawler kept it: status, type, and the body as the site meant it.

In: the block of a response record. Out: an `Answer`. Chunks are joined and packed bodies unpacked, with a
limit; many crawlers do both themselves and leave the old headers in place, so a header is believed only when
the body looks like it. Never raises.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from wirecopy.readers.warc.records import parse_fields

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,200})?\r?\n")
_MARKUP = re.compile(rb"[\s\xef\xbb\xbf]{0,200}<[!?a-zA-Z]")
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered.

    Attributes:
        status: 200 for a page; 0 where the answer is none of HTTP.
        content_type: as in the header, empty where there is none.
        body: unpacked; empty where that failed.
        problem: why it cannot be used.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    problem: str | None = None


def read_answer(block: bytes, most: int) -> Answer:
    """The answer in a block.

    Args:
        block: status line, header and body.
        most: bytes of the unpacked body that are allowed.
    """
    status = _STATUS.match(block)
    end = _HEAD_END.search(block)
    if status is None or end is None:
        return Answer(0, problem="no HTTP answer")
    fields = parse_fields(block[: end.start()])
    number, kind = int(status.group(1)), fields.get("content-type", "")
    if number != 200 or not is_page(kind, block[end.end() :][:512]):
        return Answer(number, kind)
    body = block[end.end() :]
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = joined(body)
    try:
        for coding in reversed(fields.get("content-encoding", "").lower().split(",")):
            body = _unpacked(body, coding.strip(), most)
    except _PackedError as error:
        return Answer(number, kind, problem=str(error))
    return Answer(number, kind, body)


def is_page(content_type: str, start: bytes = b"") -> bool:
    """Whether a content type is that of HTML; where there is none, whether the body begins like it."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml", "application/xhtml")
    return bool(re.match(rb"[\s\xef\xbb\xbf]{0,200}<(?:!doctype html|html\b)", start, re.IGNORECASE))


def joined(body: bytes) -> bytes:
    """A body whose chunks are joined; as it is, where it is not in chunks."""
    pieces: list[bytes] = []
    position = 0
    while match := _CHUNK.match(body, position):
        size = int(match.group(1), 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        position = match.end() + size
    return b"".join(pieces) if pieces and position >= len(body) else body


class _PackedError(ValueError):
    """Why a body cannot be unpacked, in words."""


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """The body without one of its codings; as it is, where it does not look like it."""
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, 31, most) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate" and not _MARKUP.match(body):
        return _inflated(body, 15 if body[:1] == b"\x78" else -15, most)
    if coding == "br" and not _MARKUP.match(body):
        return _unbrotlied(body, most)
    if coding == "zstd" and body.startswith(_ZSTD):
        raise _PackedError("the page is packed with zstd, which is not read")
    return body


def _inflated(body: bytes, window: int, most: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    try:
        found = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise _PackedError(f"the page is packed, and damaged ({error})") from error
    return _within(found, most)


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        import brotli  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise _PackedError("the page is packed with brotli: pip install 'wirecopy[brotli]'") from error
    unpacker = brotli.Decompressor()
    process: Callable[..., bytes] = unpacker.process
    try:
        found = bytearray(process(body, output_buffer_limit=most + 1))
        while len(found) <= most and not unpacker.is_finished() and (more := process(b"")):
            found += more
    except (brotli.error, TypeError) as error:  # TypeError: before 1.2 it had no limit
        raise _PackedError(f"the page is packed with brotli, and cannot be unpacked ({error})") from error
    return _within(bytes(found), most)


def _within(found: bytes, most: int) -> bytes:
    if len(found) > most:
        raise _PackedError(f"page larger than {most:,} bytes when unpacked (setting reading.max_page_bytes)")
    return found
