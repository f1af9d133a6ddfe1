"""How good a division of a generated corpus into clusters is.

Takes a label per article (any integers, in the order of the corpus; equal means one cluster) and the corpus's
`truth.parquet`. Recall is by copy: is it in one cluster with the text it was made from? Precision is by pair:
of all pairs in one cluster, how many are of one family (or of families that a merged article joins)? A wrong
join of two large clusters costs as many pairs as it makes.

    python -m benchmarks.near_duplicates.score CORPUS_FOLDER LABELS.npy
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Truth:
    """The columns of `truth.parquet` that are scored."""

    kind: NDArray[np.str_]
    component: NDArray[np.int64]
    parent: NDArray[np.int64]
    parent2: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Path) -> Truth:
        """The truth of a corpus that was generated into this folder."""
        table = pq.read_table(corpus / "truth.parquet", columns=["kind", "comp", "parent", "parent2"])
        kind, *numbers = (column.to_numpy() for column in table.columns)
        return cls(kind.astype(str), *numbers)


@dataclass(frozen=True)
class Score:
    """What a division into clusters is worth.

    Attributes:
        recall: by kind of copy, the share that is with its parent; "all" over all kinds; "merge, second" is a
            merged article with its second source, which "all" leaves out.
        precision: share of the pairs in one cluster that are of one component; 1 where there are no pairs.
        precision_without_bulletins: the same with the bulletin templates taken out of the corpus.
        pairs: how many pairs are in one cluster.
        clusters: how many clusters have two articles or more.
        pure: share of these whose articles are all of one component.
        largest: articles in the largest cluster.
        false_pairs: by kind of article, how many wrong pairs it has part in (half a pair for each side).
    """

    recall: dict[str, float]
    precision: float
    precision_without_bulletins: float
    pairs: int
    clusters: int
    pure: float
    largest: int
    false_pairs: dict[str, float]


def score(labels: ArrayLike, truth: Truth) -> Score:
    """Score a label per article against the truth."""
    cluster = np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)
    if len(cluster) != len(truth.kind):
        raise ValueError(f"{len(cluster)} labels for {len(truth.kind)} articles")
    joint = _joint(cluster, truth.component)
    sizes = np.bincount(cluster)
    wrong = sizes[cluster] - np.bincount(joint)[joint]  # of each article, the others it should not be with
    impure = np.zeros(len(sizes), bool)
    impure[cluster[wrong > 0]] = True
    several = sizes > 1
    plain = truth.kind != "template"
    return Score(
        recall=_recall(cluster, truth),
        precision=_precision(cluster, joint),
        precision_without_bulletins=_precision(cluster[plain], joint[plain]),
        pairs=_pairs(cluster),
        clusters=int(several.sum()),
        pure=1 - float(impure.sum()) / max(1, int(several.sum())),
        largest=int(sizes.max(initial=0)),
        false_pairs=_by_kind(wrong / 2, truth.kind),
    )


def _joint(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    pairs = one * (int(other.max(initial=0)) + 1) + other
    numbers: NDArray[np.int64] = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return numbers


def _pairs(labels: NDArray[np.int64]) -> int:
    sizes = np.bincount(labels) if len(labels) else np.zeros(1, np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _precision(cluster: NDArray[np.int64], joint: NDArray[np.int64]) -> float:
    pairs = _pairs(cluster)
    return _pairs(joint) / pairs if pairs else 1.0


def _recall(cluster: NDArray[np.int64], truth: Truth) -> dict[str, float]:
    copies = np.flatnonzero(truth.parent >= 0)
    found = cluster[copies] == cluster[truth.parent[copies]]
    kinds = truth.kind[copies]
    recall = {str(kind): float(found[kinds == kind].mean()) for kind in np.unique(kinds)}
    if len(copies):
        recall["all"] = float(found.mean())
    merged = np.flatnonzero(truth.parent2 >= 0)
    if len(merged):
        recall["merge, second"] = float((cluster[merged] == cluster[truth.parent2[merged]]).mean())
    return recall


def _by_kind(values: NDArray[np.float64], kind: NDArray[np.str_]) -> dict[str, float]:
    kinds, number = np.unique(kind, return_inverse=True)
    totals = np.bincount(number, weights=values)
    order = np.argsort(-totals, kind="stable")
    return {str(kinds[place]): float(totals[place]) for place in order if totals[place] > 0}


if __name__ == "__main__":
    print(json.dumps(asdict(score(np.load(sys.argv[2]), Truth.of(Path(sys.argv[1])))), indent=1))
