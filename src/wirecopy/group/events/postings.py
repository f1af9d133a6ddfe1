"""Which articles share words with an article: an inverted index that grows.

In: rows of terms with weights, numbered from 0 in the order they come. Out: for any signatures the rows whose
product with them is large enough (a cosine, as signatures have length 1). Entering a row costs a look-up a
term. Rows are never taken out: what is gone is left to the caller, and leaves with its window. Memory: 8 to
16 bytes for each term of a row, and some 25 for each different term.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.signature import Signature
from wirecopy.kernels.lists import Lists, empty_lists

_LEAST_PLACES = 256
_LEAST_ENTRIES = 2_048
_MOST_FOUND = 4_096  # pairs there is room for at first

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = tuple[Ints, NDArray[np.uint32], NDArray[np.float32]]


class Postings:
    """An inverted index over signatures."""

    def __init__(self) -> None:
        self._lists: Lists | None = None
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, signatures: Sequence[Signature], kernels: ModuleType) -> None:
        """More rows, numbered on from those that are there."""
        offsets, terms, weights = end_to_end(signatures)
        lists = self._lists or empty_lists(_LEAST_PLACES, _LEAST_ENTRIES)
        done = 0
        while True:
            done += kernels.list_rows(lists, offsets[done:], terms, weights, self._rows + done)
            if done == len(signatures):
                break
            roomier = _roomier(lists, int(offsets[done + 1] - offsets[done]))
            kernels.move_lists(lists, roomier)
            lists = roomier
        self._lists, self._rows = lists, self._rows + done

    def near(
        self, asking: Sequence[Signature], least: Floats, kernels: ModuleType
    ) -> tuple[Ints, Ints, Floats]:
        """Products with the rows.

        Args:
            asking: signatures.
            least: of each, the least product that counts.
            kernels: to work with.

        Returns:
            Which was asking, which row, their product; by who was asking.
        """
        if self._lists is None:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        rows, sums, room = end_to_end(asking), np.zeros(self._rows), _MOST_FOUND
        while True:
            output = np.empty((room, 2), np.int32), np.empty(room)
            found = kernels.multiply(self._lists, rows, least, sums, output)
            if found <= room:
                pairs = output[0][:found].astype(np.int64)
                return pairs[:, 0], pairs[:, 1], output[1][:found]
            room = found


def end_to_end(signatures: Sequence[Signature]) -> Rows:
    """Signatures one after the other: where each begins and the last ends, terms, weights."""
    offsets = np.zeros(len(signatures) + 1, np.int64)
    if not signatures:
        return offsets, np.empty(0, np.uint32), np.empty(0, np.float32)
    np.cumsum([len(signature.terms) for signature in signatures], out=offsets[1:])
    terms = np.concatenate([signature.terms for signature in signatures])
    return offsets, terms, np.concatenate([signature.weights for signature in signatures])


def _roomier(lists: Lists, terms: int) -> Lists:
    """An empty index with more room than one that a row of so many terms did not go into."""
    places, entries = len(lists.keys), len(lists.owners)
    while 3 * (lists.state[0] + terms) > 2 * places:
        places *= 2
    if places == len(lists.keys):
        entries = max(entries, int(lists.state[1]) + 8 * terms)
        entries += entries // 2
    return empty_lists(places, entries)
