"""Probing sorted runs of postings, and counting: the plain twin of `compiled.runs`.

Runs may be long, for an index may hold millions of articles: they are searched and never read through. What
a few arriving rows find in them is short, and counted row by row.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import APART, JOINED, ROW_BITS, TOGETHER, TWIN, WEAK
from wirecopy.kernels.plain.scan import ROWS, Hashes, Ints, Ints32

_LOW = np.uint64(ROWS)
_SHIFT = np.uint64(ROW_BITS)


def locate(run: Hashes, hashes: Hashes, room: Ints, first: Ints, taken: Ints) -> None:
    """Where each hash has its list, and how much of it is taken; arguments as in `compiled.runs`."""
    wanted = room > 0
    begins, ends = np.searchsorted(run, hashes), np.searchsorted(run, hashes | _LOW, side="right")
    first[:] = np.where(wanted, begins, 0)
    taken[:] = np.where(wanted, np.minimum(ends - begins, room), 0)
    room -= taken


def copy_lists(
    run: Hashes, first: Ints, taken: Ints, rows: int, base: int, cursor: Ints, lists: Ints32
) -> bool:
    """Append the head of each list to its place in `lists`; arguments and result as in `compiled.runs`."""
    some = np.flatnonzero(taken > 0)
    begins, lengths, places = first[some], taken[some], cursor[some]
    outside = (begins < 0) | (begins + lengths > len(run)) | (places < 0) | (places + lengths > len(lists))
    if outside.any():
        return False
    found = (run[_stretches(begins, lengths)] & _LOW).astype(np.int64)
    if np.any(found >= rows):
        return False
    lists[_stretches(places, lengths)] = base + found
    cursor[some] += lengths
    return True


def _stretches(begins: Ints, lengths: Ints) -> Ints:
    """The places of stretches, one after another."""
    before = np.cumsum(lengths) - lengths
    found: Ints = np.arange(lengths.sum(), dtype=np.int64) + np.repeat(begins - before, lengths)
    return found


def by_row(postings: Hashes, offsets: Ints, members: Ints32) -> bool:
    """Which of the distinct hashes each row holds; arguments and result as in `compiled.runs`."""
    rows = len(offsets) - 1
    owners = (postings & _LOW).astype(np.int64)
    if rows < 0 or len(members) < len(postings) or owners.max(initial=-1) >= rows:
        return False
    offsets[0] = 0
    np.cumsum(np.bincount(owners, minlength=rows), out=offsets[1:])
    hashes = postings >> _SHIFT
    numbers = np.zeros(len(postings), np.int32)
    np.cumsum(hashes[1:] != hashes[:-1], out=numbers[1:])
    members[: len(postings)] = numbers[np.argsort(owners, kind="stable")]
    return True


def count_families(
    offsets: Ints, families: Ints32, outlets: Ints32, bounds: tuple[int, int], counts: Ints32
) -> None:
    """In how many families each list stands; arguments as in `compiled.runs`."""
    most, house = bounds
    lengths, here = np.diff(offsets), slice(offsets[0], offsets[-1])
    lists = np.repeat(np.arange(len(lengths)), lengths)
    different = np.unique(lists << 32 | families[here].astype(np.uint32)) >> 32
    found = np.minimum(np.bincount(different, minlength=len(lengths)), max(most, 1))
    own = outlets[here]
    head = np.repeat(own[(offsets[:-1] - offsets[0])[lengths > 0]], lengths[lengths > 0])
    others = np.bincount(lists[(own < 0) | (own != head)], minlength=len(lengths))
    counts[:] = np.where((found >= house) & (lengths > 0) & (others == 0), -1, found)


def lead(closest: Ints, base: int, families: Ints) -> None:
    """Each row's provisional family; arguments as in `compiled.runs`."""
    for row, document in enumerate(closest.tolist()):
        if document < 0:
            families[row] = base + row
        elif 0 <= document - base < row:
            families[row] = families[document - base]


def strongest(
    lists: tuple[Ints, Ints, Ints32, Ints32, Ints],
    rows: tuple[Ints, Ints32, Ints],
    least: int,
    per_family: int,
    found: tuple[Ints, Ints, Ints],
) -> None:
    """Per row the documents that share most weight with it; arguments as in `compiled.runs`."""
    begins, ends, documents, families, weights = lists
    row_offsets, members, limits = rows
    found[0][:] = -1
    for row, limit in enumerate(limits.tolist()):
        items = members[row_offsets[row] : row_offsets[row + 1]]
        items = items[weights[items] != 0]
        lengths = np.maximum(ends[items] - begins[items], 0)
        places, each = _stretches(begins[items], lengths), np.repeat(weights[items], lengths)
        met = documents[places] < limit
        places, each = places[met], each[met]
        names, seen, which = np.unique(documents[places], return_index=True, return_inverse=True)
        counts = np.bincount(which, minlength=len(names))
        sums = np.bincount(which, each, minlength=len(names)).astype(np.int64)
        order = np.lexsort((names, -sums))
        order = order[counts[order] >= least]
        order = order[_best(families[places[seen[order]]], per_family, found[0].shape[1])]
        for column, values in zip(found, (names, sums, counts), strict=True):
            column[row, : len(order)] = values[order]


def _best(families: Ints32, per_family: int, most: int) -> list[int]:
    """The first places, so many of each family and so many of all."""
    kin: Counter[int] = Counter()
    chosen: list[int] = []
    for place, family in enumerate(families.tolist()):
        if len(chosen) == most:
            break
        if kin[family] < per_family:
            kin[family] += 1
            chosen.append(place)
    return chosen


def find_roots(parents: Ints32, documents: Ints32, roots: Ints32) -> None:
    """The family of each document, -1 for a number out of range; arguments as in `compiled.runs`."""
    known = (documents >= 0) & (documents < len(parents))
    asked = documents[known]
    found = asked
    while np.any((above := parents[found]) != found):
        found = above
    parents[asked] = found  # the next to ask takes one step
    roots[:] = -1
    roots[known] = found


def join_families(
    parents: Ints32, lone: NDArray[np.bool_], edges: Ints32, outcomes: NDArray[np.int8]
) -> None:
    """Join families edge by edge, in this order; arguments as in `compiled.runs`."""
    above, single = parents.data, lone.data  # as fast as lists, and nothing is copied
    size = min(len(above), len(single))

    def top(document: int) -> int:
        while above[document] != document:
            above[document] = document = above[above[document]]
        return document

    for number, (left, right, kind) in enumerate(edges.tolist()):
        outcomes[number] = APART
        if not (0 <= left < size and 0 <= right < size):
            continue
        low, high = sorted((top(left), top(right)))
        if low == high:
            outcomes[number] = TOGETHER
        elif kind != WEAK or single[low] or single[high]:
            outcomes[number] = JOINED
            above[high] = low
            single[low] = kind == TWIN and single[low] and single[high]
