"""Texts to sketches: sampled word shingles as postings, and a fingerprint of each text.

Works through the texts in blocks, on as many threads as asked for; every block writes to places of its own,
so the result depends on nothing but the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import CallError
from wirecopy.group.corpus.crew import Crew, Tools
from wirecopy.group.corpus.tables import Floats32, Ints, Ints32, Texts
from wirecopy.kernels.constants import SPAN
from wirecopy.kernels.folding import fold_table
from wirecopy.kernels.shelf import ENTRY_BYTES, Shelf, most_entries, shelf_for

MOST_ROWS = (1 << 27) - 1
RATE = 1 / 8  # of the shingles of a long text are sampled
LEAST_SAMPLES = 64.0  # short texts are sampled more densely, down to all they have
_BLOCK_BYTES = 2 << 20
_POSTINGS_PER_BYTE = 0.06

Postings = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketches:
    """What the scan found.

    Attributes:
        fingerprints: uint64[n], hash of all words in order: equal for texts with the same words.
        words: int32[n], how many words.
        rates: float32[n], share of the row's shingles that is sampled, 0-1.
        blocks: per block of rows, its postings `hash37 << 27 | row` ordered by their top bits, and
            int64[2**bits], where each part ends.
        shelf: readings of the texts, as many as there was room for.
    """

    fingerprints: Postings
    words: Ints32
    rates: Floats32
    blocks: list[tuple[Postings, Ints]]
    shelf: Shelf


class _Shelving:
    """Puts the readings of blocks of rows on a shelf, one behind the other, until one does not fit."""

    def __init__(self, texts: Texts, room: int) -> None:
        size = int(texts.offsets[-1] - texts.offsets[0])
        most = min(room // ENTRY_BYTES, most_entries(len(texts), size))
        self.shelf = shelf_for(len(texts), max(1, most))
        self._used = 1
        self._full = most < 2
        self._lock = Lock()

    def desk(self, rows: int, size: int) -> Shelf:
        """Where to write the readings of some rows, of `size` bytes together, until they are put."""
        entries = 1 if self._full else most_entries(rows, size)
        return Shelf(np.empty(entries, np.uint32), self.shelf.places)

    def put(self, rows: tuple[int, int], desk: Shelf) -> None:
        """Put the readings of some rows on the shelf, if they fit."""
        places = self.shelf.places[rows[0] : rows[1]]
        ends = places[:, 0] + places[:, 1] + SPAN - 1 + places[:, 2]
        entries = desk.entries[1 : int(ends.max(initial=0))]
        with self._lock:
            begin = self._used
            fits = begin + len(entries) <= len(self.shelf.entries)
            self._used += len(entries) if fits else 0
            self._full |= not fits
        if fits:
            self.shelf.entries[begin : begin + len(entries)] = entries
        places[:, 0] = np.where(fits & (places[:, 0] > 0), places[:, 0] + begin - 1, 0)


def sketch(
    texts: Texts,
    crew: Crew,
    bits: int = 0,
    sampling: tuple[float, float] = (RATE, LEAST_SAMPLES),
    room: int = 0,
) -> Sketches:
    """Sketch all texts.

    Args:
        texts: n texts.
        crew: who works.
        bits: postings are split into 2**bits parts by hash.
        sampling: share of a long text's shingles that is sampled, and the least number of samples of any
            text.
        room: bytes for readings, which spare `Comparer` from reading the texts again.

    Raises:
        CallError: more rows than a posting can number, or offsets that do not fit the data.
    """
    check(texts)
    count = len(texts)
    shelving = _Shelving(texts, room)
    found = Sketches(
        np.zeros(count, np.uint64), np.zeros(count, np.int32), np.zeros(count, np.float32), [], shelving.shelf
    )
    table = fold_table()
    rates = np.array([*sampling, RATE])
    tools = Tools(lambda: crew.kernels.scratch_for(longest(texts)))

    def work(rows: tuple[int, int]) -> tuple[Postings, Ints]:
        span = np.array(rows, np.int64)
        length = int(texts.offsets[rows[1]] - texts.offsets[rows[0]])
        size = int(length * _POSTINGS_PER_BYTE) + 1024
        desk = shelving.desk(rows[1] - rows[0], length)
        with tools.lent() as scratch:
            while True:
                output = np.empty(size, np.uint64)
                written = crew.kernels.sketch_rows(
                    texts.data, texts.offsets, span, table, rates, scratch,
                    (output, found.fingerprints, found.words, found.rates, desk),
                )  # fmt: skip
                if written >= 0:
                    break
                size = -written
        shelving.put(rows, desk)
        ends = np.zeros(1 << bits, np.int64)
        ordered = np.empty(written, np.uint64)
        crew.kernels.split(output[:written], bits, ends, ordered)
        return crew.keep(ordered), ends

    found.blocks.extend(crew.map(work, blocks_of(texts.offsets, _BLOCK_BYTES)))
    return found


def blocks_of(offsets: Ints, size: int) -> list[tuple[int, int]]:
    """Ranges of rows of about `size` bytes each, one row at least."""
    count = len(offsets) - 1
    blocks = []
    begin = 0
    while begin < count:
        end = int(np.searchsorted(offsets, offsets[begin] + size, side="right")) - 1
        end = min(count, max(begin + 1, end))
        blocks.append((begin, end))
        begin = end
    return blocks


def longest(texts: Texts) -> int:
    """Bytes of the longest text."""
    return int(np.diff(texts.offsets).max(initial=0))


def check(texts: Texts) -> None:
    """Refuse columns the kernels could read past the end of."""
    offsets = texts.offsets
    rising = len(offsets) > 0 and offsets[0] >= 0 and bool(np.all(np.diff(offsets) >= 0))
    if not rising or offsets[-1] > len(texts.data):
        raise CallError("text offsets do not fit the data", "texts", "give rising offsets within the data")
    if len(texts) > MOST_ROWS:
        raise CallError(
            f"{len(texts):,} articles are more than one run can number",
            f"at most {MOST_ROWS:,}",
            "group parts of the corpus, or use an index",
        )
    if longest(texts) > (1 << 30):
        raise CallError("a text of more than a gigabyte", "texts", "split it into its articles")
