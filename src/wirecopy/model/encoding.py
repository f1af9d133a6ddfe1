"""Rows as JSON bytes, the form in which they are kept and sent.

Equal rows give equal bytes, so that the hash of an answer tells whether it changed. Text that no encoding can
write (half of a surrogate pair, from an article that was decoded badly) is written as an escape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson

from wirecopy.model.plain import plain


def encoded(value: Any) -> bytes:
    """A row, or a mapping or list of rows, as JSON: the same as that of `plain`, ten times as fast."""
    try:
        return orjson.dumps(value, default=_mapping)
    except orjson.JSONEncodeError:
        return json.dumps(plain(value), separators=(",", ":")).encode("ascii")


def decoded(body: bytes) -> Any:
    """What `encoded` made bytes of, as dictionaries and lists."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return json.loads(body)


def _mapping(value: Any) -> dict[Any, Any]:
    """What orjson takes for no dictionary, and is one."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no row")
