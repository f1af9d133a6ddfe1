"""Signatures against signatures: an inverted index that grows, products of all pairs, groups of the likest.

In: signatures end to end (terms rising within each, weights beside them) and sums of such. Out: products as
float64, and the group of every row. The index is a table of terms; each term has a list of rows that lies in
one piece, in a block of 1, 2, 4 ... places, and moves to one twice as large when it is full; blocks left
behind are used again. All sums are taken in the order of the terms, so results do not depend on how the work
was cut.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit, uint64

from wirecopy.kernels.constants import FREE_BLOCKS, MIX_1, SCORE_STEPS

_SPREAD = uint64(MIX_1)
_SURELY = 0.999  # room for the last digits


@njit(nogil=True, cache=True)
def _slot_of(keys, counts, term):
    """Where a term stands in the table, or the free place where it would."""
    mask = keys.shape[0] - 1
    slot = np.int64((uint64(term) * _SPREAD) >> uint64(40)) & mask
    while counts[slot] > 0 and keys[slot] != term:
        slot = (slot + 1) & mask
    return slot


@njit(nogil=True, cache=True)
def _block(state, owners, size):
    """Where a free block of this size begins; taken."""
    kind = FREE_BLOCKS
    while 1 << (kind - FREE_BLOCKS) < size:
        kind += 1
    begin = state[kind]
    if begin >= 0:
        state[kind] = owners[begin]
        return begin
    begin = state[1]
    state[1] += size
    return begin


@njit(nogil=True, cache=True)
def _leave(state, owners, begin, size):
    """A block is free again."""
    kind = FREE_BLOCKS
    while 1 << (kind - FREE_BLOCKS) < size:
        kind += 1
    owners[begin] = state[kind]
    state[kind] = begin


@njit(nogil=True, cache=True)
def list_rows(lists, offsets, terms, worth, first):
    """Enter rows into an index, until it is full.

    Args:
        lists: the index, see `kernels.lists`.
        offsets: int64[n + 1], where each row begins.
        terms: uint32, different ones within each row.
        worth: float32, of each term.
        first: number of the first row.

    Returns:
        How many rows were entered; for more, the index must have more room.
    """
    keys, spots, counts, owners, weights, state = lists
    for row in range(offsets.shape[0] - 1):
        need = 0
        for at in range(offsets[row], offsets[row + 1]):
            count = counts[_slot_of(keys, counts, terms[at])]
            need += 1 if count == 0 else (2 * count if count & (count - 1) == 0 else 0)
        fresh = offsets[row + 1] - offsets[row]
        need += 8 * fresh  # what a term that stands in a row more than once could take
        if state[1] + need > owners.shape[0] or 3 * (state[0] + fresh) > 2 * keys.shape[0]:
            return row
        for at in range(offsets[row], offsets[row + 1]):
            slot = _slot_of(keys, counts, terms[at])
            count = np.int64(counts[slot])
            if count == 0:
                keys[slot] = terms[at]
                spots[slot] = _block(state, owners, 1)
                state[0] += 1
            elif count & (count - 1) == 0:
                old = np.int64(spots[slot])
                new = _block(state, owners, 2 * count)
                for place in range(count):
                    owners[new + place] = owners[old + place]
                    weights[new + place] = weights[old + place]
                _leave(state, owners, old, count)
                spots[slot] = new
            place = spots[slot] + count
            owners[place] = first + row
            weights[place] = worth[at]
            counts[slot] = count + 1
    return offsets.shape[0] - 1


@njit(nogil=True, cache=True)
def move_lists(lists, roomier):
    """Copy the lists of one index into an empty one that has room for them."""
    keys, spots, counts, owners, weights, _ = lists
    new_keys, new_spots, new_counts, new_owners, new_weights, state = roomier
    for slot in range(keys.shape[0]):
        count = np.int64(counts[slot])
        if count == 0:
            continue
        size = 1
        while size < count:
            size *= 2
        begin = _block(state, new_owners, size)
        new = _slot_of(new_keys, new_counts, keys[slot])
        new_keys[new] = keys[slot]
        new_spots[new] = begin
        new_counts[new] = count
        state[0] += 1
        for place in range(count):
            new_owners[begin + place] = owners[spots[slot] + place]
            new_weights[begin + place] = weights[spots[slot] + place]


@njit(nogil=True, cache=True)
def multiply(lists, asking, least, sums, output):
    """The products of some signatures with the rows of an index, where they are large enough.

    Args:
        lists: the index.
        asking: offsets int64[a + 1]; terms uint32; weights float32.
        least: float64[a], products below are left out.
        sums: float64[rows], zeros; zeros again afterwards.
        output: pairs int32[o, 2], asking and row; products float64[o].

    Returns:
        How many there are; only the first o are written.
    """
    keys, spots, counts, owners, weights, _ = lists
    offsets, terms, worth = asking
    pairs, products = output
    met = np.empty(sums.shape[0], np.int32)
    found = 0
    for one in range(offsets.shape[0] - 1):
        seen = 0
        for at in range(offsets[one], offsets[one + 1]):
            slot = _slot_of(keys, counts, terms[at])
            begin = np.int64(spots[slot])
            for entry in range(begin, begin + counts[slot]):
                share = np.float64(worth[at]) * np.float64(weights[entry])
                if share <= 0.0:
                    continue
                row = owners[entry]
                if sums[row] == 0.0:
                    met[seen] = row
                    seen += 1
                sums[row] += share
        for at in range(seen):
            row = met[at]
            if sums[row] >= least[one]:
                if found < pairs.shape[0]:
                    pairs[found, 0] = one
                    pairs[found, 1] = row
                    products[found] = sums[row]
                found += 1
            sums[row] = 0.0
    return found


@njit(nogil=True, cache=True)
def products_of(offsets, terms, sums, near):
    """The products of all pairs of rows.

    Args:
        offsets: int64[n + 1], where each row begins; the first at 0.
        terms: uint32, different ones within each row, rising.
        sums: float64.
        near: float64[n, n], output; the diagonal is 0.
    """
    size = 16
    while size < 2 * offsets[-1]:
        size *= 2
    keys, filled = np.zeros(size, np.uint32), np.zeros(size, np.int32)
    last = np.empty(size, np.int64)  # the latest entry of each term,
    before = np.empty(offsets[-1], np.int64)  # and the one before each entry, -1 for none
    owners = np.empty(offsets[-1], np.int64)
    near[:] = 0.0
    for row in range(offsets.shape[0] - 1):
        for at in range(offsets[row], offsets[row + 1]):
            slot = _slot_of(keys, filled, terms[at])
            other = last[slot] if filled[slot] > 0 else -1
            keys[slot], filled[slot], last[slot] = terms[at], 1, at
            before[at], owners[at] = other, row
            while other >= 0:
                near[row, owners[other]] += sums[at] * sums[other]
                other = before[other]
        near[row, row] = 0.0
        for other in range(row):
            near[other, row] = near[row, other]


@njit(nogil=True, cache=True)
def _cohesion(figures, rule, group):
    """The mean product to be expected within a group."""
    mean = figures[group, 2] / figures[group, 0]
    pairs = figures[group, 0] * (figures[group, 0] - 1.0) / 2.0
    seen = (rule[2] * mean + figures[group, 1]) / (rule[2] + pairs)
    return min(max(seen, rule[3] * mean), rule[4] * mean)


@njit(nogil=True, cache=True)
def _closeness(sums, rule, tight, left, right):
    """The likeness of two groups, in steps, or the last digits would decide; 0 where it is too little."""
    near, figures = sums
    count_l, count_r = figures[left, 0], figures[right, 0]
    mean = near[left, right] / (count_l * count_r)
    if mean * mean < _SURELY * rule[0] * rule[0] * tight[left] * tight[right]:
        return 0.0  # the rest can only make it less
    if figures[left, 3] > 0.0 and figures[right, 3] > 0.0:
        apart = figures[left, 4] / figures[left, 3] - figures[right, 4] / figures[right, 3]
        if abs(apart) > rule[1]:
            return 0.0
    share = math.sqrt(figures[left, 2] / count_l * (figures[right, 2] / count_r)) / rule[7]
    rigour = rule[5] * (1.0 - 1.0 / min(count_l, count_r)) * share * share
    caution = rule[6] * ((1.0 - share) * (1.0 - share)) / max(count_l, count_r)
    measure = math.sqrt(tight[left] * tight[right])
    measure = measure * ((1.0 + rigour) * (1.0 + caution))
    if measure <= 0.0:
        return 0.0
    return np.floor(mean / measure * SCORE_STEPS) / SCORE_STEPS


@njit(nogil=True, cache=True)
def _look_around(sums, rule, tight, alive, row, best):
    """The likest group to one, the first of several; -1 where none is alike at all."""
    best[row] = 0.0
    likest = -1
    for other in alive:
        if other != row and sums[0][row, other] > 0.0:
            score = _closeness(sums, rule, tight, row, other)
            if score > best[row]:
                best[row] = score
                likest = other
    return likest


@njit(nogil=True, cache=True)
def _look_again(sums, rule, tight, alive, joined, best, likest):
    """Compare every group with two that became one.

    Where a group's likest is not known any more, `likest` is -2 and `best` stays: nothing is more alike.
    """
    into, gone = joined
    likest[into] = _look_around(sums, rule, tight, alive, into, best)
    for row in alive:
        if row == into:
            continue
        was = likest[row] == into or likest[row] == gone
        score = 0.0
        if sums[0][into, row] > 0.0:
            score = _closeness(sums, rule, tight, row, into)
        if score > best[row] or (score == best[row] and (was or -1 < into < likest[row])):
            best[row] = score
            likest[row] = into
        elif was:
            likest[row] = -2


@njit(nogil=True, cache=True)
def _next(sums, rule, tight, alive, best, likest):
    """The first group of the two that are most alike, -1 if none are alike enough."""
    while True:
        into = -1
        for row in alive:
            if best[row] >= rule[0] and (into < 0 or best[row] > best[into]):
                into = row
        if into < 0 or likest[into] >= 0:
            return into
        likest[into] = _look_around(sums, rule, tight, alive, into, best)


@njit(nogil=True, cache=True)
def _join(sums, heads, alive, into, gone):
    """Two groups are one from now on; those that are left."""
    near, figures = sums
    figures[into, 1] += near[into, gone]
    for column in range(5):
        figures[into, column] += figures[gone, column]
    for row in alive:
        near[into, row] += near[gone, row]
        near[row, into] = near[into, row]
    for row in range(heads.shape[0]):
        if heads[row] == gone:
            heads[row] = into
    left = 0
    for row in alive:
        if row != gone:
            alive[left] = row
            left += 1
    return alive[:left]


@njit(nogil=True, cache=True)
def link_groups(near, figures, rule, heads):
    """Make the two groups that are most alike one, again and again, until no two are alike enough.

    Args:
        near: float64[n, n], symmetric: sums of the products of all pairs across two groups; overwritten.
        figures: float64[n, 5], per group: articles, sum of products within, sum of expected products,
            articles with a time, sum of their times; overwritten.
        rule: float64[8], of `group.events.likeness`: SAME_EVENT, above 0; FAR_SECONDS; PRIOR_PAIRS; LOOSEST;
            TIGHTEST; RIGOUR; CAUTION; HIGHEST.
        heads: int64[n], output: the first of the groups that each is one with.
    """
    size = near.shape[0]
    best, tight = np.empty(size, np.float64), np.empty(size, np.float64)
    likest = np.empty(size, np.int64)
    alive = np.arange(size)
    sums = (near, figures)
    for row in range(size):
        heads[row] = row
        tight[row] = _cohesion(figures, rule, row)
    for row in range(size):
        likest[row] = _look_around(sums, rule, tight, alive, row, best)
    while True:
        into = _next(sums, rule, tight, alive, best, likest)
        if into < 0:
            break
        gone = likest[into]
        alive = _join(sums, heads, alive, into, gone)
        tight[into] = _cohesion(figures, rule, into)
        _look_again(sums, rule, tight, alive, (into, gone), best, likest)
