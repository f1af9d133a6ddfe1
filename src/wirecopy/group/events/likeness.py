"""How likely it is that articles, or groups of articles, tell of one event.

In: signatures, or `Gathering`s of them (groups as sums of signatures). Out: a likeness 0-1; from `SAME_EVENT`
on, two groups are one story. The likeness is the mean cosine across, measured against the cosine to be
expected within a story: that of separate reports of one event as long as these, moved towards what is seen
within each group as it grows. More is asked of two large groups, for what makes each of them is well known;
and of two short texts, which may share a word by chance. So one threshold serves headlines and long articles,
and two events of a kind, each with reports much alike, stay apart. Everything can be computed from sums, so
that a group costs no more than an article. Where articles carry what they mean, two in different languages
have that in common too (`across`).

The constants were chosen on ECB+ (topics 1-35), BASIL and UCI headlines together, and by reading the largest
stories of unlabelled news; benchmarks/stories.py shows the figures on halves of each set. Known limits:
events of one kind with one cast and no dates; short forms (dividends, bond issues) that differ by a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events import across
from wirecopy.group.events.across import Meanings
from wirecopy.group.events.signature import Signature

SAME_EVENT = 0.6
FAR_SECONDS = 5 * 86_400  # between the middles of two groups: reports of one event seldom lie further apart
REACH = 0.6  # of the expected cosine: groups can only become one story where two of their articles have it
PRIOR_PAIRS = 3.0  # pairs seen within a group that weigh as much as what is expected
LOOSEST, TIGHTEST = (
    0.8,
    1.4,
)  # cohesion of a group, by what is expected: copies in it say little about reports
RIGOUR = 0.45  # so much more is asked of two large groups than of an article and a group
CAUTION = 3.0  # so much more would be asked of two articles without a word
HIGHEST = 0.45  # mean cosine of two long reports of one event
HALF_WORDS = 20.0  # different words a text needs for half of that

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
        meanings: what they mean together, None where none says.
        cohesion: the mean cosine to be expected of two reports in this group, between 0 and 1.
    """

    terms: NDArray[np.uint32]
    sums: Floats
    count: int
    within: float
    expected: float
    dated: int
    moments: int
    meanings: Meanings | None = None
    cohesion: float = field(init=False)

    def __post_init__(self) -> None:
        mean = self.expected / self.count
        pairs = self.count * (self.count - 1) / 2
        seen = (PRIOR_PAIRS * mean + self.within) / (PRIOR_PAIRS + pairs)
        object.__setattr__(self, "cohesion", min(max(seen, LOOSEST * mean), TIGHTEST * mean))

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
            across.joined(self.meanings, other.meanings),
        )


def alone(signature: Signature) -> Gathering:
    """An article by itself."""
    mean = expected(signature.words)
    return Gathering(
        signature.terms,
        signature.weights.astype(np.float64),
        1,
        0.0,
        mean,
        0 if signature.time is None else 1,
        signature.time or 0,
        across.alone(signature.meaning, mean) if signature.meaning else None,
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
    return HIGHEST * words / (words + HALF_WORDS)


def product(left: Gathering, right: Gathering) -> float:
    """The sum of the cosines of all pairs across, and of what they have in common across languages."""
    few, many = (left, right) if len(left.terms) <= len(right.terms) else (right, left)
    at = np.minimum(np.searchsorted(many.terms, few.terms), len(many.terms) - 1)
    words = float(few.sums @ np.where(many.terms[at] == few.terms, many.sums[at], 0.0)) if len(at) else 0.0
    return words + across.across(left.meanings, right.meanings)


def likeness(left: Gathering, right: Gathering) -> float:
    """How likely two groups tell of one event, 0-1; one story from SAME_EVENT on."""
    return 0.0 if are_far(left, right) else max(0.0, min(1.0, closeness(product(left, right), left, right)))


def closeness(total: float, left: Gathering, right: Gathering) -> float:
    """How near two groups are that are not far in time, given the sum of the cosines across.

    It is their likeness but for a top: above 1 it still says which two are nearest.
    """
    measure = math.sqrt(left.cohesion * right.cohesion) * _demand(left, right)
    return total / (left.count * right.count) / measure if measure else 0.0


def _demand(left: Gathering, right: Gathering) -> float:
    """How much more than usual is asked of two groups, 1 or more."""
    share = math.sqrt(left.expected / left.count * (right.expected / right.count)) / HIGHEST
    rigour = RIGOUR * (1 - 1 / min(left.count, right.count)) * share * share
    caution = CAUTION * (1 - share) ** 2 / max(left.count, right.count)
    return (1 + rigour) * (1 + caution)


def are_far(left: Gathering, right: Gathering) -> bool:
    """Whether two groups lie too far apart in time to be one event; what has no time is never far."""
    if not left.dated or not right.dated:
        return False
    return abs(left.moments / left.dated - right.moments / right.dated) > FAR_SECONDS
