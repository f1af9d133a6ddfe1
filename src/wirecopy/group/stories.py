"""Which of the given articles are about one event.

Takes witnesses, gives groups of indices. Articles are compared as bags of weighted stems (rare words count
most) with the countries they touch as one extra word each, so that "French", "Paris" and "France" meet;
groups come from average-link clustering, cut at a fixed likeness. Dates far apart keep articles apart.
`find_stories` sets every article beside every other and is meant for hundreds; `wirecopy.group.many` does the
same for as many as there are. An event is not a topic: two trials in one town may come close.

Source: average-link agglomeration by nearest-neighbour chains (Murtagh 1983), exact in O(n^2).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.model import Witness

SAME_STORY = 0.26  # mean cosine within a story; separately written reports of one event reach .3 to .5
_COUNTRY_WEIGHT = 0.5
_UNKNOWN_ZIPF = 1.0
FAR_DAYS = 10  # reports of one event seldom lie further apart
_TEXT_KINDS = frozenset({"body", "headline", "subhead", "caption"})

Floats = NDArray[np.float64]


def find_stories(witnesses: Sequence[Witness], least: float = SAME_STORY) -> list[list[int]]:
    """Groups of witness indices, each sorted, ordered by first index; every index stands in one group.

    Args:
        witnesses: the articles; their order plays no part but for the indices.
        least: mean likeness 0-1 two groups need to be one story.
    """
    if not witnesses:
        return []
    order = sorted(range(len(witnesses)), key=lambda index: (witnesses[index].id, index))
    near = story_likeness([witnesses[index] for index in order])
    groups = [sorted(order[row] for row in rows) for rows in average_link(near, least)]
    return sorted(groups)


def story_likeness(witnesses: Sequence[Witness]) -> Floats:
    """How likely every two articles are about one event, float64[n, n] in 0-1, ones on the diagonal."""
    bags = [bag_of(witness) for witness in witnesses]
    ids = {term: number for number, term in enumerate(sorted({term for bag in bags for term in bag}))}
    vectors = np.zeros((len(bags), len(ids)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for term, weight in bag.items():
            vectors[row, ids[term]] = weight
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near: Floats = (vectors @ vectors.T).astype(np.float64).round(6)
    days = [day_of(witness.article.published) for witness in witnesses]
    for i, left in enumerate(days):
        for j, right in enumerate(days):
            if left and right and abs((left - right).days) > FAR_DAYS:
                near[i, j] = 0.0
    np.fill_diagonal(near, 1.0)
    return np.clip(near, 0.0, 1.0)


def bag_of(witness: Witness) -> dict[str, float]:
    """The words and countries of an article, each with its weight."""
    language = witness.article.language or "en"
    counts: Counter[str] = Counter()
    known: dict[str, float] = {}
    for sentence, tokens in zip(witness.sentences, witness.tokens, strict=True):
        if sentence.kind not in _TEXT_KINDS:
            continue
        for token in tokens:
            if not token.norm or is_function(token.norm, language):
                continue
            counts[token.stem] += 1
            known[token.stem] = max(known.get(token.stem, 0.0), zipf(token.norm))
            touched = state(token.norm)
            if touched:
                counts["@" + touched] += 1
    weights = {term: rarity(value or _UNKNOWN_ZIPF) for term, value in known.items()}
    return {term: (1.0 + math.log(n)) * weights.get(term, _COUNTRY_WEIGHT) for term, n in counts.items()}


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time, None where there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


class Likeness(Protocol):
    """How alike clusters are, on average over all pairs; a cluster has the number of one of its rows."""

    def row(self, cluster: int) -> Floats:
        """float64[n], the mean likeness of a cluster to every cluster, below 0 to itself."""

    def merge(self, into: int, gone: int) -> None:
        """From now on what was in `gone` is in `into`."""


def average_link(near: Floats, least: float) -> list[list[int]]:
    """Clusters of rows whose mean likeness is at least `least`, by nearest-neighbour chains."""
    return follow_chains(_Matrix(near), range(len(near)), least)


def follow_chains(
    likeness: Likeness, start: Sequence[int], least: float, slack: float = 0.0
) -> list[list[int]]:
    """Clusters by average link, whatever holds the likeness.

    Args:
        likeness: of the clusters in `start`, and of those that are made of them.
        start: the cluster each row is in at first.
        least: mean likeness 0-1 two clusters need to be one.
        slack: how far two figures of one pair may lie apart when it is asked from either side.
    """
    members: dict[int, list[int]] = {}
    for row, cluster in enumerate(start):
        members.setdefault(cluster, []).append(row)
    alive = np.zeros(len(start), dtype=bool)
    alive[list(members)] = True
    chain: list[int] = []
    first = 0
    while chain or alive[first:].any():
        if not chain:
            first += int(np.argmax(alive[first:]))
            chain = [first]
        top = chain[-1]
        scores = np.where(alive, likeness.row(top), -1.0)
        back = len(chain) > 1 and scores[chain[-2]] >= scores.max() - slack
        best = chain[-2] if back else int(np.argmax(scores))  # ties go back, or the chain would not end
        if scores[best] < least:
            alive[top] = False
            chain = []
        elif back:
            into, gone = sorted((top, best))
            likeness.merge(into, gone)
            alive[gone] = False
            members[into].extend(members.pop(gone))
            chain = chain[:-2]
        else:
            chain.append(best)
    return sorted(sorted(rows) for rows in members.values())


class _Matrix:
    """The likeness of few rows, every one to every other."""

    def __init__(self, near: Floats) -> None:
        self._near = near.copy()
        np.fill_diagonal(self._near, -1.0)
        self._sizes = [1] * len(near)

    def row(self, cluster: int) -> Floats:
        found: Floats = self._near[cluster]
        return found

    def merge(self, into: int, gone: int) -> None:
        near, weights = self._near, (self._sizes[into], self._sizes[gone])
        mean = (near[into] * weights[0] + near[gone] * weights[1]) / sum(weights)
        near[into], near[:, into] = mean, mean
        near[into, into] = -1.0
        self._sizes[into] = sum(weights)
