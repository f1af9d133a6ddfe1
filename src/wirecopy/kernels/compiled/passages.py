"""Where two texts say the same: the passages of one that stand word for word in the other.

In: pairs of rows. Out: spans in code points, and the share of the words of each that they cover. Runs of
three words or more are found by their shingles; between two runs that follow one another in both texts,
single words and pairs that agree are found too, so that an edited sentence shows what was kept of it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from wirecopy.kernels.compiled.matching import Index, find_runs, index_for, index_shingles
from wirecopy.kernels.compiled.scan import Scratch, hash_shingles, read_words, scratch_for
from wirecopy.kernels.constants import MOST_GAP, SPAN

_ALL = uint64(0xFFFFFFFFFFFFFFFF)


class Desk(NamedTuple):
    """Working memory of `trace_passages`.

    Attributes:
        left: scratch for the row itself.
        right: scratch for its partner.
        runs: int32[:, 3], of `find_runs`.
        slots: index of the partner's shingles.
        steps: int32[:, 3], the matches in words: in the row, in the partner, length.
        grid: int32[MOST_GAP + 1, MOST_GAP + 1].
    """

    left: Scratch
    right: Scratch
    runs: NDArray[np.int32]
    slots: Index
    steps: NDArray[np.int32]
    grid: NDArray[np.int32]


def desk_for(longest: int) -> Desk:
    """A desk for texts of up to `longest` bytes."""
    words = longest // 2 + 16
    return Desk(
        scratch_for(longest, jumps=True),
        scratch_for(longest, jumps=True),
        np.empty((words, 3), np.int32),
        index_for(words, np.uint64),
        np.empty((2 * words, 3), np.int32),
        np.zeros((MOST_GAP + 1, MOST_GAP + 1), np.int32),
    )


@njit(nogil=True, cache=True)
def _fill_grid(left, q, right, p, size, grid):
    """Longest common subsequences of two gaps, from each place to their ends (Hirschberg 1975, A)."""
    rows, columns = size
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            if i == rows or j == columns:
                grid[i, j] = 0
            elif left[q + i] == right[p + j]:
                grid[i, j] = grid[i + 1, j + 1] + 1
            else:
                grid[i, j] = max(grid[i + 1, j], grid[i, j + 1])


@njit(nogil=True, cache=True)
def _match_gap(left, right, gap, desk, count):
    """Add what two gaps have in common to the steps; how many there are then."""
    q, q_end, p, p_end = gap
    rows, columns = q_end - q, p_end - p
    _fill_grid(left, q, right, p, (rows, columns), desk.grid)
    i = j = 0
    while i < rows and j < columns:
        if left[q + i] == right[p + j]:
            count = _add_step(desk.steps, count, q + i, p + j, 1)
            i += 1
            j += 1
        elif desk.grid[i + 1, j] >= desk.grid[i, j + 1]:
            i += 1
        else:
            j += 1
    return count


@njit(nogil=True, cache=True)
def _add_step(steps, count, q, p, length):
    """Add a match, to the last one where it goes on from there."""
    if count > 0:
        last = steps[count - 1]
        if last[0] + last[2] == q and last[1] + last[2] == p:
            last[2] += length
            return count
    steps[count, 0] = q
    steps[count, 1] = p
    steps[count, 2] = length
    return count + 1


@njit(nogil=True, cache=True)
def _find_steps(left, right, found, desk):
    """Runs of shingles as matches in words that do not overlap in the row; how many."""
    count = 0
    q_end = p_end = 0
    for number in range(found):
        p, q, length = desk.runs[number]
        words = length + SPAN - 1
        if q < q_end:  # runs that meet share words: the later one gives way
            p += q_end - q
            words -= q_end - q
            q = q_end
        gap_q, gap_p = q - q_end, p - p_end
        if count > 0 and 0 < gap_q <= MOST_GAP and 0 < gap_p <= MOST_GAP:
            count = _match_gap(left, right, (q_end, q, p_end, p), desk, count)
        count = _add_step(desk.steps, count, q, p, words)
        q_end = q + words
        p_end = p + words
    return count


@njit(nogil=True, cache=True)
def _point(place, jumps, noted, at):
    """Code point of a place in the folded text, and the jump to go on from (places must rise)."""
    while at + 1 < noted and jumps[at + 1, 0] <= place:
        at += 1
    if noted == 0 or jumps[at, 0] > place:
        return place, at
    return jumps[at, 1] + place - jumps[at, 0], at


@njit(nogil=True, cache=True)
def _seek(place, jumps, noted):
    """Index of the last jump at or before a place, or 0."""
    low, high = 0, noted
    while low < high:
        middle = (low + high) // 2
        if jumps[middle, 0] <= place:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


@njit(nogil=True, cache=True)
def _write_spans(steps, count, desk, noted, spans, written):
    """Steps as spans in code points, as far as they fit."""
    at = 0
    for number in range(min(count, spans.shape[0] - written)):
        q, p, words = steps[number]
        span = spans[written + number]
        span[0], at = _point(desk.left.bounds[2 * q], desk.left.jumps, noted[0], at)
        span[1], at = _point(desk.left.bounds[2 * (q + words) - 1], desk.left.jumps, noted[0], at)
        begin, end = desk.right.bounds[2 * p], desk.right.bounds[2 * (p + words) - 1]
        back = _seek(begin, desk.right.jumps, noted[1])
        span[2], back = _point(begin, desk.right.jumps, noted[1], back)
        span[3], back = _point(end, desk.right.jumps, noted[1], back)


@njit(nogil=True, cache=True)
def _cover(steps, count, side, covered, words):
    """How many words the steps cover on one side; `covered` uint8 is scratch of zeros, and left so."""
    for number in range(count):
        covered[steps[number, side] : steps[number, side] + steps[number, 2]] = 1
    total = 0
    for place in range(words):
        total += covered[place]
    covered[:words] = 0
    return total


@njit(nogil=True, cache=True)
def _longest_gap(steps, count, words):
    """Longest stretch of the row's words that no step touches; steps follow one another in the row."""
    longest = end = 0
    for number in range(count):
        longest = max(longest, steps[number, 0] - end)
        end = steps[number, 0] + steps[number, 2]
    return max(longest, words - end)


