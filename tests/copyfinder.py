"""A copy finder for tests of what stands around it: exact copies and beginnings of another text, no more."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from wirecopy.group.corpus import RELATIONS, Corpus, Groups


def find_copies(corpus: Corpus, *how: object) -> Groups:
    """Groups by the first 40 characters; the row that is lowest in order stands first."""
    del how
    offsets = corpus.texts.offsets
    texts = [bytes(corpus.texts.data[a:b]).decode() for a, b in pairwise(offsets)]
    heads: dict[str, int] = {}
    for row in np.argsort(corpus.order).tolist():
        heads.setdefault(texts[row][:40], row)
    count = len(texts)
    family = np.array([heads[text[:40]] for text in texts], np.int64)
    relation, closest = np.zeros(count, np.int8), np.full(count, -1, np.int64)
    shared, contained = np.zeros(count, np.float32), np.zeros(count, np.float32)
    spans: list[list[tuple[int, int, int, int]]] = [[] for _ in texts]
    sizes = np.bincount(family, minlength=count)
    for row, text in enumerate(texts):
        head = family[row]
        if head == row:
            relation[row] = RELATIONS.index("first" if sizes[row] > 1 else "own")
            continue
        other = texts[head]
        same = next(
            (i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b),
            min(len(text), len(other)),
        )
        relation[row] = RELATIONS.index("verbatim" if text == other else "trimmed")
        closest[row], shared[row], contained[row] = head, same / len(text), same / len(other)
        middle = same // 2
        spans[row] = [(0, middle, 0, middle), (middle + 1, same, middle + 1, same)]
    lengths = [len(row) for row in spans]
    return Groups(
        family=family,
        story=family,
        relation=relation,
        closest=closest,
        shared=shared,
        contained=contained,
        evidence_offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        evidence=np.array([span for row in spans for span in row], np.int32).reshape(-1, 4),
    )
