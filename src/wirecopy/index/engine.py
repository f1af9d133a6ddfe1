"""What the index asks of the copy finder: sketches of texts, and a verdict on pairs of them.

In: texts end to end. Out: flat columns. The index knows nothing of how articles are compared; whoever
implements this protocol decides, and says in `stamp` whatever must be the same for two articles sketched
years apart to be comparable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import Texts


@dataclass(frozen=True, slots=True)
class Sketch:
    """Texts as the index keeps them.

    Attributes:
        postings: uint64[m], `hash37 << 27 | row`, in any order.
        fingerprints: uint64[n], equal for texts with the same words.
        words: int32[n].
        rates: float32[n], share of a text's shingles that are sampled.
    """

    postings: NDArray[np.uint64]
    fingerprints: NDArray[np.uint64]
    words: NDArray[np.int32]
    rates: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What comparing each pair exactly gave.

    Attributes:
        copies: bool[p], whether the left is a copy of the right, or the right of the left.
        strong: bool[p], copies that make the families of both one; others take a lone text into a family.
        covered: float64[p, 2], how much of each stands in the other, in words.
    """

    copies: NDArray[np.bool_]
    strong: NDArray[np.bool_]
    covered: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Passages:
    """What each pair shares, in detail.

    Attributes:
        relation: int8[p], how the left was made of the right: index into `RELATIONS`.
        shared: float32[p], part of the left's words that stands in the right.
        contained: float32[p], part of the right's words that stands in the left.
        offsets: int64[p + 1]; pair i has the spans offsets[i]:offsets[i + 1].
        spans: int32[m, 4], start, end in the left, other_start, other_end in the right, in code points.
    """

    relation: NDArray[np.int8]
    shared: NDArray[np.float32]
    contained: NDArray[np.float32]
    offsets: NDArray[np.int64]
    spans: NDArray[np.int32]


# What is common property, given the copies found so far (bool[p]): sampled hashes, `hash37 << 27`, and in how
# many families each stands (-1: on the pages of one outlet alone).
Commons = Callable[[NDArray[np.bool_]], tuple[NDArray[np.uint64], NDArray[np.int32]]]


class Engine(Protocol):
    """The copy finder, as the index sees it."""

    @property
    def stamp(self) -> Mapping[str, str | int]:
        """What must be equal for sketches to be comparable, by name."""
        ...

    def sketch(self, texts: Texts) -> Sketch:
        """Sketch every text."""
        ...

    def judge(
        self, texts: Texts, pairs: NDArray[np.int64], trusted: NDArray[np.bool_], commons: Commons
    ) -> Verdicts:
        """Compare each pair exactly.

        Args:
            texts: all that the pairs speak of.
            pairs: int64[p, 2], (left, right); those of one left follow one another.
            trusted: bool[p], whether what stands at the edges of both pages can be told from furniture.
            commons: what is common property.
        """
        ...

    def trace(self, texts: Texts, pairs: NDArray[np.int64], equal: NDArray[np.bool_]) -> Passages:
        """What each pair shares, in detail; `equal` tells pairs with the very same words."""
        ...
