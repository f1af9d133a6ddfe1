"""What goes into the copy finder and what comes out, as flat columns.

A corpus is columns of n rows: the texts as one buffer of UTF-8 with offsets (the layout of an Arrow
large_string array, so that a table is read without copying), and per row an outlet and a time where they are
known. The result is columns of the same n rows in the same order. Nothing here holds a Python object per row.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

RELATIONS = ("first", "verbatim", "trimmed", "edited", "reworded", "partial", "own")
UNKNOWN_TIME = np.iinfo(np.int64).min

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Floats32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts end to end: text d is `data[offsets[d]:offsets[d + 1]]`, UTF-8.

    Attributes:
        data: uint8, may be memory-mapped; read only.
        offsets: int64[n + 1], rising, the first >= 0 and the last <= len(data); read only.
    """

    data: Bytes
    offsets: Ints

    def __post_init__(self) -> None:
        # Kernels are compiled once for arrays that may be written and once for others: let all be others.
        for name, values in (("data", self.data), ("offsets", self.offsets)):
            sealed = np.asarray(values).view()
            sealed.setflags(write=False)
            object.__setattr__(self, name, sealed)

    def __len__(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """The columns the copy finder reads.

    Attributes:
        texts: the n texts.
        outlets: int32[n], a number per outlet, -1 where unknown.
        times: int64[n], seconds since 1970, `UNKNOWN_TIME` where unknown.
        order: int64[n], decides what stands first among rows that are alike in text and time: give ranks of
            the ids, and the result does not depend on the order of the rows.
    """

    texts: Texts
    outlets: Ints32
    times: Ints
    order: Ints


@dataclass(frozen=True, slots=True)
class Groups:
    """What was found, one row per row of the corpus.

    Attributes:
        family: int64[n], the row that stands first in this row's family (itself where it stands alone).
        story: int64[n], a row of this row's story, the same for all of it; a story holds whole families.
        relation: int8[n], index into `RELATIONS`.
        closest: int64[n], the row this one shares most with; -1 for "first" and "own".
        shared: float32[n], part of this row's words that stands in the closest, 0-1.
        contained: float32[n], part of the closest's words that stands in this row, 0-1.
        evidence_offsets: int64[n + 1]; row d has the spans evidence_offsets[d]:evidence_offsets[d + 1].
        evidence: int32[m, 4], start, end in this row's text and other_start, other_end in the closest's: code
            points, half-open, in order of start.
        counts: figures of the run by name, for logs and reports.
    """

    family: Ints
    story: Ints
    relation: NDArray[np.int8]
    closest: Ints
    shared: Floats32
    contained: Floats32
    evidence_offsets: Ints
    evidence: Ints32
    counts: dict[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.family)
