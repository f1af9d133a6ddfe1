"""Families that tell one story: lesser likeness, which never makes a family.

A story gathers families and single articles whose texts share scattered wording all through, as reports of
one event do, or a passage that was not enough to make them one family. Likeness is not transitive: two groups
become one story only where a quarter of the families across are alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.judging import column, is_alike
from wirecopy.group.corpus.tables import UNKNOWN_TIME, Ints, Ints32
from wirecopy.group.joining import join

_FAR = 10 * 86400  # seconds; reports of one event seldom lie further apart
_BRIDGE = 0.25  # of the families across two groups must be alike before the two are one story


def join_stories(family: Ints32, pairs: Ints32, figures: Ints32, times: Ints) -> Ints32:
    """The story of each rank, int32[n], named by its least family.

    Args:
        family: int32[n], by rank.
        pairs: int32[p, 2], ranks that were compared.
        figures: int32[p, len(FIGURES)].
        times: int64[n], by rank.
    """
    families = family[pairs]
    alike = is_alike(figures) & (families[:, 0] != families[:, 1]) & _near(times, pairs)
    edges = np.sort(families[alike], axis=1)
    if not len(edges):
        return family.copy()
    strength = np.minimum(column(figures, "total_a"), column(figures, "total_b"))[alike]
    order = np.lexsort((edges[:, 1], edges[:, 0], -strength))
    names, numbers = np.unique(edges, return_inverse=True)
    ordered = dict.fromkeys(map(tuple, numbers.reshape(-1, 2)[order].tolist()))
    story = np.arange(len(family), dtype=np.int32)
    for group in join(len(names), ordered, _BRIDGE):
        story[names[group]] = names[group[0]]
    return story[family]


def _near(times: Ints, pairs: Ints32) -> NDArray[np.bool_]:
    left, right = times[pairs[:, 0]], times[pairs[:, 1]]
    unknown = (left == UNKNOWN_TIME) | (right == UNKNOWN_TIME)
    near: NDArray[np.bool_] = unknown | (np.abs(np.where(unknown, 0, left - right)) <= _FAR)
    return near
