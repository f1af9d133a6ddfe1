"""Stories of many articles, without setting every article beside every other.

In: bags of weighted words, one an article (`Bags`), and the families the copy finder found. Out: groups of
indices, as `find_stories` gives them. It is the same likeness and the same average link, and no pair is left
out: the mean likeness of two clusters is the product of their summed vectors, so an inverted index over the
articles' words answers for any cluster how near all others are, and no pair of articles is ever held. Memory
is that of the words. Time is a pass over the lists of a cluster's words for every step of a chain: it grows
with the square of the articles, from a thirtieth of all the time a report on 6,000 takes.

The one difference: families are clusters from the start, so copies are never in two stories.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.stories import FAR_DAYS, SAME_STORY, Floats, bag_of, day_of, follow_chains
from wirecopy.model import Witness

_UNDATED = 0
_STEP = 1 << 21  # postings gone through at once
_SLACK = 1e-9  # sums of the same numbers in another order

Ints = NDArray[np.int64]


class Bags:
    """Takes articles one by one and keeps of each its weighted words and its day, as flat columns."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._days, self._ends = array("q"), array("q", [0])
        self._terms, self._weights = array("i"), array("f")

    def __len__(self) -> int:
        return len(self._names)

    def add(self, witness: Witness) -> None:
        """One more article; its facts are not needed."""
        bag = bag_of(witness)
        length = max(float(np.linalg.norm(list(bag.values()))), 1e-9)
        numbers = self._numbers
        self._terms.extend(numbers.setdefault(term, len(numbers)) for term in bag)
        self._weights.extend(weight / length for weight in bag.values())
        self._ends.append(len(self._terms))
        day = day_of(witness.article.published)
        self._days.append(day.toordinal() if day else _UNDATED)
        self._names.append(witness.id)

    def order(self) -> Ints:
        """int64[n], the indices of the articles by their ids."""
        names = self._names
        return np.array(sorted(range(len(names)), key=lambda index: (names[index], index)), np.int64)

    def columns(self, order: Ints) -> Columns:
        """The bags in this order; terms numbered by spelling, or sums would depend on who came first."""
        spelled = np.empty(len(self._numbers), np.int32)
        spelled[[self._numbers[term] for term in sorted(self._numbers)]] = np.arange(len(spelled))
        ends = np.frombuffer(self._ends, np.int64)
        counts = np.diff(ends)[order]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        where = _ranges(ends[1:][order], counts)
        terms = spelled[np.array(self._terms, np.int32)[where]]
        weights = np.array(self._weights, np.float32)[where]
        by_term = np.lexsort((terms, np.repeat(np.arange(len(order)), counts)))
        days = np.frombuffer(self._days, np.int64)[order]
        return Columns(offsets, terms[by_term], weights[by_term], days, len(spelled))


@dataclass(frozen=True, slots=True)
class Columns:
    """Bags of n articles: article a has the words offsets[a]:offsets[a + 1].

    Attributes:
        offsets: int64[n + 1].
        terms: int32[m], rising within an article.
        weights: float32[m], squares add up to 1 within an article.
        days: int64[n], 0 for unknown.
        vocabulary: how many terms there are.
    """

    offsets: Ints
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    days: Ints
    vocabulary: int


def find_many_stories(bags: Bags, kin: Sequence[int], least: float = SAME_STORY) -> list[list[int]]:
    """Groups of indices, each sorted, ordered by first index; every index stands in one group.

    Args:
        bags: the articles; their order plays no part but for the indices.
        kin: per article the name of its family; a family is never parted.
        least: mean likeness 0-1 two groups need to be one story.
    """
    if not len(bags):
        return []
    order = bags.order()
    heads: dict[int, int] = {}
    start = [heads.setdefault(kin[index], row) for row, index in enumerate(order.tolist())]
    groups = follow_chains(_Postings(bags.columns(order), start), start, least, _SLACK)
    return sorted(sorted(order[rows].tolist()) for rows in groups)


class _Postings:
    """Likeness of clusters by an inverted index over the words of their articles."""

    def __init__(self, columns: Columns, start: Sequence[int]) -> None:
        self._owner = np.array(start, np.int64)
        self._sizes = np.bincount(self._owner, minlength=len(start)).astype(np.float64)
        self._days = columns.days
        self._list(columns)
        self._sums: dict[int, dict[int, _Sum]] = {}
        for row, cluster in enumerate(start):
            part = slice(columns.offsets[row], columns.offsets[row + 1])
            self._add(cluster, int(columns.days[row]), _Sum(columns.terms[part], columns.weights[part]))

    def _list(self, columns: Columns) -> None:
        """Lay the articles' words out by word."""
        by_term = np.argsort(columns.terms, kind="stable")
        rows = np.repeat(np.arange(len(columns.days), dtype=np.int32), np.diff(columns.offsets))
        self._rows, self._weights = rows[by_term], columns.weights[by_term]
        counts = np.bincount(columns.terms, minlength=columns.vocabulary)
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def row(self, cluster: int) -> Floats:
        scores = np.zeros(len(self._owner))
        for day, total in self._sums[cluster].items():
            near = self._products(total)
            if day != _UNDATED:
                near[(self._days != _UNDATED) & (np.abs(self._days - day) > FAR_DAYS)] = 0.0
            scores += near
        sums = np.bincount(self._owner, scores, len(scores))
        means: Floats = sums / (np.maximum(self._sizes, 1.0) * self._sizes[cluster])
        means[cluster] = -1.0
        return means

    def merge(self, into: int, gone: int) -> None:
        for day, total in self._sums.pop(gone).items():
            self._add(into, day, total)
        self._owner[self._owner == gone] = into
        self._sizes[into] += self._sizes[gone]
        self._sizes[gone] = 0.0

    def _add(self, cluster: int, day: int, total: _Sum) -> None:
        days = self._sums.setdefault(cluster, {})
        days[day] = days[day].plus(total) if day in days else total

    def _products(self, total: _Sum) -> Floats:
        """float64[n], the product of a summed vector with every article's."""
        found = np.zeros(len(self._owner))
        counts = self._starts[total.terms + 1] - self._starts[total.terms]
        for part in _portions(counts):
            ends = self._starts[total.terms[part] + 1]
            where = _ranges(ends, counts[part])
            weights = self._weights[where] * np.repeat(total.weights[part].astype(np.float64), counts[part])
            found += np.bincount(self._rows[where], weights, len(found))
        return found


@dataclass(frozen=True, slots=True)
class _Sum:
    """The summed vector of some articles: its terms, rising, and their weights."""

    terms: NDArray[np.int32]
    weights: NDArray[np.floating]

    def plus(self, other: _Sum) -> _Sum:
        terms, where = np.unique(np.concatenate([self.terms, other.terms]), return_inverse=True)
        weights: Floats = np.zeros(len(terms))
        np.add.at(weights, where, np.concatenate([self.weights, other.weights]))
        return _Sum(terms, weights)


def _ranges(ends: Ints, counts: Ints) -> Ints:
    """The numbers of the ranges that end before `ends` and are `counts` long, one range after the other."""
    return np.arange(counts.sum()) + np.repeat(ends - np.cumsum(counts), counts)


def _portions(counts: Ints) -> Iterator[slice]:
    """Slices of the lists, each of about as many postings as are gone through at once."""
    passed = np.cumsum(counts) // _STEP
    bounds = np.flatnonzero(np.diff(passed, prepend=0))
    for first, last in zip([0, *bounds], [*bounds, len(counts)], strict=True):
        if first < last:
            yield slice(first, last)
