"""How likely it is that articles, or groups of articles, tell of one event.

In: signatures, or `Gathering`s of them (groups as sums of signatures). Out: a likeness 0-1; from `SAME_EVENT`
on, two groups are one story. The likeness is the mean cosine across, measured against the cosine to be
expected within a story: that of separate reports of one event as long as these, moved towards what is seen
within each group as it grows. So one threshold serves headlines and long articles, and two events of a kind,
each with reports much alike, stay apart. Everything can be computed from sums, so that a group costs no more
than an article. A likeness above 0 needs a shared term.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.signature import Signature

SAME_EVENT = 0.6
FAR_SECONDS = 10 * 86_400  # between the middles of two groups: reports of one event seldom lie further apart
_PRIOR_PAIRS = 3.0  # pairs seen within a group that weigh as much as what is expected

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """Some articles taken together, at least one.

    Attributes:
        terms: uint32[t], the terms of any, rising.
        sums: float64[t], the sums of their weights.
        count: how many articles.
        within: sum of the cosines of all pairs.
        expected: sum over the articles of the cosine expected of reports as long.
        dated: how many have a time.
        moments: sum of their times.
    """

    terms: NDArray[np.uint32]
    sums: Floats
    count: int
    within: float
    expected: float
    dated: int
    moments: int

    @property
    def cohesion(self) -> float:
        """The mean cosine to be expected of two reports in this group, between 0 and 1."""
        pairs = self.count * (self.count - 1) / 2
        prior = _PRIOR_PAIRS * self.expected / self.count
        return (prior + self.within) / (_PRIOR_PAIRS + pairs)

    def plus(self, other: Gathering) -> Gathering:
        """Both together."""
        terms, where = np.unique(np.concatenate([self.terms, other.terms]), return_inverse=True)
        sums: Floats = np.zeros(len(terms))
        np.add.at(sums, where, np.concatenate([self.sums, other.sums]))
        return Gathering(
            terms,
            sums,
            self.count + other.count,
            self.within + other.within + product(self, other),
            self.expected + other.expected,
            self.dated + other.dated,
            self.moments + other.moments,
        )


def alone(signature: Signature) -> Gathering:
    """An article by itself."""
    return Gathering(
        signature.terms,
        signature.weights.astype(np.float64),
        1,
        0.0,
        expected(signature.words),
        0 if signature.time is None else 1,
        signature.time or 0,
    )


def gather(signatures: Iterable[Signature]) -> Gathering:
    """Some articles together, at least one; their order plays no part but in the last digits."""
    first, *others = signatures
    whole = alone(first)
    for other in others:
        whole = whole.plus(alone(other))
    return whole


def expected(words: int) -> float:
    """The mean cosine of two reports of one event that have so many different words."""
    return 0.45 * words / (words + 14.0)


def product(left: Gathering, right: Gathering) -> float:
    """The sum of the cosines of all pairs across."""
    _, at_left, at_right = np.intersect1d(left.terms, right.terms, assume_unique=True, return_indices=True)
    return float(left.sums[at_left] @ right.sums[at_right])


def likeness(left: Gathering, right: Gathering) -> float:
    """How likely two groups tell of one event, 0-1; one story from SAME_EVENT on."""
    if are_far(left, right):
        return 0.0
    return closeness(product(left, right) / (left.count * right.count), left.cohesion, right.cohesion)


def closeness(mean: float, left: float, right: float) -> float:
    """The likeness 0-1 of two groups.

    Args:
        mean: mean cosine across.
        left: cohesion of the one.
        right: cohesion of the other.
    """
    return min(1.0, mean / math.sqrt(max(left * right, 1e-9)))


def are_far(left: Gathering, right: Gathering) -> bool:
    """Whether two groups lie too far apart in time to be one event; what has no time is never far."""
    if not left.dated or not right.dated:
        return False
    return abs(left.moments / left.dated - right.moments / right.dated) > FAR_SECONDS
