"""Which articles come near each other, without setting every one beside every other.

In: signatures. Out: pairs of rows whose cosine reaches `REACH` of what is expected of reports as long and
whose times are not far. Articles are laid out by time in windows as long as reports of one event may lie
apart, so that each looks only into its own window, the one before it, and the articles without a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.likeness import FAR_SECONDS, REACH, expected
from wirecopy.group.events.signature import Signature

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def near_pairs(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that come near each other, each once."""
    roots = np.sqrt([expected(signature.words) for signature in signatures])
    windows: dict[int | None, list[int]] = defaultdict(list)
    for row, signature in enumerate(signatures):
        windows[None if signature.time is None else signature.time // FAR_SECONDS].append(row)
    lists: dict[int | None, _Lists] = {}
    for key in sorted(windows, key=lambda key: (key is not None, key or 0)):
        here = lists[key] = _Lists(windows[key], signatures)
        before = [lists[name] for name in (None, key - 1) if name in lists] if key is not None else []
        for row in windows[key]:
            least = REACH * roots[row] * roots
            yield from ((row, other) for other in here.near(signatures[row], least) if other < row)
            for place in before:
                yield from ((row, other) for other in place.near(signatures[row], least))
        lists = {name: lists[name] for name in (None, key) if name in lists}


class _Lists:
    """The articles of a window laid out by term."""

    def __init__(self, rows: Sequence[int], signatures: Sequence[Signature]) -> None:
        self._rows = np.array(rows, np.int64)
        counts = [len(signatures[row].terms) for row in rows]
        terms = np.concatenate([signatures[row].terms for row in rows])
        order = np.argsort(terms, kind="stable")
        self._terms, lengths = np.unique(terms, return_counts=True)
        self._starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self._owners = np.repeat(np.arange(len(rows), dtype=np.int32), counts)[order]
        self._weights = np.concatenate([signatures[row].weights for row in rows])[order]
        times = [signatures[row].time for row in rows]
        self._times = np.array([0 if time is None else time for time in times], np.int64)
        self._dated = bool(rows) and times[0] is not None

    def near(self, signature: Signature, least: Floats) -> list[int]:
        """Rows whose cosine with a signature reaches what is asked of each."""
        products = self._products(signature)
        found = products >= least[self._rows]
        if self._dated and signature.time is not None:
            found &= np.abs(self._times - signature.time) <= FAR_SECONDS
        near: list[int] = self._rows[found].tolist()
        return near

    def _products(self, signature: Signature) -> Floats:
        if not len(self._terms):
            return np.zeros(len(self._rows))
        at = np.minimum(np.searchsorted(self._terms, signature.terms), len(self._terms) - 1)
        here = self._terms[at] == signature.terms
        begin = self._starts[at[here]]
        counts = self._starts[at[here] + 1] - begin
        where = np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts)
        shares = self._weights[where] * np.repeat(signature.weights[here], counts)
        products: Floats = np.bincount(self._owners[where], shares, len(self._rows)).astype(np.float64)
        return products
