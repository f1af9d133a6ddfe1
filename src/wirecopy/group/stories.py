"""Which of the given articles are about one event (small-input path).

Takes witnesses, gives groups of indices. Articles are compared as bags of weighted stems (rare words count
most) with the countries they touch as one extra word each, so that "French", "Paris" and "France" meet;
groups come from average-link clustering, cut at a fixed likeness. Dates far apart keep articles apart. The
path is quadratic in articles and meant for thousands at most. An event is not a topic: two trials in one
town may come close; the corpus engine will use more than words.

Source: average-link agglomeration by nearest-neighbour chains (Murtagh 1983), exact in O(n^2).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.model import Witness

SAME_STORY = 0.26  # mean cosine within a story; separately written reports of one event reach .3 to .5
_COUNTRY_WEIGHT = 0.5
_UNKNOWN_ZIPF = 1.0
_FAR_DAYS = 10  # reports of one event seldom lie further apart
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
    bags = [_bag(witness) for witness in witnesses]
    ids = {term: number for number, term in enumerate(sorted({term for bag in bags for term in bag}))}
    vectors = np.zeros((len(bags), len(ids)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for term, weight in bag.items():
            vectors[row, ids[term]] = weight
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near: Floats = (vectors @ vectors.T).astype(np.float64).round(6)
    days = [_day(witness.article.published) for witness in witnesses]
    for i, left in enumerate(days):
        for j, right in enumerate(days):
            if left and right and abs((left - right).days) > _FAR_DAYS:
                near[i, j] = 0.0
    np.fill_diagonal(near, 1.0)
    return np.clip(near, 0.0, 1.0)


def _bag(witness: Witness) -> dict[str, float]:
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


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def average_link(near: Floats, least: float) -> list[list[int]]:
    """Clusters of rows whose mean likeness is at least `least`, by nearest-neighbour chains."""
    size = len(near)
    near = near.copy()
    np.fill_diagonal(near, -1.0)
    members = {row: [row] for row in range(size)}
    chain: list[int] = []
    alive = np.ones(size, dtype=bool)
    closed: set[int] = set()
    while len(members) > len(closed):
        if not chain:
            chain = [min(row for row in members if row not in closed)]
        top = chain[-1]
        scores = np.where(alive, near[top], -1.0)
        back = len(chain) > 1 and scores[chain[-2]] == scores.max()
        best = chain[-2] if back else int(np.argmax(scores))  # ties go back, or the chain would not end
        if scores[best] < least:
            closed.add(top)
            alive[top] = False
            chain = []
        elif len(chain) > 1 and best == chain[-2]:
            _merge(near, members, alive, *sorted((top, best)))
            chain = chain[:-2]
        else:
            chain.append(best)
    return sorted(sorted(rows) for rows in members.values())


def _merge(
    near: Floats, members: dict[int, list[int]], alive: NDArray[np.bool_], into: int, gone: int
) -> None:
    """Merge cluster `gone` into `into`: likeness to the others is the mean over all pairs."""
    weights = len(members[into]), len(members[gone])
    mean = (near[into] * weights[0] + near[gone] * weights[1]) / sum(weights)
    near[into], near[:, into] = mean, mean
    near[into, into] = -1.0
    alive[gone] = False
    members[into].extend(members.pop(gone))
