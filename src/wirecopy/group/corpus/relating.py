"""What each row of a family is: which stands first, which other it is closest to, and how it was made of it.

The first is the earliest; among undated rows the fullest, then the corpus's own order. Equal texts stand
behind the earliest of them. Everyone else is closest to the text it shares most words with.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.lists import Lists
from wirecopy.group.corpus.tables import RELATIONS, UNKNOWN_TIME, Corpus, Ints, Ints32

_SAME = 0.985  # of the words of both: house style apart, the same text
_TRIMMED = 0.94  # of the words of the row: who cuts also joins what the cut left apart
_EDITED = 0.8
_PART = 0.35  # of the row in one piece, or around a whole text, without a match: it is more than a version


def first_of(groups: Ints, corpus: Corpus, words: Ints32) -> Ints:
    """The first row of each row's group.

    Args:
        groups: int64[n], equal for rows of one group.
        corpus: the corpus.
        words: int32[n].
    """
    known = np.where(corpus.times == UNKNOWN_TIME, np.iinfo(np.int64).max, corpus.times)
    order = np.lexsort((corpus.order, -words.astype(np.int64), known, groups))
    ordered = groups[order]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    first = np.empty(len(order), np.int64)
    first[order] = order[begins][np.cumsum(begins) - 1]
    return first


def text_of(lists: Lists) -> Ints:
    """int64[n], by row: equal for equal texts."""
    heads = np.cumsum(~lists.twin) - 1
    texts = np.empty(len(heads), np.int64)
    texts[lists.rows] = heads
    return texts


def closest_texts(pairs: Ints32, covered: NDArray[np.float64], count: int) -> Ints32:
    """For every rank the rank it shares most words with, int32[n], -1 for none.

    Args:
        pairs: int32[p, 2], copies within one family.
        covered: float64[p, 2], words of each that stand in the other.
        count: n.
    """
    both = np.concatenate([pairs, pairs[:, ::-1]])
    words = np.concatenate([covered[:, 0], covered[:, 1]])
    order = np.lexsort((both[:, 1], -words, both[:, 0]))
    rows, first = np.unique(both[order, 0], return_index=True)
    closest = np.full(count, -1, np.int32)
    closest[rows] = both[order[first], 1]
    return closest


def relations(words: Ints32, equal: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The relation of each row to its closest.

    Args:
        words: int32[p, 5], of `comparing.trace`.
        equal: bool[p], rows whose words are the closest's words.

    Returns:
        int8[p], indices into `RELATIONS`.
    """
    size = np.maximum(words[:, 0], 1)
    shared, gap = words[:, 1] / size, words[:, 4] / size
    contained = words[:, 3] / np.maximum(words[:, 2], 1)
    name = {relation: number for number, relation in enumerate(RELATIONS)}
    found = np.select(
        [
            equal | ((shared >= _SAME) & (contained >= _SAME)),
            shared >= _TRIMMED,
            (gap >= _PART) | ((contained >= _TRIMMED) & (shared < 1 - _PART)),
            shared >= _EDITED,
        ],
        [name["verbatim"], name["trimmed"], name["partial"], name["edited"]],
        name["reworded"],
    )
    return found.astype(np.int8)
