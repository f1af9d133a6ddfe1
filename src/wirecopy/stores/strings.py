"""Any string of Python as one that every database keeps, and back.

PostgreSQL keeps no NUL, and neither it nor SQLite a half of a surrogate pair; both stand in articles that
were decoded badly. Such a character is written as U+10FFFE (which is no character, and free for such use) and
four hexadecimal digits. What comes back is what went in, so offsets hold. Nearly all strings pass untouched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_MARK = "\U0010fffe"
_UNSAFE = re.compile(f"[\x00\ud800-\udfff{_MARK}]")
_ESCAPED = re.compile(f"{_MARK}([0-9a-f]{{4}})")


def safe(text: str) -> str:
    """The text as every database can keep it."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSAFE.sub(lambda found: f"{_MARK}{ord(found.group()) & 0xFFFF:04x}", text)


def plain(text: str) -> str:
    """The text as it was."""
    return _ESCAPED.sub(_original, text) if _MARK in text else text


def _original(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    return _MARK if number == 0xFFFE else chr(number)


def packed(value: Mapping[str, Any]) -> str:
    """A mapping as JSON: ASCII, keys in order, the same for the same values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def unpacked(text: str) -> dict[str, Any]:
    """The mapping again."""
    value: dict[str, Any] = json.loads(text)
    return value
