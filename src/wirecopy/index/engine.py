"""What the index asks of the copy finder: sketches of texts, and a verdict on pairs of them.

In: texts end to end. Out: flat columns. The index knows nothing of how articles are compared; whoever
implements this protocol decides, and says in `stamp` whatever must be the same for two articles sketched
years apart to be comparable.
"""

from __future__ import annotations

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
        accepted: bool[p], whether the two are copies.
        relation: int8[p], how the left copies the right: index into `RELATIONS`.
        shared: float32[p], part of the left's words that stands in the right.
        contained: float32[p], part of the right's words that stands in the left.
    """

    accepted: NDArray[np.bool_]
    relation: NDArray[np.int8]
    shared: NDArray[np.float32]
    contained: NDArray[np.float32]


class Engine(Protocol):
    """The copy finder, as the index sees it."""

    @property
    def stamp(self) -> dict[str, str | int]:
        """What must be equal for sketches to be comparable, by name."""
        ...

    def sketch(self, texts: Texts) -> Sketch:
        """Sketch every text."""
        ...

    def judge(
        self,
        texts: Texts,
        pairs: NDArray[np.int64],
        scores: NDArray[np.float64],
        common: NDArray[np.uint64],
    ) -> Verdicts:
        """Compare texts exactly.

        Args:
            texts: all that the pairs speak of.
            pairs: (left, right); those of one left follow one another.
            scores: weight each pair shares, 0-1.
            common: sampled hashes, `hash37 << 27`, that stand in many families: they say nothing.
        """
        ...

    def trace(self, texts: Texts, pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Passages each pair shares: offsets (p + 1) and rows of start, end, other_start, other_end."""
        ...
