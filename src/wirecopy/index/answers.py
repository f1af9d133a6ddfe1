"""What the index answers: per article its family, what it copies, how much, and where.

The columns are those of `Groups` with ids in place of row numbers, because the article an answer points to
may have come years before. `rows` gives the rows `wirecopy group` writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import RELATIONS

FIRST = RELATIONS.index("first")
OWN = RELATIONS.index("own")
_SPAN = ("start", "end", "other_start", "other_end")


@dataclass(frozen=True, slots=True)
class Answer:
    """One row per article, in the order they were given.

    Attributes:
        ids: id under which the index keeps the article (with "-2" where an id came again with another text).
        added: bool[n], whether the article is new in the index.
        family: id of the article that stands first in its family, by arrival; its own where it stands alone.
        relation: int8[n], index into `RELATIONS`: how it was made of its closest, or "first" or "own".
        closest: id of the article it shares most with among those that came before it, None for none.
        shared: float32[n], part of its words that stands in the closest, 0-1.
        contained: float32[n], part of the closest's words that stands in it, 0-1.
        evidence_offsets: int64[n + 1]; row d has the spans evidence_offsets[d]:evidence_offsets[d + 1].
        evidence: int32[m, 4], start, end, other_start, other_end in code points.
        joined: families that these articles made one: (id that names both from now on, id that named one).
        counts: figures of the run by name.
    """

    ids: list[str]
    added: NDArray[np.bool_]
    family: list[str]
    relation: NDArray[np.int8]
    closest: list[str | None]
    shared: NDArray[np.float32]
    contained: NDArray[np.float32]
    evidence_offsets: NDArray[np.int64]
    evidence: NDArray[np.int32]
    joined: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The answer as rows of plain values."""
        for row, name in enumerate(self.ids):
            spans = self.evidence[self.evidence_offsets[row] : self.evidence_offsets[row + 1]]
            yield {
                "id": name,
                "family_id": self.family[row],
                "relation": RELATIONS[self.relation[row]],
                "closest_id": self.closest[row],
                "shared_share": round(float(self.shared[row]), 4),
                "contained_share": round(float(self.contained[row]), 4),
                "evidence": [dict(zip(_SPAN, span, strict=True)) for span in spans.tolist()],
            }
