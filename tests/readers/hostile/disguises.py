"""Bytes that are no page, or not in the encoding they claim."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Mapping

from tests.readers.hostile.story import page


def _archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("page.html", page())
    return stream.getvalue()


def _mhtml() -> bytes:
    return (
        b"From: <Saved by a browser>\r\nSubject: Quay stays shut\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="----x"\r\n\r\n------x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page().replace(b"=", b"=3D")
        + b"\r\n------x--\r\n"
    )


PAGES: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b" \r\n\t" * 1_000_000,
    "only_a_mark": lambda: b"\xef\xbb\xbf",
    "null_bytes": lambda: page().replace(b" ", b"\0"),
    "megabytes_of_null": lambda: b"<html>" + bytes(4_000_000),
    "nulls_in_tags": lambda: page(before="<d\0iv cl\0ass='x'>" * 10_000),
    "utf7": lambda: (
        page(head="<meta charset='utf-7'>").replace(b"<meta charset='utf-8'>", b"")
        + b"+ADw-script+AD4-x+ADw-/script+AD4-"
    ),
    "utf16": lambda: page().decode().encode("utf-16"),
    "utf16_declared_utf8": lambda: page().decode().encode("utf-16-le"),
    "utf16_odd_bytes": lambda: page().decode().encode("utf-16") + b"x",
    "utf8_declared_utf16": lambda: page().replace(b"charset='utf-8'", b"charset='utf-16'"),
    "utf8_declared_shift_jis": lambda: page(after="<p>Gr\u00f6\u00dfe</p>").replace(
        b"utf-8", b"shift_jis", 1
    ),
    "latin1_declared_utf8": lambda: page(after="<p>Caf\u00e9 Gr\u00f6\u00dfe</p>").decode().encode("latin-1"),
    "declared_hex": lambda: page().replace(b"utf-8", b"hex", 1),
    "declared_idna": lambda: page().replace(b"utf-8", b"idna", 1),
    "surrogates_in_utf8": lambda: page(after="<p>\ud800\udfff" * 10_000),
    "overlong_utf8": lambda: page() + b"\xc0\xaf\xe0\x80\xaf" * 100_000,
    "high_bytes": lambda: page() + bytes(range(128, 256)) * 30_000,
    "noise": lambda: b"<html>" + random.Random(7).randbytes(3_000_000),
    "gzip_in_gzip": lambda: gzip.compress(gzip.compress(page())),
    "gzip_bomb": lambda: gzip.compress(bytes(50_000_000), 1),
    "gzip_bomb_of_tags": lambda: gzip.compress(b"<p>" * 15_000_000, 1),
    "mhtml": _mhtml,
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + page(),
    "zip": _archive,
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "json": lambda: b'{"html": "' + b"x" * 1_000_000 + b'"}',
    "plain_text": lambda: b"Nothing here is markup, it is one long line of words. " * 50_000,
    "open_tag_only": lambda: b"<",
    "doctype_only": lambda: b"<!DOCTYPE html>",
    "doctype_without_end": lambda: b"<!DOCTYPE html " + b"x" * 3_000_000,
}