@njit(nogil=True, cache=True)
def trace_passages(data, offsets, table, pairs, desk, covered, output):
    """The passages of each pair's first row that stand in its second.

    Args:
        data: uint8, texts end to end.
        offsets: int64[n + 1].
        table: uint32[65536] of `fold_table`.
        pairs: int32[p, 2], row and partner; fastest where pairs of one partner follow one another.
        desk: for the longest of the texts.
        covered: uint8, zeros, as long as the words of the longest text.
        output: counts int64[p], words int32[p, 5] (of the row, covered in it, of the partner, covered in it,
            the row's longest stretch that is not covered), spans int32[s, 4].

    Returns:
        The number of spans; only the first s are written.
    """
    counts, words, spans = output
    written = 0
    known = -1
    a = size = other = noted_other = 0
    for number in range(pairs.shape[0]):
        row, partner = pairs[number, 0], pairs[number, 1]
        if partner != known:
            other, _, noted_other = read_words(
                data, offsets[partner], offsets[partner + 1], table, desk.right
            )
            a = hash_shingles(desk.right.words, other, desk.right.shingles)
            size = index_shingles(desk.right.shingles[:a], _ALL, desk.slots)
            known = partner
        own, _, noted_own = read_words(data, offsets[row], offsets[row + 1], table, desk.left)
        b = hash_shingles(desk.left.words, own, desk.left.shingles)
        found = find_runs(desk.right.shingles[:a], desk.left.shingles[:b], _ALL, size, desk.slots, desk.runs)
        count = _find_steps(desk.left.words, desk.right.words, found, desk)
        counts[number] = count
        words[number, 0] = own
        words[number, 1] = _cover(desk.steps, count, 0, covered, own)
        words[number, 2] = other
        words[number, 3] = _cover(desk.steps, count, 1, covered, other)
        words[number, 4] = _longest_gap(desk.steps, count, own)
        if written < spans.shape[0]:
            _write_spans(desk.steps, count, desk, (noted_own, noted_other), spans, written)
        written += count
    return written
