"""From postings to candidate pairs: the plain twin of `compiled.postings`.

A posting is `hash37 << 27 | row`; sorted, those of one hash stand together and are a list. Lists are weighed
by the families they stand in, and give each row its partners, which are added up pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import COUNTED, ROW_BITS
from wirecopy.kernels.plain.scan import ROWS, Hashes, Ints, Ints32

Bytes = NDArray[np.uint8]
Partners = NDArray[np.uint32]

_LOW = np.uint64(ROWS)
_SHIFT = np.uint64(ROW_BITS)


def _rows_of(postings: Hashes) -> Ints:
    return (postings & _LOW).astype(np.int64)


def split(postings: Hashes, bits: int, ends: Ints, output: Hashes) -> None:
    """Order postings by their top bits; `ends` int64[2**bits] gets where each part ends in `output`."""
    parts = (postings >> np.uint64(64 - bits)).astype(np.int64) if bits else np.zeros(len(postings), np.int64)
    ends[:] = np.cumsum(np.bincount(parts, minlength=len(ends)))
    output[: len(postings)] = postings[np.argsort(parts, kind="stable")]


def renumber(postings: Hashes, numbers: Ints32) -> None:
    """Give the rows of postings their new numbers, in place."""
    postings[:] = (postings & ~_LOW) | numbers[_rows_of(postings)].astype(np.uint64)


def gather_lists(keys: Hashes, skip: NDArray[np.bool_], totals: Ints32, starts: Ints) -> int:
    """Keep what stands in lists of two or more rows, in place; the number of lists.

    Arguments as in `compiled.postings`.
    """
    different = np.ones(len(keys), np.bool_)
    different[1:] = keys[1:] != keys[:-1]
    kept = keys[different & ~skip[_rows_of(keys)]]
    np.add.at(totals, _rows_of(kept), 1)
    _, sizes = np.unique(kept >> _SHIFT, return_counts=True)
    listed = kept[np.repeat(sizes, sizes) >= 2]
    ends = np.cumsum(sizes[sizes >= 2])
    keys[: len(listed)] = listed
    starts[0] = 0
    starts[1 : len(ends) + 1] = ends
    return len(ends)


def _lists(starts: Ints) -> Iterator[tuple[int, int, int]]:
    """Number, begin and end of each list."""
    bounds = starts.tolist()
    yield from zip(range(len(bounds) - 1), bounds[:-1], bounds[1:], strict=True)


def _families_in(families: list[int]) -> int:
    """How many families a list stands in; estimated from evenly spaced rows where it is long."""
    step = -(-len(families) // COUNTED)
    looked = families[::step]
    found = len(set(looked))
    return found if step == 1 or found == 1 else max(found, found * len(families) // len(looked))


def weigh_lists(
    keys: Hashes,
    starts: Ints,
    rows: tuple[Ints32, Ints32],
    weight_of: Bytes,
    house: int,
    weights: Bytes,
    spreads: Ints32,
) -> None:
    """What each list weighs; arguments as in `compiled.postings`."""
    families, outlets = (column[_rows_of(keys)].tolist() for column in rows)
    for number, begin, end in _lists(starts):
        found = _families_in(families[begin:end])
        spreads[number] = found
        weights[number] = weight_of[min(found, len(weight_of) - 1)]
        if found >= house and outlets[begin] >= 0 and len(set(outlets[begin:end])) == 1:
            weights[number] = 0
            spreads[number] = -1


def weigh_rows(keys: Hashes, starts: Ints, weights: Bytes, alone: int, sums: Ints) -> None:
    """Raise `sums` int64[n] by what each row's listed shingles weigh more or less than a shingle `alone`."""
    listed = keys[starts[0] : starts[-1]]
    np.add.at(sums, _rows_of(listed), np.repeat(weights.astype(np.int64) - alone, np.diff(starts)))


def count_partners(keys: Hashes, starts: Ints, weights: Bytes, most: Ints, counts: Ints) -> None:
    """Raise `counts` int64[n] by the partners `place_partners` will write for each row."""
    sizes = np.diff(starts)
    before = np.arange(starts[0], starts[-1]) - np.repeat(starts[:-1], sizes)
    partners = np.where(np.repeat(sizes <= most[weights], sizes), before, np.minimum(before, 2))
    partners[np.repeat(weights == 0, sizes)] = 0
    np.add.at(counts, _rows_of(keys[starts[0] : starts[-1]]), partners)


def place_partners(
    keys: Hashes,
    starts: Ints,
    weights: Bytes,
    most: Ints,
    owners: Ints,
    places: Ints,
    partners: Partners,
) -> None:
    """Write each row's partners, the rows before it in a list; arguments as in `compiled.postings`."""
    first, last = owners.tolist()
    rows = _rows_of(keys)
    wanted = (rows >= first) & (rows < last)
    listed = rows.astype(np.uint32)
    short = np.diff(starts) <= most[weights]
    for number, begin, end in _lists(starts):
        if weights[number] == 0:
            continue
        heavy = np.uint32(int(weights[number]) << ROW_BITS)
        for at in (begin + 1 + np.flatnonzero(wanted[begin + 1 : end])).tolist():
            chain = listed[[at - 1, begin]][: at - begin]  # the row before it, and the first
            found = listed[begin:at] if short[number] else chain
            place = places[rows[at] - first]
            partners[place : place + len(found)] = heavy | found
            places[rows[at] - first] += len(found)


def count_pairs(
    places: Ints,
    partners: Partners,
    first: int,
    rows: tuple[Ints, NDArray[np.float32]],
    least: NDArray[np.float64],
    table: Ints,
    output: tuple[Ints32, NDArray[np.float32]],
) -> int:
    """Add up each row's partners and keep those with enough in common; as in `compiled.postings`."""
    del table
    pairs, scores = output
    sums, rates = rows
    found = 0
    for owner in range(len(places) - 1):
        row = first + owner
        for other, count, weight in _add_up(partners[places[owner] : places[owner + 1]]):
            if count < least[0]:
                continue
            own = int(sums[row]) * min(1.0, float(rates[other] / rates[row]))
            others = int(sums[other]) * min(1.0, float(rates[row] / rates[other]))
            score = weight / max(min(own, others), 1.0)
            if score < least[1]:
                continue
            if found < len(pairs):
                pairs[found] = row, other, count
                scores[found] = score
            found += 1
    return found


def _add_up(partners: Partners) -> Iterator[tuple[int, int, int]]:
    """Partner, count and weight, in the order the partners are first met."""
    others, first, which = np.unique(partners & np.uint32(ROWS), return_index=True, return_inverse=True)
    counts = np.bincount(which, minlength=len(others))
    weights = np.bincount(which, partners >> np.uint32(ROW_BITS), minlength=len(others)).astype(np.int64)
    for at in np.argsort(first).tolist():
        yield int(others[at]), int(counts[at]), int(weights[at])


def join_rows(pairs: Ints32, parents: Ints32) -> None:
    """Union-find: join the rows of every pair in `parents` int32[n]; each ends at its set's least row."""
    above = parents.tolist()

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = row = above[above[row]]
        return row

    for left, right in pairs[:, :2].tolist():
        low, high = sorted((top(left), top(right)))
        above[high] = low
    parents[:] = [top(row) for row in range(len(above))]
