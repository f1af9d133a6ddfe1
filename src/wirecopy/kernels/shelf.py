"""Readings: what comparing texts needs to know of each, in four bytes a word, and where they are kept.

In: how long the texts are. Out: arrays for the kernels to write readings to. A reading has an entry for every
word, then the numbers of the text:

    bit 31      the word stands within quotation marks
    bit 30      the shingle that begins there was sampled in every text
    bits 0-29   the upper bits of that shingle's hash; nothing for the last two words
    numbers     the upper 32 bits of their hashes, up to MOST_NUMBERS of them

30 bits take two different shingles for one once in a billion times. A shelf reserves what the texts could
need at most; the system gives memory only to what is written, about 1.8 kB for an article of 400 words.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import MOST_NUMBERS

ENTRY_BYTES = 4


class Shelf(NamedTuple):
    """Readings of texts.

    Attributes:
        entries: uint32[c]; the first is left out, so that no reading begins at 0.
        places: int64[n, 4], per row: where its reading begins, 0 if it has none; shingles; numbers; words
            outside quotation marks.
    """

    entries: NDArray[np.uint32]
    places: NDArray[np.int64]


def most_entries(rows: int, size: int) -> int:
    """Entries that texts of `size` bytes together may need: a word and what parts it take two bytes."""
    return 1 + size // 2 + rows * (MOST_NUMBERS + 2)


def shelf_for(rows: int, entries: int) -> Shelf:
    """An empty shelf."""
    return Shelf(np.empty(entries, np.uint32), np.zeros((rows, 4), np.int64))
