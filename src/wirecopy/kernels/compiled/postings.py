"""From postings to candidate pairs: lists of rows that share a shingle, weighed, counted pair by pair.

In: postings `hash37 << 27 | row`, split by hash into parts that can be worked on apart. Out: pairs of rows
with the number of sampled shingles they share and what those weigh. A shingle weighs less the more *families*
it stands in: a reprint that went to a thousand outlets is one family, the foot of a page of one outlet is
many. Short lists give every pair, long ones a chain (each row with the one before and with the first), so
that work grows with the rows and not with their square.

Sums are whole numbers and every place that is written to belongs to one part, so the result does not depend
on the number of threads.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint32, uint64

from wirecopy.kernels.constants import COUNTED, MIX_1, ROW_BITS

_ROWS = uint64((1 << ROW_BITS) - 1)
_ROWS32 = uint32((1 << ROW_BITS) - 1)
_ROW_SHIFT = uint64(ROW_BITS)
_WEIGHT_SHIFT = uint32(ROW_BITS)
_SPREAD = uint64(MIX_1)


@njit(nogil=True, cache=True)
def split(postings, bits, ends, output):
    """Order postings by their top bits; `ends` int64[2**bits] gets where each part ends in `output`."""
    if bits == 0:
        ends[0] = postings.shape[0]
        output[: postings.shape[0]] = postings
        return
    shift = uint64(64 - bits)
    ends[:] = 0
    for at in range(postings.shape[0]):
        ends[int(postings[at] >> shift)] += 1
    place = 0
    for part in range(ends.shape[0]):
        size = ends[part]
        ends[part] = place
        place += size
    for at in range(postings.shape[0]):
        part = int(postings[at] >> shift)
        output[ends[part]] = postings[at]
        ends[part] += 1


@njit(nogil=True, cache=True)
def renumber(postings, numbers):
    """Give the rows of postings their new numbers, in place."""
    for at in range(postings.shape[0]):
        row = int(postings[at] & _ROWS)
        postings[at] = (postings[at] & ~_ROWS) | uint64(numbers[row])


@njit(nogil=True, cache=True)
def gather_lists(keys, skip, totals, starts):
    """Keep what stands in lists of two or more rows, in place.

    Args:
        keys: uint64, sorted; overwritten from the left.
        skip: bool[n], rows that are left out.
        totals: int32[n], raised by the number of different shingles of each row.
        starts: int64[len(keys) // 2 + 2], output: where each list starts, and where the last ends.

    Returns:
        The number of lists.
    """
    size = keys.shape[0]
    written = 0
    lists = 0
    at = 0
    while at < size:
        shingle = keys[at] >> _ROW_SHIFT
        begun = written
        last = uint64(0xFFFFFFFFFFFFFFFF)
        while at < size and keys[at] >> _ROW_SHIFT == shingle:
            key = keys[at]
            row = int(key & _ROWS)
            if key != last and not skip[row]:
                totals[row] += 1
                keys[written] = key
                written += 1
            last = key
            at += 1
        if written - begun >= 2:
            starts[lists] = begun
            lists += 1
        else:
            written = begun
    starts[lists] = written
    return lists


@njit(nogil=True, cache=True)
def _families_in(keys, begin, end, family, seen):
    """How many families a list stands in; estimated from evenly spaced rows where it is long."""
    step = 1 if end - begin <= COUNTED else (end - begin + COUNTED - 1) // COUNTED
    found = 0
    looked = 0
    for at in range(begin, end, step):
        of = family[int(keys[at] & _ROWS)]
        looked += 1
        new = True
        for place in range(found):
            if seen[place] == of:
                new = False
                break
        if new:
            seen[found] = of
            found += 1
    if step == 1 or found == 1:
        return found
    return max(found, found * (end - begin) // looked)


@njit(nogil=True, cache=True)
def _one_outlet(keys, begin, end, outlets):
    """Whether all rows of a list are of one known outlet."""
    first = outlets[int(keys[begin] & _ROWS)]
    if first < 0:
        return False
    same = True
    for at in range(begin + 1, end):
        same = same and outlets[int(keys[at] & _ROWS)] == first
    return same


@njit(nogil=True, cache=True)
def weigh_lists(keys, starts, rows, weight_of, house, weights, spreads):
    """What each list weighs.

    Args:
        keys: uint64, of `gather_lists`.
        starts: int64[l + 1].
        rows: int32[n], the provisional family of each row; int32[n], its outlet, -1 where unknown.
        weight_of: uint8[f], weight by number of families, 0 to TOP_WEIGHT; more families weigh like the last.
        house: a shingle of one outlet alone that stands in this many families is part of its page: weight 0.
        weights: uint8[l], output.
        spreads: int32[l], output: the number of families, -1 for a shingle of one outlet's page.
    """
    family, outlets = rows
    seen = np.empty(COUNTED + 1, np.int64)
    for number in range(starts.shape[0] - 1):
        begin, end = starts[number], starts[number + 1]
        found = _families_in(keys, begin, end, family, seen)
        spreads[number] = found
        weights[number] = weight_of[min(found, weight_of.shape[0] - 1)]
        if found >= house and _one_outlet(keys, begin, end, outlets):
            weights[number] = 0
            spreads[number] = -1


@njit(nogil=True, cache=True)
def weigh_rows(keys, starts, weights, alone, sums):
    """Raise `sums` int64[n] by what each row's listed shingles weigh more or less than a shingle `alone`."""
    for number in range(starts.shape[0] - 1):
        change = int(weights[number]) - alone
        for at in range(starts[number], starts[number + 1]):
            sums[int(keys[at] & _ROWS)] += change


@njit(nogil=True, cache=True)
def count_partners(keys, starts, weights, most, counts):
    """Raise `counts` int64[n] by the partners `place_partners` will write for each row."""
    for number in range(starts.shape[0] - 1):
        if weights[number] == 0:
            continue
        begin, end = starts[number], starts[number + 1]
        short = end - begin <= most[weights[number]]
        for at in range(begin + 1, end):
            counts[int(keys[at] & _ROWS)] += at - begin if short else (1 if at == begin + 1 else 2)


@njit(nogil=True, cache=True)
def place_partners(keys, starts, weights, most, owners, places, partners):
    """Write each row's partners: rows before it in a list.

    Args:
        keys: uint64, of `gather_lists`.
        starts: int64[l + 1].
        weights: uint8[l]; lists of weight 0 are passed over.
        most: int64[32], by weight: lists of up to so many rows give all pairs, longer ones a chain.
        owners: int64[2], the rows written for: from, to.
        places: int64[owners], where each row's next partner goes; moved on.
        partners: uint32, output: weight << 27 | row.
    """
    first, last = owners[0], owners[1]
    for number in range(starts.shape[0] - 1):
        if weights[number] == 0:
            continue
        begin, end = starts[number], starts[number + 1]
        heavy = uint32(weights[number]) << _WEIGHT_SHIFT
        short = end - begin <= most[weights[number]]
        for at in range(begin + 1, end):
            row = int(keys[at] & _ROWS)
            if row < first or row >= last:
                continue
            place = places[row - first]
            if short:
                for other in range(begin, at):
                    partners[place] = heavy | uint32(keys[other] & _ROWS)
                    place += 1
            else:
                partners[place] = heavy | uint32(keys[at - 1] & _ROWS)
                place += 1
                if at > begin + 1:
                    partners[place] = heavy | uint32(keys[begin] & _ROWS)
                    place += 1
            places[row - first] = place


@njit(nogil=True, cache=True)
def _slot(table, mask, row):
    at = int((uint64(row) * _SPREAD) >> uint64(40)) & mask
    while table[at] >= 0 and table[at] != row:
        at = (at + 1) & mask
    return at


@njit(nogil=True, cache=True)
def _add_up(partners, begin, end, table, used):
    """Count and weigh the partners of one row in a hash table; how many there are."""
    size = 16
    while size < 2 * (end - begin) and size < table.shape[1]:
        size *= 2
    table[0, :size] = -1
    filled = 0
    for at in range(begin, end):
        other = int(partners[at] & _ROWS32)
        slot = _slot(table[0], size - 1, other)
        if table[0, slot] < 0:
            table[0, slot] = other
            table[1, slot] = 0
            table[2, slot] = 0
            used[filled] = slot
            filled += 1
        table[1, slot] += 1
        table[2, slot] += int(partners[at] >> _WEIGHT_SHIFT)
    return filled


@njit(nogil=True, cache=True)
def count_pairs(places, partners, first, rows, least, table, output):
    """Add up each row's partners; keep those with enough in common.

    Args:
        places: int64[m + 1], where the partners of the m owners start.
        partners: uint32, of `place_partners`.
        first: the first owner's row.
        rows: sums int64[n], weight of all sampled shingles of each row; rates float32[n], sampling rates: the
            denser sample of the two is scaled to the other.
        least: float64[2], least number of shared shingles, least share of the lesser row's weight.
        table: int64[3, 2**k], scratch: partner, count, weight; 2**k > twice the partners of any one owner.
        output: pairs int32[p, 3], row, partner, shared shingles; scores float32[p], weight shared / weight of
            the lesser row, 0-1 or a little more.

    Returns:
        The number of pairs found; only the first p are written.
    """
    sums, rates = rows
    pairs, scores = output
    found = 0
    used = np.empty(table.shape[1], np.int64)
    for owner in range(places.shape[0] - 1):
        row = first + owner
        filled = _add_up(partners, places[owner], places[owner + 1], table, used)
        for place in range(filled):
            slot = used[place]
            if table[1, slot] < least[0]:
                continue
            other = table[0, slot]
            own = sums[row] * min(1.0, rates[other] / rates[row])
            its = sums[other] * min(1.0, rates[row] / rates[other])
            score = table[2, slot] / max(min(own, its), 1.0)
            if score < least[1]:
                continue
            if found < pairs.shape[0]:
                pairs[found, 0] = row
                pairs[found, 1] = other
                pairs[found, 2] = table[1, slot]
                scores[found] = score
            found += 1
    return found


@njit(nogil=True, cache=True)
def join_rows(pairs, parents):
    """Union-find: join the rows of every pair in `parents` int32[n]; each row ends at its set's least row."""
    for at in range(pairs.shape[0]):
        left, right = pairs[at, 0], pairs[at, 1]
        while parents[left] != left:
            parents[left] = parents[parents[left]]
            left = parents[left]
        while parents[right] != right:
            parents[right] = parents[parents[right]]
            right = parents[right]
        if left < right:
            parents[right] = left
        else:
            parents[left] = right
    for row in range(parents.shape[0]):
        parents[row] = parents[parents[row]]  # parents stand before their children, and are final by now
