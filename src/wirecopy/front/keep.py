"""Which article of each family to keep when the copies go.

In: holdings and groups. Out: a flag per row; every family keeps exactly one.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from wirecopy.group.corpus import RELATIONS, UNKNOWN_TIME, Groups
from wirecopy.readers.columns import Holdings, array_of

Keep = Literal["best", "first", "longest"]
_WHOLE = 0.9  # of the longest text of its family: less has lost a paragraph
_PARTIAL = RELATIONS.index("partial")

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def choose(keep: Keep, holdings: Holdings, groups: Groups) -> Flags:
    """bool[n], the rows to keep.

    "first" is the one that stands first in its family, "longest" the one with most characters. "best" is the
    first, unless its text falls short of the longest by a tenth or more, or another whole text knows more of
    date, outlet and title; then the whole text that knows most, the earliest of equals. What only holds a
    copy among other text (relation "partial") is best only where there is nothing else.
    """
    family = groups.family
    is_first: Flags = family == np.arange(len(family))
    if keep == "first":
        return is_first
    lengths: Ints = pc.utf8_length(array_of(holdings.corpus.texts)).to_numpy().astype(np.int64)
    tie = (holdings.corpus.order, ~is_first)
    if keep == "longest":
        return _leaders(np.lexsort((*tie, -lengths, family)), family)
    times = holdings.corpus.times
    known = holdings.titled.astype(np.int8) + (holdings.corpus.outlets >= 0) + (times != UNKNOWN_TIME)
    whole = _whole(lengths, groups)
    dated = np.where(times == UNKNOWN_TIME, np.iinfo(np.int64).max, times)
    return _leaders(np.lexsort((holdings.corpus.order, dated, ~is_first, -known, ~whole, family)), family)


def _whole(lengths: Ints, groups: Groups) -> Flags:
    """The rows that hold their family's text and little else missing."""
    single = groups.relation != _PARTIAL
    longest = np.zeros(len(lengths), np.int64)
    np.maximum.at(longest, groups.family, np.where(single, lengths, 0))
    found: Flags = single & (lengths >= _WHOLE * longest[groups.family])
    return found


def _leaders(order: Ints, family: Ints) -> Flags:
    """The first row of every family in this order."""
    chosen = np.zeros(len(family), np.bool_)
    chosen[order[np.flatnonzero(np.diff(family[order], prepend=-1))]] = True
    return chosen
