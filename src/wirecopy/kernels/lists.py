"""An inverted index of signatures as flat arrays: which rows have a term, and what it counts in each.

In: how many terms and entries there is to be room for. Out: an empty index for the kernels `list_rows`,
`move_lists` and `multiply`. The table of terms has a power of two of places and is at most two thirds full; a
list of up to 2**k entries lies in a block of 2**k. About 12 bytes a place and 8 an entry.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import FREE_BLOCKS

_SIZES = 32  # of blocks


class Lists(NamedTuple):
    """An inverted index.

    Attributes:
        keys: uint32[2**k], the terms.
        spots: int32[2**k], where the list of each begins.
        counts: int32[2**k], how long it is; 0 where there is no term.
        owners: int32[p], the row of each entry; in a free block, where the next of its size begins.
        weights: float32[p], what the term counts in that row.
        state: int64, how many terms there are; how many entries belong to blocks; then, by size, where the
            first free block begins, -1 for nowhere.
    """

    keys: NDArray[np.uint32]
    spots: NDArray[np.int32]
    counts: NDArray[np.int32]
    owners: NDArray[np.int32]
    weights: NDArray[np.float32]
    state: NDArray[np.int64]


def empty_lists(places: int, entries: int) -> Lists:
    """An index without rows.

    Args:
        places: of the table of terms, a power of two up to 2**24.
        entries: there is to be room for.
    """
    state = np.full(FREE_BLOCKS + _SIZES, -1, np.int64)
    state[:FREE_BLOCKS] = 0
    return Lists(
        np.zeros(places, np.uint32),
        np.zeros(places, np.int32),
        np.zeros(places, np.int32),
        np.zeros(entries, np.int32),
        np.zeros(entries, np.float32),
        state,
    )
