"""What a format cannot hold: characters, and addresses, languages and dates that are none.

Every character that is replaced is replaced by one character, U+FFFD, so that offsets into an exported text
are those of the report. XML 1.0 has no way to write a control character or half of a surrogate pair, UTF-8
has none for the latter.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

_HALVES = re.compile("[\ud800-\udfff]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\xa0]')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def writable(text: str) -> str:
    """Text that can be encoded: halves of surrogate pairs replaced."""
    return _HALVES.sub("\ufffd", text)


def xml(text: str) -> str:
    """Text that XML 1.0 can hold."""
    return _NO_XML.sub("\ufffd", text)


def printable(text: str) -> str:
    """Text without control characters other than tabs and line ends."""
    return _CONTROLS.sub("\ufffd", text)


def line(text: str) -> str:
    """Printable text on one line."""
    return _BLANKS.sub(" ", printable(text)).strip()


def utf8(text: str) -> bytes:
    """Text as UTF-8."""
    return writable(text).encode("utf-8")


def json_bytes(value: Any) -> bytes:
    """A JSON document that ends in a line end; only numbers that JSON has."""
    return utf8(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def escaped(name: str) -> str:
    """A name as a part of a URI or of a qualified name of PROV: letters, digits and percent signs."""
    safe = quote(writable(name), safe="-._~")
    return f"{safe[:-1]}%2E" if safe.endswith(".") else safe


def web_address(url: str | None) -> str | None:
    """The URL as an IRI, None where it is no address of a page on the web."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return _NO_IRI.sub(lambda found: quote(found[0]), writable((url or "").strip()))


def language_tag(code: str | None) -> str | None:
    """The language code, None where it is not one."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def iso_date(published: str | None) -> str | None:
    """A date, or a date and a time of day, as XML Schema has it; None where it is neither."""
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return found.isoformat() if len(published or "") > len("2022-02-07") else found.date().isoformat()
