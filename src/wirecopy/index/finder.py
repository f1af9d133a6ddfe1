"""The copy finder of `group` as the engine of the index: same sketch, same verdicts, same passages.

In: texts. Out: what `engine` describes. The stamp holds the settings of the sketch and a sum of what it
makes of one fixed text in several scripts, so that any change that would make old and new sketches
incomparable is seen.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import Texts
from wirecopy.group.corpus.comparing import Comparer
from wirecopy.group.corpus.crew import Crew
from wirecopy.group.corpus.effort import FULL
from wirecopy.group.corpus.find import MANY, SEVERAL
from wirecopy.group.corpus.judging import column, judge, shares
from wirecopy.group.corpus.relating import relations
from wirecopy.group.corpus.sketching import LEAST_SAMPLES, RATE, sketch
from wirecopy.index.engine import Commons, Passages, Sketch, Verdicts

_ALIKE = 0.6  # of both texts: short ones that cannot be furniture alone
_FIXED = (
    "Die Fähre nach Ærø fährt um 9.30 Uhr; it cost £1,250 – “too much”, naïve café-goers said on 3 May. "
    "Паром отходит в 9:30. 渡し船は九時に出ます。 เรือออกเก้าโมง غادرت العبّارة الميناء 0123 ﬁn"
)


class Finder:
    """The copy finder, for `CopyIndex`.

    Args:
        crew: who works.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew

    @cached_property
    def stamp(self) -> Mapping[str, str | int]:
        """Settings of the sketch, the Unicode version, and a sum of a fixed text's sketch."""
        data = np.frombuffer(_FIXED.encode("utf-8"), np.uint8)
        found = self.sketch(Texts(data, np.array([0, len(data)], np.int64)))
        postings = np.sort(found.postings)
        return {
            "rate": str(RATE),
            "least samples": str(LEAST_SAMPLES),
            "unicode": unicodedata.unidata_version,
            "sketch": zlib.crc32(found.fingerprints.tobytes() + postings.tobytes()),
        }

    def sketch(self, texts: Texts) -> Sketch:
        """Sketch every text."""
        found = sketch(texts, self._crew)
        parts = [postings for postings, _ in found.blocks]
        postings = np.concatenate(parts) if parts else np.empty(0, np.uint64)
        return Sketch(postings, found.fingerprints, found.words, found.rates)

    def judge(
        self, texts: Texts, pairs: NDArray[np.int64], trusted: NDArray[np.bool_], commons: Commons
    ) -> Verdicts:
        """Compare pairs exactly; what a first look leaves open again, knowing what is common property."""
        rows = pairs.astype(np.int32)
        comparer = Comparer(texts, self._crew)
        figures = comparer.compare(rows)
        found = judge(figures)
        found.copy[found.likely & ~trusted & (shares(figures).covered.min(axis=1) >= _ALIKE)] = True
        # What rests on the edges of pages alone may be furniture that was not seen often enough yet: it takes
        # a lone text into a family and joins no two.
        firm = found.copy | judge(figures, second=True).copy
        for _ in range(FULL.rounds):
            left = found.open & ~found.copy
            if not left.any():
                break
            table, before = self._table(*commons(found.copy | found.likely)), int(found.copy.sum())
            for some, known in ((left & trusted, table), (left & ~trusted, None)):
                again = np.flatnonzero(some)
                if len(again):
                    figures[again] = comparer.compare(rows[again], known)
                    found.update(again, judge(figures[again], second=True))
            if int(found.copy.sum()) == before:
                break  # nothing is common property that was not before
        covered = np.stack([column(figures, "covered_a"), column(figures, "covered_b")], axis=1)
        return Verdicts(found.copy, found.copy & found.strong & firm, covered.astype(np.float64))

    def trace(self, texts: Texts, pairs: NDArray[np.int64], equal: NDArray[np.bool_]) -> Passages:
        """What each pair shares, in detail."""
        counts, words, spans = Comparer(texts, self._crew).trace(pairs.astype(np.int32))
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        shared = words[:, 1] / np.maximum(words[:, 0], 1)
        contained = words[:, 3] / np.maximum(words[:, 2], 1)
        return Passages(
            relations(words, equal), shared.astype(np.float32), contained.astype(np.float32), offsets, spans
        )

    def _table(self, hashes: NDArray[np.uint64], families: NDArray[np.int32]) -> NDArray[np.uint64]:
        """The common ones among hashes, as the kernels of `matching` read them."""
        common = (families >= SEVERAL) | (families < 0)
        many = (families >= MANY) | (families < 0)
        size = 16
        while size < 4 * int(common.sum()):
            size *= 2
        table = np.zeros(size, np.uint64)
        levels = np.where(many[common], 2, 1).astype(np.uint64)
        self._crew.kernels.fill_commons(hashes[common], levels, table)
        return table
