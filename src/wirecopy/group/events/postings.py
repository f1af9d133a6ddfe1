"""Which articles share words with an article: an inverted index that grows.

In: rows of terms with weights, numbered from 0 in the order they come. Out: for any signatures the sums of
products with every row (cosines, as signatures have length 1). The index is a handful of segments, each
sorted by term; a segment is merged with its neighbour when that is not twice as large, so that adding costs
a logarithm and asking goes through few segments. Rows are never taken out: what is gone is left to the
caller, and leaves with its window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.signature import Signature

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows laid out by term.

    Attributes:
        rows: how many rows went in.
        terms: uint32[t], rising, each once.
        starts: int64[t + 1], where the list of each term starts.
        owners: int32[p], the row of each entry.
        weights: float32[p].
    """

    rows: int
    terms: NDArray[np.uint32]
    starts: Ints
    owners: NDArray[np.int32]
    weights: NDArray[np.float32]


class Postings:
    """An inverted index over signatures."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, signatures: Sequence[Signature]) -> None:
        """More rows, numbered on from those that are there."""
        if not signatures:
            return
        counts = [len(signature.terms) for signature in signatures]
        owners = np.repeat(np.arange(self._rows, self._rows + len(counts), dtype=np.int32), counts)
        terms = np.concatenate([signature.terms for signature in signatures])
        weights = np.concatenate([signature.weights for signature in signatures])
        self._segments.append(_segment(len(counts), terms, owners, weights))
        self._rows += len(counts)
        while len(self._segments) > 1 and self._segments[-2].rows < 2 * self._segments[-1].rows:
            last, before = self._segments.pop(), self._segments.pop()
            self._segments.append(_merged(before, last))

    def products(self, signature: Signature) -> Floats:
        """float64[n], the product of a signature with every row."""
        found = np.zeros(self._rows)
        for segment in self._segments:
            at = np.searchsorted(segment.terms, signature.terms)
            at[at == len(segment.terms)] = 0
            here = segment.terms[at] == signature.terms
            begin = segment.starts[at[here]]
            counts = segment.starts[at[here] + 1] - begin
            where = np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts)
            shares = segment.weights[where] * np.repeat(signature.weights[here].astype(np.float64), counts)
            found += np.bincount(segment.owners[where], shares, self._rows)
        return found


def _segment(
    rows: int, terms: NDArray[np.uint32], owners: NDArray[np.int32], weights: NDArray[np.float32]
) -> Segment:
    order = np.argsort(terms, kind="stable")
    distinct, counts = np.unique(terms, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Segment(rows, distinct, starts, owners[order], weights[order])


def _merged(left: Segment, right: Segment) -> Segment:
    terms = np.concatenate([np.repeat(part.terms, np.diff(part.starts)) for part in (left, right)])
    owners = np.concatenate([left.owners, right.owners])
    weights = np.concatenate([left.weights, right.weights])
    return _segment(left.rows + right.rows, terms, owners, weights)
