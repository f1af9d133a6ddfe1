"""What two texts share, exactly: every shingle of one looked up in the other, read as runs of words.

In: pairs of rows. Out: per pair the figures that tell a copy from two texts that merely share a phrase: words
covered in each, number of runs, the longest, the tenths of each text they touch, how much of it is common
property, whether the numbers agree. Texts are compared by their readings (`kernels.shelf`); those that are on
no shelf are read again.

A run goes on as long as both texts do; where a shingle stands in a text twice, a run that can go on does.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit, uint8, uint32, uint64
from numpy.typing import NDArray

from wirecopy.kernels.compiled.machine import ones as bits_set
from wirecopy.kernels.compiled.reading import SAMPLED, SHINGLE, Cache, cache_for, load_both, reading_of
from wirecopy.kernels.compiled.scan import Scratch, scratch_for
from wirecopy.kernels.constants import ENTRY_SHIFT, HEAD, LEVEL_BITS, SPAN, TAIL
from wirecopy.kernels.shelf import Shelf, shelf_for

_ENTRY = uint64(ENTRY_SHIFT)
_LEVELS = uint64((1 << LEVEL_BITS) - 1)
_LEVEL_SHIFT = uint64(LEVEL_BITS)
_ALL = uint64(0xFFFFFFFFFFFFFFFF)
_NOTHING = uint32(0)
_QUOTED_BIT = uint32(31)
_SIEVE_WORD = uint32(6)
_SIEVE_BIT = uint32(63)


class Index(NamedTuple):
    """Hash table of a text's shingles.

    Attributes:
        slots: uint32 or uint64[2**k], shingles.
        places: int32[2**k], the first place of each in the text, or -1.
        sieve: uint64[2**k / 4], bits of the shingles there may be.
    """

    slots: NDArray[Any]
    places: NDArray[np.int32]
    sieve: NDArray[np.uint64]


def index_for(words: int, kind: type[np.uint32] | type[np.uint64]) -> Index:
    """Room for the index of a text of up to `words` words."""
    size = 64
    while size < 2 * words:
        size *= 2
    return Index(np.empty(size, kind), np.empty(size, np.int32), np.empty(size // 4, np.uint64))


@njit(nogil=True, cache=True, boundscheck=False)
def index_shingles(shingles, mask, index):
    """Index the first place of each shingle; the size used, a power of two.

    The low bits of shingles are well mixed, and say where they stand in the table.
    """
    count = shingles.shape[0]
    size = 64
    while size < 2 * count:
        size *= 2
    index.places[:size] = -1
    index.sieve[: size // 4] = uint64(0)
    for q in range(count):
        value = shingles[q] & mask
        index.sieve[int(value >> _SIEVE_WORD) & (size // 4 - 1)] |= uint64(1) << uint64(value & _SIEVE_BIT)
        at = int(value) & (size - 1)
        while index.places[at] >= 0 and index.slots[at] != value:
            at = (at + 1) & (size - 1)
        if index.places[at] < 0:
            index.slots[at] = value
            index.places[at] = q
    return size


@njit(nogil=True, cache=True, boundscheck=False)
def _find(value, size, index):
    word = index.sieve[int(value >> _SIEVE_WORD) & (size // 4 - 1)]
    if (word >> uint64(value & _SIEVE_BIT)) & uint64(1) == uint64(0):
        return -1  # most shingles of a text that is no copy end here, on a branch that is guessed right
    at = int(value) & (size - 1)
    while index.places[at] >= 0:
        if index.slots[at] == value:
            return index.places[at]
        at = (at + 1) & (size - 1)
    return -1


@njit(nogil=True, cache=True, boundscheck=False)
def find_runs(ones, others, mask, size, index, runs):
    """Runs of shared shingles.

    Args:
        ones: uint32 or uint64, A's shingles.
        others: B's.
        mask: the bits of each that count.
        size: of A's index, as `index_shingles` returned it.
        index: A's.
        runs: int32[r, 3], output: first shingle in A, in B, and length; r >= len(others).

    Returns:
        The number of runs, in order of B.
    """
    count_a, count_b = ones.shape[0], others.shape[0]
    found = 0
    q = 0
    while q < count_b:
        p = _find(others[q] & mask, size, index)
        if p < 0:
            q += 1
            continue
        most = min(count_b - q, count_a - p)
        length = 1
        while length < most and (others[q + length] ^ ones[p + length]) & mask == _NOTHING:
            length += 1
        runs[found, 0] = p
        runs[found, 1] = q
        runs[found, 2] = length
        found += 1
        q += length
    return found


@njit(nogil=True, cache=True, boundscheck=False)
def _commonness(entry, commons):
    """How common a shingle is: 0 not, 1 in several families, 2 in many."""
    key = uint64(entry & SHINGLE) + uint64(1)
    mask = commons.shape[0] - 1
    at = int(key) & mask
    while commons[at] != uint64(0):
        if commons[at] >> _LEVEL_SHIFT == key:
            return int(commons[at] & _LEVELS)
        at = (at + 1) & mask
    return 0


@njit(nogil=True, cache=True)
def fill_commons(keys, levels, commons):
    """Enter shingles into the table of common ones.

    Args:
        keys: uint64, postings, of which those bits count that an entry of a reading has.
        levels: uint64, 1 for shingles of several families, 2 for those of many.
        commons: uint64[2**k], zeros at first; never filled to the last place.
    """
    mask = commons.shape[0] - 1
    for number in range(keys.shape[0]):
        key = (keys[number] >> _ENTRY) + uint64(1)
        at = int(key) & mask
        while commons[at] != uint64(0) and commons[at] >> _LEVEL_SHIFT != key:
            at = (at + 1) & mask
        commons[at] = max(commons[at], (key << _LEVEL_SHIFT) | levels[number])


@njit(nogil=True, cache=True, boundscheck=False)
def _is_own(entries, run, sizes, sample):
    """Whether a run speaks for copying: not the edge of a page, not common property; `entries` are B's."""
    _, commons, trusting = sample
    p, q, length = run[0], run[1], run[2]
    words = length + SPAN - 1
    head = max(p, q) + words <= HEAD
    tail = sizes[0] - p <= TAIL and sizes[1] - q <= TAIL
    if not trusting:
        return not (head or tail)
    sampled = several = many = 0
    for at in range(q, q + length):
        if entries[at] & SAMPLED != _NOTHING:
            level = _commonness(entries[at], commons)
            sampled += 1
            several += level > 0
            many += level > 1
    if head or tail:
        return 2 * several < max(sampled, 1)
    return 2 * many < max(sampled, 1)


