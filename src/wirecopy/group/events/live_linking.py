"""Which of a few articles are one story: the likeness and the clustering that the live stories use.

In: articles with their families. Out: groups of them. Families are clusters from the start.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.live_memory import DAY, Known
from wirecopy.group.stories import FAR_DAYS, SAME_STORY

Floats = NDArray[np.float64]
NEAR_DAYS = FAR_DAYS
LEAST = SAME_STORY


def likeness(cosines: Floats, time: int | None, others: Sequence[int | None]) -> Floats:
    """How alike an article is to others, given the cosines."""
    if time is None:
        return cosines
    far = np.array([other is not None and abs(other - time) > NEAR_DAYS * DAY for other in others])
    return np.where(far, 0.0, cosines) if len(others) else cosines


def link(articles: Sequence[Known]) -> list[list[Known]]:
    """Groups of articles by average link."""
    heads: dict[int, int] = {}
    nodes = np.array([heads.setdefault(article.family, len(heads)) for article in articles])
    sums, sizes = _sums(articles, nodes, len(heads))
    groups: list[list[int]] = [[node] for node in range(len(heads))]
    alive = list(range(len(heads)))
    while len(alive) > 1:
        means = sums[np.ix_(alive, alive)] / np.outer(sizes[alive], sizes[alive])
        np.fill_diagonal(means, -1.0)
        at = int(np.argmax(means))
        left, right = sorted((alive[at // len(alive)], alive[at % len(alive)]))
        if means.flat[at] < LEAST:
            break
        sums[left] += sums[right]
        sums[:, left] += sums[:, right]
        sizes[left] += sizes[right]
        groups[left] += groups[right]
        alive.remove(right)
    return [[a for a, node in zip(articles, nodes.tolist(), strict=True) if node in groups[n]] for n in alive]


def _sums(articles: Sequence[Known], nodes: NDArray[np.int64], count: int) -> tuple[Floats, Floats]:
    terms = np.concatenate([article.signature.terms for article in articles])
    weights = np.concatenate([article.signature.weights for article in articles]).astype(np.float64)
    distinct, local = np.unique(terms, return_inverse=True)
    owners = np.repeat(np.arange(len(articles)), [len(article.signature.terms) for article in articles])
    times = [article.signature.time for article in articles]
    near = np.zeros((len(articles), len(articles)))
    for row, article in enumerate(articles):
        dense = np.zeros(len(distinct))
        own = owners == row
        dense[local[own]] = weights[own]
        cosines = np.bincount(owners, dense[local] * weights, len(articles))
        near[row] = likeness(cosines, article.signature.time, times)
    by_node = np.zeros((count, len(articles)))
    np.add.at(by_node, nodes, near)
    sums = np.zeros((count, count))
    np.add.at(sums, (slice(None), nodes), by_node)
    return sums, np.bincount(nodes, minlength=count).astype(np.float64)
