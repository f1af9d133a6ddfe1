"""Web archives for tests, record by record, sound or not as a test wants them."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

CRAWLED = "2024-03-06T08:00:00Z"


def record(
    kind: str, block: bytes, url: str | None = None, *, length: int | None = None, **fields: str
) -> bytes:
    """One record; `length` lies about its content, `fields` add to its header."""
    named = {"WARC-Type": kind, "WARC-Date": CRAWLED}
    if url is not None:
        named["WARC-Target-URI"] = url
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    named["Content-Length"] = str(len(block) if length is None else length)
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def response(
    url: str | None,
    page: str | bytes,
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    **fields: str,
) -> bytes:
    """A response record: an HTTP answer with a page."""
    body = page if isinstance(page, bytes) else page.encode()
    named = {"Content-Type": "text/html; charset=utf-8"} | dict(headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    block = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
    return record("response", block, url, Content_Type="application/http; msgtype=response", **fields)


def archive(*records: bytes) -> bytes:
    """The records one after the other, not packed."""
    return b"".join(records)


def packed(*records: bytes) -> bytes:
    """The records as crawlers pack them, each in a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