@njit(nogil=True, cache=True, boundscheck=False)
def _shared_numbers(ones, others):
    shared = 0
    for p in range(ones.shape[0]):
        for q in range(others.shape[0]):
            if ones[p] == others[q]:
                shared += 1
                break
    return shared


@njit(nogil=True, cache=True, boundscheck=False)
def _parts(begin, words, total):
    """Bits of the 64ths of a text that `words` words from `begin` on touch."""
    first = uint64(begin * 64 // total)
    last = uint64((begin + words - 1) * 64 // total)
    return (_ALL >> (uint64(63) - last)) & (_ALL << first)


@njit(nogil=True, cache=True, boundscheck=False)
def _longest_gap(bits):
    """Longest row of zeros among 64 bits."""
    zeros = ~bits
    length = 0
    while zeros != uint64(0):
        zeros &= zeros << uint64(1)
        length += 1
    return length


@njit(nogil=True, cache=True, boundscheck=False)
def _read_runs(runs, count, ones, others, sample, covered, figures):
    """Figures of the runs of a pair; `covered` uint8[A] is scratch of zeros, and left so."""
    words_a, words_b = figures[0], figures[1]
    any_a = any_b = all_a = all_b = uint64(0)
    covered_b = own_b = total_b = ordered = longest = longest_own = own_runs = 0
    end_b = end_own = last_a = 0
    for number in range(count):
        p, q, length = runs[number, 0], runs[number, 1], runs[number, 2]
        words = length + SPAN - 1
        plain = _plain(others, max(q, end_b), q + words)
        covered_b += plain
        total_b += q + words - max(q, end_b)
        ordered += p >= last_a
        last_a = p
        longest = max(longest, words)
        parts_a, parts_b = _parts(p, words, words_a), _parts(q, words, words_b)
        all_a |= parts_a
        all_b |= parts_b
        if _is_own(others, runs[number], (words_a, words_b), sample):
            own_b += plain if end_own == end_b else _plain(others, max(q, end_own), q + words)
            end_own = q + words
            own_runs += 1
            longest_own = max(longest_own, _plain(others, q, q + words))
            any_a |= parts_a
            any_b |= parts_b
            covered[p : p + words] = 2
        else:
            _cover_least(covered, p, p + words)
        end_b = q + words
    figures[3], figures[5], figures[6], figures[7] = covered_b, own_b, count, own_runs
    figures[8], figures[9], figures[19], figures[23] = longest, longest_own, ordered, total_b
    figures[2], figures[4], figures[22] = _count_covered(covered, ones, words_a)
    figures[10], figures[11] = _longest_gap(all_a), _longest_gap(all_b)
    figures[12], figures[13] = _longest_gap(any_a), _longest_gap(any_b)
    figures[14], figures[15] = bits_set(any_a), bits_set(any_b)


@njit(nogil=True, cache=True, boundscheck=False)
def _cover_least(covered, begin, end):
    """Mark places as covered where they are not marked as own."""
    for place in range(begin, end):
        covered[place] |= uint8(1)


@njit(nogil=True, cache=True, boundscheck=False)
def _count_covered(covered, entries, words):
    """Words covered outside quotation marks, own ones, and all; leaves `covered` zero."""
    plain = own = total = 0
    for place in range(words):
        mark = covered[place]
        outside = _is_plain(entries[place])
        any_ = (mark | (mark >> uint8(1))) & uint8(1)
        total += any_
        plain += any_ & outside
        own += (mark >> uint8(1)) & outside
    covered[:words] = 0
    return plain, own, total


@njit(nogil=True, cache=True, boundscheck=False)
def _is_plain(entry):
    """1 for a word outside quotation marks, 0 for one within."""
    return uint8(1) - uint8(entry >> _QUOTED_BIT)


@njit(nogil=True, cache=True, boundscheck=False)
def _plain(entries, begin, end):
    """Words from `begin` to `end` that stand outside quotation marks."""
    count = 0
    for place in range(begin, end):
        count += _is_plain(entries[place])
    return count


@njit(nogil=True, cache=True, boundscheck=False)
def match_pairs(data, offsets, table, pairs, sample, work, figures):
    """The figures of each pair.

    Args:
        data: uint8, texts end to end.
        offsets: int64[n + 1].
        table: uint32[65536] of `fold_table`.
        pairs: int32[p, >= 2]; pairs of one first row should follow one another.
        sample: bound below which a shingle's low bits were sampled in every text; the common shingles, of
            `fill_commons`; whether runs at the edges of both pages count where they are not common.
        work: of `work_for`, for the longest of the texts.
        figures: int32[p, len(FIGURES)], output, zeros; columns as in `kernels.figures`.
    """
    scratch, shelf, cache, runs, index, covered = work
    indexed = -1
    size = 64
    for number in range(pairs.shape[0]):
        a, b = pairs[number, 0], pairs[number, 1]
        emptied = load_both((data, offsets, table), pairs[number], sample[0], scratch, shelf, cache)
        ones, count_a, numbers_a, plain_a = reading_of(a, shelf, cache)
        others, count_b, numbers_b, plain_b = reading_of(b, shelf, cache)
        if a != indexed or emptied:
            size = index_shingles(ones[:count_a], SHINGLE, index)
            indexed = a
        found = find_runs(ones[:count_a], others[:count_b], SHINGLE, size, index, runs)
        figure = figures[number]
        figure[0], figure[1] = ones.shape[0], others.shape[0]
        _read_runs(runs, found, ones, others, sample, covered, figure)
        figure[16], figure[17] = numbers_a.shape[0], numbers_b.shape[0]
        figure[18] = _shared_numbers(numbers_a, numbers_b)
        figure[20], figure[21] = plain_a, plain_b


class Work(NamedTuple):
    """Working memory of `match_pairs`.

    Attributes:
        scratch: for reading texts that are on no shelf.
        shelf: readings there are.
        cache: of the others.
        runs: int32[:, 3], of `find_runs`.
        slots: index of the first row's shingles.
        covered: uint8, zeros, as long as the words of the longest text.
    """

    scratch: Scratch
    shelf: Shelf
    cache: Cache
    runs: NDArray[np.int32]
    slots: Index
    covered: NDArray[np.uint8]


def work_for(rows: int, longest: int, room: int, shelf: Shelf | None = None) -> Work:
    """Working memory for `rows` rows, texts of up to `longest` bytes, `room` entries beside the shelf's."""
    words = longest // 2 + 16
    return Work(
        scratch_for(longest),
        shelf or shelf_for(rows, 1),
        cache_for(rows, longest, room),
        np.empty((words, 3), np.int32),
        index_for(words, np.uint32),
        np.zeros(words, np.uint8),
    )
