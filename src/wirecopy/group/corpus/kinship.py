"""From copies to families.

Strong copies join the families of both texts. A weaker one, a passage or two, takes a text that is still
alone into a family and never joins two: a page that gathers ten reports would make one family of them all.
Equal texts count as one throughout, so that a further copy of a text changes nothing for the others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew
from wirecopy.group.corpus.tables import Ints, Ints32


def join_all(twin: NDArray[np.bool_], pairs: Ints32, crew: Crew) -> Ints32:
    """Families by rank, int32[n], every row named by the least rank among those it is joined with.

    Args:
        twin: bool[n], by rank: whether the text before it is the same.
        pairs: int32[p, 2], ranks to join.
        crew: who works.
    """
    family = np.arange(len(twin), dtype=np.int32)
    family -= np.where(twin, family - np.maximum.accumulate(np.where(twin, 0, family)), 0)
    crew.kernels.join_rows(pairs, family)
    return family


def join_families(family: Ints32, alone: NDArray[np.bool_], pairs: Ints32, strength: Ints) -> Ints32:
    """Take texts that stand alone into families, by the strongest copies first.

    Args:
        family: int32[n], by rank, of `join_all`.
        alone: bool[n], by rank, whether no other text but equal ones is in the rank's family.
        pairs: int32[p, 2], ranks of the weaker copies.
        strength: int64[p].

    Returns:
        int32[n], the families.
    """
    tops = family[pairs]
    useful = (tops[:, 0] != tops[:, 1]) & alone[tops].any(axis=1)
    pairs, strength = pairs[useful], strength[useful]
    family, single = family.copy(), alone.copy()
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -strength))
    for left, right in pairs[order].tolist():
        a, b = _top(family, left), _top(family, right)
        if a == b or not (single[a] or single[b]):
            continue
        into, gone = min(a, b), max(a, b)
        family[gone] = into
        single[into] = single[gone] = False
    return _flatten(family)


def _top(family: Ints32, rank: int) -> int:
    while family[rank] != rank:
        rank = int(family[rank])
    return rank


def _flatten(family: Ints32) -> Ints32:
    """Every rank's family named by its top; parents stand before their children."""
    while not np.array_equal(family, up := family[family]):
        family = up
    return family


def stand_alone(family: Ints32, twin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a family, by the rank it is named after, holds one text only, however often."""
    texts = np.bincount(family[~twin], minlength=len(family))
    alone: NDArray[np.bool_] = texts == 1
    return alone
