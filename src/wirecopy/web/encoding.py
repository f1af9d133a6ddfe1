"""Rows as JSON bytes, the form in which they are sent.

Equal rows give equal bytes, so that the hash of an answer tells whether it changed. Text that no encoding can
write (half of a surrogate pair, from an article that was decoded badly) is sent as an escape.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from wirecopy.model.plain import plain


def encoded(value: Any) -> bytes:
    """A row, or a mapping or list of rows, as JSON."""
    plainly = plain(value)
    try:
        return orjson.dumps(plainly)
    except TypeError:  # orjson's error for such text
        return json.dumps(plainly, separators=(",", ":")).encode("ascii")
