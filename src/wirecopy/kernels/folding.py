"""What each character becomes before words are compared: one table over the Basic Multilingual Plane.

Letters lose case and accents ("É" and "e" with a combining accent both become "e"); compatibility forms
become the plain letter; combining marks and joiners vanish; all that is neither letter, digit nor mark parts
words. Scripts written without spaces are marked, so that each of their characters becomes a word of its own.
Characters beyond the plane count as letters of their own, ideographs there as words. The table follows the
Unicode version of the running Python, which an index therefore records (`unicodedata.unidata_version`).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SEPARATOR = 0
IGNORED = 1
ALONE = 1 << 24  # flag: the character is a word of its own
PLANE = 1 << 16

# Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, ideographs.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3041, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
)
IDEOGRAPHS_BEYOND = (0x20000, 0x323AF)
_JOINERS = frozenset({0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x0640})


# Blocks in which every character folds to itself, with a flag, or parts words (-1): two thirds of the plane,
# filled
# without looking each of them up.
_UNIFORM = (
    (0x3400, 0x4DC0, ALONE),
    (0x4E00, 0xA000, ALONE),
    (0xAC00, 0xD7A4, 0),  # Hangul syllables
    (0xD800, 0xF900, -1),  # surrogates, private use
)

# Quotation marks keep their side: one control character each, which parts words like a space.
OPENING, CLOSING, EITHER = 0x02, 0x03, 0x22
_MARKS = {0x22: EITHER, 0x201C: OPENING, 0x201E: OPENING, 0x00AB: OPENING, 0x201D: CLOSING, 0x00BB: CLOSING}
LAST_MARK = 0x22


@lru_cache(maxsize=1)
def fold_table() -> NDArray[np.uint32]:
    """uint32[65536]: per code point `SEPARATOR`, `IGNORED`, or the folded code point, flagged if `ALONE`."""
    table = np.zeros(PLANE, np.uint32)
    done = 0
    for first, end, flag in (*_UNIFORM, (PLANE, PLANE, 0)):
        for code in range(done, first):
            table[code] = fold_code(code)
        if flag >= 0:
            table[first:end] = np.arange(first, end, dtype=np.uint32) | flag
        done = end
    table.setflags(write=False)
    return table


def fold_code(code: int) -> int:
    """The entry of one code point of the plane."""
    if code in _JOINERS:
        return IGNORED
    if code in _MARKS:
        return _MARKS[code]
    kind = unicodedata.category(chr(code))
    if kind in {"Mn", "Me"}:
        return IGNORED
    if kind[0] not in "LNM":
        return SEPARATOR
    folded = _plain(chr(code))
    alone = any(low <= code <= high for low, high in _UNSPACED)
    return ord(folded) | (ALONE if alone else 0)


def _plain(character: str) -> str:
    """The letter without case, accent and compatibility form, where that is one character, and no longer."""
    parts = unicodedata.normalize("NFKD", character.lower())
    bare = [part for part in parts if unicodedata.category(part) not in {"Mn", "Me"}]
    if len(bare) != 1:
        return character
    folded = bare[0].lower()
    if len(folded) != 1 or unicodedata.category(folded)[0] not in "LNM" or ord(folded) >= PLANE:
        return character
    # A longer encoding could overrun the buffer the folded text is written to.
    return folded if len(folded.encode()) <= len(character.encode()) else character
