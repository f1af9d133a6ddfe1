"""Folding a word to one spelling and one house style. (First cut; see fold.)"""

from __future__ import annotations

_HOUSE = {"u.s.": "us", "u.s": "us", "kyiv": "kiev", "mr": "", "mrs": "", "ms": ""}


def fold(word: str, language: str = "en") -> str:
    """The word in lower case, one spelling, one house style; "" for a courtesy title."""
    lower = word.lower().replace("’", "'")
    return _HOUSE.get(lower, lower) if language == "en" else lower
