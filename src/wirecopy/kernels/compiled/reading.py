"""Readings of texts, as `kernels.shelf` describes them, and the working memory that keeps some of them.

In: a text in `Scratch`, as `scan.read_shingles` leaves it, with the signs met on the way. Out: its entries
and numbers. Quotation marks and numbers are rare, so they are found from the signs and not from the words.
Texts that are on no shelf are read into a cache while pairs that follow need them; it is emptied when it is
full, which costs time and changes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint32, uint64
from numpy.typing import NDArray

from wirecopy.kernels.compiled.scan import read_shingles
from wirecopy.kernels.constants import (
    ENTRY_SHIFT,
    LINE_END,
    MIX_1,
    MOST_NUMBERS,
    MOST_QUOTED,
    ROW_BITS,
    SPACE,
    SPAN,
)
from wirecopy.kernels.folding import EITHER, OPENING
from wirecopy.kernels.shelf import Shelf, shelf_for

QUOTED = uint32(1 << 31)
SAMPLED = uint32(1 << 30)
SHINGLE = uint32((1 << 30) - 1)

_ROWS = uint64((1 << ROW_BITS) - 1)
_ENTRY = uint64(ENTRY_SHIFT)
_SPREAD = uint64(MIX_1)
_UPPER = uint64(32)
_FULL_STOP, _COMMA, _ZERO, _NINE = map(ord, ".,09")


class Cache(NamedTuple):
    """Readings of the texts that are on no shelf.

    Attributes:
        shelf: where they are.
        rows: int32[r], the rows in it.
        used: int64[2], entries and rows in use.
    """

    shelf: Shelf
    rows: NDArray[np.int32]
    used: NDArray[np.int64]


def cache_for(rows: int, longest: int, room: int) -> Cache:
    """A cache for `rows` rows with room for `room` entries and at least two texts of `longest` bytes."""
    room = max(room, longest + 2 * MOST_NUMBERS + 64)
    return Cache(
        shelf_for(rows, room), np.empty(min(rows, room // 16) + 2, np.int32), np.array([1, 0], np.int64)
    )


@njit(nogil=True, cache=True, boundscheck=False)
def _write_entries(shingles, count, bound, entries, begin):
    """Write the entries of all words, none of them quoted yet; how many."""
    if count == 0:
        return 0
    for q in range(count):
        value = shingles[q]
        sampled = ((value & _ROWS) - bound) >> uint64(63)  # the sign of the difference, as in `sketches`
        entries[begin + q] = uint32((value >> _ENTRY) | (sampled << uint64(30)))
    for q in range(count, count + SPAN - 1):
        entries[begin + q] = uint32(0)
    return count + SPAN - 1


@njit(nogil=True, cache=True, boundscheck=False)
def _quote(entries, begin, first, end):
    """Mark the words of a quotation, unless it is too long to be one; how many were marked."""
    if first < 0 or end - first > MOST_QUOTED:
        return 0
    for q in range(begin + first, begin + end):
        entries[q] |= QUOTED
    return end - first


@njit(nogil=True, cache=True, boundscheck=False)
def _mark_quoted(scratch, signs, words, entries, begin):
    """Mark the words within quotation marks; how many there are.

    A quotation ends with its paragraph, or is no quotation: one that goes on for more than MOST_QUOTED words
    is a mark that was never closed.
    """
    quoted = 0
    first = -1  # word the quotation begins with
    for sign in range(signs):
        at, q = scratch.signs[2 * sign], scratch.signs[2 * sign + 1]
        byte = scratch.folded[at]
        if byte > EITHER or q >= words:
            continue
        quoted += _quote(entries, begin, first, q)
        within = first >= 0 and q - first <= MOST_QUOTED
        if byte == LINE_END or (within and byte != OPENING):
            first = -1
        elif byte == OPENING or (byte == EITHER and (at == 0 or scratch.folded[at - 1] <= SPACE)):
            first = q
        elif not within:
            first = -1
    return quoted + _quote(entries, begin, first, words)


@njit(nogil=True, cache=True, boundscheck=False)
def _goes_on(folded, bounds, q):
    """Whether word q goes on with the number before it, as the 5 of 3.5 and the 500 of 1,500 do."""
    start = bounds[2 * q]
    between = folded[start - 1]
    joins = between == _FULL_STOP or between == _COMMA  # noqa: PLR1714 (no sets in compiled code)
    return start == bounds[2 * q - 1] + 1 and joins and _ZERO <= folded[start] <= _NINE


@njit(nogil=True, cache=True, boundscheck=False)
def _note_numbers(scratch, signs, count, entries, begin):
    """Write the different numbers among the words, up to MOST_NUMBERS; how many."""
    end = begin
    q = 0
    for sign in range(signs):
        if scratch.folded[scratch.signs[2 * sign]] <= EITHER or scratch.signs[2 * sign + 1] < q:
            continue  # no digit, or one of a number that began before
        q = scratch.signs[2 * sign + 1]
        value = scratch.words[q]
        q += 1
        while q < count and _goes_on(scratch.folded, scratch.bounds, q):
            value = (value ^ (value >> uint64(29))) * _SPREAD + scratch.words[q]
            q += 1
        number = uint32(value >> _UPPER)
        known = False
        for at in range(begin, end):
            known |= entries[at] == number
        if known:
            continue
        entries[end] = number
        end += 1
        if end - begin == MOST_NUMBERS:
            break
    return end - begin


@njit(nogil=True, cache=True, boundscheck=False)
def write_reading(scratch, counts, bound, row, shelf, begin):
    """Put the reading of the text in `scratch` on a shelf.

    Args:
        scratch: as `read_shingles` left it.
        counts: words, shingles and signs it found.
        bound: below which a shingle's low bits are sampled in every text.
        row: of the text.
        shelf: with room for the words and MOST_NUMBERS entries from `begin` on.
        begin: where on it, from 1.

    Returns:
        The place after it.
    """
    count, shingles, signs = counts
    words = _write_entries(scratch.shingles, shingles, bound, shelf.entries, begin)
    quoted = _mark_quoted(scratch, signs, words, shelf.entries, begin)
    numbers = _note_numbers(scratch, signs, count, shelf.entries, begin + words)
    shelf.places[row, 0] = begin
    shelf.places[row, 1] = shingles
    shelf.places[row, 2] = numbers
    shelf.places[row, 3] = words - quoted
    return begin + words + numbers


@njit(nogil=True, cache=True, boundscheck=False)
def _load(data, offsets, row, table, scratch, bound, cache):
    """Read a row into the cache, which has room for it."""
    counts = read_shingles(data, offsets[row], offsets[row + 1], table, scratch)
    cache.used[0] = write_reading(scratch, counts, bound, row, cache.shelf, cache.used[0])
    cache.rows[cache.used[1]] = row
    cache.used[1] += 1


@njit(nogil=True, cache=True, boundscheck=False)
def load_both(texts, pair, bound, scratch, shelf, cache):
    """Have the readings of both rows of a pair, on the shelf or in the cache; whether that was emptied.

    Args:
        texts: data, offsets and table, as `match_pairs` takes them.
        pair: the two rows.
        bound: as in `write_reading`.
        scratch: for the longest text.
        shelf: readings there are.
        cache: for those that are not.
    """
    data, offsets, table = texts
    need = missing = 0
    for side in range(2):
        row = pair[side]
        if shelf.places[row, 0] == 0 and cache.shelf.places[row, 0] == 0:
            need += (offsets[row + 1] - offsets[row]) // 2 + 1 + MOST_NUMBERS
            missing += 1
    if missing == 0:
        return False
    full = (
        cache.used[0] + need > cache.shelf.entries.shape[0] or cache.used[1] + missing > cache.rows.shape[0]
    )
    if full:
        for at in range(cache.used[1]):
            cache.shelf.places[cache.rows[at], 0] = 0
        cache.used[0] = 1
        cache.used[1] = 0
    for side in range(2):
        row = pair[side]
        if shelf.places[row, 0] == 0 and cache.shelf.places[row, 0] == 0:
            _load(data, offsets, row, table, scratch, bound, cache)
    return full


@njit(nogil=True, cache=True, boundscheck=False)
def reading_of(row, shelf, cache):
    """The entries of a row's words, how many shingles, its numbers, and its words outside quotation marks."""
    entries, place = shelf.entries, shelf.places[row]
    if place[0] == 0:
        entries, place = cache.shelf.entries, cache.shelf.places[row]
    begin, shingles = place[0], place[1]
    end = begin + (shingles + SPAN - 1 if shingles > 0 else 0)
    return entries[begin:end], shingles, entries[end : end + place[2]], place[3]
