"""Which articles come near each other, without setting every one beside every other.

In: signatures. Out: pairs of rows whose cosine reaches `REACH` of what is expected of reports as long, or who
have so much in common across languages, and whose times are not far. Articles are laid out by time in windows
as long as reports of one event may lie apart, so that each looks only into its own window, the one before it,
and the articles without a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.across import Shelf
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
        meant = _meant(windows[key], (here, *before), signatures)
        for row in windows[key]:
            least = REACH * roots[row] * roots
            near = [other for other in here.near(signatures[row], least) if other < row]
            for place in before:
                near += place.near(signatures[row], least)
            yield from ((row, other) for other in near)
            if row in meant:
                yield from ((row, other) for other in sorted(meant[row].difference(near)))
        lists = {name: lists[name] for name in (None, key) if name in lists}


def _meant(
    asking: Sequence[int], places: Sequence[_Lists], signatures: Sequence[Signature]
) -> dict[int, set[int]]:
    """Per row the rows that come near it across languages; of the first place, its own, those before it."""
    found: dict[int, set[int]] = {}
    for place in places if any(signatures[row].meaning for row in asking) else ():
        for row, other in place.near_in_meaning(asking, signatures):
            if place is not places[0] or other < row:
                found.setdefault(row, set()).add(other)
    return found


class _Lists:
    """The articles of a window laid out by term, and by language."""

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
        self._shelf = Shelf()
        for row in rows:
            self._shelf.add(signatures[row].meaning)

    def near(self, signature: Signature, least: Floats) -> list[int]:
        """Rows whose cosine with a signature reaches what is asked of each."""
        products = self._products(signature)
        found = products >= least[self._rows]
        if self._dated and signature.time is not None:
            found &= np.abs(self._times - signature.time) <= FAR_SECONDS
        near: list[int] = self._rows[found].tolist()
        return near

    def near_in_meaning(
        self, asking: Sequence[int], signatures: Sequence[Signature]
    ) -> Iterator[tuple[int, int]]:
        """Rows that are asking, each with a row here that comes near it across languages."""
        at, here, _ = self._shelf.near([signatures[row].meaning for row in asking], REACH)
        for one, other in zip(at.tolist(), here.tolist(), strict=True):
            time = signatures[asking[one]].time
            if not self._dated or time is None or abs(int(self._times[other]) - time) <= FAR_SECONDS:
                yield asking[one], int(self._rows[other])

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
