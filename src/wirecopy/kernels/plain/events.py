"""Signatures against signatures: the plain twin of `compiled.events`."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import FREE_BLOCKS, MIX_1, SCORE_STEPS
from wirecopy.kernels.lists import Lists

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Terms = NDArray[np.uint32]
Weights = NDArray[np.float32]
Floats = NDArray[np.float64]
Rows = tuple[Ints, Terms, Weights]

_WORD = (1 << 64) - 1


def _slot_of(keys: Terms, counts: Ints32, term: int) -> int:
    """Where a term stands in the table, or the free place where it would."""
    mask = len(keys) - 1
    slot = ((term * MIX_1 & _WORD) >> 40) & mask
    while counts[slot] > 0 and keys[slot] != term:
        slot = (slot + 1) & mask
    return slot


def _block(state: Ints, owners: Ints32, size: int) -> int:
    """Where a free block of this size begins; taken."""
    kind = FREE_BLOCKS + (size - 1).bit_length()
    begin = int(state[kind])
    if begin >= 0:
        state[kind] = owners[begin]
        return begin
    begin = int(state[1])
    state[1] += size
    return begin


def list_rows(lists: Lists, offsets: Ints, terms: Terms, worth: Weights, first: int) -> int:
    """Enter rows into an index, until it is full; arguments as in `compiled.events`."""
    keys, _, counts, owners, _, state = lists
    for row, (begin, end) in enumerate(pairwise(offsets.tolist())):
        lengths = [int(counts[_slot_of(keys, counts, term)]) for term in terms[begin:end].tolist()]
        need = sum(1 if n == 0 else 0 if n & (n - 1) else 2 * n for n in lengths) + 8 * (end - begin)
        if state[1] + need > len(owners) or 3 * (state[0] + end - begin) > 2 * len(keys):
            return row
        for term, weight in zip(terms[begin:end].tolist(), worth[begin:end].tolist(), strict=True):
            _enter(lists, term, weight, first + row)
    return len(offsets) - 1


def _enter(lists: Lists, term: int, weight: float, row: int) -> None:
    """One more entry of the list of a term."""
    keys, spots, counts, owners, weights, state = lists
    slot = _slot_of(keys, counts, term)
    count = int(counts[slot])
    if count == 0:
        keys[slot] = term
        spots[slot] = _block(state, owners, 1)
        state[0] += 1
    elif not count & (count - 1):
        old, new = int(spots[slot]), _block(state, owners, 2 * count)
        owners[new : new + count] = owners[old : old + count]
        weights[new : new + count] = weights[old : old + count]
        kind = FREE_BLOCKS + (count - 1).bit_length()
        owners[old], state[kind] = state[kind], old
        spots[slot] = new
    place = int(spots[slot]) + count
    owners[place], weights[place] = row, weight
    counts[slot] = count + 1


def move_lists(lists: Lists, roomier: Lists) -> None:
    """Copy the lists of one index into an empty one that has room for them."""
    keys, spots, counts, owners, weights, _ = lists
    new_keys, new_spots, new_counts, new_owners, new_weights, state = roomier
    for slot in np.flatnonzero(counts).tolist():
        count, old = int(counts[slot]), int(spots[slot])
        begin = _block(state, new_owners, 1 << (count - 1).bit_length())
        new = _slot_of(new_keys, new_counts, int(keys[slot]))
        new_keys[new], new_spots[new], new_counts[new] = keys[slot], begin, count
        state[0] += 1
        new_owners[begin : begin + count] = owners[old : old + count]
        new_weights[begin : begin + count] = weights[old : old + count]


def multiply(
    lists: Lists, asking: Rows, least: Floats, sums: Floats, output: tuple[NDArray[np.int32], Floats]
) -> int:
    """The products of some signatures with the rows of an index; arguments as in `compiled.events`."""
    keys, spots, counts, owners, weights, _ = lists
    offsets, terms, worth = asking
    pairs, products = output
    found = 0
    for one in range(len(offsets) - 1):
        part = slice(int(offsets[one]), int(offsets[one + 1]))
        slots = [_slot_of(keys, counts, term) for term in terms[part].tolist()]
        where = [np.arange(spots[slot], spots[slot] + counts[slot]) for slot in slots]
        entries = np.concatenate(where) if where else np.empty(0, np.int64)
        shares = np.repeat(worth[part].astype(np.float64), [len(places) for places in where])
        shares = shares * weights[entries]
        rows = owners[entries][shares > 0]
        met, first = np.unique(rows, return_index=True)
        met = met[np.argsort(first)]
        totals = np.bincount(rows, shares[shares > 0], len(sums))[met]
        met, totals = met[totals >= least[one]], totals[totals >= least[one]]
        room = slice(found, min(found + len(met), len(pairs)))
        size = max(0, room.stop - found)
        if size:
            pairs[room, 0], pairs[room, 1], products[room] = one, met[:size], totals[:size]
        found += len(met)
    return found


def products_of(offsets: Ints, terms: Terms, sums: Floats, near: Floats) -> None:
    """The products of all pairs of rows; arguments as in `compiled.events`."""
    size = len(offsets) - 1
    distinct, local = np.unique(terms[: offsets[-1]], return_inverse=True)
    owners = np.repeat(np.arange(size), np.diff(offsets))
    for row in range(size):
        held = np.zeros(len(distinct))
        part = slice(int(offsets[row]), int(offsets[row + 1]))
        held[local[part]] = sums[part]
        before = slice(0, part.start)
        totals = np.bincount(owners[before], held[local[before]] * sums[before], size)[:row]
        near[row, :row] = totals
        near[:row, row] = totals
        near[row, row] = 0.0


def _closeness(near: Floats, figures: Floats, rule: Floats) -> Floats:
    """The likeness of all pairs of groups, -1 with itself."""
    counts, means = figures[:, 0], figures[:, 2] / figures[:, 0]
    seen = (rule[2] * means + figures[:, 1]) / (rule[2] + counts * (counts - 1.0) / 2.0)
    cohesion = np.minimum(np.maximum(seen, rule[3] * means), rule[4] * means)
    share = np.sqrt(means[:, None] * means) / rule[7]
    rigour = rule[5] * (1.0 - 1.0 / np.minimum(counts[:, None], counts)) * share * share
    caution = rule[6] * ((1.0 - share) * (1.0 - share)) / np.maximum(counts[:, None], counts)
    measure = np.sqrt(cohesion[:, None] * cohesion) * ((1.0 + rigour) * (1.0 + caution))
    whole = near / (counts[:, None] * counts) / np.where(measure > 0.0, measure, 1.0)
    scores: Floats = np.floor(whole * SCORE_STEPS) / SCORE_STEPS
    dated = figures[:, 3] > 0.0
    middles = figures[:, 4] / np.where(dated, figures[:, 3], 1.0)
    apart = np.abs(middles[:, None] - middles) > rule[1]
    scores[(apart & dated[:, None] & dated) | (measure <= 0.0)] = 0.0
    np.fill_diagonal(scores, -1.0)
    return scores


def link_groups(near: Floats, figures: Floats, rule: Floats, heads: Ints) -> None:
    """Make the two groups that are most alike one, again and again; arguments as in `compiled.events`."""
    heads[:] = np.arange(len(heads))
    alive = np.arange(len(heads))
    while len(alive) > 1:
        scores = _closeness(near[np.ix_(alive, alive)], figures[alive], rule)
        into, gone = alive[np.array(np.unravel_index(np.argmax(scores), scores.shape))].tolist()
        if scores.max() < rule[0]:
            return
        figures[into, 1] += near[into, gone]
        figures[into] += figures[gone]
        near[into] += near[gone]
        near[:, into] = near[into]
        heads[heads == gone] = into
        alive = alive[alive != gone]
