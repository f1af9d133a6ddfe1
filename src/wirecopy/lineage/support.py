"""How much each tree near the best one, and each edge, can be trusted.

Takes the trees met in the search with their log likelihood per place; gives `Weighed`: the distinct trees
with weights that sum to one. Whole sentences are drawn with replacement, every tree is weighed by its
likelihood under each draw, and the weights are averaged; trees are not searched again. The support of an
edge, or of a descent, is the weight of the trees that have it, calibrated to the share that was right on
simulated families.
Known limits: trees never met in the search have no weight, so raw support is calibrated, never used bare.

Source: Kishino, Miyata and Hasegawa 1990 (resampled likelihoods); Strimmer and Rambaut 2002 (weights).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wirecopy.lineage.matrix import Characters, Floats
from wirecopy.lineage.search import Pool
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import Edge, Tree, ancestors, edges

# Raw weight -> share of such edges that were right on simulated families (two simulators, straight lines in
# between): for edges from a version, from the lost original, from any other lost text.
Curve = tuple[tuple[float, float], ...]
_SOURCE = ((0.0, 0.1), (0.45, 0.33), (0.55, 0.45), (0.65, 0.65), (0.85, 0.73), (0.95, 0.85), (1.0, 0.9))
_ORIGINAL = ((0.0, 0.4), (0.5, 0.8), (0.8, 0.85), (1.0, 0.97))
_INNER = ((0.0, 0.0), (0.5, 0.1), (1.0, 0.4))


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Distinct trees and their weights, heaviest first."""

    trees: tuple[Tree, ...]
    edges: tuple[frozenset[Edge], ...]
    weights: Floats
    versions: int

    def of_edges(self) -> dict[Edge, float]:
        """Calibrated support of every edge of any tree, edges named as in `tree.edges`."""
        raw: dict[Edge, float] = defaultdict(float)
        for named, weight in zip(self.edges, self.weights.tolist(), strict=True):
            for edge in named:
                raw[edge] += weight
        everything = -((1 << self.versions) - 1)  # the name of a lost original
        return {
            edge: calibrated(
                weight, _SOURCE if edge[0] >= 0 else _ORIGINAL if edge[0] == everything else _INNER
            )
            for edge, weight in raw.items()
        }

    def of_descents(self, wanted: Iterable[Edge]) -> dict[Edge, float]:
        """Calibrated support that a version descends, directly or not, from another version."""
        raw = dict.fromkeys(wanted, 0.0)
        for tree, weight in zip(self.trees, self.weights.tolist(), strict=True):
            above = {node: frozenset(ancestors(tree, node)) for node in {child for _, child in raw}}
            for ancestor, child in raw:
                if ancestor in above[child]:
                    raw[ancestor, child] += weight
        return {pair: calibrated(weight, _SOURCE) for pair, weight in raw.items()}

    def consensus(self, least: float) -> Tree:
        """The tree whose edges together stand furthest above a least support."""
        support = self.of_edges()
        value = [sum(support[edge] - least for edge in named) for named in self.edges]
        return self.trees[int(np.argmax(value))]


def calibrated(weight: float, curve: Curve) -> float:
    """The chance of being right that goes with a raw weight."""
    return float(np.interp(weight, [raw for raw, _ in curve], [right for _, right in curve]))


def weigh(characters: Characters, pool: Pool, settings: LineageSettings) -> Weighed:
    """The distinct trees of a pool and their weights over all draws."""
    best: dict[frozenset[Edge], tuple[float, Floats, Tree]] = {}
    score: dict[frozenset[Edge], float] = {}
    for price, place, tree in pool.rivals():
        named = edges(tree, characters.versions)
        value = float(characters.weight @ place) - price
        if named not in best or value > score[named]:
            best[named], score[named] = (price, place, tree), value
    order = sorted(best, key=lambda named: (-score[named], sorted(named)))
    prices = np.array([best[named][0] for named in order])
    places = np.stack([best[named][1] for named in order])
    scores = draws(characters, settings) @ places.T - prices
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
    return Weighed(tuple(best[named][2] for named in order), tuple(order), weights, characters.versions)


def draws(characters: Characters, settings: LineageSettings) -> Floats:
    """Weights of the places in every draw of sentences: (replicates, places)."""
    blocks, member = np.unique(characters.block, return_inverse=True)
    chance = np.random.default_rng(settings.seed)
    count = len(blocks)
    if not count:
        return np.zeros((settings.replicates, 0))
    picks = chance.multinomial(count, np.full(count, 1 / count), size=settings.replicates)
    result: Floats = picks[:, member] * characters.weight[None, :]
    return result
