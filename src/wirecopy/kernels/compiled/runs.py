"""Probing sorted runs of postings, and counting what the lists have in common with new rows.

A posting is `hash37 << 27 | row`; a run is a sorted array of them, so all rows that hold one hash stand in
one stretch, its list. In: runs, the distinct hashes of a batch, and where each batch row keeps its hashes.
Out: lists, families per list, and per batch row the known rows that share most. Every place read or written
follows from a length that was passed or counted here; a row number out of range (a damaged run) is reported,
not used. All sums are whole numbers, so the order of the work cannot change a result.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from wirecopy.kernels.constants import APART, JOINED, ROW_BITS, TOGETHER, TWIN, WEAK

_ROWS = uint64((1 << ROW_BITS) - 1)
_MIX = uint64(0x9E3779B97F4A7C15)  # the golden ratio: spreads neighbouring row numbers over a hash table

Words = NDArray[np.uint64]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]


@njit(nogil=True, cache=True)
def locate(run: Words, hashes: Words, room: Ints, first: Ints, taken: Ints) -> None:
    """Where each hash has its list: it begins at `run[first[i]]`, and `taken[i]` of it are taken.

    Gallops: the step doubles from where the last hash was found, so a few hashes cost the logarithm of the
    run and many cost one pass over it.

    Args:
        run: sorted postings.
        hashes: rising, the low 27 bits zero.
        room: how many entries are still wanted of each list; lowered by what is taken.
        first: out, as long as `hashes`.
        taken: out, as long as `hashes`.
    """
    size = run.shape[0]
    low = 0
    for i in range(min(hashes.shape[0], room.shape[0], first.shape[0], taken.shape[0])):
        first[i] = taken[i] = 0
        if room[i] <= 0:
            continue
        low = _gallop(run, low, hashes[i])
        end = min(size, low + room[i])
        high = low
        while high < end and run[high] & ~_ROWS == hashes[i]:
            high += 1
        first[i], taken[i] = low, high - low
        room[i] -= high - low


@njit(nogil=True, cache=True)
def _gallop(run: Words, low: int, wanted: int) -> int:
    """The first place from `low` on whose posting is not below `wanted`."""
    size = run.shape[0]
    high, step = low, 1
    while high < size and run[high] < wanted:
        low = high + 1
        high += step
        step *= 2
    high = min(high, size)
    while low < high:
        middle = (low + high) >> 1
        if run[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@njit(nogil=True, cache=True)
def copy_lists(
    run: Words, first: Ints, taken: Ints, rows: int, base: int, cursor: Ints, lists: Ints32
) -> bool:
    """Append the head of each list to its place in `lists`, as document numbers; False for a damaged run.

    Args:
        run: sorted postings.
        first: where each list begins.
        taken: how many of each are taken.
        rows: rows of the run; its row numbers are below.
        base: document number of its row 0.
        cursor: where the next of each list goes; moved on.
        lists: out, document numbers.
    """
    for i in range(min(first.shape[0], taken.shape[0], cursor.shape[0])):
        if taken[i] <= 0:
            continue
        if first[i] < 0 or first[i] + taken[i] > run.shape[0]:
            return False
        if cursor[i] < 0 or cursor[i] + taken[i] > lists.shape[0]:
            return False
        for j in range(taken[i]):
            row = np.int64(run[first[i] + j] & _ROWS)
            if row >= rows:
                return False
            lists[cursor[i] + j] = base + row
        cursor[i] += taken[i]
    return True


@njit(nogil=True, cache=True)
def by_row(postings: Words, offsets: Ints, members: Ints32) -> bool:
    """Which of the distinct hashes each row holds; False where a row number is out of range.

    Args:
        postings: sorted; the distinct hashes are numbered in this order.
        offsets: out, rows + 1; row r holds `members[offsets[r]:offsets[r + 1]]`.
        members: out, as long as `postings`: numbers of hashes.
    """
    rows = offsets.shape[0] - 1
    if rows < 0 or members.shape[0] < postings.shape[0]:
        return False
    offsets[:] = 0
    for posting in postings:
        row = np.int64(posting & _ROWS)
        if row >= rows:
            return False
        offsets[row + 1] += 1
    for r in range(rows):
        offsets[r + 1] += offsets[r]
    cursor = offsets[:-1].copy()
    number = -1
    before = uint64(0)
    for posting in postings:
        if number < 0 or posting & ~_ROWS != before:
            before = posting & ~_ROWS
            number += 1
        row = np.int64(posting & _ROWS)
        members[cursor[row]] = number
        cursor[row] += 1
    return True


@njit(nogil=True, cache=True)
def count_families(
    offsets: Ints, families: Ints32, outlets: Ints32, bounds: tuple[int, int], counts: Ints32
) -> None:
    """In how many families each list stands, or that it is part of one outlet's pages.

    Args:
        offsets: lists + 1.
        families: family of each entry of the lists.
        outlets: outlet of each entry, -1 where unknown.
        bounds: where counting stops, at least 1; and how many families make what one outlet alone has a part
            of its pages.
        counts: out, one per list: the number of families, -1 for a part of one outlet's pages.
    """
    most, house = bounds
    seen = np.empty(max(most, 1), np.int32)
    for i in range(counts.shape[0]):
        found = 0
        for j in range(offsets[i], offsets[i + 1]):
            known = False
            for k in range(found):
                if seen[k] == families[j]:
                    known = True
                    break
            if not known:
                seen[found] = families[j]
                found += 1
                if found >= seen.shape[0]:
                    break
        counts[i] = -1 if found >= house and _is_one(outlets[offsets[i] : offsets[i + 1]]) else found


@njit(nogil=True, cache=True)
def _is_one(outlets: Ints32) -> bool:
    """Whether all entries are of one known outlet."""
    for outlet in outlets:
        if outlet < 0 or outlet != outlets[0]:
            return False
    return len(outlets) > 0


@njit(nogil=True, cache=True)
def lead(closest: Ints, base: int, families: Ints) -> None:
    """Each row's provisional family: its closest row's, itself where it has none.

    Args:
        closest: per row a document number below its own, or -1.
        base: document number of row 0.
        families: in: family of `closest` where that is below `base`; out: family of the row.
    """
    for row in range(min(closest.shape[0], families.shape[0])):
        other = closest[row] - base
        if closest[row] < 0:
            families[row] = base + row
        elif 0 <= other < row:
            families[row] = families[other]


@njit(nogil=True, cache=True)
def strongest(
    lists: tuple[Ints, Ints, Ints32, Ints32, Ints],
    rows: tuple[Ints, Ints32, Ints],
    least: int,
    per_family: int,
    found: tuple[Ints, Ints, Ints],
) -> None:
    """Per batch row the documents that share most weight with it, at most so many of one family.

    Args:
        lists: begins, ends, document numbers, their families, and the weight of each list (0: skipped).
        rows: offsets, numbers of lists, and per row the document number all answers must stay below.
        least: how many lists a document must share with a row to be named.
        per_family: how many documents of one family a row may name.
        found: out, one line per row: documents (-1: none), their weight and number of shared lists; strongest
            first, the lower number first among equals.
    """
    begins, ends, documents, families, weights = lists
    row_offsets, members, limits = rows
    held = _entries(ends - begins, row_offsets, members, weights)
    size = _table_size(held.max()) if held.shape[0] else 0
    table = np.full((size, 4), -1, np.int32)  # document, its family, weight, number of shared lists
    used = np.empty(size, np.int64)
    for row in range(min(limits.shape[0], held.shape[0], found[0].shape[0])):
        filled = 0
        mask = _table_size(held[row]) - 1  # small rows stay in a small part of the table
        for m in range(row_offsets[row], row_offsets[row + 1]):
            item = members[m]
            if weights[item] == 0:
                continue
            for j in range(begins[item], ends[item]):
                if documents[j] >= limits[row]:
                    break  # a list rises
                slot = _slot(table, mask, documents[j])
                if table[slot, 0] < 0:
                    table[slot, 0], table[slot, 1] = documents[j], families[j]
                    table[slot, 2] = table[slot, 3] = 0
                    used[filled] = slot
                    filled += 1
                table[slot, 2] += weights[item]
                table[slot, 3] += 1
        _choose(table, used[:filled], (least, per_family), found, row)
        for u in range(filled):
            table[used[u], 0] = -1


@njit(nogil=True, cache=True)
def _entries(lengths: Ints, row_offsets: Ints, members: Ints32, weights: Ints) -> Ints:
    """How many entries the lists of each row hold."""
    held = np.zeros(row_offsets.shape[0] - 1, np.int64)
    for row in range(held.shape[0]):
        for m in range(row_offsets[row], row_offsets[row + 1]):
            if weights[members[m]] != 0:
                held[row] += lengths[members[m]]
    return held


@njit(nogil=True, cache=True)
def _table_size(held: int) -> int:
    """A power of two, at least twice as many."""
    size = 16
    while size < 2 * held:
        size *= 2
    return size


@njit(nogil=True, cache=True)
def _slot(table: Ints32, mask: int, key: int) -> int:
    """Where a key stands in the part of a table below `mask`, or the free place for it; never full."""
    slot = int((uint64(key) * _MIX) >> uint64(33)) & mask
    while table[slot, 0] >= 0 and table[slot, 0] != key:
        slot = (slot + 1) & mask
    return slot


@njit(nogil=True, cache=True)
def _choose(
    table: Ints32, used: Ints, bounds: tuple[int, int], found: tuple[Ints, Ints, Ints], row: int
) -> None:
    """Put the strongest of the table into line `row`, best first: whatever the order of `used`."""
    least, per_family = bounds
    documents, weights, counts = found
    width = documents.shape[1]
    chosen = np.empty(width, np.int64)
    filled = 0
    for slot in used:
        if table[slot, 3] < least:
            continue
        place = filled
        while place > 0 and _stronger(table, slot, chosen[place - 1]):
            place -= 1
        gap = min(_gap(table, chosen[:filled], slot, per_family), width - 1)
        if place > gap:
            continue
        filled = max(filled, gap + 1)
        for k in range(gap, place, -1):
            chosen[k] = chosen[k - 1]
        chosen[place] = slot
    documents[row, :] = -1
    for k in range(filled):
        documents[row, k] = table[chosen[k], 0]
        weights[row, k] = table[chosen[k], 2]
        counts[row, k] = table[chosen[k], 3]


@njit(nogil=True, cache=True)
def _gap(table: Ints32, chosen: Ints, slot: int, per_family: int) -> int:
    """The place a newcomer may empty: its family's weakest where the family is full, else the end."""
    alike, weakest = 0, -1
    for k in range(chosen.shape[0]):
        if table[chosen[k], 1] == table[slot, 1]:
            alike += 1
            weakest = k
    return weakest if alike >= per_family else chosen.shape[0]


