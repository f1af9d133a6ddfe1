"""How well a tree explains the characters, with one rate of change per copyist.

Takes `Characters` and a tree, gives the log likelihood per place, all lost readings summed out (pruning,
upwards) and, from the downward pass, what the rest of the tree expects at every node. With these two, the
likelihood of hanging a subtree anywhere else is one product per candidate.
Every copyist changes a place with his own chance; what he writes then follows `Characters.arrival`, so the
matrix of change is "stay" plus a matrix of rank one: a step costs the number of readings, not its square.
Known limits: rates are expectation-maximisation estimates, shrunk to a first guess by a few pseudo-places.

Source: Felsenstein 1981 (pruning); Edwards 1972 via Semple and Steel 2003, section 8 (one rate per edge).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wirecopy.lineage.matrix import LACUNA, Characters, Floats
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import children_of, downwards, root_of

_FLOOR = 1e-30
_MOST_REWORDED, _MOST_CUT = 0.7, 0.45  # beyond these a copyist's text says nothing about its source
_REMEMBERED = 4000  # subtrees kept between trees that differ elsewhere
Rate = tuple[float, float]  # chance to reword, chance to cut
Rates = dict[int, Rate]


@dataclass(frozen=True, slots=True)
class Below:
    """A subtree seen from inside and from its parent, with its scale and a number for its shape."""

    inner: Floats
    message: Floats
    scale: Floats
    number: int


Shape = tuple[int, Rate, tuple[int, ...]]  # version (-1 if lost), rate, numbers of the subtrees below


@dataclass(slots=True)
class Passes:
    """Scaled likelihoods of one tree.

    `inner[v]`: what stands below v, by reading of v; `message[v]`: the same seen from v's parent; `above[v]`:
    all the rest, by reading of the parent; `outer[v]`: the same by reading of v. `place` is the log
    likelihood per place.
    """

    inner: dict[int, Floats]
    message: dict[int, Floats]
    above: dict[int, Floats]
    outer: dict[int, Floats]
    scale: Floats
    place: Floats


class Likelihood:
    """The likelihood of trees over one set of characters."""

    def __init__(self, characters: Characters, settings: LineageSettings) -> None:
        self.characters = characters
        self.settings = settings
        self.versions = characters.versions
        self._leaves = self._observed(characters)
        self._leaving: dict[tuple[float, float], Floats] = {}
        self._subtrees: dict[Shape, Below] = {}
        self._reworded = characters.reword.any(axis=1).astype(np.float64)
        self._cuttable = characters.cut.any(axis=1).astype(np.float64)
        self._rated = characters.reword + characters.cut  # no place has both

    @staticmethod
    def _observed(characters: Characters) -> list[Floats]:
        return [
            ((characters.looks == states[:, None]) | (states == LACUNA)[:, None]).astype(np.float64)
            for states in characters.states
        ]

    def first_rates(self) -> Rate:
        """The guess a copyist starts with."""
        return self.settings.reword_chance, self.settings.cut_chance

    def leaving(self, rate: Rate) -> Floats:
        """The chance of leaving each reading, for one copyist."""
        known = self._leaving.get(rate)
        if known is None:
            characters = self.characters
            leave = rate[0] * characters.reword + rate[1] * characters.cut + characters.fixed
            known = self._leaving[rate] = np.minimum(leave, 0.95)
        return known

    def upward(self, inner: Floats, rate: Rate) -> Floats:
        """What stands below a node, by reading of its parent."""
        leave = self.leaving(rate)
        arrive = np.einsum("pr,pr->p", self.characters.arrival, inner)
        result: Floats = inner - leave * (inner - arrive[:, None])
        return result

    def downward(self, above: Floats, rate: Rate) -> Floats:
        """What the parent expects, by reading of the child; the transpose of `upward`."""
        moved = self.leaving(rate) * above
        result: Floats = above - moved + self.characters.arrival * np.einsum("pr->p", moved)[:, None]
        return result

    def climb(self, tree: Mapping[int, int | None], rates: Rates) -> Passes:
        """The upward pass: likelihood per place."""
        if len(self._subtrees) > _REMEMBERED:
            self._subtrees.clear()
            self._leaving.clear()
        children = children_of(tree)
        found: dict[int, Below] = {}
        order = downwards(tree)
        for node in reversed(order):
            found[node] = self._below(
                node, rates.get(node, self.first_rates()), [found[c] for c in children[node]]
            )
        root = found[order[0]]
        total = np.einsum("pr,pr->p", self.characters.origin, root.inner)
        return Passes(
            inner={node: part.inner for node, part in found.items()},
            message={node: part.message for node, part in found.items()},
            above={},
            outer={},
            scale=root.scale,
            place=np.log(np.maximum(total, _FLOOR)) + root.scale,
        )

    def _below(self, node: int, rate: Rate, children: list[Below]) -> Below:
        """One subtree, from memory if a tree tried before had it."""
        version = node if node < self.versions else -1
        shape = (version, rate, tuple(sorted(child.number for child in children)))
        known = self._subtrees.get(shape)
        if known is not None:
            return known
        inner = self._leaves[node] if version >= 0 else np.ones_like(self.characters.arrival)
        scale = np.zeros(self.characters.places)
        for child in children:
            inner = inner * child.message
            scale = scale + child.scale
            peak = np.maximum(inner.max(axis=1), _FLOOR)
            inner = inner / peak[:, None]
            scale += np.log(peak)
        made = Below(inner, self.upward(inner, rate), scale, len(self._subtrees))
        self._subtrees[shape] = made
        return made

    def descend(self, tree: Mapping[int, int | None], rates: Rates, passes: Passes) -> None:
        """The downward pass: fills `passes.outer`."""
        passes.outer = {root_of(tree): self.characters.origin}
        for node in downwards(tree):
            parent = tree[node]
            if parent is None:
                continue
            rest = passes.outer[parent] * passes.inner[parent] / np.maximum(passes.message[node], _FLOOR)
            passes.above[node] = rest
            passes.outer[node] = self.downward(rest, rates.get(node, self.first_rates()))

    def fit(self, tree: Mapping[int, int | None], rates: Rates, rounds: int) -> tuple[Rates, Passes]:
        """Rates of all copyists by expectation and maximisation, and the passes under them."""
        passes = self.climb(tree, rates)
        nodes = [node for node, parent in tree.items() if parent is not None]
        for _ in range(rounds if nodes else 0):
            self.descend(tree, rates, passes)
            rates = self._maximise(nodes, rates, passes)
            passes = self.climb(tree, rates)
        return rates, passes

    def _maximise(self, nodes: list[int], rates: Rates, passes: Passes) -> Rates:
        """Expected changes of every copyist over the places where his text can show any."""
        characters = self.characters
        above = np.stack([passes.above[node] for node in nodes])
        inner = np.stack([passes.inner[node] for node in nodes])
        message = np.stack([passes.message[node] for node in nodes])
        now = np.array([rates.get(node, self.first_rates()) for node in nodes])
        rate = np.where(self._reworded[None, :] > 0, now[:, [0]], now[:, [1]])
        left = np.einsum("pr,npr->np", self._rated, above)
        arrive = np.einsum("pr,npr->np", characters.arrival, inner)
        total = np.maximum(np.einsum("npr,npr->np", above, message), _FLOOR)
        seen = characters.weight * (inner.min(axis=2) < inner.max(axis=2) * 0.999)
        changed = seen * (rate * left * arrive / total)
        guess = self.settings.prior_weight
        first = self.first_rates()
        reword = (changed @ self._reworded + guess * first[0]) / (seen @ self._reworded + guess)
        cut = (changed @ self._cuttable + guess * first[1]) / (seen @ self._cuttable + guess)
        found = np.stack([np.minimum(reword, _MOST_REWORDED), np.minimum(cut, _MOST_CUT)], axis=1)
        return {node: (float(found[i, 0]), float(found[i, 1])) for i, node in enumerate(nodes)}
