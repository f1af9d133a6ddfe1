"""How hard to look: the numbers that trade finds for time."""

from __future__ import annotations

from dataclasses import dataclass

from wirecopy.group.corpus.sketching import LEAST_SAMPLES, RATE


@dataclass(frozen=True, slots=True)
class Effort:
    """The numbers of a tier.

    Attributes:
        sampling: share of a long text's shingles that is sampled, and the least number of samples of any
            text.
        weighed: whether shingles are weighed by the families they stand in, which finds thin copies.
        least: shared samples, and share of the lesser text's sketch, that make a pair worth comparing.
        likeliest: partners of every text that are compared first.
        rounds: looks at what the first left open, with common property known.
    """

    sampling: tuple[float, float]
    weighed: bool
    least: tuple[int, float]
    likeliest: int
    rounds: int


FULL = Effort(sampling=(RATE, LEAST_SAMPLES), weighed=True, least=(3, 0.05), likeliest=2, rounds=2)
# Copies that share a good part of the lesser text: reprints, trimmed and edited ones, no rewrites.
FAST = Effort(sampling=(1 / 32, 32.0), weighed=False, least=(2, 0.25), likeliest=1, rounds=0)