@njit(nogil=True, cache=True)
def _stronger(table: Ints32, one: int, other: int) -> bool:
    """Whether the document in slot `one` goes before the one in slot `other`."""
    if table[one, 2] != table[other, 2]:
        return bool(table[one, 2] > table[other, 2])
    return bool(table[one, 0] < table[other, 0])


@njit(nogil=True, cache=True)
def find_roots(parents: Ints32, documents: Ints32, roots: Ints32) -> None:
    """The family of each document: the end of its chain of parents, -1 for a number out of range."""
    for i in range(min(documents.shape[0], roots.shape[0])):
        document = documents[i]
        roots[i] = _root(parents, document) if 0 <= document < parents.shape[0] else -1


@njit(nogil=True, cache=True)
def join_families(
    parents: Ints32, lone: NDArray[np.bool_], edges: Ints32, outcomes: NDArray[np.int8]
) -> None:
    """Join families edge by edge, in this order; the lowest number stands for all members.

    Args:
        parents: per document one of its family with a lower number, or itself; changed.
        lone: per family, at its lowest number, whether it holds one text only, however often; changed.
        edges: int32[e, 3], two documents and `TWIN`, `STRONG` or `WEAK`: a weak edge takes a lone text into a
            family and never joins two.
        outcomes: out, what the edge met with: `APART` after it, `TOGETHER` before it, or `JOINED` by it.
    """
    size = min(parents.shape[0], lone.shape[0])
    for i in range(min(edges.shape[0], outcomes.shape[0])):
        outcomes[i] = APART
        left, right, kind = edges[i, 0], edges[i, 1], edges[i, 2]
        if not (0 <= left < size and 0 <= right < size):
            continue
        one, other = _root(parents, left), _root(parents, right)
        if one == other:
            outcomes[i] = TOGETHER
        if one == other or (kind == WEAK and not (lone[one] or lone[other])):
            continue
        outcomes[i] = JOINED
        low, high = min(one, other), max(one, other)
        parents[high] = low
        lone[low] = kind == TWIN and lone[low] and lone[high]


@njit(nogil=True, cache=True)
def _root(parents: Ints32, document: int) -> int:
    """The lowest number of a document's family; halves the chain on the way."""
    while parents[document] != document:
        parents[document] = parents[parents[document]]
        document = parents[document]
    return document
