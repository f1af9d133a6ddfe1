"""Texts to words, word 3-shingles and sketches: the plain twin of `compiled.scan`.

A text is decoded (each byte that is no UTF-8 is one character that parts words) and folded to a string in
which words are what stands between ASCII characters that are neither letter nor digit. A character of a
script without spaces is a word of its own, followed by `AFTER_ALONE`; it is hashed with up to two such
neighbours.

Source: as in `compiled.scan`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import AFTER_ALONE, MIX_1, MIX_2, MIX_3, MIX_4, ROW_BITS, SPAN
from wirecopy.kernels.folding import ALONE, IDEOGRAPHS_BEYOND, IGNORED, LAST_MARK, PLANE
from wirecopy.kernels.shelf import Shelf

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Hashes = NDArray[np.uint64]
Table = NDArray[np.uint32]

ALL = (1 << 64) - 1
ROWS = (1 << ROW_BITS) - 1
_WORD = re.compile("[0-9a-z\x80-\U0010ffff]+")
_ALONE_AFTER = chr(AFTER_ALONE)
_BEFORE_ALONE = "\ue000"  # private use, which parts words, so no folded text has it
_NO_SPACE_NEEDED = re.compile(f"(?<![^{_ALONE_AFTER}]){_BEFORE_ALONE}")


class Reading(NamedTuple):
    """A text as words.

    Attributes:
        text: decoded.
        folded: the folded text.
        bounds: start and end of each word in `folded`.
        hashes: of each word.
    """

    text: str
    folded: str
    bounds: list[tuple[int, int]]
    hashes: Hashes


class Folding(dict[int, str]):
    """What each character becomes in the folded text, worked out when it is first met."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, code: int) -> str:
        entry = entry_of(code, self._table)
        if code < 0x80:
            become = chr(code).lower()
        elif entry == IGNORED:
            become = ""
        elif entry <= LAST_MARK:
            become = chr(entry) if entry else " "
        elif entry & ALONE:
            become = _BEFORE_ALONE + chr(entry & ~ALONE) + _ALONE_AFTER
        else:
            become = chr(entry)
        self[code] = become
        return become


def entry_of(code: int, table: Table) -> int:
    """The entry of a character in the table of `folding.fold_table`, or what it would be there."""
    if code < PLANE:
        return int(table[code])
    low, high = IDEOGRAPHS_BEYOND
    return code | (ALONE if low <= code <= high else 0)


def decode(data: Bytes, start: int, end: int) -> str:
    """A text; each byte that is no UTF-8 becomes a surrogate, which parts words."""
    return data[start:end].tobytes().decode("utf-8", "surrogateescape")


def read_words(text: str, folding: Folding) -> Reading:
    """The words of a text."""
    folded = text.translate(folding)
    if not text.isascii():
        folded = _NO_SPACE_NEEDED.sub("", folded).replace(_BEFORE_ALONE, " ")
    bounds = [match.span() for match in _WORD.finditer(folded)]
    hashes = [hash_word(folded[start:end]) for start, end in bounds]
    if not text.isascii():
        hashes = _join_alone(folded, bounds, hashes)
    return Reading(text, folded, bounds, np.array(hashes, np.uint64))


@lru_cache(maxsize=1 << 15)
def hash_word(word: str) -> int:
    """The hash of one word, 64 bits."""
    data = word.encode()
    value = int.from_bytes(data[:8], "little")
    if len(data) <= 8:
        value = ((value << (64 - 8 * len(data))) ^ len(data)) * MIX_1 & ALL
        return (value ^ (value >> 32)) * MIX_2 & ALL
    value = (value ^ len(data)) * MIX_1 & ALL
    value ^= value >> 32
    for at in range(8, len(data) - 8, 8):
        value = (value ^ int.from_bytes(data[at : at + 8], "little")) * MIX_2 & ALL
        value ^= value >> 29
    value = (
        value ^ int.from_bytes(data[-8:], "little")
    ) * MIX_2 & ALL  # the last 8 bytes, some of them again
    return (value ^ (value >> 32)) * MIX_2 & ALL


def _join_alone(folded: str, bounds: list[tuple[int, int]], hashes: list[int]) -> list[int]:
    """Characters of unspaced scripts stand for three in a row: one says too little."""
    alone = [folded[end : end + 1] == _ALONE_AFTER for _, end in bounds]
    joined = list(hashes)
    for q in range(len(bounds)):
        for other in range(q + 1, min(q + SPAN, len(bounds))):
            if not (alone[q] and alone[other] and bounds[other][0] == bounds[other - 1][1] + 1):
                break
            joined[q] = ((joined[q] ^ (hashes[other] >> 31)) * MIX_2 + hashes[other]) & ALL
    return joined


def hash_shingles(words: Hashes) -> Hashes:
    """The hash of each three words in a row."""
    if len(words) < SPAN:
        return np.zeros(0, np.uint64)
    middle = words[1:-1]
    value: Hashes = (middle ^ (middle >> np.uint64(31))) * np.uint64(MIX_2)
    value += words[:-2] * np.uint64(MIX_1)
    value += words[2:]
    value ^= value >> np.uint64(32)
    value *= np.uint64(MIX_4)
    value ^= value >> np.uint64(29)
    return value


def _fingerprint(words: Hashes) -> int:
    """Hash of the words in their order."""
    places = np.arange(len(words), dtype=np.uint64) * np.uint64(MIX_1)
    mixed = ((words ^ places) * np.uint64(MIX_1)).sum(dtype=np.uint64)
    value = (len(words) * MIX_3 + int(mixed)) & ALL
    return value ^ (value >> 32)


def scratch_for(longest: int, jumps: bool = False) -> None:
    """Nothing: strings need no working memory."""
    del longest, jumps


def sketch_rows(
    data: Bytes,
    offsets: Ints,
    rows: Ints,
    table: Table,
    sampling: NDArray[np.float64],
    scratch: None,
    output: tuple[Hashes, Hashes, Ints32, NDArray[np.float32], Shelf],
) -> int:
    """Sketch the rows rows[0]:rows[1]; arguments and result as in `compiled.sketches`, and no readings."""
    del scratch
    postings, fingerprints, sizes, rates = output[:4]
    folding = Folding(table)
    written = needed = 0
    fits = True
    for row in range(int(rows[0]), int(rows[1])):
        words = read_words(decode(data, offsets[row], offsets[row + 1]), folding).hashes
        shingles = hash_shingles(words)
        fingerprints[row] = _fingerprint(words)
        sizes[row] = len(words)
        rate = min(1.0, max(float(sampling[0]), float(sampling[1]) / max(len(shingles), 1)))
        rates[row] = rate
        needed += len(shingles)
        fits = fits and written + len(shingles) <= len(postings)
        if not fits:
            continue
        low = np.uint64(ROWS)
        sampled = shingles[(shingles & low) < np.uint64(rate * (1 << ROW_BITS))]
        postings[written : written + len(sampled)] = (sampled & ~low) | np.uint64(row)
        written += len(sampled)
    return written if fits else -needed
