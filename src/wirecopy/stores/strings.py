"""Any string of Python as one that every database keeps, and back.

PostgreSQL keeps no NUL, and neither it nor SQLite a half of a surrogate pair; both stand in articles that
were decoded badly. Such a character is written as four hexadecimal digits between two U+FFFE, which is no
character and parts words. What comes back is what went in, so offsets hold. Nearly all strings pass
untouched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_MARK = "\ufffe"
_UNSAFE = re.compile(f"[\x00\ud800-\udfff{_MARK}]")
_ESCAPED = re.compile(f"{_MARK}([0-9a-f]{{4}}){_MARK}")


def safe(text: str) -> str:
    """The text as every database can keep it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        pass  # half of a surrogate pair
    else:
        if "\0" not in text and _MARK not in text:
            return text
    return _UNSAFE.sub(lambda found: f"{_MARK}{ord(found.group()):04x}{_MARK}", text)


def plain(text: str) -> str:
    """The text as it was."""
    return _ESCAPED.sub(_original, text) if _MARK in text else text


def _original(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16))


def packed(value: Mapping[str, Any]) -> str:
    """A mapping as JSON: ASCII, keys in order, the same for the same values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def unpacked(text: str) -> dict[str, Any]:
    """The mapping again."""
    value: dict[str, Any] = json.loads(text)
    return value
