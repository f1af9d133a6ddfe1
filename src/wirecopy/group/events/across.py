"""Articles in different languages set beside each other, by what they mean.

In: what articles mean, as vectors that are much alike for one thing said in two languages, and their
languages. Out: how much two articles, or two groups as sums, have in common across languages, in the measure
of `likeness`; and which articles come near each other. Two articles in one language have nothing in common
here: their words say more. Everything can be computed from sums by language, so that a group costs no more
than an article in each of its languages.

The two constants were chosen on pairs of news articles in two languages that people had judged (SemEval-2022
Task 8), under the rule that a wrong pair is worse than a missing one. Limit: two events of one kind in one
place and week mean nearly the same.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
UNRELATED = 0.5  # cosine of two articles that says nothing either way; below, they are held apart
_SLOPE = 6.0  # of likeness by cosine: two articles as long as usual are one story from 0.6 on
_BLOCK = 4_096  # articles compared at once

Bytes = NDArray[np.int8]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Encode = Callable[[str], Bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What an article means.

    Attributes:
        language: it is written in, ISO 639.
        vector: int8[512]; only its direction counts.
    """

    language: str
    vector: Bytes

    @property
    def length(self) -> float:
        """Of the vector; at least 1."""
        wide = self.vector.astype(np.int64)
        return max(1.0, math.sqrt(int(wide @ wide)))


def meaning_of(text: str, language: str | None, encode: Encode) -> Meaning | None:
    """What a text means; None where its language is not known, and so nothing says what is across."""
    code = (language or "").split("-")[0].lower()
    return Meaning(code, encode(text)) if 2 <= len(code) <= 3 and code.isascii() else None


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """What some articles mean together.

    Attributes:
        sums: by language float32[513]: the sum of the vectors, and how many there were, each weighed.
    """

    sums: Mapping[str, Floats32]

    def plus(self, other: Meanings) -> Meanings:
        """Both together."""
        sums = dict(self.sums)
        for language, row in other.sums.items():
            sums[language] = sums[language] + row if language in sums else row
        return Meanings(sums)

    @property
    def within(self) -> float:
        """What all pairs across languages have in common."""
        pairs = combinations(self.sums.values(), 2)
        return sum(_common(left, right) for left, right in pairs)


def alone(meaning: Meaning, expected: float) -> Meanings:
    """An article by itself.

    Args:
        meaning: of the article.
        expected: the cosine that is expected of two reports as long.
    """
    row = np.empty(DIMENSIONS + 1, np.float32)
    row[:-1] = meaning.vector * (math.sqrt(_SLOPE * expected) / meaning.length)
    row[-1] = math.sqrt(_SLOPE * UNRELATED * expected)
    return Meanings({meaning.language: row})


def joined(left: Meanings | None, right: Meanings | None) -> Meanings | None:
    """Both together, where there are any."""
    return left.plus(right) if left and right else left or right


def across(left: Meanings | None, right: Meanings | None) -> float:
    """What the pairs across two groups that differ in language have in common, summed; it may be below 0."""
    if left is None or right is None:
        return 0.0
    return sum(
        _common(one, other)
        for language, one in left.sums.items()
        for second, other in right.sums.items()
        if language != second
    )


def add_across(groups: Sequence[Meanings | None], products: Floats) -> None:
    """Add to the products of all groups with each other what they have in common across languages."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for language in group.sums if group else ():
            rows[language].append(at)
    if len(rows) < 2:
        return
    stacked = {
        language: np.stack([group.sums[language] for at in where if (group := groups[at])])
        for language, where in rows.items()
    }
    for left, right in combinations(sorted(rows), 2):
        signed = stacked[right].copy()
        signed[:, -1] *= -1
        common = (stacked[left] @ signed.T).astype(np.float64)
        products[np.ix_(rows[left], rows[right])] += common
        products[np.ix_(rows[right], rows[left])] += common.T
    np.fill_diagonal(products, 0.0)


def _common(left: Floats32, right: Floats32) -> float:
    return float(left[:-1] @ right[:-1]) - float(left[-1] * right[-1])


class Shelf:
    """Articles by language, numbered in the order they come, to be asked which of them come near."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Rows] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, meaning: Meaning | None) -> None:
        """One more article; without a meaning it is never near."""
        if meaning:
            self._shelves.setdefault(meaning.language, _Rows()).add(meaning, self._count)
        self._count += 1

    def near(self, asking: Sequence[Meaning | None], least: float) -> tuple[Ints, Ints, Floats]:
        """Articles in another language that come near.

        Args:
            asking: the meanings of some articles.
            least: how much they must have in common, as a part of what is expected of one event.

        Returns:
            Which was asking, which article, and how much they have in common; in no order.
        """
        groups: dict[str, list[int]] = defaultdict(list)
        for number, meaning in enumerate(asking):
            if meaning:
                groups[meaning.language].append(number)
        found = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
        for language, who in groups.items():
            asked = [meaning for number in who if (meaning := asking[number])]
            for other, shelf in self._shelves.items():
                if other != language:
                    at, rows, scores = shelf.near(asked, least)
                    found.append((np.array(who, np.int64)[at], rows, scores))
        first, second, third = zip(*found, strict=True)
        return np.concatenate(first), np.concatenate(second), np.concatenate(third)


class _Rows:
    """The articles of one language."""

    def __init__(self) -> None:
        self._size = 0
        self._vectors = np.empty((16, DIMENSIONS), np.int8)
        self._lengths, self._rows = np.empty(16), np.empty(16, np.int64)

    def add(self, meaning: Meaning, row: int) -> None:
        if self._size == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])
            self._lengths = np.concatenate([self._lengths, np.empty_like(self._lengths)])
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._vectors[self._size], self._lengths[self._size] = meaning.vector, meaning.length
        self._rows[self._size] = row
        self._size += 1

    def near(self, asked: Sequence[Meaning], least: float) -> tuple[Ints, Ints, Floats]:
        # Products of bytes are whole numbers below 2**24: float32 holds them exactly, in whatever order they
        # are added up, so that the same articles come near however they are asked for.
        vectors = np.stack([meaning.vector for meaning in asked]).astype(np.float32)
        lengths = np.array([meaning.length for meaning in asked])
        found = []
        for begin in range(0, self._size, _BLOCK):
            part = slice(begin, min(begin + _BLOCK, self._size))
            cosines = (vectors @ self._vectors[part].astype(np.float32).T).astype(np.float64)
            cosines /= lengths[:, None] * self._lengths[part]
            scores = (cosines - UNRELATED) * _SLOPE
            at, rows = np.nonzero(scores >= least)
            found.append((at, self._rows[part][rows], scores[at, rows]))
        first, second, third = zip(*found, strict=True)
        return np.concatenate(first), np.concatenate(second), np.concatenate(third)
