"""Texts to sketches: sampled word shingles as postings, and a fingerprint of each text.

Works through the texts in blocks, on as many threads as asked for; every block writes to places of its own,
so the result depends on nothing but the texts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import CallError
from wirecopy.group.corpus.crew import Crew, Tools
from wirecopy.group.corpus.tables import Floats32, Ints, Ints32, Texts
from wirecopy.kernels.folding import fold_table

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
    """

    fingerprints: Postings
    words: Ints32
    rates: Floats32
    blocks: list[tuple[Postings, Ints]]


def sketch(
    texts: Texts, crew: Crew, bits: int = 0, sampling: tuple[float, float] = (RATE, LEAST_SAMPLES)
) -> Sketches:
    """Sketch all texts.

    Args:
        texts: n texts.
        crew: who works.
        bits: postings are split into 2**bits parts by hash.
        sampling: share of a long text's shingles that is sampled, and the least number of samples of any
            text.

    Raises:
        CallError: more rows than a posting can number, or offsets that do not fit the data.
    """
    check(texts)
    count = len(texts)
    found = Sketches(np.zeros(count, np.uint64), np.zeros(count, np.int32), np.zeros(count, np.float32), [])
    table = fold_table()
    rates = np.array(sampling)
    tools = Tools(lambda: crew.kernels.scratch_for(longest(texts)))

    def work(rows: tuple[int, int]) -> tuple[Postings, Ints]:
        span = np.array(rows, np.int64)
        size = int((texts.offsets[rows[1]] - texts.offsets[rows[0]]) * _POSTINGS_PER_BYTE) + 1024
        with tools.lent() as scratch:
            while True:
                output = np.empty(size, np.uint64)
                written = crew.kernels.sketch_rows(
                    texts.data, texts.offsets, span, table, rates, scratch,
                    (output, found.fingerprints, found.words, found.rates),
                )  # fmt: skip
                if written >= 0:
                    break
                size = -written
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
    if len(texts) > MOST_ROWS:
        raise CallError(
            f"{len(texts):,} articles are more than one run can number",
            f"at most {MOST_ROWS:,}",
            "group parts of the corpus, or use an index",
        )
    rising = len(offsets) > 0 and offsets[0] >= 0 and bool(np.all(np.diff(offsets) >= 0))
    if not rising or offsets[-1] > len(texts.data):
        raise CallError("text offsets do not fit the data", "texts", "give rising offsets within the data")
    if longest(texts) > (1 << 30):
        raise CallError("a text of more than a gigabyte", "texts", "split it into its articles")
