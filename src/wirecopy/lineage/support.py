"""How often each edge of the best tree survives when the evidence is drawn again.

Takes the best tree and its rivals with their log likelihood per place, gives a share 0-1 per edge. Whole
sentences are drawn with replacement, and the trees are not searched again: their likelihood is re-weighted
(RELL). An edge survives a draw when the best tree beats every rival that lacks the edge; rivals that differ
elsewhere do not speak against it. Raw shares are then calibrated to the chance of being right on simulated
families.
Known limits: rivals far from the best tree and never met in the search cannot count against it.

Source: Kishino, Miyata and Hasegawa 1990 (RELL); Minh, Nguyen and von Haeseler 2013 (the pool of met trees).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wirecopy.lineage.matrix import Characters, Floats
from wirecopy.lineage.search import Candidate, Pool
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import Edge, Tree, edges

_TIE = 1e-9
# Raw share -> share of such edges that were right on simulated families; straight lines in between.
_RAW = (0.0, 0.5, 0.8, 1.0)
_RIGHT = (0.0, 0.5, 0.8, 1.0)


def draws(characters: Characters, settings: LineageSettings) -> Floats:
    """Weights of the places in every draw: (replicates, places)."""
    blocks, member = np.unique(characters.block, return_inverse=True)
    chance = np.random.default_rng(settings.seed)
    count = len(blocks)
    picks = chance.multinomial(count, np.full(count, 1 / count), size=settings.replicates)
    return picks[:, member] * characters.weight[None, :]


def edge_support(
    characters: Characters, best: Candidate, pool: Pool, settings: LineageSettings
) -> dict[Edge, float]:
    """Calibrated support of every edge of the best tree, edges named as in `tree.edges`."""
    own = edges(best.tree, characters.versions)
    if not characters.places:
        return dict.fromkeys(own, 0.0)
    rivals = pool.rivals()
    weights = draws(characters, settings)
    base = weights @ best.place - best.price
    scores = weights @ np.stack([place for _, place, _ in rivals]).T - np.array(
        [price for price, _, _ in rivals]
    )
    lacks = _lacking([tree for _, _, tree in rivals], own, characters.versions)
    result = {}
    for edge, missing in lacks.items():
        strongest = scores[:, missing].max(axis=1) if missing.any() else np.full(len(base), -np.inf)
        raw = float(np.mean(base > strongest + _TIE))
        result[edge] = float(np.interp(raw, _RAW, _RIGHT))
    return result


def _lacking(
    trees: Sequence[Tree], own: frozenset[Edge], versions: int
) -> Mapping[Edge, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """For each edge, which trees do without it."""
    result = {edge: np.ones(len(trees), dtype=np.bool_) for edge in own}
    for index, tree in enumerate(trees):
        for edge in own & edges(tree, versions):
            result[edge][index] = False
    return result
