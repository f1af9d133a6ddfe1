"""What two texts share, exactly: every shingle of one looked up in the other, read as runs of words.

In: pairs of rows. Out: per pair the figures that tell a copy from two texts that merely share a phrase: words
covered in each, number of runs, the longest, the tenths of each text they touch, how much of it is common
property, whether the numbers agree. Texts are read once and kept in a cache while pairs that follow need them;
the cache is emptied when it is full, which costs time and changes nothing.

A run goes on as long as both texts do; where a shingle stands in a text twice, a run that can go on does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint8, uint64
from numpy.typing import NDArray

from wirecopy.kernels.compiled.machine import ones
from wirecopy.kernels.compiled.scan import Scratch, read_shingles, scratch_for
from wirecopy.kernels.constants import (
    HEAD,
    LEVEL_BITS,
    LINE_END,
    MIX_1,
    MOST_NUMBERS,
    MOST_QUOTED,
    ROW_BITS,
    SPACE,
    SPAN,
    TAIL,
    TOP_SHIFT,
)
from wirecopy.kernels.folding import CLOSING, EITHER, OPENING

_ROWS = uint64((1 << ROW_BITS) - 1)
_ROW_SHIFT = uint64(ROW_BITS)
_LEVELS = uint64((1 << LEVEL_BITS) - 1)
_LEVEL_SHIFT = uint64(LEVEL_BITS)
_ALL = uint64(0xFFFFFFFFFFFFFFFF)
_TOP = uint64(TOP_SHIFT)
_SPREAD = uint64(MIX_1)
_SIEVE_WORD = uint64(46)
_SIEVE_BIT = uint64(63)


class Cache(NamedTuple):
    """Texts that were read: their shingles and numbers.

    Attributes:
        shingles: uint64[c], of all texts in it; a text has as many places as it has words.
        quoted: uint8[c], 1 for words within quotation marks.
        numbers: uint64[d], hashes of their numbers.
        places: int32[n, 5], per row: first shingle, shingles, first number, numbers, words outside quotation
            marks; first shingle -1 if absent.
        rows: int32[r], the rows in it.
        used: int64[3], shingles, numbers and rows in use.
    """

    shingles: NDArray[np.uint64]
    quoted: NDArray[np.uint8]
    numbers: NDArray[np.uint64]
    places: NDArray[np.int32]
    rows: NDArray[np.int32]
    used: NDArray[np.int64]


def cache_for(rows: int, longest: int, room: int) -> Cache:
    """A cache for `rows` rows with room for `room` shingles and at least two texts of `longest` bytes."""
    room = max(room, longest + 64)
    texts = min(rows, room // 16 + 2)
    places = np.full((rows, 5), -1, np.int32)
    return Cache(
        np.empty(room, np.uint64),
        np.empty(room, np.uint8),
        np.empty((texts + 2) * MOST_NUMBERS, np.uint64),
        places,
        np.empty(texts + 2, np.int32),
        np.zeros(3, np.int64),
    )


@njit(nogil=True, cache=True, boundscheck=False)
def _empty(cache):
    for at in range(cache.used[2]):
        cache.places[cache.rows[at], 0] = -1
    cache.used[:] = 0


@njit(nogil=True, cache=True, boundscheck=False)
def _goes_on(folded, bounds, q):
    """Whether word q goes on with the number before it, as the 5 of 3.5 and the 500 of 1,500 do."""
    start = bounds[2 * q]
    between = folded[start - 1]
    return start == bounds[2 * q - 1] + 1 and (between == 46 or between == 44) and 48 <= folded[start] <= 57


@njit(nogil=True, cache=True, boundscheck=False)
def _note_numbers(scratch, count, numbers, begin):
    """Different words that start with a digit, up to MOST_NUMBERS; the place after the last."""
    end = begin
    q = 0
    while q < count:
        byte = scratch.folded[scratch.bounds[2 * q]]
        value = scratch.words[q]
        q += 1
        if byte < 48 or byte > 57:
            continue
        while q < count and _goes_on(scratch.folded, scratch.bounds, q):
            value = (value ^ (value >> uint64(29))) * _SPREAD + scratch.words[q]
            q += 1
        known = False
        for at in range(begin, end):
            if numbers[at] == value:
                known = True
                break
        if not known:
            numbers[end] = value
            end += 1
            if end - begin == MOST_NUMBERS:
                break
    return end


@njit(nogil=True, cache=True, boundscheck=False)
def _mark_quoted(folded, bounds, count, quoted):
    """Write for each word whether it stands within quotation marks.

    A quotation ends with its paragraph, or is no quotation: one that goes on for MOST_QUOTED words is a mark
    that was never closed.
    """
    begun = -1
    last = 0
    for q in range(count):
        start = bounds[2 * q]
        if start - last == 1 and folded[last] == SPACE:
            last = start  # most words follow one space
        for at in range(last, start):
            byte = folded[at]
            if byte > EITHER or byte == SPACE:
                continue
            opens = byte == OPENING or (byte == EITHER and (at == 0 or folded[at - 1] <= SPACE))
            if byte == LINE_END or (begun >= 0 and byte <= EITHER and (byte == CLOSING or byte == EITHER)):
                begun = -1
            elif opens:
                begun = q
        if begun >= 0 and q - begun >= MOST_QUOTED:
            quoted[begun:q] = 0
            begun = -1
        quoted[q] = 1 if begun >= 0 else 0
        last = bounds[2 * q + 1]


@njit(nogil=True, cache=True, boundscheck=False)
def _load(data, offsets, row, table, scratch, cache):
    """Have a row in the cache."""
    if cache.places[row, 0] >= 0:
        return
    count, shingles = read_shingles(data, offsets[row], offsets[row + 1], table, scratch)
    at, number, place = cache.used[0], cache.used[1], cache.used[2]
    cache.shingles[at : at + shingles] = scratch.shingles[:shingles]
    _mark_quoted(scratch.folded, scratch.bounds, count, cache.quoted[at:])
    end = _note_numbers(scratch, count, cache.numbers, number)
    cache.places[row, 0] = at
    cache.places[row, 1] = shingles
    cache.places[row, 2] = number
    cache.places[row, 3] = end - number
    cache.places[row, 4] = _plain(cache.quoted, at, at + (shingles + SPAN - 1 if shingles > 0 else 0))
    cache.rows[place] = row
    cache.used[0] = at + count
    cache.used[1] = end
    cache.used[2] = place + 1


@njit(nogil=True, cache=True, boundscheck=False)
def _load_both(data, offsets, a, b, table, scratch, cache):
    """Have both rows in the cache; whether it had to be emptied first."""
    need = 0
    for row in (a, b):
        if cache.places[row, 0] < 0:
            need += (offsets[row + 1] - offsets[row]) // 2 + 1
    full = cache.used[0] + need > cache.shingles.shape[0] or cache.used[2] + 2 > cache.rows.shape[0]
    if full:
        _empty(cache)
    _load(data, offsets, a, table, scratch, cache)
    _load(data, offsets, b, table, scratch, cache)
    return full


@njit(nogil=True, cache=True, boundscheck=False)
def index_shingles(shingles, begin, count, slots, places, sieve):
    """Hash table of the first place of each shingle, and a sieve before it; the size used, a power of two."""
    size = 64
    while size < 2 * count:
        size *= 2
    places[:size] = -1
    sieve[: size // 4] = uint64(0)
    for q in range(count):
        value = shingles[begin + q]
        sieve[int(value >> _SIEVE_WORD) & (size // 4 - 1)] |= uint64(1) << (value & _SIEVE_BIT)
        at = int(value >> _TOP) & (size - 1)
        while places[at] >= 0 and slots[at] != value:
            at = (at + 1) & (size - 1)
        if places[at] < 0:
            slots[at] = value
            places[at] = q
    return size


@njit(nogil=True, cache=True, boundscheck=False)
def _find(value, size, slots, places, sieve):
    if (sieve[int(value >> _SIEVE_WORD) & (size // 4 - 1)] >> (value & _SIEVE_BIT)) & uint64(1) == uint64(0):
        return -1  # most shingles of a text that is no copy end here, on a branch that is guessed right
    at = int(value >> _TOP) & (size - 1)
    while places[at] >= 0:
        if slots[at] == value:
            return places[at]
        at = (at + 1) & (size - 1)
    return -1


@njit(nogil=True, cache=True, boundscheck=False)
def _commonness(value, commons):
    """How common a shingle is: 0 not, 1 in several families, 2 in many."""
    key = (value >> _ROW_SHIFT) + uint64(1)
    mask = commons.shape[0] - 1
    at = int(value >> _TOP) & mask
    while commons[at] != uint64(0):
        if commons[at] >> _LEVEL_SHIFT == key:
            return int(commons[at] & _LEVELS)
        at = (at + 1) & mask
    return 0


@njit(nogil=True, cache=True)
def fill_commons(keys, levels, commons):
    """Enter shingles into the table of common ones.

    Args:
        keys: uint64, postings of which the upper 37 bits count.
        levels: uint64, 1 for shingles of several families, 2 for those of many.
        commons: uint64[2**k], zeros at first; never filled to the last place.
    """
    mask = commons.shape[0] - 1
    for number in range(keys.shape[0]):
        at = int(keys[number] >> _TOP) & mask
        while commons[at] != uint64(0):
            at = (at + 1) & mask
        key = (keys[number] >> _ROW_SHIFT) + uint64(1)
        commons[at] = (key << _LEVEL_SHIFT) | levels[number]


@njit(nogil=True, cache=True, boundscheck=False)
def find_runs(shingles, a, count_a, b, count_b, index, runs):
    """Runs of shared shingles.

    Args:
        shingles: uint64, holding both texts' shingles.
        a: where A's shingles start.
        count_a: how many there are.
        b: the same for B.
        count_b: how many there are.
        index: slots, places, sieve and size of A's hash table, of `index_shingles`.
        runs: int32[r, 3], output: first shingle in A, in B, and length; r >= count_b.

    Returns:
        The number of runs, in order of B.
    """
    slots, places, sieve, size = index
    found = 0
    q = 0
    while q < count_b:
        p = _find(shingles[b + q], size, slots, places, sieve)
        if p < 0:
            q += 1
            continue
        length = 1
        while (
            q + length < count_b
            and p + length < count_a
            and shingles[b + q + length] == shingles[a + p + length]
        ):
            length += 1
        runs[found, 0] = p
        runs[found, 1] = q
        runs[found, 2] = length
        found += 1
        q += length
    return found


@njit(nogil=True, cache=True, boundscheck=False)
def _is_own(shingles, run, begin_b, sizes, sample):
    """Whether a run speaks for copying: not the edge of a page, not common property."""
    bound, commons, trusting = sample
    p, q, length = run[0], run[1], run[2]
    words = length + SPAN - 1
    head = max(p, q) + words <= HEAD
    tail = sizes[0] - p <= TAIL and sizes[1] - q <= TAIL
    if not trusting:
        return not (head or tail)
    sampled = several = many = 0
    for at in range(begin_b + q, begin_b + q + length):
        if shingles[at] & _ROWS < bound:
            level = _commonness(shingles[at], commons)
            sampled += 1
            several += level > 0
            many += level > 1
    if head or tail:
        return 2 * several < max(sampled, 1)
    return 2 * many < max(sampled, 1)


@njit(nogil=True, cache=True, boundscheck=False)
def _shared_numbers(numbers, a, count_a, b, count_b):
    shared = 0
    for p in range(a, a + count_a):
        for q in range(b, b + count_b):
            if numbers[p] == numbers[q]:
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
def _read_runs(runs, count, cache, begins, sample, covered, figures):
    """Figures of the runs of a pair; `covered` uint8[A] is scratch of zeros, and left so."""
    words_a, words_b = figures[0], figures[1]
    quoted_b = cache.quoted[begins[1] : begins[1] + words_b]
    any_a = any_b = all_a = all_b = uint64(0)
    covered_b = own_b = total_b = ordered = longest = longest_own = own_runs = 0
    end_b = end_own = last_a = 0
    for number in range(count):
        p, q, length = runs[number, 0], runs[number, 1], runs[number, 2]
        words = length + SPAN - 1
        plain = _plain(quoted_b, max(q, end_b), q + words)
        covered_b += plain
        total_b += q + words - max(q, end_b)
        ordered += p >= last_a
        last_a = p
        longest = max(longest, words)
        parts_a, parts_b = _parts(p, words, words_a), _parts(q, words, words_b)
        all_a |= parts_a
        all_b |= parts_b
        if _is_own(cache.shingles, runs[number], begins[1], (words_a, words_b), sample):
            own_b += plain if end_own == end_b else _plain(quoted_b, max(q, end_own), q + words)
            end_own = q + words
            own_runs += 1
            longest_own = max(longest_own, _plain(quoted_b, q, q + words))
            any_a |= parts_a
            any_b |= parts_b
            covered[p : p + words] = 2
        else:
            _cover_least(covered, p, p + words)
        end_b = q + words
    figures[3], figures[5], figures[6], figures[7] = covered_b, own_b, count, own_runs
    figures[8], figures[9], figures[19], figures[23] = longest, longest_own, ordered, total_b
    figures[2], figures[4], figures[22] = _count_covered(
        covered, cache.quoted[begins[0] : begins[0] + words_a], words_a
    )
    figures[10], figures[11] = _longest_gap(all_a), _longest_gap(all_b)
    figures[12], figures[13] = _longest_gap(any_a), _longest_gap(any_b)
    figures[14], figures[15] = ones(any_a), ones(any_b)


@njit(nogil=True, cache=True, boundscheck=False)
def _cover_least(covered, begin, end):
    """Mark places as covered where they are not marked as own."""
    for place in range(begin, end):
        covered[place] |= uint8(1)


@njit(nogil=True, cache=True, boundscheck=False)
def _count_covered(covered, quoted, words):
    """Words covered outside quotation marks, own ones, and all; leaves `covered` zero."""
    plain = own = total = 0
    for place in range(words):
        mark = covered[place]
        outside = uint8(1) - quoted[place]
        any_ = (mark | (mark >> uint8(1))) & uint8(1)
        total += any_
        plain += any_ & outside
        own += (mark >> uint8(1)) & outside
    covered[:words] = 0
    return plain, own, total


@njit(nogil=True, cache=True, boundscheck=False)
def _plain(quoted, begin, end):
    """Words from `begin` to `end` that stand outside quotation marks."""
    count = 0
    for place in range(begin, end):
        count += 1 - quoted[place]
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
        work: scratch, cache, runs int32[:, 3], slots uint64[2**j], places int32[2**j],
            sieve uint64[2**j / 4], covered uint8 zeros: for
            the longest of the texts.
        figures: int32[p, len(FIGURES)], output, zeros; columns as in `kernels.figures`.
    """
    scratch, cache, runs, slots, places, sieve, covered = work
    indexed = -1
    size = 64
    for number in range(pairs.shape[0]):
        a, b = pairs[number, 0], pairs[number, 1]
        emptied = _load_both(data, offsets, a, b, table, scratch, cache)
        first, count_a = cache.places[a, 0], cache.places[a, 1]
        if a != indexed or emptied:
            size = index_shingles(cache.shingles, first, count_a, slots, places, sieve)
            indexed = a
        second, count_b = cache.places[b, 0], cache.places[b, 1]
        found = find_runs(cache.shingles, first, count_a, second, count_b, (slots, places, sieve, size), runs)
        figure = figures[number]
        figure[0] = count_a + SPAN - 1 if count_a > 0 else 0
        figure[1] = count_b + SPAN - 1 if count_b > 0 else 0
        _read_runs(runs, found, cache, (first, second), sample, covered, figure)
        figure[16], figure[17] = cache.places[a, 3], cache.places[b, 3]
        figure[20], figure[21] = cache.places[a, 4], cache.places[b, 4]
        figure[18] = _shared_numbers(
            cache.numbers, cache.places[a, 2], cache.places[a, 3], cache.places[b, 2], cache.places[b, 3]
        )


class Work(NamedTuple):
    """Working memory of `match_pairs`."""

    scratch: Scratch
    cache: Cache
    runs: NDArray[np.int32]
    slots: NDArray[np.uint64]
    places: NDArray[np.int32]
    sieve: NDArray[np.uint64]
    covered: NDArray[np.uint8]


def work_for(rows: int, longest: int, room: int) -> Work:
    """Working memory for `rows` rows, texts of up to `longest` bytes, `room` shingles kept."""
    words = longest // 2 + 16
    table = 64
    while table < 2 * words:
        table *= 2
    return Work(
        scratch_for(longest),
        cache_for(rows, longest, room),
        np.empty((words, 3), np.int32),
        np.empty(table, np.uint64),
        np.empty(table, np.int32),
        np.empty(table // 4, np.uint64),
        np.zeros(words, np.uint8),
    )
