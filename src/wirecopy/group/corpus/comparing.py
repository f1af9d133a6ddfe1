"""Exact comparison of pairs on all threads: figures of what they share, and the passages themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew, Tools
from wirecopy.group.corpus.sketching import RATE, longest
from wirecopy.group.corpus.tables import Ints, Ints32, Texts
from wirecopy.kernels.figures import FIGURES
from wirecopy.kernels.folding import fold_table

_KEPT_SHINGLES = 1 << 22  # of texts read, per thread
_PAIRS_PER_JOB = 4096
_NO_COMMONS = np.zeros(16, np.uint64)
_SPANS_PER_PAIR = 64


def compare(texts: Texts, pairs: Ints32, crew: Crew, commons: NDArray[np.uint64] | None = None) -> Ints32:
    """Figures of each pair, int32[p, len(FIGURES)].

    Args:
        texts: the texts.
        pairs: int32[p, 2], rows; fastest where pairs of one family stand together, by their first row.
        crew: who works.
        commons: table of common shingles; without it, runs at the edges of both pages never count as own.
    """
    table = fold_table()
    sample = (np.uint64(RATE * (1 << 27)), _NO_COMMONS if commons is None else commons, commons is not None)
    figures = np.zeros((len(pairs), len(FIGURES)), np.int32)
    tools = Tools(lambda: crew.kernels.work_for(len(texts), longest(texts), _KEPT_SHINGLES))

    def work(begin: int) -> None:
        some = slice(begin, begin + _PAIRS_PER_JOB)
        with tools.lent() as tool:
            crew.kernels.match_pairs(texts.data, texts.offsets, table, pairs[some], sample, tool, figures[some])

    crew.map(work, range(0, len(pairs), _PAIRS_PER_JOB))
    return figures


def trace(texts: Texts, pairs: Ints32, crew: Crew) -> tuple[Ints, Ints32, Ints32]:
    """The passages of each pair's first row that stand in its second.

    Returns:
        counts int64[p] of spans; words int32[p, 5]: of the row, covered in it, of the partner, covered in
        it, and the row's longest stretch that is not covered; spans int32[s, 4], start and end in the row, start and end in the partner, in code points.
    """
    table = fold_table()
    counts, words = np.zeros(len(pairs), np.int64), np.zeros((len(pairs), 5), np.int32)
    size = longest(texts)
    tools = Tools(lambda: (crew.kernels.desk_for(size), np.zeros(size // 2 + 16, np.uint8)))

    order = np.lexsort((pairs[:, 0], pairs[:, 1]))
    sorted_ = pairs[order]

    def work(begin: int) -> Ints32:
        some = slice(begin, begin + _PAIRS_PER_JOB)
        room = _SPANS_PER_PAIR * len(sorted_[some])
        with tools.lent() as (desk, covered):
            while True:
                spans = np.zeros((room, 4), np.int32)
                written = crew.kernels.trace_passages(
                    texts.data, texts.offsets, table, sorted_[some], desk, covered,
                    (counts[some], words[some], spans),
                )  # fmt: skip
                if written <= room:
                    return spans[:written].copy()
                room = written

    found = crew.map(work, range(0, len(pairs), _PAIRS_PER_JOB))
    spans = np.concatenate(found) if found else np.zeros((0, 4), np.int32)
    return _in_given_order(order, counts, words, spans)


def _in_given_order(order: Ints, counts: Ints, words: Ints32, spans: Ints32) -> tuple[Ints, Ints32, Ints32]:
    """What was found for pairs in the order worked in, in the order asked for."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    begins = np.cumsum(counts) - counts
    wanted = counts[place]
    inside = np.arange(len(spans)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    return wanted, words[place], spans[np.repeat(begins[place], wanted) + inside]
