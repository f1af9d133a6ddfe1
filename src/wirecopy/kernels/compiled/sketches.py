"""Sketches of texts, and their readings while they are at hand.

In: texts end to end. Out: postings `hash37 << 27 | row` of the shingles whose low 27 bits fall below the
row's sampling rate, a fingerprint of each text, and its reading where there is room for it. `sketch_rows`
returns what it would need when the output is too small.

Source: sampling all hashes below a bound, Broder 1997 (On the resemblance and containment of documents,
section 3, the modulus sketch), with a bound per document so that short texts keep enough.
"""

from __future__ import annotations

from numba import njit, uint64

from wirecopy.kernels.compiled.reading import write_reading
from wirecopy.kernels.compiled.scan import read_shingles
from wirecopy.kernels.constants import MIX_1, MIX_3, MOST_NUMBERS, ROW_BITS

_ROWS = uint64((1 << ROW_BITS) - 1)
_K1, _K3 = uint64(MIX_1), uint64(MIX_3)


@njit(nogil=True, cache=True, boundscheck=False)
def _fingerprint(words, count):
    """Hash of the words in their order."""
    value = uint64(count) * _K3
    for q in range(count):
        value += (words[q] ^ (uint64(q) * _K1)) * _K1
    return value ^ (value >> uint64(32))


@njit(nogil=True, cache=True, boundscheck=False)
def _sample(shingles, count, bound, row, postings, written):
    """Write a posting for each shingle below the bound; the place after the last."""
    for q in range(count):
        value = shingles[q]
        postings[written] = (value & ~_ROWS) | uint64(row)
        # The sign of the difference: one in four is taken at random, and a branch would be guessed wrong.
        written += int(((value & _ROWS) - bound) >> uint64(63))
    return written


@njit(nogil=True, cache=True, boundscheck=False)
def sketch_rows(data, offsets, rows, table, sampling, scratch, output):
    """Sketch the rows rows[0]:rows[1].

    Args:
        data: uint8, texts end to end.
        offsets: int64[n + 1].
        rows: int64[2], first row and the row after the last.
        table: uint32[65536] of `fold_table`.
        sampling: float64[3], the rate of long texts, the least number of samples wanted of a text, and the
            rate that readings tell of.
        scratch: for the longest of these texts.
        output: postings uint64; fingerprints uint64[n], hash of all words in order; sizes int32[n], number of
            words; rates float32[n], share of the row's shingles that is sampled, 0-1; a shelf for
            the readings, written from its second entry on until it is full.

    Returns:
        The number of postings written; where `postings` is too small, minus a number that is enough.
    """
    postings, fingerprints, sizes, rates, shelf = output
    place = 1
    told = uint64(sampling[2] * (1 << ROW_BITS))
    written = 0
    needed = 0
    fits = True
    for row in range(rows[0], rows[1]):
        count, shingles, signs = read_shingles(data, offsets[row], offsets[row + 1], table, scratch)
        if place + count + MOST_NUMBERS <= shelf.entries.shape[0]:
            place = write_reading(scratch, (count, shingles, signs), told, row, shelf, place)
        fingerprints[row] = _fingerprint(scratch.words, count)
        sizes[row] = count
        rate = min(1.0, max(sampling[0], sampling[1] / max(shingles, 1)))
        rates[row] = rate
        bound = uint64(rate * (1 << ROW_BITS))
        needed += shingles
        fits = fits and written + shingles <= postings.shape[0]
        if not fits:
            continue
        written = _sample(scratch.shingles, shingles, bound, row, postings, written)
    return written if fits else -needed
