"""Exact comparison of pairs on all threads: figures of what they share, and the passages themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew, Tools
from wirecopy.group.corpus.sketching import RATE, longest
from wirecopy.group.corpus.tables import Ints, Ints32, Texts
from wirecopy.kernels.figures import FIGURES
from wirecopy.kernels.folding import fold_table
from wirecopy.kernels.shelf import Shelf

_KEPT_SHINGLES = 1 << 23  # of texts read, per thread
_PAIRS_PER_JOB = 2048
_NO_COMMONS = np.zeros(16, np.uint64)
_SPANS_PER_PAIR = 64


class Comparer:
    """Compares pairs of texts, and keeps what it read of them for the next call.

    Args:
        texts: the texts.
        crew: who works.
        shelf: readings of the texts, of `sketch`; those it lacks are read again.
    """

    def __init__(self, texts: Texts, crew: Crew, shelf: Shelf | None = None) -> None:
        self._texts = texts
        self._crew = crew
        self._table = fold_table()
        size = longest(texts)
        kernels = crew.kernels
        self._work = Tools(lambda: kernels.work_for(len(texts), size, _KEPT_SHINGLES, shelf))
        self._desk = Tools(lambda: (kernels.desk_for(size), np.zeros(size // 2 + 16, np.uint8)))

    def compare(self, pairs: Ints32, commons: NDArray[np.uint64] | None = None) -> Ints32:
        """Figures of each pair, int32[p, len(FIGURES)].

        Args:
            pairs: int32[p, 2], rows; fastest where pairs of one family stand together, by their first row.
            commons: table of common shingles; without it, runs at the edges of both pages never count as own.
        """
        bound = np.uint64(RATE * (1 << 27))
        sample = (bound, _NO_COMMONS if commons is None else commons, commons is not None)
        figures = np.zeros((len(pairs), len(FIGURES)), np.int32)
        texts, match_pairs = self._texts, self._crew.kernels.match_pairs

        def work(begin: int) -> None:
            some = slice(begin, begin + _PAIRS_PER_JOB)
            with self._work.lent() as tool:
                match_pairs(texts.data, texts.offsets, self._table, pairs[some], sample, tool, figures[some])

        self._crew.map(work, range(0, len(pairs), _PAIRS_PER_JOB))
        return figures

    def trace(self, pairs: Ints32) -> tuple[Ints, Ints32, Ints32]:
        """The passages of each pair's first row that stand in its second.

        Returns:
            counts int64[p] of spans; words int32[p, 5]: of the row, covered in it, of the partner, covered in
            it, and the row's longest stretch that is not covered; spans int32[s, 4], start and end in the
            row, start and end in the partner, in code points.
        """
        counts, words = np.zeros(len(pairs), np.int64), np.zeros((len(pairs), 5), np.int32)
        order = np.lexsort((pairs[:, 0], pairs[:, 1]))
        sorted_ = pairs[order]

        def work(begin: int) -> Ints32:
            some = slice(begin, begin + _PAIRS_PER_JOB)
            return self._trace_some(sorted_[some], counts[some], words[some])

        found = self._crew.map(work, range(0, len(pairs), _PAIRS_PER_JOB))
        spans = np.concatenate(found) if found else np.zeros((0, 4), np.int32)
        return _in_given_order(order, counts, words, spans)

    def _trace_some(self, pairs: Ints32, counts: Ints, words: Ints32) -> Ints32:
        texts, trace_passages = self._texts, self._crew.kernels.trace_passages
        room = _SPANS_PER_PAIR * len(pairs)
        with self._desk.lent() as (desk, covered):
            while True:
                spans = np.zeros((room, 4), np.int32)
                output = (counts, words, spans)
                written = trace_passages(texts.data, texts.offsets, self._table, pairs, desk, covered, output)
                if written <= room:
                    return spans[:written].copy()
                room = written


def _in_given_order(order: Ints, counts: Ints, words: Ints32, spans: Ints32) -> tuple[Ints, Ints32, Ints32]:
    """What was found for pairs in the order worked in, in the order asked for."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    begins = np.cumsum(counts) - counts
    wanted = counts[place]
    inside = np.arange(len(spans)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    return wanted, words[place], spans[np.repeat(begins[place], wanted) + inside]
