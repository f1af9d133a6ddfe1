"""Packaged word data: plain text, built by tools/build_lexicon.py (frequency, WordNet) or written by hand."""

from __future__ import annotations

from importlib import resources


def load(name: str) -> bytes:
    """The bytes of a packaged data file."""
    return resources.files(__name__).joinpath(name).read_bytes()
