"""Ids that depend on content alone, so that machines and runs agree without talking."""

from __future__ import annotations

from hashlib import blake2b


def content_id(kind: str, *parts: str) -> str:
    """A short id of a kind ("c" claim, "q" quotation, "s" story) from the parts that make it."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{kind}-{digest.hexdigest()}"
