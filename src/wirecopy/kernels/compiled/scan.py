"""UTF-8 to words and word 3-shingles, at the speed memory allows.

In: texts end to end. Out: 64-bit hashes of words and shingles, and where words, digits, quotation marks and
line ends stand. Text that is plain ASCII is classed 64 bytes at a time; other text is folded first, at
non-ASCII characters only. Broken UTF-8 parts words and is never read beyond the text. All buffers are sized
from the longest text (`Scratch`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from wirecopy.kernels.compiled.machine import class64, load64, ones, store64, trailing_zeros
from wirecopy.kernels.constants import (
    AFTER_ALONE,
    LINE_END,
    MIX_1,
    MIX_2,
    MIX_4,
    SPACE,
    SPAN,
)
from wirecopy.kernels.folding import ALONE, IDEOGRAPHS_BEYOND, IGNORED, LAST_MARK, PLANE, SEPARATOR

_HIGH = uint64(0x8080808080808080)
_BEYOND_LOW, _BEYOND_HIGH = IDEOGRAPHS_BEYOND

_K1, _K2, _K4 = uint64(MIX_1), uint64(MIX_2), uint64(MIX_4)


class Scratch(NamedTuple):
    """Working memory for texts of up to a given length.

    Attributes:
        folded: uint8, the folded text, padded with zeros.
        bounds: int32, start and end of each word in `folded`, by turns.
        words: uint64, hash of each word.
        shingles: uint64, hash of each shingle.
        signs: int32, by turns the place in `folded` of a digit that begins a word, of a quotation mark or of
            a line end, and the number of words before it.
        jumps: int32[:, 2], places in `folded` whose code point is known, and that code point; between them
            both go on in step.
    """

    folded: NDArray[np.uint8]
    bounds: NDArray[np.int32]
    words: NDArray[np.uint64]
    shingles: NDArray[np.uint64]
    signs: NDArray[np.int32]
    jumps: NDArray[np.int32]


def scratch_for(longest: int, jumps: bool = False) -> Scratch:
    """Scratch for texts of up to `longest` bytes."""
    folded = 2 * longest + 192  # one character alone in a script without spaces grows from 3 bytes to 5
    words = longest // 2 + 2  # a word and what parts it take two bytes at least, in `folded` as in the text
    return Scratch(
        np.zeros(folded, np.uint8),
        np.empty(2 * words + 16, np.int32),
        np.empty(words + 16, np.uint64),
        np.empty(words + 16, np.uint64),
        np.empty(2 * longest + 16, np.int32),  # each sign is a character of its own
        np.empty((2 * longest + 2 if jumps else 0, 2), np.int32),
    )


@njit(nogil=True, cache=True, boundscheck=False)
def _is_ascii(data, start, end):
    seen = uint64(0)
    at = start
    while at + 8 <= end:
        seen |= load64(data, at)
        at += 8
    while at < end:
        seen |= uint64(data[at])
        at += 1
    return seen & _HIGH == uint64(0)


@njit(nogil=True, cache=True, boundscheck=False)
def _decode(data, at, end):
    """Code point and length at `at`; (-1, 1) where the bytes are no character."""
    lead = data[at]
    if lead < 0x80:
        return int(lead), 1
    if lead < 0xC2 or lead > 0xF4:
        return -1, 1
    size = 2 if lead < 0xE0 else (3 if lead < 0xF0 else 4)
    if at + size > end:
        return -1, 1
    code = int(lead) & (0x7F >> size)
    for place in range(at + 1, at + size):
        if data[place] & 0xC0 != 0x80:
            return -1, 1
        code = (code << 6) | int(data[place] & 0x3F)
    overlong = size > 2 and code < (0x800 if size == 3 else PLANE)
    if overlong or code > 0x10FFFF or code >> 11 == 0x1B:  # 0xD800 to 0xDFFF: half a character of UTF-16
        return -1, 1
    return code, size


@njit(nogil=True, cache=True, boundscheck=False)
def _encode(code, folded, to):
    """Write a code point as UTF-8; the place after it."""
    if code < 0x80:
        folded[to] = code
        return to + 1
    if code < 0x800:
        folded[to] = 0xC0 | (code >> 6)
        folded[to + 1] = 0x80 | (code & 0x3F)
        return to + 2
    if code < 0x10000:
        folded[to] = 0xE0 | (code >> 12)
        folded[to + 1] = 0x80 | ((code >> 6) & 0x3F)
        folded[to + 2] = 0x80 | (code & 0x3F)
        return to + 3
    folded[to] = 0xF0 | (code >> 18)
    folded[to + 1] = 0x80 | ((code >> 12) & 0x3F)
    folded[to + 2] = 0x80 | ((code >> 6) & 0x3F)
    folded[to + 3] = 0x80 | (code & 0x3F)
    return to + 4


@njit(nogil=True, cache=True, boundscheck=False)
def _fold_one(code, table, folded, to):
    """Write what a character becomes; the place it begins at, and the place after it."""
    entry = int(table[code]) if 0 <= code < PLANE else (code if code >= PLANE else SEPARATOR)
    if _BEYOND_LOW <= code <= _BEYOND_HIGH:
        entry |= ALONE
    if entry == IGNORED:
        return to, to
    if entry <= LAST_MARK:
        folded[to] = entry if entry > IGNORED else (SPACE if code != LINE_END else LINE_END)
        return to, to + 1
    if entry & ALONE == 0:
        return to, _encode(entry, folded, to)
    if to > 0 and folded[to - 1] != AFTER_ALONE:
        folded[to] = SPACE
        to += 1
    end = _encode(entry & ~ALONE, folded, to)
    folded[end] = AFTER_ALONE
    return to, end + 1


@njit(nogil=True, cache=True, boundscheck=False)
def _note(jumps, noted, begin, end, point, folded):
    """Note where a character begins and ends in the folded text; number of jumps noted then.

    A mark that vanishes belongs to the character before it, of which the end moves on.
    """
    alone = end > 0 and folded[end - 1] == AFTER_ALONE
    if begin == end and alone and noted > 0 and jumps[noted - 1, 0] == end:
        jumps[noted - 2, 1] = point + 1
        jumps[noted - 1, 1] = point + 1
        return noted
    jumps[noted, 0] = begin
    jumps[noted, 1] = point
    if alone and end > begin:
        noted += 1
        jumps[noted, 0] = end - 1
        jumps[noted, 1] = point + 1
    jumps[noted + 1, 0] = end
    jumps[noted + 1, 1] = point + 1
    return noted + 2


@njit(nogil=True, cache=True, boundscheck=False)
def _fold(data, start, end, table, folded, jumps):
    """Fold a text that is not ASCII; length of the folded text and number of jumps noted."""
    at = start
    to = 0
    point = 0  # code points so far
    noted = 0
    while at < end:
        plain = 0
        if at + 8 <= end:
            word = load64(data, at)
            store64(folded, to, word)
            high = word & _HIGH
            plain = trailing_zeros(high) >> 3 if high != uint64(0) else 8
        elif data[at] < 0x80:  # as it is, here as above
            folded[to] = data[at]
            at += 1
            to += 1
            point += 1
            continue
        at += plain
        to += plain
        point += plain
        if plain == 8:
            continue
        code, size = _decode(data, at, end)
        begin, to = _fold_one(code, table, folded, to)
        if jumps.shape[0] > 0:
            noted = _note(jumps, noted, begin, to, point, folded)
        at += size
        point += 1
    return to, noted


@njit(nogil=True, cache=True, boundscheck=False)
def _note_signs(found, edges, place, before, signs, noted):
    """Note the signs among 64 bytes; how many there are then.

    Args:
        found: their bits.
        edges: bits where a word begins or ends.
        place: of the first byte.
        before: edges before it.
        signs: as in `Scratch`.
        noted: signs before it.
    """
    here = ones(found)
    done = 0
    while done < here:  # two at a time, for the same reason as edges are taken eight at a time
        for step in range(2):
            below = (found & (uint64(0) - found)) - uint64(1)
            to = 2 * (noted + done + step)
            signs[to] = place + ones(below)
            signs[to + 1] = (before + ones(edges & below) + 1) // 2
            found &= found - uint64(1)
        done += 2
    return noted + here


@njit(nogil=True, cache=True, boundscheck=False)
def _bounds(folded, length, source, start, bounds, signs):
    """Lower-case into `folded` and find words and signs; how many there are of each.

    Where `source` is the text itself, `start` is its place; where it is `folded`, 0.
    """
    count = noted = 0
    carry = uint64(0)
    whole = length // 64
    for row in range(whole + 1):
        place = 64 * row
        if row < whole:
            word, digits, marks = class64(source, start + place, folded, place)
        else:
            for at in range(place, length):
                folded[at] = source[start + at]
            for at in range(length, place + 72):
                folded[at] = 0
            word, digits, marks = class64(folded, place, folded, place)
        edges = word ^ ((word << uint64(1)) | carry)
        carry = word >> uint64(63)
        noted = _note_signs(marks | (edges & digits), edges, place, count, signs, noted)
        here = ones(edges)
        done = 0
        while done < here:  # eight at a time: a branch per edge would be guessed wrong once a row
            for step in range(8):
                bounds[count + done + step] = place + trailing_zeros(edges)
                edges &= edges - uint64(1)
            done += 8
        count += here
    return count // 2, noted  # zeros after the text end its last word


@njit(nogil=True, cache=True, boundscheck=False)
def _hash_words(folded, bounds, count, words):
    for q in range(count):
        at = bounds[2 * q]
        length = bounds[2 * q + 1] - at
        word = load64(folded, at)
        if length <= 8:
            value = ((word << uint64(64 - 8 * length)) ^ uint64(length)) * _K1
            value ^= value >> uint64(32)
        else:
            value = (word ^ uint64(length)) * _K1
            value ^= value >> uint64(32)
            last = bounds[2 * q + 1] - 8
            at += 8
            while at < last:
                value = (value ^ load64(folded, at)) * _K2
                value ^= value >> uint64(29)
                at += 8
            value = (value ^ load64(folded, last)) * _K2
            value ^= value >> uint64(32)
        words[q] = value * _K2


@njit(nogil=True, cache=True, boundscheck=False)
def _join_alone(folded, bounds, count, words):
    """Characters of unspaced scripts stand for three in a row: one says too little."""
    for q in range(count):
        if folded[bounds[2 * q + 1]] != AFTER_ALONE:
            continue
        for step in range(1, 3):
            other = q + step
            if other >= count or bounds[2 * other] != bounds[2 * other - 1] + 1:
                break
            if folded[bounds[2 * other + 1]] != AFTER_ALONE:
                break
            # Words further on are not joined yet, so that each still stands for one character.
            words[q] = (words[q] ^ (words[other] >> uint64(31))) * _K2 + words[other]


@njit(nogil=True, cache=True, boundscheck=False)
def hash_shingles(words, count, shingles):
    """Write the hash of each three words in a row; how many."""
    shingle_count = max(0, count - SPAN + 1)
    for q in range(shingle_count):
        middle = words[q + 1]
        value = words[q] * _K1 + (middle ^ (middle >> uint64(31))) * _K2 + words[q + 2]
        value ^= value >> uint64(32)
        value *= _K4
        value ^= value >> uint64(29)
        shingles[q] = value
    return shingle_count


@njit(nogil=True, cache=True, boundscheck=False)
def read_words(data, start, end, table, scratch):
    """Words of one text into `scratch`; how many, how many signs, and how many jumps were noted.

    Args:
        data: uint8, the buffer.
        start: where the text starts in it.
        end: where it ends, at most len(data).
        table: uint32[65536] of `fold_table`.
        scratch: of `scratch_for(end - start)` or larger.
    """
    if _is_ascii(data, start, end):
        count, signs = _bounds(scratch.folded, end - start, data, start, scratch.bounds, scratch.signs)
        _hash_words(scratch.folded, scratch.bounds, count, scratch.words)
        return count, signs, 0
    length, noted = _fold(data, start, end, table, scratch.folded, scratch.jumps)
    count, signs = _bounds(scratch.folded, length, scratch.folded, 0, scratch.bounds, scratch.signs)
    _hash_words(scratch.folded, scratch.bounds, count, scratch.words)
    _join_alone(scratch.folded, scratch.bounds, count, scratch.words)
    return count, signs, noted


@njit(nogil=True, cache=True, boundscheck=False)
def read_shingles(data, start, end, table, scratch):
    """Words, shingles and signs of one text into `scratch`; how many of each."""
    count, signs, _ = read_words(data, start, end, table, scratch)
    return count, hash_shingles(scratch.words, count, scratch.shingles), signs
